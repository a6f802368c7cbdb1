import { type Kysely, sql } from 'kysely';

/** Lengths of trenches as those who fund them measure: in EPSG:25832, and no longer on the ellipsoid. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update trench set length_m = ST_Length(ST_Transform(line, 25832))`.execute(db);
  await sql`comment on column trench.length_m is 'Metres, measured in EPSG:25832.'`.execute(db);
}
