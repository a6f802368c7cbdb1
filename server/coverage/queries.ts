import { sql } from 'kysely';
import type { Reader } from '../database/database.ts';

/** One figure of one edition: where in the edition's shares arrays it stands, from 1; 0 = it was not surveyed. */
export interface Slot {
  editionId: string;
  position: number;
}

/** `slot` is the index of what was asked for; `share` in %, 0-100, null = not stated (or not surveyed). */
export interface MunicipalShare {
  ags: string;
  slot: number;
  share: number | null;
}

/**
 * Figures of many municipalities from many editions in one statement.
 * Shape: a row a municipality and slot, by slot; where the edition does not know the municipality there is none.
 */
export function findMunicipalShares(
  db: Reader,
  agsKeys: readonly string[],
  slots: readonly Slot[],
): Promise<MunicipalShare[]> {
  return db
    .selectFrom(wanted(slots))
    .innerJoin('coverage as c', 'c.edition_id', 'wanted.edition_id')
    .select(['c.ags', 'wanted.slot', sql<number | null>`c.shares[wanted.position]`.as('share')])
    .where('c.ags', '=', sql<string>`any(${agsKeys}::text[])`)
    .orderBy('wanted.slot')
    .execute();
}

/** One figure of one edition for all municipalities that it knows. */
export function listMunicipalShares(
  db: Reader,
  { editionId, position }: Slot,
): Promise<{ ags: string; share: number | null }[]> {
  return db
    .selectFrom('coverage')
    .select(['ags', sql<number | null>`shares[${position}::integer]`.as('share')])
    .where('edition_id', '=', editionId)
    .execute();
}

/** All figures of municipalities from one edition, by key, in the order of its figures; in one statement. */
export async function findAllShares(
  db: Reader,
  editionId: string,
  agsKeys: readonly string[],
): Promise<Map<string, readonly (number | null)[]>> {
  const rows = await db
    .selectFrom('coverage')
    .select(['ags', 'shares'])
    .where('edition_id', '=', editionId)
    .where('ags', '=', sql<string>`any(${agsKeys}::text[])`)
    .execute();
  return new Map(rows.map(({ ags, shares }) => [ags, shares]));
}

/** The district of a municipality, by the edition that it is from. */
export interface DistrictKey {
  editionId: string;
  ags: string;
  name: string;
}

/** `households`: sum over the district's cells; null = the edition states none there. */
export interface DistrictShare {
  ags: string;
  name: string;
  slot: number;
  share: number | null;
  households: number | null;
}

/**
 * Means of the cells whose centre lies in a district, weighted by households, for many districts and editions in one
 * statement; cells without the figure are left out. Where no cell states households, every cell weighs the same.
 */
export function findDistrictShares(
  db: Reader,
  keys: readonly DistrictKey[],
  slots: readonly Slot[],
): Promise<DistrictShare[]> {
  const agsKeys = [...new Set(keys.map(({ ags }) => ags))];
  const [x, y] = [sql`(c.easting + 50)`, sql`(c.northing + 50)`];
  return db
    .with(
      // Cells are points of the grid's own projection: a district is turned once, and not for every cell.
      (cte) => cte('area').materialized(),
      (from) =>
        from
          .selectFrom('district as d')
          .innerJoin(wantedDistricts(keys), (join) =>
            join.onRef('d.edition_id', '=', 'k.editionId').onRef('d.ags', '=', 'k.ags').onRef('d.name', '=', 'k.name'),
          )
          .select(['d.ags', 'd.name', sql<string>`ST_Transform(d.boundary, 3035)`.as('boundary')]),
    )
    .selectFrom(wanted(slots))
    .innerJoin('cell_coverage as c', 'c.edition_id', 'wanted.edition_id')
    .innerJoin('area as a', (join) =>
      join
        .onRef('a.ags', '=', 'c.ags')
        .on(sql<boolean>`${x} between ST_XMin(a.boundary) and ST_XMax(a.boundary)`)
        .on(sql<boolean>`${y} between ST_YMin(a.boundary) and ST_YMax(a.boundary)`)
        .on(sql<boolean>`ST_Intersects(a.boundary, ST_SetSRID(ST_MakePoint(${x}, ${y}), 3035))`),
    )
    .select(['a.ags', 'a.name', 'wanted.slot', sql<number | null>`sum(c.households)`.as('households')])
    .select(sql<number | null>`round(${weightedMean}::numeric, 2)`.as('share'))
    .where('c.ags', '=', sql<string>`any(${agsKeys}::text[])`)
    .groupBy(['a.ags', 'a.name', 'wanted.slot'])
    .orderBy('wanted.slot')
    .execute();
}

