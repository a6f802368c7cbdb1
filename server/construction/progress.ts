import { endianness } from 'node:os';
import { LRUCache } from 'lru-cache';
import { mainStages, type Stage } from '../../geodata/construction/stages.ts';
import type { Reader } from '../database/database.ts';
import type { EditionRegister } from '../editions/register.ts';
import type { Times } from './queries.ts';
import {
  dayZero,
  listMunicipalitiesWithAddresses,
  type ProgressAddress,
  type ProgressColumns,
  reachedBits,
  readProgress,
} from './summary-queries.ts';

/** Addresses that stand at the same stage. */
export interface StandingCount {
  /** Last stage of the main track that is done; null = nothing is known to be. */
  stage: Stage | null;
  orderable: boolean;
  addresses: number;
  /** Those whose number is stated, together. */
  households: number;
  /** Addresses whose number of households is not stated. */
  notStated: number;
}

/** Those of one district. */
export interface StageCount extends StandingCount {
  /** Null = the addresses say none. */
  districtName: string | null;
}

/** Whether an address is one of those that are asked about. */
export type IsCounted = (address: ProgressAddress) => boolean;

/** Days whose state is kept, a byte an address. */
const mostDays = 6;

/**
 * All that was ever said to be done at the addresses of a municipality, in memory: 32 bytes a statement. A time slider
 * asks for day after day, and each day is one pass over columns of numbers instead of half a million rows.
 */
export class AddressProgress {
  readonly #addresses: ProgressColumns['addresses'];
  readonly #editions: ProgressColumns['editions'];
  readonly #places: Int32Array;
  readonly #bits: Int32Array;
  readonly #from: Int32Array;
  readonly #until: Int32Array;
  readonly #known: Float64Array;
  readonly #superseded: Float64Array;
  /** A map asks for one day tile by tile. */
  readonly #days = new LRUCache<string, Uint8Array>({ max: mostDays });

  constructor({ addresses, editions, places, bits, from, until, known, superseded }: ProgressColumns) {
    this.#addresses = addresses;
    this.#editions = editions;
    this.#places = integers(places);
    this.#bits = integers(bits);
    this.#from = integers(from);
    this.#until = integers(until);
    this.#known = floats(known);
    this.#superseded = floats(superseded);
  }

  /** What each address has reached on a day, as known at a time, in the order of the addresses; see `reachedBits`. */
  reached({ on, asOf }: Times & { on: string }): Uint8Array {
    const key = `${on} ${asOf?.getTime() ?? ''}`;
    const counted = this.#days.get(key);
    if (counted) return counted;
    const day = dayNumber(on);
    const time = secondsOf(asOf);
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
    this.#days.set(key, reached);
    return reached;
  }

  /** Editions that told what was known of addresses at a time, oldest first. */
  editionsKnown(asOf: Date | null): string[] {
    return this.#editions
      .filter(({ known, superseded }) =>
        asOf === null ? superseded === null : known <= asOf && (superseded === null || asOf < superseded),
      )
      .map(({ editionId }) => editionId);
  }

  /** Rollout areas in which anything was done at an address that is counted; null stands for addresses of no area. */
  areasBegun(isCounted: IsCounted, times: Times & { on: string }): Set<string | null> {
    const reached = this.reached(times);
    return new Set(
      this.#addresses
        .filter((address, place) => reached[place] !== 0 && isCounted(address))
        .map(({ areaId }) => areaId),
    );
  }

