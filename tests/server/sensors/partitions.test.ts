import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('a month gets its partition once, from its first to its last moment in UTC', async () => {
  const { db } = database;
  const insert = (time: string) =>
    sql`insert into observation (ags, datastream_id, phenomenon_time, result) values ('07313000', 1, ${time}, 1)`.execute(
      db,
    );
  await expect(insert('2026-02-01T00:00:00Z')).rejects.toThrow('no partition');
  for (const day of ['2026-02-17', '2026-02-01']) {
    await sql`select ensure_observation_month(${day}::date)`.execute(db);
  }
  await insert('2026-02-01T00:00:00Z');
  await insert('2026-02-28T23:59:59.999Z');
  await expect(insert('2026-03-01T00:00:00Z')).rejects.toThrow('no partition');
  const { rows } = await sql`select tableoid::regclass::text as month, count(*) from observation group by 1`.execute(
    db,
  );
  expect(rows).toEqual([{ month: 'observation_2026_02', count: 2 }]);
});

test('editions can be about sensors, and about all that they were about before', async () => {
  const { rows } = await sql<{ definition: string }>`
    select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'edition_kind_check'`.execute(
    database.db,
  );
  for (const kind of ['boundaries', 'cell_coverage', 'rollout', 'sensors']) {
    expect(rows[0]?.definition).toContain(`'${kind}'`);
  }
});
