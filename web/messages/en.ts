import type { StateCode } from '../../geodata/states.ts';
import type { SpeedClass, Technology } from '../../geodata/technologies.ts';
import { familyOf } from '../families.ts';
import type { Words } from './de.ts';
import { formatsOf, halfYearOf } from './formats.ts';
import type { Composition, Statement, Where } from './statement.ts';

const format = formatsOf('en');
const nb = format.noBreak;

const technology: Record<Technology, { short: string; long: string }> = {
  ALL: { short: 'All', long: 'All technologies' },
  WIRED: { short: 'All', long: 'All wired technologies' },
  FTTH_B: { short: 'Fibre', long: 'Fibre (FTTH/B)' },
  FTTH: { short: 'Fibre', long: 'Fibre (FTTH)' },
  FTTB: { short: 'Fibre', long: 'Fibre (FTTB)' },
  HFC: { short: 'Cable', long: 'Cable (HFC)' },
  DSL: { short: 'Copper', long: 'Copper (DSL)' },
  FTTC: { short: 'Copper', long: 'Copper (FTTC)' },
  WIRELESS: { short: 'Wireless', long: 'Wireless' },
  LTE: { short: 'Wireless', long: 'Wireless (LTE)' },
  UMTS: { short: 'Wireless', long: 'Wireless (UMTS)' },
  WLAN: { short: 'Wireless', long: 'Wireless (WLAN)' },
  WIMAX: { short: 'Wireless', long: 'Wireless (WiMAX)' },
  PLC: { short: 'Power line', long: 'Power line (PLC)' },
};

const composition: Record<Composition, string> = {
  onlyFibre: ', only {{fibre|over fibre}}',
  almostOnlyFibre: ', almost only {{fibre|over fibre}}',
  mainlyFibre: ', mostly {{fibre|over fibre}}',
  onlyCable: ', only {{cable|over cable}}',
  almostOnlyCable: ', almost only {{cable|over cable}}',
  mainlyCable: ', mostly {{cable|over cable}}',
  mixed: ', {{cable|over cable}} and {{fibre|over fibre}}',
};

function date(iso: string): string {
  const half = halfYearOf(iso);
  return half ? `${half.half === 'middle' ? 'mid' : 'end'}-${half.year}` : format.day(iso);
}

function shortDate(iso: string): string {
  const half = halfYearOf(iso);
  return half ? `${half.half === 'middle' ? 'mid' : 'end'}-${half.year.slice(2)}` : format.day(iso);
}

function speed(mbits: SpeedClass): string {
  return `${String(mbits)}${nb}Mbit/s`;
}

function accessTo(subject: Technology, mbits: SpeedClass, always = false): string {
  const family = familyOf(subject);
  if (family === 'all') return mbits === 1000 ? 'gigabit, over any technology' : `at least ${speed(mbits)}`;
  const name = family === 'fibre' ? 'fibre' : technology[subject].long.replace(/^./, (letter) => letter.toLowerCase());
  return mbits === 1000 && !always ? name : `${name} from ${speed(mbits)}`;
}

function within(where: Where): string {
  if (where.kind === 'district') return `In the district of ${where.name}`;
  return where.kind === 'cell' ? `In cell ${where.name}` : `In ${where.name}`;
}

