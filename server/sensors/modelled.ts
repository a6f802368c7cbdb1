import { sql } from 'kysely';
import { landauAgs } from '../../geodata/landau/facts.ts';
import {
  type ModelledDatastream,
  modelledInterval,
  modelledRawDays,
  modelledTown,
} from '../../geodata/landau/sensors/town.ts';
import { clocksBetween, flagsAt, valueAt } from '../../geodata/landau/sensors/values.ts';
import { dayNumber, dayOf, dayOfNumber, startOfDay } from '../../geodata/sensors/days.ts';
import { doubtfulBits } from '../../geodata/sensors/quality.ts';
import type { Database, Reader } from '../database/database.ts';
import { loadHistory, recordObservations } from './import.ts';
import type { NewObservation } from './observations.ts';
import { type HourSum, loadRollUps } from './rollups.ts';

/** Days of history that the modelled town comes with. */
export const historyDays = 365;

/** Days that are there from the start; the others come meanwhile. */
const firstDays = 2;

/** A datastream of the modelled town as the database has it. */
interface Known {
  id: number;
  model: ModelledDatastream;
}

/** Those that are there, and where their values begin and end; no datastreams = the town is not, or no longer, there. */
interface State {
  datastreams: Known[];
  /** Latest value of all; null = none yet. */
  latest: Date | null;
  /** ISO date of the oldest day that has been filled in; null = none. */
  oldestDay: string | null;
}

/** True if there is a modelled town that can go on living. */
export async function hasModelledTown(db: Reader): Promise<boolean> {
  return (await readState(db)).datastreams.length > 0;
}

/**
 * Brings the values of the modelled town up to `now`: after a start, and every few minutes. A town without any values gets
 * those of the last days. What was missed for long is filled in like history. Returns the number of new values.
 */
export async function catchUp({ db }: Pick<Database, 'db'>, now: Date): Promise<number> {
  const { datastreams, latest } = await readState(db);
  if (datastreams.length === 0) return 0;
  const firstDay = dayOfNumber(dayNumber(dayOf(now)) - firstDays);
  const start = latest === null ? startOfDay(firstDay) : new Date(latest.getTime() + 1);
  let count = 0;
  // Some thousand values at a time, so that others get their turn.
  const span = 6 * 3_600_000;
  for (let from = start.getTime(); from <= now.getTime(); from += span) {
    const until = Math.min(from + span, now.getTime() + 1);
    const observations = observationsOf(datastreams, from, until);
    count += observations.length;
    await db.transaction().execute(async (transaction) => {
      if (latest === null) await loadHistory(transaction, observations);
      else await recordObservations(transaction, observations);
    });
  }
  return count;
}

/**
 * Fills in one more day of history, the newest that is missing, and returns the share of it that is there then, 0 to 1.
 * Single values where they are kept that long, their roll-ups alone before.
 */
export async function fillHistory({ db }: Pick<Database, 'db'>, now: Date): Promise<number> {
  const { datastreams, oldestDay } = await readState(db);
  if (datastreams.length === 0 || oldestDay === null) return 1;
  const today = dayNumber(dayOf(now));
  const day = dayNumber(oldestDay) - 1;
  if (today - day > historyDays) return 1;
  const [from, until] = [startOfDay(dayOfNumber(day)).getTime(), startOfDay(oldestDay).getTime()];
  await db.transaction().execute(async (transaction) => {
    if (today - day <= modelledRawDays) await loadHistory(transaction, observationsOf(datastreams, from, until));
    else await loadRollUps(transaction, hoursOf(datastreams, from, until));
  });
  return Math.min(1, (today - day) / historyDays);
}

async function readState(db: Reader): Promise<State> {
  const { rows } = await sql<{ id: number; thing: string; key: string; latest: Date | null; oldest: string | null }>`
    select d.id, t.key as thing, d.key, l.phenomenon_time as latest,
      (select day from observation_day as o where o.ags = d.ags and o.datastream_id = d.id order by day limit 1) as oldest
    from thing as t
    join datastream as d on d.ags = t.ags and d.thing_id = t.id
    left join latest_observation as l on l.ags = d.ags and l.datastream_id = d.id
    where t.ags = ${landauAgs} and t.modelled`.execute(db);
  const models = new Map(modelledTown().datastreams.map((each) => [`${each.thing} ${each.key}`, each]));
  const datastreams = rows.flatMap(({ id, thing, key }) => {
    const model = models.get(`${thing} ${key}`);
    return model ? [{ id, model }] : [];
  });
  const latest = Math.max(...rows.map(({ latest }) => latest?.getTime() ?? -Infinity));
  const [oldestDay = null] = rows.flatMap(({ oldest }) => (oldest === null ? [] : [oldest])).sort();
  return { datastreams, latest: latest === -Infinity ? null : new Date(latest), oldestDay };
}

function observationsOf(datastreams: readonly Known[], from: number, until: number): NewObservation[] {
  return clocksBetween(from, until).flatMap((clock) =>
    datastreams.flatMap(({ id, model }) => {
      const result = valueAt(model, clock);
      if (result === null) return [];
      return [{ ags: landauAgs, datastreamId: id, time: new Date(clock.time), result, flags: flagsAt(model, clock) }];
    }),
  );
}

function hoursOf(datastreams: readonly Known[], from: number, until: number): HourSum[] {
  const hour = 3_600_000;
  const byHour = Map.groupBy(clocksBetween(from, until), ({ time }) => Math.floor(time / hour) * hour);
  return datastreams.flatMap(({ id, model }) =>
    [...byHour].flatMap(([start, clocks]): HourSum[] => {
      const said = clocks.flatMap((clock) => {
        const value = valueAt(model, clock);
        return value === null
          ? []
          : [{ value, time: clock.time, isDoubtful: (flagsAt(model, clock) & doubtfulBits) !== 0 }];
      });
      const last = said.at(-1);
      if (!last) return [];
      const values = said.map(({ value }) => value);
      const plausible = said.flatMap(({ value, isDoubtful }) => (isDoubtful ? [] : [value]));
      return [
        {
          ...{ ags: landauAgs, datastreamId: id, time: new Date(start), count: said.length },
          doubtful: said.filter(({ isDoubtful }) => isDoubtful).length,
          sum: values.reduce((sum, value) => sum + value, 0),
          min: Math.min(...values),
          max: Math.max(...values),
          plausibleMin: plausible.length === 0 ? null : Math.min(...plausible),
          plausibleMax: plausible.length === 0 ? null : Math.max(...plausible),
          last: last.value,
          lastTime: new Date(last.time),
        },
      ];
    }),
  );
}

/** Milliseconds from `now` until the town says something again, and its messages have arrived. */
export function untilNextValue(now: Date): number {
  const step = modelledInterval * 1000;
  return step - (now.getTime() % step) + 2_000;
}
