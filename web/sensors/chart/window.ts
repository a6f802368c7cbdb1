import { dayNumber, dayOf, dayOfNumber, startOfDay } from '../../../geodata/sensors/days.ts';
import type { View } from '../../view.ts';
import type { Part, Range, SensorChoice } from '../choice.ts';
import type { Bucket } from './series.ts';

/** Days that each range shows, up to and with the chosen day. */
export const daysOf: Record<Range, number> = { day: 1, week: 7, month: 30, year: 365 };

const minute = 60_000;
const day = 1440 * minute;

/** A chart shows no less than this, ms. */
const shortest = 30 * minute;

/** What a series of so much time is summed up by: single values of two days, hours of two months, days else. */
export function bucketOf({ from, to }: Part): Bucket {
  if (to - from <= 2.1 * day) return 'RAW';
  return to - from <= 62 * day ? 'HOUR' : 'DAY';
}

/** The day that charts end with. */
export function lastDay(view: Pick<View, 'on'>, now = Date.now()): string {
  return view.on ?? dayOf(new Date(now));
}

/** ISO date of the day that is so many days later, or earlier. */
export function daysLater(from: string, count: number): string {
  return dayOfNumber(dayNumber(from) + count);
}

/** From and until when a chart of a range goes. */
export function windowOf(range: Range, lastOne: string): Part {
  const from = startOfDay(daysLater(lastOne, 1 - daysOf[range])).getTime();
  return { from, to: startOfDay(daysLater(lastOne, 1)).getTime() };
}

/** From and until when charts go: the part that was chosen, or the whole range. */
export function shownWindow({ range, part }: Pick<SensorChoice, 'range' | 'part'>, lastOne: string): Part {
  return part ?? windowOf(range, lastOne);
}

/** A part as it is kept in the link: whole minutes, and long enough to be read. */
export function partOf(from: number, to: number): Part {
  const missing = Math.max(0, shortest - (to - from));
  const round = (time: number) => Math.round(time / minute) * minute;
  return { from: round(from - missing / 2), to: round(to + missing / 2) };
}

/**
 * Nearer to `around` (`factor` < 1) or farther away, where `around` stays where it is. Undefined = that is the whole
 * `range` again, or more.
 */
export function zoomed(shown: Part, range: Part, around: number, factor: number): Part | undefined {
  const [from, to] = [around - (around - shown.from) * factor, around + (shown.to - around) * factor];
  return to - from >= range.to - range.from ? undefined : partOf(from, to);
}

/** What the charts of a link ask, where they end with the day `on`; undefined = it shows none. */
export function seriesVariables(view: Pick<View, 'place' | 'sensors' | 'on'>, on = lastDay(view)) {
  const { ids } = view.sensors;
  if (ids.length === 0) return undefined;
  const [shown, year] = [shownWindow(view.sensors, on), windowOf('year', on)];
  const bucket = bucketOf(shown);
  const iso = (time: number) => new Date(time).toISOString();
  return {
    ...{ ags: view.place, ids: [...ids], from: iso(shown.from), to: iso(shown.to), bucket, on },
    ...{ single: bucket === 'RAW', yearFrom: iso(year.from), yearTo: iso(year.to) },
  };
}