function lead(statement: Statement, where: Where | undefined, modelled: boolean): string {
  const about = modelled ? `about${nb}` : '';
  const forPlace = where ? `For ${where.name}` : 'Here';
  if (statement.kind === 'uninhabited')
    return `${where ? where.name : 'This area'} is {{strong|uninhabited}}. There are no households that could be counted.`;
  if (statement.kind === 'protected')
    return `${where ? within(where) : 'Here'} there are {{strong|fewer than five households}}. Their figures are not shown, to protect them.`;
  if (statement.kind === 'notSurveyed')
    return `${forPlace}, {{strong|${accessTo(statement.technology, statement.speed, true)}}} was {{strong|not surveyed}} in this edition.`;
  if (statement.kind === 'notStated')
    return `${forPlace}, {{strong|nothing is stated}} about ${accessTo(statement.technology, statement.speed, true)}.`;
  const family = familyOf(statement.technology);
  const tone = family === 'all' ? 'strong' : family;
  const share = `${about}${format.share(statement.sharePercent)}`;
  const access = accessTo(statement.technology, statement.speed);
  const first = where
    ? `${within(where)}, {{${tone}|${share} of households have access to ${access}}}.`
    : `{{${tone}|${share} of households}} have access to {{${tone}|${access}}}.`;
  if (statement.unsurveyed)
    return `${first} ${technology[statement.unsurveyed].short} was {{strong|not surveyed}} in this class.`;
  if (!statement.total) return first;
  const thing = statement.speed === 1000 ? 'Gigabit' : `At least ${speed(statement.speed)}`;
  const through = statement.total.composition
    ? composition[statement.total.composition]
    : statement.total.cablePercent === undefined
      ? ''
      : `, {{cable|over cable}} to ${about}${format.share(statement.total.cablePercent)}`;
  const nowhere = statement.total.sharePercent === 0 ? ', over any technology' : through;
  return `${first} ${thing} is available to {{strong|${about}${format.share(statement.total.sharePercent)}}}${nowhere}.`;
}

const designations: Record<string, string> = {
  Stadt: 'town',
  'Kreisfreie Stadt': 'independent city',
  Gemeinde: 'municipality',
  Ortsgemeinde: 'municipality',
  Markt: 'market town',
  Flecken: 'borough',
  Einheitsgemeinde: 'municipality',
  Landgemeinde: 'rural municipality',
  'Gemeindefreies Gebiet': 'unincorporated area',
  'Gemeindefreier Bezirk': 'unincorporated area',
};

function peers(independent: boolean, designation: string): string {
  if (independent) return 'independent cities';
  const plurals: Record<string, string> = {
    Stadt: 'towns',
    Gemeinde: 'municipalities',
    Ortsgemeinde: 'municipalities (Ortsgemeinden)',
    Markt: 'market towns',
    Flecken: 'boroughs (Flecken)',
    Landgemeinde: 'rural municipalities',
  };
  return plurals[designation] ?? `municipalities (${designation})`;
}

const state: Record<StateCode, string> = {
  '01': 'Schleswig-Holstein',
  '02': 'Hamburg',
  '03': 'Lower Saxony',
  '04': 'Bremen',
  '05': 'North Rhine-Westphalia',
  '06': 'Hesse',
  '07': 'Rhineland-Palatinate',
  '08': 'Baden-Württemberg',
  '09': 'Bavaria',
  '10': 'Saarland',
  '11': 'Berlin',
  '12': 'Brandenburg',
  '13': 'Mecklenburg-Vorpommern',
  '14': 'Saxony',
  '15': 'Saxony-Anhalt',
  '16': 'Thuringia',
};

