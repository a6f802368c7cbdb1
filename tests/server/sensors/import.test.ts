import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { flagsOf } from '../../../geodata/sensors/quality.ts';
import { deleteObservations } from '../../../server/sensors/delete.ts';
import { writeFortnights } from '../../../server/sensors/fortnights.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { addNetwork, aDatastream, aDevice, ags, at, aThing, contradictions, write } from './network.ts';

let database: TestDatabase;
let ids: Map<string, number>;
beforeAll(async () => {
  database = await openTestDatabase();
  ({ ids } = await addNetwork(database, [
    aThing({ key: 'station' }),
    aDatastream({ thing: 'station', property: 'air_temperature', intervalSeconds: 600 }),
    aDatastream({ thing: 'station', property: 'relative_humidity' }),
    aDatastream({
      thing: 'station',
      property: 'bicycles',
      counter: true,
      devices: [
        aDevice({ key: 'old', field: 'total', until: '2026-01-20T00:00:00Z' }),
        aDevice({ key: 'new', field: 'total', from: '2026-01-20T00:00:00Z' }),
      ],
    }),
  ]));
});
afterAll(() => database.close());
beforeEach(async () => {
  const keys = await database.db
    .selectFrom('observation')
    .select(['ags', 'datastream_id as datastreamId', 'phenomenon_time as time'])
    .execute();
  await database.db.transaction().execute((transaction) => deleteObservations(transaction, keys));
  await database.db.deleteFrom('observation_correction').execute();
});

function idOf(key: string): number {
  return ids.get(`station/${key}`) ?? 0;
}

async function observations(key: string) {
  const rows = await database.db
    .selectFrom('observation')
    .select(['phenomenon_time as time', 'result', 'flags'])
    .where('datastream_id', '=', idOf(key))
    .orderBy('phenomenon_time')
    .execute();
  return rows.map(({ time, result, flags }) => [time.toISOString().slice(5, 16), result, flagsOf(flags)]);
}

