import { sql } from 'kysely';
import type { Reader } from '../database/database.ts';
import type { AddressStreet } from './street-directory.ts';

/** A postal address as one edition has it. Degrees are EPSG:4326. */
export interface Address {
  ags: string;
  /** Stable within the municipality. */
  id: string;
  editionId: string;
  street: string;
  number: number;
  /** What follows the number; empty = nothing. */
  addition: string;
  postcode: string | null;
  place: string | null;
  districtName: string | null;
  areaId: string | null;
  longitude: number;
  latitude: number;
}

/** The address of this id as it was known at `asOf`, null = now; undefined = there is none. */
export async function findAddress(
  db: Reader,
  ags: string,
  id: string,
  asOf: Date | null,
): Promise<Address | undefined> {
  return addresses(db)
    .where('ags', '=', ags)
    .where('id', '=', id)
    .where(asOf === null ? isCurrent : sql<boolean>`recorded @> ${asOf}::timestamptz`)
    .executeTakeFirst();
}

/** Current addresses of a municipality by their ids, by street and number, in one statement. */
export function findAddresses(db: Reader, ags: string, ids: readonly string[]): Promise<Address[]> {
  return addresses(db)
    .where('ags', '=', ags)
    .where('id', '=', sql<string>`any(${ids}::text[])`)
    .where(isCurrent)
    .orderBy('street')
    .orderBy('number')
    .orderBy('id')
    .execute();
}

/** The current address nearest to a point, and how far it is in metres; undefined = none within so many metres. */
export async function findNearestAddress(
  db: Reader,
  [longitude, latitude]: readonly [longitude: number, latitude: number],
  withinM: number,
): Promise<(Address & { distanceM: number }) | undefined> {
  const point = sql`ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326)`;
  const distance = sql<number>`ST_Distance(point::geography, ${point}::geography)`;
  // The box finds the few that can be near through the index. A degree of latitude is 111 km, one of longitude as much
  // shorter as the parallel is.
  const north = withinM / 111_000;
  const east = north / Math.max(Math.cos((latitude * Math.PI) / 180), 0.01);
  return addresses(db)
    .select(distance.as('distanceM'))
    .where(isCurrent)
    .where(sql<boolean>`point && ST_Expand(${point}, ${east}::float8, ${north}::float8)`)
    .where(sql<boolean>`${distance} <= ${withinM}`)
    .orderBy(distance)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/** All streets with current addresses, in one statement. */
export function listStreets(db: Reader): Promise<AddressStreet[]> {
  return db
    .selectFrom('address')
    .select(['ags', 'street as name', 'street_folded as folded', 'postcode', 'place', 'district_name as districtName'])
    .select(sql<number>`count(*)::integer`.as('addressCount'))
    .where(isCurrent)
    .groupBy(['ags', 'street', 'street_folded', 'postcode', 'place', 'district_name'])
    .execute();
}

/** Current addresses on streets of these names, those of other districts too, in one statement. */
export function findAddressesOn(
  db: Reader,
  streets: readonly Pick<AddressStreet, 'ags' | 'folded'>[],
): Promise<Address[]> {
  const keys = sql`select distinct * from unnest(${streets.map(({ ags }) => ags)}::text[],
    ${streets.map(({ folded }) => folded)}::text[])`;
  return addresses(db)
    .where(isCurrent)
    .where(sql<boolean>`(ags, street_folded) in (${keys})`)
    .execute();
}

/** What is known now. */
const isCurrent = sql<boolean>`upper_inf(recorded)`;

function addresses(db: Reader) {
  return db
    .selectFrom('address')
    .select(['ags', 'id', 'edition_id as editionId', 'street', 'house_number as number'])
    .select([sql<string>`coalesce(addition, '')`.as('addition'), 'postcode', 'place', 'district_name as districtName'])
    .select(['area_id as areaId', sql<number>`ST_X(point)`.as('longitude'), sql<number>`ST_Y(point)`.as('latitude')]);
}
