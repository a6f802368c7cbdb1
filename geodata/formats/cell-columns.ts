/** What the columns (or properties) of 100 m cells are called, in the atlas, in Zensus 2022 and in exports of both. */
import { parseCellId, type Corner } from '../grid.ts';
import type { Figure } from '../technologies.ts';
import { findAtlasColumns } from './atlas-columns.ts';

const idName = /^(gitter_?id(_100m)?|raster_?id|cell(_?id)?|zelle|grid(_?id)?|inspire_?id|id(_100m)?)$/i;
const coarseIdName = /^gitter_?id_(\d+ ?km)$/i;
const middleNames = { x: /^x_mp(_100m)?$/i, y: /^y_mp(_100m)?$/i };
const agsName = /^(gem|ags|gemeinde_?ags)$/i;
const householdsName = /^(insgesamt_|anzahl_)?(privat)?(haushalte?|households|hh)(_insgesamt|_ges(amt)?)?$/i;

/** Positions count from 0; -1 = there is no such column. */
export interface CellColumns {
  id: number;
  /** Middle of the cell in metres, EPSG:3035, as Zensus files have it. */
  x: number;
  y: number;
  ags: number;
  households: number;
  figures: readonly Figure[];
  positions: readonly number[];
  /** Columns that look like figures but are of an unknown technology or class. */
  unknown: readonly string[];
  /** Comes from the census (Zensus 2022), not from the atlas. */
  census: boolean;
}

/**
 * Whether a list of names is of cells: there is an id of the grid (or the middle of a cell), and something about it.
 * `sample` is a row below: a municipal table may have a column "id" that counts its rows.
 */
export function isCellHeader(names: readonly string[], sample?: readonly string[]): boolean {
  if (coarseGridOf(names)) return true;
  const { id, x, y, ags, figures, households, census } = findCellColumns(names);
  if (id < 0) return x >= 0 && y >= 0;
  if (ags >= 0 && sample && !cornerOfId(sample[id] ?? '') && /^id$/i.test((names[id] ?? '').trim())) return false;
  return figures.length > 0 || households >= 0 || census;
}

/** The size of a coarser census grid, e.g. `1km`, if the names are of one. */
export function coarseGridOf(names: readonly string[]): string | undefined {
  return names.map((name) => coarseIdName.exec(name.trim())?.[1]).find((size) => size !== undefined);
}

function isCensus(names: readonly string[]): boolean {
  return names.some((name) => /^gitter_?id|^x_mp/i.test(name.trim()));
}

/** Where a cell's id, place, municipality, households and figures stand. */
export function findCellColumns(names: readonly string[]): CellColumns {
  const find = (pattern: RegExp): number => names.findIndex((name) => pattern.test(name.trim()));
  const {
    figures = [],
    positions = [],
    unknown = [],
  } = findAtlasColumns(names.map((name) => (/^down_fn_hh_/i.test(name.trim()) ? name : ''))) ?? {};
  return {
    id: find(idName),
    x: find(middleNames.x),
    y: find(middleNames.y),
    ags: find(agsName),
    households: find(householdsName),
    figures,
    positions,
    unknown,
    census: figures.length === 0 && isCensus(names),
  };
}

/** Corner of the 100 m cell around a middle in metres, EPSG:3035, or undefined if it is no middle of a cell. */
export function cornerOfMiddle(x: number, y: number): Corner | undefined {
  const corner = { northing: y - 50, easting: x - 50 };
  return corner.northing % 100 === 0 && corner.easting % 100 === 0 ? corner : undefined;
}

/** Corner from an id as text; the atlas' and the census' spelling. */
export function cornerOfId(id: string): Corner | undefined {
  return parseCellId(id) ?? parseCellId(id.trim());
}

/** Germany with some room, metres, EPSG:3035. */
const extent = { northing: 2_600_000, easting: 4_000_000, rows: 10_000, columns: 7_000 } as const;

/** Remembers which cells were seen, a bit each: nine megabytes, however many they are. */
export function createCellSet(): { add(corner: Corner): 'new' | 'known' | 'outside' } {
  const bits = new Uint8Array((extent.rows * extent.columns) / 8);
  return {
    add({ northing, easting }) {
      const row = (northing - extent.northing) / 100;
      const column = (easting - extent.easting) / 100;
      if (row < 0 || row >= extent.rows || column < 0 || column >= extent.columns) return 'outside';
      const place = row * extent.columns + column;
      const bit = 1 << (place & 7);
      const byte = bits[place >> 3] ?? 0;
      if ((byte & bit) !== 0) return 'known';
      bits[place >> 3] = byte | bit;
      return 'new';
    },
  };
}
