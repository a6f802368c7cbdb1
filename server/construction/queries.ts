import type { MultiPolygon } from 'geojson';
import { type RawBuilder, sql } from 'kysely';
import type { StageClaim } from '../../geodata/construction/records.ts';
import type { Stage, SubjectKind } from '../../geodata/construction/stages.ts';
import type { Reader } from '../database/database.ts';

/** The two times of a question. */
export interface Times {
  /** ISO date: what was true then. Null = on any day. */
  on: string | null;
  /** What was known then; null = now. */
  asOf: Date | null;
}

export interface Subject {
  ags: string;
  kind: SubjectKind;
  id: string;
}

/** An area in which one operator builds. Degrees are EPSG:4326. */
export interface RolloutArea {
  ags: string;
  id: string;
  name: string;
  districtName: string | null;
  operator: string;
  funding: string | null;
  /** Null = not stated. */
  households: number | null;
  editionId: string;
  longitude: number;
  latitude: number;
}

/** What a source said of a stage of one subject, and when it became known. */
export interface Statement extends StageClaim {
  id: number;
  ags: string;
  subjectKind: SubjectKind;
  subjectId: string;
  shareTextDe: string | null;
  shareTextEn: string | null;
  noteDe: string | null;
  noteEn: string | null;
  recordedAt: Date;
  editionId: string;
}

/** What was announced of a stage, or of the end of the whole (stage null). Dates are ISO dates. */
export interface Announcement {
  id: number;
  ags: string;
  subjectKind: SubjectKind;
  subjectId: string;
  stage: Stage | null;
  announcedAt: string;
  expectedFirst: string | null;
  expectedLast: string | null;
  expectedTextDe: string | null;
  expectedTextEn: string | null;
  recordedAt: Date;
  editionId: string;
}

/** Something said, and from when until when it was held for true, milliseconds since 1970; null = it still is. */
export type Recorded<Said> = Said & { knownFrom: number; knownUntil: number | null };

/** Rollout areas of municipalities as known at `asOf`, by name, in one statement. */
export async function findAreas(db: Reader, agsKeys: readonly string[], asOf: Date | null): Promise<RolloutArea[]> {
  return ofMunicipalities(areas(db).where(known(asOf, 'a')), agsKeys).execute();
}

/** The same as known at any time: all that an area was ever said to be. */
export async function listAreas(db: Reader, agsKeys: readonly string[]): Promise<Recorded<RolloutArea>[]> {
  const { from, until } = timeOfKnowing('a');
  return ofMunicipalities(areas(db), agsKeys)
    .select([from.as('knownFrom'), until.as('knownUntil')])
    .execute();
}

/** Current areas that lie at most so many metres from a point, nearest first, in one statement. */
export function findAreasNear(
  db: Reader,
  [longitude, latitude]: readonly [longitude: number, latitude: number],
  withinM: number,
): Promise<RolloutArea[]> {
  const point = sql`ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326)::geography`;
  return areas(db)
    .where(known(null, 'a'))
    .where(sql<boolean>`ST_DWithin(a.boundary::geography, ${point}, ${withinM})`)
    .orderBy(sql`ST_Distance(a.boundary::geography, ${point})`)
    .orderBy('a.ags')
    .orderBy('a.id')
    .execute();
}

/** Areas of addresses by address, in one statement: the one that is named with the address, else the one around it. */
export async function findAreasOfAddresses(
  db: Reader,
  addresses: readonly { ags: string; id: string; areaId: string | null; longitude: number; latitude: number }[],
  asOf: Date | null,
): Promise<Map<string, RolloutArea>> {
  const column = <T>(valueOf: (address: (typeof addresses)[number]) => T): T[] => addresses.map(valueOf);
  const rows = await areas(db)
    .where(known(asOf, 'a'))
    .innerJoin(
      sql<{ ags: string; id: string; area_id: string | null; longitude: number; latitude: number }>`unnest(
        ${column(({ ags }) => ags)}::text[], ${column(({ id }) => id)}::text[], ${column(({ areaId }) => areaId)}::text[],
        ${column(({ longitude }) => longitude)}::float8[], ${column(({ latitude }) => latitude)}::float8[])`.as<'k'>(
        sql`k (ags, id, area_id, longitude, latitude)`,
      ),
      (join) => join.onRef('k.ags', '=', 'a.ags'),
    )
    .where(
      sql<boolean>`case when k.area_id is null then ST_Intersects(a.boundary,
        ST_SetSRID(ST_MakePoint(k.longitude, k.latitude), 4326)) else a.id = k.area_id end`,
    )
    .select('k.id as addressId')
    // On a border it is always the same one.
    .orderBy('a.id', 'desc')
    .execute();
  return new Map(rows.map(({ addressId, ...area }) => [`${area.ags} ${addressId}`, area]));
}

