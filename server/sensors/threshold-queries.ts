import type { Reader } from '../database/database.ts';

export type Severity = 'notice' | 'warning' | 'alarm';
export type Direction = 'above' | 'below';

/** Bounds of a datastream whose crossing raises an alarm; in the unit of the datastream. */
export interface Threshold {
  ags: string;
  id: number;
  datastreamId: number;
  name: string;
  severity: Severity;
  direction: Direction;
  raiseAt: number;
  clearAt: number;
  /** Null = nobody is told. */
  webhook: string | null;
  active: boolean;
}

/** An alarm that was raised; in the unit of its datastream. */
export interface Alarm {
  id: number;
  datastreamId: number;
  name: string;
  severity: Severity;
  raisedAt: Date;
  raisedValue: number;
  /** Null = it lasts. */
  clearedAt: Date | null;
  clearedValue: number | null;
}

/** Thresholds of a municipality, in the order of their ids. */
export async function listThresholds(db: Reader, ags: string, limit: number): Promise<Threshold[]> {
  const rows = await db
    .selectFrom('threshold')
    .select(['ags', 'id', 'datastream_id as datastreamId', 'name', 'severity', 'direction', 'webhook', 'active'])
    .select(['raise_at as raiseAt', 'clear_at as clearAt'])
    .where('ags', '=', ags)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows as Threshold[];
}

/** Alarms of a municipality, those that last first, then the latest first. */
export async function listAlarms(db: Reader, ags: string, limit: number, lasting: boolean): Promise<Alarm[]> {
  let query = db
    .selectFrom('alarm as a')
    .innerJoin('threshold as t', (on) => on.onRef('t.ags', '=', 'a.ags').onRef('t.id', '=', 'a.threshold_id'))
    .select(['a.id', 'a.datastream_id as datastreamId', 't.name', 't.severity', 'a.raised_at as raisedAt'])
    .select(['a.raised_value as raisedValue', 'a.cleared_at as clearedAt', 'a.cleared_value as clearedValue'])
    .where('a.ags', '=', ags)
    .orderBy('a.cleared_at', (order) => order.desc().nullsFirst())
    .orderBy('a.raised_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit);
  if (lasting) query = query.where('a.cleared_at', 'is', null);
  return (await query.execute()) as Alarm[];
}
