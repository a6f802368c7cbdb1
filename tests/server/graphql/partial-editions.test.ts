import { afterAll, beforeAll, expect, test } from 'vitest';
import { municipalitiesLayer } from '../../../server/coverage/layer.ts';
import { EditionRegister } from '../../../server/editions/register.ts';
import { addBoundaries, addCoverage, aMunicipality } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from './api.ts';

let database: TestDatabase;
let api: Api;
let whole: string;
let part: string;
beforeAll(async () => {
  database = await openTestDatabase();
  const keys = ['07313000', '07313001', '07313002'];
  await addBoundaries(
    database,
    keys.map((ags) => aMunicipality({ ags })),
  );
  whole = await addCoverage(database, ['ALL_30'], Object.fromEntries(keys.map((ags) => [ags, [90]])));
  part = await addCoverage(database, ['ALL_30'], { '07313000': [95] }, { referenceDate: '2023-06-30' });
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

test('an edition of one town says that it is a part, and is taken for a ranking only when asked to', async () => {
  const { data } = await api.ask(`{
    whole: edition(editionId: "${whole}") { partial }
    part: edition(editionId: "${part}") { partial }
    byDefault: ranking(technology: ALL, minDownstreamMbits: 30) { totalCount }
    asked: ranking(technology: ALL, minDownstreamMbits: 30, edition: "${part}") { totalCount }
  }`);
  expect(data).toMatchObject({
    whole: { partial: false },
    part: { partial: true },
    byDefault: { totalCount: 3 },
    asked: { totalCount: 1 },
  });
});

test('nor is it for the map', async () => {
  const register = await EditionRegister.open(database);
  const editionOf = (edition: string | null) =>
    municipalitiesLayer.choose(register, { edition, technology: null, on: null, asOf: null, planners: false }).edition
      ?.id;
  expect(editionOf(null)).toBe(whole);
  expect(editionOf(part)).toBe(part);
});
