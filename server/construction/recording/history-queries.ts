import { sql } from 'kysely';
import type { Progress, Stage, SubjectKind } from '../../../geodata/construction/stages.ts';
import type { Reader } from '../../database/database.ts';

/** Something that was recorded by hand, newest first. */
export interface HandRecord {
  editionId: string;
  recordedAt: Date;
  subjectKind: SubjectKind;
  /** Names of areas, or street and number; at most three. */
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

/**
 * What was recorded by hand in a municipality, newest first. `after`: edition of the last entry of the page before; null =
 * from the newest on. The page is chosen before anything of it is read, for there may be a hundred thousand entries.
 */
export async function listHandRecords(
  db: Reader,
  ags: string,
  { limit, after = null }: { limit: number; after?: string | null },
): Promise<HandRecord[]> {
  const { rows } = await sql<HandRecord>`
    with page as materialized (
      select e.id
      from edition as e
      where e.source = 'planung'
        and (${after}::text is null or (e.recorded_at, e.id) < (select l.recorded_at, l.id from edition as l where l.id = ${after}))
        and coalesce(
          -- Asked entry by entry until the page is full; "exists" would read all statements first.
          (select true from stage_statement as s where s.ags = ${ags} and s.edition_id = e.id limit 1),
          (select true from announcement as a where a.ags = ${ags} and a.edition_id = e.id limit 1))
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
      (array_agg(distinct coalesce(r.name, concat(a.street, ' ', a.house_number, a.addition), s.subject_id)))[1:3] as subjects,
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
