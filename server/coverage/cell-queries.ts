import { sql } from 'kysely';
import type { Corner } from '../../geodata/grid.ts';
import type { Reader } from '../database/database.ts';
import { type Slot, wanted } from './queries.ts';

/** A cell of the 100 m grid as one edition has it; corner in metres, EPSG:3035. */
export interface CellRow extends Corner {
  editionId: string;
  ags: string;
  /** null = not stated. */
  households: number | null;
}

/** `slot` is the index of what was asked for; `share` in %, 0-100, null = not stated (or not surveyed). */
export interface CellShare extends Corner {
  slot: number;
  households: number | null;
  share: number | null;
}

/** The rows of cells in any of the editions, in one statement. */
export function findCells(db: Reader, editionIds: readonly string[], corners: readonly Corner[]): Promise<CellRow[]> {
  return db
    .selectFrom('cell_coverage as c')
    .innerJoin(wantedCorners(corners), (join) =>
      join.onRef('corner.northing', '=', 'c.northing').onRef('corner.easting', '=', 'c.easting'),
    )
    .select(['c.edition_id as editionId', 'c.ags', 'c.northing', 'c.easting', 'c.households'])
    .where('c.edition_id', '=', sql<string>`any(${editionIds}::text[])`)
    .execute();
}

/** Figures of many cells from many editions in one statement; where an edition does not know the cell there is no row. */
export function findCellShares(db: Reader, corners: readonly Corner[], slots: readonly Slot[]): Promise<CellShare[]> {
  return db
    .selectFrom(wanted(slots))
    .innerJoin('cell_coverage as c', 'c.edition_id', 'wanted.edition_id')
    .innerJoin(wantedCorners(corners), (join) =>
      join.onRef('corner.northing', '=', 'c.northing').onRef('corner.easting', '=', 'c.easting'),
    )
    .select(['c.northing', 'c.easting', 'wanted.slot', 'c.households'])
    .select(sql<number | null>`c.shares[wanted.position]`.as('share'))
    .orderBy('wanted.slot')
    .execute();
}

/** Part of a municipality's cells, by corner, from south to north. */
export interface CellRange {
  limit: number;
  /** The last ones of the range and not the first ones; they still come from south to north. */
  fromEnd: boolean;
  after: readonly [northing: number, easting: number] | undefined;
  before: readonly [northing: number, easting: number] | undefined;
}

export async function listCells(db: Reader, editionId: string, ags: string, range: CellRange): Promise<CellRow[]> {
  const { limit, fromEnd, after, before } = range;
  const direction = fromEnd ? 'desc' : 'asc';
  const rows = await cellsOf(db, editionId, ags)
    .select(['edition_id as editionId', 'ags', 'northing', 'easting', 'households'])
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(northing, easting) > (${after?.[0]}, ${after?.[1]})`),
    )
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(northing, easting) < (${before?.[0]}, ${before?.[1]})`),
    )
    .orderBy('northing', direction)
    .orderBy('easting', direction)
    .limit(limit)
    .execute();
  return fromEnd ? rows.toReversed() : rows;
}

/** The next cells of a municipality after a corner, from south to north, with all figures in the order of the edition's. */
export function listCellsWithShares(
  db: Reader,
  editionId: string,
  ags: string,
  after: Corner,
  limit: number,
): Promise<(Corner & { households: number | null; shares: (number | null)[] })[]> {
  return cellsOf(db, editionId, ags)
    .select(['northing', 'easting', 'households', 'shares'])
    .where(sql<boolean>`(northing, easting) > (${after.northing}, ${after.easting})`)
    .orderBy('northing')
    .orderBy('easting')
    .limit(limit)
    .execute();
}

export async function countCells(db: Reader, editionId: string, ags: string): Promise<number> {
  const row = await cellsOf(db, editionId, ags)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function cellsOf(db: Reader, editionId: string, ags: string) {
  return db.selectFrom('cell_coverage').where('edition_id', '=', editionId).where('ags', '=', ags);
}

function wantedCorners(corners: readonly Corner[]) {
  return sql<Corner>`unnest(${corners.map(({ northing }) => northing)}::integer[],
    ${corners.map(({ easting }) => easting)}::integer[])`.as<'corner'>(sql`corner (northing, easting)`);
}
