/** Whether an address of a list is one that is known, and if not, why. */
import { foldName } from '../names.ts';
import { allowedSlips, findDistance } from './distance.ts';
import { compareHouseNumbers, expandHouseNumber, formatHouseNumber, type HouseNumber } from './house-number.ts';
import { beginWords, compareSpelling, type Spelling, streetKey, streetWords } from './street.ts';

/** What tells one address of a municipality from another. */
export interface AddressName extends HouseNumber {
  street: string;
  postcode: string | null;
  place: string | null;
  districtName: string | null;
}

/** How a match came about beside the letters: `number`: 12 a is 12a; `range`: one of two stands for several numbers. */
export type Difference = Spelling | 'number' | 'range';

export type UnmatchedReason = 'unknown-street' | 'unknown-number' | 'wrong-postcode' | 'wrong-place';

export type AddressMatch<A extends AddressName> =
  | { kind: 'exact'; addresses: readonly A[] }
  /** Several addresses where a list has 12-16 and each number is known. */
  | { kind: 'normalised'; addresses: readonly A[]; differences: readonly Difference[] }
  | { kind: 'ambiguous'; addresses: readonly A[] }
  /** `nearest`: what is known instead: streets, numbers, postcodes or places. */
  | { kind: 'unmatched'; reason: UnmatchedReason; nearest: readonly string[] };

const mostNearest = 3;

/** The addresses of one municipality, to look others up in. */
export class AddressBook<A extends AddressName> {
  readonly #byKey = new Map<string, A[]>();
  /** Written name by key. */
  readonly #names = new Map<string, string>();
  /** Nearest streets by key: a list has a whole street that is not known. */
  readonly #nearest = new Map<string, readonly string[]>();

  constructor(addresses: Iterable<A>) {
    for (const address of addresses) this.add(address);
  }

  add(address: A): void {
    const key = streetKey(address.street);
    const known = this.#byKey.get(key);
    if (known) known.push(address);
    else {
      this.#nearest.clear();
      this.#byKey.set(key, [address]);
      this.#names.set(key, address.street);
    }
  }

  get isEmpty(): boolean {
    return this.#byKey.size === 0;
  }

  /**
   * The known address that another one means. `written`: its number as the list has it. A slip of the pen is never taken
   * for a match, only named: the next house is too near.
   */
  match(wanted: AddressName, written = formatHouseNumber(wanted)): AddressMatch<A> {
    const onStreet = this.#findStreet(wanted.street);
    if (!onStreet) return { kind: 'unmatched', reason: 'unknown-street', nearest: this.#nearestStreets(wanted.street) };
    const { found, isRange } = findNumber(onStreet, wanted);
    if (found.length === 0) {
      const there = narrow(onStreet, wanted);
      return {
        kind: 'unmatched',
        reason: 'unknown-number',
        nearest: nearestNumbers('found' in there ? there.found : onStreet, wanted),
      };
    }
    const fitting = narrow(found, wanted);
    if (!('found' in fitting)) return { kind: 'unmatched', ...fitting };
    const numbers = new Set(fitting.found.map(formatHouseNumber));
    // Only the same number twice leaves a doubt; the numbers of a range are different ones.
    if (numbers.size < fitting.found.length) return { kind: 'ambiguous', addresses: fitting.found };
    const [first] = fitting.found;
    const differences: Difference[] = [];
    const spelling = first && compareSpelling(wanted.street, first.street);
    if (spelling) differences.push(spelling);
    if (isRange) differences.push('range');
    else if (first && written !== formatHouseNumber(first)) differences.push('number');
    if (differences.length === 0) return { kind: 'exact', addresses: fitting.found };
    return { kind: 'normalised', addresses: fitting.found, differences };
  }

  #findStreet(street: string): readonly A[] | undefined {
    const exact = this.#byKey.get(streetKey(street));
    if (exact) return exact;
    // "K.-Adenauer-Str.": first names are shortened as people like; it must leave one street only.
    const words = streetWords(street);
    if (words.length < 2) return undefined;
    const fitting = [...this.#names].filter(([, name]) => {
      const nameWords = streetWords(name);
      return nameWords.length === words.length && nameWords.at(-1) === words.at(-1) && beginWords(nameWords, words);
    });
    return fitting.length === 1 ? this.#byKey.get(fitting[0]?.[0] ?? '') : undefined;
  }

  #nearestStreets(street: string): readonly string[] {
    const key = streetKey(street);
    const known = this.#nearest.get(key);
    if (known) return known;
    const most = Math.max(2, allowedSlips(key.length) + 1);
    const nearest = [...this.#names]
      .map(([other, name]) => ({ name, slips: findDistance(key, other, most, true) }))
      .filter((one): one is { name: string; slips: number } => one.slips !== undefined)
      .sort((one, other) => one.slips - other.slips || one.name.localeCompare(other.name, 'de'))
      .slice(0, mostNearest)
      .map(({ name }) => name);
    this.#nearest.set(key, nearest);
    return nearest;
  }
}

/** Addresses with the number, or those that a range on either side stands for. */
function findNumber<A extends AddressName>(
  addresses: readonly A[],
  wanted: HouseNumber,
): { found: A[]; isRange: boolean } {
  const same = addresses.filter((address) => compareHouseNumbers(address, wanted) === 0);
  if (same.length > 0) return { found: same, isRange: false };
  const numbers = expandHouseNumber(wanted);
  const within = addresses.filter((address) => numbers.some((number) => compareHouseNumbers(address, number) === 0));
  if (within.length > 0) return { found: within, isRange: true };
  const around = addresses.filter((address) =>
    expandHouseNumber(address).some((number) => compareHouseNumbers(number, wanted) === 0),
  );
  return { found: around, isRange: true };
}

/** Those in the wanted postcode and place. What one side does not say does not part them. */
function narrow<A extends AddressName>(
  addresses: readonly A[],
  wanted: AddressName,
): { found: A[] } | { reason: UnmatchedReason; nearest: string[] } {
  const inPostcode = addresses.filter(
    ({ postcode }) => postcode === null || wanted.postcode === null || postcode === wanted.postcode,
  );
  if (inPostcode.length === 0) {
    return { reason: 'wrong-postcode', nearest: distinct(addresses.map(({ postcode }) => postcode)) };
  }
  const wantedPlaces = foldName([wanted.place, wanted.districtName].join(' '));
  if (wantedPlaces === '') return { found: inPostcode };
  const inDistrict = inPostcode.filter(({ districtName }) => names(wantedPlaces, districtName));
  if (inDistrict.length > 0) return { found: inDistrict };
  if (wanted.districtName === null || inPostcode.some(({ districtName }) => districtName === null)) {
    return { found: inPostcode };
  }
  return { reason: 'wrong-place', nearest: distinct(inPostcode.map(({ districtName }) => districtName)) };
}

/** True if a folded text names a place as whole words: "landau moerzheim" names Mörzheim. */
function names(text: string, place: string | null): boolean {
  return place !== null && ` ${text} `.includes(` ${foldName(place)} `);
}

function nearestNumbers(addresses: readonly AddressName[], { number }: HouseNumber): string[] {
  return distinct(
    addresses
      .toSorted(
        (one, other) =>
          Math.abs(one.number - number) - Math.abs(other.number - number) || compareHouseNumbers(one, other),
      )
      .map(formatHouseNumber),
  );
}

function distinct(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text) => text !== null))].slice(0, mostNearest);
}
