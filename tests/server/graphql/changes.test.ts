import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBoundaries, addCoverage, aMunicipality } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from './api.ts';

const landau = '07313000';
const [risen, fallen, same, unstated, unknown, empty] = ['01', '02', '03', '04', '05', '06'].map(
  (end) => `073350${end}`,
) as [string, string, string, string, string, string];

let database: TestDatabase;
let api: Api;
let statements: string[] = [];
let before: string;
let after: string;
let old: string;
let companies: string;
beforeAll(async () => {
  database = await openTestDatabase((statement) => statements.push(statement));
  await addBoundaries(database, [
    aMunicipality({ ags: landau, name: 'Landau', independent: true, designation: 'Stadt' }),
    ...[risen, fallen, same, unstated, unknown].map((ags) => aMunicipality({ ags })),
    aMunicipality({ ags: empty, inhabited: false }),
  ]);
  const figures = ['ALL_30', 'FTTH_B_1000'] as const;
  old = await addCoverage(
    database,
    ['ALL_30'],
    { [landau]: [80], [risen]: [80], [fallen]: [80], [same]: [80] },
    {
      referenceDate: '2018-06-30',
    },
  );
  before = await addCoverage(
    database,
    [...figures],
    {
      [landau]: [90, 0],
      [risen]: [90, 20.1],
      [fallen]: [90, 30],
      [same]: [90, 5],
      [unstated]: [90, null],
      [empty]: [0, 0],
      '07335099': [90, 50], // merged since
    },
    { referenceDate: '2018-12-31' },
  );
  after = await addCoverage(
    database,
    [...figures],
    {
      [landau]: [99, 30.2],
      [risen]: [99, 50.3],
      [fallen]: [99, 10],
      [same]: [99, 5],
      [unstated]: [99, 40],
      [unknown]: [99, 60],
      [empty]: [0, 0],
    },
    { referenceDate: '2021-06-30' },
  );
  companies = await addCoverage(database, [...figures], { [landau]: [99, 30] }, { population: 'business_parks' });
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

const changes = `
  query ($from: String!, $to: String!, $technology: Technology = FTTH_B, $speed: Int = 1000, $filter: MunicipalityFilter) {
    coverageChanges(technology: $technology, minDownstreamMbits: $speed, from: $from, to: $to, filter: $filter) {
      __typename
      ... on CoverageChanges {
        earlier { referenceDate } later { referenceDate }
        roseCount sameCount fellCount missingCount uninhabitedCount medianPercentagePoints onlyEarlierCount onlyLaterCount
        columns { ags earlierPercent laterPercent }
        ranking(first: 10) { totalCount edges { node {
          rank sharedBy differencePercentagePoints earlierPercent laterPercent municipality { ags }
        } } }
      }
      ... on SeriesBreakError { reason before: earlier after: later nearestPair nearestEditionId }
      ... on NotFoundError { message }
    }
  }`;

interface Answer {
  __typename: string;
  columns: { ags: string[]; earlierPercent: (number | null)[]; laterPercent: (number | null)[] };
  ranking: {
    totalCount: number;
    edges: { node: { rank: number; differencePercentagePoints: number; municipality: { ags: string } } }[];
  };
}

async function ask(variables: Record<string, unknown>): Promise<Answer> {
  const { data, errors } = await api.ask(changes, variables);
  expect(errors).toEqual([]);
  return (data as { coverageChanges: Answer }).coverageChanges;
}

test('what rose, fell, stayed and is missing is counted apart, and a key of one edition alone is told', async () => {
  expect(await ask({ from: before, to: after })).toMatchObject({
    __typename: 'CoverageChanges',
    earlier: { referenceDate: '2018-12-31' },
    later: { referenceDate: '2021-06-30' },
    roseCount: 2,
    sameCount: 1,
    fellCount: 1,
    missingCount: 2,
    uninhabitedCount: 1,
    medianPercentagePoints: 15.1,
    onlyEarlierCount: 1,
    onlyLaterCount: 1,
  });
});

test('equal differences share a rank, whatever the last bits of a subtraction say', async () => {
  const { ranking } = await ask({ from: before, to: after });
  expect(ranking.edges.map(({ node }) => node)).toMatchObject([
    { rank: 1, sharedBy: 2, differencePercentagePoints: 30.2, municipality: { ags: landau } },
    { rank: 1, sharedBy: 2, differencePercentagePoints: 30.2, earlierPercent: 20.1, laterPercent: 50.3 },
    { rank: 3, sharedBy: 1, differencePercentagePoints: 0, municipality: { ags: same } },
    { rank: 4, sharedBy: 1, differencePercentagePoints: -20, municipality: { ags: fallen } },
  ]);
});

test('columns hold both shares; what is missing in one edition is null there and not zero', async () => {
  const { columns } = await ask({ from: before, to: after });
  const shares = (ags: string) => {
    const at = columns.ags.indexOf(ags);
    return [columns.earlierPercent[at], columns.laterPercent[at]];
  };
  expect(columns.ags).not.toContain(empty);
  expect([shares(landau), shares(unstated), shares(unknown)]).toEqual([
    [0, 30.2],
    [null, 40],
    [null, 60],
  ]);
});

test('the difference is the one of comparison, whichever edition is named first', async () => {
  const { ranking } = await ask({ from: after, to: before });
  for (const { node } of ranking.edges) {
    const { data } = await api.ask(
      `{ municipality(ags: "${node.municipality.ags}") { comparison(
        technology: FTTH_B, minDownstreamMbits: 1000, from: "${before}", to: "${after}"
      ) { ... on Comparison { differencePercentagePoints } } } }`,
    );
    const { differencePercentagePoints } = node;
    expect(data).toEqual({ municipality: { comparison: { differencePercentagePoints } } });
  }
  expect(ranking.edges).toHaveLength(4);
});

test('a filter chooses who is ranked; keys of one edition alone are still counted in all of Germany', async () => {
  expect(await ask({ from: before, to: after, filter: { independent: true } })).toMatchObject({
    roseCount: 1,
    missingCount: 0,
    uninhabitedCount: 0,
    onlyEarlierCount: 1,
    ranking: { totalCount: 1 },
    columns: { ags: [landau] },
  });
});

test('across a break there is no difference, and the nearest that there is is named', async () => {
  expect(await ask({ from: old, to: before, technology: 'ALL', speed: 30 })).toEqual({
    __typename: 'SeriesBreakError',
    reason: 'METHOD',
    before: '2018-06-30',
    after: '2018-12-31',
    nearestEditionId: null,
    nearestPair: [before, after],
  });
  expect(await ask({ from: old, to: after })).toMatchObject({ reason: 'CLASSES', nearestPair: [before, after] });
  expect(await ask({ from: before, to: after, technology: 'HFC' })).toMatchObject({ nearestPair: [] });
});

test('an edition that there is not is told in words, and one about companies is refused', async () => {
  expect(await ask({ from: 'gone', to: after })).toEqual({
    __typename: 'NotFoundError',
    message: 'There is no edition "gone".',
  });
  for (const to of [companies, before]) {
    const { errors } = await api.ask(changes, { from: to === before ? before : companies, to });
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'to' });
  }
});

