import { type StateCode, states } from '../../geodata/states.ts';
import type { SpeedClass, Technology } from '../../geodata/technologies.ts';
import { familyOf } from '../families.ts';
import { formatsOf, halfYearOf } from './formats.ts';
import type { Composition, Statement, Where } from './statement.ts';

const format = formatsOf('de');
const nb = format.noBreak;

const technology: Record<Technology, { short: string; long: string }> = {
  ALL: { short: 'Alle', long: 'Alle Techniken' },
  WIRED: { short: 'Alle', long: 'Alle leitungsgebundenen Techniken' },
  FTTH_B: { short: 'Glasfaser', long: 'Glasfaser (FTTH/B)' },
  FTTH: { short: 'Glasfaser', long: 'Glasfaser (FTTH)' },
  FTTB: { short: 'Glasfaser', long: 'Glasfaser (FTTB)' },
  HFC: { short: 'Kabel', long: 'Kabel (HFC)' },
  DSL: { short: 'Kupfer', long: 'Kupfer (DSL)' },
  FTTC: { short: 'Kupfer', long: 'Kupfer (FTTC)' },
  WIRELESS: { short: 'Funk', long: 'Funk' },
  LTE: { short: 'Funk', long: 'Funk (LTE)' },
  UMTS: { short: 'Funk', long: 'Funk (UMTS)' },
  WLAN: { short: 'Funk', long: 'Funk (WLAN)' },
  WIMAX: { short: 'Funk', long: 'Funk (WiMAX)' },
  PLC: { short: 'Stromleitung', long: 'Stromleitung (PLC)' },
};

const composition: Record<Composition, string> = {
  onlyFibre: ', nur {{fibre|über Glasfaser}}',
  almostOnlyFibre: ', fast nur {{fibre|über Glasfaser}}',
  mainlyFibre: ', überwiegend {{fibre|über Glasfaser}}',
  onlyCable: ', nur {{cable|über Kabel}}',
  almostOnlyCable: ', fast nur {{cable|über Kabel}}',
  mainlyCable: ', überwiegend {{cable|über Kabel}}',
  mixed: ', {{cable|über Kabel}} und {{fibre|über Glasfaser}}',
};

/** Reference dates as people call them: "Mitte 2021". */
function date(iso: string): string {
  const half = halfYearOf(iso);
  return half ? `${half.half === 'middle' ? 'Mitte' : 'Ende'} ${half.year}` : format.day(iso);
}

/** The same, for the foot of a chart: "Mitte 21". */
function shortDate(iso: string): string {
  const half = halfYearOf(iso);
  return half ? `${half.half === 'middle' ? 'Mitte' : 'Ende'} ${half.year.slice(2)}` : format.day(iso);
}

function speed(mbits: SpeedClass): string {
  return `${String(mbits)}${nb}Mbit/s`;
}

/** What is had at least, in the middle of a sentence. */
function accessTo(subject: Technology, mbits: SpeedClass, always = false): string {
  const family = familyOf(subject);
  if (family === 'all') return mbits === 1000 ? 'Gigabit, gleich über welche Technik' : `mindestens ${speed(mbits)}`;
  const name = family === 'fibre' ? 'Glasfaser' : technology[subject].long;
  return mbits === 1000 && !always ? name : `${name} ab ${speed(mbits)}`;
}

function within(where: Where): string {
  if (where.kind === 'district') return `Im Stadtteil ${where.name}`;
  return where.kind === 'cell' ? `In der Zelle ${where.name}` : `In ${where.name}`;
}

