/**
 * Reads municipal boundaries of the BKG (VG250, VG5000) from a Shapefile: one record per municipality.
 * Shape: attributes AGS, ARS (older: RS), GEN, BEZ, BEM, GF; several rows of one AGS are parts of one municipality;
 * where GF tells land from water, only land (GF = 4) is taken; EPSG:4326 comes out, whatever went in.
 * Errors: a row without usable AGS or area yields a Problem and is left out; FormatError for the file as a whole.
 * Source: © GeoBasis-DE / BKG, dl-de/by-2-0 (https://gdz.bkg.bund.de).
 */
import type { MultiPolygon, Position } from 'geojson';
import { FormatError, type BoundaryRecord, type Header, type Problem } from '../records.ts';
import { normaliseAgs } from '../states.ts';
import { unusableAgs } from './atlas-csv.ts';
import { toWgs84 } from './coordinate-systems.ts';
import { refused } from './problems.ts';
import { wind, type Ring } from './rings.ts';
import { missingPart, readShapefile, type Shapefile, type ShapefileFeature } from './shapefile.ts';

/** GF: 1 and 3 are water, 2 and 4 land, 4 and 3 "with structure", 9 what no distinction is made of. */
const land = 4;

/** Degrees are rounded to this many decimals, about a centimetre. */
const decimals = 1e7;

/** Municipal boundaries. `referenceDate` is an ISO date; without it, the newest BEGINN counts. */
export async function* readBoundaries(
  shapefile: Shapefile,
  referenceDate: string | null = null,
): AsyncGenerator<Header | BoundaryRecord | Problem> {
  if (!shapefile.parts.prj) throw missingPart(shapefile.name, 'prj');
  const { wkt, features } = await readShapefile(shapefile);
  const names = new Set(Object.keys(features[0]?.attributes ?? {}));
  const missing = ['AGS', 'GEN', 'BEZ'].filter((name) => !names.has(name));
  if (features.length === 0) throw new FormatError('no-records', `${shapefile.name} has no features; fetch it again`);
  if (missing.length > 0) {
    throw new FormatError(
      'missing-columns',
      `${shapefile.name}.dbf lacks ${missing.join(', ')}; municipal boundaries have the attributes AGS, ARS, GEN, BEZ of the BKG`,
    );
  }
  const project = toWgs84(wkt);
  const parts = new Map<string, { line: number; attributes: ShapefileFeature['attributes']; polygons: Ring[][] }>();
  const problems: Problem[] = [];
  const tellsLand = features.some(({ attributes }) => attributes.GF === land);
  features.forEach(({ attributes, polygons }, index) => {
    const line = index + 1;
    if (tellsLand && attributes.GF !== land) return;
    const key = text(attributes.AGS);
    const ags = normaliseAgs(key);
    if (!ags) {
      problems.push(unusableAgs(key, line));
      return;
    }
    if (polygons.length === 0) {
      problems.push(refused(line, 'empty-geometry', `${ags} has no area`, 'Give the feature a polygon, or remove it'));
      return;
    }
    const known = parts.get(ags);
    if (known) known.polygons.push(...polygons);
    else parts.set(ags, { line, attributes, polygons: [...polygons] });
  });
  yield {
    type: 'header',
    kind: 'boundaries',
    figures: [],
    population: 'households',
    referenceDate: referenceDate ?? newestDate(features),
    source: 'bkg',
    expected: parts.size,
  };
  yield* problems;
  for (const [ags, { line, attributes, polygons }] of parts) {
    const designation = text(attributes.BEZ);
    yield {
      type: 'boundaries',
      line,
      ags,
      ars: text(attributes.ARS ?? attributes.RS),
      name: text(attributes.GEN),
      designation,
      independent: text(attributes.BEM) === 'kreisfrei',
      inhabited: !/gemeindefrei/i.test(designation),
      geometry: transform(polygons, project),
    };
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** The parser makes local dates of the file's; read as such they are the same day again. */
function newestDate(features: readonly ShapefileFeature[]): string | null {
  let newest: Date | undefined;
  for (const { attributes } of features) {
    const begin = attributes.BEGINN;
    if (begin instanceof Date && !Number.isNaN(begin.getTime()) && (!newest || begin > newest)) newest = begin;
  }
  if (!newest) return null;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${newest.getFullYear()}-${two(newest.getMonth() + 1)}-${two(newest.getDate())}`;
}

function transform(polygons: readonly Ring[][], project: (x: number, y: number) => [number, number]): MultiPolygon {
  const round = (degrees: number): number => Math.round(degrees * decimals) / decimals;
  const point = ([x = NaN, y = NaN]: Position): Position => {
    const [longitude, latitude] = project(x, y);
    return [round(longitude), round(latitude)];
  };
  return {
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) => rings.map((ring, index) => wind(ring.map(point), index === 0))),
  };
}
