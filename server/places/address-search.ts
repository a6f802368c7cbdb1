import { compareHouseNumbers, expandHouseNumber, type HouseNumber } from '../../geodata/addresses/house-number.ts';
import type { StreetSearch } from '../../geodata/addresses/street-search.ts';
import type { Reader } from '../database/database.ts';
import { type Address, findAddressesOn } from './address-queries.ts';
import type { AddressStreet } from './street-directory.ts';

/** One answer to what somebody types. */
export interface AddressSuggestion {
  street: AddressStreet;
  /** Null = the street alone, for no number was typed yet. */
  address: Address | null;
  /** False: the street has no such number, and this is one of the nearest. */
  numberFits: boolean;
}

interface Ranked {
  score: number;
  rank: Rank;
  position: number;
  suggestion: AddressSuggestion;
}

/** Streets whose numbers are looked up: a name that is in every district, and some that are alike. */
const mostStreets = 15;
/** Of numbers that are near the one that is missing, so many are shown of a street. */
const mostNearest = 3;

/**
 * Addresses and streets that a text may mean, best first; one statement at most. `ags`: only of this municipality. Without a
 * number streets are found; with one, the addresses that have it, then those that it may become ("1" on its way to "12").
 */
export async function searchAddresses(
  db: Reader,
  streets: StreetSearch<AddressStreet>,
  text: string,
  first: number,
  ags: string | null,
): Promise<AddressSuggestion[]> {
  const accept = ags === null ? undefined : (street: AddressStreet) => street.ags === ags;
  const { parsed, found } = streets.search(text, Math.max(first, mostStreets), accept);
  const { house } = parsed;
  if (house === null || found.length === 0) {
    return found.slice(0, first).map(({ street }) => ({ street, address: null, numberFits: true }));
  }
  const asked = found.slice(0, mostStreets);
  const byStreet = Map.groupBy(
    await findAddressesOn(
      db,
      asked.map(({ street }) => street),
    ),
    keyOfAddress,
  );
  const ranked = asked.flatMap(({ street, score, holdsNumber }, position): Ranked[] => {
    if (holdsNumber) return [{ score, rank: 0, position, suggestion: { street, address: null, numberFits: true } }];
    return rankNumbers(byStreet.get(keyOf(street)) ?? [], house).map(({ address, rank }) => ({
      score,
      rank,
      position,
      suggestion: { street, address, numberFits: rank !== ranks.nearest },
    }));
  });
  // Of streets that fit equally well, those that have the number go first, and then what the number may become.
  return ranked
    .sort((one, other) => one.score - other.score || one.rank - other.rank || one.position - other.position)
    .slice(0, first)
    .map(({ suggestion }) => suggestion);
}

const ranks = { exact: 0, range: 1, longer: 2, nearest: 3 } as const;

type Rank = (typeof ranks)[keyof typeof ranks];

/** A street's addresses that fit a number, best first; where none does, the nearest. */
function rankNumbers(addresses: readonly Address[], wanted: HouseNumber): { address: Address; rank: Rank }[] {
  const fitting = addresses
    .map((address) => ({ address, rank: rankOf(address, wanted) }))
    .filter((one): one is { address: Address; rank: Rank } => one.rank !== undefined)
    .sort((one, other) => one.rank - other.rank || compareHouseNumbers(one.address, other.address));
  if (fitting.length > 0) return fitting;
  return addresses
    .toSorted(
      (one, other) =>
        Math.abs(one.number - wanted.number) - Math.abs(other.number - wanted.number) ||
        compareHouseNumbers(one, other),
    )
    .slice(0, mostNearest)
    .map((address) => ({ address, rank: ranks.nearest }));
}

/** How well a known number fits the one that is typed so far; undefined = not at all. */
function rankOf(known: HouseNumber, wanted: HouseNumber): Rank | undefined {
  if (compareHouseNumbers(known, wanted) === 0) return ranks.exact;
  const holds = (range: HouseNumber, one: HouseNumber): boolean =>
    expandHouseNumber(range).some((number) => compareHouseNumbers(number, one) === 0);
  if (holds(known, wanted) || holds(wanted, known)) return ranks.range;
  if (known.number === wanted.number && known.addition.startsWith(wanted.addition)) return ranks.longer;
  const isLonger = wanted.addition === '' && String(known.number).startsWith(String(wanted.number));
  return isLonger ? ranks.longer : undefined;
}

function keyOfAddress({ ags, street, postcode, place, districtName }: Address): string {
  return keyOf({ ags, name: street, postcode, place, districtName });
}

function keyOf({ ags, name, postcode, place, districtName }: Omit<AddressStreet, 'folded' | 'addressCount'>): string {
  return [ags, name, postcode, place, districtName].join('\n');
}
