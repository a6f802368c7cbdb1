import { formatHouseNumber, type HouseNumber } from '../addresses/house-number.ts';
import { foldLoosely, streetKey } from '../addresses/street.ts';
import type { AddressRecord, Problem } from '../records.ts';
import { quote, refused } from './problems.ts';

type Name = Pick<AddressRecord, 'ags' | 'street' | 'postcode' | 'place' | 'district'>;

/** Remembers the addresses of a file, so that the second of two is found however it is written. */
export class SeenAddresses {
  readonly #lines = new Map<string, number>();

  /**
   * A problem if the address was given before; the first one stays. `streetId`: what the source tells streets of one name
   * apart by, empty if by nothing.
   */
  add(
    { ags, street, postcode, place, district }: Name,
    house: HouseNumber,
    line: number,
    streetId = '',
  ): Problem | undefined {
    const number = formatHouseNumber(house);
    const places = [foldLoosely(place ?? ''), foldLoosely(district ?? '')];
    const key = [ags, postcode, ...places, streetId, streetKey(street), number].join();
    const earlier = this.#lines.get(key);
    if (earlier === undefined) {
      this.#lines.set(key, line);
      return undefined;
    }
    return refused(
      line,
      'duplicate-address',
      `${quote(`${street} ${number}`)} was given in line ${earlier} already; the first one was kept`,
      'Remove one of the two; if they lie in two districts, name the district in a column of its own',
    );
  }
}
