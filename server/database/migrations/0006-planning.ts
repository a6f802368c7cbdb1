import { type Kysely, sql } from 'kysely';

/**
 * What planners follow beside the stages: surface defects until their warranty ends, roadworks, the plan and what was
 * spent. As in 0003, a row's contents never change; what supersedes it closes its `recorded` range.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const key = sql`
      ags text not null check (ags ~ '^[0-9]{8}$'),
      id text collate "C" not null,
      edition_id text not null references edition (id) on delete cascade,
      area_id text collate "C"`;
  const recorded = sql`
      recorded tstzrange not null check (not isempty(recorded)),
      primary key (ags, id, edition_id)`;

  await sql`
    create table surface_defect (
      ${key},
      trench_id text collate "C",
      point geometry(Point, 4326) not null,
      kind text not null check (kind in ('settlement', 'joint', 'covering', 'kerb', 'other')),
      found_at date not null,
      repaired_at date check (repaired_at >= found_at),
      accepted_at date check (accepted_at >= found_at and accepted_at >= repaired_at),
      warranty_until date check (warranty_until >= accepted_at),
      ${recorded},
      check (warranty_until is null or accepted_at is not null)
    )`.execute(db);
  await sql`create unique index surface_defect_current on surface_defect (ags, id) where upper_inf(recorded)`.execute(
    db,
  );

  await sql`
    create table roadworks (
      ${key},
      geometry geometry(Geometry, 4326) not null check (geometrytype(geometry) in ('POINT', 'LINESTRING')),
      street text,
      valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
      traffic_effect text not null check (traffic_effect in ('none', 'footpath', 'lane_closed', 'one_way', 'closed')),
      reason_de text,
      reason_en text,
      detour_de text,
      detour_en text,
      ${recorded}
    )`.execute(db);
  await sql`create unique index roadworks_current on roadworks (ags, id) where upper_inf(recorded)`.execute(db);
  await sql`create index roadworks_geometry on roadworks using gist (geometry)`.execute(db);

  await sql`
    create table rollout_plan (
      ags text not null check (ags ~ '^[0-9]{8}$'),
      area_id text collate "C" not null,
      day date not null,
      edition_id text not null references edition (id) on delete cascade,
      addresses_planned integer check (addresses_planned >= 0),
      metres_planned real check (metres_planned >= 0),
      eur_planned numeric(14, 2) check (eur_planned >= 0),
      recorded tstzrange not null check (not isempty(recorded)),
      primary key (ags, area_id, day, edition_id)
    )`.execute(db);
  await sql`create unique index rollout_plan_current on rollout_plan (ags, area_id, day) where upper_inf(recorded)`.execute(
    db,
  );

  await sql`
    create table spending (
      ${key},
      day date not null,
      eur numeric(14, 2) not null,
      ${recorded}
    )`.execute(db);
  await sql`create unique index spending_current on spending (ags, id) where upper_inf(recorded)`.execute(db);

  for (const [object, text] of comments) {
    await sql`comment on ${sql.raw(object)} is ${sql.lit(text)}`.execute(db);
  }
}

const recordedComment = 'When it was held for true here; closed, not changed, by what supersedes it.';
const areaComment = 'Rollout area that it belongs to; null = none, or not stated.';

const comments: [object: string, text: string][] = [
  ['table surface_defect', 'Spots where a surface was not restored as it should be, until their warranty ends.'],
  ['column surface_defect.area_id', areaComment],
  ['column surface_defect.trench_id', 'Section of trench; null = not stated.'],
  ['column surface_defect.kind', 'settlement, joint (open or not sealed), covering (broken), kerb or other.'],
  ['column surface_defect.repaired_at', 'Day of the repair; null = not repaired.'],
  ['column surface_defect.accepted_at', 'Day on which the repair was accepted; null = not accepted.'],
  [
    'column surface_defect.warranty_until',
    'Last day of the warranty as stated; null = five years from the acceptance.',
  ],
  ['column surface_defect.recorded', recordedComment],
  ['table roadworks', 'Works in a street, and what they do to traffic.'],
  ['column roadworks.area_id', areaComment],
  ['column roadworks.geometry', 'A line along the street or a point, EPSG:4326.'],
  ['column roadworks.street', 'Null = not stated.'],
  ['column roadworks.valid', 'Days of the works; no upper bound = no end was stated.'],
  ['column roadworks.traffic_effect', 'none, footpath (closed), lane_closed, one_way or closed (the whole street).'],
  ['column roadworks.reason_de', 'Why, German; null = not stated.'],
  ['column roadworks.reason_en', 'Why, English; null = not stated.'],
  ['column roadworks.detour_de', 'Way around, German; null = none, or not stated.'],
  ['column roadworks.detour_en', 'Way around, English; null = none, or not stated.'],
  ['column roadworks.recorded', recordedComment],
  ['table rollout_plan', 'What was to be reached in an area by the end of a day, since its beginning.'],
  ['column rollout_plan.addresses_planned', 'Addresses with fibre in their street; null = not planned in figures.'],
  ['column rollout_plan.metres_planned', 'Metres of trench that are dug; null = not planned in figures.'],
  ['column rollout_plan.eur_planned', 'Euros that are spent; null = not planned in figures.'],
  ['column rollout_plan.recorded', recordedComment],
  ['table spending', 'Money that was spent on the rollout, payment by payment or month by month.'],
  ['column spending.area_id', areaComment],
  ['column spending.day', 'Day on which it counts as spent.'],
  ['column spending.eur', 'Euros; below zero where something was paid back.'],
  ['column spending.recorded', recordedComment],
];
