import { afterAll, beforeAll, expect, test } from 'vitest';
import { fundingOf } from '../../../../server/construction/planning/funding.ts';
import { addBoundaries, aMunicipality } from '../../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../../database.ts';
import { type Api, openApi } from '../../graphql/api.ts';
import { anArea, record } from '../fixture.ts';
import { ags, aPayment, aPlan } from './fixture.ts';

const noPayer = { federal: null, state: null, own: null, other: null };

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await openTestDatabase();
  await addBoundaries(database, [aMunicipality({ ags })]);
  await record(database, [
    anArea({ ags, id: 'north', name: 'Norden', district: 'Nord' }),
    anArea({ ags, id: 'south', name: 'Süden', district: 'Süd' }),
    aPlan({ areaId: 'north', day: '2023-06-30', eur: 100, eurBy: { ...noPayer, federal: 50, state: 40, own: 10 } }),
    aPlan({ areaId: 'north', day: '2024-03-31', eur: 300.2, eurBy: { ...noPayer, federal: 150.1, state: 120 } }),
    aPlan({ areaId: 'north', day: '2024-12-31', eur: 900, eurBy: { ...noPayer, federal: 900 } }),
    aPlan({ areaId: 'south', day: '2024-01-31', eur: 70 }),
    aPayment({ id: 'p1', areaId: 'north', day: '2023-07-01', eur: 60.1, fundedBy: 'federal' }),
    aPayment({ id: 'p2', areaId: 'north', day: '2024-02-01', eur: 80.2, fundedBy: 'federal' }),
    aPayment({ id: 'p3', areaId: 'north', day: '2024-02-02', eur: -20, fundedBy: 'federal' }),
    aPayment({ id: 'p4', areaId: 'north', day: '2024-02-03', eur: 5, fundedBy: 'other' }),
    aPayment({ id: 'p5', areaId: null, day: '2024-02-04', eur: 7 }),
    aPayment({ id: 'p6', areaId: 'north', day: '2024-05-01', eur: 1000, fundedBy: 'state' }),
  ]);
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

interface Part {
  planned: number | null;
  spent: number | null;
}

async function ask(scope: string): Promise<{ parts: Part[]; rows: unknown[][]; total: (number | null)[] }> {
  const { data, errors } = await api.ask(`{ proofOfUse(ags: "${ags}", ${scope}) {
    figures { figure value planned missing }
    funding { areaName year fundingSource planned spent modelled missing sources { editionId } } } }`);
  expect(errors).toEqual([]);
  const { figures, funding } = (
    data as {
      proofOfUse: {
        figures: { figure: string; value: number | null; planned: number | null }[];
        funding: (Part & Record<string, unknown>)[];
      };
    }
  ).proofOfUse;
  const total = figures.find(({ figure }) => figure === 'EUR_SPENT');
  return {
    parts: funding,
    rows: funding.map((part) => [part.areaName, part.year, part.fundingSource, part.planned, part.spent]),
    total: [total?.planned ?? null, total?.value ?? null],
  };
}

test('plan and spending are told by area, year and source, and what nobody stated is a part of its own', async () => {
  const { rows } = await ask('on: "2024-03-31"');
  expect(rows).toEqual([
    ['Norden', 2023, 'FEDERAL', 50, 60.1],
    ['Norden', 2023, 'STATE', 40, null],
    ['Norden', 2023, 'OWN', 10, null],
    ['Norden', 2024, 'FEDERAL', 100.1, 60.2],
    ['Norden', 2024, 'STATE', 80, null],
    ['Norden', 2024, 'OTHER', null, 5],
    ['Norden', 2024, null, 20.1, null],
    ['Süden', 2024, null, 70, null],
    [null, 2024, null, null, 7],
  ]);
});

