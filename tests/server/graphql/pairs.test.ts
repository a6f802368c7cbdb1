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
