/** What messages of devices say, whichever protocol they come by. Nothing here knows which devices there are. */
import type { Problem } from '../records.ts';

/** One value of one field of a device. */
export interface Reading {
  type: 'reading';
  /** Name of the device in its protocol, e.g. a DevEUI. */
  device: string;
  /** Name of the field as the device sends it; nested ones are joined by dots. */
  field: string;
  time: Date;
  /** End of an interval; null = an instant. */
  end: Date | null;
  value: number | string | boolean | null;
  /** Unit as the message states it; null = it does not. */
  unit: string | null;
  /** What is to be minded already; see quality.ts. */
  flags: number;
  /** When the device or its network knew it; null = not stated. */
  resultTime: Date | null;
  /** What else the message tells of how it came. */
  parameters: Readonly<Record<string, unknown>> | null;
  /** The same for each radio transmission of one message; null = the protocol has none. */
  transmission: string | null;
}

export type ReadingItem = Reading | Problem;

/**
 * Reads one message. Yields its readings, and problems where it can't be understood; nothing for messages that are known
 * and hold no measurement. `topic`: by which it came, where that is known; some protocols name the device there alone.
 */
export type Decode = (message: unknown, receivedAt: Date, topic: string | null) => Iterable<ReadingItem>;
