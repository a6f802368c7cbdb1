import type { Bound } from '../alarms/bounds.ts';
import type { Part } from '../choice.ts';
import type { SensorItem } from '../items.ts';
import type { SensorsState } from '../sensors.svelte.ts';
import type { Extent } from './scale.ts';
import type { Gap, Point, Usual } from './series.ts';

/** What a chart of one series shows. */
export interface ChartProps {
  sensors: SensorsState;
  item: SensorItem;
  points: readonly Point[];
  gaps: readonly Gap[];
  /** Times at which another device took over. */
  splices: readonly number[];
  bounds?: readonly Bound[];
  shown: Part;
  extent: Extent | undefined;
  usual?: Usual | undefined;
  /** The span of each bucket, from its lowest to its highest value, instead of a line. */
  spans?: boolean;
  height?: number;
}
