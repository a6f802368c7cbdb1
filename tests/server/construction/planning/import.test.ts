import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBoundaries, aMunicipality } from '../../../builders.ts';
import { startTileServer, type TileServer } from '../../tiles/fixture.ts';
import { decodeTile, tileAt } from '../../tiles/tile.ts';
import { record } from '../fixture.ts';
import { ags, aDefect, aPayment, aPlan, someRoadworks } from './fixture.ts';

let server: TileServer;
beforeAll(async () => {
  server = await startTileServer();
  await addBoundaries(server.database, [aMunicipality({ ags })]);
});
afterAll(() => server.close());

const early = new Date('2025-01-01T00:00:00Z');
const late = new Date('2025-02-01T00:00:00Z');

test('a correction closes what it corrects, and both are still there', async () => {
  const { database } = server;
  await record(
    database,
    [aPlan({ areaId: 'area', day: '2025-06-30', metres: 100 }), aPayment({ id: 'p', day: '2025-01-01', eur: 10.5 })],
    early,
  );
  await record(
    database,
    [aPlan({ areaId: 'area', day: '2025-06-30', metres: 80 }), aPayment({ id: 'p', day: '2025-01-01', eur: 12.25 })],
    late,
  );
  const { rows: plan } = await sql`
    select metres_planned as metres, recorded @> ${early}::timestamptz as early, recorded @> ${late}::timestamptz as late
    from rollout_plan order by lower(recorded)`.execute(database.db);
  expect(plan).toEqual([
    { metres: 100, early: true, late: false },
    { metres: 80, early: false, late: true },
  ]);
  const { rows: paid } =
    await sql`select eur, upper_inf(recorded) as current from spending order by lower(recorded)`.execute(database.db);
  expect(paid).toEqual([
    { eur: 10.5, current: false },
    { eur: 12.25, current: true },
  ]);
});

test('days that come before each other, ids that come twice and figures below zero are refused in words', async () => {
  const { problems } = await record(server.database, [
    aDefect({ id: 'reversed', line: 1, foundAt: '2025-03-01', repairedAt: '2025-02-01' }),
    aDefect({ id: 'never-accepted', line: 2, foundAt: '2025-03-01', warrantyUntil: '2030-02-01' }),
    someRoadworks({ id: 'backwards', line: 3, first: '2025-03-01', last: '2025-02-01' }),
    someRoadworks({ id: 'twice', line: 4, first: '2025-03-01', last: null }),
    someRoadworks({ id: 'twice', line: 5, first: '2025-03-01', last: null }),
    aPlan({ areaId: 'area', line: 6, day: '2025-07-31', eur: -1 }),
  ]);
  expect(problems.map(({ line, rule, message }) => [line, rule, message])).toEqual([
    [1, 'days-reversed', 'repaired: 2025-02-01 comes before found: 2025-03-01'],
    [2, 'warranty-without-acceptance', 'its warranty ends on 2030-02-01, but it was never accepted'],
    [3, 'days-reversed', 'last: 2025-02-01 comes before first: 2025-03-01'],
    [5, 'duplicate-id', 'twice was already in line 4'],
    [6, 'plan-below-zero', 'a planned figure is below zero'],
  ]);
});

test('roadworks are on the map on their days, with what they do to traffic, and nothing that is missing', async () => {
  await record(server.database, [
    someRoadworks({
      id: 'line',
      first: '2026-03-01',
      last: '2026-03-31',
      reason: { de: 'Tiefbau', en: 'Civil works' },
    }),
    someRoadworks({
      id: 'point',
      first: '2026-03-10',
      last: null,
      street: null,
      trafficEffect: 'closed',
      geometry: { type: 'Point', coordinates: [8.05, 49.05] },
    }),
  ]);
  await server.register.reload();
  const read = async (on: string) => {
    const { z, x, y } = tileAt(8.05, 49.05, 15);
    const response = await fetch(`${server.url}/tiles/roadworks/${z}/${x}/${y}.mvt?on=${on}`);
    return decodeTile(new Uint8Array(await response.arrayBuffer()), 'roadworks')
      .filter(({ properties }) => properties.id !== 'twice')
      .map(({ type, properties }) => ({ type, ...properties }));
  };
  const line = {
    ...{ type: 2, ags, id: 'line', street: 'Lindenstraße', length_m: 146, traffic_effect: 'lane_closed' },
    ...{ first: '2026-03-01', last: '2026-03-31', reason_de: 'Tiefbau', reason_en: 'Civil works' },
  };
  expect(await read('2026-02-28')).toEqual([]);
  expect(await read('2026-03-01')).toEqual([line]);
  expect(await read('2026-03-31')).toEqual([
    line,
    { type: 1, ags, id: 'point', traffic_effect: 'closed', first: '2026-03-10' },
  ]);
  expect((await read('2026-04-01')).map(({ type }) => type)).toEqual([1]);
});
