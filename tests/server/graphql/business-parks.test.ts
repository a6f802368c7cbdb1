import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDatabase } from '../../database.ts';
import { openFilledDatabase } from '../../filled.ts';
import { type Api, openApi } from './api.ts';

let database: TestDatabase;
let api: Api;
let statements: string[] = [];
beforeAll(async () => {
  database = await openFilledDatabase((statement) => statements.push(statement));
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

async function askOf<T>(ags: string, fields: string): Promise<T> {
  const { data, errors } = await api.ask(`{ municipality(ags: "${ags}") { ${fields} } }`);
  expect(errors).toEqual([]);
  return (data as { municipality: T }).municipality;
}

const counts = 'businessParks { companies connected connectable unconnected edition { referenceDate population } }';

test('companies in business parks come as published', async () => {
  expect(await askOf('07313000', counts)).toEqual({
    businessParks: [
      {
        companies: 103_207,
        connected: 103_132,
        connectable: 21,
        unconnected: 54,
        edition: { referenceDate: '2019-06-30', population: 'BUSINESS_PARKS' },
      },
    ],
  });
});

test('a count that is not stated is null, and what was not known yet is left out', async () => {
  await database.db
    .updateTable('business_park')
    .set({ companies: null, connected: 0 })
    .where('ags', '=', '07314000')
    .execute();
  expect(await askOf('07314000', counts)).toMatchObject({
    businessParks: [{ companies: null, connected: 0, connectable: 947, unconnected: 29 }],
  });
  expect(await askOf('07314000', 'businessParks(asOf: "2001-01-01T00:00:00Z") { companies }')).toEqual({
    businessParks: [],
  });
});

interface Mobile {
  mobileCoverage: { technology: string; areaType: string; sharePercent: number | null }[];
}

test('mobile coverage is that of the county, as published', async () => {
  const { mobileCoverage } = await askOf<Mobile>(
    '07313000',
    'mobileCoverage(technology: "5G2") { countyAgs technology areaType areaGroup sharePercent edition { referenceDate } }',
  );
  expect(mobileCoverage.map(({ areaType, sharePercent }) => [areaType, sharePercent])).toEqual([
    ['Gewerbliche Nutzfläche', 89.38],
    ['Gewässer', 67.74],
    ['Landwirtschaftliche Flächen', 95.82],
    ['Wald-, Wiesenflächen', 5.43],
    ['Wohnbaufläche', 91.95],
    ['Autobahn', 100],
    ['Bahnstrecken', 95.59],
    ['Bundesstraßen', 76.73],
    ['Kreisstraßen', 94.01],
    ['Landstraßen', 93.35],
  ]);
  expect(mobileCoverage[0]).toEqual({
    countyAgs: '07313',
    technology: '5G2',
    areaType: 'Gewerbliche Nutzfläche',
    areaGroup: 'Gemeindefläche',
    sharePercent: 89.38,
    edition: { referenceDate: '2021-06-30' },
  });
});

test('without a technology all five come, and one that nobody published has no entries', async () => {
  const { mobileCoverage } = await askOf<Mobile>('07313000', 'mobileCoverage { technology areaType sharePercent }');
  expect(mobileCoverage).toHaveLength(50);
  expect([...new Set(mobileCoverage.map(({ technology }) => technology))]).toEqual([
    '5G2',
    'LTE10',
    'LTE2',
    'LTE6',
    'Mobil Alle',
  ]);
  expect(await askOf('07313000', 'mobileCoverage(technology: "6G") { technology }')).toEqual({ mobileCoverage: [] });
});

test.each([
  ['technology: "\\u0000"', 'technology', 'as published'],
  ['technology: ""', 'technology', 'as published'],
  ['edition: "municipal-coverage-2021-06-30-2c245be2"', 'edition', 'needed is MOBILE_COVERAGE'],
])('mobileCoverage(%s) is refused and says what is possible', async (args, argument, message) => {
  const { errors } = await api.ask(`{ municipality(ags: "07313000") { mobileCoverage(${args}) { technology } } }`);
  expect(errors).toHaveLength(1);
  expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument });
  expect(errors[0]?.message).toContain(message);
});

test('one statement each, whatever the page size', async () => {
  for (const first of [5, 200]) {
    const page = (field: string) => `{ municipalities(first: ${first}) { edges { node { ags ${field} } } } }`;
    await api.ask(page(''));
    for (const field of ['businessParks { companies }', 'mobileCoverage(technology: "LTE2") { sharePercent }']) {
      statements = [];
      expect((await api.ask(page(field))).errors).toEqual([]);
      expect(statements, `${field} of ${first}`).toHaveLength(1);
    }
  }
});

test('more mobile coverage than can be served at once is refused', async () => {
  const { errors } = await api.ask(
    '{ municipalities(first: 500) { edges { node { mobileCoverage { technology areaType areaGroup sharePercent } } } } }',
  );
  expect(errors[0]?.message).toContain('complexity');
});
