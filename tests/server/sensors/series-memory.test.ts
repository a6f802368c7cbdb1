import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { deleteObservations } from '../../../server/sensors/delete.ts';
import type { NewObservation } from '../../../server/sensors/observations.ts';
import { loadRollUps } from '../../../server/sensors/rollups.ts';
import type { RolledUp, SeriesWindow } from '../../../server/sensors/series-grid.ts';
import { SeriesMemory } from '../../../server/sensors/series-memory.ts';
import type { SeriesColumn } from '../../../server/sensors/series-queries.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { addNetwork, aDatastream, ags, at, aThing, write } from './network.ts';

let database: TestDatabase;
let ids: Map<string, number>;
let reads = 0;
beforeAll(async () => {
  database = await openTestDatabase((statement) => {
    if (/^\s*select b\.place/.test(statement)) reads++;
  });
  ({ ids } = await addNetwork(database, [
    aThing({ key: 'queich' }),
    ...(['water_level', 'water_temperature', 'soil_moisture', 'air_temperature'] as const).map((property) =>
      aDatastream({ thing: 'queich', property }),
    ),
    aDatastream({ thing: 'queich', property: 'precipitation', counter: true }),
  ]));
});
afterAll(() => database.close());

const level = () => ids.get('queich/water_level') ?? 0;
const temperature = () => ids.get('queich/water_temperature') ?? 0;
const windowOf = (from: string, to: string, bucket: RolledUp = 'hour'): SeriesWindow => ({
  ...{ ags, bucket },
  from: new Date(`${from}Z`),
  to: new Date(`${to}Z`),
});
/** A fortnight begins with this day, and another ended with the one before. */
const window = windowOf('2026-01-15T10:00', '2026-01-15T14:00');
const around = windowOf('2026-01-14T22:00', '2026-01-15T02:00');

const valuesOf = async (memory: SeriesMemory, id: number, asked: SeriesWindow, name: SeriesColumn = 'means') => {
  const column = (await memory.list([id], asked, [name])).get(id)?.columns[name];
  return JSON.parse(JSON.stringify(column)) as (number | null)[];
};

const countReads = async (ask: () => Promise<unknown>): Promise<number> => {
  reads = 0;
  await ask();
  return reads;
};

test('a series is read once until its datastream changes, and what came, changed or went is in it', async () => {
  await write(database, [at(level(), '10:00:00', 60), at(temperature(), '10:00:00', 7)]);
  const memory = new SeriesMemory(database, 1);
  const means = (id = level()) => valuesOf(memory, id, window);
  expect(await countReads(means)).toBe(1);
  expect(await means()).toEqual([60, null, null, null]);
  expect(await countReads(means)).toBe(0);
  await means(temperature());

  await write(database, [at(level(), '13:00:00', 64)]);
  await vi.waitFor(async () => expect(await means()).toEqual([60, null, null, 64]));
  expect(await countReads(() => means(temperature()))).toBe(0);

  await write(database, [at(level(), '13:00:00', 66)]);
  await vi.waitFor(async () => expect(await means()).toEqual([60, null, null, 66]));
  await database.db
    .transaction()
    .execute((transaction) =>
      deleteObservations(transaction, [{ ags, datastreamId: level(), time: new Date('2026-01-15T13:00:00Z') }]),
    );
  await vi.waitFor(async () => expect(await means()).toEqual([60, null, null, null]));
});

test('an observation makes its fortnight be read anew, and no other', async () => {
  const id = ids.get('queich/soil_moisture') ?? 0;
  await write(database, [at(id, '2026-01-14T23:00:00', 20), at(id, '00:00:00', 21)]);
  const memory = new SeriesMemory(database, 1);
  expect(await valuesOf(memory, id, around)).toEqual([null, 20, 21, null]);
  await write(database, [at(id, '01:00:00', 22)]);
  await vi.waitFor(async () => expect(await valuesOf(memory, id, around)).toEqual([null, 20, 21, 22]));
  await write(database, [at(id, '02:00:00', 23)]);
  await vi.waitFor(async () => expect(await valuesOf(memory, id, window)).toEqual([null, null, null, null]));
  const before = windowOf('2026-01-10T00:00', '2026-01-15T00:00');
  expect(await countReads(() => valuesOf(memory, id, before))).toBe(0);
});

