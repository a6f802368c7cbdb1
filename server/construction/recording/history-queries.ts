import { type RawBuilder, sql } from 'kysely';
import type { Progress, Stage, SubjectKind } from '../../../geodata/construction/stages.ts';
import type { Reader } from '../../database/database.ts';
import type { SaidTable } from './states-queries.ts';

/** Something that was recorded by hand, newest first. */
export interface HandRecord {
  editionId: string;
  recordedAt: Date;
  subjectKind: SubjectKind;
  /** Names of areas, street and number, or ids of trenches and network points; at most three. */
  subjects: string[];
  subjectCount: number;
  /** Null = the end of the whole project. */
  stage: Stage | null;
  /** Null = only a date was announced. */
  progress: Progress | null;
  /** Date that was announced, as it was written; null = none. */
  expected: string | null;
  /** Whether any of it still holds; what does not was superseded or taken back. */
  holds: boolean;
}

/** Which of what was recorded by hand is asked for; null = any. */
export interface HandRecordFilter {
  /** What concerns the areas of this district and whatever belongs to them. */
  districtName: string | null;
  kind: SubjectKind | null;
  /** One of `kind`: also what was said of the area that it belongs to, and for an area of what belongs to it. */
  id: string | null;
  stage: Stage | null;
}

/**
 * What was recorded by hand in a municipality, newest first. `after`: edition of the last entry of the page before; null =
 * from the newest on. The page is chosen before anything of it is read, for there may be a hundred thousand entries.
 */
export async function listHandRecords(
  db: Reader,
  ags: string,
  { limit, after, ...filter }: HandRecordFilter & { limit: number; after: string | null },
): Promise<HandRecord[]> {
  const { rows } = await sql<HandRecord>`
    with ${concerned(ags, filter)} page as materialized (
      select e.id
      from edition as e
      where e.source = 'planung'
        and (${after}::text is null or (e.recorded_at, e.id) < (select l.recorded_at, l.id from edition as l where l.id = ${after}))
        and ${isAsked(ags, filter)}
      order by e.recorded_at desc, e.id desc
      limit ${limit}
    ), said as (
      select s.edition_id, s.subject_kind, s.subject_id, s.stage, s.progress, null as expected, upper_inf(s.recorded) as holds
      from stage_statement as s
      where s.ags = ${ags} and s.edition_id in (select id from page)
      union all
      select a.edition_id, a.subject_kind, a.subject_id, a.stage, null,
        coalesce(a.expected_text_de, to_char(upper(a.expected) - 1, 'DD.MM.YYYY')), upper_inf(a.recorded)
      from announcement as a
      where a.ags = ${ags} and a.edition_id in (select id from page)
    )
    select e.id as "editionId", e.recorded_at as "recordedAt", min(s.subject_kind) as "subjectKind",
      (array_agg(distinct coalesce(r.name, a.street || ' ' || a.house_number || coalesce(a.addition, ''), s.subject_id)))[1:3] as subjects,
      count(distinct s.subject_id)::integer as "subjectCount", min(s.stage) as stage, min(s.progress) as progress,
      min(s.expected) as expected, bool_or(s.holds) as holds
    from said as s
    join edition as e on e.id = s.edition_id
    left join rollout_area as r on s.subject_kind = 'area' and r.ags = ${ags} and r.id = s.subject_id
      and upper_inf(r.recorded)
    left join address as a on s.subject_kind = 'address' and a.ags = ${ags} and a.id = s.subject_id and upper_inf(a.recorded)
    group by e.id, e.recorded_at
    order by e.recorded_at desc, e.id desc`.execute(db);
  return rows;
}

/** Condition on `e.id`: an edition that says what is asked for. */
function isAsked(ags: string, { districtName, kind, id, stage }: HandRecordFilter): RawBuilder<unknown> {
  const fits = sql`(${stage}::text is null or s.stage = ${stage})
    and (${id === null ? kind : null}::text is null or s.subject_kind = ${kind})`;
  if (districtName === null && id === null) {
    // Asked entry by entry until the page is full; "exists" would read all statements first, for each that is rare.
    const says = (table: SaidTable) => sql`
      (select bool_or(${fits}) from ${sql.table(table)} as s where s.ags = ${ags} and s.edition_id = e.id)`;
    return sql`(${says('stage_statement')} is true or ${says('announcement')} is true)`;
  }
  // What concerns a few may be at the far end of all, so it is found by them.
  const said = (table: SaidTable) => sql`
    select s.edition_id from concerned as c
    join ${sql.table(table)} as s on s.subject_kind = c.kind and s.subject_id = c.id where s.ags = ${ags} and ${fits}`;
  return sql`e.id in (${said('stage_statement')} union ${said('announcement')})`;
}

/** The tables `placed` and `concerned`, with a comma behind them, where district or id are asked for. */
function concerned(ags: string, { districtName, kind, id }: HandRecordFilter): RawBuilder<unknown> {
  if (districtName === null && id === null) return sql``;
  const current = (row: string) => sql`${sql.ref(`${row}.ags`)} = ${ags} and upper_inf(${sql.ref(`${row}.recorded`)})`;
  const ofDistrict = sql`
      select 'area', r.id from rollout_area as r where ${current('r')} and r.district_name = ${districtName}
      union select p.kind, p.id from rollout_area as r join placed as p on p.area_id = r.id
        where ${current('r')} and r.district_name = ${districtName}
      union select 'address', a.id from address as a where ${current('a')} and a.district_name = ${districtName}`;
  const ofOne = sql`
      select ${kind}::text, ${id}::text
      union select p.kind, p.id from placed as p where ${kind} = 'area' and p.area_id = ${id}
      union select 'area', p.area_id from placed as p where p.kind = ${kind} and p.id = ${id}`;
  return sql`placed (kind, id, area_id) as not materialized (
      select 'address', a.id, a.area_id from address as a where ${current('a')}
      union all select 'address', a.id, r.id from address as a
        join rollout_area as r on ${current('r')} and ST_Intersects(r.boundary, a.point)
        where ${current('a')} and a.area_id is null
      union all select 'trench', t.id, t.area_id from trench as t where ${current('t')}
      union all select 'network_point', n.id, n.area_id from network_point as n where ${current('n')}
    ), concerned (kind, id) as (${districtName === null ? ofOne : ofDistrict}
    ),`;
}
