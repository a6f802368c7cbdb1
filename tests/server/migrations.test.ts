import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, migrations } from '../../server/database/migrate.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('a database of each release before comes to the newest schema with its rows', async () => {
  const newest = await describeSchema();
  for (const name of Object.keys(await migrations.getMigrations()).slice(0, -1)) {
    await sql`drop schema public cascade`.execute(database.db);
    await sql`create schema public`.execute(database.db);
    const { error } = await new Migrator({ db: database.db, provider: migrations }).migrateTo(name);
    expect(error).toBeUndefined();
    await insertEdition();
    await migrate(database);
    expect(await describeSchema(), `from ${name}`).toEqual(newest);
    const editions = await database.db.selectFrom('edition').select('id').execute();
    expect(editions).toEqual([{ id: 'municipal-coverage-2021-06-30-aaaaaaaa' }]);
  }
});

/** In what every release had. */
async function insertEdition(): Promise<void> {
  await sql`
    insert into edition (id, kind, title, source, publisher, reference_date, licence, attribution, sha256)
    values ('municipal-coverage-2021-06-30-aaaaaaaa', 'municipal_coverage', 'title', 'breitbandatlas', 'publisher',
      '2021-06-30', 'licence', 'attribution', ${'a'.repeat(64)})`.execute(database.db);
}

async function describeSchema(): Promise<unknown[]> {
  const { rows } = await sql`
    select table_name, column_name, data_type, is_nullable, column_default
    from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely%'
    order by 1, 2`.execute(database.db);
  return rows;
}
