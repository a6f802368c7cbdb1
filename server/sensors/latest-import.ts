import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../database/database.ts';
import type { Expectation } from './judge.ts';
import { arrayOf, type ObservationKey } from './observations.ts';

/** What the latest observation itself says; all else in the row is of the datastream as a whole. */
const own = [
  ...['phenomenon_time', 'phenomenon_end', 'result', 'result_json', 'result_time', 'flags', 'observation_id'],
  ...['recorded_at', 'unchanged_since'],
];

/** A statement, for a `with`, that adds the rows of `written` (new observations) to the latest values. */
export function addToLatest(expectations: readonly Expectation[]): RawBuilder<unknown> {
  const newer = sql.join(
    own.map((name) => {
      const column = sql.ref(name);
      return sql`${column} = case when excluded.phenomenon_time >= l.phenomenon_time then excluded.${column} else l.${column} end`;
    }),
  );
  const known = expectations.filter(({ unchangedSince }) => unchangedSince !== null);
  return sql`
    latest as (
      insert into latest_observation as l (ags, datastream_id, phenomenon_time, phenomenon_end, result, result_json,
        result_time, flags, observation_id, recorded_at, unchanged_since, first_time, last_end, first_result_time,
        last_result_time, observations)
      select distinct on (w.ags, w.datastream_id) w.ags, w.datastream_id, w.phenomenon_time, w.phenomenon_end, w.result,
        w.result_json, w.result_time, w.flags, w.id, w.recorded_at, coalesce(s.since, w.phenomenon_time),
        min(w.phenomenon_time) over own, max(coalesce(w.phenomenon_end, w.phenomenon_time)) over own,
        min(w.result_time) over own, max(w.result_time) over own, count(*) over own
      from written as w
      left join unnest(${arrayOf(known, ({ id }) => id)}::text::bigint[],
        ${arrayOf(known, ({ unchangedSince }) => unchangedSince?.toISOString())}::text::timestamptz[])
        as s (datastream_id, since) on s.datastream_id = w.datastream_id
      window own as (partition by w.ags, w.datastream_id)
      order by w.ags, w.datastream_id, w.phenomenon_time desc
      on conflict (ags, datastream_id) do update set ${newer},
        first_time = least(l.first_time, excluded.first_time),
        last_end = greatest(l.last_end, excluded.last_end),
        first_result_time = least(l.first_result_time, excluded.first_result_time),
        last_result_time = greatest(l.last_result_time, excluded.last_result_time),
        observations = l.observations + excluded.observations)`;
}

/** Takes over what was changed of observations that are the latest. */
export async function renewLatest(transaction: Transaction, keys: readonly ObservationKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    update latest_observation as l set phenomenon_end = o.phenomenon_end, result = o.result,
      result_json = o.result_json, result_time = o.result_time, flags = o.flags, recorded_at = o.recorded_at,
      last_end = greatest(l.last_end, o.phenomenon_end),
      first_result_time = least(l.first_result_time, o.result_time),
      last_result_time = greatest(l.last_result_time, o.result_time)
    from observation as o
    where ${isTouched(keys)} and o.ags = l.ags and o.datastream_id = l.datastream_id
      and o.phenomenon_time = l.phenomenon_time`.execute(transaction);
}

/** Looks for the latest observations anew, after `keys` have been deleted. */
export async function findLatestAnew(transaction: Transaction, keys: readonly ObservationKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`delete from latest_observation as l where ${isTouched(keys)}`.execute(transaction);
  await sql`
    insert into latest_observation (ags, datastream_id, phenomenon_time, phenomenon_end, result, result_json,
      result_time, flags, observation_id, recorded_at, unchanged_since, first_time, last_end, first_result_time,
      last_result_time, observations)
    select l.ags, l.datastream_id, o.phenomenon_time, o.phenomenon_end, o.result, o.result_json, o.result_time, o.flags,
      o.id, o.recorded_at, o.phenomenon_time, s.first_time, s.last_end, s.first_result_time, s.last_result_time, s.count
    from (select ags, id as datastream_id from datastream) as l
    cross join lateral (
      select * from observation as o where o.ags = l.ags and o.datastream_id = l.datastream_id
      order by phenomenon_time desc limit 1) as o
    cross join lateral (
      select min(phenomenon_time) as first_time, max(coalesce(phenomenon_end, phenomenon_time)) as last_end,
        min(result_time) as first_result_time, max(result_time) as last_result_time, count(*) as count
      from observation as s where s.ags = l.ags and s.datastream_id = l.datastream_id) as s
    where ${isTouched(keys)}`.execute(transaction);
}

function isTouched(keys: readonly ObservationKey[]): RawBuilder<unknown> {
  const touched = [...new Map(keys.map((key) => [key.datastreamId, key])).values()];
  return sql`(l.ags, l.datastream_id) in (select * from unnest(
    ${arrayOf(touched, ({ ags }) => ags)}::text::text[],
    ${arrayOf(touched, ({ datastreamId }) => datastreamId)}::text::bigint[]))`;
}
