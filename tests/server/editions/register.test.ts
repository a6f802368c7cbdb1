import { afterAll, beforeAll, expect, test } from 'vitest';
import { EditionRegister } from '../../../server/editions/register.ts';
import { anArea, record } from '../construction/fixture.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';

const ags = '07313000';
const statements: string[] = [];
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase((sql) => void statements.push(sql));
});
afterAll(() => database.close());

const recordAt = async (day: string) =>
  (await record(database, [anArea({ ags, id: `area ${day}` })], new Date(`${day}T12:00:00Z`))).editionId;

test('an edition that is new is read alone and takes its place; where others have gone unheard, all are read', async () => {
  const older = await recordAt('2025-03-01');
  const newer = await recordAt('2025-05-01');
  const register = await EditionRegister.open(database);
  const ids = () => register.list('rollout').map(({ id }) => id);
  expect(ids()).toEqual([older, newer]);

  statements.length = 0;
  const between = await recordAt('2025-04-01');
  await expect.poll(ids).toEqual([older, between, newer]);
  expect(register.find(between)).toMatchObject({ id: between, writtenCount: 1 });
  expect(register.all).toHaveLength(3);
  expect(statements.filter((sql) => sql.includes('from "edition" order by'))).toEqual([]);

  await database.db.deleteFrom('edition').where('id', '=', newer).execute();
  const last = await recordAt('2025-06-01');
  await expect.poll(ids).toEqual([older, between, last]);
  expect(register.find(newer)).toBeUndefined();
  expect(statements.filter((sql) => sql.includes('from "edition" order by'))).toHaveLength(1);
});
