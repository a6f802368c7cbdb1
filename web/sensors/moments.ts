import { dayNumber, dayOf, startOfDay } from '../../geodata/sensors/days.ts';
import type { SensorWords } from '../messages/sensors-de.ts';
import type { MeansOf } from './chart/series.ts';
import type { Part } from './choice.ts';
import type { SensorItem } from './items.ts';

const hour = 3_600_000;

/** Series that are read for the moments of a time, at most. */
export const mostMoments = 200;

/** What is told of a moment: a single value, or the mean or sum of the hour or day that it lies in. */
export type MomentKind = 'single' | 'mean' | 'sum';

/** What a series said at a moment; times in ms since 1970. */
export interface MomentValue {
  value: number;
  time: number;
  doubtful: boolean;
  kind: MomentKind;
}

export type MomentBucket = 'HOUR' | 'DAY';

/** Moments of up to a week are told by the hour, of longer times by the day: one answer holds all of them. */
export function momentBucket({ from, to }: Part): MomentBucket {
  return to - from <= 8 * 24 * hour ? 'HOUR' : 'DAY';
}

/** Start of the hour or day that a moment lies in. */
export function bucketStart(bucket: MomentBucket, time: number): number {
  return bucket === 'HOUR' ? Math.floor(time / hour) * hour : startOfDay(dayOf(new Date(time))).getTime();
}

interface Told {
  start: string;
  values: (number | null)[];
  plausibleMeans: (number | null)[];
  doubtful: (number | null)[];
}

/** What a series says of the hour or day that begins at `start`; undefined = nothing. */
export function valueAt(
  series: Told,
  bucket: MomentBucket,
  start: number,
  { summed, means }: { summed: boolean; means: MeansOf },
): MomentValue | undefined {
  const first = Date.parse(series.start);
  const numberOf = (time: number) => dayNumber(dayOf(new Date(time)));
  const index = bucket === 'HOUR' ? (start - first) / hour : numberOf(start) - numberOf(first);
  const mean = means === 'all' ? null : (series.plausibleMeans[index] ?? null);
  const value = mean ?? series.values[index] ?? null;
  if (value === null) return undefined;
  const doubtful = mean === null && (series.doubtful[index] ?? 0) > 0;
  return { value, time: start, doubtful, kind: summed ? 'sum' : 'mean' };
}

/** What the chart of a series reads at the moment; undefined = it has no chart, null = there is nothing. */
export type Reading = (item: SensorItem) => MomentValue | null | undefined;

/** What holds all moments of a time; `names`: ids parted by commas. */
export function momentVariables(ags: string, names: string, window: Part) {
  const iso = (time: number) => new Date(time).toISOString();
  const ids = names.split(',').map(Number);
  return { ags, ids, from: iso(window.from), to: iso(window.to), bucket: momentBucket(window) };
}

/** Items as they were in the hour or day that begins at `start`; those that have a chart as that reads. */
export function itemsAt(
  items: readonly SensorItem[],
  reading: Reading,
  answered: readonly { datastreamId: number; series: Told }[],
  { bucket, start, meansOf }: { bucket: MomentBucket; start: number; meansOf: (item: SensorItem) => MeansOf },
): SensorItem[] {
  const told = new Map(answered.map(({ datastreamId, series }) => [datastreamId, series]));
  return items.map((item) => {
    const read = reading(item);
    if (read !== undefined) return atMoment(item, read ?? undefined);
    const series = told.get(item.id);
    const how = { summed: item.summed, means: meansOf(item) };
    return atMoment(item, series && valueAt(series, bucket, start, how));
  });
}

/** An item as it was at a moment; `told`: undefined = it said nothing then. */
function atMoment(item: SensorItem, told: MomentValue | undefined): SensorItem {
  return {
    ...item,
    latest: told && { value: told.value, time: told.time, flags: 0 },
    state: told === undefined ? 'none' : told.doubtful ? 'not_counted' : 'current',
    alarm: undefined,
    moment: told?.kind ?? 'nothing',
  };
}

/** What stands beside a value in place of its age: whether it is a single value, or of an hour or a day. */
export function momentWords(s: SensorWords, { latest, moment }: SensorItem, bucket: MomentBucket): string {
  if (!latest || moment === undefined || moment === 'nothing') return '–';
  return moment === 'single' ? s.at.single(s.time(latest.time)) : s.at[moment][bucket];
}
