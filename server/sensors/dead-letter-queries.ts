import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../database/database.ts';
import type { IdRange } from '../pagination.ts';
import type { DeadLetter } from './dead-letters.ts';

/** Which of the letters that wait; null = whichever. */
export interface DeadLetterFilter {
  /** Protocol. */
  source: string | null;
  /** Stable name of the rule. */
  reason: string | null;
}

/** Letters of one source and reason that wait. */
export interface DeadLetterCount {
  source: string;
  reason: string;
  /** Different messages. */
  letters: number;
  /** Messages, as often as they came. */
  times: number;
  latest: Date;
}

/** SQL: whether a letter waits and is one of these. */
export function isWaiting({ source, reason }: DeadLetterFilter): RawBuilder<boolean> {
  return sql`replayed_at is null ${source === null ? sql`` : sql`and source = ${source}`}
    ${reason === null ? sql`` : sql`and reason = ${reason}`}`;
}

/** Those that wait, the newest first; `after` and `before` are ids in that order. */
export async function listDeadLetters(
  db: Reader,
  filter: DeadLetterFilter,
  { limit, fromEnd = false, after, before }: Partial<IdRange> & Pick<IdRange, 'limit'>,
): Promise<DeadLetter[]> {
  const { rows } = await sql<DeadLetter>`
    select id, ags, source, topic, payload, reason, message, times, received_at as "receivedAt",
      payload_bytes as "payloadBytes"
    from dead_letter where ${isWaiting(filter)}
      ${after === undefined ? sql`` : sql`and id < ${after}`} ${before === undefined ? sql`` : sql`and id > ${before}`}
    order by id ${fromEnd ? sql`asc` : sql`desc`} limit ${limit}`.execute(db);
  return fromEnd ? rows.toReversed() : rows;
}

/** How many wait, by source and reason; most first. */
export async function countDeadLetters(db: Reader, filter: DeadLetterFilter): Promise<DeadLetterCount[]> {
  const { rows } = await sql<DeadLetterCount>`
    select source, reason, count(*)::integer as letters, sum(times)::integer as times, max(received_at) as latest
    from dead_letter where ${isWaiting(filter)}
    group by source, reason order by letters desc, source, reason`.execute(db);
  return rows;
}
