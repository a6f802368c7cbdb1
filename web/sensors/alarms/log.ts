import type { View } from '../../view.ts';
import type { LastingAlarm } from './documents.ts';

/** What the log of a link asks; undefined = it shows none. */
export function logVariables({ place: ags, sensors: { ids, topic, alarms } }: Pick<View, 'place' | 'sensors'>) {
  if (ids.length > 0) return { ags, ids: [...ids], theme: null, state: null };
  if (alarms === undefined) return undefined;
  const theme = (topic?.toUpperCase() ?? null) as Uppercase<NonNullable<typeof topic>> | null;
  const state = alarms === 'all' ? null : alarms === 'lasting' ? ('LASTING' as const) : ('ENDED' as const);
  return { ags, ids: null, theme, state };
}

const order = { ALARM: 0, WARNING: 1, NOTICE: 2 };

/** The gravest first. */
export function byGravity(alarms: readonly LastingAlarm[]): LastingAlarm[] {
  return alarms.toSorted((one, other) => order[one.rule.severity] - order[other.rule.severity]);
}

/** The first alarm of each datastream that has one. */
export function firstOfEach(alarms: readonly LastingAlarm[]): ReadonlyMap<number, LastingAlarm> {
  return new Map(alarms.toReversed().map((alarm) => [alarm.datastreamId, alarm]));
}