/** Boundaries of areas, in the order of the areas, in one statement. */
export async function findAreaBoundaries(
  db: Reader,
  keys: readonly Pick<RolloutArea, 'ags' | 'id' | 'editionId'>[],
): Promise<(MultiPolygon | undefined)[]> {
  const { rows } = await sql<{ place: number; boundary: string }>`
    select k.place::integer as place, ST_AsGeoJSON(ST_ForcePolygonCCW(a.boundary), 6) as boundary
    from unnest(${keys.map(({ ags }) => ags)}::text[], ${keys.map(({ id }) => id)}::text[],
      ${keys.map(({ editionId }) => editionId)}::text[]) with ordinality as k (ags, id, edition_id, place)
    join rollout_area as a on a.ags = k.ags and a.id = k.id and a.edition_id = k.edition_id`.execute(db);
  const found = new Map(rows.map(({ place, boundary }) => [place, JSON.parse(boundary) as MultiPolygon]));
  return keys.map((_, index) => found.get(index + 1));
}

/** Households of addresses by `ags id`, in one statement; null = not stated. */
export async function findHouseholds(
  db: Reader,
  addresses: readonly { ags: string; id: string; editionId: string }[],
): Promise<Map<string, number | null>> {
  const { rows } = await sql<{ ags: string; id: string; households: number | null }>`
    select a.ags, a.id, a.households
    from unnest(${addresses.map(({ ags }) => ags)}::text[], ${addresses.map(({ id }) => id)}::text[],
      ${addresses.map(({ editionId }) => editionId)}::text[]) as k (ags, id, edition_id)
    join address as a on a.ags = k.ags and a.id = k.id and a.edition_id = k.edition_id`.execute(db);
  return new Map(rows.map(({ ags, id, households }) => [`${ags} ${id}`, households]));
}

/**
 * What was said of many subjects, in one statement: true on a day, or on any day; known at a time. By subject, stage and
 * first day, oldest first.
 */
export async function findStatements(
  db: Reader,
  subjects: readonly Subject[],
  { on, asOf }: Times,
): Promise<Statement[]> {
  const { rows } = await sql<Statement>`
    select ${statementColumns}
    from (select distinct * from unnest(${columnsOf(subjects)}) as k (ags, kind, id)) as k
    join stage_statement as s on s.ags = k.ags and s.subject_kind = k.kind and s.subject_id = k.id
    where ${known(asOf, 's')} and ${on === null ? sql`true` : holds(on)}
    order by s.ags, s.subject_kind, s.subject_id, s.stage, lower(s.valid), s.id`.execute(db);
  return rows;
}

const statementColumns = sql`s.id, s.ags, s.subject_kind as "subjectKind", s.subject_id as "subjectId", s.stage, s.progress,
  lower(s.valid) as "from", upper(s.valid) as "until", s.begin_earliest as "beginEarliest",
  s.begin_latest as "beginLatest", s.share_low as "shareLow", s.share_high as "shareHigh",
  s.share_high_open as "shareHighOpen", s.share_of as "shareOf", s.share_text_de as "shareTextDe",
  s.share_text_en as "shareTextEn", s.certainty, s.quota_required as "quotaRequired", s.note_de as "noteDe",
  s.note_en as "noteEn", s.first_recorded_at as "recordedAt", s.edition_id as "editionId"`;

/** All that was ever said of the areas of municipalities, in one statement; by area, stage and first day. */
export async function listAreaStatements(db: Reader, agsKeys: readonly string[]): Promise<Recorded<Statement>[]> {
  const { from, until } = timeOfKnowing('s');
  const { rows } = await sql<Recorded<Statement>>`
    select ${statementColumns}, ${from} as "knownFrom", ${until} as "knownUntil"
    from stage_statement as s where s.ags = any(${agsKeys}::text[]) and s.subject_kind = 'area'
    order by s.ags, s.subject_id, s.stage, lower(s.valid), s.id`.execute(db);
  return rows;
}

