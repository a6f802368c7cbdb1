import { type Kysely, sql } from 'kysely';

/** Whose money plan and payments are, as a proof of use parts it; and roadworks as they are drawn, areas among them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rollout_plan
      add column eur_federal numeric(14, 2) check (eur_federal >= 0),
      add column eur_state numeric(14, 2) check (eur_state >= 0),
      add column eur_own numeric(14, 2) check (eur_own >= 0),
      add column eur_other numeric(14, 2) check (eur_other >= 0),
      add check (coalesce(eur_federal, 0) + coalesce(eur_state, 0) + coalesce(eur_own, 0) + coalesce(eur_other, 0)
        <= eur_planned)`.execute(db);
  await sql`
    alter table spending
      add column funded_by text check (funded_by in ('federal', 'state', 'own', 'other'))`.execute(db);
  await sql`
    alter table roadworks
      drop constraint roadworks_geometry_check,
      add constraint roadworks_geometry_check check (geometrytype(geometry) in
        ('POINT', 'LINESTRING', 'MULTILINESTRING', 'POLYGON', 'MULTIPOLYGON'))`.execute(db);
  for (const [object, text] of comments) {
    await sql`comment on ${sql.raw(object)} is ${sql.lit(text)}`.execute(db);
  }
}

const comments: [object: string, text: string][] = [
  ['column rollout_plan.eur_federal', 'Of eur_planned, euros of the federal government; null = not stated.'],
  ['column rollout_plan.eur_state', 'Of eur_planned, euros of the Land; null = not stated.'],
  ['column rollout_plan.eur_own', 'Of eur_planned, own euros of whoever builds or applies; null = not stated.'],
  ['column rollout_plan.eur_other', 'Of eur_planned, euros of anybody else; null = not stated.'],
  ['column spending.funded_by', 'Whose money it was: federal, state, own or other; null = not stated.'],
  ['column roadworks.geometry', 'A point, a line along the street or an area, each of one or more parts, EPSG:4326.'],
];