test('what is filled in of the past, and what a late reading takes from the next one, is told', async () => {
  const [rain, air] = [ids.get('queich/precipitation') ?? 0, ids.get('queich/air_temperature') ?? 0];
  const memory = new SeriesMemory(database, 1);
  await write(database, [at(rain, '2026-01-14T22:00:00', 100), at(rain, '01:00:00', 110)]);
  expect(await valuesOf(memory, rain, around, 'sums')).toEqual([null, null, null, 10]);
  await write(database, [at(rain, '2026-01-14T23:00:00', 104)]);
  await vi.waitFor(async () => expect(await valuesOf(memory, rain, around, 'sums')).toEqual([null, 4, null, 6]));

  expect(await valuesOf(memory, air, around)).toEqual([null, null, null, null]);
  const [time, lastTime] = [new Date('2026-01-14T23:00:00Z'), new Date('2026-01-14T23:30:00Z')];
  const hour = {
    count: 2,
    doubtful: 0,
    sum: 6,
    min: 2,
    max: 4,
    plausibleMin: 2,
    plausibleMax: 4,
    plausibleSum: 6,
    last: 4,
  };
  await database.db
    .transaction()
    .execute((transaction) => loadRollUps(transaction, [{ ags, datastreamId: air, time, lastTime, ...hour }]));
  await vi.waitFor(async () => expect(await valuesOf(memory, air, around)).toEqual([null, 3, null, null]));
});

test('any window is put together from what is known, with nothing where nothing was measured', async () => {
  const id = temperature();
  const firstHour = Date.parse('2025-12-20T00:00:00Z');
  const hours = fc.sample(fc.integer({ min: 0, max: 60 * 24 }), { numRuns: 400, seed: 3 });
  const observations = [...new Set(hours)].map((hour): NewObservation => ({
    ags,
    datastreamId: id,
    time: new Date(firstHour + hour * 3_600_000),
    result: hour,
  }));
  await write(database, observations);
  const memory = new SeriesMemory(database, 10);
  const whole = windowOf('2025-12-18T00:00', '2026-02-25T00:00');
  const { rows } = await sql<{ hour: Date; sum: number }>`
    select hour, sum from observation_hour where ags = ${ags} and datastream_id = ${id}`.execute(database.db);
  const sums = new Map(rows.map(({ hour, sum }) => [hour.getTime(), sum]));
  const expected = ({ from, to }: SeriesWindow): (number | null)[] => {
    const start = Math.floor(from.getTime() / 3_600_000);
    const length = Math.ceil(to.getTime() / 3_600_000) - start;
    return Array.from({ length }, (_, index) => sums.get((start + index) * 3_600_000) ?? null);
  };
  expect(await valuesOf(memory, id, whole, 'sums')).toEqual(expected(whole));
  const minutes = fc.tuple(fc.integer({ min: 0, max: 80_000 }), fc.integer({ min: 1, max: 15_000 }));
  for (const [start, length] of fc.sample(minutes, { numRuns: 30, seed: 4 })) {
    const from = new Date(whole.from.getTime() + start * 60_000);
    const part = { ...whole, from, to: new Date(from.getTime() + length * 60_000) };
    expect(await countReads(async () => expect(await valuesOf(memory, id, part, 'sums')).toEqual(expected(part)))).toBe(
      0,
    );
  }
  const longAgo = windowOf('1969-12-31T22:00', '1970-01-01T02:00');
  expect(await valuesOf(memory, id, longAgo, 'counts')).toEqual([0, 0, 0, 0]);
});

test('of what there is no room for nothing is kept', async () => {
  const memory = new SeriesMemory(database, 0);
  await valuesOf(memory, level(), window);
  expect(await countReads(() => valuesOf(memory, level(), window))).toBe(1);
});

test('what changes while a series is being read is not taken for what was read', async () => {
  let hear: (payload: string) => void = () => {};
  const listen = (_: string, callback: (payload: string) => void) => {
    hear = callback;
    return Promise.resolve();
  };
  let whileReading: string | undefined;
  const db = database.db.withPlugin({
    transformQuery: ({ node }) => {
      if (whileReading !== undefined) hear(whileReading);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  const memory = new SeriesMemory({ db, listen }, 1);
  const read = () => countReads(() => memory.list([temperature()], window, ['counts']));
  for (const news of [`1462 ${temperature()}`, '']) {
    whileReading = news;
    hear(news);
    expect(await read()).toBe(1);
    whileReading = undefined;
    expect(await read()).toBe(1);
    expect(await read()).toBe(0);
  }
});
