import { type RawBuilder, sql } from 'kysely';
import { doubtfulBits } from '../../geodata/sensors/quality.ts';
import type { Reader } from '../database/database.ts';
import type { NumberText } from '../number-text.ts';
import { arrayOf } from './observations.ts';
import { blockLength, type Bucket, bucketStart, type RolledUp, type SeriesWindow } from './series-grid.ts';

/** Most values of a series: a year of hours, and some. */
export const longestSeries = 10_000;

/** What a series can say of each bucket; `flags` of single observations alone. */
export const seriesColumns = [
  ...(['means', 'sums', 'minima', 'maxima'] as const),
  ...(['plausibleMeans', 'plausibleSums', 'plausibleMinima', 'plausibleMaxima'] as const),
  ...(['lasts', 'counts', 'doubtful', 'flags'] as const),
] as const;
export type SeriesColumn = (typeof seriesColumns)[number];

/** Columns of equal length, a value a bucket or observation. Null = nothing is known of that time. */
export interface Series {
  bucket: Bucket;
  /** Start of the first bucket; of single observations the start of the window. */
  start: Date;
  length: number;
  /** Of single observations, seconds after `start`; null for buckets. */
  times: number[] | null;
  columns: Partial<Record<SeriesColumn, (number | null)[] | NumberText>>;
}

/**
 * Single observations of datastreams in one window, in one statement: a row a datastream, its columns as arrays. One more
 * than `longestSeries` is read, to tell that there are more.
 */
export async function listSingle(
  db: Reader,
  ids: readonly number[],
  { ags, from, to }: SeriesWindow,
  wanted: readonly SeriesColumn[],
): Promise<Map<number, Series>> {
  const { rows } = await sql<{ id: number; times: number[] } & Partial<Record<SeriesColumn, (number | null)[]>>>`
    select id, array_to_json(array_agg(seconds)) as times ${aggregated(wanted)}
    from (
      select k.id, date_part('epoch', r.phenomenon_time) as seconds ${expressed(wanted, single)}
      from unnest(${ids}::bigint[]) as k (id)
      cross join lateral (
        select phenomenon_time, result, flags from observation as o
        where o.ags = ${ags} and o.datastream_id = k.id and o.phenomenon_time >= ${from} and o.phenomenon_time < ${to}
        order by phenomenon_time limit ${longestSeries + 1}) as r
      order by k.id, r.phenomenon_time) as ordered
    group by id`.execute(db);
  const found = new Map(rows.map((row) => [row.id, row]));
  const start = from.getTime() / 1000;
  return new Map(
    ids.map((id) => {
      const row = found.get(id);
      const times = (row?.times ?? []).map((time) => Math.round((time - start) * 1000) / 1000);
      const columns = Object.fromEntries(wanted.map((name) => [name, row?.[name] ?? []]));
      return [id, { bucket: 'raw', start: from, length: times.length, times, columns }];
    }),
  );
}

/** A block of a datastream's buckets; see `blockLength`. */
export interface BlockKey {
  id: number;
  block: number;
}

/** The values of a block, a column each, as JSON without the brackets. */
export type BlockTexts = Partial<Record<SeriesColumn, string>>;

/**
 * Blocks of roll-ups, in one statement and in the order of the keys. The database writes the values as the text that an
 * answer needs, in the order of its index; a year of hours takes it a fifth of what thousands of rows would.
 */
export async function listBlocks(
  db: Reader,
  ags: string,
  bucket: RolledUp,
  keys: readonly BlockKey[],
  wanted: readonly SeriesColumn[],
): Promise<BlockTexts[]> {
  type Row = { place: number; first: number; found: number; keys: number[] | null } & BlockTexts;
  const { type, buckets, numberOf } = sources[bucket];
  const bound = (offset: 0 | 1) =>
    sql`${arrayOf(keys, ({ block }) => bucketStart(bucket, (block + offset) * blockLength))}::text::${type}[]`;
  const { rows } = await sql<Row>`
    select b.place::integer as place, ${numberOf(sql`s.first`)} as first, s.found,
      case when ${numberOf(sql`s.last`)} - ${numberOf(sql`s.first`)} + 1 <> s.found then (
        select array_to_json(array_agg(${numberOf(sql`r.at`)}))
        from (select r.at from ${buckets(ags)} as r order by r.at) as r) end as keys
      ${sql.join([sql``, ...wanted.map((name) => sql`s.${sql.ref(name)}`)])}
    from unnest(${arrayOf(keys, ({ id }) => id)}::text::bigint[], ${bound(0)}, ${bound(1)}) with ordinality
      as b (id, since, until, place)
    cross join lateral (
      select min(r.at) as first, max(r.at) as last, count(*)::integer as found ${aggregated(wanted, sql`::text`)}
      from (select r.at ${expressed(wanted, rolledUp)} from ${buckets(ags)} as r order by r.at) as r) as s
    where s.found > 0`.execute(db);
  const found = new Map(rows.map((row) => [row.place - 1, row]));
  return keys.map(({ block }, place) => {
    const row = found.get(place);
    return Object.fromEntries(wanted.map((name) => [name, row ? filledText(row, block, name) : emptyBlock(name)]));
  });
}

