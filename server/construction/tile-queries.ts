import { type RawBuilder, sql } from 'kysely';
import { mainStages, orderedStages, type SubjectKind } from '../../geodata/construction/stages.ts';
import type { Reader } from '../database/database.ts';
import { degreeBounds, mercatorOf, type TileFrame } from '../tiles/address.ts';
import { clip } from '../tiles/shapes.ts';
import { holds, known, type Times } from './queries.ts';

/** The day and the time of a tile. */
export type TileTimes = Times & { on: string };

/** Where something on the map stands; null = nothing is known of it. */
interface Standing {
  ags: string;
  id: string;
  /** Last stage of the main track that has begun. */
  stage: string | null;
  progress: string | null;
  certainty: string | null;
}

export interface AreaShape extends Standing {
  name: string;
  operator: string;
  /** %, at least. */
  activeShare: number | null;
  /** TWKB in the tile's units. */
  shape: string;
}

export interface TrenchShape extends Standing {
  surface: string | null;
  lengthM: number;
  shape: string;
}

/** A point in EPSG:3857. */
export interface PointPlace extends Standing {
  kind: string;
  orderable: boolean;
  x: number;
  y: number;
}

/** Rollout areas that touch a tile. */
export async function listAreaShapes(db: Reader, times: TileTimes, frame: TileFrame): Promise<AreaShape[]> {
  const { rows } = await sql<AreaShape>`
    select a.ags, a.id, a.name, a.operator, s.stage, s.progress, s.certainty, active.share_low as "activeShare",
      ${clip(sql`ST_Transform(a.boundary, 3857)`, frame)} as shape
    from rollout_area as a
    left join lateral (${standing('area', times, mainStages)}) as s on true
    left join lateral (
      select share_low from stage_statement as s where ${said('area', times)} and s.stage = 'active' limit 1
    ) as active on true
    where ${known(times.asOf, 'a')} and a.boundary && ${degreesOf(frame)}
    order by a.ags, a.id`.execute(db);
  return rows;
}

/** Trenches that touch a tile. */
export async function listTrenchShapes(db: Reader, times: TileTimes, frame: TileFrame): Promise<TrenchShape[]> {
  const { rows } = await sql<TrenchShape>`
    select a.ags, a.id, a.surface, a.length_m as "lengthM", s.stage, s.progress, s.certainty,
      ${clip(sql`ST_Transform(a.line, 3857)`, frame)} as shape
    from trench as a
    left join lateral (${standing('trench', times, mainStages)}) as s on true
    where ${known(times.asOf, 'a')} and a.line && ${degreesOf(frame)}
    order by a.ags, a.id`.execute(db);
  return rows;
}

/** Network points in a tile. */
export async function listNetworkPoints(db: Reader, times: TileTimes, frame: TileFrame): Promise<PointPlace[]> {
  const { rows } = await sql<Placed>`
    select a.ags, a.id, a.kind, s.stage, s.progress, s.certainty, false as orderable, ${degrees}
    from network_point as a
    left join lateral (${standing('network_point', times, mainStages)}) as s on true
    where ${known(times.asOf, 'a')} and a.point && ${degreesOf(frame)}
    order by a.ags, a.id`.execute(db);
  return rows.map(inMercator);
}

/** Stages that are told of any address: all but those that follow from an order. */
export const openStages = mainStages.filter((stage) => !orderedStages.includes(stage));

/** Current addresses in a tile; what follows from an order is told to planners alone. */
export async function listAddressPoints(
  db: Reader,
  times: TileTimes,
  frame: TileFrame,
  toPlanners: boolean,
): Promise<PointPlace[]> {
  const order = orderOf(toPlanners ? mainStages : openStages);
  // All histories in one go through the index of subjects: a look into it for each address takes four times as long.
  const { rows } = await sql<Placed>`
    with a as materialized (
      -- By place first: with so many current addresses in one town the planner would rather read them all.
      select a.ags, a.id, ${degrees} from (select * from address where point && ${degreesOf(frame)} offset 0) as a
      where upper_inf(a.recorded)
    )
    select a.ags, a.id, 'address' as kind, a.longitude, a.latitude, s.furthest[2] as stage, s.furthest[3] as progress,
      s.furthest[4] as certainty, coalesce(s.orderable, false) as orderable
    from a
    left join (
      select s.ags, s.subject_id,
        max(array[to_char(array_position(${order}, s.stage), '00'), s.stage, s.progress, s.certainty])
          filter (where s.progress <> 'open' and s.stage = any(${order})) as furthest,
        bool_or(s.stage = 'orderable' and s.progress = 'done') as orderable
      from stage_statement as s
      where s.ags = any(array(select distinct ags from a)) and s.subject_kind = 'address'
        and s.subject_id = any(array(select id from a)) and ${holds(times.on)} and ${known(times.asOf, 's')}
      group by s.ags, s.subject_id
    ) as s on s.ags = a.ags and s.subject_id = a.id
    order by a.ags, a.id`.execute(db);
  return rows.map(inMercator);
}

/** Municipalities that touch a tile and have addresses of which anything was said. */
export async function listBuiltMunicipalities(db: Reader, frame: TileFrame): Promise<string[]> {
  const { rows } = await sql<{ ags: string }>`
    select distinct m.ags from municipality as m
    where m.boundary && ${degreesOf(frame)}
      and exists (select from stage_statement as s where s.ags = m.ags and s.subject_kind = 'address')
    order by m.ags`.execute(db);
  return rows.map(({ ags }) => ags);
}

/** SQL: where the thing called `a` stands. */
function standing(kind: SubjectKind, times: TileTimes, stages: readonly string[]): RawBuilder<unknown> {
  const order = orderOf(stages);
  return sql`
    select s.stage, s.progress, s.certainty from stage_statement as s
    where ${said(kind, times)} and s.progress <> 'open' and s.stage = any(${order})
    order by array_position(${order}, s.stage) desc
    limit 1`;
}

function orderOf(stages: readonly string[]): RawBuilder<unknown> {
  return sql`array[${sql.join(stages.map((stage) => sql.lit(stage)))}]`;
}

function said(kind: SubjectKind, times: TileTimes): RawBuilder<boolean> {
  return sql`s.ags = a.ags and s.subject_kind = ${sql.lit(kind)} and s.subject_id = a.id and ${holds(times.on)} and ${known(times.asOf, 's')}`;
}

/** Units around a tile from which signs still reach into it. */
const buffer = 64;

/** SQL: what a tile reaches over, EPSG:4326. */
export function degreesOf(frame: TileFrame): RawBuilder<unknown> {
  const [west, south, east, north] = degreeBounds(frame, buffer);
  return sql`ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`;
}

/** A row of a point in a tile, as it leaves the database. */
type Placed = Omit<PointPlace, 'x' | 'y'> & { longitude: number; latitude: number };

const degrees = sql`ST_X(a.point) as longitude, ST_Y(a.point) as latitude`;

function inMercator({ longitude, latitude, ...row }: Placed): PointPlace {
  return { ...row, ...mercatorOf(longitude, latitude) };
}
