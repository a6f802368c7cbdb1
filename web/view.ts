import { type TableSort, tableSorts } from '../geodata/municipal-table.ts';
import { parseFigure, type SpeedClass, type Technology, technologies } from '../geodata/technologies.ts';
import { normaliseAgs, type StateCode, states } from '../geodata/states.ts';
import { parseDay } from './days.ts';
import { oneOf, parseCount, parseLayers, parseMapPosition, parsePlaces } from './linkValues.ts';
import { formatSensors, noSensor, type SensorChoice, sensorParsers } from './sensors/choice.ts';

/** What the page opens on: Landau in der Pfalz. */
export const homeAgs = '07313000';

export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];
export type Theme = 'light' | 'dark';

/** What fills the screen: the address says it as `view`. */
export const shows = [
  'map',
  'table',
  'gaps',
  'compare',
  'rollout',
  'progress',
  'record',
  'sensors',
  'terms',
  'easy',
  'report',
] as const;
export type Show = (typeof shows)[number];

/** What "Where are the gaps?" lists. */
export const gapLevels = ['municipalities', 'districts', 'clusters'] as const;
export type GapLevel = (typeof gapLevels)[number];

export const gapOrders = ['households', 'share'] as const;
export type GapOrder = (typeof gapOrders)[number];

/** What is compared in the view `compare`: two editions by difference or by eye, places, one place among all, lists. */
export const compareModes = ['difference', 'swipe', 'places', 'spread', 'lists'] as const;
export type CompareMode = (typeof compareModes)[number];

export const compareLists = ['best', 'worst', 'rose', 'fell'] as const;
export type CompareList = (typeof compareLists)[number];

/** Kinds of municipalities that lists are narrowed to; cities without a county are told from towns that have one. */
export const placeKinds = ['all', 'independent', 'town', 'municipality'] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** Paper of the report: its named pages. */
export const papers = ['a4', 'a3', 'a3wide'] as const;
export type Paper = (typeof papers)[number];

/** Layers of the rollout's map, which can be switched off one by one. */
export const rolloutMapLayers = ['areas', 'trenches', 'points', 'addresses', 'roadworks'] as const;
export type RolloutLayer = (typeof rolloutMapLayers)[number];

/** Most places that stand side by side. */
export const mostPlaces = 4;

/** Degrees, and MapLibre's zoom. */
export interface MapPosition {
  zoom: number;
  latitude: number;
  longitude: number;
}

/** All that a link says. Whoever opens the link sees the same figures, also next year: the edition is pinned by its id. */
export interface View {
  place: string;
  district: string | undefined;
  cell: string | undefined;
  technology: Technology;
  speed: SpeedClass;
  edition: string | undefined;
  show: Show;
  map: MapPosition | undefined;
  sort: TableSort;
  state: StateCode | undefined;
  name: string;
  mode: CompareMode;
  /** Editions that are compared, by their ids. */
  from: string | undefined;
  to: string | undefined;
  /** Keys of the places that stand side by side, at most four. */
  places: readonly string[];
  list: CompareList;
  kind: PlaceKind;
  /** Where the divider between two maps stands, % of the width from the left. */
  divider: number;
  /** Page of a table or list, from 1. */
  page: number;
  /** Where that page of a list from the server begins or ends. */
  after: string | undefined;
  before: string | undefined;
  level: GapLevel;
  /** A gap has less than this, % of households. */
  below: number;
  /** Households without the class that a gap has at least. */
  minHouseholds: number;
  order: GapOrder;
  /** The chosen gap: key of a municipality, name of a district, first cell of a cluster. */
  gap: string | undefined;
  paper: Paper;
  /** Id of the address whose stations are shown. */
  address: string | undefined;
  /** ISO dates of the construction record: what was true on a day, and what was known on a day. */
  on: string | undefined;
  asOf: string | undefined;
  /** Layers of the rollout's map that are switched off. */
  without: readonly RolloutLayer[];
  sensors: SensorChoice;
  language: Language;
  theme: Theme | undefined;
  /** Name of the place as whoever made the link saw it: finds it again if its key is gone. */
  called: string | undefined;
}

