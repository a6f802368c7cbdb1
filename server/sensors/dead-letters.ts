import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Reader, Transaction } from '../database/database.ts';

/** A message as it came. */
export interface Message {
  /** Protocol; see geodata/formats/uplinks/formats.ts. */
  source: string;
  /** Topic or path. */
  topic: string | null;
  payload: Uint8Array;
  receivedAt: Date;
  /** True: it is a dead letter that is read again. */
  isReplay?: boolean;
}

/** A message, or a part of it, that could not be understood. */
export interface DeadLetter extends Message {
  id: number;
  ags: string;
  /** Stable name of the rule. */
  reason: string;
  message: string;
  payloadBytes: number;
  /** How often the same message came. */
  times: number;
  /** Null = it still waits. */
  replayedAt: Date | null;
}

/** Whose it is can't be told of a message that is not understood. */
const nobody = '00000000';

/** As much of a message is kept; what is longer can't be replayed. */
export const keptBytes = 65_536;

/** Keeps messages with the reason why they were not understood. The same one again is counted. */
export async function keepDeadLetters(
  transaction: Transaction,
  letters: readonly { message: Message; reason: string; text: string }[],
): Promise<void> {
  for (const { message, reason, text } of letters) {
    const { source, topic, payload, receivedAt, isReplay = false } = message;
    await transaction
      .insertInto('dead_letter')
      .values({
        ...{ ags: nobody, source, topic, reason, message: text },
        received_at: receivedAt,
        payload: payload.subarray(0, keptBytes),
        payload_bytes: payload.length,
        sha256: createHash('sha256').update(payload).digest('hex'),
      })
      .onConflict((conflict) =>
        conflict.columns(['ags', 'source', 'reason', 'sha256']).doUpdateSet({
          times: sql`dead_letter.times + ${isReplay ? 0 : 1}`,
          received_at: receivedAt,
          message: text,
          replayed_at: null,
        }),
      )
      .execute();
  }
}

/** Those that wait, or those that were replayed too; the newest first. */
export async function listDeadLetters(
  db: Reader,
  { limit, replayed = false, reason }: { limit: number; replayed?: boolean; reason?: string | undefined },
): Promise<DeadLetter[]> {
  let query = db
    .selectFrom('dead_letter')
    .select(['id', 'ags', 'source', 'topic', 'payload', 'reason', 'message', 'times'])
    .select(['received_at as receivedAt', 'payload_bytes as payloadBytes', 'replayed_at as replayedAt'])
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (!replayed) query = query.where('replayed_at', 'is', null);
  if (reason !== undefined) query = query.where('reason', '=', reason);
  return query.execute();
}

/** Says of letters that they were read with success. */
export async function markReplayed(transaction: Transaction, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await transaction
    .updateTable('dead_letter')
    .set({ replayed_at: new Date() })
    .where('id', '=', sql<number>`any(${`{${ids.join()}}`}::text::bigint[])`)
    .execute();
}
