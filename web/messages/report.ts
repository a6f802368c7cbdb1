import type { TermId } from './terms.ts';

/** Words that are explained at the report's end: those that it uses. */
export const reportTerms: readonly TermId[] = [
  'fibre',
  'cable',
  'copper',
  'all',
  'speed',
  'gigabit',
  'available',
  'not-stated',
  'not-surveyed',
  'modelled',
  'make-up',
  'rank',
  'break',
];

/** Words of the report for paper. */
const de = {
  title: (place: string) => `Versorgungsbericht ${place}`,
  about: (ags: string, date: string, printed: string) =>
    `AGS ${ags} · Stand der Daten: ${date} · gedruckt am ${printed}`,
  toolbar: 'Bericht drucken',
  paper: 'Papier',
  papers: { a4: 'A4', a3: 'A3, Hochformat', a3wide: 'A3, Querformat' },
  print: 'Drucken oder als PDF sichern',
  back: 'Zurück zur Karte',
  tableTitle: (date: string) => `Versorgung nach Geschwindigkeit, % der Haushalte, ${date}`,
  download: 'Download',
  atLeast: (speed: string) => `≥ ${speed}`,
  historyTitle: (speed: string) => `Verlauf, ab ${speed}, % der Haushalte`,
  date: 'Stichtag',
  breakNote: 'Doppellinie: Bruch in der Erhebung, Werte darüber und darunter sind nicht vergleichbar.',
  rankTitle: 'Rang unter vergleichbaren Orten',
  rankNote: (speed: string, state: string) =>
    `Anteil der Haushalte ab ${speed}, Orte gleicher Art in ${state}. Gleiche Anteile teilen sich einen Platz.`,
  technology: 'Technik',
  place: 'Platz',
  above: 'darüber',
  here: 'hier',
  below: 'darunter',
  best: 'Spitze',
  median: 'Mitte',
  none: '–',
  noRank: 'kein Rang',
  districtsTitle: (speed: string) => `Stadtteile, ab ${speed}, % der Haushalte`,
  inhabitants: 'Einwohner, etwa',
  mapsNote: 'Karten: ein Feld ist eine Gemeinde. Umrandet ist der Ort dieses Berichts.',
  terms: 'Begriffe',
  page: 'Seite',
  of: 'von',
  foot: (attribution: string) =>
    `Zahlen: ${attribution}, Aufteilung nach Technik berechnet, also verändert. Grenzen: © GeoBasis-DE / BKG, dl-de/by-2-0.`,
};

const en: typeof de = {
  title: (place) => `Coverage report ${place}`,
  about: (ags, date, printed) => `AGS ${ags} · Figures as of ${date} · printed on ${printed}`,
  toolbar: 'Print the report',
  paper: 'Paper',
  papers: { a4: 'A4', a3: 'A3, portrait', a3wide: 'A3, landscape' },
  print: 'Print or save as PDF',
  back: 'Back to the map',
  tableTitle: (date) => `Coverage by speed, % of households, ${date}`,
  download: 'Download',
  atLeast: (speed) => `≥ ${speed}`,
  historyTitle: (speed) => `History, from ${speed}, % of households`,
  date: 'Reference date',
  breakNote: 'Double line: break in the survey, values above and below can not be compared.',
  rankTitle: 'Rank among comparable places',
  rankNote: (speed, state) =>
    `Share of households from ${speed}, places of the same kind in ${state}. Equal shares share a rank.`,
  technology: 'Technology',
  place: 'Rank',
  above: 'above',
  here: 'here',
  below: 'below',
  best: 'first',
  median: 'median',
  none: '–',
  noRank: 'no rank',
  districtsTitle: (speed) => `Districts, from ${speed}, % of households`,
  inhabitants: 'Inhabitants, about',
  mapsNote: 'Maps: a field is a municipality. The place of this report is outlined.',
  terms: 'Terms',
  page: 'Page',
  of: 'of',
  foot: (attribution) =>
    `Figures: ${attribution}, split by technology computed, therefore changed. Boundaries: © GeoBasis-DE / BKG, dl-de/by-2-0.`,
};

export const reportWords = { de, en };
