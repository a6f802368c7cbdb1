import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from '../database/database.ts';
import { type DeadLetterFilter, isWaiting } from './dead-letter-queries.ts';
import { arrayOf, textArrayOf } from './observations.ts';

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

interface NewLetter {
  message: Message;
  reason: string;
  text: string;
}

/** Bytes of messages that one statement writes. */
const bytesAtOnce = 8 * 2 ** 20;

/** Keeps messages with the reason why they were not understood, many in one statement. The same one again is counted. */
export async function keepDeadLetters(transaction: Transaction, letters: readonly NewLetter[]): Promise<void> {
  let together: NewLetter[] = [];
  let bytes = 0;
  for (const letter of letters) {
    together.push(letter);
    bytes += Math.min(letter.message.payload.length, keptBytes);
    if (bytes < bytesAtOnce) continue;
    await writeLetters(transaction, together);
    together = [];
    bytes = 0;
  }
  if (together.length > 0) await writeLetters(transaction, together);
}

async function writeLetters(transaction: Transaction, letters: readonly NewLetter[]): Promise<void> {
  // One statement may write a row once: of a message that came several times the last one stands, and how often it came.
  // One that is read again has not come again, but may be the first of its reason.
  const rows = Map.groupBy(letters, ({ message, reason }) => `${message.source} ${reason} ${sha256Of(message)}`);
  const last = [...rows.values()].flatMap((same) => {
    const letter = same.at(-1);
    return letter ? [{ ...letter, came: same.filter(({ message }) => message.isReplay !== true).length }] : [];
  });
  await sql`
    insert into dead_letter as l (ags, source, topic, reason, message, received_at, payload, payload_bytes, sha256, times)
    select ${nobody}, i.source, i.topic, i.reason, i.message, i.received_at, decode(i.payload, 'base64'), i.payload_bytes,
      i.sha256, case when i.came = 0 and not exists (
        select from dead_letter as known where known.ags = ${nobody} and known.source = i.source
          and known.reason = i.reason and known.sha256 = i.sha256) then 1 else i.came end
    from unnest(${textArrayOf(last, ({ message }) => message.source)}::text::text[],
      ${textArrayOf(last, ({ message }) => message.topic)}::text::text[],
      ${textArrayOf(last, ({ reason }) => reason)}::text::text[],
      ${textArrayOf(last, ({ text }) => text)}::text::text[],
      ${arrayOf(last, ({ message }) => message.receivedAt.toISOString())}::text::timestamptz[],
      ${arrayOf(last, ({ message }) => base64Of(message))}::text::text[],
      ${arrayOf(last, ({ message }) => message.payload.length)}::text::integer[],
      ${arrayOf(last, ({ message }) => sha256Of(message))}::text::text[],
      ${arrayOf(last, ({ came }) => came)}::text::integer[])
      with ordinality as i (source, topic, reason, message, received_at, payload, payload_bytes, sha256, came, place)
    order by i.place
    on conflict (ags, source, reason, sha256) do update set
      times = l.times + excluded.times, received_at = excluded.received_at, message = excluded.message,
      replayed_at = null`.execute(transaction);
}

function sha256Of({ payload }: Message): string {
  return createHash('sha256').update(payload).digest('hex');
}

function base64Of({ payload }: Message): string {
  return `"${Buffer.from(payload.subarray(0, keptBytes)).toString('base64')}"`;
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
