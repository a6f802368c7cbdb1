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
  observations: number;
  doubtful: number;
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
  alarms: number;
  /** Share of what was to come that came, %, a value a day of the period; null = nothing was to come. */
  dailyPercents: (number | null)[];
}

/** How a datastream worked. */
export interface DatastreamAvailability extends Delivered {
  ags: string;
  datastreamId: number;
  /** Last day of the period on which it said something, ISO date; null = on none. */
  lastDay: string | null;
}

export interface Availability {
  /** A row a theme, in the order of their names; things without a theme last. */
  themes: ThemeAvailability[];
  /** Of all datastreams of which something was to come, those first of which the least came. */
  datastreams: DatastreamAvailability[];
}

/** How the sensors of a municipality worked, from the roll-ups by day, which are read once for all of it. */
export async function readAvailability(db: Reader, period: Period): Promise<Availability> {
  const series = await listSeries(db, period);
  const { bySeries, byDay } = await listReceived(db, period);
  const alarms = await countAlarms(db, period);
  const worked = series.map((one) => ({ ...one, ...delivered(one, bySeries.get(one.id), period) }));
  const themes = [...Map.groupBy(worked, ({ theme }) => theme)].map(([theme, own]): ThemeAvailability => ({
    theme,
    things: new Set(own.map(({ thingId }) => thingId)).size,
    modelledThings: new Set(own.filter(({ modelled }) => modelled).map(({ thingId }) => thingId)).size,
    datastreams: own.length,
    irregular: own.filter(({ interval }) => interval === null).length,
    silent: own.filter(({ isSilent }) => isSilent).length,
    ...sumOf(own),
    alarms: alarms.get(theme) ?? 0,
    dailyPercents: dailyPercents(
      own.filter(({ expected }) => expected !== null),
      (day) => byDay.get(`${theme} ${day}`) ?? 0,
      period,
    ),
  }));
  const share = ({ expected, received }: Delivered): number => (received ?? 0) / (expected ?? 1);
  const datastreams = worked
    .filter(({ expected }) => expected !== null && expected > 0)
    .sort((one, other) => share(one) - share(other) || one.id - other.id)
    .map(({ id, expected, received, observations, doubtful, lastDay }) => ({
      ...{ ags: period.ags, datastreamId: id, expected, received, observations, doubtful, lastDay },
    }));
  return { themes: themes.sort((one, other) => compareThemes(one.theme, other.theme)), datastreams };
}

function compareThemes(one: ThemeId | null, other: ThemeId | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one < other ? -1 : 1;
}

/** Null where of none something was to come. */
function sumOf(rows: readonly Delivered[]): Delivered {
  const regular = rows.filter(({ expected }) => expected !== null);
  const sum = (own: readonly Delivered[], name: keyof Delivered) =>
    own.reduce((total, row) => total + (row[name] ?? 0), 0);
  const of = (name: 'expected' | 'received') => (regular.length > 0 ? sum(regular, name) : null);
  return {
    ...{ expected: of('expected'), received: of('received') },
    ...{ observations: sum(rows, 'observations'), doubtful: sum(rows, 'doubtful') },
  };
}

interface Series {
  id: number;
  theme: ThemeId | null;
  thingId: number;
  modelled: boolean;
  /** Seconds between two observations; null = irregular. */
  interval: number | null;
  isSilent: boolean;
  /** From which day on it is counted, ISO date; null = it has never said anything. */
  since: string | null;
}

interface Received {
  observations: number;
  doubtful: number;
  received: number | null;
  lastDay: string;
}

function delivered(
  { interval, since }: Series,
  came: Received | undefined,
  { to }: Period,
): Delivered & { lastDay: string | null } {
  const isExpected = interval !== null && since !== null && since < to;
  return {
    expected: isExpected ? secondsBetween(since, to) / interval : null,
    received: isExpected ? (came?.received ?? 0) : null,
    observations: came?.observations ?? 0,
    doubtful: came?.doubtful ?? 0,
    lastDay: came?.lastDay ?? null,
  };
}

function dailyPercents(
  series: readonly Series[],
  receivedOn: (day: string) => number,
  { from, to }: Period,
): (number | null)[] {
  const first = dayNumber(from);
  // What a second more brings of those that are counted from a day on.
  const begins = Map.groupBy(series, ({ since }) => since ?? from);
  let perSecond = 0;
  return Array.from({ length: dayNumber(to) - first }, (_, index) => {
    const day = dayOfNumber(first + index);
    for (const { interval } of begins.get(day) ?? []) perSecond += 1 / (interval ?? Infinity);
    const expected = perSecond * secondsBetween(day, dayOfNumber(first + index + 1));
    return expected > 0 ? (receivedOn(day) / expected) * 100 : null;
  });
}

