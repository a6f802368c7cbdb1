import { constructionDe } from './construction-de.ts';
import { format } from './de-grammar.ts';

const count = format.count;
const shortDay = new Intl.DateTimeFormat('de', { timeZone: 'UTC' });
const days = constructionDe.days;
type Stage = keyof typeof constructionDe.stages;
const addresses = (number: number) => (number === 1 ? '1 Adresse' : `${count(number)} Adressen`);

export const progressDe = {
  title: (name: string) => `Fortschritt und Verzug: ${name} – Breitblick`,
  heading: 'Fortschritt und Verzug',
  back: 'Wann kommt die Glasfaser?',
  loading: 'Die Zahlen kommen …',
  all: 'Ganze Gemeinde',
  districts: 'Stadtteile',
  contents: 'Auf dieser Seite',
  modelled: 'modelliert',
  modelledHelp:
    'Diese Zahlen sind zum Teil modelliert und stehen nur als Beispiel hier, bis echte erfasst sind. Woher jede stammt, steht dabei.',
  unknownDistrict: (name: string) => `Im Stadtteil „${name}“ ist kein Ausbau bekannt.`,
  nothing: (town: string) => `Zu ${town} ist kein Ausbau erfasst.`,
  none: 'keine Angabe',
  source: (text: string) => `Quelle: ${text}`,
  day: (day: string) => format.day(day),
  /** As a chart or a table has it. */
  date: (day: string) => shortDay.format(new Date(day)),
  addresses,
  stage: (stage: Stage | null) => (stage === null ? 'nichts bekannt' : constructionDe.stages[stage]),
  sentence: (name: string, day: string, { total, passed, active }: { total: number; passed: number; active: number }) =>
    `${name}: Am ${format.day(day)} lag {{fibre|Glasfaser in der Straße von ${addresses(passed)}}}, das sind ${format.share(total === 0 ? 0 : (passed / total) * 100)} aller ${count(total)}. {{strong|${count(active)}}} Anschlüsse waren aktiv.`,
  noSentence: (name: string) => `${name}: Von einzelnen Adressen war an diesem Tag nichts bekannt.`,
  place: (district: string | undefined, town: string) => district ?? town,

  stages: {
    title: 'Haushalte nach Stufe',
    unit: 'Haushalte, am Ende jedes Monats',
    summary: (last: string, parts: string) => `Haushalte nach Stufe über die Zeit. Zuletzt, am ${last}: ${parts}.`,
    part: (stage: string, number: number) => `${stage} ${count(number)}`,
    month: 'Tag',
    withheld: 'Zum Schutz wird hier nicht gezeigt, wer bestellt hat.',
    empty: 'Von Adressen ist nichts bekannt.',
  },
  curve: {
    title: 'Gebaut und geplant',
    intro: 'Seit Beginn zusammengezählt. Durchgezogen: gebaut. Gestrichelt: Plan.',
    measures: {
      addresses: { title: 'Adressen mit Glasfaser in der Straße', unit: 'Adressen' },
      metres: { title: 'Gebaute Meter Trasse', unit: 'm' },
      eur: { title: 'Ausgaben in Euro', unit: 'Euro' },
    },
    actual: 'Ist',
    planned: 'Plan',
    summary: (title: string, day: string, actual: string, planned: string) =>
      `${title}, am ${day}: ${actual}, nach Plan ${planned}.`,
    behind: (number: string) => `${number} hinter dem Plan`,
    ahead: (number: string) => `${number} über dem Plan`,
    even: 'wie geplant',
    noPlan: 'Ein Plan ist nicht erfasst.',
    day: 'Tag',
    onAxis: (value: number) => {
      if (value >= 1_000_000) return `${format.decimal(value / 1_000_000)} Mio.`;
      return value >= 10_000 ? `${count(value / 1000)} Tsd.` : count(value);
    },
  },
  metres: {
    title: 'Gebaute Meter nach Oberfläche und Stufe',
    unit: 'Meter Trasse',
    stages: { CIVIL_WORKS: 'Tiefbau fertig', CABLE_LAID: 'Glasfaser liegt', SURFACE_ACCEPTED: 'Oberfläche abgenommen' },
    surfaces: { SEALED: 'versiegelt', UNSEALED: 'unversiegelt', none: 'Oberfläche nicht angegeben' },
    summary: (parts: string) => `Gebaute Meter: ${parts}.`,
    metres: (number: number) => `${count(Math.round(number))} m`,
    quarter: 'bis',
    empty: 'Von Trassen ist nichts bekannt.',
  },
  forecast: {
    title: 'Wann es fertig wird',
    unit: 'berechnet, von niemandem angekündigt',
    of: { CABLE_LAID: 'Glasfaser in der Straße', ACTIVE: 'Aktive Anschlüsse' } as Partial<Record<Stage, string>>,
    states: {
      DONE: (target: number) => `Alle ${addresses(target)} sind erreicht.`,
      NOT_ENOUGH_HISTORY: () => 'Für eine Prognose ist die bisherige Geschichte zu kurz.',
      NOTHING_KNOWN: () => 'Es ist nichts bekannt, woraus sich etwas berechnen ließe.',
      WITHHELD: () => 'Zum Schutz wird bei so wenigen Adressen nichts berechnet.',
    },
    range: (reached: number, target: number, earliest: string, latest: string | null, likely: string | null) =>
      `${count(reached)} von ${addresses(target)} sind erreicht. Geht es weiter wie bisher, sind es alle zwischen dem {{strong|${format.day(earliest)}}} und ${latest === null ? 'einem Tag, der nicht abzusehen ist' : `dem {{strong|${format.day(latest)}}}`}${likely === null ? '' : `, am ehesten am ${format.day(likely)}`}.`,
    method: 'Wie gerechnet wird',
    day: 'Tag',
    rates: { slow: 'langsam', usual: 'üblich', quick: 'schnell' },
    perMonth: (number: number) => `${format.decimal(number)} in 30 Tagen`,
  },
  slip: {
    title: 'Angekündigte Termine',
    unit: 'Ring: gesagt; Strich: sollte sein; orange: Verzug',
    summary: (number: number, late: number) =>
      `${number === 1 ? '1 Termin wurde' : `${count(number)} Termine wurden`} angekündigt, ${late === 1 ? '1 ist' : `${count(late)} sind`} verstrichen, ohne dass es bestätigt ist.`,
    empty: 'Es ist kein Termin angekündigt.',
    area: 'Gebiet',
    stage: 'Was',
    announced: 'Gesagt am',
    expected: 'Sollte sein',
    slip: 'Gegenüber vorher',
    overdue: 'Verstrichen seit',
    whole: 'Gesamtes Projekt',
    days: (number: number) => days(number),
    moved: (number: number) => (number > 0 ? `+${days(number)}` : number < 0 ? `−${days(-number)}` : 'gleich'),
    today: 'Tag der Frage',
  },
  quotas: {
    title: 'Quoten der Nachfragebündelung',
    unit: '% der Haushalte',
    area: 'Gebiet',
    share: 'unterschrieben',
    required: 'nötig',
    missing: 'es fehlen',
    state: 'Stand',
    deadline: 'Frist',
    changed: (from: string, to: string, day: string) => `${from}, seit ${day} ${to}`,
    reached: 'erreicht',
    missed: 'verfehlt',
    open: 'offen',
    points: (number: number) => `${format.decimal(number)} Punkte`,
    left: (number: number) => (number >= 0 ? `noch ${days(number)}` : `vor ${days(-number)} abgelaufen`),
    empty: 'Von einer Quote ist nichts bekannt.',
  },
  defects: {
    title: 'Mängel an der Oberfläche',
    sentence: (found: number, repaired: number, accepted: number, ended: number) =>
      `${count(found)} sind gefunden und noch nicht behoben, ${count(repaired)} behoben und noch nicht abgenommen, ${count(accepted)} abgenommen mit laufender Gewährleistung${ended > 0 ? `, bei ${count(ended)} ist sie abgelaufen` : ''}.`,
    empty: 'Kein Mangel ist erfasst.',
    kind: 'Mangel',
    area: 'Gebiet',
    state: 'Stand',
    found: 'gefunden',
    repaired: 'behoben',
    accepted: 'abgenommen',
    warranty: 'Gewährleistung bis',
    computed: 'fünf Jahre ab Abnahme, berechnet',
    kinds: {
      SETTLEMENT: 'Absackung',
      JOINT: 'Offene Fuge',
      COVERING: 'Belag beschädigt',
      KERB: 'Bord beschädigt',
      OTHER: 'Sonstiger Mangel',
    },
    states: {
      FOUND: 'gefunden',
      REPAIRED: 'behoben',
      ACCEPTED: 'abgenommen',
      WARRANTY_ENDED: 'Gewährleistung abgelaufen',
    },
  },
  roadworks: {
    title: 'Baustellen',
    sentence: (number: number) =>
      number === 1
        ? 'Eine Baustelle ist an diesem Tag oder in den 60 Tagen danach.'
        : `${count(number)} Baustellen sind an diesem Tag oder in den 60 Tagen danach.`,
    empty: 'An diesem Tag und in den 60 Tagen danach ist keine Baustelle erfasst.',
    street: 'Straße',
    traffic: 'Verkehr',
    time: 'Zeit',
    reason: 'Grund',
    until: (first: string, last: string | null) =>
      last === null
        ? `ab ${shortDay.format(new Date(first))}, Ende offen`
        : `${shortDay.format(new Date(first))} bis ${shortDay.format(new Date(last))}`,
    effects: {
      NONE: 'nicht eingeschränkt',
      FOOTPATH: 'Gehweg gesperrt',
      LANE_CLOSED: 'Fahrspur gesperrt',
      ONE_WAY: 'Einbahnverkehr',
      CLOSED: 'Voll gesperrt',
    },
    atom: 'Als Feed (Atom)',
    calendar: 'Als Kalender',
    geojson: 'Als GeoJSON',
  },
  proof: {
    title: 'Zahlen für den Verwendungsnachweis',
    unit: (day: string) => `Stichtag ${format.day(day)}`,
    figure: 'Zahl',
    value: 'Ist',
    planned: 'Soll',
    csv: 'Als CSV',
    figures: {
      METRES_BUILT: 'Gebaute Meter Trasse',
      METRES_BUILT_SEALED: 'davon versiegelt',
      METRES_BUILT_UNSEALED: 'davon unversiegelt',
      METRES_ACCEPTED: 'Meter mit abgenommener Oberfläche',
      ADDRESSES_PASSED: 'Adressen mit Glasfaser in der Straße',
      ADDRESSES_ORDERABLE: 'Adressen, an denen bestellt werden kann',
      ADDRESSES_CONNECTED: 'Adressen mit Glasfaser im Haus',
      ADDRESSES_ACTIVE: 'Adressen mit aktivem Anschluss',
      EUR_SPENT: 'Ausgaben',
    },
    amount: (value: number, unit: string) =>
      unit === 'm' ? `${count(value)} m` : unit === 'EUR' ? `${count(value)} €` : count(value),
  },
  funding: {
    title: 'Wessen Geld',
    source: 'Mittelgeber',
    details: 'Nach Gebiet und Jahr',
    yearAndSource: 'Jahr und Mittelgeber',
    noArea: 'Keinem Gebiet zugeordnet',
    empty: 'Plan und Ausgaben sind nicht erfasst.',
    less: 'Der Plan ist gesunken. Wessen Geld entfällt, ist nicht angegeben.',
    sources: {
      FEDERAL: 'Bund',
      STATE: 'Land',
      OWN: 'Eigenanteil',
      OTHER: 'Sonstige',
      NOT_STATED: 'Mittelgeber nicht angegeben',
    },
  },
};

export type ProgressWords = typeof progressDe;
