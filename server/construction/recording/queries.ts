import { sql } from 'kysely';
import type { Reader } from '../../database/database.ts';
import type { Edition } from '../../editions/queries.ts';
import { listEditions } from '../../editions/queries.ts';
import { type Announcement, findAnnouncements, findStatements, type Statement, type Subject } from '../queries.ts';

/**
 * When what is known of subjects last changed, microseconds since 1970; "0" where nothing was ever recorded. A text, for
 * it is compared and never counted with.
 */
export async function findRevision(db: Reader, subjects: readonly Subject[]): Promise<string> {
  const keys = keysOf(subjects);
  const { rows } = await sql<{ revision: string }>`
    select coalesce((extract(epoch from max(changed)) * 1000000)::bigint, 0)::text as revision
    from (
      select case when upper_inf(s.recorded) then lower(s.recorded) else upper(s.recorded) end as changed
      from stage_statement as s join unnest(${keys}) as k (ags, kind, id)
        on s.ags = k.ags and s.subject_kind = k.kind and s.subject_id = k.id
      union all
      select case when upper_inf(a.recorded) then lower(a.recorded) else upper(a.recorded) end
      from announcement as a join unnest(${keys}) as k (ags, kind, id)
        on a.ags = k.ags and a.subject_kind = k.kind and a.subject_id = k.id
    ) as changes`.execute(db);
  return rows[0]?.revision ?? '0';
}

/** What has been recorded of subjects since a revision and is held for true. */
export async function findSince(
  db: Reader,
  subjects: readonly Subject[],
  revision: string,
): Promise<{ statements: Statement[]; announcements: Announcement[] }> {
  const keys = keysOf(subjects);
  const later = sql`upper_inf(r.recorded) and extract(epoch from lower(r.recorded)) * 1000000 > ${revision}::numeric`;
  const { rows } = await sql<{ table: 'statement' | 'announcement'; id: number }>`
    select 'statement' as table, r.id from stage_statement as r join unnest(${keys}) as k (ags, kind, id)
      on r.ags = k.ags and r.subject_kind = k.kind and r.subject_id = k.id where ${later}
    union all
    select 'announcement', r.id from announcement as r join unnest(${keys}) as k (ags, kind, id)
      on r.ags = k.ags and r.subject_kind = k.kind and r.subject_id = k.id where ${later}`.execute(db);
  const idsOf = (table: string): Set<number> => new Set(rows.filter((row) => row.table === table).map(({ id }) => id));
  const [statements, announcements] = [idsOf('statement'), idsOf('announcement')];
  return {
    statements: (await findStatements(db, subjects, { on: null, asOf: null })).filter(({ id }) => statements.has(id)),
    announcements: (await findAnnouncements(db, subjects, null)).filter(({ id }) => announcements.has(id)),
  };
}

/** Ids of the current addresses that subjects speak of: those in areas, and addresses themselves; by street and number. */
export async function findAddressIds(db: Reader, subjects: readonly Subject[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct a.id, a.street, a.house_number, a.addition
    from unnest(${keysOf(subjects)}) as k (ags, kind, id)
    left join rollout_area as r on k.kind = 'area' and r.ags = k.ags and r.id = k.id and upper_inf(r.recorded)
    join address as a on a.ags = k.ags and upper_inf(a.recorded) and case k.kind
      when 'address' then a.id = k.id
      when 'area' then case when a.area_id is null then ST_Intersects(r.boundary, a.point) else a.area_id = k.id end
      else false end
    order by a.street, a.house_number, a.addition nulls first, a.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** An edition that is not committed yet, and so in no register. Errors: Error if there is none. */
export async function getDraftEdition(db: Reader, id: string): Promise<Edition> {
  const [draft] = await listEditions(db, [id]);
  if (!draft) throw new Error(`Edition ${id} was not written`);
  return draft;
}

function keysOf(subjects: readonly Subject[]) {
  return sql`${subjects.map(({ ags }) => ags)}::text[], ${subjects.map(({ kind }) => kind)}::text[],
    ${subjects.map(({ id }) => id)}::text[]`;
}
