import { dayNumber, dayOf, dayOfNumber, startOfDay } from '../../geodata/sensors/days.ts';
import { fortnightHours } from './news.ts';

/** What roll-ups sum up by. */
export type RolledUp = 'hour' | 'day' | 'month';
export type Bucket = 'raw' | RolledUp;

export interface SeriesWindow {
  ags: string;
  /** From here on, and up to there, which is not in it any more. */
  from: Date;
  to: Date;
  bucket: Bucket;
}

/** Buckets by number: hours and days since 1970, months since the year 0. */
export interface Grid {
  first: number;
  length: number;
  start: Date;
}

/** Buckets that are read and kept together, those with the same number when divided by this; hours are so in the news too. */
export const blockLength = fortnightHours;

/** Number of buckets in a window, gaps included; null = single observations, which nobody has counted. */
export function countBuckets(window: SeriesWindow): number | null {
  return window.bucket === 'raw' ? null : gridOf(window, window.bucket).length;
}

/** All buckets that a window touches. */
export function gridOf({ from, to }: Pick<SeriesWindow, 'from' | 'to'>, bucket: RolledUp): Grid {
  const last = new Date(to.getTime() - 1);
  if (bucket === 'hour') {
    const first = Math.floor(from.getTime() / hour);
    return { first, length: Math.floor(last.getTime() / hour) - first + 1, start: new Date(first * hour) };
  }
  const [firstDay, lastDay] = [dayOf(from), dayOf(last)];
  if (bucket === 'day') {
    const first = dayNumber(firstDay);
    return { first, length: dayNumber(lastDay) - first + 1, start: startOfDay(firstDay) };
  }
  const first = monthNumber(firstDay);
  return { first, length: monthNumber(lastDay) - first + 1, start: startOfDay(`${firstDay.slice(0, 7)}-01`) };
}

/** Numbers of the blocks in which a grid lies. */
export function blocksOf({ first, length }: Grid): number[] {
  const block = Math.floor(first / blockLength);
  return Array.from(
    { length: Math.floor((first + length - 1) / blockLength) - block + 1 },
    (_, index) => block + index,
  );
}

/** Where a bucket begins, as the database reads it: ISO time of an hour, ISO date of a day and of the first of a month. */
export function bucketStart(bucket: RolledUp, number: number): string {
  if (bucket === 'hour') return new Date(number * hour).toISOString();
  return bucket === 'day' ? dayOfNumber(number) : monthStart(number);
}

const hour = 3_600_000;

/** Number of the month of a day, given as ISO date. */
export function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** ISO date of the first day of the month with this number. */
export function monthStart(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}-01`;
}