/** The first sentence. Without a place it is the phone's, which has the name above it. */
function lead(statement: Statement, where: Where | undefined, modelled: boolean): string {
  const about = modelled ? `etwa${nb}` : '';
  const forPlace = where ? `Für ${where.name}` : 'Hier';
  if (statement.kind === 'uninhabited')
    return `${where ? where.name : 'Dieses Gebiet'} ist {{strong|unbewohnt}}. Dort gibt es keine Haushalte, die sich zählen ließen.`;
  if (statement.kind === 'protected')
    return `${where ? within(where) : 'Hier'} wohnen {{strong|weniger als fünf Haushalte}}. Ihre Zahlen werden zum Schutz nicht gezeigt.`;
  if (statement.kind === 'notSurveyed')
    return `${forPlace} ist {{strong|${accessTo(statement.technology, statement.speed, true)}}} in dieser Ausgabe {{strong|nicht erhoben}}.`;
  if (statement.kind === 'notStated')
    return `${forPlace} gibt es zu ${accessTo(statement.technology, statement.speed, true)} {{strong|keine Angabe}}.`;
  const family = familyOf(statement.technology);
  const tone = family === 'all' ? 'strong' : family;
  const share = `${about}${format.share(statement.sharePercent)}`;
  const access = accessTo(statement.technology, statement.speed);
  const first = where
    ? `${within(where)} haben {{${tone}|${share} der Haushalte Zugang zu ${access}}}.`
    : `{{${tone}|${share} der Haushalte}} haben Zugang zu {{${tone}|${access}}}.`;
  if (statement.unsurveyed)
    return `${first} ${technology[statement.unsurveyed].short} ist in dieser Klasse {{strong|nicht erhoben}}.`;
  if (!statement.total) return first;
  const thing = statement.speed === 1000 ? 'Gigabit' : `Mindestens ${speed(statement.speed)}`;
  const through = statement.total.composition
    ? composition[statement.total.composition]
    : statement.total.cablePercent === undefined
      ? ''
      : `, {{cable|über Kabel}} für ${about}${format.share(statement.total.cablePercent)}`;
  const nowhere = statement.total.sharePercent === 0 ? ', gleich über welche Technik' : through;
  return `${first} ${thing} gibt es für {{strong|${about}${format.share(statement.total.sharePercent)}}}${nowhere}.`;
}

/** The plural that ranks are read in, in the dative. */
function peers(independent: boolean, designation: string): string {
  if (independent) return 'kreisfreien Städten';
  const plurals: Record<string, string> = {
    Stadt: 'Städten',
    Gemeinde: 'Gemeinden',
    Ortsgemeinde: 'Ortsgemeinden',
    Markt: 'Märkten',
    Flecken: 'Flecken',
    Einheitsgemeinde: 'Einheitsgemeinden',
    Landgemeinde: 'Landgemeinden',
  };
  return plurals[designation] ?? `Gemeinden (${designation})`;
}

