import { type RawBuilder, sql } from 'kysely';
import { dayNumber, dayOf, dayOfNumber, dayZone, startOfDay } from '../../geodata/sensors/days.ts';
import { doubtfulBits } from '../../geodata/sensors/quality.ts';
import type { Reader } from '../database/database.ts';

export type Bucket = 'raw' | 'hour' | 'day' | 'month';

/** Most values of a series: a year of hours, and some. */
export const longestSeries = 10_000;

/** What a series can say of each bucket; `flags` of single observations alone. */
export const seriesColumns = [
  ...(['means', 'sums', 'minima', 'maxima', 'plausibleMinima', 'plausibleMaxima'] as const),
  ...(['lasts', 'counts', 'doubtful', 'flags'] as const),
] as const;
export type SeriesColumn = (typeof seriesColumns)[number];

export interface SeriesWindow {
  ags: string;
  /** From here on, and up to there, which is not in it any more. */
  from: Date;
  to: Date;
  bucket: Bucket;
}

/** Columns of equal length, a value a bucket or observation. Null = nothing is known of that time. */
export interface Series {
  bucket: Bucket;
  /** Start of the first bucket; of single observations the start of the window. */
  start: Date;
  length: number;
  /** Of single observations, seconds after `start`; null for buckets. */
  times: number[] | null;
  columns: Partial<Record<SeriesColumn, (number | null)[]>>;
}

/** Number of buckets in a window, gaps included; null = single observations, which nobody has counted. */
export function countBuckets(window: SeriesWindow): number | null {
  return window.bucket === 'raw' ? null : gridOf(window, window.bucket).length;
}

/** `keys`: numbers of the buckets, or times; null = every bucket from `first` on. */
type Row = { id: number; first: number; keys: number[] | null } & Partial<Record<SeriesColumn, (number | null)[]>>;

/**
 * Series of datastreams in one window, in one statement: a row a datastream, its columns as arrays, so that a year of
 * hours is no thousands of rows. Of single observations one more than `longestSeries` is read, to tell that there are more.
 */
export async function listSeries(
  db: Reader,
  ids: readonly number[],
  window: SeriesWindow,
  wanted: readonly SeriesColumn[],
): Promise<Map<number, Series>> {
  const { bucket } = window;
  const { rows: source, expressions } = sourceOf(window, ids);
  const columns = wanted.map((name) => sql`array_to_json(array_agg(${sql.ref(name)})) as ${sql.ref(name)}`);
  const { rows } = await sql<Row>`
    select id, min(key) as first, case when ${sql.lit(bucket)} = 'raw' or max(key) - min(key) + 1 <> count(*)
        then array_to_json(array_agg(key)) end as keys ${columns.length > 0 ? sql`, ${sql.join(columns)}` : sql``}
    from (
      select r.id, r.key ${wanted.length > 0 ? sql`, ${sql.join(wanted.map((name) => sql`${expressions[name]} as ${sql.ref(name)}`))}` : sql``}
      from ${source} as r order by r.id, r.key) as ordered
    group by id`.execute(db);
  const found = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    ids.map((id) => {
      const row = found.get(id) ?? { id, first: 0, keys: [] };
      return [id, bucket === 'raw' ? single(window, row, wanted) : onGrid(gridOf(window, bucket), bucket, row, wanted)];
    }),
  );
}

function single({ from }: SeriesWindow, row: Row, wanted: readonly SeriesColumn[]): Series {
  const start = from.getTime() / 1000;
  const times = (row.keys ?? []).map((key) => Math.round((key - start) * 1000) / 1000);
  const columns = Object.fromEntries(wanted.map((name) => [name, row[name] ?? []]));
  return { bucket: 'raw', start: from, length: times.length, times, columns };
}

function onGrid(grid: Grid, bucket: Bucket, row: Row, wanted: readonly SeriesColumn[]): Series {
  const { first, length, start } = grid;
  const columns = Object.fromEntries(
    wanted.map((name) => {
      const values = row[name] ?? [];
      // How many there are of nothing is known: none.
      const filled = new Array<number | null>(length).fill(name === 'counts' || name === 'doubtful' ? 0 : null);
      if (row.keys) row.keys.forEach((key, index) => (filled[key - first] = values[index] ?? null));
      else values.forEach((value, index) => (filled[row.first - first + index] = value));
      return [name, filled];
    }),
  );
  return { bucket, start, length, times: null, columns };
}

