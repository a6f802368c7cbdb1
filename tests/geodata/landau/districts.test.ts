import type { MultiPolygon, Position } from 'geojson';
import { beforeAll, describe, expect, test } from 'vitest';
import { isInside, signedArea } from '../../../geodata/formats/rings.ts';
import { readLandauBoundary } from '../../../geodata/landau/dataset.ts';
import { districtAreas, nearestDistrict, type DistrictArea } from '../../../geodata/landau/districts.ts';
import { exclaveName, landauDistricts } from '../../../geodata/landau/facts.ts';
import { cutRing } from '../../../geodata/landau/half-plane.ts';

let boundary: MultiPolygon;
let areas: DistrictArea[];

beforeAll(async () => {
  boundary = await readLandauBoundary();
  areas = districtAreas(boundary);
});

function ringsOf(geometry: MultiPolygon): Position[][] {
  return geometry.coordinates.flat();
}

function areaOf(geometry: MultiPolygon): number {
  return ringsOf(geometry).reduce((sum, ring) => sum + signedArea(ring), 0);
}

function contains({ geometry }: DistrictArea, point: Position): boolean {
  return ringsOf(geometry).some((ring) => isInside(ring, point));
}

test('nine districts and the exclave are the city, no more and no less', () => {
  expect(areas.map(({ name }) => name)).toEqual([...landauDistricts.map(({ name }) => name), exclaveName]);
  const sum = areas.reduce((before, { geometry }) => before + areaOf(geometry), 0);
  // Corners are rounded to a centimetre, which is a few square metres of 82 square kilometres.
  expect(sum / areaOf(boundary)).toBeCloseTo(1, 6);
});

test('every place of the city lies in one district, and that is the nearest', () => {
  const corners = ringsOf(boundary).flat();
  const [west, south] = [0, 1].map((axis) => Math.min(...corners.map((corner) => corner[axis] ?? NaN)));
  let places = 0;
  for (let x = 0; x < 80; x++) {
    for (let y = 0; y < 40; y++) {
      const point = [(west ?? NaN) + x * 0.004 + 0.00013, (south ?? NaN) + y * 0.004 + 0.00017];
      const around = areas.filter((area) => contains(area, point)).map(({ name }) => name);
      if (!ringsOf(boundary).some((ring) => isInside(ring, point))) expect(around).toEqual([]);
      else {
        places++;
        const [longitude = NaN, latitude = NaN] = point;
        const expected = longitude < 8 ? exclaveName : nearestDistrict(longitude, latitude).name;
        expect(around, `at ${longitude}, ${latitude}`).toEqual([expected]);
      }
    }
  }
  expect(places).toBeGreaterThan(500);
});

test('neighbours share their border corner by corner, so that no sliver lies between them', () => {
  const edges = new Map<string, number>();
  for (const ring of areas.flatMap(({ geometry }) => ringsOf(geometry))) {
    for (const [index, corner] of ring.slice(0, -1).entries()) {
      const [one, other] = [corner.join(' '), ring[index + 1]?.join(' ')];
      edges.set(`${one} ${other}`, (edges.get(`${one} ${other}`) ?? 0) + 1);
    }
  }
  expect(Math.max(...edges.values()), 'no edge is used twice in one direction').toBe(1);
  const inner = [...edges.keys()].filter((edge) => {
    const [x1, y1, x2, y2] = edge.split(' ');
    return edges.has(`${x2} ${y2} ${x1} ${y1}`);
  });
  // Nine middles without four on a circle have at most 3 · 9 − 6 borders, each with two directions.
  expect(inner.length).toBeGreaterThanOrEqual(2 * 9);
  expect(inner.length).toBeLessThanOrEqual(2 * 21);
  const outline = new Set(ringsOf(boundary).flatMap((ring) => ring.map((corner) => corner.join(' '))));
  for (const edge of edges.keys()) {
    if (inner.includes(edge)) continue;
    // What is no border between districts lies on the city's boundary: both ends are its corners or cut one of its edges.
    const ends = [edge.split(' ').slice(0, 2), edge.split(' ').slice(2)];
    for (const end of ends) {
      const isCorner = outline.has(end.join(' '));
      const isCut = inner.some((border) => border.includes(end.join(' ')));
      expect(isCorner || isCut, edge).toBe(true);
    }
  }
});

test('every middle lies in its own district, and the exclave has no inhabitants stated', () => {
  for (const { name, longitude, latitude, inhabitants } of landauDistricts) {
    const around = areas.filter((area) => contains(area, [longitude, latitude]));
    expect(around.map((area) => [area.name, area.inhabitants])).toEqual([[name, inhabitants]]);
  }
  const exclave = areas.find(({ name }) => name === exclaveName);
  expect(exclave?.inhabitants).toBeNull();
  expect(exclave && contains(exclave, [7.95, 49.29])).toBe(true);
});

describe('a ring cut by a half-plane', () => {
  const fork: Position[] = [[0, 0], [5, 0], [5, 4], [4, 4], [4, 1], [1, 1], [1, 3], [0, 3], [0, 0]]; // prettier-ignore

  test('falls into parts where it is concave', () => {
    const parts = cutRing(fork, { a: 0, b: -1, c: -2 }); // y ≥ 2
    expect(parts.map(signedArea).sort()).toEqual([1, 2]);
  });

  test('stays in one part on the other side', () => {
    expect(cutRing(fork, { a: 0, b: 1, c: 2 }).map(signedArea)).toEqual([7]);
  });

  test('is whole or gone where the line misses it', () => {
    expect(cutRing(fork, { a: 1, b: 0, c: 9 })).toEqual([fork]);
    expect(cutRing(fork, { a: 1, b: 0, c: -9 })).toEqual([]);
  });

  test('keeps its corners where the line runs through them', () => {
    const square: Position[] = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]; // prettier-ignore
    const [triangle = [], ...others] = cutRing(square, { a: 1, b: 1, c: 2 });
    expect(others).toEqual([]);
    expect(signedArea(triangle)).toBe(2);
    expect(triangle).toHaveLength(4);
  });
});
