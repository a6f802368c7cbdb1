import { dayNumber, dayOf, dayOfNumber, startOfDay } from '../../../geodata/sensors/days.ts';

/** A series as the server tells it; columns of equal length, null = nothing is known. */
export interface Columns {
  start: string;
  times?: (number | null)[] | null;
  values: (number | null)[];
  minima: (number | null)[];
  maxima: (number | null)[];
  plausibleMinima: (number | null)[];
  plausibleMaxima: (number | null)[];
  plausibleMeans: (number | null)[];
  doubtful: (number | null)[];
}

export type Bucket = 'RAW' | 'HOUR' | 'DAY';

/** A value, or what a bucket says; times in ms since 1970. */
export interface Point {
  /** Start and end of the time that it stands for; of a single value both are its time. */
  from: number;
  to: number;
  value: number;
  low: number;
  high: number;
  /** Lowest and highest of what is not doubtful; undefined = all is, or nobody knows. */
  plausible: readonly [low: number, high: number] | undefined;
  /** Whether the value holds what is doubtful. */
  doubtful: boolean;
  /** Doubtful values that it does not hold. */
  leftOut: number;
}

const hour = 3_600_000;

/** Which values a mean is of. Where nobody knows what of an hour is plausible it is of all of them, and doubtful. */
export type MeansOf = 'all' | 'plausible';

/** The points of a series that say something, in order; sums are of all, for without a part they would be too small. */
export function pointsOf(series: Columns, bucket: Bucket, means: MeansOf): Point[] {
  const start = Date.parse(series.start);
  const firstDay = dayNumber(dayOf(new Date(start)));
  const startOf = (index: number): number => {
    if (bucket === 'RAW') return start + (series.times?.[index] ?? 0) * 1000;
    return bucket === 'HOUR' ? start + index * hour : startOfDay(dayOfNumber(firstDay + index)).getTime();
  };
  return series.values.flatMap((all, index) => {
    if (all === null) return [];
    const mean = means === 'all' || bucket === 'RAW' ? null : (series.plausibleMeans[index] ?? null);
    const value = mean ?? all;
    const doubts = series.doubtful[index] ?? 0;
    const from = startOf(index);
    const [least, greatest] = [series.plausibleMinima[index] ?? null, series.plausibleMaxima[index] ?? null];
    return [
      {
        from,
        to: bucket === 'RAW' ? from : startOf(index + 1),
        value,
        low: series.minima[index] ?? value,
        high: series.maxima[index] ?? value,
        plausible: least === null || greatest === null ? undefined : ([least, greatest] as const),
        doubtful: mean === null && doubts > 0,
        leftOut: mean === null ? 0 : doubts,
      },
    ];
  });
}

/** The middle of the time that a point stands for. */
export function middleOf({ from, to }: Point): number {
  return (from + to) / 2;
}

/** A time without a value. */
export interface Gap {
  from: number;
  to: number;
  /** Before the first value of the chart: whether there was one before is not known here. */
  leading: boolean;
}

/** So many expected values may be missing before their time is a gap. */
const patience = 2.5;

/**
 * Times without a value, up to `until`: now, or the end of the chart. Single values are `interval` ms apart, as expected;
 * null = they come now and then, and a gap can't be told.
 */
export function gapsOf(points: readonly Point[], from: number, until: number, interval: number | null): Gap[] {
  if (interval === null) return points.length === 0 && until > from ? [{ from, to: until, leading: true }] : [];
  const gaps: Gap[] = [];
  let known = from;
  for (const point of points) {
    const single = point.from === point.to;
    if (point.from - known > (single ? patience * interval : 0))
      gaps.push({ from: known, to: point.from, leading: point === points[0] });
    known = Math.max(known, single ? point.from : point.to);
  }
  if (until - known > patience * interval) gaps.push({ from: known, to: until, leading: points.length === 0 });
  return gaps;
}

/** A stretch of a line that is drawn in one go: no gap in it, and all of it checked or all of it not. */
export interface Stretch {
  points: Point[];
  doubtful: boolean;
}

/** Cuts a line at gaps, at splices and where checked values end. A doubtful stretch begins at the last checked point, so that the line has no hole. */
export function stretchesOf(points: readonly Point[], gaps: readonly Gap[], splices: readonly number[]): Stretch[] {
  const stretches: Stretch[] = [];
  let before: Point | undefined;
  for (const point of points) {
    const apart = before;
    const cut =
      apart === undefined ||
      gaps.some(({ from, to }) => from >= apart.from && to <= point.to) ||
      splices.some((time) => apart.from < time && time <= point.from);
    const current = stretches.at(-1);
    if (cut || !current) stretches.push({ points: [point], doubtful: point.doubtful });
    else if (current.doubtful === point.doubtful) current.points.push(point);
    else if (current.points.length === 1 && point.doubtful) {
      current.points.push(point);
      current.doubtful = true;
    } else stretches.push({ points: [apart, point], doubtful: point.doubtful || apart.doubtful });
    before = point;
  }
  return stretches;
}

/** The point that a time falls on or lies nearest to; undefined = it lies in a gap, or there is none. */
export function pointAt(points: readonly Point[], gaps: readonly Gap[], time: number): Point | undefined {
  if (gaps.some(({ from, to }) => time > from && time < to)) return undefined;
  let nearest: Point | undefined;
  for (const point of points) {
    if (!nearest || Math.abs(middleOf(point) - time) < Math.abs(middleOf(nearest) - time)) nearest = point;
  }
  return nearest;
}

/** What is usual in each hour of the day. */
export interface Usual {
  lows: readonly (number | null)[];
  highs: readonly (number | null)[];
}

/** Where the band of the usual range goes on a day: a corner an hour, from the day's start to its end. */
export function bandOf(usual: Usual, from: number, to: number): { time: number; low: number; high: number }[] {
  const corners = usual.lows.flatMap((low, at) => {
    const high = usual.highs[at] ?? null;
    const time = from + (at + 0.5) * hour;
    return low === null || high === null || time > to ? [] : [{ time, low, high }];
  });
  const [first, last] = [corners[0], corners.at(-1)];
  if (!first || !last) return [];
  // The half hours before the first and after the last corner are as usual as those.
  return [
    ...(first.time - from <= hour / 2 ? [{ ...first, time: from }] : []),
    ...corners,
    ...(to - last.time <= hour ? [{ ...last, time: to }] : []),
  ];
}
