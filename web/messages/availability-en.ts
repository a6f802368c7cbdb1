import type { AvailabilityWords } from './availability-de.ts';
import { format } from './en-grammar.ts';

const series = (count: number) => (count === 1 ? '1 series' : `${format.count(count)} series`);

/** Words of how well the sensors work. */
export const availabilityEn: AvailabilityWords = {
  link: 'How reliably the sensors report',
  title: (from, last) => `${from} to ${last}`,
  heading: 'Reliability',
  period: 'Period',
  periods: { 7: '7 days', 30: '30 days', 90: '90 days', 365: '1 year' },
  lead: (place, share, days) =>
    `In ${place}, {{strong|${share}}} of the expected values arrived within ${format.count(days)} days.`,
  silent: (count) =>
    count === 0 ? 'No series is silent now.' : `{{late|${series(count)}}} ${count === 1 ? 'is' : 'are'} silent now.`,
  nothing: (place) => `In ${place} no value was expected in this period.`,
  columns: {
    theme: 'Topic',
    received: 'Arrived',
    doubtful: 'Doubtful',
    silent: 'Silent now',
    alarms: 'Alarms',
  },
  all: 'All topics',
  noTheme: 'Without a topic',
  of: (silent, all) => `${format.count(silent)} of ${format.count(all)}`,
  notExpected: 'not known',
  least: 'Where most is missing',
  lastOn: (day) => `last on ${day}`,
  never: 'no value in this period',
  complete: 'All expected values have arrived.',
  method: (irregular) =>
    `Counted are whole days up to yesterday. Expected is what the interval of each series provides for, from the day after its first value; more on one day does not make up for another.${
      irregular > 0
        ? ` ${series(irregular)} without a fixed interval ${irregular === 1 ? 'does' : 'do'} not count here.`
        : ''
    }`,
  worst: (day, share) => `on ${day} only ${share}`,
  strip: 'Each bar is a day (in a year a week): filled is what arrived; coloured below 95%.',
  csv: 'CSV',
};
