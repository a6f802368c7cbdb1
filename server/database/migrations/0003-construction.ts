import { type Kysely, sql } from 'kysely';

/**
 * Addresses and the construction record. Two times hang on every row: `valid` is when something was true, `recorded`
 * when it was known here. A row's contents never change; what supersedes it closes its `recorded` range, so that what was
 * known on any day stays what it was.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Lets an exclusion constraint compare texts for equality beside ranges for overlap.
  await sql`create extension if not exists btree_gist`.execute(db);

  await sql`alter table edition drop constraint edition_kind_check`.execute(db);
  await sql`
    alter table edition add constraint edition_kind_check check (kind in ('boundaries', 'districts', 'municipal_coverage',
      'cell_coverage', 'business_parks', 'mobile_coverage', 'addresses', 'rollout'))`.execute(db);

  await sql`
    create table address (
      ags text not null check (ags ~ '^[0-9]{8}$'),
      id text collate "C" not null,
      edition_id text not null references edition (id) on delete cascade,
      street text not null,
      street_folded text not null,
      house_number integer not null check (house_number > 0),
      addition text,
      postcode text not null check (postcode ~ '^[0-9]{5}$'),
      place text not null,
      district_name text,
      area_id text collate "C",
      households integer check (households >= 0),
      point geometry(Point, 4326) not null,
      recorded tstzrange not null default tstzrange(now(), null) check (not isempty(recorded)),
      primary key (ags, id, edition_id)
    )`.execute(db);
  await sql`create unique index address_current on address (ags, id) where upper_inf(recorded)`.execute(db);
  await sql`create index address_street on address (ags, street_folded, house_number)`.execute(db);
  await sql`create index address_point on address using gist (point)`.execute(db);

  await sql`
    create table rollout_area (
      ags text not null check (ags ~ '^[0-9]{8}$'),
      id text collate "C" not null,
      edition_id text not null references edition (id) on delete cascade,
      name text not null,
      district_name text,
      operator text not null,
      funding text check (funding in ('private', 'federal', 'state', 'municipal')),
      households integer check (households >= 0),
      boundary geometry(MultiPolygon, 4326) not null,
      recorded tstzrange not null check (not isempty(recorded)),
      primary key (ags, id, edition_id)
    )`.execute(db);
  await sql`create unique index rollout_area_current on rollout_area (ags, id) where upper_inf(recorded)`.execute(db);
  await sql`create index rollout_area_boundary on rollout_area using gist (boundary)`.execute(db);

  await sql`
    create table trench (
      ags text not null check (ags ~ '^[0-9]{8}$'),
      id text collate "C" not null,
      edition_id text not null references edition (id) on delete cascade,
      area_id text collate "C",
      surface text check (surface in ('sealed', 'unsealed')),
      length_m real not null check (length_m >= 0),
      line geometry(LineString, 4326) not null,
      recorded tstzrange not null check (not isempty(recorded)),
      primary key (ags, id, edition_id)
    )`.execute(db);
  await sql`create unique index trench_current on trench (ags, id) where upper_inf(recorded)`.execute(db);
  await sql`create index trench_line on trench using gist (line)`.execute(db);

  await sql`
    create table network_point (
      ags text not null check (ags ~ '^[0-9]{8}$'),
      id text collate "C" not null,
      edition_id text not null references edition (id) on delete cascade,
      area_id text collate "C",
      kind text not null check (kind in ('main_distributor', 'distributor', 'manhole', 'other')),
      point geometry(Point, 4326) not null,
      recorded tstzrange not null check (not isempty(recorded)),
      primary key (ags, id, edition_id)
    )`.execute(db);
  await sql`create unique index network_point_current on network_point (ags, id) where upper_inf(recorded)`.execute(db);
  await sql`create index network_point_point on network_point using gist (point)`.execute(db);

  const subject = sql`
      subject_kind text not null check (subject_kind in ('area', 'trench', 'network_point', 'address')),
      subject_id text collate "C" not null`;
  const stages = sql`('demand', 'planned', 'permitted', 'civil_works', 'cable_laid', 'house_connection',
        'surface_accepted', 'orderable', 'active', 'stopped', 'not_planned')`;

  await sql`
    create table stage_statement (
      ags text not null check (ags ~ '^[0-9]{8}$'),
      id bigint generated always as identity,
      ${subject},
      stage text not null check (stage in ${stages}),
      progress text not null check (progress in ('open', 'under_way', 'repairs', 'missed', 'done')),
      valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
      begin_earliest date,
      begin_latest date,
      share_low real check (share_low between 0 and 100),
      share_high real check (share_high between 0 and 100),
      share_high_open boolean not null default false,
      share_of text check (share_of in ('households', 'connections')),
      share_text_de text,
      share_text_en text,
      certainty text not null check (certainty in ('stated', 'about', 'range', 'partly', 'modelled')),
      quota_required real check (quota_required between 0 and 100),
      note_de text,
      note_en text,
      recorded tstzrange not null check (not isempty(recorded)),
      first_recorded_at timestamptz not null,
      edition_id text not null references edition (id) on delete cascade,
      line integer not null default 0,
      primary key (ags, id),
      check (share_low <= share_high),
      check (begin_earliest <= begin_latest),
      check (quota_required is null or stage = 'demand'),
      -- The subject goes first, for it parts the rows best: the other way round every insert searches four times as long.
      constraint stage_statement_no_overlap exclude using gist
        (subject_id with =, stage with =, valid with &&, recorded with &&, ags with =, subject_kind with =)
    )`.execute(db);
  // With all that a sum over addresses asks for, so that it reads this alone and in the order that it groups by.
  await sql`
    create index stage_statement_subject on stage_statement (ags, subject_kind, subject_id, stage)
      include (progress, valid, recorded)`.execute(db);

  await sql`
    create table announcement (
      ags text not null check (ags ~ '^[0-9]{8}$'),
      id bigint generated always as identity,
      ${subject},
      stage text check (stage in ${stages}),
      announced_at date not null,
      expected daterange check (not isempty(expected)),
      expected_text_de text,
      expected_text_en text,
      recorded tstzrange not null check (not isempty(recorded)),
      edition_id text not null references edition (id) on delete cascade,
      line integer not null default 0,
      primary key (ags, id)
    )`.execute(db);
  await sql`create index announcement_subject on announcement (ags, subject_kind, subject_id)`.execute(db);

  // A row a municipality, locked by whoever records something there: no recording is dated before one that others have seen.
  await sql`
    create table record_clock (
      ags text primary key check (ags ~ '^[0-9]{8}$'),
      recorded_at timestamptz not null,
      transaction_id xid8 not null default pg_current_xact_id()
    )`.execute(db);

  for (const [object, text] of comments) {
    await sql`comment on ${sql.raw(object)} is ${sql.lit(text)}`.execute(db);
  }
}

const recordedComment = 'When it was known here: from the import on until a later edition replaced it.';

const comments: [object: string, text: string][] = [
  ['table address', 'Addresses. What a newer edition replaces keeps its row and its id and is closed in "recorded".'],
  ['column address.id', 'Stable within the municipality; the same address keeps it from edition to edition.'],
  ['column address.street_folded', 'Street as it is searched for; see foldName.'],
  ['column address.addition', 'What follows the number, e.g. a; null = nothing.'],
  ['column address.place', 'Town of the postal address.'],
  ['column address.district_name', 'District that it lies in; null = not known.'],
  ['column address.area_id', 'Rollout area that it belongs to; null = none.'],
  ['column address.households', 'Number of households; null = not stated.'],
  ['column address.point', 'EPSG:4326.'],
  ['column address.recorded', recordedComment],
  ['table rollout_area', 'Areas in which one operator builds fibre.'],
  ['column rollout_area.district_name', 'District that it lies in or is; null = several or none.'],
  ['column rollout_area.operator', 'Who builds.'],
  ['column rollout_area.funding', 'Who pays: private, federal, state or municipal; null = not stated.'],
  ['column rollout_area.households', 'Number of households; null = not stated.'],
  ['column rollout_area.recorded', recordedComment],
  ['table trench', 'Sections of trench (Trassenabschnitte).'],
  ['column trench.surface', 'What had to be opened: sealed or unsealed; null = not stated.'],
  ['column trench.length_m', 'Metres.'],
  ['column trench.recorded', recordedComment],
  ['table network_point', 'Points of the network.'],
  ['column network_point.kind', 'main_distributor (PoP, HVt), distributor (NVt), manhole, other.'],
  ['column network_point.recorded', recordedComment],
  [
    'table stage_statement',
    'What a source said of a stage of an area, a trench, a network point or an address. No two statements about one stage of one subject overlap in both times.',
  ],
  [
    'column stage_statement.progress',
    'How far the stage is: open (said to be not there yet), under_way, repairs, missed or done.',
  ],
  ['column stage_statement.valid', 'Days for which the source vouches that it is so.'],
  ['column stage_statement.begin_earliest', 'First day on which it may have begun; null = not stated.'],
  ['column stage_statement.begin_latest', 'Last day on which it may have begun; null = not stated.'],
  ['column stage_statement.share_low', '%, 0-100, at least; null = not stated.'],
  ['column stage_statement.share_high', '%, 0-100, at most; null = not stated.'],
  ['column stage_statement.share_high_open', 'True where the source says "over" share_high: then it is no upper end.'],
  [
    'column stage_statement.share_of',
    'Whose share: all households, or the connections that were ordered; null = not stated.',
  ],
  ['column stage_statement.share_text_de', 'The share in the words of the source, German; null = not stated.'],
  ['column stage_statement.share_text_en', 'The share in the words of the source, English; null = not stated.'],
  [
    'column stage_statement.certainty',
    'How sure the source is: stated, about, range, partly; modelled = nobody said it.',
  ],
  ['column stage_statement.quota_required', '% of households that had to sign a contract; stage demand only.'],
  ['column stage_statement.recorded', 'When it was held for true here; closed, not changed, by what supersedes it.'],
  [
    'column stage_statement.first_recorded_at',
    'When the source was recorded; before the start of "recorded" where only the days were cut short since.',
  ],
  ['column stage_statement.line', 'Line or feature of the source; 0 = not from a file.'],
  [
    'table announcement',
    'What was announced, and when. Nothing ever disappears: a later announcement stands beside the earlier one.',
  ],
  ['column announcement.stage', 'Stage that was announced; null = the end of the whole project.'],
  ['column announcement.announced_at', 'Day on which it was said.'],
  ['column announcement.expected', 'Days within which it was to come; null = no date was given.'],
  ['column announcement.expected_text_de', 'The date in the words of the source, German.'],
  ['table record_clock', 'When something was last recorded about a municipality, and in which transaction.'],
  ['column announcement.expected_text_en', 'The date in the words of the source, English.'],
];
