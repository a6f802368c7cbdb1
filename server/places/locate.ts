import { sql } from 'kysely';
import type { Reader } from '../database/database.ts';

/** How far from a boundary a point may lie and still belong to the municipality, metres: shores and generalised borders. */
const reach = 2000;

/**
 * The municipality around each point (longitude, latitude) in the newest boundaries, else the nearest one within two
 * kilometres. Shape: an AGS a point in the order of the points, null where there is none.
 */
export async function findMunicipalitiesAt(
  db: Reader,
  points: readonly (readonly [longitude: number, latitude: number])[],
): Promise<(string | null)[]> {
  const found = new Array<string | null>(points.length).fill(null);
  const boundaries = (await findNewestBoundaries(db))?.id;
  if (boundaries === undefined) return found;
  await locate(
    db,
    found,
    points,
    Array.from(points.keys()),
    (point) => sql<string | null>`(
    select m.ags from municipality m
    where m.edition_id = ${boundaries} and ST_Intersects(m.boundary, ${point})
    order by m.ags limit 1)`,
  );
  const outside = Array.from(points.keys()).filter((index) => found[index] === null);
  // A degree of longitude is at least 63 km in Germany, one of latitude 111 km.
  await locate(
    db,
    found,
    points,
    outside,
    (point) => sql<string | null>`(
    select m.ags from municipality m
    where m.edition_id = ${boundaries} and m.boundary && ST_Expand(${point}, 0.032, 0.019)
      and ST_Distance(m.boundary::geography, ${point}::geography) <= ${sql.lit(reach)}
    order by ST_Distance(m.boundary::geography, ${point}::geography), m.ags limit 1)`,
  );
  return found;
}

async function locate(
  db: Reader,
  found: (string | null)[],
  points: readonly (readonly [longitude: number, latitude: number])[],
  indexes: readonly number[],
  municipalityAt: (point: ReturnType<typeof sql.ref>) => ReturnType<typeof sql<string | null>>,
): Promise<void> {
  if (indexes.length === 0) return;
  const longitudes = `{${indexes.map((index) => points[index]?.[0]).join(',')}}`;
  const latitudes = `{${indexes.map((index) => points[index]?.[1]).join(',')}}`;
  const { rows } = await sql<{ ags: string | null }>`
    select ${municipalityAt(sql.ref('p.point'))} as ags
    from (
      select ST_SetSRID(ST_MakePoint(longitude, latitude), 4326) as point, place
      from unnest(${longitudes}::text::float8[], ${latitudes}::text::float8[])
        with ordinality as u (longitude, latitude, place) offset 0
    ) as p order by p.place`.execute(db);
  for (const [position, { ags }] of rows.entries()) found[indexes[position] ?? -1] = ags;
}

/** The newest edition of boundaries that no other one corrects. */
export function findNewestBoundaries(db: Reader): Promise<{ id: string; referenceDate: string } | undefined> {
  return db
    .selectFrom('edition as e')
    .select(['e.id', 'e.reference_date as referenceDate'])
    .where('e.kind', '=', 'boundaries')
    .leftJoin('edition as later', 'later.supersedes', 'e.id')
    .where('later.id', 'is', null)
    .orderBy('e.reference_date', 'desc')
    .orderBy('e.recorded_at', 'desc')
    .orderBy('e.id', 'desc')
    .executeTakeFirst();
}
