import { sql } from 'kysely';
import type { AddressName } from '../../geodata/addresses/match.ts';
import { AddressBook } from '../../geodata/addresses/match.ts';
import { foldLoosely, streetKey } from '../../geodata/addresses/street.ts';
import { formatHouseNumber } from '../../geodata/addresses/house-number.ts';
import type { Reader } from '../database/database.ts';

/** An address that is current before an import. */
export interface KnownAddress extends AddressName {
  ags: string;
  id: string;
  /** Source of its edition, see `geodata/sources.ts`. */
  source: string;
  /** ISO date that its edition holds for. */
  referenceDate: string;
  editionId: string;
  areaId: string | null;
  households: number | null;
  longitude: number;
  latitude: number;
}

/** What is known of one municipality while an edition of addresses is written. */
export class KnownAddresses {
  /** All that somebody stated, or all samples of a model; never both. */
  readonly book: AddressBook<KnownAddress>;
  /** The newest date of official house coordinates; null = there are none. */
  readonly officialDate: string | null;
  readonly #districts: ReadonlyMap<string, string>;
  readonly #ids: ReadonlySet<string>;
  readonly #taken = new Set<string>();

  constructor(addresses: readonly KnownAddress[], districts: readonly string[]) {
    this.book = new AddressBook(addresses);
    this.#ids = new Set(addresses.map(({ id }) => id));
    this.officialDate = addresses
      .filter(({ source }) => source === 'hauskoordinaten')
      .reduce<string | null>(
        (newest, { referenceDate }) => (newest !== null && newest > referenceDate ? newest : referenceDate),
        null,
      );
    this.#districts = new Map(districts.map((name) => [foldLoosely(name), name]));
  }

  /** The district as the map has it: the one that is stated, or that the town's name holds ("Landau-Mörzheim"). */
  districtOf(stated: string | null, place: string | null): string | null {
    if (stated !== null) return this.#districts.get(foldLoosely(stated)) ?? stated;
    const town = ` ${foldLoosely(place ?? '')} `;
    for (const [folded, name] of this.#districts) if (town.includes(` ${folded} `)) return name;
    return null;
  }

  /** Gives an address its id: the one that it is known by, else one made of its name. None is given to two addresses. */
  identify(address: AddressName, known: string | null): string {
    const where = address.districtName ?? address.place ?? address.postcode ?? '';
    const parts = [streetKey(address.street), formatHouseNumber(address), foldLoosely(where)];
    const made = parts
      .filter((part) => part !== '')
      .join('-')
      .replaceAll(' ', '_');
    let id = known ?? made;
    for (let count = 2; this.#taken.has(id) || (id !== known && this.#ids.has(id)); count++) id = `${made}-${count}`;
    this.#taken.add(id);
    return id;
  }

  /** True if an address of this edition was given the id. */
  isTaken(id: string): boolean {
    return this.#taken.has(id);
  }
}

/** What is known of municipalities, by key; `modelled`: the samples instead of what somebody stated. */
export async function readKnownAddresses(
  db: Reader,
  agsKeys: readonly string[],
  { modelled = false }: { modelled?: boolean } = {},
): Promise<Map<string, KnownAddresses>> {
  const among = sql<string>`any(${agsKeys}::text[])`;
  const addresses: KnownAddress[] = await db
    .selectFrom('address as a')
    .innerJoin('edition as e', 'e.id', 'a.edition_id')
    .select(['a.ags', 'a.id', 'a.street', 'a.house_number as number', 'a.postcode', 'a.place'])
    .select([sql<string>`coalesce(a.addition, '')`.as('addition'), 'a.district_name as districtName'])
    .select([
      'a.area_id as areaId',
      'a.households',
      'e.id as editionId',
      'e.source',
      'e.reference_date as referenceDate',
    ])
    .select([sql<number>`ST_X(a.point)`.as('longitude'), sql<number>`ST_Y(a.point)`.as('latitude')])
    .where('a.ags', '=', among)
    .where(sql<boolean>`upper_inf(a.recorded)`)
    .where('e.modelled', '=', modelled)
    .orderBy('a.ags')
    .orderBy('a.id')
    .execute();
  const districts = await db
    .selectFrom('district')
    .select(['ags', 'name'])
    .distinct()
    .where('ags', '=', among)
    .execute();
  const byAgs = Map.groupBy(addresses, (address) => address.ags);
  const districtsByAgs = Map.groupBy(districts, (district) => district.ags);
  return new Map(
    agsKeys.map((ags) => {
      const names = (districtsByAgs.get(ags) ?? []).map(({ name }) => name);
      return [ags, new KnownAddresses(byAgs.get(ags) ?? [], names)];
    }),
  );
}
