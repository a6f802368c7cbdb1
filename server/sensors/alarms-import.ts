import { sql } from 'kysely';
import { doubtfulBits } from '../../geodata/sensors/quality.ts';
import { notify, type Transaction } from '../database/database.ts';
import { type AlarmEvent, alarmsChannel, writeAlarmMessages } from './alarm-messages-import.ts';
import { keyTable, type ObservationKey } from './observations.ts';
import type { Threshold } from './threshold-queries.ts';

/** A threshold, and one result of the datastream that it watches. */
interface Watched extends Omit<Threshold, 'signed' | 'active'> {
  webhookSecret: string | null;
  thing: string;
  datastream: string;
  unit: string | null;
  time: Date;
  value: number;
}

interface OpenAlarm {
  id: number;
  thresholdId: number;
  raisedAt: Date;
}

/**
 * Raises and ends alarms by these observations, one after the other in the order of their times. An alarm is raised where
 * `raise_at` is reached and ends where `clear_at` is, so that a value that trembles about one bound does not make one
 * alarm after the other. A doubtful value does neither. The caller leaves out what came late, for the state of a datastream
 * has been judged by what followed; and holds the datastreams' locks.
 */
export async function watchThresholds(transaction: Transaction, keys: readonly ObservationKey[]): Promise<void> {
  if (keys.length === 0) return;
  // Key by key: without statistics, as after the first start, the planner would read all observations instead.
  const { rows } = await sql<Watched>`
    select t.ags, t.id, t.datastream_id as "datastreamId", t.name, t.severity, t.direction, t.raise_at as "raiseAt",
      t.clear_at as "clearAt", t.webhook, t.webhook_secret as "webhookSecret", g.name as thing, d.name as datastream,
      d.unit_symbol as unit, o.phenomenon_time as time, o.result as value
    from (select distinct ags, datastream_id, phenomenon_time from ${keyTable(keys)}) as k
    join threshold as t on t.ags = k.ags and t.datastream_id = k.datastream_id and t.active
    cross join lateral (
      select phenomenon_time, result, flags from observation as o
      where o.ags = k.ags and o.datastream_id = k.datastream_id and o.phenomenon_time = k.phenomenon_time
      offset 0) as o
    join datastream as d on d.ags = t.ags and d.id = t.datastream_id
    join thing as g on g.ags = d.ags and g.id = d.thing_id
    where o.result is not null and o.flags & ${sql.lit(doubtfulBits)} = 0
    order by t.ags, t.id, o.phenomenon_time`.execute(transaction);
  if (rows.length === 0) return;
  const open = await listOpen(transaction, [...new Set(rows.map(({ id }) => id))]);
  const events: AlarmEvent[] = [];
  for (const row of rows) {
    const alarm = open.get(row.id);
    if (alarm === undefined && isAcross(row)) {
      const id = await raise(transaction, row);
      open.set(row.id, { id, thresholdId: row.id, raisedAt: row.time });
      events.push({ ...row, event: 'raised', alarmId: id, thresholdId: row.id, raisedAt: row.time, clearedAt: null });
    } else if (alarm !== undefined && isBack(row) && row.time >= alarm.raisedAt) {
      const { id: alarmId, raisedAt } = alarm;
      await clear(transaction, row, alarmId);
      open.delete(row.id);
      events.push({ ...row, event: 'cleared', alarmId, thresholdId: row.id, raisedAt, clearedAt: row.time });
    }
  }
  await tell(transaction, events);
}

/** Ends the alarm of a threshold that is about to go, at `now` and by no value. */
export async function endAlarm(transaction: Transaction, ags: string, thresholdId: number, now: Date): Promise<void> {
  const { rows } = await sql<Omit<AlarmEvent, 'event' | 'value'>>`
    update alarm as a set cleared_at = greatest(a.raised_at, ${now})
    from threshold as t
    join datastream as d on d.ags = t.ags and d.id = t.datastream_id
    join thing as g on g.ags = d.ags and g.id = d.thing_id
    where t.ags = ${ags} and t.id = ${thresholdId} and a.ags = t.ags and a.threshold_id = t.id and a.cleared_at is null
    returning a.ags, a.id as "alarmId", t.id as "thresholdId", t.name, t.severity, t.datastream_id as "datastreamId",
      t.webhook, t.webhook_secret as "webhookSecret", g.name as thing, d.name as datastream, d.unit_symbol as unit,
      a.raised_at as "raisedAt", a.cleared_at as "clearedAt"`.execute(transaction);
  await tell(
    transaction,
    rows.map((row) => ({ ...row, event: 'cleared', value: null })),
  );
}

async function tell(transaction: Transaction, events: readonly AlarmEvent[]): Promise<void> {
  if (events.length === 0) return;
  await writeAlarmMessages(transaction, events);
  await notify(transaction, alarmsChannel, '');
}

async function listOpen(transaction: Transaction, thresholdIds: readonly number[]): Promise<Map<number, OpenAlarm>> {
  const rows = await transaction
    .selectFrom('alarm')
    .select(['id', 'threshold_id as thresholdId', 'raised_at as raisedAt'])
    .where('threshold_id', '=', sql<number>`any(${`{${thresholdIds.join()}}`}::text::bigint[])`)
    .where('cleared_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.thresholdId, row]));
}

function isAcross({ direction, value, raiseAt }: Watched): boolean {
  return direction === 'above' ? value >= raiseAt : value <= raiseAt;
}

function isBack(row: Watched): boolean {
  return !isAcross(row) && (row.direction === 'above' ? row.value <= row.clearAt : row.value >= row.clearAt);
}

async function raise(transaction: Transaction, watched: Watched): Promise<number> {
  const { ags, id, datastreamId, time, value, name, severity, direction, raiseAt, clearAt } = watched;
  const raised = { threshold_id: id, datastream_id: datastreamId, raised_at: time, raised_value: value };
  const row = await transaction
    .insertInto('alarm')
    .values({ ags, ...raised, name, severity, direction, raise_at: raiseAt, clear_at: clearAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

async function clear(transaction: Transaction, { ags, time, value }: Watched, alarmId: number): Promise<void> {
  await transaction
    .updateTable('alarm')
    .set({ cleared_at: time, cleared_value: value })
    .where('ags', '=', ags)
    .where('id', '=', alarmId)
    .execute();
}
