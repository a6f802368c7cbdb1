import { format } from './en-grammar.ts';
import type { SensorWords } from './sensors-de.ts';

const nb = format.noBreak;
const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
const shortDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', day: 'numeric', month: 'short' });
const longDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
});
const dateOnly = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  ...{ day: 'numeric', month: 'short', year: 'numeric' },
});
const monthOnly = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', month: 'long' });
const shortMonth = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', month: 'short' });
const stations = (count: number) => (count === 1 ? '1 station' : `${format.count(count)} stations`);

function lasting(seconds: number, short: boolean): string {
  const minutes = Math.max(0, Math.round(seconds / 60));
  if (minutes < 60) return short ? `${minutes}${nb}min` : `${minutes}${nb}${minutes === 1 ? 'minute' : 'minutes'}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours}${nb}h${minutes % 60 === 0 ? '' : ` ${minutes % 60}${nb}min`}`;
  return `${Math.floor(hours / 24)}${nb}days`;
}

export const sensorsEn: SensorWords = {
  title: (name) => `Sensors: ${name} – Breitblick`,
  heading: 'Sensors',
  all: 'All',
  topics: 'What is measured',
  stations,
  ago: (seconds, short) => (seconds < 30 ? 'just now' : `${lasting(seconds, short === true)} ago`),
  lasting: (seconds) => lasting(seconds, true),
  within: (seconds, short) => `in ${lasting(seconds, short === true)}`,
  every: (seconds) => `every ${lasting(seconds, false)}`,
  states: { current: 'current', stale: 'stale', not_counted: 'not counted', none: 'no value yet' },
  staleFor: (seconds) =>
    `stale, ${seconds >= 3600 && seconds < 172_800 ? `${Math.max(1, Math.round(seconds / 3600))}${nb}h` : lasting(seconds, true)}`,
  modelled: 'Sample data, modelled',
  modelledHelp: 'Nobody measured these values. A model shows what the page looks like with real sensors.',
  free: (count) => `${count} free`,
  freeOf: (count, all) => `${count} of ${all} free`,
  ofPlaces: (all) => `of ${all}`,
  occupied: 'occupied',
  unoccupied: 'free',
  noValue: 'not stated',
  lastValue: 'last value',
  overview: {
    lead: (current, total, place, partly) => {
      const all = total === 1 ? '1 station' : `${format.count(total)} ${partly ? 'listed ' : ''}stations`;
      return current === total
        ? `In ${place} {{strong|all ${all}}} report current values.`
        : `In ${place} {{strong|${format.count(current)} of ${all}}} report current values.`;
    },
    rest: (stale, notCounted, none) =>
      [
        ...(stale > 0
          ? [`{{late|${format.count(stale)} ${stale === 1 ? 'is' : 'are'} silent}} for longer than usual`]
          : []),
        ...(notCounted > 0 ? [`${format.count(notCounted)} ${notCounted === 1 ? 'is' : 'are'} not counted`] : []),
        ...(none > 0 ? [`${format.count(none)} ${none === 1 ? 'has' : 'have'} no value yet`] : []),
      ].join(', '),
    nothing: (place) => `No sensors of ${place} are connected yet.`,
    nothingOf: (topic, partly) =>
      partly ? `None of the listed stations is for “${topic}”.` : `There are no sensors for “${topic}” here.`,
    elsewhere: 'See sensors in Landau in der Pfalz',
  },
  lead: {
    current: (name, value, age) => `${name}: {{strong|${value}}}, measured {{strong|${age}}}.`,
    stale: (name, value, age) => `${name}: last ${value}, measured {{late|${age}}}. The old value no longer counts.`,
    not_counted: (name, value, age) => `${name}: {{late|${value}}}, measured ${age}. The value is not counted.`,
    none: (name) => `${name}: no value yet.`,
    expected: (every) => `A value is expected ${every}.`,
    usual: (month) => `That is within the usual range for this hour in ${month}.`,
    above: (month) => `That is more than usual at this hour in ${month}.`,
    below: (month) => `That is less than usual at this hour in ${month}.`,
  },
  silent: (name, lasts) => `${name} has been silent for ${lasts}.`,
  back: 'All stations',
  latest: { title: 'Latest values', of: (all, current) => `${stations(all)}, ${format.count(current)} current` },
  columns: { what: 'What is measured', value: 'Value', age: 'Age', of: 'What it is', quality: 'Quality' },
  at: {
    stand: (moment) => `As of ${moment}`,
    back: 'Back to now',
    nothing: 'no value',
    checked: 'checked',
    single: (at) => `value of ${at}`,
    mean: { HOUR: 'hourly mean', DAY: 'daily mean' },
    sum: { HOUR: 'hourly sum', DAY: 'daily sum' },
    any: { HOUR: 'mean or sum of the hour', DAY: 'mean or sum of the day' },
  },
  ranges: { day: 'Day', week: 'Week', month: 'Month', year: 'Year' },
  range: 'Time',
  nearer: 'Enlarge',
  farther: 'Reduce',
  earlier: 'Earlier',
  later: 'Later',
  today: 'Today',
  chart: {
    year: 'Twelve months',
    single: 'Single values',
    spans: { HOUR: 'Hourly span', DAY: 'Daily span, lowest to highest value' },
    sums: { HOUR: 'Sum of each hour', DAY: 'Sum of each day' },
    means: { HOUR: 'Hourly means', DAY: 'Daily means' },
    without: 'without doubtful values',
    withAll: 'with all values',
    arithmetic: {
      sound_level: 'Means are arithmetic, not energetic (no Leq): what is loud weighs less in them.',
      wind_direction: 'Means are arithmetic and mislead around north; single values say more.',
    },
    allValues: 'All values in the mean',
    gap: 'No data',
    band: (month) => `Band: usual range in ${month}`,
    splice: 'new device',
    spliceOn: (day, name) => `A new device (${name}) has measured since ${day}.`,
    key: 'Solid: checked. Dashed: doubtful. Hatched: no value, not zero.',
    zoomKey: 'Drag to enlarge a part; so do the keys + and − on the chart, and 0 shows all again.',
    outside: {
      RAW: (count, farthest) =>
        `${count === 1 ? '1 implausible value lies' : `${format.count(count)} implausible values lie`} out of range (up to ${farthest}).`,
      HOUR: (count, farthest) =>
        `In ${count === 1 ? '1 hour' : `${format.count(count)} hours`} implausible values lie out of range (up to ${farthest}).`,
      DAY: (count, farthest) =>
        `On ${count === 1 ? '1 day' : `${format.count(count)} days`} implausible values lie out of range (up to ${farthest}).`,
    },
    scaleAll: 'Show all',
    scalePlausible: 'Show the plausible range only',
    at: (value, when) => `${value} ${when}`,
    span: (low, high) => `${low} to ${high}`,
    noneAt: (when) => `No value ${when}.`,
    slider: (name) => `Read the time: ${name}`,
    sentence: (name, low, high, gaps) =>
      `${name}: the values lie between ${low} and ${high}.${gaps === 0 ? '' : ` ${gaps === 1 ? 'One time' : `${gaps} times`} without a value.`}`,
    empty: 'There is no value in this time.',
    loading: 'The chart is being loaded.',
  },
  table: {
    ...{ show: 'As a table', hide: 'Close the table', time: 'Time', low: 'lowest', high: 'highest', value: 'Value' },
    ...{ quality: 'Quality', doubtful: 'doubtful', csv: 'CSV' },
    doubtfulBeside: (low, high) => `doubtful; plausible ${low} to ${high}`,
    leftOut: (count) =>
      count === 1
        ? '1 doubtful value is not in the mean'
        : `${format.count(count)} doubtful values are not in the mean`,
    newDevice: (name) => `From here on a new device: ${name}`,
    more: (count) => `The first ${format.count(count)} rows; all are in the CSV file.`,
  },
  compare: {
    title: 'Show beside it',
    add: 'Choose what is measured',
    remove: (name) => `Remove ${name}`,
    most: 'Four series at once; remove one to see another.',
  },
  map: {
    label: 'Map of the sensors',
    show: 'Show the map',
    hide: 'Close the map',
    legend: 'Signs of the map',
    shows: 'Number: last value',
    attribution: '© GeoBasis-DE / BKG (2021)',
    attributionModelled: '© GeoBasis-DE / BKG (2021) · settlement and values modelled',
  },
  screen: {
    ...{ open: 'For a screen', leave: 'To the view with controls', noCurrent: 'No current values at the moment.' },
    sumToday: (sum) => `${sum} since midnight`,
    spanToday: (low, high) => `${low} to ${high} today`,
    sameToday: (value) => `${value} so far today`,
  },
  unlisted: (count) => `The list names the first stations. ${format.count(count)} more are on the map alone.`,
  listMore: 'List more',
  unknown: 'This series no longer exists here.',
  live: 'New values come by themselves.',
  time: (ms) => time.format(ms),
  atTime: (ms) => `at ${time.format(ms)}`,
  onDay: (ms) => `on ${shortDay.format(ms)}`,
  clock: (ms) => time.format(ms),
  day: (ms) => shortDay.format(ms),
  moment: (ms) => `${shortDay.format(ms)} ${time.format(ms)}`,
  date: (ms) => dateOnly.format(ms),
  longDay: (ms) => longDay.format(ms),
  month: (ms) => monthOnly.format(ms),
  shortMonth: (ms) => shortMonth.format(ms),
};
