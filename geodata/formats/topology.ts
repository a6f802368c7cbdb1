/* eslint-disable @typescript-eslint/no-non-null-assertion -- points and arcs are found by places that come from the same list */
/**
 * Simplifies the boundaries of all municipalities together: a border that two of them share is simplified once, so that
 * neither slivers nor gaps open between them, and lines of one rank can be drawn without drawing any twice.
 */
import type { FeatureCollection, MultiLineString, MultiPolygon, Position } from 'geojson';
import { mesh } from 'topojson-client';
import { topology } from 'topojson-server';
import { presimplify } from 'topojson-simplify';
import type {
  GeometryCollection,
  MultiPolygon as TopologyMultiPolygon,
  Objects,
  Topology,
} from 'topojson-specification';
import { wind } from './rings.ts';

/** What a border separates: the least of what differs on its two sides; `country` has Germany on one side only. */
export const borderRanks = ['municipality', 'county', 'state', 'country'] as const;
export type BorderRank = (typeof borderRanks)[number];

/** Boundaries at one tolerance, EPSG:4326, outer rings counter-clockwise (RFC 7946). */
export interface SimplifiedLevel {
  /** Place of the tolerance in the list that was asked for. */
  level: number;
  shapes: Map<string, MultiPolygon>;
  borders: { rank: BorderRank; geometry: MultiLineString }[];
}

type Shape = TopologyMultiPolygon<{ ags: string }>;
type Boundaries = Topology<{ boundaries: GeometryCollection<{ ags: string }> }>;

const metresInDegree = 111_320;

/**
 * Area of the triangle of three points in square metres: degrees of longitude are shortened by the cosine of the
 * latitude, which is exact enough for triangles between neighbouring points.
 */
function triangleArea([[x1, y1], [x2, y2], [x3, y3]]: [[number, number], [number, number], [number, number]]): number {
  const shortening = Math.cos((y2 * Math.PI) / 180);
  return (Math.abs((x1 - x3) * (y2 - y1) - (x1 - x2) * (y3 - y1)) / 2) * shortening * metresInDegree ** 2;
}

/**
 * Simplifies after Visvalingam: a point stays if the triangle that it spans with its neighbours has at least the
 * tolerance, in square metres (0 keeps all; a tolerance of t² drops what is smaller than about t metres across).
 * No municipality, part or enclave vanishes: each ring keeps at least three different points.
 * Shape: a level per tolerance, in the order given; every AGS has a shape at each level.
 */
export function simplifyBoundaries(
  boundaries: readonly { ags: string; geometry: MultiPolygon }[],
  tolerances: readonly number[],
): SimplifiedLevel[] {
  const collection: FeatureCollection<MultiPolygon, { ags: string }> = {
    type: 'FeatureCollection',
    features: boundaries.map(({ ags, geometry }) => ({ type: 'Feature', properties: { ags }, geometry })),
  };
  const full = topology({ boundaries: collection }) as unknown as Boundaries;
  const weighted = presimplify(full as unknown as Topology<Objects>, triangleArea as never) as unknown as Boundaries;
  return tolerances.map((tolerance, level) => {
    const arcs = simplifyArcs(weighted, tolerance);
    const simplified: Boundaries = { ...weighted, arcs };
    return { level, shapes: drawShapes(simplified), borders: drawBorders(simplified) };
  });
}

function shapesOf(of: Boundaries): Shape[] {
  return of.objects.boundaries.geometries as Shape[];
}

/** Points that come back to one ring may move another, so that it has to be looked at again; twice has been enough. */
const maximumPasses = 10;

