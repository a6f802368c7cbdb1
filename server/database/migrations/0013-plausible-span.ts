import { type Kysely, sql } from 'kysely';

/** Bits of geodata/sensors/quality.ts that made a result doubtful when this was written. */
const doubtful = sql`(8 | 16 | 32 | 128 | 1024 | 2048)`;

const zone = sql`'Europe/Berlin'`;

/**
 * Beside the least and the greatest result of all, a roll-up says those of the results that are not doubtful: one spike
 * that can't be must not set the scale of a year. Where observations are kept no longer and some were doubtful, nobody
 * knows which: both stay null.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['observation_hour', 'observation_day']) await addColumns(db, table);
  // By the index, hour by hour: few are flagged, and without statistics a plan over all observations would take hours.
  await sql`
    update observation_hour as r set plausible_min = o.least, plausible_max = o.greatest
    from (
      select h.ags, h.datastream_id, h.hour, o.least, o.greatest
      from observation_hour as h
      cross join lateral (
        select min(o.result) as least, max(o.result) as greatest from observation as o
        where o.ags = h.ags and o.datastream_id = h.datastream_id and o.phenomenon_time >= h.hour
          and o.phenomenon_time < h.hour + interval '1 hour' and o.flags & ${doubtful} = 0
        offset 0) as o
      where h.flagged > 0) as o
    where r.ags = o.ags and r.datastream_id = o.datastream_id and r.hour = o.hour`.execute(db);
  await sql`
    update observation_day as r set plausible_min = h.least, plausible_max = h.greatest
    from (
      select d.ags, d.datastream_id, d.day, h.least, h.greatest
      from observation_day as d
      cross join lateral (
        select min(h.plausible_min) as least, max(h.plausible_max) as greatest from observation_hour as h
        where h.ags = d.ags and h.datastream_id = d.datastream_id
          and h.hour >= d.day::timestamp at time zone ${zone} and h.hour < (d.day + 1)::timestamp at time zone ${zone}
        offset 0) as h
      where d.flagged > 0) as h
    where r.ags = h.ags and r.datastream_id = h.datastream_id and r.day = h.day`.execute(db);
}

async function addColumns(db: Kysely<unknown>, name: string): Promise<void> {
  const table = sql.table(name);
  // Computed where nothing is doubtful, which writes the table once and leaves nothing dead in it; kept by hand from then on.
  await sql`
    alter table ${table}
      add column plausible_min double precision generated always as (case when flagged = 0 then min end) stored,
      add column plausible_max double precision generated always as (case when flagged = 0 then max end) stored`.execute(
    db,
  );
  await sql`
    alter table ${table} alter column plausible_min drop expression, alter column plausible_max drop expression`.execute(
    db,
  );
  const meaning = 'result that is not doubtful, in the unit; null = none is known.';
  await sql`comment on column ${table}.plausible_min is ${sql.lit(`Least ${meaning}`)}`.execute(db);
  await sql`comment on column ${table}.plausible_max is ${sql.lit(`Greatest ${meaning}`)}`.execute(db);
}
