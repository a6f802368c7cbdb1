import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adHocMark } from '../../server/database/database.ts';
import { problemOf } from '../../server/sensorthings/database-problem.ts';
import { openTestDatabase, serverUrl } from '../database.ts';

let database: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('both engines return dates as text and counts as numbers', async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select date '2021-06-30' as date, count(*) as count, 1.5::numeric as numeric, array[99.26, null]::real[] as shares,
      '\\x0aff'::bytea as bytes from (values (1)) as v`.execute(database.db);
  expect(rows[0]).toMatchObject({ date: '2021-06-30', count: 1, numeric: 1.5, shares: [99.26, null] });
  expect([...(rows[0]?.bytes as Uint8Array)]).toEqual([10, 255]);
});

test('a query beside an open transaction does not land inside it', async () => {
  const opened = Promise.withResolvers<undefined>();
  const seen = Promise.withResolvers<undefined>();
  const transaction = database.db.transaction().execute(async (transaction) => {
    await sql`create table beside (id integer)`.execute(transaction);
    opened.resolve(undefined);
    // The embedded engine makes the other query wait for this end, so this can't wait for the query.
    await Promise.race([seen.promise, new Promise((resolve) => setTimeout(resolve, 200))]);
    throw new Error('broken in the middle');
  });
  await opened.promise;
  const other = sql`select to_regclass('beside') as name`.execute(database.db).finally(() => seen.resolve(undefined));
  await expect(transaction).rejects.toThrow('broken in the middle');
  expect((await other).rows).toEqual([{ name: null }]);
});

test('a notification reaches whoever listens', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  await database.listen('channel_of_test', resolve);
  await sql`select pg_notify('channel_of_test', 'hello')`.execute(database.db);
  expect(await promise).toBe('hello');
});

// A server ends it after `statement_timeout`; here it would hold up everybody.
test.runIf(serverUrl === undefined)('what users ask that can’t be ended is refused before it runs', async () => {
  const count = (rows: number, more = sql``) =>
    sql<{ n: number }>`${sql.raw(adHocMark)} select count(*) as n from (
      select from generate_series(1, ${sql.lit(rows)}) as i ${more}) as found`;
  expect((await count(1000).execute(database.db)).rows).toEqual([{ n: 1000 }]);
  const long = count(1_000_000_000).execute(database.db);
  await expect(long).rejects.toMatchObject({ code: '57014' });
  expect(problemOf(await long.catch((error: unknown) => error))).toMatchObject({
    status: 400,
    message: expect.stringContaining('phenomenonTime') as unknown,
  });
  // A limit ends nothing while a filter finds nothing, but without a filter it does.
  await expect(count(1_000_000_000, sql`where i < 0 limit 10`).execute(database.db)).rejects.toThrow('would cost');
  // In a transaction too, which goes on.
  await database.db.transaction().execute(async (transaction) => {
    await expect(count(1_000_000_000).execute(transaction)).rejects.toThrow('would cost');
    expect((await count(10).execute(transaction)).rows).toEqual([{ n: 10 }]);
  });
});
