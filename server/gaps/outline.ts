/** The outline of cells as polygons with right angles. */
import type { MultiPolygon, Position } from 'geojson';
import { toLonLat } from '../../geodata/grid.ts';
import type { Bounds } from '../places/queries.ts';
import { packing } from './clusters.ts';

/** A closed ring of grid corners, packed like cell numbers, without its last corner; only where it turns. */
type Ring = number[];

/** Steps along the four directions of an edge: east, north, west, south. */
const steps = [1, packing, -1, -packing] as const;

/**
 * Outline of cells by packed number: GeoJSON, degrees, EPSG:4326, outer rings counter-clockwise. Cells that touch at a
 * corner alone are polygons of their own, so that the geometry is valid.
 */
export function outlineOf(numbers: Iterable<number>): MultiPolygon {
  const rings = ringsOf(new Set(numbers));
  const outers = rings.filter((ring) => areaOf(ring) > 0);
  const polygons = new Map(outers.map((outer) => [outer, [outer]]));
  for (const hole of rings) {
    if (areaOf(hole) > 0) continue;
    const inside = outers.filter((outer) => surrounds(outer, hole)).sort((one, other) => areaOf(one) - areaOf(other));
    const [nearest] = inside;
    if (nearest) polygons.get(nearest)?.push(hole);
  }
  return { type: 'MultiPolygon', coordinates: [...polygons.values()].map((parts) => parts.map(toPositions)) };
}

/** Borders between cells that belong to it and cells that do not, each walked with the former on the left. */
function ringsOf(cells: ReadonlySet<number>): Ring[] {
  const edges = new Map<number, Set<number>>(); // directions of the edges that start at a corner
  const add = (corner: number, direction: number): void => {
    const directions = edges.get(corner);
    if (directions) directions.add(direction);
    else edges.set(corner, new Set([direction]));
  };
  for (const cell of cells) {
    if (!cells.has(cell - packing)) add(cell, 0);
    if (!cells.has(cell + 1)) add(cell + 1, 1);
    if (!cells.has(cell + packing)) add(cell + packing + 1, 2);
    if (!cells.has(cell - 1)) add(cell + packing, 3);
  }
  const rings: Ring[] = [];
  for (const [start, directions] of edges) {
    for (const direction of directions) rings.push(...splitRing(walk(edges, start, direction)));
  }
  return rings;
}

/** Walks a border back to its start and takes its edges away. Where two cells touch at a corner, it stays with its own. */
function walk(edges: Map<number, Set<number>>, start: number, first: number): Ring {
  const turns: Ring = [];
  let [corner, direction] = [start, first];
  let before = -1;
  while (edges.get(corner)?.delete(direction)) {
    if (direction !== before) turns.push(corner);
    before = direction;
    corner += steps[direction] ?? 0;
    const onwards = edges.get(corner);
    const left = (direction + 1) % 4;
    direction = onwards?.has(left) ? left : ([...(onwards ?? [])][0] ?? first);
  }
  if (before === first) turns.shift(); // it started in the middle of a side
  return turns;
}

/** Cuts a ring that meets itself at a corner into rings that do not. */
function splitRing(ring: Ring): Ring[] {
  const rings: Ring[] = [];
  const open: Ring = [];
  for (const corner of ring) {
    const met = open.indexOf(corner);
    if (met !== -1) rings.push(open.splice(met));
    open.push(corner);
  }
  return [...rings, open];
}

/** Signed, in cells; counter-clockwise is positive. */
function areaOf(ring: Ring): number {
  let twice = 0;
  for (const [index, corner] of ring.entries()) {
    const [x, y] = placeOf(corner);
    const [nextX, nextY] = placeOf(ring[(index + 1) % ring.length] ?? corner);
    twice += x * nextY - nextX * y;
  }
  return twice / 2;
}

/** True if the cell that a hole is cut into, on the left of its first side, lies within an outer ring. */
function surrounds(outer: Ring, hole: Ring): boolean {
  const [ax, ay] = placeOf(hole[0] ?? 0);
  const [bx, by] = placeOf(hole[1] ?? 0);
  const [dx, dy] = [Math.sign(bx - ax), Math.sign(by - ay)];
  const [x, y] = [ax + (dx - dy) / 2, ay + (dy + dx) / 2];
  let within = false;
  for (const [index, corner] of outer.entries()) {
    const [fromX, fromY] = placeOf(corner);
    const [, toY] = placeOf(outer[(index + 1) % outer.length] ?? corner);
    // Sides that run north or south are crossed by a ray to the east.
    if (fromY > y !== toY > y && fromX > x) within = !within;
  }
  return within;
}

function placeOf(corner: number): [x: number, y: number] {
  return [corner % packing, Math.floor(corner / packing)];
}

function toPositions(ring: Ring): Position[] {
  const positions = ring.map((corner) => {
    const [x, y] = placeOf(corner);
    return toLonLat(x * 100, y * 100).map((value) => Math.round(value * 1e6) / 1e6);
  });
  return [...positions, positions[0] ?? []];
}

/** West, south, east, north of an outline. */
export function boundsOfOutline({ coordinates }: MultiPolygon): Bounds {
  const bounds: [number, number, number, number] = [180, 90, -180, -90];
  for (const [longitude = 0, latitude = 0] of coordinates.flat(2)) {
    bounds[0] = Math.min(bounds[0], longitude);
    bounds[1] = Math.min(bounds[1], latitude);
    bounds[2] = Math.max(bounds[2], longitude);
    bounds[3] = Math.max(bounds[3], latitude);
  }
  return bounds;
}