/** What was announced for many subjects, known at a time, in one statement; by subject, oldest announcement first. */
export async function findAnnouncements(
  db: Reader,
  subjects: readonly Subject[],
  asOf: Date | null,
): Promise<Announcement[]> {
  const { rows } = await sql<Announcement>`
    select ${announcementColumns}
    from (select distinct * from unnest(${columnsOf(subjects)}) as k (ags, kind, id)) as k
    join announcement as a on a.ags = k.ags and a.subject_kind = k.kind and a.subject_id = k.id
    where ${known(asOf, 'a')}
    order by a.ags, a.subject_kind, a.subject_id, a.announced_at, a.id`.execute(db);
  return rows;
}

const announcementColumns = sql`a.id, a.ags, a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.stage,
  a.announced_at as "announcedAt", lower(a.expected) as "expectedFirst", upper(a.expected) - 1 as "expectedLast",
  a.expected_text_de as "expectedTextDe", a.expected_text_en as "expectedTextEn", lower(a.recorded) as "recordedAt",
  a.edition_id as "editionId"`;

/** All that was ever announced for the areas of municipalities, in one statement; by area, oldest announcement first. */
export async function listAreaAnnouncements(db: Reader, agsKeys: readonly string[]): Promise<Recorded<Announcement>[]> {
  const { from, until } = timeOfKnowing('a');
  const { rows } = await sql<Recorded<Announcement>>`
    select ${announcementColumns}, ${from} as "knownFrom", ${until} as "knownUntil"
    from announcement as a where a.ags = any(${agsKeys}::text[]) and a.subject_kind = 'area'
    order by a.ags, a.subject_id, a.announced_at, a.id`.execute(db);
  return rows;
}

/**
 * SQL: what was known at a time, `recorded` of the table under this alias. Ranges are compared by their ends, here and in
 * `holds`: "contains" would let the planner take the index that keeps statements from overlapping, in which a look takes
 * fifteen times as long as in that of subjects.
 */
export function known(asOf: Date | null, alias: 'a' | 's') {
  const recorded = sql.ref(`${alias}.recorded`);
  return asOf === null
    ? sql<boolean>`upper_inf(${recorded})`
    : sql<boolean>`lower(${recorded}) <= ${asOf}::timestamptz and coalesce(${asOf}::timestamptz < upper(${recorded}), true)`;
}

/** SQL: whether statements called `s` hold on a day. */
export function holds(on: string) {
  return sql<boolean>`lower(s.valid) <= ${on}::date and coalesce(${on}::date < upper(s.valid), true)`;
}

/** SQL: both ends of `recorded` in milliseconds, exactly, for numbers with decimals are no floats here. */
function timeOfKnowing(alias: 'a' | 's') {
  const milliseconds = (end: 'lower' | 'upper') =>
    sql<number>`extract(epoch from ${sql.raw(end)}(${sql.ref(`${alias}.recorded`)})) * 1000`;
  return { from: milliseconds('lower'), until: milliseconds('upper') as RawBuilder<number | null> };
}

function areas(db: Reader) {
  return db
    .selectFrom('rollout_area as a')
    .select(['a.ags', 'a.id', 'a.name', 'a.district_name as districtName', 'a.operator', 'a.funding', 'a.households'])
    .select(['a.edition_id as editionId', degrees('ST_X').as('longitude'), degrees('ST_Y').as('latitude')]);
}

function ofMunicipalities(query: ReturnType<typeof areas>, agsKeys: readonly string[]) {
  return query
    .where('a.ags', '=', sql<string>`any(${agsKeys}::text[])`)
    .orderBy('a.ags')
    .orderBy('a.name')
    .orderBy('a.id');
}

/** Six decimals are a tenth of a metre. */
function degrees(coordinate: 'ST_X' | 'ST_Y') {
  return sql<number>`round(${sql.raw(coordinate)}(a.centre)::numeric, 6)`;
}

function columnsOf(subjects: readonly Subject[]) {
  return sql`${subjects.map(({ ags }) => ags)}::text[], ${subjects.map(({ kind }) => kind)}::text[],
    ${subjects.map(({ id }) => id)}::text[]`;
}
