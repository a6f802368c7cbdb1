/** Brings a file's geometry into the form that the record has, EPSG:4326, or says why it can't be. */
import type { Geometry, LineString, MultiLineString, MultiPolygon, Point, Position } from 'geojson';
import type { FeatureRecord } from '../construction/records.ts';
import type { Problem } from '../records.ts';
import type { Extent } from './choose-crs.ts';
import { inGermany } from './address-place.ts';
import { refused, warning } from './problems.ts';
import { assemblePolygons, type Ring } from './rings.ts';

export type Project = (x: number, y: number) => readonly [number, number];
type Kind = FeatureRecord['kind'];

/** All positions of a geometry. */
export function positionsOf(geometry: Geometry): Position[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates];
    case 'MultiPoint':
    case 'LineString':
      return geometry.coordinates;
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates.flat();
    case 'MultiPolygon':
      return geometry.coordinates.flat(2);
    case 'GeometryCollection':
      return geometry.geometries.flatMap(positionsOf);
  }
}

/** Around all positions that are numbers. */
export function extentOf(geometries: Iterable<Geometry>): Extent {
  const extent = { minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity };
  for (const geometry of geometries) {
    for (const [x = NaN, y = NaN] of positionsOf(geometry)) {
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      extent.minX = Math.min(extent.minX, x);
      extent.maxX = Math.max(extent.maxX, x);
      extent.minY = Math.min(extent.minY, y);
      extent.maxY = Math.max(extent.maxY, y);
    }
  }
  return extent;
}

/** What a geometry can be of. */
export function kindOf(geometry: Geometry): Kind | undefined {
  if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') return 'area';
  if (geometry.type === 'LineString' || geometry.type === 'MultiLineString') return 'trench';
  return geometry.type === 'Point' || geometry.type === 'MultiPoint' ? 'network_point' : undefined;
}

/**
 * The geometries of one feature as records have them: several where a line has parts. What was mended is a warning among
 * the problems; empty = it can't be taken, and the problems say why.
 */
export function bring(
  geometry: Geometry | null,
  kind: Kind,
  project: Project,
  line: number,
  problems: Problem[],
): FeatureRecord['geometry'][] {
  const refuse = (rule: string, why: string, fix: string): [] => {
    problems.push(refused(line, rule, `feature ${line}: ${why}`, fix));
    return [];
  };
  const positions = geometry === null ? [] : positionsOf(geometry);
  if (geometry === null || positions.length === 0)
    return refuse('empty-geometry', 'it has no geometry', 'Draw it, or remove the feature');
  if (kindOf(geometry) !== kind) {
    const wanted = { area: 'a polygon', trench: 'a line', network_point: 'a point' }[kind];
    return refuse(
      'wrong-geometry-type',
      `it is a ${geometry.type} and no ${wanted.slice(2)}`,
      'Export features of one kind to one file, or say another --kind',
    );
  }
  if (positions.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y)))
    return refuse('not-a-number', 'a coordinate is no number', 'Export the feature again');
  const at = ([x = NaN, y = NaN]: Position): Position => [...project(x, y)];
  if (positions.some((position) => !inGermany(at(position) as [number, number])))
    return refuse(
      'outside-germany',
      'it lies outside Germany',
      'Check the coordinate system, and that the two axes are not exchanged',
    );
  const mended = (rule: string, why: string): void => {
    problems.push(warning(line, rule, `feature ${line}: ${why}`, 'Mend it in the source too'));
  };
  switch (geometry.type) {
    case 'Polygon':
      return areaOf([geometry.coordinates], at, mended) ?? tooSmall(refuse);
    case 'MultiPolygon':
      return areaOf(geometry.coordinates, at, mended) ?? tooSmall(refuse);
    case 'LineString':
    case 'MultiLineString': {
      const parts = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
      const lines = parts.map((part) => distinct(part.map(at))).filter((part) => part.length >= 2);
      if (lines.length === 0) return refuse('no-length', 'its line has no length', 'Draw it, or remove the feature');
      if (lines.length > 1)
        mended('line-in-parts', `its line has ${lines.length} parts; each became a section of its own`);
      return lines.map((coordinates): LineString => ({ type: 'LineString', coordinates }));
    }
    case 'Point':
      return [{ type: 'Point', coordinates: at(geometry.coordinates) }];
    case 'MultiPoint':
    case 'GeometryCollection': {
      if (positions.length > 1) return refuse('several-points', 'it is several points', 'Make a feature of each');
      return positions.map((position): Point => ({ type: 'Point', coordinates: at(position) }));
    }
  }
}

/** The geometry of one feature with all of its parts, whatever it is; else as `bring`. */
export function bringWhole(
  geometry: Geometry | null,
  project: Project,
  line: number,
  problems: Problem[],
): LineString | MultiLineString | MultiPolygon | Point | null {
  const found: Problem[] = [];
  const parts = bring(geometry, (geometry && kindOf(geometry)) ?? 'area', project, line, found);
  problems.push(...found.filter(({ rule }) => rule !== 'line-in-parts'));
  const lines = parts.filter((part) => part.type === 'LineString');
  if (lines.length > 1) return { type: 'MultiLineString', coordinates: lines.map(({ coordinates }) => coordinates) };
  return parts[0] ?? null;
}

function tooSmall(refuse: (rule: string, why: string, fix: string) => []): [] {
  return refuse('no-area', 'its ring has fewer than three corners', 'Draw it, or remove the feature');
}

function areaOf(
  polygons: readonly Position[][][],
  at: (position: Position) => Position,
  mended: (rule: string, why: string) => void,
): MultiPolygon[] | undefined {
  const given = polygons.flat().map((ring): Ring => ring.map(at));
  const isOpen = ([first, ...rest]: Ring): boolean =>
    first !== undefined && (first[0] !== rest.at(-1)?.[0] || first[1] !== rest.at(-1)?.[1]);
  const rings = given.map((ring) => (isOpen(ring) ? [...ring, ...ring.slice(0, 1)] : ring));
  const coordinates = assemblePolygons(rings.filter((ring) => ring.length >= 4));
  if (coordinates.length === 0) return undefined;
  if (given.some(isOpen)) mended('open-ring', 'its ring was open and was closed');
  return [{ type: 'MultiPolygon', coordinates }];
}

/** Positions without those that repeat the one before. */
function distinct(positions: readonly Position[]): Position[] {
  return positions.filter(
    ([x, y], index) => index === 0 || x !== positions[index - 1]?.[0] || y !== positions[index - 1]?.[1],
  );
}
