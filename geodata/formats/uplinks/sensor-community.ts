import type { Decode, Reading, ReadingItem } from '../../sensors/readings.ts';
import { quote, refused } from '../problems.ts';
import { listOf, objectOf, reading, soleTime, unreadable, valueOf } from './parts.ts';

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

/**
 * Reads records of Sensor.Community's API, one or a list. The device is the id of the sensor. Values are texts; times
 * carry no zone and are UTC.
 * Problems: `no-device`, `no-time`, `wrong-clock`, `no-value`.
 */
export const decodeSensorCommunity: Decode = function* (message, receivedAt): Generator<ReadingItem> {
  const records = Array.isArray(message) ? message : [message];
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

function* valueReading(
  each: unknown,
  about: Pick<Reading, 'device' | 'time' | 'parameters'>,
  line: number,
): Generator<ReadingItem> {
  const given = objectOf(each);
  const field = given?.value_type;
  if (typeof field !== 'string') return;
  const value = valueOf(given?.value);
  if (value) yield reading({ ...about, field, value: value.value, unit: value.unit ?? units[field] ?? null });
  else {
    const message = `${quote(field)} of ${quote(about.device)} is ${quote(JSON.stringify(given?.value ?? null))}, no value`;
    yield refused(line, 'no-value', message, 'Look after the sensor');
  }
}
