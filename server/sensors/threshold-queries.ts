import { type RawBuilder, sql } from 'kysely';
import { doubtfulBits } from '../../geodata/sensors/quality.ts';
import type { ThresholdRecord } from '../../geodata/sensors/records.ts';
import type { ThemeId } from '../../geodata/sensors/themes.ts';
import type { Reader } from '../database/database.ts';

/** Bounds of a datastream whose crossing raises an alarm; in the unit of the datastream. */
export interface Threshold extends ThresholdRecord {
  ags: string;
  id: number;
  datastreamId: number;
  /** Null = nobody is told. */
  webhook: string | null;
  /** True: what the webhook is told is signed. */
  signed: boolean;
  active: boolean;
}

/** The rule that raised an alarm, as it was then. */
export interface AlarmRule extends ThresholdRecord {
  /** True: it was not kept then, and is that of a later day. */
  assumed: boolean;
}

/** An alarm that was raised; in the unit of its datastream. */
export interface Alarm {
  ags: string;
  id: number;
  datastreamId: number;
  threshold: Threshold;
  rule: AlarmRule;
  raisedAt: Date;
  raisedValue: number;
  /** Null = it lasts. */
  clearedAt: Date | null;
  /** Null = it lasts, or ended with its threshold. */
  clearedValue: number | null;
}

export interface AlarmFilter {
  ags: string;
  /** Null = of all. */
  datastreamIds: readonly number[] | null;
  theme: ThemeId | null;
  /** Null = those that last and those that have ended. */
  lasting: boolean | null;
}

/** Thresholds of a municipality, or of some datastreams of it, in the order of their ids. */
export async function listThresholds(
  db: Reader,
  ags: string,
  datastreamIds: readonly number[] | null,
  limit: number,
): Promise<Threshold[]> {
  const { rows } = await sql<Threshold>`
    select ${thresholdColumns} from threshold as t where t.ags = ${ags} ${among(sql`t.datastream_id`, datastreamIds)}
    order by t.id limit ${limit}`.execute(db);
  return rows;
}

const thresholdColumns = sql`t.ags, t.id, t.datastream_id as "datastreamId", t.name, t.severity, t.direction,
  t.raise_at as "raiseAt", t.clear_at as "clearAt", t.webhook, t.active,
  t.webhook_secret is not null as signed`;

/** SQL: that a column is one of these ids; nothing without ids. */
export function among(column: RawBuilder<unknown>, ids: readonly number[] | null): RawBuilder<unknown> {
  return ids === null ? sql`` : sql`and ${column} = any(${ids}::bigint[])`;
}

type AlarmRow = Omit<Alarm, 'id' | 'threshold'> & Threshold & { alarmId: number; alarmDatastreamId: number };

/** Alarms of a municipality, those that last first, then the latest first. */
export async function listAlarms(db: Reader, filter: AlarmFilter, limit: number): Promise<Alarm[]> {
  const { ags, datastreamIds, theme, lasting } = filter;
  const { rows } = await sql<AlarmRow>`
    select ${thresholdColumns}, a.id as "alarmId", a.datastream_id as "alarmDatastreamId", a.raised_at as "raisedAt",
      jsonb_build_object('name', a.name, 'severity', a.severity, 'direction', a.direction, 'raiseAt', a.raise_at,
        'clearAt', a.clear_at, 'assumed', a.rule_assumed) as rule,
      a.raised_value as "raisedValue", a.cleared_at as "clearedAt", a.cleared_value as "clearedValue"
    from alarm as a
    join threshold as t on t.ags = a.ags and t.id = a.threshold_id
    ${
      theme === null
        ? sql``
        : sql`join datastream as d on d.ags = a.ags and d.id = a.datastream_id
          join thing as g on g.ags = d.ags and g.id = d.thing_id and g.theme = ${theme}`
    }
    where a.ags = ${ags} ${among(sql`a.datastream_id`, datastreamIds)}
      ${lasting === null ? sql`` : lasting ? sql`and a.cleared_at is null` : sql`and a.cleared_at is not null`}
    order by a.cleared_at is not null, a.raised_at desc, a.id desc limit ${limit}`.execute(db);
  return rows.map(
    ({ alarmId, alarmDatastreamId, rule, raisedAt, raisedValue, clearedAt, clearedValue, ...threshold }) => ({
      ...{ ags, id: alarmId, datastreamId: alarmDatastreamId, threshold, rule },
      ...{ raisedAt, raisedValue, clearedAt, clearedValue },
    }),
  );
}

