import { quote, refused } from '../../geodata/formats/problems.ts';
import type { Problem } from '../../geodata/records.ts';
import { findDeviceProfile } from '../../geodata/sensors/profiles.ts';
import { flagBits } from '../../geodata/sensors/quality.ts';
import type { Reading, ReadingItem } from '../../geodata/sensors/readings.ts';
import { convert, findUnit } from '../../geodata/sensors/units.ts';
import type { Feed, KnownDevice } from './device-queries.ts';
import type { NewObservation } from './observations.ts';

export interface Resolved {
  observations: NewObservation[];
  problems: Problem[];
}

/**
 * Makes observations of what a message says: the device's field by its profile, the datastream that it fed at that time,
 * the value in the datastream's unit. Fields that feed no datastream are left out.
 * Problems: `unknown-device`; `unknown-field` if none of its fields is known; `unknown-unit`, `inconvertible-unit`;
 * `no-datastream-then` if the device fed nothing at that time.
 */
export function resolve(items: readonly ReadingItem[], find: (deviceKey: string) => readonly KnownDevice[]): Resolved {
  const resolved: Resolved = { observations: [], problems: [] };
  const readings = items.filter((item) => item.type === 'reading');
  for (const item of items) if (item.type === 'problem') resolved.problems.push(item);
  for (const [deviceKey, own] of Map.groupBy(readings, ({ device }) => device)) {
    const devices = find(deviceKey);
    if (devices.length === 0) {
      const message = `the device ${quote(deviceKey)} is not known`;
      resolved.problems.push(refused(0, 'unknown-device', message, 'Describe it as a sensor, then replay the message'));
    }
    for (const device of devices) resolveDevice(own, device, resolved);
  }
  return resolved;
}

function resolveDevice(readings: readonly Reading[], device: KnownDevice, resolved: Resolved): void {
  const profile = device.profile === null ? undefined : findDeviceProfile(device.profile);
  let isKnown = false;
  for (const reading of readings) {
    const meaning = profile?.fields[reading.field];
    const field = meaning?.field ?? reading.field;
    const feeds = device.feeds.filter((feed) => feed.field === field);
    isKnown ||= feeds.length > 0;
    const feed = feeds.find(({ from, until }) => (from ?? oldest) <= reading.time && reading.time < (until ?? newest));
    if (feed) {
      const made = observe(reading, meaning?.unit ?? null, feed, device.ags);
      if ('rule' in made) resolved.problems.push(made);
      else resolved.observations.push(made);
    } else if (feeds.length > 0) {
      const message = `${quote(field)} of ${quote(reading.device)} fed no datastream at ${reading.time.toISOString()}`;
      resolved.problems.push(refused(0, 'no-datastream-then', message, 'Extend the time of the device, then replay'));
    }
  }
  if (!isKnown && readings.length > 0) {
    const fields = readings.map(({ field }) => field).join(', ');
    const message = `no datastream takes any field of ${quote(device.deviceKey)}: ${quote(fields, 100)}`;
    resolved.problems.push(refused(0, 'unknown-field', message, 'Name its profile, or the fields in its datastreams'));
  }
}

const oldest = new Date(-8.64e15);
const newest = new Date(8.64e15);

function observe(reading: Reading, profileUnit: string | null, { datastreamId, ucum }: Feed, ags: string) {
  const { time, end, flags, resultTime, parameters } = reading;
  const about = {
    ...{ ags, datastreamId, time, end, resultTime },
    parameters: parameters === null ? null : JSON.stringify(parameters),
  };
  const value = typeof reading.value === 'boolean' ? Number(reading.value) : reading.value;
  if (typeof value !== 'number') {
    const mismatch = ucum === null ? 0 : flagBits.type_mismatch;
    return { ...about, result: null, resultJson: JSON.stringify(value), flags: flags | mismatch };
  }
  const unit = reading.unit ?? profileUnit;
  if (unit === null || ucum === null) return { ...about, result: value, flags };
  const converted = convert(value, unit, ucum);
  if (converted !== undefined) return { ...about, result: converted, flags };
  const what = `${quote(reading.field)} of ${quote(reading.device)}`;
  return findUnit(unit)
    ? refused(
        0,
        'inconvertible-unit',
        `${what} is in ${unit}, which is no ${ucum}`,
        'Mend the profile or the datastream',
      )
    : refused(0, 'unknown-unit', `${what} is in ${quote(unit)}, which is not known`, 'Use a UCUM or UN/CEFACT code');
}
