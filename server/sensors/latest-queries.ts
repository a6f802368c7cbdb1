import { sql } from 'kysely';
import type { SensorState } from '../../geodata/sensors/state.ts';
import type { ThemeId } from '../../geodata/sensors/themes.ts';
import type { Reader } from '../database/database.ts';
import { stateNow } from './states.ts';

/** Most datastreams whose latest values are told at once. */
export const mostLatest = 20_000;

/** Columns of equal length, an entry a datastream that has ever said something. */
export interface LatestValues {
  datastreamIds: number[];
  /** Seconds since 1970; of an interval its end. */
  times: number[];
  /** Null = no number. */
  values: (number | null)[];
  flags: number[];
  states: SensorState[];
}

/** Latest values of a municipality, in one row. `ids`: only of these datastreams; null = of all. */
export async function listLatestValues(
  db: Reader,
  ags: string,
  theme: ThemeId | null,
  ids: readonly number[] | null,
): Promise<LatestValues> {
  const { rows } = await sql<{ [Column in keyof LatestValues]: LatestValues[Column] | null }>`
    select array_to_json(array_agg(id)) as "datastreamIds", array_to_json(array_agg(time)) as times,
      array_to_json(array_agg(result)) as values, array_to_json(array_agg(flags)) as flags,
      array_to_json(array_agg(state)) as states
    from (
      select d.id, date_part('epoch', coalesce(l.phenomenon_end, l.phenomenon_time)) as time, l.result, l.flags,
        ${stateNow} as state
      from datastream as d
      join latest_observation as l on l.ags = d.ags and l.datastream_id = d.id
      ${theme === null ? sql`` : sql`join thing as t on t.ags = d.ags and t.id = d.thing_id and t.theme = ${theme}`}
      where d.ags = ${ags} ${ids === null ? sql`` : sql`and d.id = any(${ids}::bigint[])`}
      order by d.id limit ${mostLatest}) as o`.execute(db);
  const [row] = rows;
  return {
    datastreamIds: row?.datastreamIds ?? [],
    times: row?.times ?? [],
    values: row?.values ?? [],
    flags: row?.flags ?? [],
    states: row?.states ?? [],
  };
}
