import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, migrations } from '../../server/database/migrate.ts';
import { writeFortnights } from '../../server/sensors/fortnights.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('a database of each release before comes to the newest schema with its rows', async () => {
  const newest = await describeSchema(database.db);
  await sql`drop schema public cascade`.execute(database.db);
  await sql`create schema public`.execute(database.db);
  for (const name of Object.keys(await migrations.getMigrations()).slice(0, -1)) {
    const { error } = await new Migrator({ db: database.db, provider: migrations }).migrateTo(name);
    expect(error).toBeUndefined();
    // Undone afterwards, so that the next release goes on from here: to make each from nothing takes far longer.
    const undone = new Error('as it was before');
    const update = database.db.transaction().execute(async (db) => {
      await insertEdition(db);
      await migrate({ ...database, db });
      expect(await describeSchema(db), `from ${name}`).toEqual(newest);
      const editions = await db.selectFrom('edition').select('id').execute();
      expect(editions).toEqual([{ id: 'municipal-coverage-2021-06-30-aaaaaaaa' }]);
      throw undone;
    });
    await expect(update).rejects.toBe(undone);
  }
});

test('roll-ups of a release before know the span and the sum of what is plausible, where their observations are still there to tell it', async () => {
  await makeDatastreamBefore('0013-plausible-span');
  await sql`select ensure_observation_month('2026-01-01')`.execute(database.db);
  await sql`
    insert into observation (ags, datastream_id, phenomenon_time, result, flags)
    values ('07313000', 1, '2026-01-15T10:00Z', 61, 0), ('07313000', 1, '2026-01-15T10:10Z', 8000, 8),
      ('07313000', 1, '2026-01-15T10:20Z', 60, 64)`.execute(database.db);
  // Of the second hour the observations are kept no longer.
  await sql`
    insert into observation_hour (ags, datastream_id, hour, count, numbers, flagged, sum, min, max, last, last_time)
    values ('07313000', 1, '2026-01-15T10:00Z', 3, 3, 1, 8121, 60, 8000, 60, '2026-01-15T10:20Z'),
      ('07313000', 1, '2026-01-15T11:00Z', 2, 2, 1, 8000, 0, 8000, 0, '2026-01-15T11:20Z'),
      ('07313000', 1, '2026-01-15T12:00Z', 2, 2, 0, 130, 64, 66, 66, '2026-01-15T12:20Z')`.execute(database.db);
  await sql`
    insert into observation_day (ags, datastream_id, day, count, numbers, flagged, sum, min, max, last, last_time)
    values ('07313000', 1, '2026-01-15', 7, 7, 2, 16251, 0, 8000, 66, '2026-01-15T12:20Z')`.execute(database.db);
  await migrate(database);
  const spans = (table: 'observation_hour' | 'observation_day') =>
    database.db
      .selectFrom(table)
      .select(['min', 'plausible_min', 'max', 'plausible_max', 'plausible_sum', 'plausible_numbers'])
      .orderBy('last_time')
      .execute();
  expect((await spans('observation_hour')).map((row) => Object.values(row))).toEqual([
    [60, 60, 8000, 61, 121, 2],
    [0, null, 8000, null, null, 0],
    [64, 64, 66, 66, 130, 2],
  ]);
  expect((await spans('observation_day')).map((row) => Object.values(row))).toEqual([[0, 60, 8000, 66, 251, 4]]);
  // Their fortnight waits to be written as text.
  expect(await writeFortnights(database, new Date('2026-02-01T00:00:00Z'), 10)).toBe(1);
});

test('alarms of a release before get the rule as it is now, and say that it is that', async () => {
  await makeDatastreamBefore('0015-alarm-rule');
  await sql`
    insert into threshold (ags, id, datastream_id, name, severity, direction, raise_at, clear_at)
    values ('07313000', 1, 1, 'Hochwasser', 'alarm', 'above', 150, 140)`.execute(database.db);
  await sql`
    insert into alarm (ags, threshold_id, datastream_id, raised_at, raised_value)
    values ('07313000', 1, 1, '2026-01-15T10:00Z', 151)`.execute(database.db);
  await migrate(database);
  const rule = ['name', 'severity', 'direction', 'raise_at', 'clear_at', 'rule_assumed'] as const;
  const alarms = await database.db.selectFrom('alarm').select(rule).execute();
  expect(alarms.map((row) => Object.values(row))).toEqual([['Hochwasser', 'alarm', 'above', 150, 140, true]]);
});

/** The schema of the release before a migration, with one datastream. */
async function makeDatastreamBefore(migration: string): Promise<void> {
  await sql`drop schema public cascade`.execute(database.db);
  await sql`create schema public`.execute(database.db);
  const names = Object.keys(await migrations.getMigrations());
  const before = names[names.indexOf(migration) - 1] ?? '';
  await new Migrator({ db: database.db, provider: migrations }).migrateTo(before);
  await insertEdition(database.db);
  await sql`
    insert into thing (ags, id, edition_id, name, description)
    values ('07313000', 1, 'municipal-coverage-2021-06-30-aaaaaaaa', 'Pegel', '')`.execute(database.db);
  await sql`
    insert into sensor (ags, id, name, description, encoding_type, metadata)
    values ('07313000', 1, 'Pegel', '', 'text/html', '""')`.execute(database.db);
  await sql`
    insert into observed_property (ags, id, name, definition, description)
    values ('07313000', 1, 'Wasserstand', '', '')`.execute(database.db);
  await sql`
    insert into datastream (ags, id, edition_id, thing_id, sensor_id, observed_property_id, name, description,
      observation_type)
    values ('07313000', 1, 'municipal-coverage-2021-06-30-aaaaaaaa', 1, 1, 1, 'Wasserstand', '', '')`.execute(
    database.db,
  );
}

/** In what every release had. */
async function insertEdition(db: TestDatabase['db']): Promise<void> {
  await sql`
    insert into edition (id, kind, title, source, publisher, reference_date, licence, attribution, sha256)
    values ('municipal-coverage-2021-06-30-aaaaaaaa', 'municipal_coverage', 'title', 'breitbandatlas', 'publisher',
      '2021-06-30', 'licence', 'attribution', ${'a'.repeat(64)})`.execute(db);
}

async function describeSchema(db: TestDatabase['db']): Promise<unknown[]> {
  const { rows } = await sql`
    select table_name, column_name, data_type, is_nullable, column_default
    from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely%'
    order by 1, 2`.execute(db);
  return rows;
}