test('the falls come from the other end, page by page, with ranks of their own', async () => {
  const page = (after_: string | null) =>
    api.ask(
      `query ($after: String) { coverageChanges(
        technology: FTTH_B, minDownstreamMbits: 1000, from: "${before}", to: "${after}"
      ) { ... on CoverageChanges { ranking(direction: ASCENDING, first: 3, after: $after) {
        pageInfo { endCursor hasNextPage } edges { node { rank municipality { ags } } }
      } } } }`,
      { after: after_ },
    );
  const pages = [];
  for (let cursor: string | null = null; ;) {
    const { data } = await page(cursor);
    const { ranking } = (data as { coverageChanges: { ranking: Paged } }).coverageChanges;
    pages.push(ranking.edges.map(({ node }) => [node.rank, node.municipality.ags]));
    if (!ranking.pageInfo.hasNextPage) break;
    cursor = ranking.pageInfo.endCursor;
  }
  expect(pages).toEqual([
    [
      [1, fallen],
      [2, same],
      [3, risen],
    ],
    [[3, landau]],
  ]);
});

interface Paged {
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
  edges: { node: { rank: number; municipality: { ags: string } } }[];
}

test('all figures of several places are one statement, and absent figures say why', async () => {
  statements = [];
  const { data, errors } = await api.ask(
    `{ municipalities(filter: { ags: ["${landau}", "${unstated}", "${empty}", "${unknown}"] }, orderBy: AGS) { edges { node {
      figures(edition: "${before}") { technology minDownstreamMbits sharePercent absence }
    } } } }`,
  );
  expect(errors).toEqual([]);
  const figure = (technology: string, minDownstreamMbits: number, sharePercent: number | null, absence: unknown) => ({
    technology,
    minDownstreamMbits,
    sharePercent,
    absence,
  });
  const { edges } = (data as { municipalities: { edges: { node: { figures: unknown } }[] } }).municipalities;
  expect(edges.map(({ node }) => node.figures)).toEqual([
    [figure('ALL', 30, 90, null), figure('FTTH_B', 1000, 0, null)],
    [figure('ALL', 30, 90, null), figure('FTTH_B', 1000, null, 'NOT_STATED')],
    [],
    [figure('ALL', 30, null, 'UNINHABITED'), figure('FTTH_B', 1000, null, 'UNINHABITED')],
  ]);
  expect(statements.filter((statement) => statement.includes('coverage'))).toHaveLength(1);
});

test('changes of the whole country are a statement an edition, and none when asked again', async () => {
  statements = [];
  const asked = { from: before, to: after, technology: 'ALL', speed: 30 };
  await ask(asked);
  expect(statements.filter((statement) => statement.includes('coverage'))).toHaveLength(2);
  statements = [];
  await ask({ ...asked, filter: { stateCode: '07' } });
  expect(statements).toEqual([]);
});
