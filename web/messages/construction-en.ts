import type { ConstructionWords } from './construction-de.ts';
import { format } from './en-grammar.ts';

const days = (count: number) => (count === 1 ? '1 day' : `${format.count(count)} days`);
const monthYear = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

const stages: ConstructionWords['stages'] = {
  DEMAND: 'Demand collected',
  PLANNED: 'Planned',
  PERMITTED: 'Permitted',
  CIVIL_WORKS: 'Civil works',
  CABLE_LAID: 'Fibre in the street',
  HOUSE_CONNECTION: 'House connection',
  SURFACE_ACCEPTED: 'Street restored',
  ACTIVE: 'Active',
  ORDERABLE: 'Orderable',
  STOPPED: 'Stopped',
  NOT_PLANNED: 'Not planned',
};

export const constructionEn: ConstructionWords = {
  title: (name) => `When does fibre come? ${name} – Breitblick`,
  heading: 'When does fibre come?',
  days,
  by: (day, last) => {
    if (last === 'year') return `the end of ${day.slice(0, 4)}`;
    return last === 'month' ? `the end of ${monthYear.format(new Date(day))}` : format.day(day);
  },
  until: (text) => `by ${text}`,
  between: (from, to) => `between ${from} and ${to}`,
  since: (text) => `since ${text} at the latest`,
  ago: (count) => (count === 0 ? 'today' : `${days(count)} ago`),
  noDate: 'date not known',
  modelledAddress: 'sample address, modelled',
  modelled: 'modelled',
  modelledHelp:
    'This address does not exist. It shows what the page looks like until the real addresses are imported. What is said of the district is real.',
  stages,
  stageOf: (stage) => (stage === null ? 'Whole project' : stages[stage]),
  progress: {
    DONE: 'done',
    UNDER_WAY: 'under way',
    REPAIRS: 'checked, repairs under way',
    OPEN: 'still open',
    MISSED: 'missed',
  },
  states: {
    done: 'done',
    now: 'under way now',
    next: 'comes next',
    late: 'date has passed, not confirmed',
    missed: 'missed',
    unknown: 'not known',
    withheld: 'not shown for protection',
  },
  shareOf: { HOUSEHOLDS: '', CONNECTIONS: 'of the connections ordered' },
  none: 'not stated',
  source: (publisher, when) => `${publisher}, ${when}`,

  search: {
    label: 'Street and number',
    placeholder: 'Street and number',
    results: 'Addresses',
    count: (count) => (count === 1 ? '1 suggestion' : `${count} suggestions`),
    empty: (text) => `No address is called “${text}”.`,
    emptyHelp: 'Try the beginning of the street. All districts are listed below.',
    failed: 'The search does not answer just now.',
    offline: 'The search works again once you are online.',
    street: (count) =>
      count === 1 ? '1 address, please type the number' : `${count} addresses, please type the number`,
    nearby: 'This number is not known; this is one nearby.',
    locate: 'My location',
    locating: 'Looking for your location …',
    refused: 'The browser does not give your location. Please type the address.',
    nothingNear: 'No address is known within 500 m of you.',
    found: (text, metres) => `Nearest address: ${text}, ${metres} m away.`,
  },

  standing: {
    active: 'Your fibre connection is {{fibre|active}}.',
    connected: '{{fibre|Fibre reaches into your house}}.',
    passed: '{{fibre|Fibre lies in your street}}.',
    dug: '{{fibre|Civil works}} in your area are {{fibre|done}}.',
    digging: 'Your area is {{fibre|under construction}}.',
    planned: 'The rollout in your area is {{strong|being planned}}.',
    demandMissed: '{{strong|Too few households}} signed in your area. A rollout is not promised.',
    demandOpen: 'Contracts are {{strong|still being collected}} in your area. A rollout is not promised.',
    demandDone: '{{strong|Enough households}} signed in your area. No start of construction is known.',
    stopped: 'The rollout in your area has been {{strong|stopped}}.',
    notPlanned: '{{strong|No rollout is planned}} in your area.',
    unknown: '{{strong|No rollout is known}} for this address.',
  },
  outlook: {
    coming: (stage, date) =>
      stage === null
        ? `The whole project is to be finished by {{strong|${date}}}.`
        : stage === 'ACTIVE'
          ? `Your connection is to be active by {{strong|${date}}}.`
          : `“${stages[stage]}” is announced for {{strong|${date}}}.`,
    passed: (stage, date) =>
      stage === null
        ? `The whole project was to be finished by {{strong|${date}}}. {{late|That is not confirmed.}}`
        : stage === 'ACTIVE'
          ? `Your connection was to be active by {{strong|${date}}}. {{late|That is not confirmed.}}`
          : `“${stages[stage]}” was announced for {{strong|${date}}}. {{late|That is not confirmed.}}`,
    none: 'When it goes on is not known.',
  },
  lastWord: (when, age, publisher) => `Last word: ${when}, ${age}, ${publisher}`,
  noWord: 'Nobody has said anything yet.',
  facts: {
    label: 'Three different things',
    passed: 'Passed',
    orderable: 'Orderable',
    active: 'Active',
    yes: 'yes',
    no: 'no',
    none: 'not stated',
    withheld: 'not shown for protection',
    help: '“Passed” means: fibre lies in the street. “Orderable” means: you can sign a contract. “Active” means: the connection is in use.',
    withheldHelp: 'Whether a house of few households is connected is not shown: it would tell who has ordered.',
  },
  stations: {
    title: 'Stations of your connection',
    about: 'Each station moves by itself. The street is restored alongside.',
    areaTitle: 'Where the stations stand',
    implied: 'Exact date not known. A later station is reached.',
    inArea: (area, text) => `In ${area}: ${text}`,
    quota: (share, required) => `${share} of households had signed. Required were ${required}.`,
    required: (required) => `${required} of households are required.`,
    nobody: 'Nobody has said anything about this.',
    overdue: (count, silent) => `Date has passed, ${days(count)} ${silent ? 'without news' : 'ago'}.`,
    announced: (words) => `Announced was: “${words}”.`,
    wholeProject: (words) => `End of the whole project as announced: “${words}”.`,
  },
  ledger: {
    title: 'What was promised when',
    about: 'Nothing disappears. New announcements stand below the old ones.',
    empty: 'No date has been named so far.',
    announced: (day) => `Announced on ${day}`,
    noWords: 'without a date',
    outcome: {
      replaced: 'replaced by a newer announcement',
      undated: 'without a date',
      open: 'not due yet',
      overdue: (count) => `+${days(count)}, open`,
      kept: 'kept',
      late: (count) => `+${days(count)}, then reached`,
    },
    slip: (count) =>
      count === 0
        ? 'date unchanged'
        : count > 0
          ? `+${days(count)} to the announcement before`
          : `−${days(-count)} to the announcement before`,
    total: (count, open) =>
      count > 0
        ? `{{late|${days(count)} later}} in all${open ? ' so far' : ''} than first announced.`
        : 'Not moved against the first announcement.',
    today: 'today',
    then: 'day asked for',
    chart: (count) => (count === 1 ? 'One announcement on a time axis.' : `${count} announcements on a time axis.`),
  },
  meaning: {
    title: 'What you can do',
    active: 'There is nothing to do. If something fails, the operator helps.',
    connected: 'Ask the operator when the connection is switched on. Have your contract number ready.',
    passed:
      'Look in the basement for a fibre termination box. If there is none, the house connection is missing: ask the operator. Tenants ask their landlord first.',
    dug: 'With a contract, wait for the operator. Without one: ask whether you can still order.',
    digging: 'Construction is under way. If you have a contract, the operator will ask you about the house connection.',
    planned: 'Nothing is being built yet. Ask the operator whether contracts are collected in your street.',
    demandMissed: 'Ask the town whether there will be another attempt in your area.',
    demandOpen: 'Whether it is built depends on the number of contracts. Ask the operator for deadline and terms.',
    demandDone: 'Ask the operator when construction begins.',
    stopped: 'Ask the town how it goes on.',
    notPlanned: 'Ask the town whether your area will join later.',
    unknown: 'Ask the town whether a rollout is foreseen for your street.',
    operator: 'Ask the operator',
    operatorText: (operator) => `${operator}: contract, house connection, date`,
    town: 'Ask the town',
    townText: (name) => `${name}: damage to pavement and street, roadworks`,
    feeds: 'Be told',
    feedsText: 'Whatever is said next, changed dates too:',
    atom: 'Feed (Atom)',
    calendar: 'Calendar (iCalendar)',
    near: '1 km around this address (Atom)',
    print: 'Print as a notice (A4)',
    district: (name) => `All about the rollout in ${name}`,
  },
  planners: 'Progress and slip, for planners',
  overview: {
    sentence: (dug, all, name) => `Civil works are done in {{fibre|${dug} of ${all} areas}} in ${name}.`,
    help: 'Type your address above, or choose a district.',
    title: 'All districts',
    caption: 'What was said last of each area',
    area: 'Area',
    columns: { DEMAND: 'Signed', CIVIL_WORKS: 'Civil works', SURFACE_ACCEPTED: 'Street', ACTIVE: 'Active' },
    next: 'Announced',
    noteActive: 'By its source, “active” counts the connections ordered, not all households.',
    noArea: (name) => `No rollout is recorded for ${name}.`,
    nothingYet: (day) => `On ${day} nothing was known here yet.`,
    scroll: 'Table of all areas, scrolls sideways',
  },
  district: {
    heading: (name) => `Rollout in ${name}`,
    back: 'All districts',
    map: 'District on the map',
    unknown: (name) => `No rollout is recorded for “${name}”.`,
    built: (operator, private_) => `Operator: ${operator}${private_ ? ', without public funding' : ''}.`,
    modelledArea: 'The boundary of this area is modelled.',
    sentence: (name, parts) => `${name}: ${parts.join('; ')}.`,
    works: (text) => `civil works {{fibre|${text}}}`,
    surface: (text) => `street {{strong|${text}}}`,
    active: (text) => `active {{fibre|${text}}}`,
    demand: (text) => `demand {{strong|${text}}}`,
    planned: (text) => `planning {{strong|${text}}}`,
    nothing: 'Nobody has said anything about this.',
    quota: 'Demand quota',
    quotaText: (share, required) =>
      `${share === null ? 'How many signed is not stated' : `${share} of households had signed`}. Required were ${required.join(', later ')}.`,
    quotaMissed: 'The quota was missed.',
    quotaBuilt: 'It is built all the same.',
  },
  chronicle: {
    title: 'What was said when',
    said: (stage, text) => `${stage}: ${text}`,
    promise: (words) => (words === null ? 'no date named' : `date “${words}”`),
    first: 'first word on it',
    change: (earlier, moved) =>
      `${earlier === null ? 'as before' : `before: ${earlier}`}${moved === '' ? '' : ` (${moved})`}`,
    moved: (count) => (count > 0 ? `${days(count)} later` : `${days(-count)} earlier`),
  },
  map: { label: 'Map of the rollout', show: 'Show map', hide: 'Hide map' },
  time: {
    label: 'Time',
    now: 'As of today',
    then: 'What did we know on …',
    asOf: 'What was known on',
    on: 'and held on',
    onHelp: 'Without a second day, the same one.',
    shown: (day) => `You see what was known on ${day}.`,
    shownOn: (day) => `It is about the state on ${day}.`,
    back: 'Back to today',
    apply: 'Show',
  },
  easy: {
    title: 'In plain German',
    link: 'Breitblick in plain German',
  },
  notice: {
    printed: (day) => `Printed on ${day}.`,
    current: 'Read the newest state here:',
    operator: '(contract, house connection, date)',
    town: '(damage to pavement and street, roadworks)',
  },
  record: 'For planners: record the rollout',
  unknownAddress: 'This address is not known here any more. Please search for it again.',
  loading: 'The state is being loaded.',
};