/** Arcs without the points below the tolerance, but with so many that no ring collapses or turns inside out. */
function simplifyArcs(weighted: Boundaries, tolerance: number): Position[][] {
  const arcs = weighted.arcs.map((arc) => keepHeavy(arc, tolerance));
  const rings = shapesOf(weighted).flatMap((shape) => shape.arcs.flat());
  const isOuter = rings.map((ring) => areaOf(weighted.arcs, ring) > 0);
  let changed = true;
  for (let pass = 0; changed && pass < maximumPasses; pass += 1) {
    changed = false;
    for (const [place, ring] of rings.entries()) {
      // Points come back to all arcs of the ring alike, the heaviest first, until it is what it was.
      for (let extra = 1; isCollapsed(arcs, ring, isOuter[place]!); extra += 1) {
        const indexes = ring.map(arcIndex).filter((index) => arcs[index]!.length < weighted.arcs[index]!.length);
        if (indexes.length === 0) break;
        for (const index of indexes) {
          const more = keepHeaviest(weighted.arcs[index]!, tolerance, extra);
          if (more.length <= arcs[index]!.length) continue;
          arcs[index] = more;
          changed = true;
        }
      }
    }
  }
  return arcs;
}

/** In a topology an arc that is run backwards has the complement of its index. */
function arcIndex(index: number): number {
  return index < 0 ? ~index : index;
}

function keepHeavy(arc: readonly Position[], tolerance: number): Position[] {
  return arc
    .filter(([, , weight], index) => index === 0 || index === arc.length - 1 || weight! >= tolerance)
    .map(withoutWeight);
}

/** As `keepHeavy`, and at least the `count` heaviest of the points between the ends. */
function keepHeaviest(arc: readonly Position[], tolerance: number, count: number): Position[] {
  const inner = arc.slice(1, -1).map(([, , weight]) => weight!);
  const least = inner.toSorted((a, b) => b - a)[Math.min(count, inner.length) - 1] ?? Infinity;
  return keepHeavy(arc, Math.min(tolerance, least));
}

function withoutWeight([x, y]: Position): Position {
  return [x!, y!];
}

function joinRing(arcs: readonly Position[][], ring: readonly number[]): Position[] {
  const points: Position[] = [];
  for (const index of ring) {
    const arc = index < 0 ? arcs[~index]!.toReversed() : arcs[index]!;
    points.push(...(points.length > 0 ? arc.slice(1) : arc));
  }
  return points;
}

/** Twice the area of a ring, positive if it runs counter-clockwise; from its first point, to lose no digits. */
function areaOf(arcs: readonly Position[][], ring: readonly number[]): number {
  const points = joinRing(arcs, ring);
  const [x0, y0] = points[0]!;
  let area = 0;
  for (let index = 1; index < points.length - 1; index += 1) {
    const [x1, y1] = points[index]!;
    const [x2, y2] = points[index + 1]!;
    area += (x1! - x0!) * (y2! - y0!) - (x2! - x0!) * (y1! - y0!);
  }
  return area;
}

/** Whether a ring has lost its area (less than about a hundredth of a square metre) or turned inside out. */
function isCollapsed(arcs: readonly Position[][], ring: readonly number[], isOuter: boolean): boolean {
  return areaOf(arcs, ring) * (isOuter ? 1 : -1) < 1e-12;
}

function drawShapes(simplified: Boundaries): Map<string, MultiPolygon> {
  const shapes = new Map<string, MultiPolygon>();
  for (const shape of shapesOf(simplified)) {
    const coordinates = shape.arcs.map((rings) =>
      rings.map((ring, index) => wind(joinRing(simplified.arcs as Position[][], ring), index === 0)),
    );
    shapes.set(shape.properties!.ags, { type: 'MultiPolygon', coordinates });
  }
  return shapes;
}

function drawBorders(simplified: Boundaries): { rank: BorderRank; geometry: MultiLineString }[] {
  const boundaries = simplified.objects.boundaries;
  return borderRanks.map((rank) => ({
    rank,
    geometry: mesh(
      simplified as unknown as Topology<Objects>,
      boundaries as never,
      (one, other) => rankOf(one, other) === rank,
    ),
  }));
}

function rankOf(one: unknown, other: unknown): BorderRank {
  if (one === other) return 'country';
  const [left, right] = [one, other].map((shape) => (shape as Shape).properties!.ags) as [string, string];
  if (left.slice(0, 2) !== right.slice(0, 2)) return 'state';
  return left.slice(0, 5) === right.slice(0, 5) ? 'municipality' : 'county';
}
