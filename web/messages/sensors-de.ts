import { format } from './de-grammar.ts';

const nb = format.noBreak;
const time = new Intl.DateTimeFormat('de', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
const shortDay = new Intl.DateTimeFormat('de', { timeZone: 'Europe/Berlin', day: 'numeric', month: 'numeric' });
const longDay = new Intl.DateTimeFormat('de', {
  timeZone: 'Europe/Berlin',
  ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
});
const dateOnly = new Intl.DateTimeFormat('de', {
  timeZone: 'Europe/Berlin',
  ...{ day: 'numeric', month: 'short', year: 'numeric' },
});
const monthOnly = new Intl.DateTimeFormat('de', { timeZone: 'Europe/Berlin', month: 'long' });
const shortMonth = new Intl.DateTimeFormat('de', { timeZone: 'Europe/Berlin', month: 'short' });
const stations = (count: number) => (count === 1 ? '1 Messstelle' : `${format.count(count)} Messstellen`);

/** Lengths of time: minutes, then hours and minutes, beyond two days in days. */
function lasting(seconds: number, short: boolean, dative: boolean): string {
  const minutes = Math.max(0, Math.round(seconds / 60));
  if (minutes < 60) return short ? `${minutes}${nb}Min.` : `${minutes}${nb}${minutes === 1 ? 'Minute' : 'Minuten'}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours}${nb}Std.${minutes % 60 === 0 ? '' : ` ${minutes % 60}${nb}Min.`}`;
  return `${Math.floor(hours / 24)}${nb}${dative ? 'Tagen' : 'Tage'}`;
}

/** "Min." ends a sentence by itself. */
const ended = (text: string) => (text.endsWith('.') ? '' : '.');

/** Words of the sensors. */
export const sensorsDe = {
  title: (name: string) => `Sensoren: ${name} – Breitblick`,
  heading: 'Sensoren',
  all: 'Alle',
  topics: 'Messgröße',
  stations,
  ago: (seconds: number, short = false) => (seconds < 30 ? 'gerade eben' : `vor ${lasting(seconds, short, true)}`),
  lasting: (seconds: number) => lasting(seconds, true, true),
  within: (seconds: number, short = false) => `in ${lasting(seconds, short, true)}`,
  every: (seconds: number) => `alle ${lasting(seconds, false, false)}`,
  states: { current: 'aktuell', stale: 'veraltet', not_counted: 'nicht gewertet', none: 'noch ohne Wert' },
  staleFor: (seconds: number) =>
    `veraltet, ${seconds >= 3600 && seconds < 172_800 ? `${Math.max(1, Math.round(seconds / 3600))}${nb}Std.` : lasting(seconds, true, true)}`,
  modelled: 'Beispieldaten, modelliert',
  modelledHelp: 'Diese Werte hat niemand gemessen. Ein Modell zeigt, wie die Seite mit echten Sensoren aussieht.',
  free: (count: string) => `${count} frei`,
  freeOf: (count: string, all: string) => `${count} von ${all} frei`,
  ofPlaces: (all: string) => `von ${all}`,
  occupied: 'belegt',
  unoccupied: 'frei',
  noValue: 'keine Angabe',
  lastValue: 'letzter Wert',
  overview: {
    lead: (current: number, total: number, place: string, partly: boolean) => {
      const listed = partly ? 'aufgelisteten ' : '';
      const all = total === 1 ? '1 Messstelle' : `${format.count(total)} ${listed}Messstellen`;
      return current === total
        ? `In ${place} melden {{strong|alle ${all}}} aktuelle Werte.`
        : `In ${place} melden {{strong|${format.count(current)} von ${all}}} aktuelle Werte.`;
    },
    rest: (stale: number, notCounted: number, none: number) =>
      [
        ...(stale > 0
          ? [`{{late|${format.count(stale)} ${stale === 1 ? 'schweigt' : 'schweigen'}}} länger als sonst`]
          : []),
        ...(notCounted > 0
          ? [`${format.count(notCounted)} ${notCounted === 1 ? 'wird' : 'werden'} nicht gewertet`]
          : []),
        ...(none > 0 ? [`${format.count(none)} ${none === 1 ? 'hat' : 'haben'} noch keinen Wert`] : []),
      ].join(', '),
    nothing: (place: string) => `Aus ${place} sind noch keine Sensoren angeschlossen.`,
    nothingOf: (topic: string, partly: boolean) =>
      partly
        ? `Unter den aufgelisteten Messstellen ist keine zu „${topic}“.`
        : `Zu „${topic}“ gibt es hier keine Sensoren.`,
    elsewhere: 'Sensoren in Landau in der Pfalz ansehen',
  },
  lead: {
    current: (name: string, value: string, age: string) =>
      `${name}: {{strong|${value}}}, gemessen {{strong|${age}}}${ended(age)}`,
    stale: (name: string, value: string, age: string) =>
      `${name}: zuletzt ${value}, gemessen {{late|${age}}}${ended(age)} Der alte Wert zählt nicht mehr.`,
    not_counted: (name: string, value: string, age: string) =>
      `${name}: {{late|${value}}}, gemessen ${age}${ended(age)} Der Wert wird nicht gewertet.`,
    none: (name: string) => `${name}: noch kein Wert.`,
    expected: (every: string) => `Erwartet wird ${every} ein Wert.`,
    usual: (month: string) => `Das liegt in der üblichen Spanne für diese Stunde im ${month}.`,
    above: (month: string) => `Das ist mehr als sonst zu dieser Stunde im ${month}.`,
    below: (month: string) => `Das ist weniger als sonst zu dieser Stunde im ${month}.`,
  },
  silent: (name: string, lasts: string) => `${name} meldet seit ${lasts} nichts.`,
  back: 'Alle Messstellen',
  latest: {
    title: 'Letzte Werte',
    of: (all: number, current: number) => `${stations(all)}, ${format.count(current)} aktuell`,
  },
  columns: { what: 'Messgröße', value: 'Wert', age: 'Alter', of: 'Was es ist', quality: 'Güte' },
  at: {
    stand: (moment: string) => `Stand ${moment}`,
    back: 'Zurück zu jetzt',
    nothing: 'kein Wert',
    checked: 'geprüft',
    single: (at: string) => `Wert von ${at}`,
    mean: { HOUR: 'Stundenmittel', DAY: 'Tagesmittel' },
    sum: { HOUR: 'Stundensumme', DAY: 'Tagessumme' },
    any: { HOUR: 'Mittel oder Summe der Stunde', DAY: 'Mittel oder Summe des Tages' },
  },
  ranges: { day: 'Tag', week: 'Woche', month: 'Monat', year: 'Jahr' },
  range: 'Zeitraum',
  nearer: 'Vergrößern',
  farther: 'Verkleinern',
  earlier: 'Früher',
  later: 'Später',
  today: 'Heute',
  chart: {
    year: 'Zwölf Monate',
    single: 'Einzelwerte',
    spans: { HOUR: 'Stundenspanne', DAY: 'Tagesspanne, tiefster bis höchster Wert' },
    sums: { HOUR: 'Summe je Stunde', DAY: 'Summe je Tag' },
    means: { HOUR: 'Stundenmittel', DAY: 'Tagesmittel' },
    without: 'ohne zweifelhafte Werte',
    withAll: 'mit allen Werten',
    arithmetic: {
      sound_level: 'Mittel sind rechnerisch, nicht energetisch (kein Leq): Lautes wiegt darin weniger.',
      wind_direction: 'Mittel sind rechnerisch und führen um Nord herum in die Irre; Einzelwerte sagen mehr.',
    },
    allValues: 'Alle Werte im Mittel',
    gap: 'Ausfall',
    band: (month: string) => `Band: übliche Spanne im ${month}`,
    splice: 'neues Gerät',
    spliceOn: (day: string, name: string) => `Seit ${day} misst ein neues Gerät (${name}).`,
    key: 'Durchgezogen: geprüft. Gestrichelt: zweifelhaft. Schraffiert: kein Wert, nicht null.',
    zoomKey: 'Ziehen vergrößert einen Abschnitt; am Diagramm auch die Tasten + und −, 0 zeigt wieder alles.',
    outside: {
      RAW: (count: number, farthest: string) =>
        `${count === 1 ? '1 unplausibler Wert liegt' : `${format.count(count)} unplausible Werte liegen`} außerhalb des Bereichs (bis ${farthest}).`,
      HOUR: (count: number, farthest: string) =>
        `In ${count === 1 ? '1 Stunde' : `${format.count(count)} Stunden`} liegen unplausible Werte außerhalb des Bereichs (bis ${farthest}).`,
      DAY: (count: number, farthest: string) =>
        `An ${count === 1 ? '1 Tag' : `${format.count(count)} Tagen`} liegen unplausible Werte außerhalb des Bereichs (bis ${farthest}).`,
    },
    scaleAll: 'Alle zeigen',
    scalePlausible: 'Nur den plausiblen Bereich zeigen',
    at: (value: string, when: string) => `${value} ${when}`,
    span: (low: string, high: string) => `${low} bis ${high}`,
    noneAt: (when: string) => `Kein Wert ${when}.`,
    slider: (name: string) => `Zeit ablesen: ${name}`,
    sentence: (name: string, low: string, high: string, gaps: number) =>
      `${name}: Die Werte liegen zwischen ${low} und ${high}.${gaps === 0 ? '' : ` ${gaps === 1 ? 'Eine Zeit' : `${gaps} Zeiten`} ohne Wert.`}`,
    empty: 'In dieser Zeit gibt es keinen Wert.',
    loading: 'Der Verlauf wird geladen.',
  },
  table: {
    show: 'Als Tabelle',
    hide: 'Tabelle schließen',
    time: 'Zeit',
    low: 'tiefster',
    high: 'höchster',
    value: 'Wert',
    quality: 'Güte',
    doubtful: 'zweifelhaft',
    doubtfulBeside: (low: string, high: string) => `zweifelhaft; plausibel ${low} bis ${high}`,
    leftOut: (count: number) =>
      count === 1
        ? '1 zweifelhafter Wert ist nicht im Mittel'
        : `${format.count(count)} zweifelhafte Werte sind nicht im Mittel`,
    newDevice: (name: string) => `Ab hier neues Gerät: ${name}`,
    csv: 'CSV',
    more: (count: number) => `Die ersten ${format.count(count)} Zeilen; alle stehen in der CSV-Datei.`,
  },
  compare: {
    title: 'Daneben zeigen',
    add: 'Messgröße wählen',
    remove: (name: string) => `${name} entfernen`,
    most: 'Vier Reihen zugleich; entfernen Sie eine, um eine andere zu sehen.',
  },
  map: {
    label: 'Karte der Sensoren',
    show: 'Karte zeigen',
    hide: 'Karte schließen',
    legend: 'Zeichen der Karte',
    shows: 'Zahl: letzter Wert',
    attribution: '© GeoBasis-DE / BKG (2021)',
    attributionModelled: '© GeoBasis-DE / BKG (2021) · Siedlung und Messwerte modelliert',
  },
  screen: {
    open: 'Für einen Bildschirm',
    leave: 'Zur Ansicht zum Bedienen',
    noCurrent: 'Gerade keine aktuellen Werte.',
    sumToday: (sum: string) => `seit 0${nb}Uhr ${sum}`,
    spanToday: (low: string, high: string) => `heute ${low} bis ${high}`,
    sameToday: (value: string) => `heute bisher ${value}`,
  },
  unlisted: (count: number) =>
    `Die Liste nennt die ersten Messstellen. ${format.count(count)} weitere stehen nur auf der Karte.`,
  listMore: 'Mehr auflisten',
  unknown: 'Diese Messreihe gibt es hier nicht mehr.',
  live: 'Neue Werte kommen von selbst.',
  time: (ms: number) => time.format(ms),
  atTime: (ms: number) => `um ${time.format(ms)}`,
  onDay: (ms: number) => `am ${shortDay.format(ms)}`,
  clock: (ms: number) => `${time.format(ms)}${nb}Uhr`,
  day: (ms: number) => shortDay.format(ms),
  moment: (ms: number) => `${shortDay.format(ms)} ${time.format(ms)}`,
  date: (ms: number) => dateOnly.format(ms),
  longDay: (ms: number) => longDay.format(ms),
  month: (ms: number) => monthOnly.format(ms),
  shortMonth: (ms: number) => shortMonth.format(ms).replace('.', ''),
};

export type SensorWords = typeof sensorsDe;
