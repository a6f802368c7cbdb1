import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Stage } from '../../../geodata/construction/stages.ts';
import { EditionRegister } from '../../../server/editions/register.ts';
import { AddressProgress, ProgressDirectory, type StandingCount } from '../../../server/construction/progress.ts';
import { readProgress } from '../../../server/construction/summary-queries.ts';
import { addAddresses, addBoundaries, aMunicipality, anAddress } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { aStatement, record } from './fixture.ts';

const ags = '07131001';
const days = ['2024-01-01', '2024-03-01', '2024-06-01', '2025-01-01'];
const times = ['2024-02-01', '2024-07-01', '2025-02-01'];

let database: TestDatabase;
let statements: string[] = [];
beforeAll(async () => {
  database = await openTestDatabase((statement) => statements.push(statement));
  await addBoundaries(database, [aMunicipality({ ags })]);
  await addAddresses(
    database,
    [1, 2, 3].map((number) => anAddress({ ags, id: `home-${number}`, houseNumber: number })),
  );
});
afterAll(() => database.close());

const said = fc.record({
  id: fc.constantFrom('home-1', 'home-2', 'home-3'),
  stage: fc.constantFrom<Stage>('civil_works', 'active', 'orderable', 'surface_accepted'),
  progress: fc.constantFrom('done' as const, 'open' as const),
  from: fc.constantFrom(...days),
});

test('what is counted in memory is what the rows say, on any day and as known at any time', async () => {
  const sample = fc.sample(said, { numRuns: 24, seed: 7 });
  for (const [index, { id, ...statement }] of sample.entries()) {
    const recordedAt = new Date(Date.parse(times[Math.floor((index * times.length) / sample.length)] ?? '') + index);
    // What comes before its predecessor is refused, and is no matter here.
    await record(database, [aStatement({ ags, kind: 'address', id }, statement)], recordedAt).catch(() => {});
  }
  const progress = new AddressProgress(await readProgress(database.db, ags));
  for (const on of days) {
    for (const asOf of [...times.map((time) => new Date(`${time}T12:00:00Z`)), null]) {
      const known = asOf === null ? sql`upper_inf(s.recorded)` : sql`s.recorded @> ${asOf}::timestamptz`;
      const { rows } = await sql<{ reached: number }>`
        select coalesce(bit_or(case s.stage when 'civil_works' then 8 when 'active' then 64 when 'orderable' then 128 else 0 end), 0) as reached
        from address as a left join stage_statement as s on s.ags = a.ags and s.subject_kind = 'address' and s.subject_id = a.id
          and s.progress = 'done' and s.valid @> ${on}::date and ${known}
        where a.ags = ${ags} and upper_inf(a.recorded) group by a.id order by a.id`.execute(database.db);
      expect([...progress.reached({ on, asOf })], `${on}, ${asOf?.toISOString()}`).toEqual(
        rows.map(({ reached }) => reached),
      );
    }
  }
});

test('what is counted along many days is what is counted on each of them', async () => {
  const progress = new AddressProgress(await readProgress(database.db, ags));
  const along = ['2023-12-31', ...days, '2025-06-30'];
  for (const asOf of [...times.map((time) => new Date(`${time}T12:00:00Z`)), null]) {
    const all = () => true;
    for (const [index, counts] of progress.countAlong(along, asOf, all).entries()) {
      const on = along[index] ?? '';
      const written = (rows: readonly StandingCount[]): string[] =>
        rows.map((row) => `${row.stage} ${row.orderable} ${row.addresses} ${row.households} ${row.notStated}`).sort();
      const once = progress.countStages({ on, asOf });
      expect(written(counts), `${on}, ${asOf?.toISOString()}`).toEqual(written(once));
    }
  }
});

test('the municipalities that have addresses are read before anybody asks', async () => {
  const register = await EditionRegister.open(database);
  const directory = new ProgressDirectory(database.db, register);
  await directory.readAhead();
  statements = [];
  expect((await directory.get(ags)).countStages({ on: '2030-01-01', asOf: null })).not.toEqual([]);
  expect(statements).toEqual([]);
});

test('what is imported is counted at once, without a restart', async () => {
  const register = await EditionRegister.open(database);
  const directory = new ProgressDirectory(database.db, register);
  const countActive = async (): Promise<number> =>
    (await directory.get(ags))
      .countStages({ on: '2030-01-01', asOf: null })
      .filter(({ stage }) => stage === 'active')
      .reduce((sum, { addresses }) => sum + addresses, 0);
  await addAddresses(
    database,
    [4, 5].map((number) => anAddress({ ags, id: `home-${number}`, houseNumber: number })),
  );
  await register.reload();
  const before = await countActive();
  await record(database, [aStatement({ ags, kind: 'address', id: 'home-4' }, { stage: 'active', from: '2029-01-01' })]);
  await expect.poll(countActive).toBe(before + 1);
});
