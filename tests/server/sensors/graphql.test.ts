import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { NewObservation } from '../../../server/sensors/observations.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from '../graphql/api.ts';
import { addNetwork, aDatastream, aDevice, ags, at, aThing, write } from './network.ts';

let database: TestDatabase;
let api: Api;
let ids: Map<string, number>;
let statements: string[] = [];
beforeAll(async () => {
  database = await openTestDatabase((statement) => statements.push(statement));
  const many = Array.from({ length: 20 }, (_, index) => `tree-${String(index).padStart(2, '0')}`);
  ({ ids } = await addNetwork(database, [
    aThing({ key: 'station', name: 'Station Kernstadt', theme: 'weather', longitude: 8.117, latitude: 49.199 }),
    aDatastream({ thing: 'station', property: 'air_temperature', intervalSeconds: 600 }),
    aDatastream({
      thing: 'station',
      property: 'precipitation',
      devices: [
        aDevice({ key: 'old', name: 'Altes Gerät', field: 'rain', until: '2026-01-20T00:00:00Z' }),
        aDevice({ key: 'new', name: 'Neues Gerät', field: 'rain', from: '2026-01-20T00:00:00Z' }),
      ],
    }),
    ...many.flatMap((key) => [
      aThing({ key, theme: 'soil', longitude: 8.2 }),
      aDatastream({ thing: key, property: 'soil_moisture', intervalSeconds: 600 }),
    ]),
  ]));
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});
beforeEach(() => (statements = []));

const idOf = (key: string): number => ids.get(key) ?? 0;
const ago = (seconds: number): Date => new Date(Math.round(Date.now() / 1000 - seconds) * 1000);

async function read<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await api.ask(query, { ags, ...variables });
  expect(errors).toEqual([]);
  return data as T;
}

const seriesQuery = `query ($ags: String!, $id: Int!, $from: DateTime!, $to: DateTime!, $bucket: SeriesBucket!) {
  datastreams(ags: $ags, ids: [$id]) { series(from: $from, to: $to, bucket: $bucket) {
    start length times values counts minima maxima plausibleMinima plausibleMaxima plausibleMeans doubtful flags } } }`;

interface Told {
  start: string;
  length: number;
  times: number[] | null;
  values: (number | null)[];
  counts: number[];
  minima: (number | null)[];
  maxima: (number | null)[];
  plausibleMinima: (number | null)[];
  plausibleMaxima: (number | null)[];
  plausibleMeans: (number | null)[];
  doubtful: number[];
  flags: (number | null)[];
}

async function series(key: string, from: string, to: string, bucket: string): Promise<Told> {
  const { datastreams } = await read<{ datastreams: { series: Told }[] }>(seriesQuery, {
    id: idOf(key),
    ...{ from, to, bucket },
  });
  const [first] = datastreams;
  if (!first) throw new Error('No series was told');
  return first.series;
}

test('a thing says how many places it has, if its properties do, and nothing where they say something else', async () => {
  const places = async (properties: object) => {
    await database.db
      .updateTable('thing')
      .set({ properties: JSON.stringify(properties) })
      .where('ags', '=', ags)
      .where('key', '=', 'tree-19')
      .execute();
    const { things } = await read<{ things: { edges: { node: { name: string; places: number | null } }[] } }>(
      'query ($ags: String!) { things(ags: $ags, first: 100) { edges { node { name places } } } }',
    );
    return things.edges.at(-1)?.node.places;
  };
  expect(await places({ spaces: 330 })).toBe(330);
  expect(await places({ totalSpotNumber: 8 })).toBe(8);
  expect(await places({ spaces: 'many', points: -1, totalSpotNumber: 1e30 })).toBeNull();
  expect(await places({})).toBeNull();
});