const weightedMean = sql`(
  case when count(c.households) = 0 then avg(c.shares[wanted.position])
  else sum(c.shares[wanted.position] * c.households)
    / nullif(sum(c.households) filter (where c.shares[wanted.position] is not null), 0) end)`;

function wantedDistricts(keys: readonly DistrictKey[]) {
  const column = (name: keyof DistrictKey) => sql`${keys.map((key) => key[name])}::text[]`;
  return sql<DistrictKey>`unnest(${column('editionId')}, ${column('ags')}, ${column('name')})`.as<'k'>(
    sql`k ("editionId", ags, name)`,
  );
}

/** What is wanted of which edition, as a table of one row a slot; two parameters, however many slots. */
export function wanted(slots: readonly Slot[]) {
  return sql<{ edition_id: string; position: number; slot: number }>`
    unnest(${slots.map(({ editionId }) => editionId)}::text[], ${slots.map(({ position }) => position)}::integer[],
      ${slots.map((_, slot) => slot)}::integer[])`.as<'wanted'>(sql`wanted (edition_id, position, slot)`);
}

/** Companies in the business parks of a municipality; null = not stated. */
export interface BusinessParkRow {
  editionId: string;
  ags: string;
  companies: number | null;
  connected: number | null;
  connectable: number | null;
  unconnected: number | null;
}

/** Companies in business parks of many municipalities from many editions in one statement, in the order of the editions. */
export function findBusinessParks(
  db: Reader,
  agsKeys: readonly string[],
  editionIds: readonly string[],
): Promise<BusinessParkRow[]> {
  return db
    .selectFrom('business_park')
    .select(['edition_id as editionId', 'ags', 'companies', 'connected', 'connectable', 'unconnected'])
    .where('edition_id', '=', sql<string>`any(${editionIds}::text[])`)
    .where('ags', '=', sql<string>`any(${agsKeys}::text[])`)
    .orderBy(sql`array_position(${editionIds}::text[], edition_id)`)
    .execute();
}

/** `share`: % of a county's area of that kind, 0-100; null = not stated. */
export interface MobileShare {
  countyAgs: string;
  technology: string;
  areaType: string;
  areaGroup: string;
  share: number | null;
}

/** Mobile coverage of many counties from one edition, by technology, group and kind of area; `technology` null = all. */
export function findMobileCoverage(
  db: Reader,
  countyKeys: readonly string[],
  editionId: string,
  technology: string | null,
): Promise<MobileShare[]> {
  const inOrder = (column: string) => sql`${sql.ref(column)} collate "C"`;
  return db
    .selectFrom('mobile_coverage')
    .select(['county_ags as countyAgs', 'technology', 'area_type as areaType', 'area_group as areaGroup', 'share'])
    .where('edition_id', '=', editionId)
    .where('county_ags', '=', sql<string>`any(${countyKeys}::text[])`)
    .$if(technology !== null, (query) => query.where('technology', '=', technology))
    .orderBy(inOrder('technology'))
    .orderBy(inOrder('area_group'))
    .orderBy(inOrder('area_type'))
    .execute();
}
