import { LRUCache } from 'lru-cache';
import { mainStages, type Stage } from '../../geodata/construction/stages.ts';
import type { Reader } from '../database/database.ts';
import type { EditionRegister } from '../editions/register.ts';
import type { Times } from './queries.ts';
import { dayZero, type ProgressColumns, reachedBits, readProgress } from './summary-queries.ts';

/** Addresses of a district that stand at the same stage. */
export interface StageCount {
  /** Null = the addresses say none. */
  districtName: string | null;
  /** Last stage of the main track that is done; null = nothing is known to be. */
  stage: Stage | null;
  orderable: boolean;
  addresses: number;
  /** Those whose number is stated, together. */
  households: number;
  /** Addresses whose number of households is not stated. */
  notStated: number;
}

/**
 * All that was ever said to be done at the addresses of a municipality, in memory: 32 bytes a statement. A time slider
 * asks for day after day, and each day is one pass over columns of numbers instead of half a million rows.
 */
export class AddressProgress {
  readonly #addresses: ProgressColumns['addresses'];
  readonly #places: Int32Array;
  readonly #bits: Int32Array;
  readonly #from: Int32Array;
  readonly #until: Int32Array;
  readonly #known: Float64Array;
  readonly #superseded: Float64Array;

  constructor({ addresses, places, bits, from, until, known, superseded }: ProgressColumns) {
    this.#addresses = addresses;
    this.#places = integers(places);
    this.#bits = integers(bits);
    this.#from = integers(from);
    this.#until = integers(until);
    this.#known = floats(known);
    this.#superseded = floats(superseded);
  }

  /** What each address has reached on a day, as known at a time, in the order of the addresses; see `reachedBits`. */
  reached({ on, asOf }: Times & { on: string }): Uint8Array {
    const day = Math.round((Date.parse(on) - Date.parse(dayZero)) / 86_400_000);
    // What is not superseded is so until infinity, which is after now.
    const time = asOf === null ? Number.MAX_VALUE : asOf.getTime() / 1000;
    const [places, bits, from, until] = [this.#places, this.#bits, this.#from, this.#until];
    const [known, superseded] = [this.#known, this.#superseded];
    const reached = new Uint8Array(this.#addresses.length);
    for (let index = 0; index < places.length; index++) {
      const holds =
        (from[index] ?? 0) <= day &&
        day < (until[index] ?? 0) &&
        (known[index] ?? 0) <= time &&
        time < (superseded[index] ?? 0);
      if (holds) {
        const place = places[index] ?? 0;
        reached[place] = (reached[place] ?? 0) | (bits[index] ?? 0);
      }
    }
    return reached;
  }

  /** How many addresses stood where, by district and stage; addresses without district come last. */
  countStages(times: Times & { on: string }): StageCount[] {
    const counts = new Map<string, StageCount>();
    for (const [index, bits] of this.reached(times).entries()) {
      const { districtName = null, households = null } = this.#addresses[index] ?? {};
      const key = `${bits} ${districtName ?? ''}`;
      let count = counts.get(key);
      if (!count) {
        count = { districtName, ...meaningOf(bits), addresses: 0, households: 0, notStated: 0 };
        counts.set(key, count);
      }
      count.addresses++;
      count.households += households ?? 0;
      if (households === null) count.notStated++;
    }
    return [...counts.values()].sort((one, other) => byName(one.districtName, other.districtName));
  }
}

/** Municipalities whose progress is kept at once. */
const mostMunicipalities = 5;

/** Reads each municipality when it is asked for, and anew after whatever is imported. */
export class ProgressDirectory {
  readonly #db: Reader;
  readonly #known = new LRUCache<string, Promise<AddressProgress>>({ max: mostMunicipalities });

  constructor(db: Reader, register: EditionRegister) {
    this.#db = db;
    register.watch(() => this.#known.clear());
  }

  get(ags: string): Promise<AddressProgress> {
    let loading = this.#known.get(ags);
    if (!loading) {
      loading = readProgress(this.#db, ags).then((columns) => new AddressProgress(columns));
      this.#known.set(ags, loading);
      loading.catch(() => this.#known.delete(ags));
    }
    return loading;
  }
}

function meaningOf(bits: number): Pick<StageCount, 'stage' | 'orderable'> {
  return {
    stage: mainStages.findLast((_, index) => (bits & (1 << index)) !== 0) ?? null,
    orderable: (bits & (1 << reachedBits.indexOf('orderable'))) !== 0,
  };
}

function byName(one: string | null, other: string | null): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other ? -1 : 1;
}

/** From the database's order of bytes to this machine's. */
function integers(packed: Uint8Array): Int32Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  return Int32Array.from({ length: packed.byteLength / 4 }, (_, index) => view.getInt32(index * 4));
}

function floats(packed: Uint8Array): Float64Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  return Float64Array.from({ length: packed.byteLength / 8 }, (_, index) => view.getFloat64(index * 8));
}
