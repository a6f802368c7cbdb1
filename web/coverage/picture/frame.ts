import type { MapPosition } from '../../view.ts';

/** MapLibre's world is 512 px wide at zoom 0, and the picture shows what the map shows. */
const worldWidth = 512;

/** Units of a tile's side. */
export const tileUnits = 4096;

/** Metres round the equator. */
const equator = 40_075_016.686;

export type Point = readonly [x: number, y: number];

/** What a picture shows of the world, in px of web mercator at its zoom. */
export interface Frame {
  zoom: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Tile {
  z: number;
  x: number;
  y: number;
}

/** Edges of a rectangle. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where a place lies in the world at a zoom, px. */
export function project(longitude: number, latitude: number, zoom: number): Point {
  const side = worldWidth * 2 ** zoom;
  const north = Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI);
  return [(longitude / 360 + 0.5) * side, (0.5 - north) * side];
}

/** The frame of a picture whose middle and scale are a map's. */
export function frameOf({ zoom, longitude, latitude }: MapPosition, width: number, height: number): Frame {
  const [x, y] = project(longitude, latitude, zoom);
  return { zoom, left: x - width / 2, top: y - height / 2, width, height };
}

/** Where a place lies in the picture, px from its upper left corner. */
export function placeIn({ zoom, left, top }: Frame, longitude: number, latitude: number): Point {
  const [x, y] = project(longitude, latitude, zoom);
  return [x - left, y - top];
}

/** The place at a point of the picture. */
export function placeAt(
  { zoom, left, top }: Pick<Frame, 'zoom' | 'left' | 'top'>,
  [x, y]: Point,
): { longitude: number; latitude: number } {
  const side = worldWidth * 2 ** zoom;
  const north = (0.5 - (top + y) / side) * 2 * Math.PI;
  return { longitude: ((left + x) / side - 0.5) * 360, latitude: (Math.atan(Math.sinh(north)) * 180) / Math.PI };
}

/** Metres that a px of the picture's middle stands for. */
export function metresPerPixel({ zoom }: Frame, latitude: number): number {
  return (equator * Math.cos((latitude * Math.PI) / 180)) / (worldWidth * 2 ** zoom);
}

/** The tiles of a zoom that a picture needs, row by row. */
export function tilesOf({ zoom, left, top, width, height }: Frame, z: number): Tile[] {
  const side = worldWidth * 2 ** (zoom - z);
  const last = 2 ** z - 1;
  const span = (from: number, length: number) => {
    const first = Math.max(0, Math.floor(from / side));
    return { first, count: Math.max(0, Math.min(last, Math.ceil((from + length) / side) - 1) - first + 1) };
  };
  const [columns, rows] = [span(left, width), span(top, height)];
  return Array.from({ length: rows.count * columns.count }, (_, index) => ({
    z,
    x: columns.first + (index % columns.count),
    y: rows.first + Math.floor(index / columns.count),
  }));
}

/**
 * How a tile's units become px of the picture. An edge is computed from the number of its tile, so that two neighbours
 * come to the very same figure and no seam opens between them.
 */
export function placementOf({ zoom, left, top }: Frame, { z, x, y }: Tile): (point: Point) => Point {
  const side = worldWidth * 2 ** (zoom - z);
  return ([u, v]) => [(x + u / tileUnits) * side - left, (y + v / tileUnits) * side - top];
}

/** Units by which a tile reaches into its neighbours: under antialiasing, parts that only touch would show where they meet. */
const overlap = 4;

/** The part of a tile that the picture shows with a margin in px, in the tile's units; hardly more than the tile itself. */
export function partOf({ zoom, left, top, width, height }: Frame, { z, x, y }: Tile, margin: number): Box {
  const side = worldWidth * 2 ** (zoom - z);
  const units = (px: number, index: number) =>
    Math.min(tileUnits + overlap, Math.max(-overlap, Math.round((px / side - index) * tileUnits)));
  return {
    left: units(left - margin, x),
    top: units(top - margin, y),
    right: units(left + width + margin, x),
    bottom: units(top + height + margin, y),
  };
}
