import { type RawBuilder, sql } from 'kysely';
import type { SensorState } from '../../geodata/sensors/state.ts';
import type { ThemeId } from '../../geodata/sensors/themes.ts';
import type { Reader } from '../database/database.ts';
import type { IdRange } from '../pagination.ts';
import { isDoubtful, staleAfter, stateNow } from './states.ts';

/** Most datastreams of a thing that are told of. */
export const mostDatastreams = 100;

/** A thing that observes, and where it is now, degrees, EPSG:4326; null = not known. */
export interface Thing {
  ags: string;
  id: number;
  editionId: string;
  name: string;
  description: string;
  theme: ThemeId | null;
  modelled: boolean;
  /** Parking spaces or charging points; null = its properties don't say. */
  places: number | null;
  longitude: number | null;
  latitude: number | null;
  /** Of its first datastream. */
  state: SensorState;
}

/** What a thing observes, in one unit, and the latest of it. */
export interface Datastream {
  ags: string;
  id: number;
  thingId: number;
  name: string;
  propertyKey: string | null;
  propertyName: string;
  ucum: string | null;
  unitSymbol: string | null;
  summed: boolean;
  intervalSeconds: number | null;
  staleAfterSeconds: number;
  plausibleLow: number | null;
  plausibleHigh: number | null;
  state: SensorState;
  /** All null as long as it has never said anything. */
  latestTime: Date | null;
  latestEnd: Date | null;
  latestResult: number | null;
  latestFlags: number | null;
  latestDoubtful: boolean | null;
}

/** A device that fed a datastream from a time on until another one took over; null = ever since, or still. */
export interface DatastreamDevice {
  datastreamId: number;
  name: string;
  from: Date | null;
  until: Date | null;
}

export interface ThingFilter {
  ags: string;
  theme: ThemeId | null;
  /** West, south, east, north; degrees. */
  bounds: readonly number[] | null;
  state: SensorState | null;
}

/** Things of a municipality in the order of their ids; `fromEnd`: the last ones of the range. */
export async function listThings(db: Reader, filter: ThingFilter, range: IdRange): Promise<Thing[]> {
  const { limit, fromEnd, after, before } = range;
  const { rows } = await sql<Thing>`
    select ${thingColumns} ${thingTables} where ${matches(filter)}
      ${after === undefined ? sql`` : sql`and t.id > ${after}`} ${before === undefined ? sql`` : sql`and t.id < ${before}`}
    order by t.id ${fromEnd ? sql`desc` : sql`asc`} limit ${limit}`.execute(db);
  return fromEnd ? rows.toReversed() : rows;
}

