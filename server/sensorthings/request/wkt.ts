import type { Geometry, Position } from 'geojson';

const mostPositions = 2000;

/**
 * Reads a geometry as well-known text: POINT, LINESTRING, POLYGON and their MULTI forms, longitude before latitude.
 * Undefined = it is none, or has too few positions for what it says to be, or a ring that is not closed.
 */
export function parseWkt(text: string): Geometry | undefined {
  const [, kind, body] = /^\s*(?:SRID=4326;)?\s*([A-Z]+)\s*(\(.*\))\s*$/is.exec(text) ?? [];
  if (kind === undefined || body === undefined) return undefined;
  // What is between the brackets becomes JSON: "(1 2, 3 4)" is [[1,2],[3,4]].
  if (!/^[-+0-9.eE\s,()]*$/.test(body)) return undefined;
  const json = body
    .replaceAll(/[-+0-9.eE]+(?:\s+[-+0-9.eE]+)+/g, (position) => `[${position.trim().split(/\s+/).map(Number).join()}]`)
    .replaceAll('(', '[')
    .replaceAll(')', ']');
  let parts: unknown;
  try {
    parts = JSON.parse(json);
  } catch {
    return undefined;
  }
  const coordinates = kind.toUpperCase() === 'POINT' ? (parts as unknown[])[0] : parts;
  const geometry = { type: types[kind.toUpperCase()], coordinates };
  return geometryProblem(geometry) === undefined ? (geometry as Geometry) : undefined;
}

const types: Record<string, string | undefined> = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  POLYGON: 'Polygon',
  MULTIPOINT: 'MultiPoint',
  MULTILINESTRING: 'MultiLineString',
  MULTIPOLYGON: 'MultiPolygon',
};

/** What is wrong with a GeoJSON geometry, for a message; undefined = it is one, in degrees. */
export function geometryProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'is no GeoJSON geometry';
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  const check = typeof type === 'string' && Object.hasOwn(checks, type) ? checks[type] : undefined;
  if (!check) return `has a type other than ${Object.keys(checks).join(', ')}`;
  if (!check(coordinates)) return `has coordinates that make no ${String(type)} in degrees, longitude before latitude`;
  return positionsOf(coordinates) > mostPositions ? `has more than ${mostPositions} positions` : undefined;
}

const checks: Record<string, ((value: unknown) => boolean) | undefined> = {
  Point: isPosition,
  LineString: isLine,
  Polygon: isPolygon,
  MultiPoint: (value) => isListOf(value, isPosition),
  MultiLineString: (value) => isListOf(value, isLine),
  MultiPolygon: (value) => isListOf(value, isPolygon),
};

function isListOf(value: unknown, check: (item: unknown) => boolean, least = 1): value is unknown[] {
  return Array.isArray(value) && value.length >= least && value.every(check);
}

function isPosition(value: unknown): value is Position {
  if (!Array.isArray(value) || value.length < 2 || value.length > 3) return false;
  if (!value.every((number) => Number.isFinite(number))) return false;
  const [longitude, latitude] = value as [number, number];
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

function isLine(value: unknown): boolean {
  return isListOf(value, isPosition, 2);
}

function isPolygon(value: unknown): boolean {
  return isListOf(value, isRing);
}

function isRing(value: unknown): boolean {
  return isListOf(value, isPosition, 4) && JSON.stringify(value[0]) === JSON.stringify(value.at(-1));
}

function positionsOf(value: unknown): number {
  if (!Array.isArray(value)) return 0;
  if (isPosition(value)) return 1;
  return value.reduce((sum: number, part) => sum + positionsOf(part), 0);
}
