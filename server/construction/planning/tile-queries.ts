import { sql } from 'kysely';
import type { TrafficEffect } from '../../../geodata/construction/planning.ts';
import type { Reader } from '../../database/database.ts';
import type { TileFrame } from '../../tiles/address.ts';
import { clip } from '../../tiles/shapes.ts';
import { known } from '../queries.ts';
import { areaOf, lengthOf } from './queries.ts';
import { degreesOf, type TileTimes } from '../tile-queries.ts';

/** Roadworks in a tile: lines or areas (`shape`, TWKB in the tile's units) or a point (`x`, `y`, EPSG:3857). Dates are ISO dates. */
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
  /** Metres of all of the lines; null = they are none. */
  lengthM: number | null;
  /** Square metres of all of the area; null = they are none. */
  areaM2: number | null;
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
  const isPoint = sql`ST_Dimension(s.geometry) = 0`;
  const { rows } = await sql<RoadworksShape>`
    select s.ags, s.id, s.street, s.traffic_effect as "trafficEffect", lower(s.valid) as first, upper(s.valid) - 1 as last,
      s.reason_de as "reasonDe", s.reason_en as "reasonEn", s.detour_de as "detourDe", s.detour_en as "detourEn", e.modelled,
      ${lengthOf()} as "lengthM", ${areaOf()} as "areaM2", case when not ${isPoint} then ${clip(mercator, frame)} end as shape,
      case when ${isPoint} then ST_X(${mercator}) end as x, case when ${isPoint} then ST_Y(${mercator}) end as y
    from roadworks as s
    join edition as e on e.id = s.edition_id
    where ${known(asOf, 's')} and s.valid @> ${on}::date and s.geometry && ${degreesOf(frame)}
    order by s.ags, s.id`.execute(db);
  return rows;
}