/** Seconds from the start of one day to that of another; a day has 23 or 25 hours when the clocks change. */
function secondsBetween(from: string, to: string): number {
  return (startOfDay(to).getTime() - startOfDay(from).getTime()) / 1000;
}

async function listSeries(db: Reader, period: Period): Promise<Series[]> {
  const { rows } = await sql<Series>`
    select s.id, s.theme, s.thing_id as "thingId", s.modelled, s.interval_s as interval, s.state in ('none', 'stale') as "isSilent",
      s.since::text as since
    from (${seriesOf(period)}) as s order by s.id`.execute(db);
  return rows;
}

/** What came, by datastream, and by theme and day (`water 2026-01-15`); all days of all datastreams are read once. */
async function listReceived(
  db: Reader,
  period: Period,
): Promise<{ bySeries: Map<number, Received>; byDay: Map<string, number> }> {
  const { ags, from, to } = period;
  type Row = Received & { id: number | null; theme: ThemeId | null; day: string | null };
  const { rows } = await sql<Row>`
    with series as materialized (${seriesOf(period)}),
    days as materialized (
      select day::date as day, ${secondsOfDay(sql`day`)} as seconds
      from generate_series(${from}::timestamp, ${to}::timestamp - interval '1 day', interval '1 day') as day)
    select o.datastream_id as id, s.theme, o.day::text as day, sum(o.count)::float8 as observations,
      sum(o.flagged)::float8 as doubtful, max(o.day)::text as "lastDay",
      (sum(least(o.count, d.seconds / s.interval_s)) filter (where o.day >= s.since))::float8 as received
    from observation_day as o join days as d on d.day = o.day join series as s on s.id = o.datastream_id
    where o.ags = ${ags} and o.day >= ${from}::date and o.day < ${to}::date
    group by grouping sets ((o.datastream_id), (s.theme, o.day))`.execute(db);
  const bySeries = new Map<number, Received>();
  const byDay = new Map<string, number>();
  for (const { id, theme, day, ...received } of rows) {
    if (id === null) byDay.set(`${theme} ${day}`, received.received ?? 0);
    else bySeries.set(id, received);
  }
  return { bySeries, byDay };
}

async function countAlarms(db: Reader, { ags, from, to }: Period): Promise<Map<ThemeId | null, number>> {
  const { rows } = await sql<{ theme: ThemeId | null; alarms: number }>`
    select t.theme, count(*)::integer as alarms
    from alarm as a
    join datastream as d on d.ags = a.ags and d.id = a.datastream_id
    join thing as t on t.ags = d.ags and t.id = d.thing_id
    where a.ags = ${ags} and a.raised_at >= ${startOf(sql`${from}::timestamp`)}
      and a.raised_at < ${startOf(sql`${to}::timestamp`)}
    group by t.theme`.execute(db);
  return new Map(rows.map(({ theme, alarms }) => [theme, alarms]));
}

/**
 * SQL: a row a datastream. What was to come is counted from the day after its first observation, for it may have begun at
 * any hour of that one.
 */
function seriesOf({ ags, from }: Period): RawBuilder<unknown> {
  return sql`
    select t.theme, t.id as thing_id, t.modelled, d.id, d.interval_s, ${stateNow} as state,
      case when l.datastream_id is not null then greatest(${from}::date, (
        select o.day + 1 from observation_day as o
        where o.ags = d.ags and o.datastream_id = d.id order by o.day limit 1)) end as since
    from datastream as d
    join thing as t on t.ags = d.ags and t.id = d.thing_id
    left join latest_observation as l on l.ags = d.ags and l.datastream_id = d.id
    where d.ags = ${ags}`;
}

/** SQL: first moment of a day. */
function startOf(day: RawBuilder<unknown>): RawBuilder<Date> {
  return sql`(${day} at time zone ${sql.lit(dayZone)})`;
}

/** SQL: length of a day. */
function secondsOfDay(day: RawBuilder<unknown>): RawBuilder<number> {
  return sql`extract(epoch from ${startOf(sql`(${day} + interval '1 day')`)} - ${startOf(day)})::float8`;
}
