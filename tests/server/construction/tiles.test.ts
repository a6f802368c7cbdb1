import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RolloutRecord } from '../../../geodata/construction/records.ts';
import { addAddresses, addBoundaries, aMunicipality, anAddress } from '../../builders.ts';
import { startTileServer, type TileServer } from '../tiles/fixture.ts';
import { type DecodedFeature, decodeTile, tileAt } from '../tiles/tile.ts';
import { anArea, aStatement, record } from './fixture.ts';
import { someRoadworks } from './planning/fixture.ts';

const ags = '07131001';

const plannerToken = 'only-for-planners';

let server: TileServer;
/** Before anything was recorded. */
let before: Date;
beforeAll(async () => {
  server = await startTileServer({ plannerToken });
  const { database } = server;
  before = new Date(Date.now() - 60_000);
  await addBoundaries(database, [aMunicipality({ ags })]);
  await addAddresses(
    database,
    ['bright', 'dark', 'lit'].map((id, index) => anAddress({ ags, id, houseNumber: index + 1 })),
  );
  const item = { type: 'rollout', line: 0, ags, areaId: 'area' } as const;
  const line = [
    [8.049, 49.05],
    [8.051, 49.05],
  ];
  const subjects: RolloutRecord[] = [
    anArea({ ags, id: 'area' }),
    { ...item, record: 'trench', id: 'trench', surface: null, geometry: { type: 'LineString', coordinates: line } },
    {
      ...item,
      record: 'network_point',
      id: 'point',
      kind: 'distributor',
      geometry: { type: 'Point', coordinates: [8.05, 49.05] },
    },
  ];
  const [area, trench, lit] = [
    { ags, kind: 'area', id: 'area' },
    { ags, kind: 'trench', id: 'trench' },
    { ags, kind: 'address', id: 'lit' },
  ] as const;
  const said = [
    aStatement(area, { stage: 'civil_works', from: '2024-01-01', progress: 'under_way' }),
    aStatement(area, { stage: 'active', from: '2024-06-01', progress: 'under_way', shareLow: 70, shareHigh: 80 }),
    aStatement(trench, { stage: 'civil_works', from: '2024-02-01', certainty: 'modelled' }),
    aStatement(lit, { stage: 'cable_laid', from: '2024-03-01' }),
    aStatement(lit, { stage: 'active', from: '2024-05-01' }),
    aStatement(lit, { stage: 'orderable', from: '2024-03-01' }),
    aStatement({ ...lit, id: 'bright' }, { stage: 'cable_laid', from: '2024-04-01' }),
  ];
  await record(database, [...subjects, ...said]);
  await server.register.reload();
});
afterAll(() => server.close());

function ask(layer: string, query: string, zoom = 15, token?: string): Promise<Response> {
  const { z, x, y } = tileAt(8.05, 49.05, zoom);
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return fetch(`${server.url}/tiles/${layer}/${z}/${x}/${y}.mvt${query}`, { headers });
}

async function read(layer: string, query = '?on=2024-07-01', zoom?: number, token?: string): Promise<DecodedFeature[]> {
  const response = await ask(layer, query, zoom, token);
  expect([200, 204]).toContain(response.status);
  return decodeTile(new Uint8Array(await response.arrayBuffer()), layer);
}

const propertiesOf = async (layer: string, query?: string, zoom?: number, token?: string) =>
  (await read(layer, query, zoom, token)).map(({ properties }) => properties);

test('an area is there with the last stage that has begun on the day, and with what is known of its share', async () => {
  const about = { ags, id: 'area', name: 'Gebiet area', operator: 'Netz GmbH' };
  expect(await propertiesOf('rollout-areas')).toEqual([
    { ...about, stage: 'active', progress: 'under_way', active_share: 70 },
  ]);
  expect(await propertiesOf('rollout-areas', '?on=2024-05-01')).toEqual([
    { ...about, stage: 'civil_works', progress: 'under_way' },
  ]);
  expect(await propertiesOf('rollout-areas', '?on=2023-01-01')).toEqual([about]);
});

test('what was not known yet is not on the map', async () => {
  const later = new Date(Date.now() + 60_000).toISOString();
  for (const layer of ['rollout-areas', 'trenches', 'network-points']) {
    expect(await propertiesOf(layer, `?on=2024-07-01&asOf=${before.toISOString()}`), layer).toEqual([]);
    expect(await propertiesOf(layer, `?on=2024-07-01&asOf=${later}`), layer).toHaveLength(1);
  }
});

