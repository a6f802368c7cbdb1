/** Scales and paths of charts over time. Dates are ISO dates; a value that is null is a gap, and nothing is drawn across it. */
import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, line } from 'd3-shape';

/** Room around the plot, in pixels. */
export interface Margins {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export interface Tick {
  at: number;
  text: string;
  /** Where counting begins: its line is stronger. */
  strong?: boolean;
}

export interface Scales {
  x: (day: string) => number;
  y: (value: number) => number;
  /** Edges of the plot. */
  left: number;
  right: number;
  top: number;
  bottom: number;
  days: Tick[];
  values: Tick[];
}

/** Pixels that a date or a value on an axis needs. */
const room = { day: 64, value: 34 };

interface Extent {
  width: number;
  height: number;
  margins: Margins;
  /** First and last day of the axis. */
  days: readonly [first: string, last: string];
  /** Largest value; the axis begins at zero and ends at a round number. */
  most: number;
  locale: string;
  formatValue: (value: number) => string;
}

/** Scales of a plot, true to scale in time and from zero up, with ticks that have room. */
export function scalesOf({ width, height, margins, days, most, locale, formatValue }: Extent): Scales {
  const [left, right] = [margins.left, width - margins.right];
  const [top, bottom] = [margins.top, height - margins.bottom];
  const x = scaleUtc([dateOf(days[0]), dateOf(days[1])], [left, right]);
  const y = scaleLinear([0, Math.max(most, 1)], [bottom, top]).nice(4);
  const month = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
  const nameOf = (date: Date): string =>
    date.getUTCMonth() === 0 && date.getUTCDate() === 1 ? String(date.getUTCFullYear()) : month.format(date);
  // Weeks and days would need names of their own: the axis counts in months and years.
  const ticks = x.ticks(Math.max(2, Math.floor((right - left) / room.day))).filter((date) => date.getUTCDate() === 1);
  return {
    x: (day) => x(dateOf(day)),
    y: (value) => y(value),
    ...{ left, right, top, bottom },
    days: ticks.map((date) => ({ at: x(date), text: nameOf(date) })),
    values: y
      .ticks(Math.max(2, Math.floor((bottom - top) / room.value)))
      .map((value) => ({ at: y(value), text: formatValue(value) })),
  };
}

/** A line through points, broken where one is missing. */
export function linePath(points: readonly { x: number; y: number | null }[]): string {
  const draw = line<{ x: number; y: number | null }>(
    (point) => point.x,
    (point) => point.y ?? 0,
  ).defined(({ y }) => y !== null);
  return draw(points) ?? '';
}

export interface Span {
  x: number;
  low: number | null;
  high: number | null;
}

/** The area between two lines, broken where an end is missing. */
export function areaPath(spans: readonly Span[]): string {
  const draw = area<Span>()
    .x((span) => span.x)
    .y0((span) => span.low ?? 0)
    .y1((span) => span.high ?? 0)
    .defined(({ low, high }) => low !== null && high !== null);
  return draw(spans) ?? '';
}

/** Columns put on top of each other, the first one lowest: below and above of each value; null where any is missing. */
export function stack(
  columns: readonly (readonly (number | null)[])[],
): { low: number | null; high: number | null }[][] {
  return columns.map((column, place) =>
    column.map((value, index) => {
      const below = columns.slice(0, place).map((other) => other[index] ?? null);
      if (value === null || below.includes(null)) return { low: null, high: null };
      const low = below.reduce<number>((sum, other) => sum + (other ?? 0), 0);
      return { low, high: low + value };
    }),
  );
}

function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
