import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../server/database/database.ts';
import { deleteObservations } from '../../../server/sensors/delete.ts';
import { readBlocks, writeFortnights } from '../../../server/sensors/fortnights.ts';
import { forgetOld } from '../../../server/sensors/retention.ts';
import { type BlockKey, listBlocks, seriesColumns } from '../../../server/sensors/series-queries.ts';
import { openTestDatabase, serverUrl, type TestDatabase } from '../../database.ts';
import { addNetwork, aDatastream, ags, at, aThing, contradictions, write } from './network.ts';

/** Of the day that observations are of unless they say otherwise; a fortnight begins with it. */
const fortnight = 1462;
const now = new Date('2026-02-01T00:00:00Z');

let database: TestDatabase;
let ids: Map<string, number>;
beforeAll(async () => {
  database = await openTestDatabase();
  ({ ids } = await addNetwork(database, [
    aThing({ key: 'queich' }),
    ...(['water_level', 'water_temperature', 'air_temperature', 'soil_moisture'] as const).map((property) =>
      aDatastream({ thing: 'queich', property }),
    ),
    aThing({ key: 'tree' }),
    aDatastream({ thing: 'tree', property: 'soil_moisture' }),
  ]));
});
afterAll(() => database.close());

const idOf = (key: string) => ids.get(`queich/${key}`) ?? 0;
const keyOf = (key: string, block = fortnight): BlockKey => ({ id: idOf(key), block });
const writeAll = () => writeFortnights(database, now, 1000);
const wanted = seriesColumns.filter((name) => name !== 'flags');

/** Datastreams and fortnights of which a text is there. */
async function listWritten(): Promise<string[]> {
  const rows = await database.db
    .selectFrom('observation_fortnight')
    .select(['datastream_id', 'fortnight'])
    .where('counts', 'is not', null)
    .orderBy('datastream_id')
    .orderBy('fortnight')
    .execute();
  return rows.map(({ datastream_id, fortnight: number }) => `${datastream_id} ${number}`);
}

test('a past fortnight is written once, and says to the letter what its hours say', async () => {
  const id = idOf('water_level');
  await write(database, [at(id, '2026-01-14T23:50:00', 59), at(id, '10:00:00', 60), at(id, '10:30:00', 61.1)]);
  // A tenth is nothing that the text may round; 400 cm is more than there can be, and doubtful.
  await write(database, [at(id, '11:00:00', 0.1 + 0.2), at(id, '2026-01-16T12:00:00', 90_000)]);
  expect(await writeAll()).toBe(2);
  expect(await listWritten()).toEqual([`${id} 1461`, `${id} 1462`]);
  expect(await writeAll()).toBe(0);
  const keys = [keyOf('water_level', 1463), keyOf('water_level'), keyOf('water_level', 1461), keyOf('soil_moisture')];
  const read = await readBlocks(database.db, ags, 'hour', keys, wanted);
  expect(read).toEqual(await listBlocks(database.db, ags, 'hour', keys, wanted));
  expect(read[1]?.doubtful?.split(',').filter((count) => count !== '0')).toEqual(['1']);
  expect(read[1]?.means?.split(',').slice(10, 12)).toEqual(['60.55', '0.30000000000000004']);
  expect(await contradictions(database)).toEqual([]);
});

test('what comes late, is corrected or deleted is told at once, and written again', async () => {
  const id = idOf('water_temperature');
  const means = async () => {
    const [texts] = await readBlocks(database.db, ags, 'hour', [keyOf('water_temperature')], ['means']);
    return texts?.means?.split(',').slice(10, 12);
  };
  await write(database, [at(id, '10:00:00', 4)]);
  for (const [change, told] of [
    [() => write(database, [at(id, '11:00:00', 5)]), ['4', '5']],
    [() => write(database, [at(id, '11:00:00', 6)]), ['4', '6']],
    [() => write(database, [at(id, '11:30:00', 7)]), ['4', '6.5']],
    [() => deleted(at(id, '10:00:00', null)), ['null', '6.5']],
  ] as const) {
    expect(await writeAll()).toBe(1);
    expect(await listWritten()).toContain(`${id} ${fortnight}`);
    await change();
    expect(await listWritten()).not.toContain(`${id} ${fortnight}`);
    expect(await means()).toEqual(told);
  }
  await writeAll();
  expect(await means()).toEqual(['null', '6.5']);
  expect(await contradictions(database)).toEqual([]);
});

