import { type RawBuilder, sql } from 'kysely';
import { dayNumber, dayOfNumber, dayZone, startOfDay } from '../../geodata/sensors/days.ts';
import type { ThemeId } from '../../geodata/sensors/themes.ts';
import type { Reader } from '../database/database.ts';
import { stateNow } from './states.ts';

/** Whole days in Germany, ISO dates; `to` is not in it any more. */
export interface Period {
  ags: string;
  from: string;
  to: string;
}

/** What was to come of regular datastreams in a period, and what came. */
interface Delivered {
  /** Observations that were expected, by the interval of each datastream; null = of none. */
  expected: number | null;
  /** Of these, those that came: more than expected on one day does not make up for another day. */
  received: number | null;
}

/** How the sensors of a theme worked; theme null = of things that state none. */
export interface ThemeAvailability extends Delivered {
  theme: ThemeId | null;
  things: number;
  modelledThings: number;
  datastreams: number;
  /** Datastreams without an interval, of which nobody can tell what was to come. */
  irregular: number;
  /** Datastreams whose latest value is stale now, or that have never said anything. */
  silent: number;
  observations: number;
  doubtful: number;
  alarms: number;
}

/** How a datastream worked. */
export interface DatastreamAvailability extends Delivered {
  ags: string;
  datastreamId: number;
  observations: number;
  doubtful: number;
  /** Last day of the period on which it said something, ISO date; null = on none. */
  lastDay: string | null;
}

/** A row a theme, in the order of their names; things without a theme last. */
export async function listThemeAvailability(db: Reader, period: Period): Promise<ThemeAvailability[]> {
  const { rows } = await sql<ThemeAvailability>`
    with worked as (${worked(period)}),
    raised as (
      select t.theme, count(*) as alarms
      from alarm as a
      join datastream as d on d.ags = a.ags and d.id = a.datastream_id
      join thing as t on t.ags = d.ags and t.id = d.thing_id
      where a.ags = ${period.ags} and a.raised_at >= ${startOf(sql`${period.from}::date`)}
        and a.raised_at < ${startOf(sql`${period.to}::date`)}
      group by t.theme)
    select w.theme, count(distinct w.thing_id)::integer as things,
      count(distinct w.thing_id) filter (where w.modelled)::integer as "modelledThings",
      count(*)::integer as datastreams, count(*) filter (where w.interval_s is null)::integer as irregular,
      count(*) filter (where w.state in ('none', 'stale'))::integer as silent,
      sum(w.observations)::float8 as observations, sum(w.doubtful)::float8 as doubtful,
      sum(w.expected) as expected, sum(w.received) as received,
      coalesce(max(r.alarms), 0)::integer as alarms
    from worked as w left join raised as r on r.theme is not distinct from w.theme
    group by w.theme order by w.theme nulls last`.execute(db);
  return rows;
}

/** The datastreams of which the least came, at most `limit`; those of which nothing was to come are not among them. */
export async function listLeastAvailable(db: Reader, period: Period, limit: number): Promise<DatastreamAvailability[]> {
  const { rows } = await sql<DatastreamAvailability>`
    select ${period.ags} as ags, w.datastream_id as "datastreamId", w.observations, w.doubtful, w.expected, w.received,
      w.last_day as "lastDay"
    from (${worked(period)}) as w
    where w.expected > 0
    order by w.received / w.expected, w.datastream_id limit ${limit}`.execute(db);
  return rows;
}

/**
 * Share of what was to come that came, %, a value a day of the period; null = nothing was to come. By theme; null = of
 * things that state none.
 */
