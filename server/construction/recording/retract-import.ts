import { sql } from 'kysely';
import { notify, type Transaction } from '../../database/database.ts';
import { advanceClock } from '../../editions/clock.ts';
import { editionsChannel } from '../../editions/register.ts';
import { NotFoundError } from '../../errors.ts';
import type { Subject } from '../queries.ts';
import { ChangedMeanwhileError } from './errors.ts';
import { findRecorded, findRevision, findSince } from './queries.ts';

/**
 * Takes back what an edition that was recorded by hand says: it is closed, and what it had superseded holds again. Nothing
 * is deleted; what was known in between stays known of that time.
 * Errors: NotFoundError if the edition says nothing (any more); ChangedMeanwhileError if something later stands on it.
 */
export async function retractEdition(transaction: Transaction, editionId: string): Promise<readonly Subject[]> {
  const edition = await transaction
    .selectFrom('edition')
    .select('source')
    .where('id', '=', editionId)
    .executeTakeFirst();
  const [first] = await findRecorded(transaction, editionId);
  if (edition?.source !== 'planung' || !first) {
    throw new NotFoundError(
      `There is nothing to take back: ${JSON.stringify(editionId)} was not recorded here by hand, or it was taken back already.`,
    );
  }
  const now = await advanceClock(transaction, first.ags, new Date());
  // Read again: somebody else may have been at it until now.
  const recorded = await findRecorded(transaction, editionId);
  const subjects = [...new Map(recorded.map(({ ags, kind, id }) => [`${kind} ${id}`, { ags, kind, id }])).values()];
  const later = await findLater(transaction, editionId);
  if (later.length > 0) {
    throw new ChangedMeanwhileError(
      await findRevision(transaction, subjects),
      await findSince(transaction, subjects, later[0]?.since ?? '0'),
    );
  }
  await restoreStatements(transaction, editionId, now);
  await restoreAnnouncements(transaction, editionId, now);
  await notify(transaction, editionsChannel, editionId);
  return subjects;
}

/** Of what an edition says: whether something later was recorded of the same stage; `since`: its own time, microseconds. */
async function findLater(transaction: Transaction, editionId: string): Promise<{ since: string }[]> {
  const { rows } = await sql<{ since: string }>`
    with own as (${ownStatements(editionId)}), announced as (${ownAnnouncements(editionId)})
    select (extract(epoch from o.began) * 1000000)::bigint::text as since from own as o
    join stage_statement as s on s.ags = o.ags and s.subject_kind = o.subject_kind and s.subject_id = o.subject_id
      and s.stage = o.stage
    where lower(s.recorded) > o.began
    union all
    select (extract(epoch from o.began) * 1000000)::bigint::text from announced as o
    join announcement as a on a.ags = o.ags and a.subject_kind = o.subject_kind and a.subject_id = o.subject_id
      and a.stage is not distinct from o.stage
    where lower(a.recorded) > o.began`.execute(transaction);
  return rows;
}

/** Closes what was opened with the edition, its own and what it left of others, and opens again what it closed. */
async function restoreStatements(transaction: Transaction, editionId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    with own as (${ownStatements(editionId)})
    select s.id from stage_statement as s join own as o
      on s.ags = o.ags and s.subject_kind = o.subject_kind and s.subject_id = o.subject_id and s.stage = o.stage
    where upper(s.recorded) = o.began`.execute(transaction);
  await sql`
    with own as (${ownStatements(editionId)})
    update stage_statement as s set recorded = tstzrange(lower(s.recorded), ${now})
    from own as o
    where s.ags = o.ags and s.subject_kind = o.subject_kind and s.subject_id = o.subject_id and s.stage = o.stage
      and upper_inf(s.recorded) and lower(s.recorded) = o.began`.execute(transaction);
  await sql`
    insert into stage_statement (ags, subject_kind, subject_id, stage, progress, valid, begin_earliest, begin_latest, share_low,
      share_high, share_high_open, share_of, share_text_de, share_text_en, certainty, quota_required, note_de, note_en,
      recorded, first_recorded_at, edition_id, line)
    select ags, subject_kind, subject_id, stage, progress, valid, begin_earliest, begin_latest, share_low, share_high,
      share_high_open, share_of, share_text_de, share_text_en, certainty, quota_required, note_de, note_en,
      tstzrange(${now}, null), first_recorded_at, edition_id, line
    from stage_statement where id = any(${rows.map(({ id }) => id)}::bigint[])`.execute(transaction);
}

async function restoreAnnouncements(transaction: Transaction, editionId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    with own as (${ownAnnouncements(editionId)})
    select a.id from announcement as a join own as o
      on a.ags = o.ags and a.subject_kind = o.subject_kind and a.subject_id = o.subject_id
      and a.stage is not distinct from o.stage and a.announced_at = o.announced_at
    where upper(a.recorded) = o.began`.execute(transaction);
  await sql`
    update announcement set recorded = tstzrange(lower(recorded), ${now})
    where edition_id = ${editionId} and upper_inf(recorded)`.execute(transaction);
  await sql`
    insert into announcement (ags, subject_kind, subject_id, stage, announced_at, expected, expected_text_de,
      expected_text_en, recorded, edition_id, line)
    select ags, subject_kind, subject_id, stage, announced_at, expected, expected_text_de, expected_text_en,
      tstzrange(${now}, null), edition_id, line
    from announcement where id = any(${rows.map(({ id }) => id)}::bigint[])`.execute(transaction);
}

/** When each stage of which an edition still holds was recorded by it: what is left of it keeps its first time. */
function ownStatements(editionId: string) {
  return sql`select ags, subject_kind, subject_id, stage, min(first_recorded_at) as began from stage_statement
    where edition_id = ${editionId} and upper_inf(recorded) group by ags, subject_kind, subject_id, stage`;
}

function ownAnnouncements(editionId: string) {
  return sql`select ags, subject_kind, subject_id, stage, announced_at, min(lower(recorded)) as began from announcement
    where edition_id = ${editionId} group by ags, subject_kind, subject_id, stage, announced_at
    having bool_or(upper_inf(recorded))`;
}
