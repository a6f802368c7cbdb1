import type { StateCode } from '../../geodata/states.ts';
import type { Technology } from '../../geodata/technologies.ts';
import { familyOf } from '../families.ts';
import type { PlaceKind } from '../view.ts';
import type { CompareWords } from './compare-de.ts';
import { accessTo, date, format, peers, speed, technology } from './en-grammar.ts';
import { en } from './en.ts';

const nb = format.noBreak;
const toneOf = (of: Technology) => (familyOf(of) === 'all' ? 'strong' : familyOf(of));
const municipalities = (count: number) => (count === 1 ? '1 municipality' : `${format.count(count)} municipalities`);
const capital = (text: string) => text.replace(/^./, (letter) => letter.toUpperCase());

function points(difference: number): string {
  const text = format.points(difference);
  return `${text}${nb}${text.slice(1) === '1' ? 'point' : 'points'}`;
}

const kinds: Record<PlaceKind, string> = {
  all: 'all municipalities',
  independent: 'cities without a county',
  town: 'towns in a county',
  municipality: 'municipalities that are no town',
};

export const compareEn: CompareWords = {
  title: 'Compare',
  modesLabel: 'What is compared',
  modes: { difference: 'Difference', swipe: 'Swipe', places: 'Places', spread: 'Spread', lists: 'Lists' },
  points,
  pointsUnit: 'percentage points',
  from: 'From',
  to: 'To',
  editions: 'Editions',
  edition: 'Edition',
  part: (name) => `${name}, a part only`,
  unknownEdition: (id) => `The edition “${id}” of the link is not here. You see another one.`,
  oneEdition: 'A comparison needs two editions; there is only one yet.',
  same: (iso) => `Both sides show ${date(iso)}. Choose two different editions.`,
  other: 'Take another one',
  loading: (what) => `${capital(what)} is being computed. You still see the comparison before.`,
  failed: 'The comparison could not be loaded.',
  pair: (earlier, later) => `${date(earlier)} to ${date(later)}`,
  change: {
    sentence(name, of, mbits, from, to, difference) {
      const tone = toneOf(of);
      const thing = `the share of households with access to ${accessTo(of, mbits)}`;
      if (difference === 0)
        return `In ${name}, ${thing} stayed {{${tone}|at ${format.share(to.percent)}}} from ${date(from.date)} to ${date(to.date)}.`;
      const verb = difference > 0 ? 'rose' : 'fell';
      return `In ${name}, ${thing} ${verb} from ${format.share(from.percent)} ${date(from.date)} to {{${tone}|${format.share(to.percent)}}} ${date(to.date)}, {{strong|${points(difference)}}}.`;
    },
    unknown: (name, of, mbits, missing) =>
      `For ${name} there is {{strong|no difference}} in ${accessTo(of, mbits)}: nothing is stated for ${missing.map((iso) => date(iso)).join(' and ')}.`,
    uninhabited: (name) => `${name} is {{strong|uninhabited}}. There is nothing to compare.`,
    stand: (earlier, later) => `From ${date(earlier)} to ${date(later)}`,
    country: 'In Germany',
    rose: 'risen',
    fell: 'fallen',
    kept: 'stayed the same',
    missing: 'not stated in one of the editions',
    countrySummary: (rose, kept, fell, median) =>
      `The share rose in ${municipalities(rose)}, stayed the same in ${format.count(kept)} and fell in ${format.count(fell)}.` +
      (median === null ? '' : ` Median of the municipalities: ${points(median)}.`),
    median: (difference) => `Median of the municipalities: ${points(difference)}.`,
    onlyIn: (earlier, later, onlyEarlier, onlyLater) => {
      const parts = [
        ...(onlyEarlier > 0 ? [`${municipalities(onlyEarlier)} only ${date(earlier)}`] : []),
        ...(onlyLater > 0 ? [`${municipalities(onlyLater)} only ${date(later)}`] : []),
      ];
      return parts.length === 0
        ? 'Both editions know the same keys of municipalities.'
        : `Keys that only one edition knows (municipal reforms): ${parts.join(', ')}. They have no difference.`;
    },
    mostRisen: 'Risen most',
    mostFallen: 'Fallen most',
    all: 'Whole list',
    table: 'Classes as a table',
    count: 'municipalities',
    share: 'share',
    computed: 'Difference computed, in percentage points.',
  },
  refused: {
    title: (earlier, later, of, mbits) =>
      `${capital(date(earlier))} and ${date(later)} can’t be compared for ${technology[of].long} from ${speed(mbits)}.`,
    METHOD: 'The survey changed between them. Their difference would be no progress.',
    KEYS: 'The municipalities changed between them. The figures are not about the same places.',
    CLASSES: (dates, mbits) =>
      `The class from ${speed(mbits)} was not surveyed for this technology ${dates.map((iso) => date(iso)).join(' and ')}.`,
    take: (earlier, later) => `Take ${date(earlier)} to ${date(later)}`,
    takeSpeed: (earlier, later, mbits) => `From ${speed(mbits)}, ${date(earlier)} to ${date(later)}`,
    look: 'Look at both maps',
    none: 'For this technology and class there are no two editions that can be compared.',
    short: 'not comparable',
  },
  legend: {
    title: (of, mbits) => `${technology[of].long} from ${speed(mbits)}`,
    unit: 'Difference in percentage points. Bars: municipalities',
    worse: 'less',
    better: 'more',
    range: (lower, upper) =>
      lower === undefined
        ? `−${-(upper ?? 0)} points or less`
        : upper === undefined
          ? `+${lower} points or more`
          : lower < 0 && upper > 0
            ? `a difference under ${upper} point`
            : lower < 0
              ? `−${-lower} to −${-upper} points`
              : `+${lower} to +${upper} points`,
    here: (name) => `${name} is in this class`,
    missing: 'not stated',
    dashes: 'less',
    text: (dark) => (dark ? 'Blue is more, orange less, dark the same.' : 'Blue is more, orange less, pale the same.'),
  },
  map: {
    label: (earlier, later) => `Map of the difference, ${date(earlier)} to ${date(later)}`,
    half: (iso) => `Map of coverage, ${date(iso)}`,
    shares: (from, to) => `${from} → ${to}`,
    noDifference: 'no difference',
    missingIn: (iso) => `${date(iso)}: not stated`,
  },
  swipe: {
    sentence: (name, of, mbits, from, to) =>
      `In ${name}, ${from.text} ${date(from.date)} and {{${toneOf(of)}|${to.text} of households ${date(to.date)} had access to ${accessTo(of, mbits)}}}.`,
    missing: (name, of, mbits, from, to) => `${name}, ${accessTo(of, mbits)}: ${from}; {{strong|${to}}}.`,
    reading: (iso, text) => `${date(iso)} ${text}`,
    help: 'Drag the divider, or move it with the arrow keys. Both maps always move together.',
    handle: 'Divider between the maps',
    value: (percent, earlier, later) => `left ${percent}% ${date(earlier)}, right ${100 - percent}% ${date(later)}`,
    acrossBreak: 'There is a break between the two.',
    acrossBreakText: 'Look, but don’t subtract: what changes on the map need not be progress.',
    notSurveyed: (iso) => `This class was not surveyed ${date(iso)}; the map is hatched there.`,
  },
  places: {
    sentence: (of, mbits, best, bestShare, last, lastShare) =>
      `Of these places, {{strong|${best}}} has most households with access to ${accessTo(of, mbits)}, {{${toneOf(of)}|${bestShare}}}, {{strong|${last}}} fewest, {{${toneOf(of)}|${lastShare}}}.`,
    equal: (of, mbits, share) =>
      `All these places have the same share of households with access to ${accessTo(of, mbits)}: {{${toneOf(of)}|${share}}}.`,
    alone: (name) => `{{strong|${name}}} still stands here alone. Add a second place.`,
    unknown: (of, mbits) =>
      `For these places {{strong|nothing is stated}} about ${accessTo(of, mbits)} that could be compared.`,
    add: 'Add a place',
    addLabel: 'Add a place to the comparison',
    full: 'Four places stand side by side; there is no room for more. Remove one to take another.',
    suggest: 'Suggestions',
    remove: (name) => `Remove ${name}`,
    removed: (name) => `${name} removed`,
    added: (name) => `${name} added`,
    notFound: (ags) => `There is no place with the key ${ags} here.`,
    figures: 'All classes',
    figuresUnit: 'share of households',
    rank: 'Rank',
    rankIn: {
      country: 'Germany',
      state: (code: StateCode) => en.state[code],
      kind: (independent, designation) => `among ${peers(independent, designation)} of the Land`,
    },
    circles: { ofKind: 'same kind in its Land', inState: 'all in its Land', inCountry: 'all in Germany' },
    rankValue: (rank, of) => `${format.count(rank)} of ${format.count(of)}`,
    rankNone: 'no rank without a figure',
    table: 'The same figures as a table',
    caption: (iso) => `Share of households, ${date(iso)}. A column a place.`,
    row: (of, mbits) => `${of} from ${speed(mbits)}`,
    figure: 'Figure',
    list: 'Places compared',
    historyOf: (iso) => `All technologies, ${date(iso)}`,
    notKnown: 'this edition does not know the place',
  },
  spread: {
    sentence: (name, share, of, mbits, where, above, below) =>
      `In ${name}, {{${toneOf(of)}|${share} of households have access to ${accessTo(of, mbits)}}}. ${where}, {{strong|${below}}} of municipalities have less and {{strong|${above}}} more.`,
    unknown: (name, of, mbits) =>
      `For ${name} {{strong|nothing is stated}} about ${accessTo(of, mbits)}. This is how the other municipalities spread.`,
    country: 'In Germany',
    state: (code) => `In ${en.state[code]}`,
    scope: 'Which municipalities',
    scopes: { country: 'Germany' },
    quantiles: (quarter, half, threeQuarters) =>
      `A quarter of the municipalities has at most ${quarter}, half of them at most ${half}, three quarters at most ${threeQuarters}.`,
    counts: (stated, missing) =>
      `${municipalities(stated)} with a figure; ${format.count(missing)} without one are not among them. Uninhabited areas don’t count.`,
    axis: 'Share of households in %',
    heights: 'Height: number of municipalities, as its root, so that few can be seen too',
    quarter: 'quarter',
    half: 'half',
    threeQuarters: 'three quarters',
    chart: (name, where) => `Spread of the municipalities, ${where}, with ${name}`,
    table: 'Spread as a table',
    range: (from, to) =>
      from === 0 && to === 0
        ? '0%'
        : to === 100
          ? `${from} to 100%`
          : `${from === 0 ? 'above 0' : from} to below ${to}%`,
    share: 'Share',
    count: 'Municipalities',
    own: 'among them',
    empty: 'No municipality here has a figure in this edition.',
  },
  lists: {
    label: 'Which list',
    names: { best: 'Best', worst: 'Weakest', rose: 'Risen', fell: 'Fallen' },
    kindLabel: 'Kind',
    kinds,
    stateLabel: 'Land',
    allStates: 'Germany',
    where: (code, kind) =>
      `${code === undefined ? 'Germany' : en.state[code]}${kind === 'all' ? '' : `, ${kinds[kind]}`}`,
    best: (of, mbits, name, share, shared) =>
      shared > 1
        ? `{{strong|${municipalities(shared)}}} share the first place: {{${toneOf(of)}|${share} of households there have access to ${accessTo(of, mbits)}}}.`
        : `{{strong|${name}}} is first: {{${toneOf(of)}|${share} of households there have access to ${accessTo(of, mbits)}}}.`,
    worst: (of, mbits, name, share, shared) =>
      shared > 1
        ? `{{strong|${municipalities(shared)}}} share the last place: {{${toneOf(of)}|${share} of households there have access to ${accessTo(of, mbits)}}}.`
        : `{{strong|${name}}} is last: {{${toneOf(of)}|${share} of households there have access to ${accessTo(of, mbits)}}}.`,
    rose: (of, mbits, name, difference, shared) =>
      `The share with access to ${accessTo(of, mbits)} rose most in {{strong|${shared > 1 ? `${municipalities(shared)} alike` : name}}}: {{${toneOf(of)}|${points(difference)}}}.`,
    fell: (of, mbits, name, difference, shared) =>
      `The share with access to ${accessTo(of, mbits)} fell most in {{strong|${shared > 1 ? `${municipalities(shared)} alike` : name}}}: {{${toneOf(of)}|${points(difference)}}}.`,
    noRise: 'The share has risen nowhere.',
    noFall: 'The share has fallen nowhere.',
    caption: (where, total, missing) =>
      `${where}: ${municipalities(total)} with a figure, ${format.count(missing)} without one not ranked. Equal figures share a place.`,
    rank: 'Place',
    tied: (shared) => `with ${format.count(shared - 1)} ${shared === 2 ? 'other' : 'others'}`,
    place: 'Municipality',
    land: 'Land',
    share: 'Share',
    difference: 'Difference',
    empty: 'No municipality fits this choice.',
    reset: 'Show all of Germany',
    range: (first, last, of) => `${format.count(first)} to ${format.count(last)} of ${format.count(of)}`,
    pages: 'Pages of the list',
    toFirst: 'To the beginning of the list',
    previous: 'Previous',
    next: 'Next',
    loading: 'The list is loading.',
  },
};