/** Buckets by number: hours and days since 1970, months since the year 0. */
interface Grid {
  first: number;
  length: number;
  start: Date;
}

function gridOf({ from, to }: SeriesWindow, bucket: Exclude<Bucket, 'raw'>): Grid {
  const last = new Date(to.getTime() - 1);
  if (bucket === 'hour') {
    const first = Math.floor(from.getTime() / hour);
    return { first, length: Math.floor(last.getTime() / hour) - first + 1, start: new Date(first * hour) };
  }
  const [firstDay, lastDay] = [dayOf(from), dayOf(last)];
  if (bucket === 'day') {
    const first = dayNumber(firstDay);
    return { first, length: dayNumber(lastDay) - first + 1, start: startOfDay(firstDay) };
  }
  const first = monthNumber(firstDay);
  return { first, length: monthNumber(lastDay) - first + 1, start: startOfDay(`${firstDay.slice(0, 7)}-01`) };
}

const hour = 3_600_000;

function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function monthStart(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}-01`;
}

const rolledUp: Record<SeriesColumn, RawBuilder<unknown>> = {
  means: sql`r.sum / nullif(r.numbers, 0)`,
  sums: sql`r.sum`,
  minima: sql`r.min`,
  maxima: sql`r.max`,
  plausibleMinima: sql`r.plausible_min`,
  plausibleMaxima: sql`r.plausible_max`,
  lasts: sql`r.last`,
  counts: sql`r.count`,
  doubtful: sql`r.flagged`,
  flags: sql`null::integer`,
};

function sourceOf(
  window: SeriesWindow,
  ids: readonly number[],
): { rows: RawBuilder<unknown>; expressions: Record<SeriesColumn, RawBuilder<unknown>> } {
  const { ags, from, to, bucket } = window;
  const ours = sql`ags = ${ags} and datastream_id = any(${ids}::bigint[])`;
  if (bucket === 'raw') {
    const result = sql`r.result`;
    const plausible = sql`case when r.flags & ${sql.lit(doubtfulBits)} = 0 then r.result end`;
    return {
      rows: sql`(
        select k.id, date_part('epoch', o.phenomenon_time) as key, o.result, o.flags
        from unnest(${ids}::bigint[]) as k (id)
        cross join lateral (
          select phenomenon_time, result, flags from observation as o
          where o.ags = ${ags} and o.datastream_id = k.id and o.phenomenon_time >= ${from} and o.phenomenon_time < ${to}
          order by phenomenon_time limit ${longestSeries + 1}) as o)`,
      expressions: {
        ...{ means: result, sums: result, minima: result, maxima: result, lasts: result, counts: sql`1` },
        ...{ plausibleMinima: plausible, plausibleMaxima: plausible },
        doubtful: sql`case when r.flags & ${sql.lit(doubtfulBits)} <> 0 or r.result is null then 1 else 0 end`,
        flags: sql`r.flags`,
      },
    };
  }
  const { first, length, start } = gridOf(window, bucket);
  if (bucket === 'hour') {
    const end = new Date((first + length) * hour);
    return {
      rows: sql`(
        select datastream_id as id, (date_part('epoch', hour) / 3600)::integer as key, *
        from observation_hour where ${ours} and hour >= ${start} and hour < ${end})`,
      expressions: rolledUp,
    };
  }
  const [firstDay, endDay] =
    bucket === 'day' ? [first, first + length].map(dayOfNumber) : [first, first + length].map(monthStart);
  const days = sql`observation_day where ${ours} and day >= ${firstDay}::date and day < ${endDay}::date`;
  if (bucket === 'day') {
    return {
      rows: sql`(select datastream_id as id, day - date '1970-01-01' as key, * from ${days})`,
      expressions: rolledUp,
    };
  }
  return {
    rows: sql`(
      select datastream_id as id, (date_part('year', day) * 12 + date_part('month', day) - 1)::integer as key,
        sum(count)::integer as count, sum(numbers)::integer as numbers, sum(flagged)::integer as flagged,
        sum(sum) as sum, min(min) as min, max(max) as max,
        min(plausible_min) as plausible_min, max(plausible_max) as plausible_max, (array_agg(last order by last_time desc))[1] as last
      from ${days} group by 1, 2)`,
    expressions: rolledUp,
  };
}

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
