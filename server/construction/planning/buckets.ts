import { InvalidArgumentError } from '../../errors.ts';

/** Lengths of time that a series is cut into, in months. */
export const buckets = { MONTH: 1, QUARTER: 3, YEAR: 12 } as const;
export type Bucket = keyof typeof buckets;

/** Most values of one column. */
const mostBuckets = 500;

/**
 * Last days of the calendar's months, quarters or years from that of one day to that of another, oldest first; empty if
 * the other comes before. Errors: InvalidArgumentError if there are more than can be shown.
 */
export function bucketEnds(first: string, last: string, bucket: Bucket): string[] {
  const months = buckets[bucket];
  const [from, to] = [monthOf(first), monthOf(last)].map((month) => Math.floor(month / months));
  const count = Math.max(0, (to ?? 0) - (from ?? 0) + 1);
  if (count > mostBuckets) {
    throw new InvalidArgumentError(
      'bucket',
      `bucket: from ${first} to ${last} there are ${count} of ${bucket}, at most ${mostBuckets} can be asked for. Take a longer bucket.`,
    );
  }
  return Array.from({ length: count }, (_, index) => {
    const next = ((from ?? 0) + index + 1) * months;
    return new Date(Date.UTC(Math.floor(next / 12), next % 12, 0)).toISOString().slice(0, 10);
  });
}

/** First day of the month, quarter or year that ends on a day. */
export function bucketStart(end: string, bucket: Bucket): string {
  const first = monthOf(end) - buckets[bucket] + 1;
  return new Date(Date.UTC(Math.floor(first / 12), first % 12, 1)).toISOString().slice(0, 10);
}

/** Months since the year 0. */
function monthOf(day: string): number {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return year * 12 + month - 1;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
