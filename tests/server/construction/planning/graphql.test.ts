import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAddresses, addBoundaries, aMunicipality, anAddress } from '../../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../../database.ts';
import { type Api, openApi } from '../../graphql/api.ts';
import { anAnnouncement, anArea, aStatement, record } from '../fixture.ts';
import { aDefect, ags, aPayment, aPlan, aTrench, someRoadworks } from './fixture.ts';

/** Six addresses in the north, done one a month from January 2024 on; two in the south, of which one is active. */
let database: TestDatabase;
let api: Api;
let statements: string[] = [];
const known = '2025-03-01T00:00:00Z';
beforeAll(async () => {
  database = await openTestDatabase((sql) => statements.push(sql));
  await addBoundaries(database, [aMunicipality({ ags })]);
  const address = (id: string, houseNumber: number, district: string, areaId: string) =>
    anAddress({ ags, id, houseNumber, district, areaId, households: 2 });
  const north = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => address(`n${number}`, number, 'Nord', 'north'));
  const south = [9, 10].map((number) => address(`s${number}`, number, 'Süd', 'south'));
  await addAddresses(database, [...north, ...south]);
  const of = (kind: 'area' | 'address' | 'trench', id: string) => ({ ags, kind, id });
  await record(
    database,
    [
      anArea({ ags, id: 'north', district: 'Nord' }),
      anArea({ ags, id: 'south', district: 'Süd' }),
      aTrench({ id: 't1', areaId: 'north', surface: 'sealed' }),
      aTrench({ id: 't2', areaId: 'north', surface: null }),
      aStatement(of('trench', 't1'), { stage: 'civil_works', from: '2024-01-10' }),
      aStatement(of('trench', 't2'), { stage: 'civil_works', from: '2024-02-10' }),
      aStatement(of('trench', 't1'), { stage: 'surface_accepted', from: '2024-02-20' }),
      aStatement(of('area', 'north'), {
        ...{ stage: 'demand', from: '2023-01-01', until: '2023-07-01', progress: 'under_way', quotaRequired: 40 },
        ...{ shareLow: 30, shareHigh: 30, shareOf: 'households' },
      }),
      aStatement(of('area', 'north'), {
        stage: 'demand',
        from: '2023-07-01',
        progress: 'under_way',
        quotaRequired: 33,
      }),
      anAnnouncement(of('area', 'north'), {
        ...{ stage: 'demand', announcedAt: '2023-07-01', expected: { first: '2023-09-30', last: '2023-09-30' } },
      }),
      anAnnouncement(of('area', 'north'), {
        ...{ stage: 'cable_laid', announcedAt: '2024-01-01', expected: { first: '2024-06-30', last: '2024-06-30' } },
      }),
      anAnnouncement(of('area', 'north'), {
        ...{ stage: 'cable_laid', announcedAt: '2024-04-01', expected: { first: '2024-07-10', last: '2024-07-10' } },
      }),
      ...[1, 2, 3, 4, 5, 6].map((month) =>
        aStatement(of('address', `n${month}`), { stage: 'cable_laid', from: `2024-0${month}-15` }),
      ),
      aStatement(of('address', 'n1'), { stage: 'active', from: '2024-03-15' }),
      aStatement(of('address', 's9'), { stage: 'active', from: '2024-03-15' }),
      aPlan({ areaId: 'north', day: '2024-01-31', addresses: 2, metres: 200, eur: 1000 }),
      aPlan({ areaId: 'north', day: '2024-08-31', addresses: 8, metres: 300, eur: 5000 }),
      aPayment({ id: 'p1', areaId: 'north', day: '2024-01-31', eur: 1500.5 }),
      aPayment({ id: 'p2', areaId: 'north', day: '2024-03-05', eur: -100 }),
      aDefect({ id: 'd1', areaId: 'north', foundAt: '2024-02-01', repairedAt: '2024-02-10', acceptedAt: '2024-02-29' }),
      aDefect({ id: 'd2', areaId: 'north', foundAt: '2024-03-01' }),
      someRoadworks({ id: 'w1', areaId: 'north', first: '2024-01-10', last: '2024-01-31' }),
      someRoadworks({ id: 'w2', areaId: 'south', first: '2024-01-20', last: null, trafficEffect: 'closed' }),
    ],
    new Date(known),
  );
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

async function ask(query: string): Promise<Record<string, unknown>> {
  const { data, errors } = await api.ask(query);
  expect(errors).toEqual([]);
  return data as Record<string, unknown>;
}

async function askProgress(
  fields: string,
  scope = 'district: "Nord", on: "2024-03-20"',
): Promise<Record<string, unknown>> {
  const data = await ask(`{ rolloutProgress(ags: "${ags}", ${scope}) { ${fields} } }`);
  return data.rolloutProgress as Record<string, unknown>;
}

test('addresses by stage are columns in which every address counts once, and an unknown day is null', async () => {
  const { stages } = await askProgress(
    'stages(from: "2023-12-01") { start bucket days stages { stage addresses households } withheld }',
  );
  expect(stages).toEqual({
    start: '2023-12-01',
    bucket: 'MONTH',
    days: ['2023-12-31', '2024-01-31', '2024-02-29', '2024-03-20'],
    stages: [
      { stage: null, addresses: [null, 7, 6, 5], households: [null, 14, 12, 10] },
      { stage: 'CABLE_LAID', addresses: [null, 1, 2, 2], households: [null, 2, 4, 4] },
      { stage: 'ACTIVE', addresses: [null, 0, 0, 1], households: [null, 0, 0, 2] },
    ],
    withheld: false,
  });
});

test('of few addresses it is not told who has ordered, in series, forecast and proof alike', async () => {
  const { stages, forecast } = await askProgress(
    'stages { stages { stage addresses } withheld } forecast(stage: ACTIVE) { state target reached }',
    'district: "Süd", on: "2024-03-20"',
  );
  expect(stages).toEqual({
    stages: [
      { stage: null, addresses: [1] },
      { stage: 'CABLE_LAID', addresses: [1] },
    ],
    withheld: true,
  });
  expect(forecast).toEqual({ state: 'WITHHELD', target: 0, reached: 0 });
  const { proofOfUse } = await ask(
    `{ proofOfUse(ags: "${ags}", district: "Süd", on: "2024-03-20") { figures { figure value missing } } }`,
  );
  const { figures } = proofOfUse as { figures: { figure: string; value: number | null; missing: string | null }[] };
  const told = Object.fromEntries(figures.map(({ figure, value, missing }) => [figure, [value, missing]]));
  expect(told.ADDRESSES_ACTIVE).toEqual([null, 'So few addresses that it would tell who has ordered.']);
  expect(told.ADDRESSES_CONNECTED).toEqual(told.ADDRESSES_ACTIVE);
  expect(told.ADDRESSES_PASSED).toEqual([1, 'There is no plan for it.']);
});

test('what was not known yet is nowhere', async () => {
  const before = 'on: "2024-03-20", asOf: "2025-02-01T00:00:00Z"';
  const nothing = await askProgress(
    'stages { days stages { stage } } metres { series { stage } } curve { days } forecast { state } defects { defectId }',
    before,
  );
  expect(nothing).toEqual({
    stages: { days: [], stages: [] },
    metres: { series: [] },
    curve: { days: [] },
    forecast: { state: 'NOTHING_KNOWN' },
    defects: [],
  });
  const { roadworks, proofOfUse } = await ask(
    `{ roadworks(ags: "${ags}", ${before}) { street } proofOfUse(ags: "${ags}", ${before}) { figures { value planned missing } } }`,
  );
  expect(roadworks).toEqual([]);
  const { figures } = proofOfUse as { figures: { value: number | null; planned: number | null; missing: string }[] };
  for (const figure of figures) {
    expect(figure).toMatchObject({ value: null, planned: null });
    expect(figure.missing).toContain('Nothing is recorded about it.');
  }
});

test('metres are told by surface and stage, and the curve stands beside the plan', async () => {
  const { metres, curve } = await askProgress(`
    metres { days series { surface stage metres } }
    curve { days addressesPlanned addressesPassed metresPlanned metresDug eurPlanned eurSpent }`);
  expect(metres).toEqual({
    days: ['2024-01-31', '2024-02-29', '2024-03-20'],
    series: [
      { surface: 'SEALED', stage: 'CIVIL_WORKS', metres: [146.15, 146.15, 146.15] },
      { surface: 'SEALED', stage: 'SURFACE_ACCEPTED', metres: [0, 146.15, 146.15] },
      { surface: null, stage: 'CIVIL_WORKS', metres: [0, 146.15, 146.15] },
    ],
  });
  const future = [null, null, null, null, null];
  expect(curve).toEqual({
    days: [
      '2024-01-31',
      '2024-02-29',
      '2024-03-20',
      '2024-04-30',
      '2024-05-31',
      '2024-06-30',
      '2024-07-31',
      '2024-08-31',
    ],
    addressesPlanned: [2, 2, 2, 2, 2, 2, 2, 8],
    addressesPassed: [1, 2, 3, ...future],
    metresPlanned: [200, 200, 200, 200, 200, 200, 200, 300],
    metresDug: [146.15, 292.29, 292.29, ...future],
    eurPlanned: [1000, 1000, 1000, 1000, 1000, 1000, 1000, 5000],
    eurSpent: [1500.5, 1500.5, 1400.5, ...future],
  });
});

test('a forecast goes on from the own history, adds the slip so far and says how it was made', async () => {
  const early = await askProgress('forecast { state windows earliest }');
  expect(early.forecast).toEqual({ state: 'NOT_ENOUGH_HISTORY', windows: 3, earliest: null });
  const { forecast } = await askProgress(
    'forecast { state modelled from reached target windows rates { slow usual quick } slipDays earliest likely latest method }',
    'district: "Nord", on: "2024-08-01"',
  );
  expect(forecast).toMatchObject({
    ...{ state: 'FORECAST', modelled: true, from: '2024-06-15', reached: 6, target: 8, windows: 6, slipDays: 10 },
    ...{ rates: { slow: 1, usual: 1, quick: 1 }, earliest: '2024-08-14', likely: '2024-08-14', latest: '2024-08-24' },
  });
  expect((forecast as { method: string }).method).toContain('moved by 10 days so far');
});

test('a quota knows its changes, what is missing and how many days are left', async () => {
  const { rolloutArea } = await ask(`{ rolloutArea(ags: "${ags}", id: "north") { quota(on: "2023-09-20") {
    percent required { percent from } missingPercent reached deadline daysLeft } } }`);
  expect(rolloutArea).toEqual({
    quota: {
      percent: 30,
      required: [
        { percent: 40, from: '2023-01-01' },
        { percent: 33, from: '2023-07-01' },
      ],
      missingPercent: 3,
      reached: null,
      deadline: '2023-09-30',
      daysLeft: 10,
    },
  });
});

test('a defect is in the state that it was in on the day, and its warranty ends after five years', async () => {
  const states = async (on: string) => {
    const { defects, defectCounts } = await askProgress(
      'defects { defectId state repairedAt warrantyUntil warrantyStated } defectCounts { state count }',
      `on: "${on}"`,
    );
    return { defects, counts: (defectCounts as { count: number }[]).map(({ count }) => count) };
  };
  const [d1, d2] = [
    { defectId: 'd1', warrantyStated: false },
    { defectId: 'd2', warrantyStated: false, state: 'FOUND', repairedAt: null, warrantyUntil: null },
  ];
  expect(await states('2024-02-05')).toEqual({
    defects: [{ ...d1, state: 'FOUND', repairedAt: null, warrantyUntil: null }],
    counts: [1, 0, 0, 0],
  });
  expect(await states('2024-02-29')).toEqual({
    defects: [{ ...d1, state: 'ACCEPTED', repairedAt: '2024-02-10', warrantyUntil: '2029-02-28' }],
    counts: [0, 0, 1, 0],
  });
  expect(await states('2029-03-01')).toEqual({
    defects: [d2, { ...d1, state: 'WARRANTY_ENDED', repairedAt: '2024-02-10', warrantyUntil: '2029-02-28' }],
    counts: [1, 0, 0, 1],
  });
});

test('roadworks are found by day, time, district and rectangle; a contradiction is refused in words', async () => {
  const idsOf = async (scope: string) => {
    const { roadworks } = await ask(`{ roadworks(ags: "${ags}", ${scope}) { roadworksId } }`);
    return (roadworks as { roadworksId: string }[]).map(({ roadworksId }) => roadworksId);
  };
  expect(await idsOf('on: "2024-01-31"')).toEqual(['w1', 'w2']);
  expect(await idsOf('on: "2024-02-01"')).toEqual(['w2']);
  expect(await idsOf('until: "2024-01-15"')).toEqual(['w1']);
  expect(await idsOf('from: "2024-01-01", district: "Nord"')).toEqual(['w1']);
  expect(await idsOf('from: "2024-01-01", areaId: "south"')).toEqual(['w2']);
  expect(await idsOf('from: "2024-01-01", box: { west: 8.05, south: 49, east: 8.06, north: 49.1 }')).toHaveLength(2);
  expect(await idsOf('from: "2024-01-01", box: { west: 9, south: 49, east: 9.1, north: 49.1 }')).toEqual([]);
  const { errors } = await api.ask(`{ roadworks(ags: "${ags}", on: "2024-01-01", from: "2024-01-01") { street } }`);
  expect(errors[0]?.message).toContain('not both');
});

test('a proof of use states each figure beside the plan, with what it is from and what it lacks', async () => {
  const { proofOfUse } = await ask(`{ proofOfUse(ags: "${ags}", district: "Nord", on: "2024-03-20") {
    figures { figure unit value planned modelled missing sources { title } } } }`);
  const { figures } = proofOfUse as { figures: Record<string, unknown>[] };
  expect(figures.map(({ figure, unit, value, planned, missing }) => [figure, unit, value, planned, missing])).toEqual([
    ['METRES_BUILT', 'm', 292, 200, null],
    ['METRES_BUILT_SEALED', 'm', 146, null, 'Of 146 m the surface is not stated.'],
    ['METRES_BUILT_UNSEALED', 'm', 0, null, 'Of 146 m the surface is not stated.'],
    ['METRES_ACCEPTED', 'm', 146, null, null],
    ['ADDRESSES_PASSED', 'addresses', 3, 2, null],
    ['ADDRESSES_ORDERABLE', 'addresses', 0, null, null],
    ['ADDRESSES_CONNECTED', 'addresses', 1, null, null],
    ['ADDRESSES_ACTIVE', 'addresses', 1, null, null],
    ['EUR_SPENT', 'EUR', 1400.5, 1000, 'Of €1,400.5 it is not stated whose money it is.'],
  ]);
  expect(figures.every(({ sources, modelled }) => (sources as unknown[]).length === 1 && modelled === false)).toBe(
    true,
  );
});

test('a district that is not there is refused with those that are', async () => {
  const { errors } = await api.ask(`{ rolloutProgress(ags: "${ags}", district: "West") { ags } }`);
  expect(errors[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  expect(errors[0]?.message).toContain('Known are Nord, Süd.');
});

test('the number of statements does not depend on how much there is', async () => {
  const fields =
    'stages { days } metres { days } curve { days } forecast { state } defects { defectId } defectCounts { count }';
  await askProgress(fields);
  const count = async (scope: string): Promise<number> => {
    statements = [];
    await askProgress(fields, scope);
    return statements.length;
  };
  expect(await count('district: "Süd", on: "2024-01-20"')).toBe(await count('on: "2026-01-01"'));
  expect(await count('on: "2026-01-01"')).toBeLessThanOrEqual(8);
});
