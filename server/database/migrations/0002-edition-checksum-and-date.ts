import { type Kysely, sql } from 'kysely';

/** A file that was taken in under a wrong date can be taken in again under the right one: checksum and date make the key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table edition drop constraint edition_sha256_key`.execute(db);
  await sql`alter table edition add constraint edition_sha256_reference_date_key unique (sha256, reference_date)`.execute(
    db,
  );
  await sql`comment on column edition.sha256 is 'SHA-256 of the source file, hexadecimal; with the date it recognises what was imported before.'`.execute(
    db,
  );
}
