import { scaleLinear } from 'd3-scale';
import type { Tick } from '../../charts/shapes.ts';
import type { Part } from '../choice.ts';
import type { Extent } from './scale.ts';

/** Where times and values lie in a chart, in pixels. */
export interface Frame {
  x: (time: number) => number;
  y: (value: number) => number;
  /** Time that lies at a place. */
  timeAt: (x: number) => number;
  width: number;
  height: number;
  /** Edges of the plot. */
  left: number;
  right: number;
  top: number;
  bottom: number;
  days: Tick[];
  values: Tick[];
}

/** Room around the plot. */
const margins = { left: 38, right: 8, top: 14, below: 22 };

/** Pixels that a mark of the time axis needs. */
const tickRoom = 66;

/** Marks of the time axis that a width has room for. */
export function mostTicks(width: number): number {
  return Math.max(2, Math.floor((width - margins.left - margins.right) / tickRoom));
}

interface Measures {
  width: number;
  height: number;
  shown: Part;
  /** Undefined = there is nothing to show. */
  extent: Extent | undefined;
  ticks: readonly { time: number; text: string }[];
  formatValue: (value: number) => string;
}

/** The frame of a chart: time from left to right, values upward, both with marks at round numbers. */
export function frameOf({ width, height, shown, extent, ticks, formatValue }: Measures): Frame {
  const [left, right, top, bottom] = [margins.left, width - margins.right, margins.top, height - margins.below];
  const x = scaleLinear([shown.from, shown.to], [left, right]);
  const steps = height < 130 ? 3 : 5;
  const [low, high] = extent ?? [0, 1];
  // A value that never changes lies in the middle.
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [bottom, top]).nice(steps);
  return {
    x: (time) => x(time),
    y: (value) => y(value),
    timeAt: (place) => x.invert(Math.min(right, Math.max(left, place))),
    ...{ width, height, left, right, top, bottom },
    days: ticks.map(({ time, text }) => ({ at: x(time), text })),
    values: extent
      ? y.ticks(steps).map((value) => ({ at: y(value), text: formatValue(value), strong: value === 0 }))
      : [],
  };
}