test('what a sensor said last is current, stale after three missed values, and not counted if it is doubtful', async () => {
  const temperatures = (seconds: number, result: number): NewObservation[] => [
    { ags, datastreamId: idOf('tree-00/soil_moisture'), time: ago(seconds), result },
  ];
  await write(database, [
    ...temperatures(300, 31),
    { ags, datastreamId: idOf('tree-01/soil_moisture'), time: ago(1900), result: 30 },
    { ags, datastreamId: idOf('tree-02/soil_moisture'), time: ago(300), result: 104 },
  ]);
  const { things } = await read<{
    things: {
      totalCount: number;
      edges: { node: { state: string; datastreams: { state: string; latest: object | null }[] } }[];
    };
  }>(`query ($ags: String!) { things(ags: $ags, theme: SOIL, first: 4) { totalCount edges { node {
    state datastreams { state latest { value flags } } } } } }`);
  expect(things.totalCount).toBe(20);
  expect(things.edges.map(({ node }) => node)).toEqual([
    { state: 'CURRENT', datastreams: [{ state: 'CURRENT', latest: { value: 31, flags: [] } }] },
    { state: 'STALE', datastreams: [{ state: 'STALE', latest: { value: 30, flags: [] } }] },
    { state: 'NOT_COUNTED', datastreams: [{ state: 'NOT_COUNTED', latest: { value: 104, flags: ['OUT_OF_RANGE'] } }] },
    { state: 'NONE', datastreams: [{ state: 'NONE', latest: null }] },
  ]);
  const { stale } = await read<{ stale: { totalCount: number; edges: { node: { name: string } }[] } }>(
    `query ($ags: String!) { stale: things(ags: $ags, state: STALE) { totalCount edges { node { name } } } }`,
  );
  expect(stale).toEqual({ totalCount: 1, edges: [{ node: { name: 'Ding tree-01' } }] });
});

test('things are told by box and by page, each once, and a wrong box is explained', async () => {
  const query = `query ($ags: String!, $bbox: [Float!], $first: Int, $after: String) {
    things(ags: $ags, bbox: $bbox, first: $first, after: $after) { pageInfo { hasNextPage endCursor } edges { node { name longitude } } } }`;
  interface Page {
    things: {
      pageInfo: { hasNextPage: boolean; endCursor: string };
      edges: { node: { name: string; longitude: number } }[];
    };
  }
  const inBox = await read<Page>(query, { bbox: [8.1, 49.1, 8.15, 49.3] });
  expect(inBox.things.edges).toEqual([{ node: { name: 'Station Kernstadt', longitude: 8.117 } }]);
  const names: string[] = [];
  let after: string | undefined;
  for (let more = true; more;) {
    const { things } = await read<Page>(query, { first: 9, after });
    names.push(...things.edges.map(({ node }) => node.name));
    ({ hasNextPage: more, endCursor: after } = things.pageInfo);
  }
  expect([names.length, new Set(names).size]).toEqual([21, 21]);
  const { errors } = await api.ask(query, { ags, bbox: [8.2, 49, 8.1, 50] });
  expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'bbox' } });
});

test('however many things there are, each level of a query is one statement, of series by hour two', async () => {
  await read(`query ($ags: String!) { things(ags: $ags, first: 100) { edges { node { datastreams {
    name latest { value time } devices { name } thing { name }
    series(from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z", bucket: HOUR) { values counts }
    usualRange(on: "2026-01-15") { lows } } } } } }`);
  expect(statements).toHaveLength(7);
  statements = [];
  await read('query ($ags: String!) { latestValues(ags: $ags) { datastreamIds times values flags states } }');
  expect(statements).toHaveLength(1);
});

