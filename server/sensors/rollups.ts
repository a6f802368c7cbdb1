import { type RawBuilder, sql } from 'kysely';
import { dayZone } from '../../geodata/sensors/days.ts';
import { doubtfulBits } from '../../geodata/sensors/quality.ts';
import type { Transaction } from '../database/database.ts';
import { tellOfObservations } from './news.ts';
import { arrayOf, keyTable, type ObservationKey } from './observations.ts';

const hourOf = sql`date_trunc('hour', phenomenon_time, 'UTC')`;
const dayOf = sql`(phenomenon_time at time zone ${sql.lit(dayZone)})::date`;

const isPlausible = sql`flags & ${sql.lit(doubtfulBits)} = 0`;

/** What a roll-up says of the observations in it, in the order of `columns`. */
const sums = sql`count(*), count(result), count(*) filter (where not (${isPlausible})), sum(result),
  min(result), max(result), min(result) filter (where ${isPlausible}), max(result) filter (where ${isPlausible}),
  sum(result) filter (where ${isPlausible}), count(result) filter (where ${isPlausible}),
  (array_agg(result order by phenomenon_time desc))[1], max(phenomenon_time)`;
const columns = sql`count, numbers, flagged, sum, min, max, plausible_min, plausible_max, plausible_sum,
  plausible_numbers, last, last_time`;