test('a trench is a line of which nothing missing is told, and what is modelled is marked', async () => {
  expect(await propertiesOf('trenches')).toEqual([
    { ags, id: 'trench', stage: 'civil_works', progress: 'done', modelled: true, length_m: 146 },
  ]);
  expect((await read('trenches'))[0]?.type).toBe(2);
  expect(await propertiesOf('network-points')).toEqual([{ ags, id: 'point', kind: 'distributor' }]);
});

test('no address tells whether somebody there has ordered', async () => {
  expect(await propertiesOf('addresses')).toEqual([
    { ags, id: 'bright', stage: 'cable_laid', progress: 'done' },
    { ags, id: 'dark' },
    { ags, id: 'lit', stage: 'cable_laid', progress: 'done', orderable: true },
  ]);
});

test('farther out, addresses that lie together are one point that tells how many and where most of them stand', async () => {
  const farOut = (on: string, view = '', token?: string) => propertiesOf('addresses', `?on=${on}${view}`, 12, token);
  expect(await farOut('2024-03-15')).toEqual([{ ags, addresses: 3 }]);
  expect(await farOut('2024-07-01')).toEqual([{ ags, stage: 'cable_laid', progress: 'done', addresses: 3 }]);
  // To planners one is active, one is passed, of one nothing is known: as many have come less far.
  expect(await farOut('2024-07-01', '&view=planners', plannerToken)).toEqual([{ ags, addresses: 3 }]);
});

test('planners are told what follows from an order, close by and farther out, and nobody else is', async () => {
  const query = '?on=2024-07-01&view=planners';
  expect(await propertiesOf('addresses', query, 15, plannerToken)).toContainEqual(
    expect.objectContaining({ id: 'lit', stage: 'active' }),
  );
  for (const token of [undefined, 'only-for-plannerz']) {
    const response = await ask('addresses', query, 15, token);
    expect(response.status).toBe(401);
    expect(((await response.json()) as { message: string }).message).toContain('Send their token');
  }
  // The token alone changes nothing: whoever keeps a tile by its address keeps the public one.
  expect(await propertiesOf('addresses', '?on=2024-07-01', 15, plannerToken)).toEqual(
    await propertiesOf('addresses', '?on=2024-07-01'),
  );
});

test('no cache keeps what planners see, neither their tiles nor what describes them', async () => {
  const query = '?on=2024-07-01&view=planners';
  const tile = await ask('addresses', query, 15, plannerToken);
  expect(tile.headers.get('cache-control')).toBe('private, no-store');
  const headers = { Authorization: `Bearer ${plannerToken}` };
  const description = await fetch(`${server.url}/tiles/addresses.json${query}`, { headers });
  expect(description.headers.get('cache-control')).toBe('private, no-store');
  expect((await ask('addresses', '?on=2024-07-01')).headers.get('cache-control')).toContain('public');
  expect((await ask('addresses', '?view=mayor')).status).toBe(400);
});

test('a day or a time that is none is refused in words', async () => {
  for (const [query, words] of [
    ['on=2026-02-31', 'on: "2026-02-31" is no date'],
    ['asOf=yesterday', 'asOf: "yesterday" is no time with zone'],
    ['asOf=2026-02-15', 'no time with zone'],
  ] as const) {
    const response = await fetch(`${server.url}/tiles/rollout-areas.json?${query}`);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { message: string }).message).toContain(words);
  }
});

test('roadworks are drawn as what they are, with the size of all of them', async () => {
  const ring = [
    [8.049, 49.049],
    [8.051, 49.049],
    [8.051, 49.051],
    [8.049, 49.049],
  ];
  const days = { first: '2024-07-01', last: '2024-07-31' };
  await record(server.database, [
    someRoadworks({ id: 'line', ...days }),
    someRoadworks({ id: 'square', ...days, geometry: { type: 'MultiPolygon', coordinates: [[ring]] } }),
    someRoadworks({ id: 'hole', ...days, geometry: { type: 'Point', coordinates: [8.05, 49.05] } }),
  ]);
  await server.register.reload();
  const features = await read('roadworks');
  expect(
    features.map(({ type, properties: { id, length_m: length, area_m2: area } }) => [type, id, length, area]),
  ).toEqual([
    [1, 'hole', undefined, undefined],
    [2, 'line', 146, undefined],
    [3, 'square', undefined, 16248],
  ]);
});
