import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBoundaries, aMunicipality, box } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from './api.ts';

let database: TestDatabase;
let api: Api;
let middle: string;
beforeAll(async () => {
  database = await openTestDatabase();
  const town = { ags: '07313001', geometry: box(8, 49, 8.1, 49.1) };
  await addBoundaries(
    database,
    [
      aMunicipality(town),
      aMunicipality({ ags: '07313002', name: 'Altdorf', geometry: box(8.1, 49, 8.2, 49.1) }),
      aMunicipality({ ags: '07313003', name: 'Seedorf', geometry: box(9, 49, 9.1, 49.1) }),
    ],
    { referenceDate: '2018-12-31' },
  );
  middle = await addBoundaries(
    database,
    [
      aMunicipality(town),
      aMunicipality({ ags: '07313002', name: 'Bad Altdorf', geometry: box(8.1, 49, 8.2, 49.1) }),
      aMunicipality({ ags: '07313003', name: 'Seedorf', geometry: box(9, 49, 9.1, 49.1) }),
    ],
    { referenceDate: '2019-12-31' },
  );
  await addBoundaries(database, [aMunicipality({ ...town, name: 'Großstadt', geometry: box(8, 49, 8.2, 49.1) })], {
    referenceDate: '2021-12-31',
  });
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

async function ask(ags: string, asOf?: string): Promise<unknown> {
  const { data, errors } = await api.ask(
    `query ($ags: String!, $asOf: DateTime) { formerMunicipality(ags: $ags, asOf: $asOf) {
      ags name longitude latitude boundaries { editionId } today { ags name }
    } }`,
    { ags, asOf },
  );
  expect(errors).toEqual([]);
  return (data as { formerMunicipality: unknown }).formerMunicipality;
}

test('a municipality that has merged is found in the newest boundaries that knew it, and so is what lies there today', async () => {
  expect(await ask('07313002')).toEqual({
    ags: '07313002',
    name: 'Bad Altdorf',
    longitude: 8.15,
    latitude: 49.05,
    boundaries: { editionId: middle },
    today: { ags: '07313001', name: 'Großstadt' },
  });
});

test('where nothing lies today, nothing is said', async () => {
  expect(await ask('07313003')).toMatchObject({ name: 'Seedorf', today: null });
});

test('one that still has its key, or never had one, is no former one', async () => {
  expect(await ask('07313001')).toBeNull();
  expect(await ask('07313009')).toBeNull();
  expect(await ask('07313002', '2000-01-01T00:00:00Z')).toBeNull();
});

test('what is no key is refused', async () => {
  const { errors } = await api.ask('{ formerMunicipality(ags: "Altdorf") { name } }');
  expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'ags' });
});
