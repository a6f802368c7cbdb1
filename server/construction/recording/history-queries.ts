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

/** What was recorded by hand in a municipality, newest first. */
export async function listHandRecords(db: Reader, ags: string, limit: number): Promise<HandRecord[]> {
  const { rows } = await sql<HandRecord>`
    with said as (
      select s.edition_id, s.subject_kind, s.subject_id, s.stage, s.progress, null as expected, upper_inf(s.recorded) as holds
      from stage_statement as s join edition as e on e.id = s.edition_id and e.source = 'planung'
      where s.ags = ${ags}
      union all
      select a.edition_id, a.subject_kind, a.subject_id, a.stage, null,
        coalesce(a.expected_text_de, to_char(upper(a.expected) - 1, 'DD.MM.YYYY')), upper_inf(a.recorded)
      from announcement as a join edition as e on e.id = a.edition_id and e.source = 'planung'
      where a.ags = ${ags}
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
    order by e.recorded_at desc, e.id
    limit ${limit}`.execute(db);
  return rows;
}
