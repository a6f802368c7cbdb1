import type { Decode, ReadingItem } from '../../sensors/readings.ts';
import { quote, refused } from '../problems.ts';
import { listOf, objectOf, reading, soleTime, textOf, timeOf, unreadable, valueOf } from './parts.ts';

/**
 * Reads observations of another SensorThings server: one, a list, a page (`value`), or data arrays. The device is the id
 * of the datastream there, in the message or in its topic, and its one field is `result`.
 * Problems: `no-device`, `no-time`, `wrong-clock`, `no-value`.
 * Source: OGC 18-088, 8.2.7 and 13.
 */
export const decodeSensorThings: Decode = function* (message, receivedAt, topic): Generator<ReadingItem> {
  const page = objectOf(message)?.value;
  const items = Array.isArray(page) ? page : Array.isArray(message) ? message : [message];
  for (const [index, item] of items.entries()) {
    const object = objectOf(item);
    const device = datastreamOf(object) ?? datastreamIn(topic);
    if (object === null || device === null) {
      yield unreadable('no-device', `observation ${index + 1} names no datastream`, 'Add Datastream with its @iot.id');
      continue;
    }
    if (!Array.isArray(object.dataArray)) {
      yield observation(object, device, receivedAt, index + 1);
      continue;
    }
    const components = listOf(object.components).map(String);
    for (const row of object.dataArray) {
      const cells = listOf(row);
      const named = Object.fromEntries(components.map((name, column) => [name, cells[column]]));
      yield observation(named, device, receivedAt, index + 1);
    }
  }
};

function datastreamOf(object: Readonly<Record<string, unknown>> | null): string | null {
  const id = objectOf(object?.Datastream)?.['@iot.id'];
  if (typeof id === 'number' || typeof id === 'string') return String(id);
  const link = textOf(object?.['Datastream@iot.navigationLink']);
  return datastreamIn(link);
}

/** Links of an observation may lead by the observation itself, and say nothing then. */
function datastreamIn(path: string | null): string | null {
  return /Datastreams\('?([^')]+)'?\)(?:\/Observations)?(?:\?.*)?$/.exec(path ?? '')?.[1] ?? null;
}

function observation(
  object: Readonly<Record<string, unknown>>,
  device: string,
  receivedAt: Date,
  line: number,
): ReadingItem {
  const [start, end] = (textOf(object.phenomenonTime) ?? '').split('/');
  const when = soleTime(start, receivedAt, line);
  if ('rule' in when) return when;
  const value = valueOf(object.result);
  if (!value) {
    const message = `the result of datastream ${quote(device)} is ${quote(JSON.stringify(object.result ?? null))}, no value`;
    return refused(line, 'no-value', message, 'Look after the sensor');
  }
  const of = { end: timeOf(end)?.time ?? null, resultTime: timeOf(object.resultTime)?.time ?? null };
  return reading({ device, field: 'result', time: when.time, flags: when.flags, ...value, ...of });
}
