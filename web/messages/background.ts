const de = {
  button: 'Hintergrundkarte',
  load: 'Hintergrundkarte laden',
  remove: 'Hintergrundkarte entfernen',
  loading: 'Hintergrundkarte wird geladen …',
  from: (name: string, hosts: string) =>
    `Straßen und Gebäude aus „${name}“. Sie lädt Karten von ${hosts}; dabei erfährt dieser Anbieter Ihre IP-Adresse.`,
  ours: (name: string) =>
    `Straßen und Gebäude aus „${name}“. Sie kommt von diesem Server, sonst erfährt niemand davon.`,
  remembered: 'Ihre Wahl bleibt in diesem Browser gespeichert, bis Sie die Karte entfernen.',
  shown: (name: string) => `Hintergrundkarte „${name}“ ist geladen.`,
  failed: 'Die Hintergrundkarte ist nicht zu erreichen. Unsere Karte bleibt, wie sie ist.',
  silent: 'Teile der Hintergrundkarte kommen nicht an. Unsere Karte bleibt vollständig.',
  again: 'Noch einmal versuchen',
  and: ' und ',
};

const en: typeof de = {
  button: 'Background map',
  load: 'Load background map',
  remove: 'Remove background map',
  loading: 'Loading the background map …',
  from: (name, hosts) =>
    `Streets and buildings from “${name}”. It loads maps from ${hosts}, and this provider learns your IP address.`,
  ours: (name) => `Streets and buildings from “${name}”. It comes from this server, and nobody else learns of it.`,
  remembered: 'Your choice is kept in this browser until you remove the map.',
  shown: (name) => `The background map “${name}” is loaded.`,
  failed: 'The background map can’t be reached. Our map stays as it is.',
  silent: 'Parts of the background map don’t arrive. Our map stays complete.',
  again: 'Try again',
  and: ' and ',
};

export const backgroundWords = { de, en };
