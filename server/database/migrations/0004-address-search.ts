import { type Kysely, sql } from 'kysely';

/**
 * Official house coordinates of some Länder and lists of operators state neither postcode nor postal town: missing stays
 * missing. An address that names no municipality is looked for by its postcode.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table address alter column postcode drop not null, alter column place drop not null`.execute(db);
  await sql`create index address_postcode on address (postcode) where upper_inf(recorded)`.execute(db);
  await sql`comment on column address.postcode is 'Five digits; null = not stated.'`.execute(db);
  await sql`comment on column address.place is 'Town of the postal address; null = not stated.'`.execute(db);
}
