import { CompiledQuery, sql } from 'kysely';
import type { Reader } from '../database/database.ts';
import { levelAt } from '../places/tile-queries.ts';
import type { TileFrame } from '../tiles/address.ts';
import { clip, touches } from '../tiles/shapes.ts';
import type { BlockRange } from './cell-geometry.ts';

/**
 * All blocks of a range in one row, one after the other; see packing.ts for their bytes. Base64 because it is what both
 * drivers hand over quickly: bytea would travel as hexadecimal digits, and one of them reads those digit by digit. Block
 * by block, for that took half the time of encoding them together.
 * `any` gives a short index scan a row of blocks, which `between` for both axes would not. The list comes as text, so that
 * its length does not tempt PostgreSQL to plan anew for every tile, which took longer than running it.
 */
const blocksStatement = `
  select string_agg(encode(cells, 'base64'), '') as blocks from cell_block
  where edition_id = $1 and size = $2 and northing = any($3::text::integer[]) and easting between $4 and $5`;

/** The packed cells of a range, in base64; undefined if there are none. */
export async function findBlocks(
  db: Reader,
  editionId: string,
  size: number,
  { northings, westmost, eastmost }: BlockRange,
): Promise<string | undefined> {
  if (northings.length === 0 || westmost > eastmost) return undefined;
  // Compiled by hand: at thousands of tiles a second a query builder is a good part of the work.
  const query = CompiledQuery.raw(blocksStatement, [
    editionId,
    size,
    `{${northings.join(',')}}`,
    westmost,
    eastmost,
  ]) as CompiledQuery<{ blocks: string | null }>;
  const { rows } = await db.getExecutor().executeQuery(query);
  return rows[0]?.blocks ?? undefined;
}

export interface MunicipalityShape {
  ags: string;
  name: string;
  inhabited: boolean;
  /** Shares in % as PostgreSQL writes an array, in the order of the edition's figures; null = not in the edition. */
  shares: string | null;
  /** TWKB in the tile's units. */
  shape: string;
}

/** Municipalities that touch a tile, with their shares in an edition; in the order of their keys. */
export async function listMunicipalityShapes(
  db: Reader,
  boundaries: string,
  editionId: string | null,
  zoom: number,
  frame: TileFrame,
): Promise<MunicipalityShape[]> {
  const shape = sql.ref('s.shape');
  return db
    .selectFrom('municipality_shape as s')
    .innerJoin('municipality as m', (join) =>
      join.onRef('m.edition_id', '=', 's.edition_id').onRef('m.ags', '=', 's.ags'),
    )
    .leftJoin('coverage as c', (join) => join.on('c.edition_id', '=', editionId).onRef('c.ags', '=', 's.ags'))
    .select(['s.ags', 'm.name', 'm.inhabited', sql<string | null>`c.shares::text`.as('shares')])
    .select(clip(shape, frame).as('shape'))
    .where('s.edition_id', '=', boundaries)
    .where('s.level', '=', levelAt('municipality_shape', boundaries, zoom))
    .where(touches(shape, frame))
    .orderBy('s.ags')
    .execute();
}