/** A block of which nothing is known. */
export function emptyBlock(name: SeriesColumn): string {
  return name === 'counts' || name === 'doubtful' ? emptyCounts : emptyValues;
}

/** How many there are of nothing is known: none. */
const emptyCounts = new Array(blockLength).fill('0').join();
const emptyValues = new Array(blockLength).fill('null').join();

function filledText(
  { first, found, keys, ...texts }: { first: number; found: number; keys: number[] | null } & BlockTexts,
  block: number,
  name: SeriesColumn,
): string {
  const text = texts[name]?.slice(1, -1) ?? '';
  if (found === blockLength) return text;
  const filled = emptyBlock(name).split(',');
  const start = block * blockLength;
  for (const [index, value] of text.split(',').entries()) filled[(keys?.[index] ?? first + index) - start] = value;
  return filled.join();
}

type Expressions = Record<SeriesColumn, RawBuilder<unknown>>;

/** SQL: the wanted columns of rows called `r`, each after a comma. */
function expressed(wanted: readonly SeriesColumn[], expressions: Expressions): RawBuilder<unknown> {
  return sql.join([sql``, ...wanted.map((name) => sql`${expressions[name]} as ${sql.ref(name)}`)]);
}

/** SQL: the same, each as one JSON array. */
function aggregated(wanted: readonly SeriesColumn[], cast = sql``): RawBuilder<unknown> {
  return sql.join([
    sql``,
    ...wanted.map((name) => sql`array_to_json(array_agg(${sql.ref(name)}))${cast} as ${sql.ref(name)}`),
  ]);
}

const plausible = sql`case when r.flags & ${sql.lit(doubtfulBits)} = 0 then r.result end`;
const result = sql`r.result`;
const single: Expressions = {
  ...{ means: result, sums: result, minima: result, maxima: result, lasts: result, counts: sql`1` },
  ...{ plausibleMeans: plausible, plausibleSums: plausible, plausibleMinima: plausible, plausibleMaxima: plausible },
  doubtful: sql`case when r.flags & ${sql.lit(doubtfulBits)} <> 0 or r.result is null then 1 else 0 end`,
  flags: sql`r.flags`,
};

const rolledUp: Expressions = {
  means: sql`r.sum / nullif(r.numbers, 0)`,
  sums: sql`r.sum`,
  minima: sql`r.min`,
  maxima: sql`r.max`,
  plausibleMeans: sql`r.plausible_sum / nullif(r.plausible_numbers, 0)`,
  plausibleSums: sql`r.plausible_sum`,
  plausibleMinima: sql`r.plausible_min`,
  plausibleMaxima: sql`r.plausible_max`,
  lasts: sql`r.last`,
  counts: sql`r.count`,
  doubtful: sql`r.flagged`,
  flags: sql`null::integer`,
};

interface Source {
  /** Type of a bucket's start, `at`. */
  type: RawBuilder<unknown>;
  /** The buckets of the datastream `b.id` from `b.since` up to `b.until`. */
  buckets: (ags: string) => RawBuilder<unknown>;
  /** Number of the bucket that begins there. */
  numberOf: (at: RawBuilder<unknown>) => RawBuilder<number>;
}

const sources: Record<RolledUp, Source> = {
  hour: {
    type: sql`timestamptz`,
    buckets: (ags) => sql`(
      select h.hour as at, h.* from observation_hour as h
      where h.ags = ${ags} and h.datastream_id = b.id and h.hour >= b.since and h.hour < b.until)`,
    numberOf: (at) => sql`(date_part('epoch', ${at}) / 3600)::integer`,
  },
  day: {
    type: sql`date`,
    buckets: (ags) => sql`(
      select d.day as at, d.* from observation_day as d
      where d.ags = ${ags} and d.datastream_id = b.id and d.day >= b.since and d.day < b.until)`,
    numberOf: (at) => sql`(${at} - date '1970-01-01')`,
  },
  month: {
    type: sql`date`,
    buckets: (ags) => sql`(
      select date_trunc('month', day::timestamp)::date as at, sum(count)::integer as count, sum(numbers)::integer as numbers,
        sum(flagged)::integer as flagged, sum(sum) as sum, min(min) as min, max(max) as max,
        min(plausible_min) as plausible_min, max(plausible_max) as plausible_max,
        sum(plausible_sum) as plausible_sum, sum(plausible_numbers)::integer as plausible_numbers,
        (array_agg(last order by last_time desc))[1] as last
      from observation_day as d
      where d.ags = ${ags} and d.datastream_id = b.id and d.day >= b.since and d.day < b.until
      group by 1)`,
    numberOf: (at) => sql`(date_part('year', ${at}) * 12 + date_part('month', ${at}) - 1)::integer`,
  },
};
