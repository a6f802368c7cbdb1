import { sql } from 'kysely';
import { dayZone, startOfDay } from '../../geodata/sensors/days.ts';
import type { Reader } from '../database/database.ts';
import { monthNumber, monthStart } from './series-grid.ts';

/** What is usual in each hour of the day, from 0 to 23; null = too little is known. */
export interface UsualRange {
  lows: (number | null)[];
  highs: (number | null)[];
}

/** So many years a usual range looks back. */
export const usualYears = 5;

/** So many hours say what is usual. */
const leastHours = 5;

/**
 * Between which values nine hours in ten lay, by hour of the day, in the month of `day` in this and the years before. Of
 * what adds up the hour's sum, else its mean; hours with doubtful values are left out. One statement for all datastreams.
 */
export async function listUsualRanges(
  db: Reader,
  ags: string,
  ids: readonly number[],
  day: string,
): Promise<Map<number, UsualRange>> {
  const month = monthNumber(day);
  const months = Array.from({ length: usualYears }, (_, year) => month - 12 * year);
  const { rows } = await sql<{ id: number; hours: number[]; ranges: [number, number][] }>`
    select id, array_to_json(array_agg(hour_of_day)) as hours, array_to_json(array_agg(array_to_json(range))) as ranges
    from (
      select r.datastream_id as id, date_part('hour', r.hour at time zone ${sql.lit(dayZone)}) as hour_of_day,
        percentile_cont(array[0.05, 0.95]) within group (
          order by case when d.summed then r.sum else r.sum / nullif(r.numbers, 0) end) as range
      from unnest(${months.map((one) => startOfDay(monthStart(one)).toISOString())}::timestamptz[],
        ${months.map((one) => startOfDay(monthStart(one + 1)).toISOString())}::timestamptz[]) as m (first, until)
      join observation_hour as r on r.ags = ${ags} and r.datastream_id = any(${ids}::bigint[])
        and r.hour >= m.first and r.hour < m.until and r.flagged = 0 and r.sum is not null
      join datastream as d on d.ags = r.ags and d.id = r.datastream_id
      group by 1, 2 having count(*) >= ${leastHours}) as h
    group by id`.execute(db);
  return new Map(
    rows.map(({ id, hours, ranges }) => {
      const usual: UsualRange = { lows: new Array<null>(24).fill(null), highs: new Array<null>(24).fill(null) };
      hours.forEach((at, index) => {
        usual.lows[at] = ranges[index]?.[0] ?? null;
        usual.highs[at] = ranges[index]?.[1] ?? null;
      });
      return [id, usual];
    }),
  );
}
