import { sql } from 'kysely';
import type { Reader } from '../../database/database.ts';
import type { Subject } from '../queries.ts';

/** Tables of what is said of subjects. */
export type SaidTable = 'stage_statement' | 'announcement';

/** A row about a stage of something of which an edition says something too. */
export interface StateRow {
  id: number;
  subject: Subject;
  /** The same of two rows that say the same: what is taken back is written down once more. */
  key: string;
  /** Whether it held just before the edition was recorded, just after it, and now. */
  before: boolean;
  after: boolean;
  now: boolean;
}

/**
 * What holds, or held just before or after an edition was recorded, of the stages of which it says something in a table;
 * empty if it says nothing there.
 */
export async function findStates(db: Reader, table: SaidTable, editionId: string): Promise<StateRow[]> {
  // What is left of a statement that was cut, or written down again, is of the time when it was first said.
  const [began, own] =
    table === 'stage_statement'
      ? [sql`min(r.first_recorded_at)`, sql`r.valid`]
      : [sql`min(lower(r.recorded))`, sql`r.announced_at`];
  const { rows } = await sql<Omit<StateRow, 'subject'> & { ags: string; kind: Subject['kind']; subjectId: string }>`
    with own as (
      select r.ags, r.subject_kind, r.subject_id, r.stage, ${began} as began from ${sql.table(table)} as r
      where r.edition_id = ${editionId} group by r.ags, r.subject_kind, r.subject_id, r.stage
    ), states as (
      select r.id, r.ags, r.subject_kind as kind, r.subject_id as "subjectId",
        concat_ws(' ', r.subject_kind, r.subject_id, r.stage, r.edition_id, r.line, ${own}) as key,
        lower(r.recorded) < o.began and coalesce(upper(r.recorded) >= o.began, true) as before,
        lower(r.recorded) <= o.began and coalesce(upper(r.recorded) > o.began, true) as after,
        upper_inf(r.recorded) as now
      from ${sql.table(table)} as r
      join own as o on r.ags = o.ags and r.subject_kind = o.subject_kind and r.subject_id = o.subject_id
        and r.stage is not distinct from o.stage
    )
    select * from states where before or after or now`.execute(db);
  return rows.map(({ ags, kind, subjectId, ...row }) => ({ ...row, subject: { ags, kind, id: subjectId } }));
}
