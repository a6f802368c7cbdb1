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
  readonly #ordered: Record<MunicipalityOrder, OrderedMunicipalities>;

  constructor(editionId: string, municipalities: readonly Municipality[]) {
    this.editionId = editionId;
    this.#byAgs = new Map(municipalities.map((municipality) => [municipality.ags, municipality]));
    this.#ordered = {
      AGS: new OrderedMunicipalities(sorted(municipalities, 'AGS')),
      NAME: new OrderedMunicipalities(sorted(municipalities, 'NAME')),
    };
  }

  find(ags: string): Municipality | undefined {
    return this.#byAgs.get(ags);
  }

  /** Those that a filter holds for, in order. */
  list(filter: MunicipalityFilter | null | undefined, order: MunicipalityOrder = 'NAME'): readonly Municipality[] {
    const ordered = this.#ordered[order];
    if (!filter) return ordered.all;
    const { nameContains, ...others } = filter;
    const named = nameContains == null ? ordered.all : ordered.named(foldName(nameContains));
    const matches = matcher(others);
    return matches ? named.filter(matches) : named;
  }
}

/** Municipalities in an order, and their names as one text: a part of a name is found by one scan and not by 11,000. */
class OrderedMunicipalities {
  readonly all: readonly Municipality[];
  readonly #names: string;
  /** Where in the text the name of each begins. */
  readonly #starts: Uint32Array;

  constructor(all: readonly Municipality[]) {
    this.all = all;
    this.#names = Buffer.from(all.map(({ nameFolded }) => `${nameFolded}\n`).join('')).toString(); // one flat string
    this.#starts = new Uint32Array(all.length + 1);
    for (const [index, { nameFolded }] of all.entries()) {
      this.#starts[index + 1] = (this.#starts[index] ?? 0) + nameFolded.length + 1;
    }
  }

  /** Those whose folded name contains a folded part. */
  named(part: string): readonly Municipality[] {
    if (part === '') return this.all;
    const found: Municipality[] = [];
    let index = 0;
    let at = this.#names.indexOf(part);
    while (at !== -1) {
      while ((this.#starts[index + 1] ?? Infinity) <= at) index++;
      const municipality = this.all[index];
      if (municipality) found.push(municipality);
      at = this.#names.indexOf(part, this.#starts[index + 1]);
    }
    return found;
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

/** What a filter asks beside the name; undefined = nothing. Errors: InvalidArgumentError where nothing could match. */
function matcher(
  filter: Omit<MunicipalityFilter, 'nameContains'>,
): ((municipality: Municipality) => boolean) | undefined {
  const { ags, agsPrefix, stateCode, independent, designation, inhabited, areaKm2 } = filter;
  if (Object.values(filter).every((value) => value == null)) return undefined;
  if (agsPrefix != null && !/^\d{1,8}$/.test(agsPrefix)) {
    throw new InvalidArgumentError('agsPrefix', `agsPrefix: ${JSON.stringify(agsPrefix)} must be one to eight digits.`);
  }
  if (stateCode != null && !/^(0[1-9]|1[0-6])$/.test(stateCode)) {
    throw new InvalidArgumentError('stateCode', `stateCode: ${JSON.stringify(stateCode)} must be 01 to 16.`);
  }
  const keys = ags == null ? null : new Set(ags);
  return (municipality) =>
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
