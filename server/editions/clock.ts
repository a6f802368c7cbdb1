import { sql } from 'kysely';
import type { Transaction } from '../database/database.ts';

/**
 * The time under which something may be recorded about a municipality: the one wished for, or just after the last
 * recording there if that is not earlier, so that what was known before never changes. Recordings of one transaction
 * may share a time, for nobody has seen the one without the other. Until the transaction ends nobody else records there.
 */
export async function advanceClock(transaction: Transaction, ags: string, recordedAt: Date): Promise<Date> {
  const { rows } = await sql<{ recordedAt: Date }>`
    insert into record_clock (ags, recorded_at) values (${ags}, ${recordedAt})
    on conflict (ags) do update set transaction_id = excluded.transaction_id, recorded_at = case
      when excluded.recorded_at > record_clock.recorded_at
        or (excluded.recorded_at = record_clock.recorded_at and excluded.transaction_id = record_clock.transaction_id)
      then excluded.recorded_at
      else record_clock.recorded_at + interval '1 millisecond' end
    returning recorded_at as "recordedAt"`.execute(transaction);
  const [clock] = rows;
  if (!clock) throw new Error(`The clock of ${ags} did not answer`);
  return clock.recordedAt;
}