  /** First and last day on which something was done at addresses that are counted, as known at a time, up to a day. */
  span(isCounted: IsCounted, { on, asOf }: Times & { on: string }): { first: string; last: string } | undefined {
    const counted = this.#addresses.map(isCounted);
    const [end, time] = [dayNumber(on), secondsOf(asOf)];
    let [first, last] = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
    for (let index = 0; index < this.#places.length; index++) {
      const day = this.#from[index] ?? 0;
      if (day > end || !counted[this.#places[index] ?? 0] || !this.#isKnown(index, time)) continue;
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
    return first > last ? undefined : { first: dateOf(first), last: dateOf(last) };
  }

  /**
   * How many of the addresses that are counted stood where on each of some days, which must rise. One pass over all
   * that was said, however many days there are: what begins or ends between two days is turned over on the later one.
   */
  countAlong(days: readonly string[], asOf: Date | null, isCounted: IsCounted): StandingCount[][] {
    const counted = this.#addresses.map(isCounted);
    const [numbers, time] = [Int32Array.from(days, dayNumber), secondsOf(asOf)];
    const turns = days.map((): number[] => []);
    for (let index = 0; index < this.#places.length; index++) {
      if (!counted[this.#places[index] ?? 0] || !this.#isKnown(index, time)) continue;
      const begin = placeIn(numbers, this.#from[index] ?? 0);
      const end = placeIn(numbers, this.#until[index] ?? 0);
      if (begin === end) continue;
      turns[begin]?.push(index);
      turns[end]?.push(index);
    }
    const bits = new Uint8Array(this.#addresses.length);
    const sums = new Map<number, Omit<StandingCount, 'stage' | 'orderable'>>();
    const move = (place: number, sign: 1 | -1): void => {
      const households = this.#addresses[place]?.households ?? null;
      const own = bits[place] ?? 0;
      const sum = sums.get(own) ?? { addresses: 0, households: 0, notStated: 0 };
      sums.set(own, sum);
      sum.addresses += sign;
      sum.households += sign * (households ?? 0);
      if (households === null) sum.notStated += sign;
    };
    for (const [place, isIt] of counted.entries()) if (isIt) move(place, 1);
    return turns.map((turned) => {
      for (const index of turned) {
        const place = this.#places[index] ?? 0;
        move(place, -1);
        bits[place] = (bits[place] ?? 0) ^ (this.#bits[index] ?? 0);
        move(place, 1);
      }
      return [...sums].flatMap(([own, sum]) => (sum.addresses === 0 ? [] : { ...meaningOf(own), ...sum }));
    });
  }

  #isKnown(index: number, time: number): boolean {
    return (this.#known[index] ?? 0) <= time && time < (this.#superseded[index] ?? 0);
  }

  /** Addresses within bounds (EPSG:3857), each with what it has reached; see `reachedBits`. */
  *within(
    [west, south, east, north]: readonly [number, number, number, number],
    times: Times & { on: string },
  ): Generator<{ address: ProgressAddress; bits: number }> {
    const reached = this.reached(times);
    for (const [index, address] of this.#addresses.entries()) {
      const { x, y } = address;
      if (x >= west && x < east && y >= south && y < north) yield { address, bits: reached[index] ?? 0 };
    }
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

/** What is not superseded is so until infinity, which is after now. */
function secondsOf(asOf: Date | null): number {
  return asOf === null ? Number.MAX_VALUE : asOf.getTime() / 1000;
}

function dayNumber(day: string): number {
  return Math.round((Date.parse(day) - Date.parse(dayZero)) / 86_400_000);
}

/** Number of days that come before a day, of days that rise. */
function placeIn(days: Int32Array, day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Municipalities that are read before anybody asks. */
const mostAhead = 3;

/** Municipalities whose progress is kept at once. */
const mostMunicipalities = 40;

/** Reads each municipality when it is asked for, the first ones before, and anew after whatever is imported. */
export class ProgressDirectory {
  readonly #db: Reader;
  readonly #known = new LRUCache<string, Promise<AddressProgress>>({ max: mostMunicipalities });

  #ahead: Promise<void> | undefined;

  constructor(db: Reader, register: EditionRegister) {
    this.#db = db;
    register.watch(() => this.#known.clear());
  }

  /** Reads what those who ask first after a start would wait for, one municipality after the other. */
  readAhead(): Promise<void> {
    return (this.#ahead ??= listMunicipalitiesWithAddresses(this.#db, mostAhead).then(async (municipalities) => {
      for (const ags of municipalities) await this.get(ags);
    }));
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

/** What bits of `reachedBits` say. */
export function meaningOf(bits: number): Pick<StageCount, 'stage' | 'orderable'> {
  return {
    stage: mainStages.findLast((_, index) => (bits & (1 << index)) !== 0) ?? null,
    orderable: (bits & (1 << reachedBits.indexOf('orderable'))) !== 0,
  };
}

function dateOf(day: number): string {
  return new Date(Date.parse(dayZero) + day * 86_400_000).toISOString().slice(0, 10);
}

function byName(one: string | null, other: string | null): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other ? -1 : 1;
}

/** Bytes of numbers from the database's order to this machine's, which for all that Node runs on but a few is the other. */
function inOwnOrder(packed: Uint8Array, bytes: 4 | 8): ArrayBuffer {
  const own = new Uint8Array(packed).buffer;
  if (endianness() === 'LE') Buffer.from(own)[`swap${bytes === 4 ? 32 : 64}`]();
  return own;
}

function integers(packed: Uint8Array): Int32Array {
  return new Int32Array(inOwnOrder(packed, 4));
}

function floats(packed: Uint8Array): Float64Array {
  return new Float64Array(inOwnOrder(packed, 8));
}
