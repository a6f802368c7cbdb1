import type { MultiPolygon } from 'geojson';
import { sql } from 'kysely';
import type { Reader } from '../database/database.ts';

/** A municipality according to one edition of the boundaries. Degrees are EPSG:4326. */
export interface Municipality {
  /** Edition of the boundaries. */
  editionId: string;
  ags: string;
  ars: string;
  name: string;
  /** Name for searching, see `foldName`. */
  nameFolded: string;
  designation: string;
  /** Belongs to no county. */
  independent: boolean;
  /** False: nobody lives there. */
  inhabited: boolean;
  areaKm2: number;
  /** A point inside. */
  longitude: number;
  latitude: number;
  /** West, south, east, north. */
  bounds: Bounds;
}

export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** A part of a municipality. Degrees are EPSG:4326. */
export interface District {
  editionId: string;
  ags: string;
  name: string;
  /** Approximate; null = not stated. */
  inhabitants: number | null;
  longitude: number;
  latitude: number;
  bounds: Bounds;
}

/** What lies at a point; on a border it is the municipality with the lowest key. */
export interface PlaceKeys {
  ags: string;
  /** The district within that municipality. */
  district: District | null;
}

/** All municipalities of an edition of the boundaries: 11,000, read once an edition. */
export async function listMunicipalities(db: Reader, editionId: string): Promise<Municipality[]> {
  return municipalities(db).where('edition_id', '=', editionId).orderBy('ags').execute();
}

/** A municipality as the last edition of a list has it that knows its key; undefined where none does. */
export async function findMunicipality(
  db: Reader,
  editionIds: readonly string[],
  ags: string,
): Promise<Municipality | undefined> {
  return municipalities(db)
    .where('edition_id', '=', anyText(editionIds))
    .where('ags', '=', ags)
    .orderBy(sql`array_position(${editionIds}::text[], edition_id)`, 'desc')
    .limit(1)
    .executeTakeFirst();
}

function municipalities(db: Reader) {
  return db
    .selectFrom('municipality')
    .select(['edition_id as editionId', 'ags', 'ars', 'name', 'name_folded as nameFolded', 'designation'])
    .select(['independent', 'inhabited', sql<number>`round(area_km2::numeric, 2)`.as('areaKm2')])
    .select([degrees('ST_X(centre)').as('longitude'), degrees('ST_Y(centre)').as('latitude'), bounds.as('bounds')]);
}

/** Districts of many municipalities, in one statement, by key and name. An edition says all that it knows of a municipality. */
export async function findDistricts(
  db: Reader,
  editionIds: readonly string[],
  agsKeys: readonly string[],
): Promise<District[]> {
  const rows = await districts(db, editionIds)
    .where('ags', '=', anyText(agsKeys))
    .orderBy('ags')
    .orderBy('name')
    .execute();
  // Where several editions know a municipality, the last one of the list goes.
  const newest = new Map<string, string>();
  for (const editionId of editionIds) {
    for (const row of rows) if (row.editionId === editionId) newest.set(row.ags, editionId);
  }
  return rows.filter(({ ags, editionId }) => newest.get(ags) === editionId);
}

/**
 * Boundaries of districts, simplified to about ten metres, in one statement; in the order of the districts, undefined
 * where one is gone.
 */
export async function findDistrictBoundaries(
  db: Reader,
  keys: readonly Pick<District, 'editionId' | 'ags' | 'name'>[],
): Promise<(MultiPolygon | undefined)[]> {
  const column = (name: 'editionId' | 'ags' | 'name') => sql`${keys.map((key) => key[name])}::text[]`;
  const rows = await db
    .selectFrom('district as d')
    .innerJoin(
      sql<{ editionId: string; ags: string; name: string; place: number }>`unnest(${column('editionId')},
        ${column('ags')}, ${column('name')}) with ordinality`.as<'k'>(sql`k ("editionId", ags, name, place)`),
      (join) =>
        join.onRef('d.edition_id', '=', 'k.editionId').onRef('d.ags', '=', 'k.ags').onRef('d.name', '=', 'k.name'),
    )
    .select(sql<number>`k.place::integer`.as('place'))
    .select(
      sql<string>`ST_AsGeoJSON(ST_ForcePolygonCCW(ST_Multi(ST_SimplifyPreserveTopology(d.boundary, 0.0001))), 6)`.as(
        'boundary',
      ),
    )
    .execute();
  const found = new Map(rows.map(({ place, boundary }) => [place, JSON.parse(boundary) as MultiPolygon]));
  return keys.map((_, index) => found.get(index + 1));
}