export const en: Words = {
  format,
  technology,
  state,
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
  },
  designation: (text) => designations[text] ?? text,
  date,
  shortDate,
  speed,
  figure: (of, mbits) => `${technology[of].long} from ${speed(mbits)}`,
  lead,
  page: {
    title: (place, figure) => `${place}: ${figure} – Breitblick`,
    description:
      'Broadband coverage of every German municipality: fibre, cable, copper and wireless, with source and date.',
    offer: 'A service of the city of Landau in der Pfalz',
    name: 'Breitblick',
    skip: 'To the content',
    skipMap: 'Skip the map: the same figures as a table',
    themes: 'Themes',
    coverage: 'Coverage',
    otherLanguage: 'Deutsch',
    otherLanguageCode: 'de',
    dark: 'Dark',
    light: 'Light',
    asTable: 'As table',
    asMap: 'As map',
    table: 'Table',
    map: 'Map',
    share: 'Share',
    shared: 'Link copied',
    shareByHand: 'Link to copy',
    close: 'Close',
    terms: 'Terms explained',
    settings: 'View and language',
  },
  search: {
    label: 'Search a place',
    placeholder: 'Place or municipality key',
    shortPlaceholder: 'Search a place',
    results: 'Results',
    count: (count) => (count === 1 ? '1 result' : `${String(count)} results`),
    empty: (text) => `No municipality is called “${text}”.`,
    emptyHelp: 'Try the beginning of the name, or the eight-digit municipality key.',
    failed: 'The search does not answer at the moment.',
    offline: 'Search needs a connection.',
  },
  place: {
    path: 'You are here',
    country: 'Germany',
    countryTable: 'All municipalities as a table',
    named: (name, designation) => `${name}, ${designation}`,
    asOf: (iso) => `As of ${date(iso)}`,
    newest: 'no newer edition loaded',
    newer: (iso) => `Newer edition: ${date(iso)}`,
    take: (iso) => `Take ${date(iso)}`,
    showSpeed: (mbits) => `Show from ${speed(mbits)}`,
    districts: 'Districts',
    backTo: (name) => `Back to ${name}`,
    households: (count) => (count === 1 ? '1 household' : `${format.count(count)} households`),
    householdsUnknown: 'Number of households: not stated',
    inhabitants: (count) => `about ${format.count(count)} inhabitants`,
    cell: 'Cell, 100 × 100 m',
    district: 'District',
    modelled: 'modelled',
    modelledNote:
      'Below the municipality the figures are modelled: spread so that together they give the published figures of the municipality. They tell nothing about a single house.',
    figures: 'Figures',
    readings: { all: 'All technologies', fibre: 'Fibre', cable: 'Cable', chosen: 'Chosen' },
    notFound: (name) => `There are no figures for ${name} here.`,
    shareOfHouseholds: 'Share of households',
  },
  absence: {
    NOT_SURVEYED: 'not surveyed',
    NOT_STATED: 'not stated',
    PROTECTED: 'not shown, for protection',
    UNINHABITED: 'uninhabited',
  },
  makeUp: {
    title: (mbits) => (mbits === 1000 ? 'What gigabit is made of' : `What ${speed(mbits)} or more is made of`),
    unit: 'Share of households',
    cableOnly: 'cable only (HFC)',
    both: 'cable and fibre',
    fibreOnly: 'fibre only (FTTH/B)',
    other: 'neither cable nor fibre',
    none: (mbits) => (mbits === 1000 ? 'no gigabit' : `no ${speed(mbits)}`),
    short: { cableOnly: 'cable', both: 'both', fibreOnly: 'fibre', other: 'other' },
    unknown: 'The make-up cannot be computed with this edition: fibre or cable is not stated in this class.',
    overlapUnknown:
      'Below 400 Mbit/s copper reaches the class too. Who has fibre, cable and copper side by side was not published.',
    summary: (parts) => `Of 100 households: ${parts}.`,
  },
  history: {
    title: (mbits) => (mbits === 1000 ? 'History, gigabit' : `History, ${speed(mbits)} or more`),
    unit: 'in % of households',
    notApart: 'not told apart',
    notSurveyed: (dates) => `${dates}: class not surveyed.`,
    notStated: (dates) => `${dates}: not stated.`,
    breakName: 'Break:',
    breaks: {
      METHOD: 'another survey, no true time series.',
      CLASSES: 'other classes, not comparable.',
      KEYS: 'other boundaries, not comparable.',
    },
    cableUpgrade: (year) => `${year}: cable network upgraded, no fibre built`,
    table: 'History as a table',
    edition: 'Edition',
    parts: { fibre: 'Fibre', cable: 'Cable, no fibre', other: 'Other', all: 'Together' },
    summary: (entries) => `Share of households: ${entries}.`,
    entry: (iso, share) => `${date(iso)} ${share}`,
    beforeBreak: 'break from the edition before',
    none: 'No edition has figures for this place.',
  },
  rank: {
    title: (rank, of, independent, designation) =>
      `Rank ${format.count(rank)} of ${format.count(of)} ${peers(independent, designation)}`,
    unit: (of, code) => `${technology[of].short}, ${state[code]}`,
    missing: 'Rank',
    unknown: 'Without a figure there is no rank.',
    alone: (notStated) =>
      notStated === 0
        ? 'There is no second place of this kind here.'
        : `No rank: in this edition all others (${format.count(notStated)}) are not stated.`,
    notStated: (count) => (count === 0 ? '' : `${format.count(count)} not stated, not counted.`),
    summary: (name, share, best, bestShare, median) => `${name} ${share}, best ${best} ${bestShare}, median ${median}.`,
    top: 'Best',
    table: 'Rank as a table',
    place: 'Place',
    share: 'Share',
  },
  provenance: {
    source: (iso) => `Breitbandatlas | Gigabit-Grundbuch, municipalities, ${date(iso)}.`,
    computed: 'Make-up computed.',
    noHouseholds: 'The number of households is not published in this edition.',
    link: 'Source and quality',
    title: 'Source and quality',
    edition: 'Edition',
    publisher: 'Publisher',
    reference: 'As of',
    recorded: 'Recorded here on',
    licence: 'Licence',
    attribution: 'Source',
    boundaries: 'Boundaries',
    boundariesText: '© GeoBasis-DE / BKG, dl-de/by-2-0, simplified',
    changes: 'What we changed',
    changesText:
      'Make-up computed (both = cable + fibre − all). Municipality keys filled up to eight digits. Empty fields stay “not stated”. Areas without inhabitants stay empty.',
    cells: 'Cells and districts',
    cellsText: 'modelled, not published',
    pinned: 'Id of the edition',
    method: 'Method',
    mapAttribution: '© GeoBasis-DE / BKG · Breitbandatlas | Gigabit-Grundbuch',
  },
  controls: {
    label: 'What the map shows',
    technology: 'Technology',
    speed: 'At least … Mbit/s download',
    olderSpeeds: 'below 30',
    olderSpeedsLabel: 'Show older classes below 30 Mbit/s',
    edition: 'Edition',
    notSurveyed: (of, mbits) => `${technology[of].short}: not surveyed from ${speed(mbits)}`,
    atMost: (of, mbits) => `${technology[of].short}: highest class surveyed is ${speed(mbits)}`,
    speedNotSurveyed: (of, mbits) => `${speed(mbits)}: not surveyed for ${technology[of].short.toLowerCase()}`,
    from: (mbits) => `≥ ${speed(mbits)}`,
    play: 'Play editions',
    pause: 'Pause',
    pausedAtBreak: 'Paused: break in the survey. Play again to go on.',
    breakBefore: (text) => `${text}, after a break in the survey`,
  },
  legend: {
    label: 'Legend',
    bars: (code) => `% of households. Bars: municipalities in ${en.stateShort[code]}`,
    missing: 'not stated',
    modelled: 'modelled',
    zero: '0',
    classRange: (from, to) =>
      from === 0 && to === 0
        ? '0%'
        : from === 0
          ? `above 0, below ${String(to)}%`
          : to === 100
            ? `${String(from)} to 100%`
            : `${String(from)} to below ${String(to)}%`,
    count: (count) => (count === 1 ? '1 municipality' : `${format.count(count)} municipalities`),
    direction: (dark) => (dark ? 'light = much' : 'dark = much'),
    here: (name) => `${name} is in this class`,
    uninhabited: 'uninhabited',
    protected: 'not shown, for protection',
    table: 'Distribution',
    hundred: '100%',
  },
  map: {
    label: 'Map of coverage',
    help: 'Arrow keys move the map, plus and minus change the scale, Enter chooses the place in the middle.',
    zoomIn: 'Closer',
    zoomOut: 'Further away',
    home: 'To the chosen place',
    loading: 'The map is loading.',
    choose: 'choose with click or Enter',
    ofHouseholds: (share, of) => `${technology[of].short} ${share} of households`,
    noFigure: (of, why) => `${technology[of].short}: ${why}`,
    noWebGl: 'This browser cannot draw the map.',
    noWebGlHelp: 'Sentence, figures and table are here.',
    failed: 'The map does not answer.',
    failedHelp: 'Sentence, figures and table are here. We try again in 20 seconds.',
    show: 'Show map',
    outside: {
      FR: 'France – no data',
      CH: 'Switzerland – no data',
      AT: 'Austria – no data',
      CZ: 'Czechia – no data',
      PL: 'Poland – no data',
      DK: 'Denmark – no data',
      NL: 'Netherlands – no data',
      BE: 'Belgium – no data',
      LU: 'Luxembourg – no data',
    },
  },
  table: {
    title: (of) => `${of}: all municipalities`,
    caption: (iso) => `Share of households, as of ${date(iso)}. A row chooses the place.`,
    filterName: 'Name contains',
    filterState: 'State',
    allStates: 'All states',
    rank: 'Rank',
    name: 'Municipality',
    state: 'State',
    share: 'Share',
    rows: (shown, of) => `${shown} of ${of} municipalities`,
    previous: 'Previous',
    next: 'Next',
    page: (page, of) => `Page ${String(page)} of ${String(of)}`,
    pages: 'Pages of the table',
    empty: 'No municipality fits this choice.',
    reset: 'Reset the choice',
    sorted: { ascending: 'sorted ascending', descending: 'sorted descending' },
    chosen: 'chosen',
    loading: 'The table is loading.',
  },
  notices: {
    loading: (next, shown) => `Loading ${next}. You still see ${shown}.`,
    loadingFirst: 'Loading figures.',
    failed: 'The server does not answer.',
    failedWithData: 'What is already here stays in view. We try again in 20 seconds.',
    failedWithout: 'Nothing is loaded yet. We try again in 20 seconds.',
    retry: 'Try now',
    offline: 'No connection.',
    offlineSince: (time) => `You see what was loaded at ${time}. Search needs a connection.`,
    offlineEmpty: 'Search and figures need a connection.',
    unknownEdition: (id) => `The edition “${id}” of the link does not exist here. You see the newest one.`,
    unknownPlace: (ags) => `There is no place with the key ${ags} here.`,
    goHome: 'To Landau in der Pfalz',
    unknownParameter: (value) => `“${value}” of the link is not known here. You see the usual view instead.`,
    noEditions: 'No figures have been imported yet.',
    outdated: 'There is a newer edition',
  },
  sheet: {
    label: 'Figures of the place',
    handle: 'Height of the sheet',
    stops: ['small', 'half', 'full'],
    more: 'History and comparison',
  },
  terms: {
    title: 'Terms explained',
    intro: 'The atlas counts what households can have, not what they use.',
    entries: [
      { term: 'Fibre (FTTH/B)', text: 'The fibre reaches into the building or into the home.' },
      {
        term: 'Cable (HFC)',
        text: 'The network of cable television. It can do gigabit as well, but it is no fibre to the building.',
      },
      { term: 'Copper (DSL)', text: 'The telephone line. Fibre reaches the grey box in the street at most.' },
      { term: 'Wireless', text: 'Internet over mobile or directional radio at a fixed address.' },
      {
        term: 'Mbit/s download',
        text: 'So many million bits arrive in a second at most. The classes count everyone who gets at least that much.',
      },
      {
        term: 'Gigabit',
        text: 'From 1000 Mbit/s download, over any technology. That is why the technology always stands beside it.',
      },
      { term: 'not stated', text: 'The source gives no figure. That is not zero and is not counted.' },
      { term: 'not surveyed', text: 'This edition did not ask for this technology or class.' },
      {
        term: 'modelled',
        text: 'Spread by us, not published: cells and districts whose sum gives the published figure.',
      },
      { term: 'Break', text: 'The survey changed between two editions. Their difference is no progress.' },
    ],
  },
};
