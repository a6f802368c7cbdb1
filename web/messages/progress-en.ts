import { constructionEn } from './construction-en.ts';
import { format } from './en-grammar.ts';
import type { ProgressWords } from './progress-de.ts';

const count = format.count;
const shortDay = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const days = constructionEn.days;
const addresses = (number: number) => (number === 1 ? '1 address' : `${count(number)} addresses`);

export const progressEn: ProgressWords = {
  title: (name) => `Progress and slip: ${name} – Breitblick`,
  heading: 'Progress and slip',
  back: 'When does fibre come?',
  loading: 'The figures are coming …',
  all: 'The whole municipality',
  districts: 'Districts',
  contents: 'On this page',
  modelled: 'modelled',
  modelledHelp:
    'Some of these figures are modelled and are only an example until real ones are recorded. Each says where it is from.',
  unknownDistrict: (name) => `No rollout is known in the district “${name}”.`,
  nothing: (town) => `No rollout is recorded for ${town}.`,
  none: 'not stated',
  source: (text) => `Source: ${text}`,
  day: (day) => format.day(day),
  date: (day) => shortDay.format(new Date(day)),
  addresses,
  stage: (stage) => (stage === null ? 'nothing known' : constructionEn.stages[stage]),
  sentence: (name, day, { total, passed, active }) =>
    `${name}: on ${format.day(day)} there was {{fibre|fibre in the street of ${addresses(passed)}}}, ${format.share(total === 0 ? 0 : (passed / total) * 100)} of all ${count(total)}. {{strong|${count(active)}}} connections were active.`,
  noSentence: (name) => `${name}: nothing was known of single addresses on that day.`,
  place: (district, town) => district ?? town,

  stages: {
    title: 'Households by stage',
    unit: 'households, at the end of each month',
    summary: (last, parts) => `Households by stage over time. Last, on ${last}: ${parts}.`,
    part: (stage, number) => `${stage} ${count(number)}`,
    month: 'Day',
    withheld: 'Who has ordered is not shown here for protection.',
    empty: 'Nothing is known of addresses.',
  },
  curve: {
    title: 'Built and planned',
    intro: 'Added up since the beginning. Solid: built. Dashed: plan.',
    measures: {
      addresses: { title: 'Addresses with fibre in the street', unit: 'addresses' },
      metres: { title: 'Metres of trench built', unit: 'm' },
      eur: { title: 'Spending in euros', unit: 'euros' },
    },
    actual: 'Actual',
    planned: 'Plan',
    summary: (title, day, actual, planned) => `${title}, on ${day}: ${actual}, planned ${planned}.`,
    behind: (number) => `${number} behind the plan`,
    ahead: (number) => `${number} above the plan`,
    even: 'as planned',
    noPlan: 'No plan is recorded.',
    day: 'Day',
    onAxis: (value) => {
      if (value >= 1_000_000) return `${format.decimal(value / 1_000_000)} m`;
      return value >= 10_000 ? `${count(value / 1000)}k` : count(value);
    },
  },
  metres: {
    title: 'Metres built by surface and stage',
    unit: 'metres of trench',
    stages: { CIVIL_WORKS: 'Civil works done', CABLE_LAID: 'Fibre laid', SURFACE_ACCEPTED: 'Surface accepted' },
    surfaces: { SEALED: 'sealed', UNSEALED: 'unsealed', none: 'surface not stated' },
    summary: (parts) => `Metres built: ${parts}.`,
    metres: (number) => `${count(Math.round(number))} m`,
    quarter: 'until',
    empty: 'Nothing is known of trenches.',
  },
  forecast: {
    title: 'When it will be done',
    unit: 'computed, announced by nobody',
    of: { CABLE_LAID: 'Fibre in the street', ACTIVE: 'Active connections' },
    states: {
      DONE: (target) => `All ${addresses(target)} are reached.`,
      NOT_ENOUGH_HISTORY: () => 'The history so far is too short for a forecast.',
      NOTHING_KNOWN: () => 'Nothing is known that a forecast could be made of.',
      WITHHELD: () => 'With so few addresses nothing is computed, for protection.',
    },
    range: (reached, target, earliest, latest, likely) =>
      `${count(reached)} of ${addresses(target)} are reached. If it goes on as so far, all will be between {{strong|${format.day(earliest)}}} and ${latest === null ? 'a day that is not in sight' : `{{strong|${format.day(latest)}}}`}${likely === null ? '' : `, most likely on ${format.day(likely)}`}.`,
    method: 'How it is computed',
    day: 'Day',
    rates: { slow: 'slow', usual: 'usual', quick: 'quick' },
    perMonth: (number) => `${format.decimal(number)} in 30 days`,
  },
  slip: {
    title: 'Announced dates',
    unit: 'ring: said; bar: was to be; orange: delay',
    summary: (number, late) =>
      `${number === 1 ? '1 date was' : `${count(number)} dates were`} announced, ${late === 1 ? '1 has' : `${count(late)} have`} passed without being confirmed.`,
    empty: 'No date is announced.',
    area: 'Area',
    stage: 'What',
    announced: 'Said on',
    expected: 'Was to be',
    slip: 'Against before',
    overdue: 'Passed since',
    whole: 'Whole project',
    days: (number) => days(number),
    moved: (number) => (number > 0 ? `+${days(number)}` : number < 0 ? `−${days(-number)}` : 'the same'),
    today: 'day asked about',
  },
  quotas: {
    title: 'Quotas of the demand phase',
    unit: '% of households',
    area: 'Area',
    share: 'signed',
    required: 'required',
    missing: 'missing',
    state: 'State',
    deadline: 'Deadline',
    changed: (from, to, day) => `${from}, since ${day} ${to}`,
    reached: 'reached',
    missed: 'missed',
    open: 'open',
    points: (number) => `${format.decimal(number)} points`,
    left: (number) => (number >= 0 ? `${days(number)} left` : `over since ${days(-number)}`),
    empty: 'Nothing is known of a quota.',
  },
  defects: {
    title: 'Surface defects',
    sentence: (found, repaired, accepted, ended) =>
      `${count(found)} are found and not repaired, ${count(repaired)} repaired and not accepted, ${count(accepted)} accepted with a running warranty${ended > 0 ? `, of ${count(ended)} it has ended` : ''}.`,
    empty: 'No defect is recorded.',
    kind: 'Defect',
    area: 'Area',
    state: 'State',
    found: 'found',
    repaired: 'repaired',
    accepted: 'accepted',
    warranty: 'warranty until',
    computed: 'five years from acceptance, computed',
    kinds: {
      SETTLEMENT: 'Settlement',
      JOINT: 'Open joint',
      COVERING: 'Covering damaged',
      KERB: 'Kerb damaged',
      OTHER: 'Other defect',
    },
    states: { FOUND: 'found', REPAIRED: 'repaired', ACCEPTED: 'accepted', WARRANTY_ENDED: 'warranty ended' },
  },
  roadworks: {
    title: 'Roadworks',
    sentence: (number) =>
      number === 1
        ? 'One is on this day or in the 60 days after.'
        : `${count(number)} are on this day or in the 60 days after.`,
    empty: 'No roadworks are recorded on this day and in the 60 days after.',
    street: 'Street',
    traffic: 'Traffic',
    time: 'Time',
    reason: 'Reason',
    until: (first, last) =>
      last === null
        ? `from ${shortDay.format(new Date(first))}, no end stated`
        : `${shortDay.format(new Date(first))} to ${shortDay.format(new Date(last))}`,
    effects: {
      NONE: 'not affected',
      FOOTPATH: 'Footpath closed',
      LANE_CLOSED: 'Lane closed',
      ONE_WAY: 'One way only',
      CLOSED: 'Closed to traffic',
    },
    atom: 'As a feed (Atom)',
    calendar: 'As a calendar',
    geojson: 'As GeoJSON',
  },
  proof: {
    title: 'Figures for the proof of use',
    unit: (day) => `reference date ${format.day(day)}`,
    figure: 'Figure',
    value: 'Actual',
    planned: 'Planned',
    csv: 'As CSV',
    figures: {
      METRES_BUILT: 'Metres of trench built',
      METRES_BUILT_SEALED: 'of these sealed',
      METRES_BUILT_UNSEALED: 'of these unsealed',
      METRES_ACCEPTED: 'Metres with accepted surface',
      ADDRESSES_PASSED: 'Addresses with fibre in the street',
      ADDRESSES_ORDERABLE: 'Addresses where a connection can be ordered',
      ADDRESSES_CONNECTED: 'Addresses with fibre in the building',
      ADDRESSES_ACTIVE: 'Addresses with an active connection',
      EUR_SPENT: 'Spending',
    },
    amount: (value, unit) => (unit === 'm' ? `${count(value)} m` : unit === 'EUR' ? `€${count(value)}` : count(value)),
  },
  funding: {
    title: 'Whose money',
    source: 'Source of funding',
    details: 'By area and year',
    yearAndSource: 'Year and source',
    noArea: 'Belongs to no area',
    empty: 'Neither plan nor spending is recorded.',
    less: 'The plan has fallen. Whose money falls away was not stated.',
    sources: {
      FEDERAL: 'Federal government',
      STATE: 'Federal state',
      OWN: 'Own share',
      OTHER: 'Others',
      NOT_STATED: 'Source not stated',
    },
  },
};
