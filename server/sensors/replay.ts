import type { Database } from '../database/database.ts';
import { type DeadLetterFilter, listDeadLetters } from './dead-letter-queries.ts';
import { keptBytes, markReplayed } from './dead-letters.ts';
import type { Ingest } from './ingest.ts';

export interface Replay {
  /** Letters that were read with success. */
  replayed: number;
  /** Letters that wait as before. */
  left: number;
}

/** Most letters that are read again at once. */
const mostAtOnce = 5_000;

/**
 * Reads dead letters again that wait and were kept whole, oldest first, by the way of new messages: after a device was
 * described or a profile mended. What still can't be understood waits on.
 */
export async function replayDeadLetters(
  db: Database['db'],
  ingest: Ingest,
  filter: DeadLetterFilter = { source: null, reason: null },
): Promise<Replay> {
  await ingest.renewDevices();
  const letters = await listDeadLetters(db, filter, { limit: mostAtOnce });
  const result: Replay = { replayed: 0, left: 0 };
  // A message can have several letters, one a reason; it is read once.
  const messages = Map.groupBy(
    letters.toReversed(),
    ({ source, payload }) => `${source} ${Buffer.from(payload).toString('latin1')}`,
  );
  for (const same of messages.values()) {
    const [letter] = same;
    if (!letter || letter.payloadBytes > keptBytes) {
      result.left += same.length;
      continue;
    }
    const { source, topic, receivedAt } = letter;
    await ingest.room();
    const payload = Buffer.from(letter.payload);
    const { problems } = await ingest.accept({ source, topic, payload, receivedAt, isReplay: true });
    const reasons = new Set(problems.map(({ rule }) => rule));
    const done = same.filter(({ reason }) => !reasons.has(reason)).map(({ id }) => id);
    await db.transaction().execute((transaction) => markReplayed(transaction, done));
    result.replayed += done.length;
    result.left += same.length - done.length;
  }
  return result;
}
