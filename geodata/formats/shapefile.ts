/** The parts of a Shapefile: finds them in a folder, beside a path or in a ZIP archive, and decodes them. */
import { isUtf8 } from 'node:buffer';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Geometry } from 'geojson';
import { parseDbf, parseShp } from 'shpjs';
import { FormatError } from '../records.ts';
import type { ArchiveEntry } from './archive.ts';
import { quote } from './problems.ts';
import { assemblePolygons, type Ring } from './rings.ts';
import { readBytes } from './source-file.ts';
import type { Bytes } from './text.ts';

const extensions = ['shp', 'shx', 'dbf', 'prj', 'cpg'] as const;
type Extension = (typeof extensions)[number];

interface Part {
  size: number;
  open(): Bytes;
}

/** A Shapefile whose parts were found; `.cpg` and `.prj` may be missing. */
export interface Shapefile {
  /** Without extension, e.g. `VG5000_GEM`. */
  name: string;
  /** Of all parts. */
  size: number;
  parts: Record<Exclude<Extension, 'cpg' | 'prj'>, Part> & Partial<Record<'cpg' | 'prj', Part>>;
}

export interface ShapefileFeature {
  /** Polygons of rings in the file's own coordinates, holes after their outer ring. */
  polygons: Ring[][];
  /** The geometry as the file has it; null = there is none. */
  geometry: Geometry | null;
  attributes: Record<string, unknown>;
}

/** What each part is for, to say what is missed without it. */
const purposes: Record<Extension, string> = {
  shp: 'the geometries',
  shx: 'the index of the geometries',
  dbf: 'the attributes (keys and names)',
  prj: 'the coordinate system',
  cpg: 'the encoding',
};

/**
 * The Shapefile of municipalities in a folder or beside a path. Of several, the one with GEM in its name.
 * Errors: FormatError `missing-part` naming the file, `no-shapefile`, `several-shapefiles`.
 */
export async function findShapefile(path: string): Promise<Shapefile> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
  const folder = isFolder ? path : dirname(path);
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const full = join(folder, name);
      return { name, size: (await stat(full)).size, open: () => readBytes(full) };
    }),
  );
  const name = isFolder ? undefined : basename(path).replace(/\.\w+$/, '');
  return chooseShapefile(files, name, path);
}

/** The Shapefile of municipalities in a ZIP archive, at any depth. Errors as `findShapefile`. */
export function findShapefileIn(entries: readonly ArchiveEntry[], path: string): Shapefile {
  return chooseShapefile(entries, undefined, path);
}

function chooseShapefile(
  files: readonly (Part & { name: string })[],
  wanted: string | undefined,
  place: string,
): Shapefile {
  const stems = files.filter(({ name }) => /\.shp$/i.test(name)).map(({ name }) => name.slice(0, -4));
  const stem = wanted ?? (stems.length > 1 ? oneOf(stems, place) : stems[0]);
  if (stem === undefined) {
    throw new FormatError(
      'no-shapefile',
      `there is no .shp file in ${quote(place, 200)}; name the folder or archive that has one`,
    );
  }
  const parts: Partial<Record<Extension, Part>> = {};
  let size = 0;
  for (const extension of extensions) {
    const part = files.find(({ name }) => name.toLowerCase() === `${stem}.${extension}`.toLowerCase());
    if (part) {
      parts[extension] = part;
      size += part.size;
    } else if (extension !== 'cpg' && extension !== 'prj') {
      throw missingPart(stem, extension);
    }
  }
  return { name: basename(stem), size, parts: parts as Shapefile['parts'] };
}

function oneOf(stems: readonly string[], place: string): string {
  const municipal = stems.filter((stem) => /(^|[_-])GEM([_-]|$)/i.test(basename(stem)));
  const [only, ...others] = municipal;
  if (only !== undefined && others.length === 0) return only;
  throw new FormatError(
    'several-shapefiles',
    `${quote(place, 200)} has several Shapefiles (${stems.map((stem) => basename(stem)).join(', ')}); name the one with the municipalities`,
    0,
    { files: stems.map((stem) => basename(stem)) },
  );
}

/** What is missing, and what for. */
export function missingPart(name: string, extension: Extension): FormatError {
  return new FormatError(
    'missing-part',
    `${name}.${extension} is missing, which holds ${purposes[extension]}; put it beside ${name}.shp (a Shapefile is always several files)`,
    0,
    { file: `${name}.${extension}` },
  );
}

/**
 * Decodes a Shapefile. `wkt` is the text of its .prj, empty without one.
 * Errors: FormatError `shapefile-damaged`.
 */
export async function readShapefile({
  name,
  parts,
}: Shapefile): Promise<{ wkt: string; features: ShapefileFeature[] }> {
  const [shp, dbf, prj, cpg] = await Promise.all([
    content(parts.shp),
    content(parts.dbf),
    content(parts.prj),
    content(parts.cpg),
  ]);
  const damaged = (why: string): never => {
    throw new FormatError('shapefile-damaged', `${name} is damaged (${why}); fetch all its parts again`);
  };
  if (shp.length < 100 || shp.readInt32BE(0) !== 9994) damaged('.shp does not start like one');
  if (shp.readInt32BE(24) * 2 !== shp.length) damaged(`.shp has ${shp.length} of ${shp.readInt32BE(24) * 2} bytes`);
  if (dbf.length < 32 || dbf.length < dbf.readUInt16LE(8) + dbf.readUInt32LE(4) * dbf.readUInt16LE(10))
    damaged('.dbf is cut off');
  // The types of the parser forget that a feature may have no geometry.
  let geometries: (Geometry | null)[] = [];
  let rows: ReturnType<typeof parseDbf> = [];
  try {
    geometries = parseShp(shp);
    rows = parseDbf(dbf, encodingOf(dbf, cpg.toString('latin1')) as never);
  } catch (error) {
    damaged((error as Error).message);
  }
  if (geometries.length !== rows.length) damaged(`.shp has ${geometries.length} features, .dbf ${rows.length}`);
  const features = geometries.map((geometry, index): ShapefileFeature => {
    const rings =
      geometry?.type === 'Polygon'
        ? geometry.coordinates
        : geometry?.type === 'MultiPolygon'
          ? geometry.coordinates.flat()
          : [];
    return { polygons: assemblePolygons(rings), geometry, attributes: rows[index] ?? {} };
  });
  return { wkt: prj.toString('utf8'), features };
}

async function content(part: Part | undefined): Promise<Buffer> {
  return part ? Buffer.concat(await Array.fromAsync(part.open())) : Buffer.alloc(0);
}

/** What .cpg says; without it, or if it says something unheard of, what the bytes look like. */
function encodingOf(dbf: Buffer, codePage: string): string {
  if (/utf-?8|65001/i.test(codePage)) return 'utf-8';
  if (/8859-?1|1252|latin|ansi/i.test(codePage)) return 'windows-1252';
  return isUtf8(dbf.subarray(dbf.readUInt16LE(8))) ? 'utf-8' : 'windows-1252';
}
