import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDatabase } from '../../database.ts';
import { openFilledDatabase } from '../../filled.ts';
import { type Api, openApi } from './api.ts';

/** Questions beside the answers that published figures give: x.graphql and x.json. */
const folder = join(import.meta.dirname, 'pairs');

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await openFilledDatabase();
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));

test.each(names)('%s', async (name) => {
  const { data, errors } = await api.ask(await readFile(join(folder, name), 'utf8'));
  expect(errors).toEqual([]);
  expect(data).toEqual(JSON.parse(await readFile(join(folder, name.replace('.graphql', '.json')), 'utf8')));
});

test('shares of the districts are modelled, and their weighted mean is what is published for the city', async () => {
  const { data } = await api.ask(`{
    municipality(ags: "07313000") {
      districts { name coverage(technology: ALL, minDownstreamMbits: 1000) { sharePercent modelled edition { referenceDate } } }
    }
  }`);
  const { districts } = (
    data as {
      municipality: { districts: { name: string; coverage: { modelled: boolean; sharePercent: number | null }[] }[] };
    }
  ).municipality;
  const served = districts.filter(({ coverage }) => coverage.length > 0);
  expect(served.length).toBeGreaterThanOrEqual(9);
  for (const { name, coverage } of served) {
    expect(
      coverage.every(({ modelled }) => modelled),
      name,
    ).toBe(true);
    expect(coverage, name).toHaveLength(5);
  }
  const newest = served.map(({ coverage }) => coverage.at(-1)?.sharePercent ?? 0);
  expect(Math.min(...newest)).toBeLessThan(80.97);
  expect(Math.max(...newest)).toBeGreaterThan(80.97);
});

test('all municipalities where somebody lives come as columns', async () => {
  const { data } = await api.ask(
    '{ coverageColumns(technology: ALL, minDownstreamMbits: 30) { edition { referenceDate } ags name stateCode sharesPercent } }',
  );
  const { ags, name, stateCode, sharesPercent, edition } = (
    data as {
      coverageColumns: {
        edition: { referenceDate: string };
        ags: string[];
        name: string[];
        stateCode: string[];
        sharesPercent: (number | null)[];
      };
    }
  ).coverageColumns;
  expect(edition.referenceDate).toBe('2021-06-30');
  expect(new Set([ags, name, stateCode, sharesPercent].map(({ length }) => length))).toEqual(new Set([10_790]));
  const landau = ags.indexOf('07313000');
  expect([name[landau], stateCode[landau], sharesPercent[landau]]).toEqual(['Landau in der Pfalz', '07', 99.26]);
});

/** What the table says, and in which order. */
async function tableOf(args: string) {
  const { data, errors } = await api.ask(`{
    coverageTable(technology: FTTH_B, minDownstreamMbits: 1000${args}) {
      page pageCount chosenCount totalCount
      rows { rank sharePercent municipality { ags name } }
    }
  }`);
  const table = (data as { coverageTable: CoverageTable } | null)?.coverageTable;
  return { errors, table };
}
interface CoverageTable {
  page: number;
  pageCount: number;
  chosenCount: number;
  totalCount: number;
  rows: { rank: number | null; sharePercent: number | null; municipality: { ags: string; name: string } }[];
}

test('the table is a page of all municipalities, the best first, and equal shares share a rank', async () => {
  const { table } = await tableOf('');
  expect(table).toMatchObject({ page: 1, chosenCount: 10_790, totalCount: 10_790, pageCount: 216 });
  expect(table?.rows).toHaveLength(50);
  expect(table?.rows.every(({ rank, sharePercent }) => rank === 1 && sharePercent === 100)).toBe(true);
  const last = await tableOf(', page: 10000');
  expect(last.table).toMatchObject({ page: 216 });
  expect(last.table?.rows).toHaveLength(40);
  expect(last.table?.rows.every(({ rank, sharePercent }) => rank === null && sharePercent === null)).toBe(true);
});

test('the table is found by a part of a name without its marks, in a Land, and keeps the rank in Germany', async () => {
  const { table } = await tableOf(', nameContains: "NUSSDORF", sort: NAME_ASCENDING');
  expect(table?.rows.map(({ municipality }) => municipality.name)).toEqual(['Nußdorf', 'Nußdorf a. Inn']);
  const landau = await tableOf(', nameContains: "landau in der", stateCode: "07"');
  expect(landau.table).toMatchObject({
    chosenCount: 2,
    pageCount: 1,
    rows: [
      { sharePercent: 4.06, municipality: { name: 'Ilbesheim bei Landau in der Pfalz' } },
      { sharePercent: 1.9, municipality: { ags: '07313000' } },
    ],
  });
  expect(landau.table?.rows[0]?.rank).toBeGreaterThan(1000);
});

test.each([
  ['page: 0', 'page: 0 must be 1 or more.'],
  ['stateCode: "17"', 'stateCode: "17" must be 01 to 16.'],
  ['minDownstreamMbits: 7', 'minDownstreamMbits'],
])('a table with %s is refused with the reason', async (args, message) => {
  const figure = args.startsWith('minDownstreamMbits') ? '' : 'minDownstreamMbits: 1000, ';
  const { errors } = await api.ask(`{ coverageTable(technology: FTTH_B, ${figure}${args}) { page } }`);
  expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(errors[0]?.message).toContain(message);
});

test('every question of the README is answered, in full', async () => {
  const readme = await readFile(join(import.meta.dirname, '../../../README.md'), 'utf8');
  const bodies = [...readme.matchAll(/\/graphql --json '(.*)'$/gm)].map(([, body]) => body ?? '');
  expect(bodies.length).toBeGreaterThan(1);
  for (const body of bodies) {
    const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
    const { data, errors } = await api.ask(query, variables);
    expect(errors).toEqual([]);
    for (const answer of Object.values(data as Record<string, unknown>)) {
      expect(answer).not.toBeNull();
      expect(answer).not.toEqual([]);
    }
  }
});