/**
 * By alarm, the plausible result that went farthest while it lasted: of the single observations, and of hours where those
 * are kept no longer.
 */
export async function findPeaks(
  db: Reader,
  alarms: readonly Pick<Alarm, 'ags' | 'id'>[],
): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; peak: number }>`
    select a.id, case a.direction
        when 'above' then greatest(a.raised_value, coalesce(o.most, h.most))
        else least(a.raised_value, coalesce(o.least, h.least)) end as peak
    from unnest(${alarms.map(({ ags }) => ags)}::text[], ${alarms.map(({ id }) => id)}::bigint[]) as k (ags, id)
    join alarm as a on a.ags = k.ags and a.id = k.id
    cross join lateral (
      select min(result) as least, max(result) as most from observation as o
      where o.ags = a.ags and o.datastream_id = a.datastream_id and o.phenomenon_time >= a.raised_at
        and o.phenomenon_time <= coalesce(a.cleared_at, 'infinity') and o.flags & ${sql.lit(doubtfulBits)} = 0) as o
    cross join lateral (
      select min(plausible_min) as least, max(plausible_max) as most from observation_hour as h
      where o.most is null and h.ags = a.ags and h.datastream_id = a.datastream_id and h.hour >= a.raised_at
        and h.hour + interval '1 hour' <= coalesce(a.cleared_at, 'infinity')) as h`.execute(db);
  return new Map(rows.map(({ id, peak }) => [id, peak]));
}

/** What a threshold would have done. */
export interface ThresholdPreview {
  /** Alarms that it would have raised. */
  alarms: number;
  /** Seconds that they would have lasted, all together. */
  seconds: number;
  /** Whether one would last now. */
  lasting: boolean;
  /** Oldest observation that was looked at; null = there is none. */
  from: Date | null;
}

/** What a threshold would have done with the plausible observations since a time, as far as they are kept. */
export async function previewThreshold(
  db: Reader,
  { ags, datastreamId, direction, raiseAt, clearAt }: Omit<Threshold, 'id' | 'signed'>,
  since: Date,
): Promise<ThresholdPreview> {
  const [raises, clears] =
    direction === 'above'
      ? [sql`result >= ${raiseAt}::float8`, sql`result <= ${clearAt}::float8`]
      : [sql`result <= ${raiseAt}::float8`, sql`result >= ${clearAt}::float8`];
  const { rows } = await sql<ThresholdPreview>`
    with said as (
      select phenomenon_time as time, case when ${raises} then true when ${clears} then false end as across
      from observation
      where ags = ${ags} and datastream_id = ${datastreamId}::bigint and phenomenon_time >= ${since}
        and phenomenon_time <= now() and result is not null and flags & ${sql.lit(doubtfulBits)} = 0),
    turns as (
      select time, across, lag(across) over ordered as before, lead(time, 1, now()) over ordered as next
      from said where across is not null window ordered as (order by time))
    select count(*) filter (where across and before is distinct from true)::integer as alarms,
      coalesce(date_part('epoch', sum(next - time) filter (where across)), 0) as seconds,
      coalesce((array_agg(across order by time desc))[1], false) as lasting, (select min(time) from said) as "from"
    from turns`.execute(db);
  return rows[0] ?? { alarms: 0, seconds: 0, lasting: false, from: null };
}
