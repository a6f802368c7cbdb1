import { sql } from 'kysely';
import type { TrafficEffect } from '../../../geodata/construction/planning.ts';
import type { Reader } from '../../database/database.ts';
import type { TileFrame } from '../../tiles/address.ts';
import { clip } from '../../tiles/shapes.ts';
import { known } from '../queries.ts';
import { degreesOf, type TileTimes } from '../tile-queries.ts';

/** Roadworks in a tile: a line (`shape`, TWKB in the tile's units) or a point (`x`, `y`, EPSG:3857). Dates are ISO dates. */
export interface RoadworksShape {
  ags: string;
  id: string;
  street: string | null;
  trafficEffect: TrafficEffect;
  first: string;
  /** Null = no end was stated. */
  last: string | null;
  reasonDe: string | null;
  reasonEn: string | null;
  detourDe: string | null;
  detourEn: string | null;
  modelled: boolean;
  shape: string | null;
  x: number | null;
  y: number | null;
}

/** Roadworks of a day that touch a tile. */
export async function listRoadworksShapes(
  db: Reader,
  { on, asOf }: TileTimes,
  frame: TileFrame,
): Promise<RoadworksShape[]> {
  const mercator = sql`ST_Transform(s.geometry, 3857)`;
  const isLine = sql`geometrytype(s.geometry) = 'LINESTRING'`;
  const { rows } = await sql<RoadworksShape>`
    select s.ags, s.id, s.street, s.traffic_effect as "trafficEffect", lower(s.valid) as first, upper(s.valid) - 1 as last,
      s.reason_de as "reasonDe", s.reason_en as "reasonEn", s.detour_de as "detourDe", s.detour_en as "detourEn", e.modelled,
      case when ${isLine} then ${clip(mercator, frame)} end as shape,
      case when not ${isLine} then ST_X(${mercator}) end as x, case when not ${isLine} then ST_Y(${mercator}) end as y
    from roadworks as s
    join edition as e on e.id = s.edition_id
    where ${known(asOf, 's')} and s.valid @> ${on}::date and s.geometry && ${degreesOf(frame)}
    order by s.ags, s.id`.execute(db);
  return rows;
}
