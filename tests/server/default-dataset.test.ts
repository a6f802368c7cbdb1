import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillWithDefaultDataset } from '../../server/default-dataset.ts';
import { findLack } from '../../server/editions/queries.ts';
import { addDistricts, aDistrict } from '../builders.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const districts = [aDistrict({ ags: '07313000', name: 'Mörzheim' })];

test('a database of the operator’s own data is left as it is', async () => {
  expect(await findLack(database.db)).toBe('everything');
  await addDistricts(database, districts);
  expect(await findLack(database.db)).toBe('nothing');
});

test('a database that the release before has filled gets the construction record, once, with progress', async () => {
  await addDistricts(database, districts, { modelled: true });
  expect(await findLack(database.db)).toBe('rollout');
  const titles: string[] = [];
  const fill = () =>
    fillWithDefaultDataset(database, ({ step, steps, title }) => titles.push(`${step}/${steps} ${title}`));
  await fill();
  expect(titles).toHaveLength(9);
  expect(titles.at(-1)).toBe('1/1 Sensors of Landau in der Pfalz, modelled');
  expect(titles[0]).toBe('1/8 Rollout areas of Landau in der Pfalz, modelled');
  await fill();
  expect(titles).toHaveLength(9);
  expect(await findLack(database.db)).toBe('nothing');
});

test('a database that was filled before there was a plan gets the plan, once', async () => {
  await sql`delete from edition where id in (select edition_id from rollout_plan)`.execute(database.db);
  expect(await findLack(database.db)).toBe('planning');
  const titles: string[] = [];
  const fill = () => fillWithDefaultDataset(database, ({ title }) => titles.push(title));
  await fill();
  await fill();
  expect(titles).toEqual(['Plan, spending, surface defects and roadworks in Landau in der Pfalz, modelled']);
  expect(await findLack(database.db)).toBe('nothing');
});

test('what is shipped was known from the day of its publication on', async () => {
  const { rows } = await sql`
    select e.recorded_at as "recordedAt", count(s.id) as statements, min(s.first_recorded_at) as first
    from edition e left join stage_statement s on s.edition_id = e.id and upper_inf(s.recorded)
    where e.kind = 'rollout' and not e.modelled group by e.id, 1 order by 1`.execute(database.db);
  expect(rows).toEqual(
    [
      ['2021-08-31', 9],
      ['2023-12-31', 9],
      ['2024-12-31', 11],
      ['2026-01-08', 19],
    ].map(([day, statements]) => ({ recordedAt: new Date(String(day)), statements, first: new Date(String(day)) })),
  );
});
