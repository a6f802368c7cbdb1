/* eslint-disable @typescript-eslint/no-non-null-assertion -- points and arcs are found by places that come from the same list */
/** Rings of polygons: which lies in which, and which way round. */
import type { Position } from 'geojson';

export type Ring = Position[];

/** Area of a ring in squared units of its coordinates; positive if it runs counter-clockwise. */
export function signedArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let index = 0; index < ring.length - 1; index += 1) {
    const [x1, y1] = ring[index]!;
    const [x2, y2] = ring[index + 1]!;
    sum += x1! * y2! - x2! * y1!;
  }
  return sum / 2;
}

/** Whether a point lies in a ring (even-odd rule; a point on the ring may count either way). */
export function isInside(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let index = 0, last = ring.length - 1; index < ring.length; last = index, index += 1) {
    const [x1, y1] = ring[index]!;
    const [x2, y2] = ring[last]!;
    if (y1! > y! !== y2! > y! && x! < ((x2! - x1!) * (y! - y1!)) / (y2! - y1!) + x1!) inside = !inside;
  }
  return inside;
}

/** A ring that runs counter-clockwise (outer, RFC 7946) or clockwise (hole). */
export function wind(ring: Ring, counterClockwise: boolean): Ring {
  return signedArea(ring) > 0 === counterClockwise ? ring : ring.toReversed();
}

/**
 * A ring that touches itself in a point, as Shapefiles may draw an enclave on the edge, in parts that don't: a ring of
 * GeoJSON or PostGIS must not.
 */
function splitTouching(ring: Ring): Ring[] {
  const keys = ring.map(([x, y]) => `${x} ${y}`);
  if (new Set(keys).size === ring.length - 1) return [ring];
  const parts: Ring[] = [];
  const path: { key: string; point: Position }[] = [];
  const places = new Map<string, number>();
  ring.forEach((point, index) => {
    const key = keys[index]!;
    const place = places.get(key);
    if (place !== undefined) {
      const loop = path.splice(place + 1);
      for (const { key: gone } of loop) places.delete(gone);
      if (loop.length >= 2) parts.push([path[place]!.point, ...loop.map(({ point: inner }) => inner), point]);
    } else {
      places.set(key, path.length);
      path.push({ key, point });
    }
  });
  return parts;
}

/**
 * Polygons from rings in any order: a ring in an odd number of others is a hole of the smallest of them. Shapefiles
 * say no more than the direction, and some get that wrong. Outer rings run counter-clockwise (RFC 7946).
 */
export function assemblePolygons(rings: readonly Ring[]): Ring[][] {
  const usable = rings.flatMap(splitTouching).filter((ring) => ring.length >= 4);
  if (usable.length === 1) return [[wind(usable[0]!, true)]];
  const sized = usable.map((ring) => ({ ring, area: Math.abs(signedArea(ring)) })).sort((a, b) => b.area - a.area);
  const placed: { ring: Ring; depth: number; polygon: Ring[] }[] = [];
  for (const { ring } of sized) {
    // Larger rings came first, so the last one around this is the smallest.
    const around = placed.filter((other) => liesIn(ring, other.ring));
    const depth = around.length;
    const parent = around.at(-1);
    if (depth % 2 === 1) {
      parent!.polygon.push(wind(ring, false));
      placed.push({ ring, depth, polygon: parent!.polygon });
    } else {
      placed.push({ ring, depth, polygon: [wind(ring, true)] });
    }
  }
  return placed.filter(({ depth }) => depth % 2 === 0).map(({ polygon }) => polygon);
}

/** By majority, since rings may touch in points. */
function liesIn(inner: Ring, outer: Ring): boolean {
  const step = Math.max(1, Math.floor(inner.length / 15));
  let votes = 0;
  for (let index = 0; index < inner.length; index += step) votes += isInside(outer, inner[index]!) ? 1 : -1;
  return votes > 0;
}
