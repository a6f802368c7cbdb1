import { sql } from 'kysely';
import { dayZone } from '../../geodata/sensors/days.ts';
import type { Transaction } from '../database/database.ts';

/**
 * Deletes observations, corrections and hourly roll-ups that their datastreams keep no longer; whole days only, and their
 * roll-ups by day stay for ever. Returns the number of observations that went.
 */
export async function forgetOld(transaction: Transaction, now: Date): Promise<number> {
  const keptFrom = (days: 'keep_raw_days' | 'keep_hours_days') => sql<Date>`
    date_trunc('day', ${now}::timestamptz, ${sql.lit(dayZone)}) - make_interval(days => ${sql.ref(`d.${days}`)})`;
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from observation as o using datastream as d
      where d.keep_raw_days is not null and o.ags = d.ags and o.datastream_id = d.id
        and o.phenomenon_time < ${keptFrom('keep_raw_days')}
      returning o.ags, o.datastream_id),
    counted as (select ags, datastream_id, count(*) as count from gone group by 1, 2),
    latest as (
      update latest_observation as l set observations = l.observations - c.count,
        first_time = least(l.phenomenon_time, greatest(l.first_time, ${keptFrom('keep_raw_days')}))
      from counted as c join datastream as d on d.ags = c.ags and d.id = c.datastream_id
      where l.ags = c.ags and l.datastream_id = c.datastream_id),
    corrections as (
      delete from observation_correction as o using datastream as d
      where d.keep_raw_days is not null and o.ags = d.ags and o.datastream_id = d.id
        and o.phenomenon_time < ${keptFrom('keep_raw_days')}),
    hours as (
      delete from observation_hour as o using datastream as d
      where d.keep_hours_days is not null and o.ags = d.ags and o.datastream_id = d.id
        and o.hour < ${keptFrom('keep_hours_days')})
    select coalesce(sum(count), 0)::bigint as count from counted`.execute(transaction);
  return rows[0]?.count ?? 0;
}
