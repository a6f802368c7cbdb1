import { sql } from 'kysely';
import type { Transaction } from '../database/database.ts';
import type { ObservationKey } from './observations.ts';

/** Channel that tells of observations that have come, changed or gone, once the transaction is committed. */
export const observationsChannel = 'observations';

/** What one message tells. */
export interface News {
  datastreamIds: number[];
  /** Number of the fortnight, of 336 hours, since 1970 in which the observations lie. */
  fortnight: number;
  /** True: filled in long after, and of no interest for whoever watches what is new. */
  past: boolean;
}

/** Hours of a fortnight. */
export const fortnightHours = 336;

/** Number of the fortnight, since 1970, in which a time lies. */
export function fortnightOf(time: Date): number {
  return Math.floor(time.getTime() / (fortnightHours * 3_600_000));
}

/** Bytes of ids in a message; PostgreSQL takes messages of up to 8,000 bytes. */
const longestIds = 7_900;

type ToldKey = Pick<ObservationKey, 'datastreamId' | 'time'>;

/** Tells whoever listens of observations at these times. `past`: see `News`. */
export async function tellOfObservations(
  transaction: Transaction,
  keys: readonly ToldKey[],
  past = false,
): Promise<void> {
  if (keys.length === 0) return;
  const idsByFortnight = new Map<number, Set<number>>();
  for (const { datastreamId, time } of keys) {
    const fortnight = fortnightOf(time);
    let ids = idsByFortnight.get(fortnight);
    if (!ids) idsByFortnight.set(fortnight, (ids = new Set()));
    ids.add(datastreamId);
  }
  const messages = [...idsByFortnight].flatMap(([fortnight, ids]) =>
    partsOf([...ids]).map((part) => `${fortnight}${past ? ' past ' : ' '}${part}`),
  );
  await sql`select pg_notify(${observationsChannel}, message) from unnest(${messages}::text[]) as message`.execute(
    transaction,
  );
}

/** Reads a message; null = messages may have been missed. */
export function readNews(message: string): News | null {
  if (message === '') return null;
  const [fortnight = '', ...rest] = message.split(' ');
  const ids = rest.at(-1) ?? '';
  return { fortnight: Number(fortnight), past: rest.length > 1, datastreamIds: ids.split(',').map(Number) };
}

function partsOf(ids: readonly number[]): string[] {
  const parts: string[] = [];
  let part = '';
  for (const id of ids) {
    if (part.length + String(id).length >= longestIds) {
      parts.push(part);
      part = '';
    }
    part += part === '' ? String(id) : `,${id}`;
  }
  return [...parts, part];
}
