import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBoundaries, addCoverage, aMunicipality } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from './api.ts';

let database: TestDatabase;
let api: Api;
let households: string;
let companies: string;
let companiesBefore: string;
beforeAll(async () => {
  database = await openTestDatabase();
  await addBoundaries(database, [
    aMunicipality({ ags: '07313000' }),
    aMunicipality({ ags: '07313999', inhabited: false }),
  ]);
  const shares = (percent: number) => ({ '07313000': [percent], '07313999': [percent] });
  companiesBefore = await addCoverage(database, ['ALL_30'], shares(60), {
    population: 'business_parks',
    referenceDate: '2020-12-31',
  });
  companies = await addCoverage(database, ['ALL_30'], shares(80), { population: 'business_parks' });
  households = await addCoverage(database, ['ALL_30'], shares(90), { referenceDate: '2020-12-31' });
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

const figure = 'technology: ALL, minDownstreamMbits: 30';

function compare(ags: string, from: string, to: string) {
  return api.ask(
    `{ municipality(ags: "${ags}") { comparison(${figure}, from: "${from}", to: "${to}") {
      __typename ... on Comparison { differencePercentagePoints } ... on NotFoundError { message }
    } } }`,
  );
}

test('households are not compared with companies', async () => {
  for (const [from, to] of [
    [households, companies],
    [companies, households],
  ] as const) {
    const { errors } = await compare('07313000', from, to);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'to' });
    const subjectOf = (id: string) => (id === households ? 'households' : 'companies in business parks');
    expect(errors[0]?.message).toBe(
      `to: edition ${to} is about ${subjectOf(to)}, edition ${from} in "from" about ${subjectOf(from)}; name two about the same.`,
    );
  }
});

test.each(['07313000', '07313999'])(
  'companies are compared with companies, and %s need not be lived in',
  async (ags) => {
    const { data, errors } = await compare(ags, companiesBefore, companies);
    expect(errors).toEqual([]);
    expect(data).toEqual({
      municipality: { comparison: { __typename: 'Comparison', differencePercentagePoints: 20 } },
    });
  },
);

test.each([
  ['rank', (edition: string) => `municipality(ags: "07313000") { rank(${figure}, ${edition}) { rank } }`],
  [
    'makeUp',
    (edition: string) => `municipality(ags: "07313000") { makeUp(minDownstreamMbits: 30, ${edition}) { nonePercent } }`,
  ],
  ['ranking', (edition: string) => `ranking(${figure}, ${edition}) { totalCount }`],
  ['distribution', (edition: string) => `distribution(${figure}, ${edition}) { totalCount }`],
  ['coverageColumns', (edition: string) => `coverageColumns(${figure}, ${edition}) { ags }`],
  ['coverageTable', (edition: string) => `coverageTable(${figure}, ${edition}) { pageCount }`],
])('%s is about households and refuses companies', async (_name, fieldWith) => {
  const { errors } = await api.ask(`{ ${fieldWith(`edition: "${companies}"`)} }`);
  expect(errors).toHaveLength(1);
  expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'edition' });
  expect(errors[0]?.message).toContain(
    `edition ${companies} is about companies in business parks, needed is one about households`,
  );
  expect((await api.ask(`{ ${fieldWith(`edition: "${households}"`)} }`)).errors).toEqual([]);
});

async function coverageOf(ags: string, args: string) {
  const { data, errors } = await api.ask(
    `{ municipality(ags: "${ags}") { coverage(${figure}, ${args}) { sharePercent absence edition { population } } } }`,
  );
  return { errors, coverage: (data as { municipality: { coverage: unknown } | null } | null)?.municipality?.coverage };
}

test('coverage takes its population from the edition that is named', async () => {
  const ofCompanies = { sharePercent: 80, absence: null, edition: { population: 'BUSINESS_PARKS' } };
  const ofNobody = { sharePercent: null, absence: 'UNINHABITED', edition: { population: 'HOUSEHOLDS' } };
  expect((await coverageOf('07313000', `edition: "${companies}"`)).coverage).toEqual([ofCompanies]);
  expect((await coverageOf('07313999', `edition: "${companies}"`)).coverage).toEqual([ofCompanies]);
  expect((await coverageOf('07313999', `edition: "${households}"`)).coverage).toEqual([ofNobody]);
  expect((await coverageOf('07313999', 'population: null')).coverage).toEqual([ofNobody]);
});

test.each([
  ['BUSINESS_PARKS', () => households, 'is about households, needed is one about companies in business parks'],
  ['HOUSEHOLDS', () => companies, 'is about companies in business parks, needed is one about households'],
])('coverage of %s refuses an edition about others', async (population, edition, message) => {
  const { errors } = await coverageOf('07313000', `population: ${population}, edition: "${edition()}"`);
  expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'edition' });
  expect(errors[0]?.message).toContain(message);
});
