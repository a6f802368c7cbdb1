import { LRUCache } from 'lru-cache';
import { foldName } from '../../geodata/names.ts';
import type { Reader } from '../database/database.ts';
import type { EditionRegister } from '../editions/register.ts';
import { InvalidArgumentError } from '../errors.ts';
import type { Key } from '../pagination.ts';
import { listMunicipalities, type Municipality } from './queries.ts';

/** Which municipalities; what is left out holds for all. */
export interface MunicipalityFilter {
  nameContains?: string | null | undefined;
  ags?: readonly string[] | null | undefined;
  agsPrefix?: string | null | undefined;
  stateCode?: string | null | undefined;
  independent?: boolean | null | undefined;
  designation?: string | null | undefined;
  inhabited?: boolean | null | undefined;
  areaKm2?: { min?: number | null | undefined; max?: number | null | undefined } | null | undefined;
}

export type MunicipalityOrder = 'NAME' | 'AGS';

const collator = new Intl.Collator('de');

/** The keys that municipalities are ordered by, and how. */
export const orders = {
  NAME: {
    keyOf: ({ name, ags }: Municipality): Key => [name, ags],
    compare: (one: Key, other: Key): number =>
      collator.compare(String(one[0]), String(other[0])) || byCodeUnit(String(one[1]), String(other[1])),
    shape: ['string', 'string'],
  },
  AGS: {
    keyOf: ({ ags }: Municipality): Key => [ags],
    compare: (one: Key, other: Key): number => byCodeUnit(String(one[0]), String(other[0])),
    shape: ['string'],
  },
} as const;

/** All municipalities of one edition of the boundaries. */
export class Municipalities {
  readonly editionId: string;
  readonly #byAgs: Map<string, Municipality>;
  readonly #ordered: Record<MunicipalityOrder, readonly Municipality[]>;

  constructor(editionId: string, municipalities: readonly Municipality[]) {
    this.editionId = editionId;
    this.#byAgs = new Map(municipalities.map((municipality) => [municipality.ags, municipality]));
    this.#ordered = { AGS: sorted(municipalities, 'AGS'), NAME: sorted(municipalities, 'NAME') };
  }

  find(ags: string): Municipality | undefined {
    return this.#byAgs.get(ags);
  }

  /** Those that a filter holds for, in order. */
  list(filter: MunicipalityFilter | null | undefined, order: MunicipalityOrder = 'NAME'): readonly Municipality[] {
    const ordered = this.#ordered[order];
    return filter ? ordered.filter(matcher(filter)) : ordered;
  }
}

/**
 * The municipalities, in memory. They are few and never change within an edition, and nearly every request names, filters
 * or orders them; so an edition is read from the database once, and a new edition is another one.
 */
export class PlaceDirectory {
  readonly #db: Reader;
  readonly #register: EditionRegister;
  readonly #editions = new LRUCache<string, Promise<Municipalities>>({ max: 3 });
  readonly #empty = new Municipalities('', []);
  #current: Municipalities | undefined;

  constructor(db: Reader, register: EditionRegister) {
    this.#db = db;
    this.#register = register;
  }

  /** Those of the newest boundaries that were known at `asOf`; without any boundaries there are none. */
  get(asOf?: Date | null): Municipalities | Promise<Municipalities> {
    const edition = this.#register.newest('boundaries', { asOf: asOf ?? null });
    if (!edition) return this.#empty;
    if (this.#current?.editionId === edition.id) return this.#current;
    return this.#load(edition.id);
  }

  #load(editionId: string): Promise<Municipalities> {
    let loading = this.#editions.get(editionId);
    if (!loading) {
      loading = listMunicipalities(this.#db, editionId).then((rows) => new Municipalities(editionId, rows));
      this.#editions.set(editionId, loading);
      loading.then(
        (municipalities) => {
          if (this.#register.newest('boundaries')?.id === editionId) this.#current = municipalities;
        },
        () => this.#editions.delete(editionId),
      );
    }
    return loading;
  }
}

/** Errors: InvalidArgumentError for a filter that nothing can match. */
function matcher(filter: MunicipalityFilter): (municipality: Municipality) => boolean {
  const { nameContains, ags, agsPrefix, stateCode, independent, designation, inhabited, areaKm2 } = filter;
  if (agsPrefix != null && !/^\d{1,8}$/.test(agsPrefix)) {
    throw new InvalidArgumentError('agsPrefix', `agsPrefix: ${JSON.stringify(agsPrefix)} must be one to eight digits.`);
  }
  if (stateCode != null && !/^(0[1-9]|1[0-6])$/.test(stateCode)) {
    throw new InvalidArgumentError('stateCode', `stateCode: ${JSON.stringify(stateCode)} must be 01 to 16.`);
  }
  const folded = nameContains == null ? null : foldName(nameContains);
  const keys = ags == null ? null : new Set(ags);
  return (municipality) =>
    (folded === null || municipality.nameFolded.includes(folded)) &&
    (keys === null || keys.has(municipality.ags)) &&
    (agsPrefix == null || municipality.ags.startsWith(agsPrefix)) &&
    (stateCode == null || municipality.ags.startsWith(stateCode)) &&
    (independent == null || municipality.independent === independent) &&
    (designation == null || municipality.designation === designation) &&
    (inhabited == null || municipality.inhabited === inhabited) &&
    (areaKm2?.min == null || municipality.areaKm2 >= areaKm2.min) &&
    (areaKm2?.max == null || municipality.areaKm2 <= areaKm2.max);
}

function sorted(municipalities: readonly Municipality[], order: MunicipalityOrder): readonly Municipality[] {
  const { keyOf, compare } = orders[order];
  return municipalities
    .map((municipality) => [keyOf(municipality), municipality] as const)
    .sort(([one], [other]) => compare(one, other))
    .map(([, municipality]) => municipality);
}

function byCodeUnit(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