test('hours, days and months are the means of the raw rows, with nothing where nothing was measured', async () => {
  const id = idOf('station/air_temperature');
  const start = Date.UTC(2026, 1, 27, 22, 50);
  const written = Array.from({ length: 200 }, (_, index) => ({
    ...{ ags, datastreamId: id, result: Math.round(50 * Math.sin(index / 9)) / 10 },
    time: new Date(start + index * 600_000 + (index >= 100 ? 5 * 3_600_000 : 0)),
  }));
  await write(database, written);
  const mean = (rows: typeof written) => rows.reduce((sum, { result }) => sum + result, 0) / rows.length;
  const inside = (from: number, to: number) =>
    written.filter(({ time }) => time.getTime() >= from && time.getTime() < to);

  const hours = await series('station/air_temperature', '2026-02-27T20:00:00Z', '2026-03-01T16:00:00Z', 'HOUR');
  expect(hours).toMatchObject({ start: '2026-02-27T20:00:00.000Z', length: 44, times: null });
  hours.values.forEach((value, index) => {
    const from = Date.UTC(2026, 1, 27, 20 + index);
    const rows = inside(from, from + 3_600_000);
    expect(hours.counts[index]).toBe(rows.length);
    if (rows.length === 0) expect([value, hours.minima[index], hours.maxima[index]]).toEqual([null, null, null]);
    else expect(value).toBeCloseTo(mean(rows), 9);
  });
  expect(hours.values.filter((value) => value === null).length).toBeGreaterThan(4);

  const days = await series('station/air_temperature', '2026-02-26T23:00:00Z', '2026-03-01T23:00:00Z', 'DAY');
  expect(days.start).toBe('2026-02-26T23:00:00.000Z');
  expect(days.length).toBe(3);
  const day = inside(Date.UTC(2026, 1, 27, 23), Date.UTC(2026, 1, 28, 23));
  expect(days.values[1]).toBeCloseTo(mean(day), 9);
  expect(days.maxima[1]).toBe(Math.max(...day.map(({ result }) => result)));

  const months = await series('station/air_temperature', '2026-01-15T00:00:00Z', '2026-03-15T00:00:00Z', 'MONTH');
  expect(months.start).toBe('2025-12-31T23:00:00.000Z');
  expect([months.values[0], months.counts[0]]).toEqual([null, 0]);
  expect(months.values[1]).toBeCloseTo(mean(inside(0, Date.UTC(2026, 1, 28, 23))), 9);
});

test('what adds up is told as its sum, single observations with their flags, and who measured it', async () => {
  const id = idOf('station/precipitation');
  await write(database, [
    at(id, '2026-01-19T12:10:00', 1.5),
    at(id, '2026-01-19T12:40:00', 2),
    at(id, '2026-01-19T13:10:00', 500),
  ]);
  const hours = await series('station/precipitation', '2026-01-19T12:00:00Z', '2026-01-19T15:00:00Z', 'HOUR');
  expect([hours.values, hours.counts, hours.doubtful]).toEqual([
    [3.5, 500, null],
    [2, 1, 0],
    [0, 1, 0],
  ]);
  const raw = await series('station/precipitation', '2026-01-19T12:00:00Z', '2026-01-19T15:00:00Z', 'RAW');
  expect(raw).toMatchObject({ length: 3, times: [600, 2400, 4200], values: [1.5, 2, 500], doubtful: [0, 0, 1] });
  const { qualityFlags } = await read<{ qualityFlags: { flag: string; bit: number }[] }>(
    '{ qualityFlags { flag bit } }',
  );
  expect(qualityFlags.filter(({ bit }) => ((raw.flags[2] ?? 0) & bit) !== 0).map(({ flag }) => flag)).toContain(
    'OUT_OF_RANGE',
  );
  const { datastreams } = await read<{ datastreams: unknown[] }>(
    'query ($ags: String!, $id: Int!) { datastreams(ags: $ags, ids: [$id, 999999]) { devices { name from until } } }',
    { id },
  );
  expect(datastreams).toEqual([
    {
      devices: [
        { name: 'Altes Gerät', from: null, until: '2026-01-20T00:00:00.000Z' },
        { name: 'Neues Gerät', from: '2026-01-20T00:00:00.000Z', until: null },
      ],
    },
  ]);
});