export async function listDailyAvailability(
  db: Reader,
  period: Period,
): Promise<Map<ThemeId | null, (number | null)[]>> {
  const { from, to } = period;
  const regular = sql`(${worked(period)}) as w where w.expected > 0`;
  const { rows: rates } = await sql<{ theme: ThemeId | null; since: string; perSecond: number }>`
    select w.theme, w.since::text as since, sum(1.0 / w.interval_s)::float8 as "perSecond"
    from ${regular} group by w.theme, w.since`.execute(db);
  const { rows: received } = await sql<{ theme: ThemeId | null; day: string; received: number }>`
    select w.theme, o.day::text as day, sum(least(o.count, ${expectedOfDay(sql`w.interval_s`)})) as received
    from (select * from ${regular}) as w
    join observation_day as o on o.ags = ${period.ags} and o.datastream_id = w.datastream_id
      and o.day >= w.since and o.day < ${to}::date
    group by w.theme, o.day`.execute(db);
  const first = dayNumber(from);
  const days = Array.from({ length: dayNumber(to) - first }, (_, index) => dayOfNumber(first + index));
  const came = new Map(received.map((row) => [`${row.theme} ${row.day}`, row.received]));
  return new Map(
    [...Map.groupBy(rates, ({ theme }) => theme)].map(([theme, own]) => [
      theme,
      days.map((day) => {
        const perSecond = own.reduce((sum, { since, perSecond: rate }) => sum + (since <= day ? rate : 0), 0);
        const seconds = (startOfDay(dayOfNumber(dayNumber(day) + 1)).getTime() - startOfDay(day).getTime()) / 1000;
        return perSecond > 0 ? ((came.get(`${theme} ${day}`) ?? 0) / (perSecond * seconds)) * 100 : null;
      }),
    ]),
  );
}

/** SQL: first moment of a day. */
function startOf(day: RawBuilder<unknown>): RawBuilder<Date> {
  return sql`((${day})::timestamp at time zone ${sql.lit(dayZone)})`;
}

/** SQL: seconds from the start of one day to that of another; a day has 23 or 25 hours when the clocks change. */
function secondsBetween(from: RawBuilder<unknown>, to: RawBuilder<unknown>): RawBuilder<number> {
  return sql`extract(epoch from ${startOf(to)} - ${startOf(from)})::float8`;
}

/** SQL: observations that were to come on the day of `o`, a row of observation_day. */
function expectedOfDay(interval: RawBuilder<unknown>): RawBuilder<number> {
  return sql`${secondsBetween(sql`o.day`, sql`o.day + 1`)} / ${interval}`;
}

/**
 * SQL: a row a datastream. What was to come is counted from the day after its first observation, for it may have begun at
 * any hour of that one.
 */
function worked({ ags, from, to }: Period): RawBuilder<unknown> {
  return sql`
    select t.theme, t.id as thing_id, t.modelled, d.id as datastream_id, d.interval_s, p.since, ${stateNow} as state,
      coalesce(s.observations, 0) as observations, coalesce(s.doubtful, 0) as doubtful, s.last_day,
      case when p.since < ${to}::date then ${secondsBetween(sql`p.since`, sql`${to}::date`)} / d.interval_s end as expected,
      case when p.since < ${to}::date and d.interval_s is not null then coalesce(s.received, 0) end as received
    from datastream as d
    join thing as t on t.ags = d.ags and t.id = d.thing_id
    left join latest_observation as l on l.ags = d.ags and l.datastream_id = d.id
    cross join lateral (
      select greatest(${from}::date, (
        select o.day + 1 from observation_day as o
        where o.ags = d.ags and o.datastream_id = d.id order by o.day limit 1)) as since
      where l.datastream_id is not null
      union all select null::date where l.datastream_id is null) as p
    cross join lateral (
      select sum(o.count)::float8 as observations, sum(o.flagged)::float8 as doubtful, max(o.day)::text as last_day,
        sum(least(o.count, ${expectedOfDay(sql`d.interval_s`)})) filter (where o.day >= p.since) as received
      from observation_day as o
      where o.ags = d.ags and o.datastream_id = d.id and o.day >= ${from}::date and o.day < ${to}::date) as s
    where d.ags = ${ags}`;
}