/** A part of a link that means nothing here; the view has its default instead. */
export interface LinkProblem {
  parameter:
    | 'place'
    | 'technology'
    | 'speed'
    | 'view'
    | 'lang'
    | 'map'
    | 'cell'
    | 'state'
    | 'sort'
    | 'theme'
    | 'mode'
    | 'places'
    | 'list'
    | 'kind'
    | 'divider'
    | 'page'
    | 'level'
    | 'below'
    | 'households'
    | 'order'
    | 'paper'
    | 'address'
    | 'on'
    | 'asOf'
    | 'without'
    | keyof typeof sensorParsers;
  value: string;
}

export const defaultView: View = {
  place: homeAgs,
  district: undefined,
  cell: undefined,
  technology: 'FTTH_B',
  speed: 1000,
  edition: undefined,
  show: 'map',
  map: undefined,
  sort: '-share',
  state: undefined,
  name: '',
  mode: 'difference',
  from: undefined,
  to: undefined,
  places: [],
  list: 'rose',
  kind: 'all',
  divider: 50,
  page: 1,
  after: undefined,
  before: undefined,
  level: 'clusters',
  below: 50,
  minHouseholds: 10,
  order: 'households',
  gap: undefined,
  paper: 'a4',
  address: undefined,
  on: undefined,
  asOf: undefined,
  without: [],
  sensors: noSensor,
  language: 'de',
  theme: undefined,
  called: undefined,
};

/** Of a wrong value, so many letters are told. */
const longestTold = 40;

/** Reads a link. What is wrong in it gets its default and is told, so that an old or mistyped link still ends in a useful page. */
export function parseView(search: string): { view: View; problems: LinkProblem[] } {
  const parameters = new URLSearchParams(search);
  const problems: LinkProblem[] = [];
  const read = <T>(name: LinkProblem['parameter'], parse: (text: string) => T | undefined, otherwise: T): T => {
    const text = parameters.get(name);
    if (text === null) return otherwise;
    const value = parse(text);
    if (value === undefined) problems.push({ parameter: name, value: text.slice(0, longestTold) });
    return value ?? otherwise;
  };
  const technology = read(
    'technology',
    (text) =>
      oneOf(
        technologies.map(({ id }) => id),
        text.toUpperCase(),
      ),
    defaultView.technology,
  );
  const speed = read('speed', (text) => parseFigure(`ALL_${text}`)?.downstreamMbits, defaultView.speed);
  const view: View = {
    place: read('place', (text) => normaliseAgs(text), defaultView.place),
    district: parameters.get('district') ?? undefined,
    cell: read('cell', (text) => (/^100mN\d{5}E\d{5}$/.test(text) ? text : undefined), undefined),
    technology,
    speed,
    edition: parameters.get('edition') ?? undefined,
    show: read('view', (text) => oneOf(shows, text), defaultView.show),
    map: read('map', parseMapPosition, undefined),
    sort: read('sort', (text) => oneOf(tableSorts, text), defaultView.sort),
    state: read('state', (text) => (Object.hasOwn(states, text) ? (text as StateCode) : undefined), undefined),
    name: parameters.get('name') ?? '',
    mode: read('mode', (text) => oneOf(compareModes, text), defaultView.mode),
    from: parameters.get('from') ?? undefined,
    to: parameters.get('to') ?? undefined,
    places: read('places', parsePlaces, defaultView.places),
    list: read('list', (text) => oneOf(compareLists, text), defaultView.list),
    kind: read('kind', (text) => oneOf(placeKinds, text), defaultView.kind),
    divider: read('divider', (text) => parseCount(text, 0, 100), defaultView.divider),
    page: read('page', (text) => parseCount(text, 1, 10_000), defaultView.page),
    after: parameters.get('after') ?? undefined,
    before: parameters.get('before') ?? undefined,
    level: read('level', (text) => oneOf(gapLevels, text), defaultView.level),
    below: read('below', (text) => parseCount(text, 1, 100), defaultView.below),
    minHouseholds: read('households', (text) => parseCount(text, 0, 100_000), defaultView.minHouseholds),
    order: read('order', (text) => oneOf(gapOrders, text), defaultView.order),
    gap: parameters.get('gap') ?? undefined,
    paper: read('paper', (text) => oneOf(papers, text), defaultView.paper),
    address: read('address', (text) => (/^[^\p{C}]{1,100}$/u.test(text) ? text : undefined), undefined),
    on: read('on', parseDay, undefined),
    asOf: read('asOf', parseDay, undefined),
    without: read('without', parseLayers, defaultView.without),
    sensors: {
      ids: read('sensor', sensorParsers.sensor, noSensor.ids),
      topic: read('topic', sensorParsers.topic, noSensor.topic),
      range: read('range', sensorParsers.range, noSensor.range),
      part: read('part', sensorParsers.part, noSensor.part),
      all: read('values', sensorParsers.values, noSensor.all),
      alarms: read('alarms', sensorParsers.alarms, noSensor.alarms),
      availability: read('availability', sensorParsers.availability, noSensor.availability),
      screen: read('screen', sensorParsers.screen, noSensor.screen),
    },
    language: read('lang', (text) => oneOf(languages, text), defaultView.language),
    theme: read('theme', (text) => oneOf<Theme>(['light', 'dark'], text), undefined),
    called: parameters.get('called') ?? undefined,
  };
  return { view, problems };
}