export async function countThings(db: Reader, filter: ThingFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count ${thingTables} where ${matches(filter)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Things by their ids; those that are not there are left out. */
export async function findThings(db: Reader, ags: string, ids: readonly number[]): Promise<Thing[]> {
  const { rows } = await sql<Thing>`
    select ${thingColumns} ${thingTables} where t.ags = ${ags} and t.id = any(${ids}::bigint[])`.execute(db);
  return rows;
}

/** Names under which networks say how many places a thing has; the last one is of FIWARE's data models. */
const placesKeys = ['spaces', 'points', 'totalSpotNumber'];

/** Anybody may have written anything there, so only what can be such a number is taken. */
const places = sql`coalesce(${sql.join(
  placesKeys.map(
    (key) => sql`(jsonb_path_query_first(t.properties,
      ${sql.lit(`$.${key} ? (@.type() == "number" && @ >= 0 && @ < 1000000)`)}))::integer`,
  ),
)})`;

const thingColumns = sql`
  t.ags, t.id, t.edition_id as "editionId", t.name, t.description, t.theme, t.modelled, ${places} as places,
  ST_X(ST_PointOnSurface(g.geometry)) as longitude, ST_Y(ST_PointOnSurface(g.geometry)) as latitude, ${stateNow} as state`;

/** SQL: things called `t`, their places `g`, their first datastreams `d` and what those said last, `l`. */
export const thingTables = sql`
  from thing as t
  left join lateral (
    select p.geometry from thing_location as h join location as p on p.ags = h.ags and p.id = h.location_id
    where h.ags = t.ags and h.thing_id = t.id and p.geometry is not null order by p.id limit 1) as g on true
  left join lateral (
    select * from datastream as d where d.ags = t.ags and d.thing_id = t.id
    order by d.id limit 1) as d on true
  left join latest_observation as l on l.ags = d.ags and l.datastream_id = d.id`;

function matches({ ags, theme, bounds, state }: ThingFilter): RawBuilder<unknown> {
  const conditions = [sql`t.ags = ${ags}`];
  if (theme !== null) conditions.push(sql`t.theme = ${theme}`);
  if (bounds !== null) conditions.push(sql`g.geometry && ST_MakeEnvelope(${sql.join(bounds)}, 4326)`);
  if (state !== null) conditions.push(sql`${stateNow} = ${state}`);
  return sql.join(conditions, sql` and `);
}

/** Datastreams of things in the order of their ids, at most `mostDatastreams` a thing, with their latest values. */
export async function findDatastreamsOfThings(
  db: Reader,
  things: readonly Pick<Thing, 'ags' | 'id'>[],
): Promise<Datastream[]> {
  const { rows } = await sql<Datastream>`
    select ${datastreamColumns}
    from unnest(${things.map(({ ags }) => ags)}::text[], ${things.map(({ id }) => id)}::bigint[]) as k (ags, thing_id)
    cross join lateral (
      select * from datastream as d where d.ags = k.ags and d.thing_id = k.thing_id
      order by d.id limit ${mostDatastreams}) as d
    ${datastreamTables}
    order by d.ags, d.id`.execute(db);
  return rows;
}

/** Datastreams by their ids; those that are not there are left out. */
export async function findDatastreams(db: Reader, ags: string, ids: readonly number[]): Promise<Datastream[]> {
  const { rows } = await sql<Datastream>`
    select ${datastreamColumns} from datastream as d ${datastreamTables}
    where d.ags = ${ags} and d.id = any(${ids}::bigint[])`.execute(db);
  return rows;
}

const datastreamColumns = sql`
  d.ags, d.id, d.thing_id as "thingId", d.name, p.key as "propertyKey", p.name as "propertyName", d.ucum,
  d.unit_symbol as "unitSymbol", d.summed, d.interval_s as "intervalSeconds", ${staleAfter} as "staleAfterSeconds",
  d.plausible_low as "plausibleLow", d.plausible_high as "plausibleHigh", ${stateNow} as state,
  l.phenomenon_time as "latestTime", l.phenomenon_end as "latestEnd", l.result as "latestResult",
  l.flags as "latestFlags", ${isDoubtful} as "latestDoubtful"`;

const datastreamTables = sql`
  join observed_property as p on p.ags = d.ags and p.id = d.observed_property_id
  left join latest_observation as l on l.ags = d.ags and l.datastream_id = d.id`;

/** The devices of datastreams, oldest first. */
export async function findDevices(
  db: Reader,
  datastreams: readonly Pick<Datastream, 'ags' | 'id'>[],
): Promise<DatastreamDevice[]> {
  const { rows } = await sql<DatastreamDevice>`
    select v.datastream_id as "datastreamId", s.name, lower(v.valid) as "from", upper(v.valid) as "until"
    from unnest(${datastreams.map(({ ags }) => ags)}::text[], ${datastreams.map(({ id }) => id)}::bigint[]) as k (ags, id)
    join datastream_device as v on v.ags = k.ags and v.datastream_id = k.id
    join sensor as s on s.ags = v.ags and s.id = v.sensor_id
    order by v.datastream_id, lower(v.valid) nulls first`.execute(db);
  return rows;
}