/** Statements, for a `with`, that add rows of `source` (new observations) to the roll-ups by hour and by day. */
export function addToRollUps(source: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    hours as (
      insert into observation_hour as r (ags, datastream_id, hour, ${columns})
      select ags, datastream_id, ${hourOf}, ${sums} from ${source} group by 1, 2, 3
      on conflict (ags, datastream_id, hour) do update set ${added}),
    days as (
      insert into observation_day as r (ags, datastream_id, day, ${columns})
      select ags, datastream_id, ${dayOf}, ${sums} from ${source} group by 1, 2, 3
      on conflict (ags, datastream_id, day) do update set ${added})`;
}

const added = sql`
  count = r.count + excluded.count, numbers = r.numbers + excluded.numbers, flagged = r.flagged + excluded.flagged,
  sum = coalesce(r.sum + excluded.sum, r.sum, excluded.sum), min = least(r.min, excluded.min),
  max = greatest(r.max, excluded.max), plausible_min = least(r.plausible_min, excluded.plausible_min),
  plausible_max = greatest(r.plausible_max, excluded.plausible_max),
  plausible_sum = coalesce(r.plausible_sum + excluded.plausible_sum, r.plausible_sum, excluded.plausible_sum),
  plausible_numbers = r.plausible_numbers + excluded.plausible_numbers,
  last = case when excluded.last_time >= r.last_time then excluded.last else r.last end,
  last_time = greatest(r.last_time, excluded.last_time)`;

/**
 * Makes the roll-ups of the hours and days of these times anew from the observations, after results have changed or gone.
 * Of times whose observations are kept no longer nothing may change.
 */
export async function renewRollUps(transaction: Transaction, keys: readonly ObservationKey[]): Promise<void> {
  if (keys.length === 0) return;
  const hour = 3_600_000;
  const hours = new Map(
    keys.map(({ ags, datastreamId, time }) => {
      const start = Math.floor(time.getTime() / hour) * hour;
      return [`${ags} ${datastreamId} ${start}`, { ags, datastreamId, start }];
    }),
  );
  const touched = sql`
    unnest(${arrayOf([...hours.values()], ({ ags }) => ags)}::text::text[],
      ${arrayOf([...hours.values()], ({ datastreamId }) => datastreamId)}::text::bigint[],
      ${arrayOf([...hours.values()], ({ start }) => new Date(start).toISOString())}::text::timestamptz[])
      as t (ags, datastream_id, hour)`;
  await sql`
    delete from observation_hour as r using ${touched}
    where r.ags = t.ags and r.datastream_id = t.datastream_id and r.hour = t.hour`.execute(transaction);
  await sql`
    insert into observation_hour (ags, datastream_id, hour, ${columns})
    select ags, datastream_id, ${hourOf}, ${sums} from (
      select o.* from ${touched} join observation as o on o.ags = t.ags and o.datastream_id = t.datastream_id
        and o.phenomenon_time >= t.hour and o.phenomenon_time < t.hour + interval '1 hour') as o
    group by 1, 2, 3`.execute(transaction);
  await renewDays(
    transaction,
    [...hours.values()].map(({ ags, datastreamId, start }) => ({ ags, datastreamId, time: new Date(start) })),
  );
}

/** Makes the roll-ups of the days of these times anew from those of their hours. */
async function renewDays(transaction: Transaction, keys: readonly ObservationKey[]): Promise<void> {
  const touched = sql`(select distinct ags, datastream_id, ${dayOf} as day from ${keyTable(keys)}) as d`;
  await sql`
    delete from observation_day as r using ${touched}
    where r.ags = d.ags and r.datastream_id = d.datastream_id and r.day = d.day`.execute(transaction);
  await sql`
    insert into observation_day (ags, datastream_id, day, ${columns})
    select d.ags, d.datastream_id, d.day, sum(count), sum(numbers), sum(flagged), sum(sum), min(min), max(max),
      min(plausible_min), max(plausible_max), sum(plausible_sum), sum(plausible_numbers),
      (array_agg(last order by last_time desc))[1], max(last_time)
    from ${touched} join observation_hour as h on h.ags = d.ags and h.datastream_id = d.datastream_id
      and h.hour >= d.day::timestamp at time zone ${sql.lit(dayZone)}
      and h.hour < (d.day + 1)::timestamp at time zone ${sql.lit(dayZone)}
    group by 1, 2, 3`.execute(transaction);
}

/** What an hour's observations come to, where the observations themselves are kept no longer. */
export interface HourSum {
  ags: string;
  datastreamId: number;
  /** Start of the hour. */
  time: Date;
  count: number;
  doubtful: number;
  sum: number;
  min: number;
  max: number;
  /** Of those that are not doubtful; null = all are. */
  plausibleMin: number | null;
  plausibleMax: number | null;
  plausibleSum: number | null;
  last: number;
  lastTime: Date;
}

/** Writes hours, and their days, that lie before all observations kept. Hours that are there already stay as they are. */
export async function loadRollUps(transaction: Transaction, hours: readonly HourSum[]): Promise<void> {
  if (hours.length === 0) return;
  await sql`
    insert into observation_hour (ags, datastream_id, hour, ${columns})
    select ags, datastream_id, hour, count, count, doubtful, sum, min, max, plausible_min, plausible_max, plausible_sum,
      count - doubtful, last, last_time
    from unnest(${arrayOf(hours, ({ ags }) => ags)}::text::text[],
      ${arrayOf(hours, ({ datastreamId }) => datastreamId)}::text::bigint[],
      ${arrayOf(hours, ({ time }) => time.toISOString())}::text::timestamptz[],
      ${arrayOf(hours, ({ count }) => count)}::text::integer[],
      ${arrayOf(hours, ({ doubtful }) => doubtful)}::text::integer[],
      ${arrayOf(hours, ({ sum }) => sum)}::text::float8[], ${arrayOf(hours, ({ min }) => min)}::text::float8[],
      ${arrayOf(hours, ({ max }) => max)}::text::float8[],
      ${arrayOf(hours, ({ plausibleMin }) => plausibleMin)}::text::float8[],
      ${arrayOf(hours, ({ plausibleMax }) => plausibleMax)}::text::float8[],
      ${arrayOf(hours, ({ plausibleSum }) => plausibleSum)}::text::float8[],
      ${arrayOf(hours, ({ last }) => last)}::text::float8[],
      ${arrayOf(hours, ({ lastTime }) => lastTime.toISOString())}::text::timestamptz[])
      as i (ags, datastream_id, hour, count, doubtful, sum, min, max, plausible_min, plausible_max, plausible_sum, last,
        last_time)
    on conflict (ags, datastream_id, hour) do nothing`.execute(transaction);
  await renewDays(transaction, hours);
  await tellOfObservations(transaction, hours, true);
}