test.each(['on: "2023-12-31"', 'on: "2024-03-31"', 'on: "2026-01-01"', 'district: "Nord", on: "2024-06-01"'])(
  'the parts are the whole: %s',
  async (scope) => {
    const { parts, total } = await ask(scope);
    const sumOf = (of: 'planned' | 'spent') =>
      Math.round(parts.reduce((sum, part) => sum + (part[of] ?? 0), 0) * 100) / 100;
    expect([sumOf('planned'), sumOf('spent')]).toEqual(total);
  },
);

test('what is not known of a part is said in words', async () => {
  const { data } = await api.ask(`{ proofOfUse(ags: "${ags}", on: "2024-03-31") {
    figures { figure missing(language: DE) } funding { areaName year fundingSource missing(language: DE) } } }`);
  const { figures, funding } = (data as { proofOfUse: { figures: unknown[]; funding: unknown[] } }).proofOfUse;
  expect(figures.at(-1)).toEqual({ figure: 'EUR_SPENT', missing: 'Bei 7 € ist nicht angegeben, wessen Geld es ist.' });
  expect(funding).toContainEqual({
    ...{ areaName: 'Norden', year: 2024, fundingSource: 'OTHER' },
    missing: 'Der Plan nennt diesen Mittelgeber nicht.',
  });
  expect(funding).toContainEqual({
    ...{ areaName: null, year: 2024, fundingSource: null },
    missing: 'Wessen Geld es ist, ist nicht angegeben.',
  });
  expect(funding).toContainEqual({ areaName: 'Norden', year: 2023, fundingSource: 'FEDERAL', missing: null });
});

test('before anything is known there are no parts', () => {
  expect(fundingOf({ areas: [], on: '2024-01-01' }, [], [])).toEqual([]);
});

const plannedBy = (...rows: [day: string, eur: number, by: Partial<Record<keyof typeof noPayer, number>>][]) =>
  fundingOf(
    { areas: [], on: '2026-12-31' },
    rows.map(([day, eur, by]) => {
      const eurBy = { ...noPayer, ...by };
      return { areaId: 'north', day, eur, eurBy, addresses: null, metres: null, editionId: 'plan' };
    }),
    [],
  ).map(({ year, source, planned }) => [year, source, planned]);

test('a source that a row leaves out keeps what was said of it, unless the others make up the sum', () => {
  expect(plannedBy(['2025-06-30', 100, { federal: 60, own: 40 }], ['2026-06-30', 250, { federal: 150 }])).toEqual([
    [2025, 'federal', 60],
    [2025, 'own', 40],
    [2026, 'federal', 90],
    [2026, null, 60],
  ]);
  expect(
    plannedBy(['2025-06-30', 100, { federal: 60, own: 40 }], ['2026-06-30', 250.3, { federal: 230.1, state: 20.2 }]),
  ).toEqual([
    [2025, 'federal', 60],
    [2025, 'own', 40],
    [2026, 'federal', 170.1],
    [2026, 'state', 20.2],
    [2026, 'own', -40],
  ]);
});

test('where a plan falls, it is said whose money falls away, or that nobody said so', async () => {
  expect(plannedBy(['2025-06-30', 100, { federal: 60, own: 40 }], ['2026-06-30', 80, { federal: 40 }])).toEqual([
    [2025, 'federal', 60],
    [2025, 'own', 40],
    [2026, 'federal', -20],
  ]);
  expect(plannedBy(['2025-06-30', 100, { federal: 60, own: 40 }], ['2026-06-30', 80, {}])).toEqual([
    [2025, 'federal', 60],
    [2025, 'own', 40],
    [2026, null, -20],
  ]);
  await record(database, [aPlan({ areaId: 'south', day: '2025-01-31', eur: 50 })]);
  const { data } = await api.ask(`{ proofOfUse(ags: "${ags}", district: "Süd", on: "2025-02-01") {
    funding { year fundingSource planned missing(language: DE) } } }`);
  expect((data as { proofOfUse: { funding: unknown[] } }).proofOfUse.funding).toContainEqual({
    ...{ year: 2025, fundingSource: null, planned: -20 },
    missing: expect.stringContaining('Der Plan ist gesunken. Wessen Geld entfällt, ist nicht angegeben.') as string,
  });
});
