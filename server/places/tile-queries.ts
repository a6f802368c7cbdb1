import { type RawBuilder, sql } from 'kysely';
import { largeCities } from '../../geodata/cities.ts';
import type { Reader } from '../database/database.ts';
import type { TileFrame } from '../tiles/address.ts';
import { clip, touches } from '../tiles/shapes.ts';

/**
 * SQL: the level of simplification for a zoom, of those that an edition of the boundaries has in `table`. Level 0 is the
 * coarsest; a level more is worth two zooms.
 */
export function levelAt(table: 'municipality_shape' | 'border', boundaries: string, zoom: number): RawBuilder<number> {
  const wanted = Math.max(0, Math.floor(zoom / 2) - 2);
  return sql`(
    select max(level) from ${sql.table(table)} where edition_id = ${boundaries} and level <= ${wanted}::integer)`;
}

/** Borders that touch a tile. Shape: a row a line; `line` is TWKB in the tile's units. */
export async function listBorders(
  db: Reader,
  boundaries: string,
  zoom: number,
  frame: TileFrame,
): Promise<{ rank: string; part: number; line: string }[]> {
  const line = sql.ref('border.line');
  return (
    db
      .selectFrom('border')
      .select(['rank', 'part', clip(line, frame).as('line')])
      .where('edition_id', '=', boundaries)
      .where('level', '=', levelAt('border', boundaries, zoom))
      .where(touches(line, frame))
      // Through many municipal borders nothing else would be seen at small scales.
      .$if(zoom < 5, (query) => query.where('rank', '!=', 'municipality'))
      .orderBy('rank')
      .orderBy('part')
      .execute()
  );
}

/** How much a place counts on the map: 1 a large city or one that belongs to no county, 2 a town, 3 another municipality. */
export type PlaceRank = 1 | 2 | 3;

/** A place with its centre in EPSG:3857. */
export interface Place {
  ags: string;
  name: string;
  rank: PlaceRank;
  /** Which name comes first where there is room for one, lowest first: large cities by inhabitants, then all by area. */
  order: number;
  x: number;
  y: number;
}

/** Inhabited municipalities of a rank up to `leastRank` with their centre in a tile, EPSG:3857; the most important first. */
export async function listPlaces(
  db: Reader,
  boundaries: string,
  leastRank: PlaceRank,
  frame: TileFrame,
): Promise<Place[]> {
  const { west, north, side } = frame;
  const { rows } = await sql<Place>`
    select ags, name, rank, coalesce(size, 1000 - least(area_km2, 900)::integer) as "order", ST_X(place) as x, ST_Y(place) as y
    from (
      select ags, name, ST_Transform(centre, 3857) as place, area_km2,
        array_position(${[...largeCities]}::text[], ags) as size,
        case when independent or ags = any(${[...largeCities]}::text[]) then 1 when designation like '%tadt' then 2 else 3 end as rank
      from municipality
      where edition_id = ${boundaries} and inhabited
        -- Whoever has the centre in the tile has the boundary there, and that has an index.
        and boundary && ST_Transform(
          ST_MakeEnvelope(${west}::float8, ${north - side}::float8, ${west + side}::float8, ${north}::float8, 3857), 4326)
    ) as municipality
    where rank <= ${leastRank}::integer
      and ST_X(place) >= ${west}::float8 and ST_X(place) < ${west + side}::float8
      and ST_Y(place) > ${north - side}::float8 and ST_Y(place) <= ${north}::float8
    order by rank, "order", ags`.execute(db);
  return rows;
}
