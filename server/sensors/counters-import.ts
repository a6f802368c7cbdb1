import { sql } from 'kysely';
import { flagBits } from '../../geodata/sensors/quality.ts';
import type { Transaction } from '../database/database.ts';
import { keyTable, type ObservationKey } from './observations.ts';

/**
 * Computes what meters have added up to the readings at these times, and up to those that follow them. A meter that
 * stands lower than before began anew: what it shows now was added since. The first reading of a device adds nothing
 * that is known. Returns the observations that were computed.
 */
export async function countMeters(
  transaction: Transaction,
  readings: readonly ObservationKey[],
): Promise<ObservationKey[]> {
  if (readings.length === 0) return [];
  const { rows } = await sql<ObservationKey>`
    with touched as (
      select ags, datastream_id, phenomenon_time from ${keyTable(readings)}
      union
      select k.ags, k.datastream_id, n.phenomenon_time from ${keyTable(readings)}
      cross join lateral (
        select phenomenon_time from observation as n
        where n.ags = k.ags and n.datastream_id = k.datastream_id and n.phenomenon_time > k.phenomenon_time
          and n.reading is not null
        order by n.phenomenon_time limit 1) as n),
    increase as (
      select o.ags, o.datastream_id, o.phenomenon_time, o.reading < p.reading as began_anew,
        case when o.reading < p.reading then o.reading else o.reading - p.reading end as result
      from touched as t
      join observation as o using (ags, datastream_id, phenomenon_time)
      left join datastream_device as d on d.ags = t.ags and d.datastream_id = t.datastream_id
        and d.valid @> t.phenomenon_time
      left join lateral (
        select reading from observation as p
        where p.ags = t.ags and p.datastream_id = t.datastream_id and p.phenomenon_time < t.phenomenon_time
          and p.phenomenon_time >= coalesce(lower(d.valid), '-infinity') and p.reading is not null
        order by p.phenomenon_time desc limit 1) as p on true)
    update observation as o set result = i.result,
      flags = case when i.began_anew then o.flags | ${sql.lit(flagBits.counter_reset)}
        else o.flags & ~${sql.lit(flagBits.counter_reset)} end
    from increase as i
    where o.ags = i.ags and o.datastream_id = i.datastream_id and o.phenomenon_time = i.phenomenon_time
    returning o.ags, o.datastream_id as "datastreamId", o.phenomenon_time as time`.execute(transaction);
  return rows;
}
