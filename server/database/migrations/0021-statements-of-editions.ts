import { type Kysely, sql } from 'kysely';

/** What an edition has said is found by it: among a hundred thousand that were recorded by hand, to list and undo them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index stage_statement_edition on stage_statement (edition_id)`.execute(db);
  await sql`create index announcement_edition on announcement (edition_id)`.execute(db);
  await sql`create index edition_source on edition (source, recorded_at, id)`.execute(db);
}
