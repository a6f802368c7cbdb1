import { format } from './de-grammar.ts';

const series = (count: number) => (count === 1 ? '1 Messreihe' : `${format.count(count)} Messreihen`);

/** Words of how well the sensors work. */
export const availabilityDe = {
  link: 'Wie zuverlässig die Sensoren melden',
  title: (from: string, last: string) => `${from} bis ${last}`,
  heading: 'Zuverlässigkeit',
  period: 'Zeitraum',
  periods: { 7: '7 Tage', 30: '30 Tage', 90: '90 Tage', 365: '1 Jahr' },
  lead: (place: string, share: string, days: number) =>
    `In ${place} kamen in ${format.count(days)} Tagen {{strong|${share}}} der erwarteten Werte an.`,
  silent: (count: number) =>
    count === 0
      ? 'Keine Messreihe schweigt gerade.'
      : `{{late|${series(count)}}} ${count === 1 ? 'schweigt' : 'schweigen'} gerade.`,
  nothing: (place: string) => `In ${place} war in dieser Zeit kein Wert zu erwarten.`,
  columns: {
    theme: 'Thema',
    received: 'Angekommen',
    doubtful: 'Zweifelhaft',
    silent: 'Stumm jetzt',
    alarms: 'Alarme',
  },
  all: 'Alle Themen',
  noTheme: 'Ohne Thema',
  of: (silent: number, all: number) => `${format.count(silent)} von ${format.count(all)}`,
  notExpected: 'nicht bekannt',
  least: 'Wo am meisten fehlt',
  lastOn: (day: string) => `zuletzt am ${day}`,
  never: 'kein Wert in dieser Zeit',
  complete: 'Alle erwarteten Werte sind angekommen.',
  method: (irregular: number) =>
    `Gezählt werden ganze Tage bis gestern. Erwartet wird, was der Abstand jeder Messreihe vorsieht, ab dem Tag nach ihrem ersten Wert; was an einem Tag zu viel kam, gleicht keinen anderen aus.${
      irregular > 0
        ? ` ${series(irregular)} ohne festen Abstand ${irregular === 1 ? 'zählt' : 'zählen'} dabei nicht.`
        : ''
    }`,
  worst: (day: string, share: string) => `am ${day} nur ${share}`,
  strip: 'Jeder Balken ist ein Tag (beim Jahr eine Woche): gefüllt, was ankam; unter 95\u00a0% farbig.',
  csv: 'CSV',
};

export type AvailabilityWords = typeof availabilityDe;
