import { flagBits } from '../../sensors/quality.ts';
import type { Decode, Reading, ReadingItem } from '../../sensors/readings.ts';
import { quote, refused } from '../problems.ts';
import { type JsonObject, listOf, objectOf, reading, soleTime, unreadable, valueOf } from './parts.ts';

/** Units of the network's value types, which never change. */
const units: Readonly<Record<string, string>> = {
  P0: 'ug/m3',
  P1: 'ug/m3',
  P2: 'ug/m3',
  temperature: 'Cel',
  humidity: '%',
  pressure: 'Pa',
  pressure_at_sealevel: 'Pa',
  noise_LAeq: 'dB[SPL]',
  noise_LA_min: 'dB[SPL]',
  noise_LA_max: 'dB[SPL]',
};

/** The firmware puts the name of the measuring part before a value type, as in SDS_P1 or BME280_temperature. */
function unitOf(field: string): string | null {
  return units[field] ?? units[field.replace(/^[A-Z0-9]+_/, '')] ?? null;
}

/**
 * Reads records of Sensor.Community's API, one or a list, and what a station's firmware pushes itself. The device is the id
 * of the sensor, or of what is pushed the chip's, as in `esp8266-12345678`. Values are texts; times carry no zone and
 * are UTC; what is pushed has none and is of the time of receipt.
 * Problems: `no-device`, `no-time`, `wrong-clock`, `no-value`.
 */
export const decodeSensorCommunity: Decode = function* (message, receivedAt, topic): Generator<ReadingItem> {
  const records = Array.isArray(message) ? message : [message];
  const pushed = objectOf(message);
  if (pushed && pushed.sensor === undefined && Array.isArray(pushed.sensordatavalues)) {
    yield* pushedReadings(pushed, receivedAt, topic);
    return;
  }
  for (const [index, item] of records.entries()) {
    const record = objectOf(item);
    const id = objectOf(record?.sensor)?.id;
    if (record === null || (typeof id !== 'number' && typeof id !== 'string')) {
      yield unreadable('no-device', `record ${index + 1} has no sensor.id`, 'Send what Sensor.Community sends');
      continue;
    }
    const when = soleTime(record.timestamp, receivedAt, index + 1);
    if ('rule' in when) {
      yield when;
      continue;
    }
    const place = objectOf(record.location);
    const about = {
      device: String(id),
      time: when.time, // that it is UTC is known, not assumed
      parameters: place === null ? null : { indoor: place.indoor === 1, exactLocation: place.exact_location === 1 },
    };
    for (const each of listOf(record.sensordatavalues)) yield* valueReading(each, about, index + 1);
  }
};

/** Chips whose firmware says its id in the body. */
const chips = ['esp8266', 'esp32'];

/** What a station sends to a server of one's own, or to Sensor.Community itself, where only a header says which it is. */
function* pushedReadings(pushed: JsonObject, receivedAt: Date, topic: string | null): Generator<ReadingItem> {
  const inBody = chips.flatMap((chip) => {
    const id = pushed[`${chip}id`];
    return typeof id === 'string' || typeof id === 'number' ? [`${chip}-${id}`] : [];
  });
  const device = inBody[0] ?? /X-Sensor=(\S+)/.exec(topic ?? '')?.[1];
  if (device === undefined) {
    yield unreadable('no-device', 'it has neither an esp8266id nor a header X-Sensor', 'Send what the firmware sends');
    return;
  }
  const version = pushed.software_version;
  const about = {
    ...{ device, time: receivedAt, flags: flagBits.time_assumed },
    parameters: typeof version === 'string' ? { softwareVersion: version.slice(0, 100) } : null,
  };
  for (const each of listOf(pushed.sensordatavalues)) yield* valueReading(each, about, 0);
}

function* valueReading(
  each: unknown,
  about: Pick<Reading, 'device' | 'time' | 'parameters'> & Partial<Reading>,
  line: number,
): Generator<ReadingItem> {
  const given = objectOf(each);
  const field = given?.value_type;
  if (typeof field !== 'string') return;
  const value = valueOf(given?.value);
  if (value) yield reading({ ...about, field, value: value.value, unit: value.unit ?? unitOf(field) });
  else {
    const message = `${quote(field)} of ${quote(about.device)} is ${quote(JSON.stringify(given?.value ?? null))}, no value`;
    yield refused(line, 'no-value', message, 'Look after the sensor');
  }
}
