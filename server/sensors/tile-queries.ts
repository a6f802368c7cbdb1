import { sql } from 'kysely';
import type { Reader } from '../database/database.ts';
import { mercatorBounds, type TileFrame } from '../tiles/address.ts';
import { thingTables } from './queries.ts';
import { stateNow } from './states.ts';

/** A thing in a tile (`x`, `y` in EPSG:3857), with what its first datastream said last. */
export interface ThingPoint {
  ags: string;
  id: number;
  datastream_id: number | null;
  name: string;
  theme: string | null;
  property: string | null;
  state: string;
  value: number | null;
  unit: string | null;
  /** ISO time. */
  time: string | null;
  modelled: boolean;
  x: number;
  y: number;
}

/** Units around a tile, so that a sign at its edge is drawn whole. */
const buffer = 64;

/** Most things of a tile; who looks at more at once sees none of them. */
const mostThings = 5000;

/** Things that lie in a tile. */
export async function listThingPoints(db: Reader, frame: TileFrame): Promise<ThingPoint[]> {
  const [west, south, east, north] = mercatorBounds(frame, buffer);
  const { rows } = await sql<ThingPoint>`
    select t.ags, t.id, d.id as datastream_id, t.name, t.theme, p.key as property, ${stateNow} as state,
      l.result as value, nullif(d.unit_symbol, '') as unit,
      to_char(coalesce(l.phenomenon_end, l.phenomenon_time) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as time,
      t.modelled, ST_X(m.point) as x, ST_Y(m.point) as y
    ${thingTables}
    left join observed_property as p on p.ags = d.ags and p.id = d.observed_property_id
    cross join lateral (select ST_Transform(ST_PointOnSurface(g.geometry), 3857) as point) as m
    where g.geometry && ST_Transform(
      ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 3857), 4326)
    order by t.ags, t.id limit ${mostThings}`.execute(db);
  return rows;
}
