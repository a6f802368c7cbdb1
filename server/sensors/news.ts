import { notify, type Transaction } from '../database/database.ts';
import type { ObservationKey } from './observations.ts';

/** Channel that tells of observations that have come, changed or gone: ids of datastreams parted by commas; empty = of very many. */
export const observationsChannel = 'observations';

/** Of a notification of PostgreSQL, bytes. */
const longestMessage = 7_900;

/** Tells whoever listens, once the transaction is committed. */
export async function tellOfObservations(
  transaction: Transaction,
  keys: readonly Pick<ObservationKey, 'datastreamId'>[],
): Promise<void> {
  if (keys.length === 0) return;
  const ids = [...new Set(keys.map(({ datastreamId }) => datastreamId))].join();
  await notify(transaction, observationsChannel, ids.length > longestMessage ? '' : ids);
}
