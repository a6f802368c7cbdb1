import { type Kysely, sql } from 'kysely';

const observed = sql`
      phenomenon_time timestamptz not null,
      phenomenon_end timestamptz check (phenomenon_end > phenomenon_time),
      result double precision,
      result_json jsonb,
      result_time timestamptz,
      flags integer not null default 0`;

/** Observations by month, what was corrected of them, their roll-ups, and the latest of each datastream. */
export async function createObservations(db: Kysely<unknown>): Promise<void> {
  await sql`create sequence observation_id`.execute(db);
  // No foreign key to the datastream: it would be checked row by row. Who writes has locked the datastreams that he read.
  await sql`
    create table observation (
      ags text collate "C" not null,
      datastream_id bigint not null,
      ${observed},
      id bigint not null default nextval('observation_id'),
      reading double precision,
      result_quality jsonb,
      valid_time tstzrange,
      parameters jsonb,
      feature_of_interest_id bigint,
      recorded_at timestamptz not null default now(),
      primary key (ags, datastream_id, phenomenon_time)
    ) partition by range (phenomenon_time)`.execute(db);
  await sql`create index observation_id_key on observation (id)`.execute(db);
  await sql`
    create index observation_feature_of_interest on observation (ags, feature_of_interest_id)
      where feature_of_interest_id is not null`.execute(db);
  await sql`
    create table observation_correction (
      ags text collate "C" not null,
      datastream_id bigint not null,
      ${observed},
      id bigint generated always as identity,
      reading double precision,
      recorded_at timestamptz not null,
      replaced_at timestamptz not null default now(),
      primary key (ags, datastream_id, phenomenon_time, id)
    )`.execute(db);
  await sql`
    create table latest_observation (
      ags text collate "C" not null,
      datastream_id bigint not null,
      ${observed},
      observation_id bigint not null,
      first_time timestamptz not null,
      last_end timestamptz not null,
      first_result_time timestamptz,
      last_result_time timestamptz,
      unchanged_since timestamptz not null,
      observations bigint not null,
      recorded_at timestamptz not null,
      primary key (ags, datastream_id),
      foreign key (ags, datastream_id) references datastream (ags, id) on delete cascade
    ) with (fillfactor = 70)`.execute(db);
  const rollUp = sql`
      count integer not null check (count > 0),
      numbers integer not null,
      flagged integer not null,
      sum double precision,
      min double precision,
      max double precision,
      last double precision,
      last_time timestamptz not null,
      foreign key (ags, datastream_id) references datastream (ags, id) on delete cascade
    ) with (fillfactor = 85)`;
  await sql`
    create table observation_hour (
      ags text collate "C" not null, datastream_id bigint not null, hour timestamptz not null,
      primary key (ags, datastream_id, hour), ${rollUp}`.execute(db);
  await sql`
    create table observation_day (
      ags text collate "C" not null, datastream_id bigint not null, day date not null,
      primary key (ags, datastream_id, day), ${rollUp}`.execute(db);
  // Attached and not created in place, for that would lock out everybody who reads.
  await sql`
    create function ensure_observation_month(month date) returns void language plpgsql as $$
    declare
      first date := date_trunc('month', month)::date;
      name text := 'observation_' || to_char(first, 'YYYY_MM');
    begin
      if to_regclass(name) is not null then return; end if;
      perform pg_advisory_xact_lock(hashtext('ensure_observation_month'));
      if to_regclass(name) is not null then return; end if;
      execute format('create table %I (like observation including defaults including constraints)', name);
      execute format('alter table observation attach partition %I for values from (%L) to (%L)', name,
        first::text || ' 00:00+00', (first + interval '1 month')::date::text || ' 00:00+00');
    end $$`.execute(db);
  await sql`
    create function forget_observations() returns trigger language plpgsql as $$
    begin
      delete from observation where ags = old.ags and datastream_id = old.id;
      delete from observation_correction where ags = old.ags and datastream_id = old.id;
      return old;
    end $$`.execute(db);
  await sql`
    create trigger datastream_forgets before delete on datastream
      for each row execute function forget_observations()`.execute(db);
}
