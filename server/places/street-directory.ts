import { type Street, StreetSearch } from '../../geodata/addresses/street-search.ts';
import type { Reader } from '../database/database.ts';
import type { Edition } from '../editions/queries.ts';
import type { EditionRegister } from '../editions/register.ts';
import { listStreets } from './address-queries.ts';

/** A street with addresses; one that runs through several districts or postcodes is one in each. */
export interface AddressStreet extends Street {
  ags: string;
  /** Name as the database looks it up. */
  folded: string;
  addressCount: number;
}

/**
 * All streets that have addresses, in memory: some thousand for 100,000 addresses, and a name with slips is found by
 * comparing it with each. They are read anew when an edition of addresses was added.
 */
export class StreetDirectory {
  readonly #db: Reader;
  readonly #register: EditionRegister;
  #editions: readonly Edition[] = [];
  #key: string | undefined;
  #loading: Promise<StreetSearch<AddressStreet>> | undefined;

  constructor(db: Reader, register: EditionRegister) {
    this.#db = db;
    this.#register = register;
  }

  /** The streets as they are now. */
  get(): Promise<StreetSearch<AddressStreet>> {
    if (this.#loading && this.#editions === this.#register.all) return this.#loading;
    this.#editions = this.#register.all;
    const key = this.#editions.flatMap(({ id, kind }) => (kind === 'addresses' ? id : [])).join(' ');
    if (this.#loading && this.#key === key) return this.#loading;
    this.#key = key;
    const loading = listStreets(this.#db).then((streets) => new StreetSearch(streets));
    this.#loading = loading;
    // What failed is tried again by the next who asks.
    loading.catch(() => {
      if (this.#loading === loading) this.#loading = undefined;
    });
    return loading;
  }
}