function deleted(observation: ReturnType<typeof at>) {
  return database.db.transaction().execute((transaction) => deleteObservations(transaction, [observation]));
}

test('a fortnight that goes on, or ended less than a day ago, is not written', async () => {
  const id = idOf('air_temperature');
  await write(database, [at(id, '10:00:00', 4)]);
  const end = Date.parse('2026-01-29T00:00:00Z');
  const day = 86_400_000;
  expect(await writeFortnights(database, new Date(end - 1), 10)).toBe(0);
  expect(await writeFortnights(database, new Date(end + day - 1), 10)).toBe(0);
  expect(await writeFortnights(database, new Date(end + day), 10)).toBe(1);
  // Of the fortnight of the database's own clock a row is there as well, and left alone.
  await write(database, [{ ags, datastreamId: id, time: new Date(), result: 5 }]);
  await write(database, [{ ags, datastreamId: id, time: new Date(Date.now() - 60_000), result: 5 }]);
  expect(await writeFortnights(database, new Date(), 10)).toBe(0);
});

test('hours that are kept no longer leave their texts, and a datastream takes them along', async () => {
  const id = ids.get('tree/soil_moisture') ?? 0;
  await write(database, [at(id, '10:00:00', 30), at(id, '2026-01-17T10:00:00', 31)]);
  await writeAll();
  await database.db
    .updateTable('datastream')
    .set({ keep_raw_days: 1, keep_hours_days: 2 })
    .where('id', '=', id)
    .execute();
  await database.db.transaction().execute((transaction) => forgetOld(transaction, new Date('2026-01-18T12:00:00Z')));
  await writeAll();
  const [texts] = await readBlocks(database.db, ags, 'hour', [{ id, block: fortnight }], ['lasts']);
  expect(texts?.lasts?.split(',').filter((last) => last !== 'null')).toEqual(['31']);
  await database.db.deleteFrom('datastream').where('id', '=', id).execute();
  expect((await listWritten()).filter((key) => key.startsWith(`${id} `))).toEqual([]);
  expect(await contradictions(database)).toEqual([]);
});

test.skipIf(serverUrl === undefined)(
  'of one who writes a text and one who writes an hour, the second waits, and the hour is in what is told',
  async () => {
    const id = idOf('soil_moisture');
    await write(database, [at(id, '10:00:00', 30)]);
    const other = await openDatabase({ databaseUrl: database.databaseUrl, dataDir: '' });
    const told = async () => {
      const [texts] = await readBlocks(other.db, ags, 'hour', [keyOf('soil_moisture')], ['lasts']);
      return texts?.lasts?.split(',').slice(10, 12);
    };
    // An hour that is being written: whoever writes texts leaves its fortnight to the next round.
    await database.db.transaction().execute(async (transaction) => {
      await sql`update observation_hour set last = 32 where datastream_id = ${id}`.execute(transaction);
      expect(await writeFortnights(other, now, 10)).toBe(0);
    });
    // A text that is being written: the hour waits for it, and takes it back.
    const late = await database.db.transaction().execute(async (transaction) => {
      await sql`select from observation_fortnight where datastream_id = ${id} for update`.execute(transaction);
      const writing = write(other, [at(id, '11:00:00', 33)]);
      await waitsForLock(transaction);
      await sql`update observation_fortnight set counts = 'early' where datastream_id = ${id}`.execute(transaction);
      return { writing };
    });
    await late.writing;
    expect(await told()).toEqual(['32', '33']);
    expect(await writeFortnights(other, now, 10)).toBe(1);
    expect(await told()).toEqual(['32', '33']);
    await other.close();
  },
);

/** Until somebody waits for a lock that this transaction has. */
async function waitsForLock(transaction: TestDatabase['db']): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } =
        await sql`select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`.execute(
          transaction,
        );
      return rows.length;
    })
    .toBe(1);
}