test('a spike that can’t be is told, and does not hide what the other values span', async () => {
  const id = idOf('tree-07/soil_moisture');
  const span = async (bucket: string) => {
    const to = bucket === 'MONTH' ? '2026-02-15T00:00:00Z' : '2026-01-19T15:00:00Z';
    const { minima, maxima, plausibleMinima, plausibleMaxima, plausibleMeans, doubtful } = await series(
      'tree-07/soil_moisture',
      '2026-01-19T12:00:00Z',
      to,
      bucket,
    );
    return { all: [minima, maxima], plausible: [plausibleMinima, plausibleMaxima, plausibleMeans], doubtful };
  };
  await write(database, [at(id, '2026-01-19T12:20:00', 31), at(id, '2026-01-19T13:10:00', 8000)]);
  // Too late, and corrected.
  await write(database, [at(id, '2026-01-19T12:10:00', -500), at(id, '2026-01-19T12:30:00', 34)]);
  await write(database, [at(id, '2026-01-19T12:30:00', 33)]);
  expect(await span('HOUR')).toEqual({
    all: [
      [-500, 8000, null],
      [33, 8000, null],
    ],
    plausible: [
      [31, null, null],
      [33, null, null],
      // What can't be is left out of the mean too.
      [32, null, null],
    ],
    doubtful: [1, 1, 0],
  });
  for (const bucket of ['DAY', 'MONTH']) {
    const { all, plausible } = await span(bucket);
    expect([all.map(([first]) => first), plausible.map(([first]) => first)]).toEqual([
      [-500, 8000],
      [31, 33, 32],
    ]);
  }
  expect(await span('RAW')).toMatchObject({
    plausible: [
      [null, 31, 33, null],
      [null, 31, 33, null],
      [null, 31, 33, null],
    ],
  });
});

test('days are as long as people in Germany have them when the clocks change', async () => {
  const id = idOf('tree-05/soil_moisture');
  await write(database, [
    at(id, '2026-03-28T22:59:00', 1),
    at(id, '2026-03-28T23:00:00', 2),
    at(id, '2026-03-29T22:00:00', 3),
  ]);
  const days = await series('tree-05/soil_moisture', '2026-03-27T23:00:00Z', '2026-03-30T22:00:00Z', 'DAY');
  expect([days.values, days.counts]).toEqual([
    [1, 2, 3],
    [1, 1, 1],
  ]);
});

test('the usual range of an hour is that of the same month in all years, without doubtful hours', async () => {
  const id = idOf('tree-06/soil_moisture');
  const days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  await write(database, [
    ...days.map((day) => at(id, `2025-02-${String(day).padStart(2, '0')}T11:30:00`, 20 + day)),
    at(id, '2026-02-01T11:30:00', 900),
    at(id, '2025-07-01T10:30:00', 70),
  ]);
  const { datastreams } = await read<{ datastreams: { usualRange: { lows: number[]; highs: number[] } }[] }>(
    `query ($ags: String!, $id: Int!) { datastreams(ags: $ags, ids: [$id]) { usualRange(on: "2026-02-15") { lows highs } } }`,
    { id },
  );
  const range = datastreams[0]?.usualRange;
  expect(range?.lows).toHaveLength(24);
  expect(range?.lows[12]).toBeCloseTo(21.45, 9);
  expect(range?.highs[12]).toBeCloseTo(29.55, 9);
  expect(range?.lows[11]).toBeNull();
});

test.each([
  ['a time that ends before it begins', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', 'HOUR', 'to'],
  ['more hours than anybody reads', '2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'HOUR', 'bucket'],
  ['a time before anything was measured', '1200-01-01T00:00:00Z', '1201-01-01T00:00:00Z', 'MONTH', 'from'],
])('%s is refused with what to do', async (_name, from, to, bucket, argument) => {
  const { errors } = await api.ask(seriesQuery, { ags, id: idOf('station/precipitation'), from, to, bucket });
  expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument });
});
