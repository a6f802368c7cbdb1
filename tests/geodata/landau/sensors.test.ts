import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { modelledTown } from '../../../geodata/landau/sensors/town.ts';
import { clocksBetween, flagsAt, valueAt } from '../../../geodata/landau/sensors/values.ts';
import { findObservedProperty } from '../../../geodata/sensors/properties.ts';

const { things, datastreams } = modelledTown();
const week = clocksBetween(Date.UTC(2026, 0, 12), Date.UTC(2026, 0, 19));

test('the town has sixty things of at least six themes, each with a name and a place in the city', () => {
  expect(things).toHaveLength(60);
  expect(new Set(things.map(({ theme }) => theme)).size).toBeGreaterThanOrEqual(6);
  expect(new Set(things.map(({ key }) => key)).size).toBe(60);
  for (const { longitude, latitude } of things) {
    expect(longitude).toBeGreaterThan(8.06);
    expect(longitude).toBeLessThan(8.19);
    expect(latitude).toBeGreaterThan(49.15);
    expect(latitude).toBeLessThan(49.24);
  }
});

test('a bound ends its alarm on the side that it does not raise it on', () => {
  const thresholds = datastreams.flatMap(({ record }) => record.thresholds ?? []);
  expect(thresholds.length).toBeGreaterThan(10);
  for (const { direction, raiseAt, clearAt } of thresholds)
    expect(Math.sign(raiseAt - clearAt)).toBe(direction === 'above' ? 1 : -1);
});

test('values are the same on every machine', () => {
  const sum = createHash('sha256');
  for (const datastream of datastreams) for (const clock of week) sum.update(`${valueAt(datastream, clock)} `);
  expect(sum.digest('hex').slice(0, 16)).toBe('2145d19a64e04bdb');
});

test('values are plausible, but for those that are flagged', () => {
  for (const datastream of datastreams) {
    const { low, high } = findObservedProperty(datastream.property) ?? { low: 0, high: 0 };
    for (const clock of week) {
      const value = valueAt(datastream, clock);
      if (value === null || flagsAt(datastream, clock) !== 0) continue;
      expect(value).toBeGreaterThanOrEqual(low ?? -Infinity);
      expect(value).toBeLessThanOrEqual(Math.min(high ?? Infinity, datastream.record.high ?? Infinity));
    }
  }
});

test('streets are busier on a working day at eight than on Sunday, and nobody cycles at three', () => {
  const bicycles = datastreams.filter(({ property }) => property === 'bicycles');
  const mean = (weekday: number, hour: number): number => {
    const clocks = week.filter((clock) => clock.weekday === weekday && Math.floor(clock.hour) === hour);
    const values = bicycles.flatMap((each) => clocks.map((clock) => valueAt(each, clock) ?? 0));
    return values.reduce((total, value) => total + value, 0) / values.length;
  };
  expect(mean(1, 7)).toBeGreaterThan(2 * mean(6, 7));
  expect(mean(1, 3)).toBeLessThan(0.1);
});
