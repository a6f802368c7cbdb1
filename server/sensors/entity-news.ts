import { sql } from 'kysely';
import { notify, type Transaction } from '../database/database.ts';

/**
 * Channel that tells which entities of the open interface were made or changed: set, ids, and what. `Things 5 +` was made,
 * of `Things 5 name` the name changed; triggers tell of these. Observations are told of in batches: those from one id to
 * another that were recorded at a moment, `Observations 5-9 2026-01-15T10:00:00.123456+00`, and those that have changed,
 * `Observations 5,7 *`.
 */
export const entitiesChannel = 'entities';

/** Ids that one message names. */
const mostNamed = 400;

/** Ids of the first and the last of observations that were written together. */
export interface Written {
  first: number;
  last: number;
}

/** Tells of observations that were written in this transaction, once it is committed. */
export async function tellOfWritten(transaction: Transaction, { first, last }: Written): Promise<void> {
  await sql`
    select pg_notify(${entitiesChannel}, ${`Observations ${first}-${last} `}::text ||
      replace(now()::text, ' ', 'T'))`.execute(transaction);
}

/** Tells that observations say something else now. */
export async function tellOfChanged(transaction: Transaction, ids: readonly number[]): Promise<void> {
  for (let start = 0; start < ids.length; start += mostNamed)
    await notify(transaction, entitiesChannel, `Observations ${ids.slice(start, start + mostNamed).join()} *`);
}
