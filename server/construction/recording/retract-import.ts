import { sql } from 'kysely';
import { notify, type Transaction } from '../../database/database.ts';
import { advanceClock } from '../../editions/clock.ts';
import { editionsChannel } from '../../editions/register.ts';
import { NotFoundError } from '../../errors.ts';
import { findAnnouncements, findStatements, type Subject } from '../queries.ts';
import { ChangedMeanwhileError } from './errors.ts';
import { findRevision } from './queries.ts';
import { findStates, type SaidTable, type StateRow } from './states-queries.ts';

type States = Record<SaidTable, readonly StateRow[]>;

/**
 * Takes back what an edition that was recorded by hand says: it is closed, and what held before it holds again. Nothing
 * is deleted; what was known in between stays known of that time. What was recorded after it and taken back since stands
 * in no way, so that one edition after the other can be taken back, the last one first.
 * Errors: NotFoundError if the edition is none that was recorded by hand, or was taken back; ChangedMeanwhileError if
 * something later stands on it, which it names.
 */
export async function retractEdition(transaction: Transaction, editionId: string): Promise<readonly Subject[]> {
  const edition = await transaction
    .selectFrom('edition')
    .select('source')
    .where('id', '=', editionId)
    .executeTakeFirst();
  const [first] = edition?.source === 'planung' ? allOf(await readStates(transaction, editionId)) : [];
  if (!first) throw notThere(editionId);
  const { ags } = first.subject;
  const now = await advanceClock(transaction, ags, new Date());
  // Read again: somebody else may have been at it until now.
  const states = await readStates(transaction, editionId);
  const subjects = subjectsOf(allOf(states));
  if (isSame(states, 'before')) throw notThere(editionId);
  if (!isSame(states, 'after')) {
    throw new ChangedMeanwhileError(
      await findRevision(transaction, subjects),
      await findLater(transaction, states, subjects),
    );
  }
  await restoreStatements(transaction, ags, states.stage_statement, now);
  await restoreAnnouncements(transaction, ags, states.announcement, now);
  await notify(transaction, editionsChannel, editionId);
  return subjects;
}

async function readStates(transaction: Transaction, editionId: string): Promise<States> {
  return {
    stage_statement: await findStates(transaction, 'stage_statement', editionId),
    announcement: await findStates(transaction, 'announcement', editionId),
  };
}

function allOf({ stage_statement: statements, announcement: announcements }: States): StateRow[] {
  return [...statements, ...announcements];
}

function subjectsOf(rows: readonly StateRow[]): Subject[] {
  return [...new Map(rows.map(({ subject }) => [`${subject.kind} ${subject.id}`, subject])).values()];
}

/** Whether what holds now says the same as what held just before or just after the edition. */
function isSame(states: States, when: 'before' | 'after'): boolean {
  const rows = allOf(states);
  const then = new Set(rows.filter((row) => row[when]).map(({ key }) => key));
  const now = new Set(rows.filter((row) => row.now).map(({ key }) => key));
  return then.size === now.size && [...then].every((key) => now.has(key));
}

/** What holds now and did not just after the edition. */
async function findLater(transaction: Transaction, states: States, subjects: readonly Subject[]) {
  const laterOf = (rows: readonly StateRow[]): Set<number> => {
    const after = new Set(rows.filter((row) => row.after).map(({ key }) => key));
    return new Set(rows.filter(({ now, key }) => now && !after.has(key)).map(({ id }) => id));
  };
  const [statements, announcements] = [laterOf(states.stage_statement), laterOf(states.announcement)];
  return {
    statements: (await findStatements(transaction, subjects, { on: null, asOf: null })).filter(({ id }) =>
      statements.has(id),
    ),
    announcements: (await findAnnouncements(transaction, subjects, null)).filter(({ id }) => announcements.has(id)),
  };
}

/** Ids of rows that no longer hold, and of those that hold again. */
function changesOf(rows: readonly StateRow[]): { closed: number[]; reopened: number[] } {
  const before = new Set(rows.filter((row) => row.before).map(({ key }) => key));
  const now = new Set(rows.filter((row) => row.now).map(({ key }) => key));
  return {
    closed: rows.filter((row) => row.now && !before.has(row.key)).map(({ id }) => id),
    reopened: rows.filter((row) => row.before && !now.has(row.key)).map(({ id }) => id),
  };
}

async function restoreStatements(transaction: Transaction, ags: string, rows: readonly StateRow[], now: Date) {
  const { closed, reopened } = changesOf(rows);
  await sql`
    update stage_statement set recorded = tstzrange(lower(recorded), ${now})
    where ags = ${ags} and id = any(${closed}::bigint[])`.execute(transaction);
  await sql`
    insert into stage_statement (ags, subject_kind, subject_id, stage, progress, valid, begin_earliest, begin_latest, share_low,
      share_high, share_high_open, share_of, share_text_de, share_text_en, certainty, quota_required, note_de, note_en,
      recorded, first_recorded_at, edition_id, line)
    select ags, subject_kind, subject_id, stage, progress, valid, begin_earliest, begin_latest, share_low, share_high,
      share_high_open, share_of, share_text_de, share_text_en, certainty, quota_required, note_de, note_en,
      tstzrange(${now}, null), first_recorded_at, edition_id, line
    from stage_statement where ags = ${ags} and id = any(${reopened}::bigint[])`.execute(transaction);
}

async function restoreAnnouncements(transaction: Transaction, ags: string, rows: readonly StateRow[], now: Date) {
  const { closed, reopened } = changesOf(rows);
  await sql`
    update announcement set recorded = tstzrange(lower(recorded), ${now})
    where ags = ${ags} and id = any(${closed}::bigint[])`.execute(transaction);
  await sql`
    insert into announcement (ags, subject_kind, subject_id, stage, announced_at, expected, expected_text_de,
      expected_text_en, recorded, edition_id, line)
    select ags, subject_kind, subject_id, stage, announced_at, expected, expected_text_de, expected_text_en,
      tstzrange(${now}, null), edition_id, line
    from announcement where ags = ${ags} and id = any(${reopened}::bigint[])`.execute(transaction);
}

function notThere(editionId: string): NotFoundError {
  return new NotFoundError(
    `There is nothing to take back: ${JSON.stringify(editionId)} was not recorded here by hand, or it was taken back already.`,
  );
}
