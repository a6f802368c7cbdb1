import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { frameOf } from '../../../server/tiles/address.ts';
import { clip, lineCommands, polygonCommands } from '../../../server/tiles/shapes.ts';
import { geometryTypes, LayerWriter } from '../../../server/tiles/writer.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { decodeTile } from './tile.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const frame = frameOf({ z: 10, x: 535, y: 349 });

/** A shape drawn in a tile's units, as it comes out of the tile. */
async function drawn(wkt: string, type: 'polygon' | 'line') {
  const { west, north, scale } = frame;
  const inMercator = sql`ST_SetSRID(ST_Affine(ST_GeomFromText(${wkt}),
    ${1 / scale}::float8, 0, 0, ${-1 / scale}::float8, ${west}::float8, ${north}::float8), 3857)`;
  const { rows } = await sql<{ shape: string }>`select ${clip(inMercator, frame)} as shape`.execute(database.db);
  const shape = rows[0]?.shape ?? '';
  const commands = type === 'polygon' ? polygonCommands(shape) : lineCommands(shape);
  if (commands.length === 0) return [];
  const layer = new LayerWriter('shapes');
  layer.feature(1, geometryTypes[type], [], commands);
  return decodeTile(layer.finish(), 'shapes')[0]?.geometry ?? [];
}

/** Of a closed ring; above 0 = clockwise with y down, an outer ring (MVT 2.1, 4.3.4.4). */
function areaOf(ring: { x: number; y: number }[]): number {
  return ring
    .slice(1)
    .reduce((sum, { x, y }, index) => sum + ((ring[index]?.x ?? 0) * y - x * (ring[index]?.y ?? 0)) / 2, 0);
}

test('outer rings are clockwise with y down and holes are not, whichever way they came', async () => {
  for (const wkt of [
    'POLYGON((100 100, 500 100, 500 500, 100 500, 100 100), (200 200, 300 200, 300 300, 200 300, 200 200))',
    'POLYGON((100 100, 100 500, 500 500, 500 100, 100 100), (200 200, 200 300, 300 300, 300 200, 200 200))',
  ]) {
    expect((await drawn(wkt, 'polygon')).map(areaOf)).toEqual([160_000, -10_000]);
  }
});

test('islands stay, and one that is smaller than a unit goes with its hole', async () => {
  const rings = await drawn(
    `MULTIPOLYGON(((100 100, 200 100, 200 200, 100 200, 100 100)),
      ((300.1 300.1, 300.4 300.1, 300.4 300.4, 300.1 300.4, 300.1 300.1), (300.2 300.2, 300.3 300.2, 300.3 300.3, 300.2 300.2)),
      ((400 400, 450 400, 450 450, 400 400)))`,
    'polygon',
  );
  expect(rings.map(areaOf)).toEqual([10_000, 1250]);
});

test('what leaves the tile is cut 64 units outside of it, and what lies outside is not there', async () => {
  const [ring = []] = await drawn('POLYGON((-9000 -9000, 9000 -9000, 9000 9000, -9000 9000, -9000 -9000))', 'polygon');
  expect(new Set(ring.flatMap(({ x, y }) => [x, y]))).toEqual(new Set([-64, 4160]));
  expect(await drawn('POLYGON((5000 5000, 6000 5000, 6000 6000, 5000 5000))', 'polygon')).toEqual([]);
});

test('a line keeps its order and loses points that a tile can not tell apart', async () => {
  expect(await drawn('LINESTRING(10 10, 10.2 10.1, 20 30, 20.4 30.4, 40 10)', 'line')).toEqual([
    [
      { x: 10, y: 10 },
      { x: 20, y: 30 },
      { x: 40, y: 10 },
    ],
  ]);
  expect(await drawn('LINESTRING(10 10, 10.2 10.1)', 'line')).toEqual([]);
});
