import { setImmediate as nextTurn } from 'node:timers/promises';
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
import type { Database, Reader, Transaction } from '../database/database.ts';
import { watchThresholds } from './alarms-import.ts';
import { loadHistory, recordObservations } from './import.ts';
import type { NewObservation } from './observations.ts';
import { type HourSum, loadRollUps } from './rollups.ts';

/** Days of history that the modelled town comes with. */
export const historyDays = 365;

/** Days that are there from the start; the others come meanwhile. */
const firstDays = 2;

const hour = 3_600_000;

/**
 * Readers of the embedded database wait while a part is written, some tens of milliseconds on a machine that is not busy: so
 * long a time of single values, or a day's sums of so many datastreams.
 */
const partMs = hour / 2;
const datastreamsOfPart = 8;

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
  // A little at a time, and whoever asked meanwhile is answered: the embedded database runs in this very thread.
  for (let from = start.getTime(); from <= now.getTime(); from += partMs) {
    const until = Math.min(from + partMs, now.getTime() + 1);
    const observations = observationsOf(datastreams, from, until);
    count += observations.length;
    await db.transaction().execute(async (transaction) => {
      if (latest === null) {
        await loadHistory(transaction, observations);
        // Time goes on in these days as it will from now on; in all that lies before, nobody has watched.
        await watchThresholds(transaction, observations);
      } else await recordObservations(transaction, observations);
    });
    await nextTurn();
  }
  return count;
}

/**
 * Fills in the history that is missing, newest day first, part by part: yields after each the share that is there, 0 to 1,
 * and goes on when it is asked for more. Single values where they are kept that long, their roll-ups alone before. What is
 * there already stays as it is.
 */
export async function* fillHistory({ db }: Pick<Database, 'db'>, now: Date): AsyncGenerator<number> {
  const { datastreams, oldestDay } = await readState(db);
  if (datastreams.length === 0 || oldestDay === null) return;
  const today = dayNumber(dayOf(now));
  // The oldest day itself may lack a part, for a server can stop in the midst of it.
  for (let day = dayNumber(oldestDay); today - day <= historyDays; day--) {
    const share = Math.min(1, (today - day) / historyDays);
    const parts = today - day <= modelledRawDays ? valuesOf(datastreams, day) : sumsOf(datastreams, day);
    let isFirst = true;
    for (const write of parts) {
      if (!isFirst) yield share - 1 / historyDays;
      isFirst = false;
      await db.transaction().execute(write);
    }
    yield share;
  }
}

type Write = (transaction: Transaction) => Promise<void>;

function* valuesOf(datastreams: readonly Known[], day: number): Generator<Write> {
  const [start, end] = spanOf(day);
  for (let from = start; from < end; from += partMs) {
    yield (transaction) => loadHistory(transaction, observationsOf(datastreams, from, Math.min(from + partMs, end)));
  }
}

function* sumsOf(datastreams: readonly Known[], day: number): Generator<Write> {
  for (let first = 0; first < datastreams.length; first += datastreamsOfPart) {
    const part = datastreams.slice(first, first + datastreamsOfPart);
    yield (transaction) => loadRollUps(transaction, hoursOf(part, ...spanOf(day)));
  }
}

/** Start of a day and of the next one, milliseconds. */
function spanOf(day: number): [from: number, until: number] {
  return [startOfDay(dayOfNumber(day)).getTime(), startOfDay(dayOfNumber(day + 1)).getTime()];
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
          plausibleSum: plausible.length === 0 ? null : plausible.reduce((sum, value) => sum + value, 0),
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
