import { type Kysely, sql } from 'kysely';

/** Texts of a fortnight, each of 336 values that are separated by commas. */
const columns = [
  ['means', 'Means of the hours, in the unit'],
  ['sums', 'Sums of the hours, in the unit'],
  ['minima', 'Least results of the hours, in the unit'],
  ['maxima', 'Greatest results of the hours, in the unit'],
  ['lasts', 'Last results of the hours, in the unit'],
  ['counts', 'Numbers of observations of the hours; null = it has to be written anew'],
  ['plausible_means', 'The same of results that are not doubtful; null = as means'],
  ['plausible_sums', 'The same of results that are not doubtful; null = as sums'],
  ['plausible_minima', 'The same of results that are not doubtful; null = as minima'],
  ['plausible_maxima', 'The same of results that are not doubtful; null = as maxima'],
  ['doubtful', 'Numbers of doubtful results of the hours; null = none'],
] as const;

/**
 * Hours of past fortnights as the text that answers are made of, so that a year of one datastream is 27 rows to read and
 * not 8,760. Whatever writes hours takes back, by triggers, what was written of their fortnights before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table observation_fortnight (
      ags text collate "C" not null, datastream_id bigint not null, fortnight integer not null,
      ${sql.join(columns.map(([name]) => sql`${sql.ref(name)} text`))},
      primary key (ags, datastream_id, fortnight),
      foreign key (ags, datastream_id) references datastream (ags, id) on delete cascade)`.execute(db);
  await sql`
    create index observation_fortnight_unwritten on observation_fortnight (fortnight) where counts is null`.execute(db);
  await comment(db);
  await watchHours(db);
  await sql`
    insert into observation_fortnight (ags, datastream_id, fortnight)
    select distinct ags, datastream_id, fortnight_of(hour) from observation_hour`.execute(db);
}

async function comment(db: Kysely<unknown>): Promise<void> {
  const comments = [
    ['table observation_fortnight', 'Hours of a past fortnight as texts of 336 values, separated by commas.'],
    ['column observation_fortnight.fortnight', 'Number of the fortnight, of 336 hours, since 1970.'],
    ...columns.map(([name, text]) => [`column observation_fortnight.${name}`, `${text}.`] as const),
  ] as const;
  for (const [what, text] of comments) await sql`comment on ${sql.raw(what)} is ${sql.lit(text)}`.execute(db);
}

/**
 * An upsert waits for whoever is writing the text of a fortnight, and then takes it back; whoever writes one locks its row
 * before it reads the hours. The fortnight that has not ended has no text: there a row that is there is left alone.
 */
async function watchHours(db: Kysely<unknown>): Promise<void> {
  const none = sql.join(columns.map(([name]) => sql`${sql.ref(name)} = null`));
  await sql`
    create function fortnight_of(hour timestamptz) returns integer language sql stable parallel safe
      return floor(date_part('epoch', hour) / 1209600)::integer`.execute(db);
  await sql`
    create function rewrite_fortnights() returns trigger language plpgsql as $$
    begin
      insert into observation_fortnight as f (ags, datastream_id, fortnight)
      select c.ags, c.datastream_id, c.fortnight
      from (select distinct ags, datastream_id, fortnight_of(hour) as fortnight from changed) as c
      where c.fortnight < fortnight_of(now()) or not exists (
        select from observation_fortnight as f
        where f.ags = c.ags and f.datastream_id = c.datastream_id and f.fortnight = c.fortnight)
      order by 1, 2, 3
      on conflict (ags, datastream_id, fortnight) do update set ${none} where f.counts is not null;
      return null;
    end $$`.execute(db);
  // What goes with its datastream must not come back.
  await sql`
    create function rewrite_emptied_fortnights() returns trigger language plpgsql as $$
    begin
      update observation_fortnight as f set ${none}
      from (select distinct ags, datastream_id, fortnight_of(hour) as fortnight from changed) as c
      where f.ags = c.ags and f.datastream_id = c.datastream_id and f.fortnight = c.fortnight;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger hours_inserted after insert on observation_hour referencing new table as changed
      for each statement execute function rewrite_fortnights()`.execute(db);
  await sql`
    create trigger hours_updated after update on observation_hour referencing new table as changed
      for each statement execute function rewrite_fortnights()`.execute(db);
  await sql`
    create trigger hours_deleted after delete on observation_hour referencing old table as changed
      for each statement execute function rewrite_emptied_fortnights()`.execute(db);
}
