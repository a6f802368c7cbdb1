/** Records of editions of the kind `sensors`: which things a town has, and what they observe by which devices. */
import type { ObservedPropertyId } from './properties.ts';
import type { ThemeId } from './themes.ts';

interface SensorsItem {
  type: 'sensors';
  /** Line or feature of the source, from 1; 0 = not from a file. */
  line: number;
  ags: string;
}

/** A thing and where it is, EPSG:4326. */
export interface ThingRecord extends SensorsItem {
  record: 'thing';
  /** Stable within the municipality. */
  key: string;
  name: string;
  description: string;
  theme: ThemeId | null;
  longitude: number;
  latitude: number;
  /** What else is known of it, e.g. the number of parking spaces. */
  properties: Readonly<Record<string, unknown>>;
}

/** A device, as its protocol knows it, that has fed a datastream for a time. */
export interface FeedingDevice {
  /** By which protocol it is heard, e.g. `ttn`. */
  source: string;
  /** Its name there. */
  key: string;
  name: string;
  profile: string | null;
  /** Name of the field in its profile. */
  field: string;
  /** ISO times; null = ever since, or until now. */
  from: string | null;
  until: string | null;
}

/** How much the alarms of a bound matter. */
export type Severity = 'notice' | 'warning' | 'alarm';

/** Above: the alarm is raised at the bound and beyond it; below: at it and below. */
export type Direction = 'above' | 'below';

/** A bound in the unit of its datastream: raises an alarm when it is reached, and ends it when `clearAt` is. */
export interface ThresholdRecord {
  name: string;
  severity: Severity;
  direction: Direction;
  raiseAt: number;
  clearAt: number;
}

/** One property of a thing; comes after its thing. What is not said is as usual for the property. */
export interface DatastreamRecord extends SensorsItem {
  record: 'datastream';
  thing: string;
  /** Stable within the thing. */
  key: string;
  name: string;
  property: ObservedPropertyId;
  /** Seconds between two observations; null = irregular. */
  intervalSeconds: number | null;
  /** True: devices send the reading of a meter. */
  counter: boolean;
  /** Greatest plausible result, where it is not that of the property. */
  high?: number;
  /** Days that observations are kept, beside their roll-ups; none = for ever. */
  keepRawDays?: number;
  /** Oldest first; their times do not overlap. */
  devices: readonly FeedingDevice[];
  /** Bounds that raise an alarm; those that it has already by that name stay as they are. */
  thresholds?: readonly ThresholdRecord[];
}

export type SensorsRecord = ThingRecord | DatastreamRecord;
