import { type Kysely, sql } from 'kysely';
import { ags, id } from './columns.ts';

/** What could not be understood, and what is out of bounds. */
export async function createWatch(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table dead_letter (
      ${ags}, ${id},
      source text not null,
      received_at timestamptz not null default now(),
      topic text,
      payload bytea not null,
      payload_bytes integer not null,
      reason text not null,
      message text not null,
      times integer not null default 1,
      replayed_at timestamptz,
      sha256 text not null,
      primary key (ags, id),
      unique (ags, source, reason, sha256)
    )`.execute(db);
  await sql`create index dead_letter_received on dead_letter (ags, received_at desc)`.execute(db);
  await sql`
    create table threshold (
      ${ags}, ${id},
      datastream_id bigint not null,
      name text not null,
      severity text not null check (severity in ('notice', 'warning', 'alarm')),
      direction text not null check (direction in ('above', 'below')),
      raise_at double precision not null,
      clear_at double precision not null,
      webhook text,
      active boolean not null default true,
      primary key (ags, id),
      foreign key (ags, datastream_id) references datastream (ags, id) on delete cascade,
      check (case direction when 'above' then clear_at <= raise_at else clear_at >= raise_at end)
    )`.execute(db);
  await sql`create index threshold_datastream on threshold (ags, datastream_id)`.execute(db);
  await sql`
    create table alarm (
      ${ags}, ${id},
      threshold_id bigint not null,
      datastream_id bigint not null,
      raised_at timestamptz not null,
      raised_value double precision not null,
      cleared_at timestamptz check (cleared_at >= raised_at),
      cleared_value double precision,
      notified_at timestamptz,
      primary key (ags, id),
      foreign key (ags, threshold_id) references threshold (ags, id) on delete cascade
    )`.execute(db);
  await sql`create unique index alarm_open on alarm (ags, threshold_id) where cleared_at is null`.execute(db);
  await sql`create index alarm_raised on alarm (ags, raised_at desc)`.execute(db);
}