export const de = {
  format,
  technology,
  state: states as Record<StateCode, string>,
  stateShort: {
    '01': 'SH',
    '02': 'HH',
    '03': 'NI',
    '04': 'HB',
    '05': 'NRW',
    '06': 'HE',
    '07': 'RLP',
    '08': 'BW',
    '09': 'BY',
    '10': 'SL',
    '11': 'BE',
    '12': 'BB',
    '13': 'MV',
    '14': 'SN',
    '15': 'ST',
    '16': 'TH',
  } satisfies Record<StateCode, string> as Record<StateCode, string>,
  designation: (text: string) => text,
  date,
  shortDate,
  speed,
  figure: (of: Technology, mbits: SpeedClass) => `${technology[of].long} ab ${speed(mbits)}`,
  lead,
  page: {
    title: (place: string, figure: string) => `${place}: ${figure} – Breitblick`,
    description:
      'Breitbandversorgung aller deutschen Gemeinden: Glasfaser, Kabel, Kupfer und Funk, mit Quelle und Stand.',
    offer: 'Ein Angebot der Stadt Landau in der Pfalz',
    name: 'Breitblick',
    skip: 'Zum Inhalt',
    skipMap: 'Karte überspringen: dieselben Zahlen als Tabelle',
    themes: 'Themen',
    coverage: 'Versorgung',
    otherLanguage: 'English',
    otherLanguageCode: 'en',
    dark: 'Dunkel',
    light: 'Hell',
    asTable: 'Als Tabelle',
    asMap: 'Als Karte',
    table: 'Tabelle',
    map: 'Karte',
    share: 'Teilen',
    shared: 'Link kopiert',
    shareByHand: 'Link zum Kopieren',
    close: 'Schließen',
    terms: 'Begriffe erklärt',
    settings: 'Ansicht und Sprache',
  },
  search: {
    label: 'Ort suchen',
    placeholder: 'Ort oder Gemeindeschlüssel',
    shortPlaceholder: 'Ort suchen',
    results: 'Treffer',
    count: (count: number) => (count === 1 ? '1 Treffer' : `${count} Treffer`),
    empty: (text: string) => `Keine Gemeinde heißt „${text}“.`,
    emptyHelp: 'Versuchen Sie den Anfang des Namens oder den achtstelligen Gemeindeschlüssel.',
    failed: 'Die Suche antwortet gerade nicht.',
    offline: 'Die Suche geht erst wieder mit Netz.',
  },
  place: {
    path: 'Sie sind hier',
    country: 'Deutschland',
    countryTable: 'Alle Gemeinden als Tabelle',
    named: (name: string, designation: string) => `${name}, ${designation}`,
    asOf: (iso: string) => `Stand: ${date(iso)}`,
    newest: 'neuere Ausgabe nicht geladen',
    newer: (iso: string) => `Neuere Ausgabe: ${date(iso)}`,
    take: (iso: string) => `${date(iso)} nehmen`,
    showSpeed: (mbits: SpeedClass) => `Ab ${speed(mbits)} zeigen`,
    districts: 'Stadtteile',
    backTo: (name: string) => `Zurück zu ${name}`,
    households: (count: number) => (count === 1 ? '1 Haushalt' : `${format.count(count)} Haushalte`),
    householdsUnknown: 'Haushaltszahl: keine Angabe',
    inhabitants: (count: number) => `etwa ${format.count(count)} Einwohner`,
    cell: 'Zelle, 100 × 100 m',
    district: 'Stadtteil',
    modelled: 'modelliert',
    modelledNote:
      'Unterhalb der Gemeinde sind die Zahlen modelliert: so verteilt, dass sie zusammen die veröffentlichten Zahlen der Gemeinde ergeben. Einzelne Häuser lassen sich daran nicht ablesen.',
    figures: 'Zahlen',
    readings: { all: 'Alle Techniken', fibre: 'Glasfaser', cable: 'Kabel', chosen: 'Gewählt' },
    notFound: (name: string) => `Für ${name} liegen hier keine Zahlen vor.`,
    shareOfHouseholds: 'Anteil der Haushalte',
  },
  absence: {
    NOT_SURVEYED: 'nicht erhoben',
    NOT_STATED: 'keine Angabe',
    PROTECTED: 'zum Schutz nicht gezeigt',
    UNINHABITED: 'unbewohnt',
  },
  makeUp: {
    title: (mbits: SpeedClass) => (mbits === 1000 ? 'Woraus Gigabit besteht' : `Woraus ab ${speed(mbits)} besteht`),
    unit: 'Anteil der Haushalte',
    cableOnly: 'nur Kabel (HFC)',
    both: 'Kabel und Glasfaser',
    fibreOnly: 'nur Glasfaser (FTTH/B)',
    other: 'weder Kabel noch Glasfaser',
    none: (mbits: SpeedClass) => (mbits === 1000 ? 'kein Gigabit' : `keine ${speed(mbits)}`),
    short: { cableOnly: 'Kabel', both: 'beides', fibreOnly: 'Glasfaser', other: 'andere' },
    unknown:
      'Die Aufteilung lässt sich mit dieser Ausgabe nicht berechnen: Glasfaser oder Kabel ist in dieser Klasse nicht angegeben.',
    overlapUnknown:
      'Unter 400 Mbit/s reicht auch Kupfer. Wer Glasfaser, Kabel und Kupfer nebeneinander hat, ist nicht veröffentlicht.',
    summary: (parts: string) => `Von 100 Haushalten: ${parts}.`,
  },
  history: {
    title: (mbits: SpeedClass) => (mbits === 1000 ? 'Verlauf, Gigabit' : `Verlauf ab ${speed(mbits)}`),
    unit: 'in % der Haushalte',
    notApart: 'nicht zu trennen',
    notSurveyed: (dates: string) => `${dates}: Klasse nicht erhoben.`,
    notStated: (dates: string) => `${dates}: keine Angabe.`,
    breakName: 'Bruch:',
    breaks: {
      METHOD: 'andere Erhebung, keine echte Zeitreihe.',
      CLASSES: 'andere Klassen, nicht vergleichbar.',
      KEYS: 'anderer Gebietsstand, nicht vergleichbar.',
    },
    cableUpgrade: (year: string) => `${year}: Kabelnetz aufgerüstet, nicht Glasfaser gebaut`,
    table: 'Verlauf als Tabelle',
    edition: 'Ausgabe',
    parts: { fibre: 'Glasfaser', cable: 'Kabel ohne Glasfaser', other: 'anderes', all: 'zusammen' },
    summary: (entries: string) => `Anteil der Haushalte: ${entries}.`,
    entry: (iso: string, share: string) => `${date(iso)} ${share}`,
    beforeBreak: 'Bruch gegenüber der Ausgabe davor',
    none: 'Keine Ausgabe nennt Zahlen für diesen Ort.',
  },
  rank: {
    title: (rank: number, of: number, independent: boolean, designation: string) =>
      `Platz ${format.count(rank)} von ${format.count(of)} ${peers(independent, designation)}`,
    unit: (of: Technology, code: StateCode) => `${technology[of].short}, ${states[code]}`,
    missing: 'Rang',
    unknown: 'Ohne Angabe gibt es keinen Rang.',
    alone: (notStated: number) =>
      notStated === 0
        ? 'Es gibt hier keinen zweiten Ort dieser Art.'
        : `Kein Rang: In dieser Ausgabe sind alle anderen (${format.count(notStated)}) ohne Angabe.`,
    notStated: (count: number) => (count === 0 ? '' : `${format.count(count)} ohne Angabe, nicht gezählt.`),
    summary: (name: string, share: string, best: string, bestShare: string, median: string) =>
      `${name} ${share}, Spitze ${best} ${bestShare}, Mitte ${median}.`,
    top: 'Spitze',
    table: 'Rang als Tabelle',
    place: 'Ort',
    share: 'Anteil',
  },
  provenance: {
    source: (iso: string) => `Breitbandatlas | Gigabit-Grundbuch, Gemeinden, ${date(iso)}.`,
    computed: 'Aufteilung berechnet.',
    noHouseholds: 'Haushaltszahl in dieser Ausgabe nicht veröffentlicht.',
    link: 'Herkunft und Güte',
    title: 'Herkunft und Güte',
    edition: 'Ausgabe',
    publisher: 'Herausgeber',
    reference: 'Stand',
    recorded: 'Hier aufgenommen am',
    licence: 'Lizenz',
    attribution: 'Quelle',
    boundaries: 'Grenzen',
    boundariesText: '© GeoBasis-DE / BKG, dl-de/by-2-0, vereinfacht',
    changes: 'Was wir geändert haben',
    changesText:
      'Aufteilung berechnet (beides = Kabel + Glasfaser − alle). Gemeindeschlüssel auf acht Stellen ergänzt. Leere Felder bleiben „keine Angabe“. Gebiete ohne Einwohner bleiben leer.',
    cells: 'Zellen und Stadtteile',
    cellsText: 'modelliert, nicht veröffentlicht',
    pinned: 'Kennung der Ausgabe',
    method: 'Methode',
    mapAttribution: '© GeoBasis-DE / BKG · Breitbandatlas | Gigabit-Grundbuch',
  },
  controls: {
    label: 'Was die Karte zeigt',
    technology: 'Technologie',
    speed: 'Mindestens … Mbit/s im Download',
    olderSpeeds: 'unter 30',
    olderSpeedsLabel: 'Ältere Klassen unter 30 Mbit/s zeigen',
    edition: 'Ausgabe',
    notSurveyed: (of: Technology, mbits: SpeedClass) => `${technology[of].short}: ab ${speed(mbits)} nicht erhoben`,
    atMost: (of: Technology, mbits: SpeedClass) => `${technology[of].short}: höchste erhobene Klasse ${speed(mbits)}`,
    speedNotSurveyed: (of: Technology, mbits: SpeedClass) =>
      `${speed(mbits)}: für ${technology[of].short} nicht erhoben`,
    from: (mbits: SpeedClass) => `ab ${speed(mbits)}`,
    play: 'Ausgaben abspielen',
    pause: 'Anhalten',
    pausedAtBreak: 'Angehalten: Bruch in der Erhebung. Weiter mit Abspielen.',
    breakBefore: (text: string) => `${text}, Bruch in der Erhebung davor`,
  },
  legend: {
    label: 'Legende',
    bars: (code: StateCode) => `% der Haushalte. Balken: Gemeinden in ${de.stateShort[code]}`,
    missing: 'keine Angabe',
    modelled: 'modelliert',
    zero: '0',
    classRange: (from: number, to: number) =>
      from === 0 && to === 0
        ? '0 %'
        : from === 0
          ? `über 0 bis unter ${to} %`
          : to === 100
            ? `${from} bis 100 %`
            : `${from} bis unter ${to} %`,
    count: (count: number) => (count === 1 ? '1 Gemeinde' : `${format.count(count)} Gemeinden`),
    direction: (dark: boolean): string => (dark ? 'hell = viel' : 'dunkel = viel'),
    here: (name: string) => `${name} liegt in dieser Klasse`,
    uninhabited: 'unbewohnt',
    protected: 'zum Schutz nicht gezeigt',
    table: 'Verteilung',
    hundred: '100 %',
  },
  map: {
    label: 'Karte der Versorgung',
    help: 'Pfeiltasten verschieben, Plus und Minus ändern den Maßstab, Enter wählt den Ort in der Mitte.',
    zoomIn: 'Näher',
    zoomOut: 'Weiter weg',
    home: 'Zum gewählten Ort',
    loading: 'Die Karte wird geladen.',
    choose: 'auswählen mit Klick oder Enter',
    ofHouseholds: (share: string, of: Technology) => `${technology[of].short} ${share} der Haushalte`,
    noFigure: (of: Technology, why: string) => `${technology[of].short}: ${why}`,
    noWebGl: 'Dieser Browser kann die Karte nicht zeichnen.',
    noWebGlHelp: 'Satz, Zahlen und Tabelle sind da.',
    failed: 'Die Karte antwortet nicht.',
    failedHelp: 'Satz, Zahlen und Tabelle sind da. Wir versuchen es in 20 Sekunden wieder.',
    show: 'Karte zeigen',
    outside: {
      FR: 'Frankreich – keine Daten',
      CH: 'Schweiz – keine Daten',
      AT: 'Österreich – keine Daten',
      CZ: 'Tschechien – keine Daten',
      PL: 'Polen – keine Daten',
      DK: 'Dänemark – keine Daten',
      NL: 'Niederlande – keine Daten',
      BE: 'Belgien – keine Daten',
      LU: 'Luxemburg – keine Daten',
    },
  },
  table: {
    title: (of: string) => `${of}: alle Gemeinden`,
    caption: (iso: string) => `Anteil der Haushalte, Stand ${date(iso)}. Eine Zeile wählt den Ort.`,
    filterName: 'Name enthält',
    filterState: 'Land',
    allStates: 'Alle Länder',
    rank: 'Rang',
    name: 'Gemeinde',
    state: 'Land',
    share: 'Anteil',
    rows: (shown: string, of: string) => `${shown} von ${of} Gemeinden`,
    previous: 'Vorige',
    next: 'Nächste',
    page: (page: number, of: number) => `Seite ${page} von ${of}`,
    pages: 'Seiten der Tabelle',
    empty: 'Keine Gemeinde passt auf diese Auswahl.',
    reset: 'Auswahl zurücksetzen',
    sorted: { ascending: 'aufsteigend sortiert', descending: 'absteigend sortiert' },
    chosen: 'gewählt',
    loading: 'Die Tabelle wird geladen.',
  },
  notices: {
    loading: (next: string, shown: string) => `${next} wird geladen. Sie sehen noch ${shown}.`,
    loadingFirst: 'Zahlen werden geladen.',
    failed: 'Der Server antwortet nicht.',
    failedWithData: 'Was schon da ist, bleibt zu sehen. Wir versuchen es in 20 Sekunden wieder.',
    failedWithout: 'Noch ist nichts geladen. Wir versuchen es in 20 Sekunden wieder.',
    retry: 'Jetzt versuchen',
    offline: 'Keine Verbindung.',
    offlineSince: (time: string) => `Sie sehen den Stand von ${time} Uhr. Die Suche geht erst wieder mit Netz.`,
    offlineEmpty: 'Suche und Zahlen gehen erst wieder mit Netz.',
    unknownEdition: (id: string) => `Die Ausgabe „${id}“ aus dem Link gibt es hier nicht. Sie sehen die neueste.`,
    unknownPlace: (ags: string) => `Den Ort mit dem Schlüssel ${ags} gibt es hier nicht.`,
    goHome: 'Zu Landau in der Pfalz',
    unknownParameter: (value: string) =>
      `„${value}“ aus dem Link ist hier unbekannt. Sie sehen dafür die übliche Ansicht.`,
    noEditions: 'Noch sind keine Zahlen eingespielt.',
    outdated: 'Es gibt eine neuere Ausgabe',
  },
  sheet: {
    label: 'Zahlen zum Ort',
    handle: 'Höhe der Tafel',
    stops: ['klein', 'halb', 'ganz'] as readonly string[],
    more: 'Verlauf und Vergleich',
  },
  terms: {
    title: 'Begriffe erklärt',
    intro: 'Der Breitbandatlas zählt, was Haushalte bekommen können, nicht was sie nutzen.',
    entries: [
      { term: 'Glasfaser (FTTH/B)', text: 'Die Glasfaser reicht bis ins Haus oder bis in die Wohnung.' },
      {
        term: 'Kabel (HFC)',
        text: 'Das Netz des Kabelfernsehens. Es schafft auch Gigabit, ist aber keine Glasfaser bis ins Haus.',
      },
      {
        term: 'Kupfer (DSL)',
        text: 'Die Telefonleitung. Glasfaser reicht höchstens bis zum grauen Kasten an der Straße.',
      },
      { term: 'Funk', text: 'Internet über Mobilfunk oder Richtfunk an einer festen Adresse.' },
      {
        term: 'Mbit/s im Download',
        text: 'So viele Millionen Bit kommen in der Sekunde höchstens an. Die Klassen zählen alle mit, die mindestens so viel bekommen.',
      },
      {
        term: 'Gigabit',
        text: 'Ab 1000 Mbit/s im Download, gleich über welche Technik. Deshalb steht hier immer dabei, worüber.',
      },
      { term: 'keine Angabe', text: 'Die Quelle nennt keine Zahl. Das ist nicht null und wird nicht mitgezählt.' },
      { term: 'nicht erhoben', text: 'Nach dieser Technik oder Klasse wurde in dieser Ausgabe nicht gefragt.' },
      {
        term: 'modelliert',
        text: 'Von uns verteilt, nicht veröffentlicht: Zellen und Stadtteile, deren Summe die veröffentlichte Zahl ergibt.',
      },
      {
        term: 'Bruch',
        text: 'Zwischen zwei Ausgaben hat sich die Erhebung geändert. Ihre Differenz ist kein Fortschritt.',
      },
    ],
  },
};

/** What every language has to have. */
export type Words = typeof de;
