import { type RawBuilder, sql } from 'kysely';
import {
  type DefectKind,
  type DefectState,
  type EurBySource,
  type FundingSource,
  type TrafficEffect,
  warrantyYears,
} from '../../../geodata/construction/planning.ts';
import type { Stage } from '../../../geodata/construction/stages.ts';
import type { Reader } from '../../database/database.ts';
import { holds, known } from '../queries.ts';

/** What figures are asked about: a municipality, or some of its areas; at two times. */
export interface Scope {
  ags: string;
  /** Null = all, and what belongs to no area too. */
  areaIds: readonly string[] | null;
  /** ISO date: what was true then. */
  on: string;
  /** What was known then; null = now. */
  asOf: Date | null;
}

/** Metres of trench that reached a stage in one month. */
export interface Metres {
  surface: 'sealed' | 'unsealed' | null;
  stage: Stage;
  /** First day of the month, ISO date. */
  month: string;
  metres: number;
  editionIds: string[];
}

/** Metres of trench by surface and stage and by the month in which they reached it, up to the day, oldest first. */
export async function findMetres(db: Reader, { ags, areaIds, on, asOf }: Scope): Promise<Metres[]> {
  const { rows } = await sql<Metres>`
    select a.surface, s.stage, date_trunc('month', lower(s.valid))::date as month, sum(a.length_m)::float8 as metres,
      array_agg(distinct s.edition_id) as "editionIds"
    from trench as a
    join stage_statement as s on s.ags = a.ags and s.subject_kind = 'trench' and s.subject_id = a.id
      and s.progress = 'done' and ${holds(on)} and ${known(asOf, 's')}
    where a.ags = ${ags} and ${known(asOf, 'a')} and ${inAreas(sql`a.area_id`, areaIds)}
    group by 1, 2, 3
    order by 3, 1, 2`.execute(db);
  return rows;
}

/** A figure of the plan of one area, from a day on. Null = not planned in figures. */
export interface Planned {
  areaId: string;
  day: string;
  addresses: number | null;
  metres: number | null;
  eur: number | null;
  /** Whose these euros are. */
  eurBy: EurBySource;
  editionId: string;
}

/** The plan as known at a time, of all days, oldest first. */
export async function findPlan(db: Reader, { ags, areaIds, asOf }: Scope): Promise<Planned[]> {
  const { rows } = await sql<Planned>`
    select area_id as "areaId", day, addresses_planned as addresses, metres_planned as metres, eur_planned as eur,
      jsonb_build_object('federal', eur_federal, 'state', eur_state, 'own', eur_own, 'other', eur_other) as "eurBy",
      edition_id as "editionId"
    from rollout_plan as s
    where s.ags = ${ags} and ${known(asOf, 's')} and ${inAreas(sql`s.area_id`, areaIds)}
    order by day, area_id`.execute(db);
  return rows;
}

/** Euros that were spent on a day. */
export interface Spent {
  day: string;
  eur: number;
  editionIds: string[];
}

/** What was spent up to the day, day by day, oldest first. */
export async function findSpending(db: Reader, { ags, areaIds, on, asOf }: Scope): Promise<Spent[]> {
  const { rows } = await sql<Spent>`
    select day, sum(eur) as eur, array_agg(distinct edition_id) as "editionIds"
    from spending as s
    where s.ags = ${ags} and s.day <= ${on}::date and ${known(asOf, 's')} and ${inAreas(sql`s.area_id`, areaIds)}
    group by day
    order by day`.execute(db);
  return rows;
}

/** Euros of one area, year and source of funding. */
export interface SpentBySource {
  /** Null = belongs to none. */
  areaId: string | null;
  year: number;
  /** Null = not stated. */
  fundedBy: FundingSource | null;
  eur: number;
  editionIds: string[];
}

/** What was spent up to the day, by area, by year and by whose money it was. */
export async function findSpendingBySource(db: Reader, { ags, areaIds, on, asOf }: Scope): Promise<SpentBySource[]> {
  const { rows } = await sql<SpentBySource>`
    select area_id as "areaId", extract(year from day)::integer as year, funded_by as "fundedBy", sum(eur) as eur,
      array_agg(distinct edition_id) as "editionIds"
    from spending as s
    where s.ags = ${ags} and s.day <= ${on}::date and ${known(asOf, 's')} and ${inAreas(sql`s.area_id`, areaIds)}
    group by area_id, 2, funded_by`.execute(db);
  return rows;
}

/** A surface defect as it stood on a day. Dates are ISO dates; null = not yet. Degrees are EPSG:4326. */
export interface Defect {
  id: string;
  areaId: string | null;
  trenchId: string | null;
  kind: DefectKind;
  state: DefectState;
  foundAt: string;
  repairedAt: string | null;
  acceptedAt: string | null;
  /** Null = it is not accepted yet. */
  warrantyUntil: string | null;
  /** The end of the warranty was stated, and not computed. */
  warrantyStated: boolean;
  longitude: number;
  latitude: number;
  recordedAt: Date;
  editionId: string;
}

/** Defects that were found up to the day: first those to be done, then by the end of their warranty. */
export async function findDefects(
  db: Reader,
  { ags, areaIds, on, asOf }: Scope,
  { state, limit }: { state: DefectState | null; limit: number },
): Promise<Defect[]> {
  const { rows } = await sql<Defect>`
    select * from (${defects({ ags, areaIds, on, asOf })}) as d
    where ${state === null ? sql`true` : sql`d.state = ${state}`}
    order by array_position(array['found', 'repaired', 'accepted', 'warranty_ended'], d.state), d."warrantyUntil",
      d."foundAt", d.id
    limit ${limit}`.execute(db);
  return rows;
}