test('roll-ups, their texts and latest values are those of the observations, in whatever order and however often they come', async () => {
  const temperature = idOf('air_temperature');
  const humidity = idOf('relative_humidity');
  const one = fc.record({
    datastreamId: fc.constantFrom(temperature, humidity),
    minute: fc.integer({ min: 0, max: 3 * 24 * 60 }),
    result: fc.option(fc.integer({ min: -10, max: 60 }), { nil: null }),
  });
  const batches = fc.array(fc.array(one, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(batches, async (made) => {
      for (const batch of [...made, ...made.toReversed()]) {
        await write(
          database,
          batch.map(({ datastreamId, minute, result }) => ({
            ...{ ags, datastreamId, result },
            time: new Date(Date.UTC(2026, 2, 28) + minute * 60_000), // over the hour that summer time leaves out
          })),
        );
        await writeFortnights(database, new Date('2026-05-01T00:00:00Z'), 10);
      }
      expect(await contradictions(database)).toEqual([]);
    }),
    { numRuns: 8 },
  );
});

test('an observation that is sent again, alone or within its batch, is one observation', async () => {
  const id = idOf('air_temperature');
  const batch = [at(id, '10:00:00', 4), at(id, '10:10:00', 5), at(id, '10:10:00', 5)];
  expect(await write(database, batch)).toMatchObject({ written: 2, corrected: 0, known: 1 });
  expect(await write(database, batch)).toMatchObject({ written: 0, corrected: 0, known: 3 });
  expect(await observations('air_temperature')).toEqual([
    ['01-15T10:00', 4, []],
    ['01-15T10:10', 5, []],
  ]);
  expect(await contradictions(database)).toEqual([]);
});

test('another result for a known time corrects it, what was replaced is kept and does not come back', async () => {
  const id = idOf('air_temperature');
  await write(database, [at(id, '10:00:00', 4)]);
  expect(await write(database, [at(id, '10:00:00', 6)])).toMatchObject({ written: 0, corrected: 1 });
  expect(await write(database, [at(id, '10:00:00', 4)])).toMatchObject({ corrected: 0, known: 1 });
  expect(await observations('air_temperature')).toEqual([['01-15T10:00', 6, ['corrected']]]);
  const replaced = await database.db.selectFrom('observation_correction').select(['result']).execute();
  expect(replaced).toEqual([{ result: 4 }]);
  expect(await contradictions(database)).toEqual([]);
});

test('of two results for one time the one holds that was known later, whichever comes first', async () => {
  const id = idOf('air_temperature');
  const known = (result: number, time: string) => ({
    ...at(id, '10:00:00', result),
    resultTime: new Date(`2026-01-15T${time}Z`),
  });
  await write(database, [known(6, '12:00:00')]);
  await write(database, [known(4, '11:00:00')]);
  expect(await observations('air_temperature')).toEqual([['01-15T10:00', 6, []]]);
  const lost = await database.db.selectFrom('observation_correction').select(['result']).execute();
  expect(lost).toEqual([{ result: 4 }]);
});

test('a meter’s readings become what was added, also when one comes late or the meter begins anew', async () => {
  const id = idOf('bicycles');
  await write(database, [at(id, '10:00:00', 100), at(id, '10:20:00', 130)]);
  expect(await observations('bicycles')).toEqual([
    ['01-15T10:00', null, []],
    ['01-15T10:20', 30, []],
  ]);
  await write(database, [at(id, '10:10:00', 112)]);
  await write(database, [at(id, '10:30:00', 7), at(id, '10:40:00', 7)]);
  expect(await observations('bicycles')).toEqual([
    ['01-15T10:00', null, []],
    ['01-15T10:10', 12, ['out_of_order']],
    ['01-15T10:20', 18, []],
    ['01-15T10:30', 7, ['counter_reset']],
    ['01-15T10:40', 0, []],
  ]);
  expect(await contradictions(database)).toEqual([]);
  await database.db.transaction().execute((transaction) => deleteObservations(transaction, [at(id, '10:10:00', null)]));
  expect((await observations('bicycles'))[1]).toEqual(['01-15T10:20', 30, []]);
  expect(await contradictions(database)).toEqual([]);
});

test('a device that takes over brings a meter of its own', async () => {
  const id = idOf('bicycles');
  await write(database, [at(id, '2026-01-19T23:00:00', 50), at(id, '2026-01-20T00:00:00', 900)]);
  await write(database, [at(id, '2026-01-20T01:00:00', 910)]);
  expect(await observations('bicycles')).toEqual([
    ['01-19T23:00', null, []],
    ['01-20T00:00', null, []],
    ['01-20T01:00', 10, []],
  ]);
});

test('what is implausible is kept and flagged: range, rate, gap, late', async () => {
  const id = idOf('air_temperature');
  await write(database, [at(id, '10:00:00', 4), at(id, '10:10:00', 81), at(id, '10:20:00', 4)]);
  await write(database, [at(id, '11:20:00', 5), at(id, '10:40:00', 4.5)]);
  await write(database, [at(id, '11:10:00', 4.9)]);
  expect(await observations('air_temperature')).toEqual([
    ['01-15T10:00', 4, []],
    ['01-15T10:10', 81, ['out_of_range', 'rate']],
    ['01-15T10:20', 4, []],
    ['01-15T10:40', 4.5, []],
    ['01-15T11:10', 4.9, ['out_of_order']],
    ['01-15T11:20', 5, ['after_gap']],
  ]);
  const { flagged } = await database.db
    .selectFrom('observation_day')
    .select('flagged')
    .where('datastream_id', '=', id)
    .executeTakeFirstOrThrow();
  expect(flagged).toBe(1);
});

test('a flat line is called stuck once it lasts too long, over batches', async () => {
  const id = idOf('air_temperature');
  for (let hour = 0; hour < 14; hour++) {
    await write(database, [at(id, `${String(hour).padStart(2, '0')}:00:00`, 7)]);
  }
  const flags = (await observations('air_temperature')).map(([, , each]) => (each as string[]).includes('stuck'));
  expect(flags).toEqual([...Array<boolean>(12).fill(false), true, true]);
});

test('what belongs to no datastream, or to a time that is no longer kept, is left out and said', async () => {
  const id = idOf('relative_humidity');
  await database.db.updateTable('datastream').set({ keep_raw_days: 30 }).where('id', '=', id).execute();
  const now = new Date();
  const { written, refused } = await write(database, [
    { ags, datastreamId: id, time: now, result: 50 },
    { ags, datastreamId: id, time: new Date(now.getTime() - 40 * 86_400_000), result: 50 },
    { ags, datastreamId: 999_999, time: now, result: 50 },
    { ags: '07313001', datastreamId: id, time: now, result: 50 },
    { ags, datastreamId: id, time: new Date(NaN), result: 50 },
  ]);
  await database.db.updateTable('datastream').set({ keep_raw_days: null }).where('id', '=', id).execute();
  expect(written).toBe(1);
  const reasons = ['no-longer-kept', 'unknown-datastream', 'unknown-datastream', 'no-time'];
  expect(refused.map(({ reason }) => reason)).toEqual(reasons);
});

test('writers of the same datastreams beside each other lose nothing and do not lock each other out', async () => {
  const [temperature, humidity] = [idOf('air_temperature'), idOf('relative_humidity')];
  const batches = Array.from({ length: 8 }, (_, batch) =>
    Array.from({ length: 60 }, (_, minute) => {
      const id = (batch + minute) % 2 === 0 ? temperature : humidity;
      return at(id, `${String(batch >> 1).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`, minute);
    }),
  );
  const results = await Promise.all(batches.map((batch) => write(database, batch)));
  expect(results.reduce((sum, { written }) => sum + written, 0)).toBe(480);
  expect(await contradictions(database)).toEqual([]);
});

test('a datastream takes its observations with it, and others’ stay', async () => {
  const { ids: others } = await addNetwork(database, [
    aThing({ key: 'passing' }),
    aDatastream({ thing: 'passing', property: 'pm10' }),
  ]);
  const id = others.get('passing/pm10') ?? 0;
  await write(database, [at(id, '10:00:00', 20), at(idOf('air_temperature'), '10:00:00', 20)]);
  await database.db.deleteFrom('thing').where('key', '=', 'passing').execute();
  const left = await database.db.selectFrom('observation').select('datastream_id').execute();
  expect(left).toEqual([{ datastream_id: idOf('air_temperature') }]);
  expect(await contradictions(database)).toEqual([]);
});
