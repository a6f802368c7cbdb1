import { dayNumber, dayOf, dayOfNumber, startOfDay } from '../../geodata/sensors/days.ts';
import type { View } from '../view.ts';
import type { Range } from './choice.ts';

/** Days that each range shows, up to and with the chosen day. */
export const daysOf: Record<Range, number> = { day: 1, week: 7, month: 30, year: 365 };

/** What the series of a range are summed up by: single values of a day, hours of weeks, days of a year. */
const bucketOf = { day: 'RAW', week: 'HOUR', month: 'HOUR', year: 'DAY' } as const;

/** The day that charts end with. */
export function lastDay(view: Pick<View, 'on'>): string {
  return view.on ?? dayOf(new Date());
}

/** ISO date of the day that is so many days later, or earlier. */
export function daysLater(day: string, count: number): string {
  return dayOfNumber(dayNumber(day) + count);
}

/** From and until when a chart of a range goes, ms since 1970. */
export function windowOf(range: Range, day: string): { from: number; to: number } {
  const from = startOfDay(daysLater(day, 1 - daysOf[range])).getTime();
  return { from, to: startOfDay(daysLater(day, 1)).getTime() };
}

/** What the charts of a link ask; undefined = it shows none. */
export function seriesVariables(view: Pick<View, 'place' | 'sensors' | 'on'>) {
  const { ids, range } = view.sensors;
  if (ids.length === 0) return undefined;
  const day = lastDay(view);
  const [{ from, to }, year] = [windowOf(range, day), windowOf('year', day)];
  const iso = (time: number) => new Date(time).toISOString();
  return {
    ...{ ags: view.place, ids: [...ids], from: iso(from), to: iso(to), bucket: bucketOf[range], on: day },
    ...{ yearFrom: iso(year.from), yearTo: iso(year.to) },
  };
}
