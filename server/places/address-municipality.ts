import { sql } from 'kysely';
import { foldName } from '../../geodata/names.ts';
import type { AddressRecord } from '../../geodata/records.ts';
import type { Reader } from '../database/database.ts';
import { findMunicipalitiesAt, findNewestBoundaries } from './locate.ts';

type Named = Pick<AddressRecord, 'ags' | 'postcode' | 'place' | 'longitude' | 'latitude'>;

/**
 * The municipality of each address: the one that it names, else the one around its place, else the only one that is known
 * for its postcode, else the only one of its town's name. Null where none or several are left.
 */
export async function findMunicipalitiesOf(db: Reader, addresses: readonly Named[]): Promise<(string | null)[]> {
  const found = addresses.map(({ ags }) => ags);
  const open = (): number[] => Array.from(found.keys()).filter((index) => found[index] === null);
  const placed = open().filter((index) => addresses[index]?.longitude != null);
  const at = await findMunicipalitiesAt(
    db,
    placed.map((index) => [addresses[index]?.longitude ?? 0, addresses[index]?.latitude ?? 0] as const),
  );
  for (const [position, index] of placed.entries()) found[index] = at[position] ?? null;

  const byPostcode = await findByPostcode(db, distinct(open().map((index) => addresses[index]?.postcode)));
  for (const index of open()) found[index] = byPostcode.get(addresses[index]?.postcode ?? '') ?? null;

  const byName = await findByName(db, distinct(open().map((index) => townOf(addresses[index]))));
  for (const index of open()) found[index] = byName.get(townOf(addresses[index])) ?? null;
  return found;
}

function townOf(address: Named | undefined): string {
  return foldName(address?.place ?? '');
}

/** The district that each place lies in, by the newest edition that knows one there; null where none does. */
export async function findDistrictsAt(
  db: Reader,
  places: readonly { ags: string; longitude: number; latitude: number }[],
): Promise<(string | null)[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<{ district: string | null }>`
    select (
      select d.name from district as d join edition as e on e.id = d.edition_id
      where d.ags = p.ags and ST_Intersects(d.boundary, ST_SetSRID(ST_MakePoint(p.longitude, p.latitude), 4326))
        and not exists (select from edition as later where later.supersedes = e.id)
      order by e.reference_date desc, e.recorded_at desc, d.name limit 1
    ) as district
    from unnest(${places.map(({ ags }) => ags)}::text[], ${places.map(({ longitude }) => longitude)}::float8[],
      ${places.map(({ latitude }) => latitude)}::float8[]) with ordinality as p (ags, longitude, latitude, place)
    order by p.place`.execute(db);
  return rows.map(({ district }) => district);
}

async function findByPostcode(db: Reader, postcodes: readonly string[]): Promise<Map<string, string>> {
  if (postcodes.length === 0) return new Map();
  const rows = await db
    .selectFrom('address')
    .select('postcode')
    .select(sql<string>`min(ags)`.as('ags'))
    .where('postcode', '=', sql<string>`any(${postcodes}::text[])`)
    .where(sql<boolean>`upper_inf(recorded)`)
    .groupBy('postcode')
    .having(sql<boolean>`min(ags) = max(ags)`)
    .execute();
  return new Map(rows.map(({ postcode, ags }) => [postcode ?? '', ags]));
}

async function findByName(db: Reader, names: readonly string[]): Promise<Map<string, string>> {
  const boundaries = names.length === 0 ? undefined : await findNewestBoundaries(db);
  if (!boundaries) return new Map();
  const rows = await db
    .selectFrom('municipality')
    .select('name_folded as name')
    .select(sql<string>`min(ags)`.as('ags'))
    .where('edition_id', '=', boundaries.id)
    .where('name_folded', '=', sql<string>`any(${names}::text[])`)
    .groupBy('name_folded')
    .having(sql<boolean>`min(ags) = max(ags)`)
    .execute();
  return new Map(rows.map(({ name, ags }) => [name, ags]));
}

function distinct(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.filter((text) => text != null && text !== ''))] as string[];
}
