import type { Point, Usual } from './series.ts';

/** Lowest and highest value that a chart shows. */
export type Extent = readonly [low: number, high: number];

interface Shown {
  /** The span of each bucket is drawn, and not its value. */
  spans: boolean;
  /** Sums stand on zero. */
  fromZero: boolean;
  usual?: Usual | undefined;
  /** Bounds that are drawn as lines. */
  bounds?: readonly number[];
}

/** Of the span of what is sure, so much may be added for a doubtful value or a bound: the rest stays readable. */
const widening = 0.5;

/**
 * What a chart's scale has room for: all that is plausible, what is usual, and of doubtful values and bounds those that
 * lie near. One spike that can't be must not flatten a year. Undefined = there is nothing to show.
 */
export function extentOf(points: readonly Point[], { spans, fromZero, usual, bounds = [] }: Shown): Extent | undefined {
  const sure = points.flatMap((point) => (spans ? (point.plausible ?? []) : point.doubtful ? [] : [point.value]));
  const doubtful = points.flatMap((point) => extremesOf(point, spans));
  const known = [...sure, ...(usual?.lows ?? []), ...(usual?.highs ?? [])].filter((value) => value !== null);
  const base = spanOf(known.length > 0 ? [...known, ...(fromZero ? [0] : [])] : doubtful);
  if (!base) return undefined;
  const slack = base[1] > base[0] ? (base[1] - base[0]) * widening : 1;
  const near = [...doubtful, ...bounds].filter((value) => value >= base[0] - slack && value <= base[1] + slack);
  return spanOf([...base, ...near, ...(fromZero ? [0] : [])]);
}

/** The lowest and highest value of all, plausible or not; undefined = there is none. */
export function fullExtentOf(points: readonly Point[], { spans, fromZero, usual }: Shown): Extent | undefined {
  const all = [...points.flatMap((point) => extremesOf(point, spans)), ...(usual?.lows ?? []), ...(usual?.highs ?? [])];
  return spanOf([...all.filter((value) => value !== null), ...(fromZero && points.length > 0 ? [0] : [])]);
}

/** A point that lies out of what a chart shows, above or below. */
export interface Outside {
  point: Point;
  above: boolean;
  /** The value that lies there. */
  value: number;
}

/** What a scale has no room for; it is marked at the edge, and never left out in silence. */
export function outsideOf(points: readonly Point[], extent: Extent | undefined, spans: boolean): Outside[] {
  if (!extent) return [];
  return points.flatMap((point) => {
    const values = extremesOf(point, spans);
    return [
      ...values.filter((value) => value > extent[1]).map((value) => ({ point, above: true, value })),
      ...values.filter((value) => value < extent[0]).map((value) => ({ point, above: false, value })),
    ];
  });
}

function extremesOf({ value, low, high }: Point, spans: boolean): number[] {
  if (!spans) return [value];
  return low === high ? [low] : [low, high];
}

function spanOf(values: readonly number[]): Extent | undefined {
  if (values.length === 0) return undefined;
  return values.reduce<Extent>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}