/** Number of defects that were found up to the day, by state. */
export async function countDefects(db: Reader, scope: Scope): Promise<{ state: DefectState; count: number }[]> {
  const { rows } = await sql<{ state: DefectState; count: number }>`
    select d.state, count(*) as count from (${defects(scope)}) as d group by d.state`.execute(db);
  return rows;
}

function defects({ ags, areaIds, on, asOf }: Scope): RawBuilder<unknown> {
  // What is done after the day was not done on it.
  const until = (column: string) =>
    sql`case when ${sql.ref(`s.${column}`)} <= ${on}::date then ${sql.ref(`s.${column}`)} end`;
  const warranty = sql`coalesce(s.warranty_until, (s.accepted_at + interval '${sql.raw(String(warrantyYears))} years')::date)`;
  return sql`
    select s.id, s.area_id as "areaId", s.trench_id as "trenchId", s.kind,
      case when s.accepted_at <= ${on}::date then case when ${warranty} < ${on}::date then 'warranty_ended' else 'accepted' end
        when s.repaired_at <= ${on}::date then 'repaired' else 'found' end as state,
      s.found_at as "foundAt", ${until('repaired_at')} as "repairedAt", ${until('accepted_at')} as "acceptedAt",
      case when s.accepted_at <= ${on}::date then ${warranty} end as "warrantyUntil",
      s.warranty_until is not null as "warrantyStated", ST_X(s.point) as longitude, ST_Y(s.point) as latitude,
      lower(s.recorded) as "recordedAt", s.edition_id as "editionId"
    from surface_defect as s
    where s.ags = ${ags} and s.found_at <= ${on}::date and ${known(asOf, 's')} and ${inAreas(sql`s.area_id`, areaIds)}`;
}

/** Works in a street. Dates are ISO dates, degrees EPSG:4326. */
export interface Roadworks {
  ags: string;
  id: string;
  areaId: string | null;
  street: string | null;
  first: string;
  /** Null = no end was stated. */
  last: string | null;
  trafficEffect: TrafficEffect;
  reasonDe: string | null;
  reasonEn: string | null;
  detourDe: string | null;
  detourEn: string | null;
  longitude: number;
  latitude: number;
  /** Point, lines or areas as GeoJSON. */
  geometry: string;
  /** Metres, measured in EPSG:25832; null = they are a point or an area. */
  lengthM: number | null;
  /** Square metres, measured in EPSG:25832; null = they are no area. */
  areaM2: number | null;
  recordedAt: Date;
  editionId: string;
}

export interface RoadworksQuestion extends Omit<Scope, 'on'> {
  /** First and last day of the time that works fall into; null = open. */
  from: string | null;
  until: string | null;
  /** West, south, east, north in degrees; null = anywhere. */
  box: readonly [number, number, number, number] | null;
  limit: number;
}

/** Roadworks that fall into a time, the next to end last. */
export async function findRoadworks(
  db: Reader,
  { ags, areaIds, asOf, from, until, box, limit }: RoadworksQuestion,
): Promise<Roadworks[]> {
  const middle = sql`case when geometrytype(s.geometry) = 'LINESTRING' then ST_LineInterpolatePoint(s.geometry, 0.5) else ST_PointOnSurface(s.geometry) end`;
  const degrees = (coordinate: 'ST_X' | 'ST_Y') => sql`round(${sql.raw(coordinate)}(${middle})::numeric, 6)`;
  const inBox =
    box === null
      ? sql`true`
      : sql`s.geometry && ST_MakeEnvelope(${box[0]}::float8, ${box[1]}::float8, ${box[2]}::float8, ${box[3]}::float8, 4326)`;
  const { rows } = await sql<Roadworks>`
    select s.ags, s.id, s.area_id as "areaId", s.street, lower(s.valid) as first, upper(s.valid) - 1 as last,
      s.traffic_effect as "trafficEffect", s.reason_de as "reasonDe", s.reason_en as "reasonEn", s.detour_de as "detourDe",
      s.detour_en as "detourEn", ${degrees('ST_X')} as longitude, ${degrees('ST_Y')} as latitude,
      ST_AsGeoJSON(s.geometry, 7) as geometry, ${lengthOf()} as "lengthM", ${areaOf()} as "areaM2", lower(s.recorded) as "recordedAt", s.edition_id as "editionId"
    from roadworks as s
    where s.ags = ${ags} and ${known(asOf, 's')} and ${inAreas(sql`s.area_id`, areaIds)} and ${inBox}
      and s.valid && daterange(${from}::date, ${until}::date, '[]')
    order by lower(s.valid), s.street, s.id
    limit ${limit}`.execute(db);
  return rows;
}

/** SQL: metres of roadworks `s` that are lines. */
export function lengthOf(): RawBuilder<number | null> {
  return sql`case when ST_Dimension(s.geometry) = 1 then round(ST_Length(ST_Transform(s.geometry, 25832))::numeric, 1)::float8 end`;
}

/** SQL: square metres of roadworks `s` that are areas. */
export function areaOf(): RawBuilder<number | null> {
  return sql`case when ST_Dimension(s.geometry) = 2 then round(ST_Area(ST_Transform(s.geometry, 25832))::numeric, 1)::float8 end`;
}

function inAreas(areaId: RawBuilder<unknown>, areaIds: readonly string[] | null): RawBuilder<boolean> {
  return areaIds === null ? sql<boolean>`true` : sql<boolean>`${areaId} = any(${areaIds}::text[])`;
}
