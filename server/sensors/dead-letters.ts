import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from '../database/database.ts';
import { type DeadLetterFilter, isWaiting } from './dead-letter-queries.ts';

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

/** Says of letters that they were read with success. */
export async function markReplayed(transaction: Transaction, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await transaction
    .updateTable('dead_letter')
    .set({ replayed_at: new Date() })
    .where('id', '=', sql<number>`any(${`{${ids.join()}}`}::text::bigint[])`)
    .execute();
}

/** Deletes letters that wait. Returns how many there were. */
export async function dropDeadLetters(transaction: Transaction, filter: DeadLetterFilter): Promise<number> {
  const { rows } = await sql`delete from dead_letter where ${isWaiting(filter)} returning id`.execute(transaction);
  return rows.length;
}
