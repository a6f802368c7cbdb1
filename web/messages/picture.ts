/** Words of pictures that stand alone, drawn, saved or printed. */
const de = {
  around: (place: string) => `${place} und Umgebung`,
  germany: 'Deutschland',
  part: 'Kartenausschnitt',
  unit: '% der Haushalte',
  description: (figure: string, date: string, direction: string) =>
    `Karte der Gemeinden nach dem Anteil der Haushalte mit Zugang zu ${figure}, ${date}. ${direction}; schraffiert: keine Angabe; gepunktet: modelliert; leer: unbewohnt.`,
  share: (place: string, share: string) => `${place}: ${share} der Haushalte.`,
  source: (attribution: string) => `Zahlen: ${attribution}. Klassen gebildet, also verändert.`,
  boundaries: 'Grenzen: © GeoBasis-DE / BKG, dl-de/by-2-0, vereinfacht.',
  edition: (id: string) => `Breitblick, Ausgabe ${id}`,
  metres: (count: number) => `${count} m`,
  kilometres: (count: number) => `${count} km`,
  failed: 'Das Bild konnte nicht gezeichnet werden.',
  failedHelp: 'Satz, Zahlen und Tabelle sind da.',
  drawing: 'Das Bild wird gezeichnet.',
  whole: 'Ganz Deutschland',
  still: 'Sie sehen ein Bild davon; ein Klick wählt einen Ort.',
};

const en: typeof de = {
  around: (place) => `${place} and surroundings`,
  germany: 'Germany',
  part: 'Part of the map',
  unit: '% of households',
  description: (figure, date, direction) =>
    `Map of the municipalities by the share of households with access to ${figure}, ${date}. ${direction}; hatched: not stated; dotted: modelled; empty: uninhabited.`,
  share: (place, share) => `${place}: ${share} of households.`,
  source: (attribution) => `Figures: ${attribution}. Grouped into classes, therefore changed.`,
  boundaries: 'Boundaries: © GeoBasis-DE / BKG, dl-de/by-2-0, simplified.',
  edition: (id) => `Breitblick, edition ${id}`,
  metres: (count) => `${count} m`,
  kilometres: (count) => `${count} km`,
  failed: 'The picture could not be drawn.',
  failedHelp: 'Sentence, figures and table are here.',
  drawing: 'The picture is being drawn.',
  whole: 'All of Germany',
  still: 'You see a picture of it; a click chooses a place.',
};

export const pictureWords = { de, en };
