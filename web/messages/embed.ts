const de = {
  title: (place: string) => `Breitbandversorgung in ${place}`,
  open: 'In Breitblick öffnen',
  map: (place: string, figure: string) => `Karte: ${figure}, ${place} und Umgebung. Die Zahlen stehen im Satz darüber.`,
};

const en: typeof de = {
  title: (place) => `Broadband coverage in ${place}`,
  open: 'Open in Breitblick',
  map: (place, figure) => `Map: ${figure}, ${place} and surroundings. The figures are in the sentence above.`,
};

export const embedWords = { de, en };
