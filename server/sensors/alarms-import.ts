import { sql } from 'kysely';
import { doubtfulBits } from '../../geodata/sensors/quality.ts';
import type { Transaction } from '../database/database.ts';

/**
 * Raises and ends alarms by the latest values of these datastreams. An alarm is raised where `raise_at` is reached and
 * ends where `clear_at` is, so that a value that trembles about one bound does not make one alarm after the other. A
 * doubtful value does neither.
 */
export async function watchThresholds(transaction: Transaction, datastreamIds: readonly number[]): Promise<void> {
  const watched = sql`
    threshold as t
    join latest_observation as l on l.ags = t.ags and l.datastream_id = t.datastream_id
    where t.active and t.datastream_id = any(${`{${datastreamIds.join()}}`}::text::bigint[])
      and l.result is not null and l.flags & ${sql.lit(doubtfulBits)} = 0`;
  await sql`
    with ended as (
      update alarm as a set cleared_at = greatest(a.raised_at, w.time), cleared_value = w.result
      from (
        select t.ags, t.id, l.phenomenon_time as time, l.result from ${watched}
          and case t.direction when 'above' then l.result <= t.clear_at and l.result < t.raise_at
            else l.result >= t.clear_at and l.result > t.raise_at end) as w
      where a.ags = w.ags and a.threshold_id = w.id and a.cleared_at is null and w.time >= a.raised_at)
    insert into alarm (ags, threshold_id, datastream_id, raised_at, raised_value)
    select t.ags, t.id, t.datastream_id, l.phenomenon_time, l.result from ${watched}
      and case t.direction when 'above' then l.result >= t.raise_at else l.result <= t.raise_at end
    on conflict (ags, threshold_id) where cleared_at is null do nothing`.execute(transaction);
}
