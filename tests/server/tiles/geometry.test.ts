import proj4 from 'proj4';
import { expect, test } from 'vitest';
import { blockCorners, blocksAround, cornersAside } from '../../../server/coverage/cell-geometry.ts';
import { type TileFrame, frameOf } from '../../../server/tiles/address.ts';
import { tileAt } from './tile.ts';

const toMercator = proj4('EPSG:3035', 'EPSG:3857');

/** A frame whose unit is a centimetre, so that rounding hides nothing. */
function centimetres(x: number, y: number): TileFrame {
  return { west: x, north: y, scale: 100, side: 40.96 };
}

/** Blocks in the corners of Germany and in the middle. */
const blocks = [
  { northing: 2_900_000, easting: 4_183_200 },
  { northing: 3_540_000, easting: 4_150_400 },
  { northing: 2_700_000, easting: 4_350_400 },
  { northing: 3_100_000, easting: 4_670_400 },
  { northing: 3_120_000, easting: 4_031_200 },
];

test.each([
  { size: 100, metres: 0.1 },
  { size: 1000, metres: 6 },
  { size: 5000, metres: 150 },
])('corners of cells of $size m are within $metres m of where proj4 has them', ({ size, metres }) => {
  for (const block of blocks) {
    const side = 8 * size;
    const northing = Math.floor(block.northing / side) * side;
    const easting = Math.floor(block.easting / side) * side;
    const [x, y] = toMercator.forward([easting, northing]);
    const corners = new Int32Array(2 * cornersAside ** 2);
    blockCorners(northing, easting, size, centimetres(x, y), corners);
    for (let row = 0; row < cornersAside; row++) {
      for (let column = 0; column < cornersAside; column++) {
        const [wantedX, wantedY] = toMercator.forward([easting + column * size, northing + row * size]);
        const at = (row * cornersAside + column) * 2;
        const off = Math.hypot((corners[at] ?? 0) / 100 - (wantedX - x), (corners[at + 1] ?? 0) / 100 - (y - wantedY));
        expect(off).toBeLessThan(metres);
      }
    }
  }
});

test('the range of blocks of a tile holds the block of every point in the tile', () => {
  for (const [longitude, latitude] of [
    [8.1166, 49.1988],
    [14.99, 51.2],
    [6.0, 51.0],
    [9.9, 54.8],
  ] as const) {
    for (let z = 0; z <= 16; z++) {
      const address = tileAt(longitude, latitude, z);
      const { west, north, side } = frameOf(address);
      const size = z >= 11 ? 100 : z >= 8 ? 1000 : 5000;
      const range = blocksAround(frameOf(address), size);
      for (const [u, v] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
        [0.5, 0],
        [0.5, 1],
        [0, 0.5],
        [1, 0.5],
      ] as const) {
        const [easting, northing] = toMercator.inverse([west + u * side, north - v * side]);
        if (easting < 4_000_000 || easting > 4_700_000 || northing < 2_600_000 || northing > 3_600_000) continue;
        expect(range.northings).toContain(Math.floor(northing / (8 * size)) * 8 * size);
        expect(easting).toBeGreaterThanOrEqual(range.westmost);
        expect(easting).toBeLessThan(range.eastmost + 8 * size);
      }
    }
  }
});

test('a tile far from Germany asks for no block', () => {
  const range = blocksAround(frameOf(tileAt(-74, 40.7, 12)), 100);
  expect(range.northings.length === 0 || range.westmost > range.eastmost).toBe(true);
});
