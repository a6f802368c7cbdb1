import { format } from './de-grammar.ts';

const alarms = (count: number) => (count === 1 ? '1 Alarm' : `${format.count(count)} Alarme`);

/** Words of thresholds and alarms. */
export const alarmsDe = {
  title: 'Alarme',
  link: (lasting: number) =>
    lasting === 0 ? 'Alarme' : `Alarme: ${format.count(lasting)} ${lasting === 1 ? 'dauert' : 'dauern'} an`,
  back: 'Alle Alarme',
  lead: {
    lasting: (count: number, place: string) =>
      `In ${place} ${count === 1 ? 'dauert' : 'dauern'} {{late|${alarms(count)}}} an.`,
    none: (place: string) => `In ${place} dauert {{strong|kein Alarm}} an.`,
    watched: (count: number) =>
      count === 1 ? 'Überwacht wird 1 Grenzwert.' : `Überwacht werden ${format.count(count)} Grenzwerte.`,
    nothingWatched: 'Noch wird kein Grenzwert überwacht. Planerinnen und Planer legen ihn bei einer Messreihe fest.',
  },
  lists: { all: 'Alle', lasting: 'Andauernd', ended: 'Vergangen' },
  list: 'Welche Alarme',
  empty: 'Kein Alarm passt zu dieser Auswahl.',
  watchedList: 'Überwacht wird',
  severities: { NOTICE: 'Hinweis', WARNING: 'Warnung', ALARM: 'Alarm' },
  columns: {
    what: 'Messreihe',
    rule: 'Grenzwert',
    raised: 'Beginn',
    raisedValue: 'Wert zu Beginn',
    peak: 'Äußerster Wert',
    lasted: 'Dauer',
    cleared: 'Ende',
  },
  lasts: (duration: string) => `seit ${duration}`,
  assumed: 'Grenzwert später nachgetragen',
  endedWithRule: 'Grenzwert beendet',
  rule: { ABOVE: (value: string) => `ab ${value}`, BELOW: (value: string) => `bei höchstens ${value}` },
  until: {
    ABOVE: (value: string) => `endet bei ${value} oder weniger`,
    BELOW: (value: string) => `endet bei ${value} oder mehr`,
  },
  of: (name: string) => `Alarme: ${name}`,
  thresholds: 'Grenzwerte',
  noThresholds: 'Für diese Messreihe ist kein Grenzwert festgelegt.',
  state: {
    across: {
      ABOVE: (since: string) => `überschritten seit ${since}`,
      BELOW: (since: string) => `unterschritten seit ${since}`,
    },
    calm: {
      ABOVE: (since: string) => `nicht überschritten seit ${since}`,
      BELOW: (since: string) => `nicht unterschritten seit ${since}`,
    },
    never: { ABOVE: 'noch nie überschritten', BELOW: 'noch nie unterschritten' },
    ended: 'beendet',
  },
  log: 'Protokoll',
  noLog: 'Noch kein Alarm.',
  mark: (severity: string, name: string) => `${severity}: ${name}`,
  since: (name: string, since: string) => `${name} seit ${since}`,
  files: { label: 'Alarme als Datei', csv: 'CSV', excel: 'CSV für Excel', geojson: 'GeoJSON' },
  more: (count: number) => `Hier stehen ${format.count(count)} Alarme. Die Datei hat alle.`,
  edit: {
    door: 'Grenzwerte festlegen (für Planung)',
    add: 'Grenzwert hinzufügen',
    change: (name: string) => `„${name}“ ändern`,
    end: (name: string) => `„${name}“ beenden`,
    resume: (name: string) => `„${name}“ wieder überwachen`,
    newTitle: 'Neuer Grenzwert',
    save: 'Speichern',
    cancel: 'Abbrechen',
    undo: 'Rückgängig',
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
  },
  fields: {
    name: 'Name',
    nameHint: 'So heißt der Alarm, etwa „Hochwasser“.',
    severity: 'Wie wichtig',
    direction: 'Richtung',
    directions: { ABOVE: 'Alarm bei hohen Werten', BELOW: 'Alarm bei niedrigen Werten' },
    raiseAt: (unit: string) => `Alarm ab${unit}`,
    clearAt: (unit: string) => `Ende bei${unit}`,
    clearHint: 'Mit etwas Abstand flattert der Alarm nicht. Leer: derselbe Wert.',
    webhook: 'Meldung an (Webadresse)',
    webhookHint: 'Bekommt jeden Alarm als JSON. Leer: niemand.',
  },
  secret: {
    label: 'Schlüssel (Geheimnis)',
    replace: 'Neuer Schlüssel (Geheimnis)',
    notSet: 'Nicht gesetzt. Mit einem Schlüssel sind Meldungen unterschrieben; der Empfänger braucht denselben.',
    isSet: 'Gesetzt. Er wird nie gezeigt. Leer: er bleibt, wie er ist.',
    goes: 'Der Schlüssel wird beim Speichern entfernt; Meldungen sind dann nicht mehr unterschrieben.',
    make: 'Schlüssel erzeugen',
    remove: 'Schlüssel entfernen',
    keep: 'Schlüssel doch behalten',
  },
  test: {
    button: (name: string) => `Meldung von „${name}“ testen`,
    sending: 'Testmeldung ist unterwegs …',
    after: (milliseconds: number) => `nach ${format.count(milliseconds)} ms`,
    outcomes: {
      TAKEN: (after: string, status: number) =>
        `Der Empfänger hat die Testmeldung angenommen: Status ${status}, ${after}.`,
      REFUSED: (after: string, status: number) =>
        `Der Empfänger hat die Testmeldung nicht angenommen: Status ${status}, ${after}.`,
      REDIRECTED: () => 'Der Empfänger verweist auf eine andere Adresse. Bitte tragen Sie diese ein.',
      TIMED_OUT: (after: string) => `Der Empfänger hat nicht geantwortet (${after}).`,
      UNREACHABLE: (after: string) => `Der Empfänger ist nicht erreichbar (${after}). Bitte prüfen Sie die Adresse.`,
      TOO_OFTEN: () => 'Es gab schon zehn Tests in einer Minute. Bitte warten Sie kurz.',
    },
  },
  required: 'Pflicht',
  errors: {
    missing: 'Bitte füllen Sie dieses Feld aus.',
    noNumber: 'Bitte geben Sie eine Zahl ohne Tausenderpunkt ein, etwa 1500 oder 2,5.',
    wrongSide:
      'Das Ende muss auf der ruhigen Seite liegen: bei hohen Werten nicht über dem Alarm, bei niedrigen nicht darunter.',
    noAddress: 'Bitte geben Sie eine Adresse mit https:// oder http:// an.',
    noSecret: 'Ein Schlüssel besteht aus „whsec_“ und 24 bis 64 Byte als Base64. „Schlüssel erzeugen“ macht einen.',
    refused: 'Der Server nimmt diesen Wert nicht an. Bitte prüfen Sie ihn.',
  },
  preview: {
    count: (count: number, duration: string) =>
      count === 0
        ? 'In den letzten 30 Tagen hätte das keinen Alarm ausgelöst.'
        : `In den letzten 30 Tagen hätte das ${alarms(count)} ausgelöst, zusammen ${duration} lang.`,
    lasting: 'Gerade wäre Alarm.',
    since: (day: string) => `Einzelwerte gibt es seit ${day}.`,
    noValues: 'In den letzten 30 Tagen gibt es keine Einzelwerte.',
  },
  done: {
    added: (name: string) => `„${name}“ wird jetzt überwacht.`,
    changed: (name: string) => `„${name}“ ist geändert.`,
    ended: (name: string) => `„${name}“ wird nicht mehr überwacht; das Protokoll bleibt.`,
    resumed: (name: string) => `„${name}“ wird wieder überwacht.`,
    secretLost: 'Den alten Schlüssel bringt „Rückgängig“ nicht zurück.',
    undone: 'Rückgängig gemacht.',
  },
};

export type AlarmWords = typeof alarmsDe;
