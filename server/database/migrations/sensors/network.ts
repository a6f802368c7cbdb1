import { type Kysely, sql } from 'kysely';
import { ags, id } from './columns.ts';

/** Things, where they are, their devices, and what they observe. */
export async function createNetwork(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table thing (
      ${ags}, ${id},
      edition_id text not null references edition (id) on delete cascade,
      key text collate "C",
      name text not null,
      description text not null,
      properties jsonb,
      theme text,
      modelled boolean not null default false,
      primary key (ags, id),
      unique (ags, key)
    )`.execute(db);
  await sql`
    create table location (
      ${ags}, ${id},
      name text not null,
      description text not null,
      encoding_type text not null,
      location jsonb not null,
      geometry geometry(Geometry, 4326),
      properties jsonb,
      primary key (ags, id)
    )`.execute(db);
  await sql`create index location_geometry on location using gist (geometry)`.execute(db);
  await sql`
    create table thing_location (
      ags text collate "C" not null,
      thing_id bigint not null,
      location_id bigint not null,
      primary key (ags, thing_id, location_id),
      foreign key (ags, thing_id) references thing (ags, id) on delete cascade,
      foreign key (ags, location_id) references location (ags, id) on delete cascade
    )`.execute(db);
  await sql`create index thing_location_location on thing_location (ags, location_id)`.execute(db);
  await sql`
    create table historical_location (
      ${ags}, ${id},
      thing_id bigint not null,
      time timestamptz not null,
      primary key (ags, id),
      foreign key (ags, thing_id) references thing (ags, id) on delete cascade
    )`.execute(db);
  await sql`create index historical_location_thing on historical_location (ags, thing_id, time)`.execute(db);
  await sql`
    create table historical_location_location (
      ags text collate "C" not null,
      historical_location_id bigint not null,
      location_id bigint not null,
      primary key (ags, historical_location_id, location_id),
      foreign key (ags, historical_location_id) references historical_location (ags, id) on delete cascade,
      foreign key (ags, location_id) references location (ags, id) on delete cascade
    )`.execute(db);
  await sql`
    create index historical_location_location_location on historical_location_location (ags, location_id)`.execute(db);
  await sql`
    create table sensor (
      ${ags}, ${id},
      source text collate "C",
      device_key text collate "C",
      name text not null,
      description text not null,
      encoding_type text not null,
      metadata jsonb not null,
      profile text,
      properties jsonb,
      primary key (ags, id),
      unique (ags, source, device_key),
      check ((source is null) = (device_key is null))
    )`.execute(db);
  await sql`create index sensor_device on sensor (source, device_key)`.execute(db);
  await sql`
    create table observed_property (
      ${ags}, ${id},
      key text collate "C",
      name text not null,
      definition text not null,
      description text not null,
      properties jsonb,
      primary key (ags, id),
      unique (ags, key)
    )`.execute(db);
  await sql`
    create table datastream (
      ${ags}, ${id},
      edition_id text not null references edition (id) on delete cascade,
      thing_id bigint not null,
      sensor_id bigint not null,
      observed_property_id bigint not null,
      key text collate "C",
      name text not null,
      description text not null,
      observation_type text not null,
      unit_name text,
      unit_symbol text,
      unit_definition text,
      ucum text,
      properties jsonb,
      observed_area geometry(Geometry, 4326),
      counter boolean not null default false,
      summed boolean not null default false,
      interval_s integer check (interval_s > 0),
      plausible_low double precision,
      plausible_high double precision,
      plausible_rate double precision check (plausible_rate > 0),
      stuck_after_s integer check (stuck_after_s > 0),
      keep_raw_days integer check (keep_raw_days > 0),
      keep_hours_days integer check (keep_hours_days > 0),
      primary key (ags, id),
      unique (ags, thing_id, key),
      foreign key (ags, thing_id) references thing (ags, id) on delete cascade,
      foreign key (ags, sensor_id) references sensor (ags, id) on delete cascade,
      foreign key (ags, observed_property_id) references observed_property (ags, id) on delete cascade,
      check (plausible_low <= plausible_high)
    )`.execute(db);
  await sql`create index datastream_sensor on datastream (ags, sensor_id)`.execute(db);
  await sql`create index datastream_observed_property on datastream (ags, observed_property_id)`.execute(db);
  await sql`
    create table datastream_device (
      ags text collate "C" not null,
      datastream_id bigint not null,
      sensor_id bigint not null,
      field text not null,
      valid tstzrange not null check (not isempty(valid)),
      primary key (ags, datastream_id, valid),
      foreign key (ags, datastream_id) references datastream (ags, id) on delete cascade,
      foreign key (ags, sensor_id) references sensor (ags, id) on delete cascade,
      constraint datastream_device_no_overlap exclude using gist (datastream_id with =, valid with &&, ags with =)
    )`.execute(db);
  await sql`create index datastream_device_sensor on datastream_device (ags, sensor_id, field)`.execute(db);
  await sql`
    create table feature_of_interest (
      ${ags}, ${id},
      location_id bigint,
      name text not null,
      description text not null,
      encoding_type text not null,
      feature jsonb not null,
      geometry geometry(Geometry, 4326),
      properties jsonb,
      primary key (ags, id)
    )`.execute(db);
  await sql`create index feature_of_interest_geometry on feature_of_interest using gist (geometry)`.execute(db);
  await sql`create index feature_of_interest_location on feature_of_interest (ags, location_id)`.execute(db);
  // An address of the open interface names an id alone.
  for (const table of ['thing', 'location', 'historical_location', 'sensor', 'observed_property', 'datastream']) {
    await sql`create index ${sql.id(`${table}_id`)} on ${sql.table(table)} (id)`.execute(db);
  }
  await sql`create index feature_of_interest_id on feature_of_interest (id)`.execute(db);
}
