import { type Kysely, sql } from 'kysely';

/** Bits of geodata/sensors/quality.ts that made a result doubtful when this was written. */
const doubtful = sql`(8 | 16 | 32 | 128 | 1024 | 2048)`;

const zone = sql`'Europe/Berlin'`;

/**
 * Roll-ups know sum and number of the results that are not doubtful, so that a mean need not hold what can't be. Where
 * observations are kept no longer and some were doubtful, nobody knows which: then both say nothing of that hour.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['observation_hour', 'observation_day']) await addColumns(db, table);
  // By the index, hour by hour, as in 0013.
  await sql`
    update observation_hour as r set plausible_sum = o.sum, plausible_numbers = o.numbers
    from (
      select h.ags, h.datastream_id, h.hour, o.sum, o.numbers
      from observation_hour as h
      cross join lateral (
        select sum(o.result) as sum, count(o.result) as numbers from observation as o
        where o.ags = h.ags and o.datastream_id = h.datastream_id and o.phenomenon_time >= h.hour
          and o.phenomenon_time < h.hour + interval '1 hour' and o.flags & ${doubtful} = 0
        offset 0) as o
      where h.flagged > 0) as o
    where r.ags = o.ags and r.datastream_id = o.datastream_id and r.hour = o.hour`.execute(db);
  await sql`
    update observation_day as r set plausible_sum = h.sum, plausible_numbers = h.numbers
    from (
      select d.ags, d.datastream_id, d.day, h.sum, h.numbers
      from observation_day as d
      cross join lateral (
        select sum(h.plausible_sum) as sum, coalesce(sum(h.plausible_numbers), 0) as numbers from observation_hour as h
        where h.ags = d.ags and h.datastream_id = d.datastream_id
          and h.hour >= d.day::timestamp at time zone ${zone} and h.hour < (d.day + 1)::timestamp at time zone ${zone}
        offset 0) as h
      where d.flagged > 0) as h
    where r.ags = h.ags and r.datastream_id = h.datastream_id and r.day = h.day`.execute(db);
  for (const table of ['observation_hour', 'observation_day']) {
    await sql`alter table ${sql.table(table)} alter column plausible_numbers set not null`.execute(db);
  }
}

async function addColumns(db: Kysely<unknown>, name: string): Promise<void> {
  const table = sql.table(name);
  // Computed where nothing is doubtful, which writes the table once and leaves nothing dead in it; kept by hand from then on.
  await sql`
    alter table ${table}
      add column plausible_sum double precision generated always as (case when flagged = 0 then sum end) stored,
      add column plausible_numbers integer
        generated always as (case when flagged = 0 then numbers else 0 end) stored`.execute(db);
  await sql`
    alter table ${table} alter column plausible_sum drop expression, alter column plausible_numbers drop expression`.execute(
    db,
  );
  await sql`
    comment on column ${table}.plausible_sum is 'Sum of the results that are not doubtful, in the unit; null = none is known.'`.execute(
    db,
  );
  await sql`
    comment on column ${table}.plausible_numbers is 'Results in plausible_sum; 0 = none is known.'`.execute(db);
}
