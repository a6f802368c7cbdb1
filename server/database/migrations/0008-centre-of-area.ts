import { type Kysely, sql } from 'kysely';

/** A point inside of each rollout area, found once: finding it takes longer than all else that is asked of an area. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rollout_area add column centre geometry(Point, 4326) not null
      generated always as (ST_PointOnSurface(boundary)) stored`.execute(db);
  await sql`comment on column rollout_area.centre is 'A point inside, EPSG:4326.'`.execute(db);
}
