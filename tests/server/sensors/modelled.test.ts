import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelledRawDays, modelledTown, townRecords } from '../../../geodata/landau/sensors/town.ts';
import { catchUp, fillHistory, hasModelledTown } from '../../../server/sensors/modelled.ts';
import { forgetOld } from '../../../server/sensors/retention.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { addNetwork, contradictions } from './network.ts';

const now = new Date('2026-05-20T09:05:00Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const { problems } = await addNetwork(database, townRecords());
  expect(problems).toEqual([]);
});
afterAll(() => database.close());

test('the town has sixty things with values up to now, and goes on from there', async () => {
  expect(await hasModelledTown(database.db)).toBe(true);
  const first = await catchUp(database, now);
  expect(await contradictions(database)).toEqual([]);
  const { things, latest } = await database.db
    .selectFrom('latest_observation as l')
    .innerJoin('datastream as d', 'd.id', 'l.datastream_id')
    .select(({ fn }) => [
      fn.count<number>('d.thing_id').distinct().as('things'),
      fn.max('l.phenomenon_time').as('latest'),
    ])
    .executeTakeFirstOrThrow();
  expect(things).toBeGreaterThan(55); // some are silent
  expect(latest).toEqual(new Date('2026-05-20T09:00:00Z'));
  expect(await catchUp(database, now)).toBe(0);
  const { datastreams } = modelledTown();
  const later = new Date(now.getTime() + 3_600_000);
  const hour = await catchUp(database, later);
  expect(hour).toBeGreaterThan(datastreams.length * 5);
  expect(hour).toBeLessThanOrEqual(datastreams.length * 6);
  expect(first).toBeGreaterThan(hour * 20);
  expect(await contradictions(database)).toEqual([]);
});

test('the town watches its bounds: alarms are raised and end, and a bound that somebody changed stays', async () => {
  const { rows } = await sql<{ name: string; ended: number; wrong: number }>`
    select t.name, count(a.cleared_at) as ended,
      count(*) filter (where a.raised_value < t.raise_at and t.direction = 'above'
        or a.raised_value > t.raise_at and t.direction = 'below') as wrong
    from alarm as a join threshold as t on t.id = a.threshold_id group by 1 order by 1`.execute(database.db);
  expect(rows.map(({ name }) => name)).toContain('Behälter leeren');
  expect(rows.reduce((sum, { ended }) => sum + ended, 0)).toBeGreaterThan(0);
  expect(rows.reduce((sum, { wrong }) => sum + wrong, 0)).toBe(0);
  const count = () => database.db.selectFrom('threshold').select(({ fn }) => fn.countAll<number>().as('count'));
  const before = await count().executeTakeFirstOrThrow();
  await database.db.updateTable('threshold').set({ raise_at: 90 }).where('name', '=', 'Behälter leeren').execute();
  await addNetwork(database, townRecords());
  expect(await count().executeTakeFirstOrThrow()).toEqual(before);
  const changed = database.db
    .selectFrom('threshold')
    .select('raise_at')
    .distinct()
    .where('name', '=', 'Behälter leeren');
  expect(await changed.execute()).toEqual([{ raise_at: 90 }]);
});

test(
  'history comes day by day, as single values where they are kept and as roll-ups before',
  { timeout: 240_000 },
  async () => {
    let share = 0;
    const fill = async (wanted: number): Promise<void> => {
      for await (share of fillHistory(database, now)) if (share >= wanted) return;
    };
    // Stopped in the midst of a day and begun anew.
    for await (share of fillHistory(database, now)) if (share > 4 / 365) break;
    await fill(17 / 365);
    expect(share).toBeCloseTo(17 / 365);
    const { rows } = await sql<{ days: number; raw: number; wrong: number }>`
    select (select count(distinct day) from observation_day) as days,
      (select count(distinct (phenomenon_time at time zone 'Europe/Berlin')::date) from observation) as raw,
      (select count(*) from observation_day as d where count <> (
        select sum(h.count) from observation_hour as h where h.ags = d.ags and h.datastream_id = d.datastream_id
          and (h.hour at time zone 'Europe/Berlin')::date = d.day)) as wrong`.execute(database.db);
    expect(rows).toEqual([{ days: 18, raw: modelledRawDays + 1, wrong: 0 }]);
  },
);

test('what hangs, what can’t be and the day of the replacement are there to be seen', async () => {
  const { rows } = await sql<{ doubtful: number; gap: number; after: number }>`
    select (select sum(flagged) from observation_day) as doubtful,
      (select count(*) from observation_hour as h join datastream as d on d.id = h.datastream_id
        join thing as t on t.id = d.thing_id
        where t.key = 'rad-bahnhof' and h.hour >= '2026-05-10 09:00Z' and h.hour < '2026-05-12 08:00Z') as gap,
      (select count(*) from observation_hour as h join datastream as d on d.id = h.datastream_id
        join thing as t on t.id = d.thing_id
        where t.key = 'rad-bahnhof' and h.hour >= '2026-05-12 08:00Z') as after`.execute(database.db);
  expect(rows[0]?.doubtful).toBeGreaterThan(0);
  expect(rows[0]?.gap).toBe(0);
  expect(rows[0]?.after).toBeGreaterThan(100);
  const devices = await database.db
    .selectFrom('datastream_device as v')
    .innerJoin('datastream as d', 'd.id', 'v.datastream_id')
    .innerJoin('thing as t', 't.id', 'd.thing_id')
    .select(sql<string | null>`upper(v.valid)`.as('until'))
    .where('t.key', '=', 'rad-bahnhof')
    .execute();
  expect(devices).toHaveLength(2);
});

test('a day later the oldest day goes, its roll-ups stay', async () => {
  const tomorrow = new Date(now.getTime() + 86_400_000);
  const hours = await countHours();
  const gone = await database.db.transaction().execute((transaction) => forgetOld(transaction, tomorrow));
  expect(gone).toBeGreaterThan(10_000);
  expect(await database.db.transaction().execute((transaction) => forgetOld(transaction, tomorrow))).toBe(0);
  expect(await countHours()).toBe(hours);
  const { rows } = await sql<{ wrong: number }>`
    select count(*) as wrong from latest_observation as l where observations <> (
      select count(*) from observation as o where o.datastream_id = l.datastream_id)`.execute(database.db);
  expect(rows).toEqual([{ wrong: 0 }]);
});

async function countHours(): Promise<number> {
  const { count } = await database.db
    .selectFrom('observation_hour')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