/** What is at a point, in one statement; undefined outside of all municipalities. */
export async function findPlace(
  db: Reader,
  boundariesId: string,
  districtEditionIds: readonly string[],
  longitude: number,
  latitude: number,
): Promise<PlaceKeys | undefined> {
  // Intersects, not contains: a point on the border lies in a municipality too.
  const there = sql<boolean>`ST_Intersects(boundary, ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326))`;
  const row = await db
    .selectFrom((from) =>
      from
        .selectFrom('municipality')
        .select('ags')
        .where('edition_id', '=', boundariesId)
        .where(there)
        .orderBy('ags')
        .limit(1)
        .as('m'),
    )
    .leftJoinLateral(
      () =>
        districts(db, districtEditionIds)
          .whereRef('district.ags', '=', sql.ref('m.ags'))
          .where(there)
          .orderBy(sql`array_position(${districtEditionIds}::text[], edition_id)`, 'desc')
          .orderBy('name')
          .limit(1)
          .as('d'),
      (join) => join.onTrue(),
    )
    .select('m.ags as municipality')
    .selectAll('d')
    .executeTakeFirst();
  if (!row) return undefined;
  const { municipality, ...district } = row;
  return { ags: municipality, district: district.ags === null ? null : (district as District) };
}

function districts(db: Reader, editionIds: readonly string[]) {
  return db
    .selectFrom('district')
    .select(['district.edition_id as editionId', 'district.ags', 'district.name', 'district.inhabitants'])
    .select([
      degrees('ST_X(ST_PointOnSurface(boundary))').as('longitude'),
      degrees('ST_Y(ST_PointOnSurface(boundary))').as('latitude'),
      bounds.as('bounds'),
    ])
    .where('edition_id', '=', anyText(editionIds));
}

/** Boundaries of municipalities, by key, in one statement; a key without one is not in it. */
export async function findBoundaries(
  db: Reader,
  editionId: string,
  agsKeys: readonly string[],
): Promise<Map<string, MultiPolygon>> {
  const rows = await db
    .selectFrom('municipality')
    .select(['ags', geoJson.as('boundary')])
    .where('edition_id', '=', editionId)
    .where('ags', '=', anyText(agsKeys))
    .execute();
  return new Map(rows.map(({ ags, boundary }) => [ags, JSON.parse(boundary) as MultiPolygon]));
}

/** Boundaries of a municipality's districts exactly as one edition has them, by name, in one statement. */
export async function listExactDistrictBoundaries(
  db: Reader,
  editionId: string,
  ags: string,
): Promise<Map<string, MultiPolygon>> {
  const rows = await db
    .selectFrom('district')
    .select(['name', geoJson.as('boundary')])
    .where('edition_id', '=', editionId)
    .where('ags', '=', ags)
    .execute();
  return new Map(rows.map(({ name, boundary }) => [name, JSON.parse(boundary) as MultiPolygon]));
}

/** Seven decimals are a centimetre; outer rings anticlockwise, as RFC 7946 wants them. */
const geoJson = sql<string>`ST_AsGeoJSON(ST_ForcePolygonCCW(boundary), 7)`;

/** One parameter, however many keys. */
function anyText(keys: readonly string[]) {
  return sql<string>`any(${keys}::text[])`;
}

/** Six decimals are a tenth of a metre. */
function degrees(expression: string) {
  return sql<number>`round((${sql.raw(expression)})::numeric, 6)`;
}

const bounds = sql<Bounds>`array[${degrees('ST_XMin(boundary)')}, ${degrees('ST_YMin(boundary)')},
  ${degrees('ST_XMax(boundary)')}, ${degrees('ST_YMax(boundary)')}]::float8[]`;
