/* eslint-disable @typescript-eslint/no-non-null-assertion -- a test that finds nothing there fails, as it should */
import type { MultiPolygon, Position } from 'geojson';
import { beforeAll, describe, expect, test } from 'vitest';
import { signedArea } from '../../../geodata/formats/rings.ts';
import { simplifyBoundaries, type BorderRank, type SimplifiedLevel } from '../../../geodata/formats/topology.ts';
import type { BoundaryRecord } from '../../../geodata/records.ts';
import { collectFile, shipped } from './sources.ts';

/** A square of `size` degrees. */
function square(west: number, south: number, size = 1): MultiPolygon {
  const [east, north] = [west + size, south + size];
  return {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    ],
  };
}

function edgesOf(geometry: MultiPolygon): string[] {
  return geometry.coordinates
    .flat()
    .flatMap((ring) => ring.slice(1).map((point, index) => `${String(ring[index])}>${String(point)}`));
}

describe('four municipalities of three counties in two Länder', () => {
  const boundaries = [
    { ags: '07313000', geometry: square(6, 49) },
    { ags: '07337001', geometry: square(7, 49) },
    { ags: '07337101', geometry: square(8, 49) },
    { ags: '08215001', geometry: square(9, 49) },
  ];
  const [level] = simplifyBoundaries(boundaries, [0]);
  const lines = (rank: BorderRank): Position[][] =>
    level!.borders.find((border) => border.rank === rank)!.geometry.coordinates;

  test('each border has the rank of what it separates, and is there once', () => {
    const vertical = (longitude: number): Position[] => [
      [longitude, 49],
      [longitude, 50],
    ];
    const sorted = (line: Position[] | undefined): Position[] => line!.toSorted((a, b) => a[1]! - b[1]!);
    expect(lines('county').map(sorted)).toEqual([vertical(7)]);
    expect(lines('municipality').map(sorted)).toEqual([vertical(8)]);
    expect(lines('state').map(sorted)).toEqual([vertical(9)]);
    expect(lines('country')).toHaveLength(1);
    expect(lines('country')[0]).toHaveLength(11);
  });
});

describe('all of Germany', () => {
  const tolerances = [0, 500 ** 2, 5000 ** 2];
  let boundaries: BoundaryRecord[];
  let levels: SimplifiedLevel[];
  let seconds: number;
  beforeAll(async () => {
    boundaries = (await collectFile<BoundaryRecord>(shipped('VG5000_GEM.zip'))).records;
    const start = performance.now();
    levels = simplifyBoundaries(boundaries, tolerances);
    seconds = (performance.now() - start) / 1000;
  });

  test('takes seconds, not minutes', () => {
    expect(seconds).toBeLessThan(30);
  });

  test('tolerance 0 changes nothing', () => {
    const corners = (geometry: MultiPolygon): string[] => edgesOf(geometry).toSorted();
    for (const { ags, geometry } of boundaries.filter((_, index) => index % 20 === 0)) {
      expect(corners(levels[0]!.shapes.get(ags)!)).toEqual(corners(geometry));
    }
  });

  test('every level is smaller, and none loses a municipality, a part or an enclave', () => {
    const points = levels.map(({ shapes }) =>
      [...shapes.values()].reduce((sum, { coordinates }) => sum + coordinates.flat(2).length, 0),
    );
    expect(points[1]!).toBeLessThan(points[0]!);
    expect(points[2]!).toBeLessThan(points[0]! / 2);
    for (const { shapes } of levels) {
      expect(shapes.size).toBe(boundaries.length);
      for (const { ags, geometry } of boundaries) {
        const shape = shapes.get(ags)!;
        expect(
          shape.coordinates.map(({ length }) => length),
          ags,
        ).toEqual(geometry.coordinates.map(({ length }) => length));
        for (const rings of shape.coordinates) {
          rings.forEach((ring, index) => {
            expect(ring.length, ags).toBeGreaterThanOrEqual(4);
            expect(ring.at(-1)).toEqual(ring[0]);
            expect(signedArea(ring) > 0, ags).toBe(index === 0);
            expect(signedArea(ring), ags).not.toBe(0);
          });
        }
      }
    }
  });

  test('neighbours share every edge at every level: it has the other one on its back, or the outside', () => {
    const reverse = (edge: string): string => edge.split('>').reverse().join('>');
    for (const { shapes, borders } of levels) {
      const edges = new Set([...shapes.values()].flatMap(edgesOf));
      const outside = [...edges].filter((edge) => !edges.has(reverse(edge))).length;
      const drawn = borders.find(({ rank }) => rank === 'country')!.geometry.coordinates;
      expect(outside).toBe(drawn.reduce((sum, line) => sum + line.length - 1, 0));
    }
  });

  test('the area of Germany stays', () => {
    const area = ({ shapes }: SimplifiedLevel): number =>
      [...shapes.values()].reduce(
        (sum, { coordinates }) => sum + coordinates.flat().reduce((inner, ring) => inner + signedArea(ring), 0),
        0,
      );
    for (const level of levels) expect(area(level) / area(levels[0]!)).toBeCloseTo(1, 1);
  });
});
