import { createHash } from 'node:crypto';
import { InvalidArgumentError } from './errors.ts';

/** Most entries of a page, and as many as there are when nobody says how many. */
export const largestPage = 500;
export const defaultPage = 50;

export interface PageArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

/** The value or values that a list is ordered by; what a cursor is made of. */
export type Key = readonly (string | number)[];

/** A page that was asked for, checked. */
export interface Page {
  limit: number;
  /** True: the last entries of the range and not the first ones. */
  fromEnd: boolean;
  after: Key | undefined;
  before: Key | undefined;
  /** Names the list; a cursor is good for the list that it comes from and for no other. */
  fingerprint: string;
}

export interface Connection<T> {
  edges: { node: T; cursor: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount: number | (() => Promise<number>);
}

/**
 * Checks what a client asked for. `list` names the list with everything that filters and orders it, `shape` says what
 * its key is made of.
 * Errors: InvalidArgumentError for a number out of range and for a cursor that isn't this list's.
 */
export function readPage(
  { first, after, last, before }: PageArguments,
  list: object,
  shape: readonly ('string' | 'number')[],
): Page {
  if (typeof first === 'number' && typeof last === 'number') {
    throw new InvalidArgumentError('last', 'last: give either first or last, not both.');
  }
  const fromEnd = typeof last === 'number';
  const limit = checkedLimit(fromEnd ? 'last' : 'first', last ?? first ?? defaultPage);
  const fingerprint = createHash('sha1').update(JSON.stringify(list)).digest('base64url').slice(0, 8);
  return {
    limit,
    fromEnd,
    after: after == null ? undefined : readCursor('after', after, fingerprint, shape),
    before: before == null ? undefined : readCursor('before', before, fingerprint, shape),
    fingerprint,
  };
}

/** The number of entries asked for. Errors: InvalidArgumentError that says what is possible. */
export function checkedLimit(argument: string, limit: number, largest = largestPage): number {
  if (limit < 0 || limit > largest) {
    throw new InvalidArgumentError(argument, `${argument}: ${limit} is out of range, it can be 0 to ${largest}.`);
  }
  return limit;
}

/** Cost of a list's entries, for the limit of a query's cost. */
export function pageCost({ first, last }: PageArguments): { field: number; multiplier: number } {
  return { field: 1, multiplier: Math.min(Math.max(first ?? last ?? defaultPage, 1), largestPage) };
}

/** Entry of a page; its cursor is made when somebody asks for it. */
class Edge<T> {
  readonly node: T;
  readonly #fingerprint: string;
  readonly #keyOf: (node: T) => Key;
  constructor(node: T, fingerprint: string, keyOf: (node: T) => Key) {
    this.node = node;
    this.#fingerprint = fingerprint;
    this.#keyOf = keyOf;
  }
  get cursor(): string {
    return Buffer.from(JSON.stringify([this.#fingerprint, ...this.#keyOf(this.node)])).toString('base64url');
  }
}

/** A connection of entries that were read already, in the list's order. */
export function toConnection<T>(
  nodes: readonly T[],
  { fingerprint }: Page,
  keyOf: (node: T) => Key,
  more: { before: boolean; after: boolean; totalCount: Connection<T>['totalCount'] },
): Connection<T> {
  const edges = nodes.map((node) => new Edge(node, fingerprint, keyOf));
  return {
    edges,
    pageInfo: {
      hasNextPage: more.after,
      hasPreviousPage: more.before,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
    },
    totalCount: more.totalCount,
  };
}

/** A page of a list that is in memory, in the order of `compare`. */
export function pageOf<T>(
  all: readonly T[],
  page: Page,
  keyOf: (node: T) => Key,
  compare: (one: Key, other: Key) => number,
): Connection<T> {
  const { after, before, limit, fromEnd } = page;
  let start = after ? firstIndex(all, (node) => compare(keyOf(node), after) > 0) : 0;
  let end = before ? firstIndex(all, (node) => compare(keyOf(node), before) >= 0) : all.length;
  if (fromEnd) start = Math.max(start, end - limit);
  else end = Math.min(end, start + limit);
  return toConnection(all.slice(start, end), page, keyOf, {
    before: start > 0,
    after: end < all.length,
    totalCount: all.length,
  });
}

/** Range of a list whose order its ids tell. */
export interface IdRange {
  limit: number;
  /** True: the last ones of the range. */
  fromEnd: boolean;
  after: number | undefined;
  before: number | undefined;
}

/** A page of such a list, which `list` reads from the database. */
export async function pageById<T extends { id: number }>(
  page: Page,
  list: (range: IdRange) => Promise<T[]>,
  totalCount: () => Promise<number>,
): Promise<Connection<T>> {
  const { limit, fromEnd } = page;
  const [after, before] = [idOf(page.after), idOf(page.before)];
  // One more than asked for tells whether there are more.
  const rows = await list({ limit: limit + 1, fromEnd, after, before });
  const more = rows.length > limit;
  const nodes = fromEnd ? rows.slice(more ? 1 : 0) : rows.slice(0, limit);
  return toConnection(nodes, page, ({ id }) => [id], {
    before: fromEnd ? more : after !== undefined,
    after: fromEnd ? before !== undefined : more,
    totalCount,
  });
}

function idOf(key: Key | undefined): number | undefined {
  return key && Math.trunc(Number(key[0]));
}

/** Index of the first entry that a condition holds for, which then holds for all that follow. */
function firstIndex<T>(all: readonly T[], holds: (node: T) => boolean): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(all[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function readCursor(argument: string, cursor: string, fingerprint: string, shape: readonly string[]): Key {
  const parts = parseParts(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!parts) {
    throw new InvalidArgumentError(
      argument,
      `${argument}: this is no cursor; the field "cursor" of an entry gives one.`,
    );
  }
  const [list, ...key] = parts;
  if (list !== fingerprint || key.map((part) => typeof part).join() !== shape.join()) {
    throw new InvalidArgumentError(
      argument,
      `${argument}: this cursor comes from another query. Start without it, or repeat the filter and the order that gave it.`,
    );
  }
  return key;
}

function parseParts(text: string): Key | undefined {
  try {
    const parts: unknown = JSON.parse(text);
    if (Array.isArray(parts) && parts.every((part) => typeof part === 'string' || isModest(part))) return parts;
  } catch {
    // Not ours.
  }
  return undefined;
}

/** All numbers that lists are ordered by are metres or percentages. */
function isModest(part: unknown): part is number {
  return typeof part === 'number' && Math.abs(part) < 1e9;
}
