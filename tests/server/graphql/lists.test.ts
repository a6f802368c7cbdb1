import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { addBoundaries, addCoverage, aMunicipality } from '../../builders.ts';
import { type Api, openApi } from './api.ts';

const keys = Array.from({ length: 230 }, (_, index) => String(7131000 + index).padStart(8, '0'));

let database: TestDatabase;
let api: Api;
let statements: string[] = [];
beforeAll(async () => {
  database = await openTestDatabase((statement) => statements.push(statement));
  await addBoundaries(
    database,
    keys.map((ags, index) =>
      aMunicipality({
        ags,
        name: index === 3 ? 'Öhringen am Landauer Weg' : `Landau ${index}`,
        inhabited: index !== 4,
      }),
    ),
  );
  for (const referenceDate of ['2018-12-31', '2021-06-30']) {
    const shares = keys.map((ags, index): [string, (number | null)[]] => [
      ags,
      [index === 5 ? null : index % 101, 1.9],
    ]);
    await addCoverage(database, ['ALL_30', 'FTTH_B_1000'], Object.fromEntries(shares), { referenceDate });
  }
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

interface Page<N = { ags: string }> {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  edges: { cursor: string; node: N }[];
}

async function readPage(page: Record<string, unknown>): Promise<Page> {
  const { data, errors } = await api.ask(
    `query ($first: Int, $after: String, $last: Int, $before: String) {
      municipalities(first: $first, after: $after, last: $last, before: $before, orderBy: AGS) {
        totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { ags } }
      }
    }`,
    page,
  );
  expect(errors).toEqual([]);
  return (data as { municipalities: Page }).municipalities;
}

const agsOf = ({ edges }: Page): string[] => edges.map(({ node }) => node.ags);

test('pages put together are the whole list, forwards and backwards', async () => {
  const forwards: string[] = [];
  let after: string | null = null;
  do {
    const page: Page = await readPage({ first: 90, after });
    expect(page.totalCount).toBe(230);
    expect(page.pageInfo.hasPreviousPage).toBe(forwards.length > 0);
    forwards.push(...agsOf(page));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  expect(forwards).toEqual(keys);
  const last = await readPage({ last: 90 });
  expect(agsOf(last)).toEqual(keys.slice(-90));
  expect(agsOf(await readPage({ last: 90, before: last.pageInfo.startCursor }))).toEqual(keys.slice(-180, -90));
  expect(agsOf(await readPage({}))).toHaveLength(50);
  expect(await readPage({ first: 0 })).toMatchObject({ totalCount: 230, edges: [], pageInfo: { endCursor: null } });
});

test.each([
  ['{ municipalities(first: -1) { totalCount } }', 'first', 'it can be 0 to 500'],
  ['{ municipalities(first: 1000000) { totalCount } }', 'first', 'it can be 0 to 500'],
  ['{ municipalities(last: 501) { totalCount } }', 'last', 'it can be 0 to 500'],
  ['{ municipalities(first: 1, last: 1) { totalCount } }', 'last', 'not both'],
  ['{ municipalities(after: "x") { totalCount } }', 'after', 'no cursor'],
  ['{ municipalities(filter: { stateCode: "7" }) { totalCount } }', 'stateCode', '01 to 16'],
  ['{ municipality(ags: "7131000") { name } }', 'ags', 'eight digits'],
  ['{ search(text: "x", first: 101) { name } }', 'first', '0 to 100'],
  ['{ node(id: "x") { id } }', 'id', 'no id of this API'],
  ['{ place(longitude: 200, latitude: 49) { longitude } }', 'longitude', '-180 to 180'],
  ['{ cell(cellId: "100mN1E1") { id } }', 'cellId', '100mN29001E41837'],
  ['{ distribution(technology: ALL, minDownstreamMbits: 31) { totalCount } }', 'minDownstreamMbits', '30, 50, 100'],
  [
    '{ distribution(technology: ALL, minDownstreamMbits: 30, edition: "x") { totalCount } }',
    'edition',
    'no edition "x"',
  ],
])('%s is refused and says what is possible', async (query, argument, message) => {
  const { status, errors } = await api.ask(query);
  expect(status).toBe(200);
  expect(errors).toHaveLength(1);
  expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument });
  expect(errors[0]?.message).toContain(message);
});

test('a cursor from another query is refused', async () => {
  const { pageInfo } = await readPage({ first: 10 });
  for (const list of [
    'municipalities(orderBy: NAME, after: $after)',
    'municipalities(orderBy: AGS, after: $after, filter: { inhabited: true })',
    'cells(ags: "07131000", after: $after)',
    'editions(after: $after)',
    'ranking(technology: ALL, minDownstreamMbits: 30, after: $after)',
  ]) {
    const { errors } = await api.ask(`query ($after: String) { ${list} { totalCount } }`, {
      after: pageInfo.endCursor,
    });
    expect(errors[0]?.message, list).toContain('this cursor comes from another query');
  }
});

test('a forged cursor is refused or harmless, and never an error of the server', async () => {
  const { pageInfo } = await readPage({ first: 10 });
  const [fingerprint] = JSON.parse(Buffer.from(pageInfo.endCursor ?? '', 'base64url').toString()) as [string];
  for (const key of [[], ['x'], [1], ['x', 'y'], [null], [{}], ["'; drop table edition; --"]]) {
    const after = Buffer.from(JSON.stringify([fingerprint, ...key])).toString('base64url');
    const { status } = await api.ask(
      'query ($after: String) { municipalities(orderBy: AGS, after: $after) { totalCount } }',
      {
        after,
      },
    );
    expect(status).toBe(200);
  }
});

test('names are found without regard to case and umlauts', async () => {
  const { data } = await api.ask(
    '{ municipalities(filter: { nameContains: "OEHRINGEN" }) { totalCount edges { node { name } } } search(text: "öhr landauer") { ags } }',
  );
  expect(data).toEqual({
    municipalities: { totalCount: 1, edges: [{ node: { name: 'Öhringen am Landauer Weg' } }] },
    search: [{ ags: keys[3] }],
  });
});

test('a ranking pages through equal shares in either direction, without the uninhabited and what is not stated', async () => {
  const read = async (direction: string): Promise<string[]> => {
    const found: string[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await api.ask(
        `query ($after: String) { ranking(technology: ALL, minDownstreamMbits: 30, first: 50, after: $after, direction: ${direction}) {
          totalCount notStatedCount uninhabitedCount pageInfo { hasNextPage endCursor }
          edges { node { rank sharePercent municipality { ags } } } } }`,
        { after },
      );
      expect(errors).toEqual([]);
      const { ranking } = data as {
        ranking: Page<{ rank: number; sharePercent: number; municipality: { ags: string } }>;
      };
      expect(ranking).toMatchObject({ totalCount: 228, notStatedCount: 1, uninhabitedCount: 1 });
      found.push(...ranking.edges.map(({ node }) => `${node.rank} ${node.sharePercent} ${node.municipality.ags}`));
      after = ranking.pageInfo.hasNextPage ? ranking.pageInfo.endCursor : null;
    } while (after !== null);
    return found;
  };
  const descending = await read('DESCENDING');
  expect(descending.slice(0, 3)).toEqual([`1 100 ${keys[100]}`, `1 100 ${keys[201]}`, `3 99 ${keys[99]}`]);
  expect(await read('ASCENDING')).toEqual(descending.toReversed());
});

const single = (first: number): string => `{ municipality(ags: "${keys[first]}") { name households
  coverage(technology: FTTH_B, minDownstreamMbits: 1000) {
    sharePercent modelled edition { referenceDate publisher attribution licence } } } }`;

const list = (first: number): string => `{ municipalities(first: ${first}, filter: { nameContains: "landau" }) {
  totalCount pageInfo { hasNextPage endCursor }
  edges { cursor node { ags name stateName
    coverage(technology: ALL, minDownstreamMbits: 30, referenceDate: "2021-06-30") { sharePercent } } } } }`;

const wide = (
  first: number,
): string => `{ municipalities(first: ${first}) { edges { node { households districts { name }
  all: coverage(technology: ALL, minDownstreamMbits: 30) { sharePercent edition { title } }
  fibre: coverage(technology: FTTH_B, minDownstreamMbits: 1000) { sharePercent breakInSeries { note } }
  makeUp(minDownstreamMbits: 30) { nonePercent }
  rank(technology: ALL, minDownstreamMbits: 30) { rank best { municipality { name } } } } } } }`;

test.each([
  ['a municipality and its history', single],
  ['a list and one figure', list],
  ['a list with everything', wide],
])('%s takes the same number of statements, whatever the page size', async (_, query) => {
  await api.ask(query(5)); // what is read once an edition
  const counts: number[] = [];
  for (const first of [5, 200]) {
    statements = [];
    const { errors } = await api.ask(query(first));
    expect(errors).toEqual([]);
    counts.push(statements.length);
  }
  expect(counts[1]).toBe(counts[0]);
  expect(counts[0]).toBeLessThanOrEqual(4);
  if (query !== wide) expect(counts[0]).toBe(1);
});
