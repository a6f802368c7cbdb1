import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { deleteObservations } from '../../../server/sensors/delete.ts';
import { SeriesMemory } from '../../../server/sensors/series-memory.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { addNetwork, aDatastream, ags, at, aThing, write } from './network.ts';

let database: TestDatabase;
let ids: Map<string, number>;
let reads = 0;
beforeAll(async () => {
  database = await openTestDatabase((statement) => {
    if (/^\s*select id, min\(key\)/.test(statement)) reads++;
  });
  ({ ids } = await addNetwork(database, [
    aThing({ key: 'queich' }),
    aDatastream({ thing: 'queich', property: 'water_level' }),
    aDatastream({ thing: 'queich', property: 'water_temperature' }),
  ]));
});
afterAll(() => database.close());

const level = () => ids.get('queich/water_level') ?? 0;
const temperature = () => ids.get('queich/water_temperature') ?? 0;
const window = {
  ags,
  from: new Date('2026-01-15T10:00:00Z'),
  to: new Date('2026-01-15T14:00:00Z'),
  bucket: 'hour',
} as const;

test('a series is read once until its datastream changes, and what came, changed or went is in it', async () => {
  await write(database, [at(level(), '10:00:00', 60), at(temperature(), '10:00:00', 7)]);
  const memory = new SeriesMemory(database);
  const means = async (id = level()) => (await memory.list([id], window, ['means'])).get(id)?.columns.means;
  expect(await means()).toEqual([60, null, null, null]);
  expect(await means()).toEqual([60, null, null, null]);
  expect(reads).toBe(1);
  await means(temperature());
  expect(reads).toBe(2);

  await write(database, [at(level(), '13:00:00', 64)]);
  await vi.waitFor(async () => expect(await means()).toEqual([60, null, null, 64]));
  const before = reads;
  expect(await means(temperature())).toEqual([7, null, null, null]);
  expect(reads).toBe(before);

  await write(database, [at(level(), '13:00:00', 66)]);
  await vi.waitFor(async () => expect(await means()).toEqual([60, null, null, 66]));
  await database.db
    .transaction()
    .execute((transaction) =>
      deleteObservations(transaction, [{ ags, datastreamId: level(), time: new Date('2026-01-15T13:00:00Z') }]),
    );
  await vi.waitFor(async () => expect(await means()).toEqual([60, null, null, null]));
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
  const memory = new SeriesMemory({ db, listen });
  const countReads = async () => {
    reads = 0;
    await memory.list([temperature()], window, ['counts']);
    return reads;
  };
  for (const news of [String(temperature()), '']) {
    whileReading = news;
    hear(news);
    expect(await countReads()).toBe(1);
    whileReading = undefined;
    expect(await countReads()).toBe(1);
    expect(await countReads()).toBe(0);
  }
});