/** The view as the search part of a link. Defaults that could change some day are written out, so that the link keeps its meaning. */
export function formatView(view: View): string {
  const parameters = new URLSearchParams({ place: view.place, technology: view.technology, speed: String(view.speed) });
  const compares = view.show === 'compare';
  const gaps = view.show === 'gaps';
  const rollout = view.show === 'rollout';
  const recorded = rollout || view.show === 'progress';
  const optional: [string, string | undefined][] = [
    ['edition', view.edition],
    ['district', view.district],
    ['cell', view.cell],
    ['view', view.show === defaultView.show ? undefined : view.show],
    ['sort', view.show === 'table' && view.sort !== defaultView.sort ? view.sort : undefined],
    ['level', gaps ? view.level : undefined],
    ['below', gaps ? String(view.below) : undefined],
    ['households', gaps ? String(view.minHouseholds) : undefined],
    ['order', gaps ? view.order : undefined],
    ['gap', gaps ? view.gap : undefined],
    ['state', view.show === 'table' || compares || gaps ? view.state : undefined],
    ['name', view.show === 'table' && view.name !== '' ? view.name : undefined],
    ['mode', compares && view.mode !== defaultView.mode ? view.mode : undefined],
    ['from', compares ? view.from : undefined],
    ['to', compares ? view.to : undefined],
    ['places', compares && view.places.length > 0 ? view.places.join(',') : undefined],
    ['list', compares && view.list !== defaultView.list ? view.list : undefined],
    ['kind', compares && view.kind !== defaultView.kind ? view.kind : undefined],
    ['divider', compares && view.divider !== defaultView.divider ? String(view.divider) : undefined],
    ['page', (compares || view.show === 'table') && view.page !== defaultView.page ? String(view.page) : undefined],
    ['after', compares ? view.after : undefined],
    ['before', compares ? view.before : undefined],
    ['paper', view.show === 'report' && view.paper !== defaultView.paper ? view.paper : undefined],
    ['address', rollout || view.show === 'record' ? view.address : undefined],
    ['on', recorded || view.show === 'sensors' ? view.on : undefined],
    ['asOf', recorded ? view.asOf : undefined],
    ['without', rollout && view.without.length > 0 ? view.without.join(',') : undefined],
    ...(view.show === 'sensors' ? formatSensors(view.sensors) : []),
    ['map', view.map && `${view.map.zoom.toFixed(2)}/${view.map.latitude.toFixed(4)}/${view.map.longitude.toFixed(4)}`],
    ['lang', view.language === defaultView.language ? undefined : view.language],
    ['theme', view.theme],
    ['called', view.called],
  ];
  for (const [name, value] of optional) if (value !== undefined) parameters.set(name, value);
  return `?${parameters.toString().replaceAll('%2F', '/').replaceAll('%2C', ',')}`;
}

/** What a list is made of. */
const listed = [
  'show',
  'mode',
  'list',
  'kind',
  'state',
  'name',
  'sort',
  'technology',
  'speed',
  'edition',
  'from',
  'to',
] as const;

/** A view after a choice, and what goes with it: name and address belong to their place, a page to its list. */
export function changeView(view: View, change: Partial<View>): View {
  const differs = (key: keyof View) => key in change && change[key] !== view[key];
  return {
    ...view,
    ...(differs('place') && { called: undefined, address: undefined, sensors: noSensor }),
    ...(listed.some(differs) && firstPage),
    ...change,
  };
}

/** Where every list begins. */
export const firstPage = { page: 1, after: undefined, before: undefined } satisfies Partial<View>;
