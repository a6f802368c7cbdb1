import { type RawBuilder, sql } from 'kysely';
import { adHocMark, type Reader } from '../database/database.ts';
import { sizeOf } from './entities.ts';
import type { Links } from './links.ts';
import { type EntityType, typeOf } from './model.ts';
import { narrow } from './narrow.ts';
import { badRequest, shown } from './problem.ts';
import { sourceOf } from './read.ts';
import type { Options } from './request/options.ts';
import type { ResourcePath } from './request/path.ts';
import { writeInterval } from './request/times.ts';
import { pathOf } from './resolve.ts';
import { compileSet } from './set.ts';

type Sql = RawBuilder<unknown>;

/** Days and months are those of Germany, hours those of UTC. */
const zone = sql`'Europe/Berlin'`;

interface Bucket {
  table: 'observation_hour' | 'observation_day';
  /** Start of a roll-up, and its end, which is not in it any more. */
  start: Sql;
  end: Sql;
  /** Start and end of the bucket that a roll-up is in. */
  from: Sql;
  until: Sql;
}

const hour = { table: 'observation_hour', start: sql`e.hour`, end: sql`e.hour + interval '1 hour'` } as const;
const dayStart = sql`(e.day::timestamp at time zone ${zone})`;
const dayEnd = sql`((e.day + 1)::timestamp at time zone ${zone})`;
const day = { table: 'observation_day', start: dayStart, end: dayEnd } as const;
const calendar = (part: string): Bucket => ({
  ...day,
  from: sql`(date_trunc(${sql.lit(part)}, e.day::timestamp) at time zone ${zone})`,
  until: sql`((date_trunc(${sql.lit(part)}, e.day::timestamp) + ${sql.lit(`1 ${part}`)}::interval) at time zone ${zone})`,
});

const buckets: Record<string, Bucket | undefined> = {
  hour: { ...hour, from: hour.start, until: hour.end },
  day: { ...day, from: day.start, until: day.end },
  week: calendar('week'),
  month: calendar('month'),
  year: calendar('year'),
};

/** What can be said of the results of a bucket; null = none of them is a number. */
const aggregates: Record<string, Sql | undefined> = {
  average: sql`sum(e.sum) / nullif(sum(e.numbers), 0)`,
  sum: sql`sum(e.sum)`,
  min: sql`min(e.min)`,
  max: sql`max(e.max)`,
  last: sql`(array_agg(e.last order by e.last_time desc))[1]`,
  $count: sql`sum(e.count)`,
};

const example = '$apply=groupby((day),aggregate(result with average as mean,$count as count))';

/**
 * Answers `$apply` on observations: their results by hour, day, week, month or year, from the roll-ups. Rows are ordered
 * by datastream and time; a bucket without observations has none. `$filter` may name phenomenonTime and the datastream.
 * Errors: 400 for what can't be applied.
 */
export async function readBuckets(
  db: Reader,
  links: Links,
  path: ResourcePath,
  options: Options,
): Promise<Record<string, unknown>> {
  if (path.last.set !== 'Observations')
    throw badRequest(`$apply is for observations, as in Datastreams(1)/Observations?${example}.`);
  for (const name of ['$select', '$expand', '$count', '$resultFormat', '$skiptoken'])
    if (options.given.has(name)) throw badRequest(`${name} can't be combined with $apply.`);
  const { bucket, columns } = readApply(options.apply ?? '');
  const source = await sourceOf(db, path);
  if (source.relation && source.relation.kind !== 'many') throw badRequest(`$apply: not below ${pathOf(path.steps)}.`);
  if (source.relation && source.relation.key !== 'datastream_id')
    throw badRequest('$apply: roll-ups are kept by datastream; ask below Datastreams(…) or of all Observations.');
  const narrowed = await narrow(db, { ...source, type: typeOfBucket(bucket) }, options.filter);
  const set = compileSet(narrowed.source, narrowed.filter);
  const size = sizeOf(options);
  const descending = readOrder(options);
  const selected = [...columns].map(([name, aggregate], index) => ({ name, column: `value_${index}`, aggregate }));
  const { rows } = await sql<Record<string, unknown>>`${sql.raw(adHocMark)}
    select e.datastream_id as datastream, ${bucket.from} as start, ${bucket.until} as end${sql.join(
      selected.map(({ column, aggregate }) => sql`, ${aggregate} as ${sql.ref(column)}`),
      sql``,
    )}
    from ${set.from} ${set.where.length > 0 ? sql`where ${sql.join(set.where, sql` and `)}` : sql``}
    group by 1, 2, 3 order by 1, 2 ${descending ? sql`desc` : sql``}
    limit ${size + 1}::integer offset ${options.skip}::integer`.execute(db);
  const next = rows.length > size && size > 0 ? { name: '$skip', value: String(options.skip + size) } : undefined;
  return {
    ...(next && { '@iot.nextLink': links.next(pathOf(path.steps), options.given, next) }),
    value: rows.slice(0, size).map((row) => ({
      phenomenonTime: writeInterval(row.start as Date, row.end as Date),
      ...Object.fromEntries(selected.map(({ name, column }) => [name, row[column]])),
      'Datastream@iot.navigationLink': links.self({ set: 'Datastreams' }, row.datastream as number),
    })),
  };
}

function typeOfBucket({ table, start, end }: Bucket): EntityType {
  return {
    ...typeOf('Observations'),
    singular: 'A roll-up',
    table,
    properties: [{ name: 'phenomenonTime', kind: 'time', start: () => start, end: () => end }],
    relations: typeOf('Observations').relations.filter(({ name }) => name === 'Datastream'),
  };
}

function readOrder({ orderby }: Options): boolean {
  const [first, ...others] = orderby;
  if (!first) return false;
  const { expression, descending } = first;
  if (others.length > 0 || expression.kind !== 'path' || expression.segments.join('/') !== 'phenomenonTime')
    throw badRequest('$orderby: buckets can be ordered by phenomenonTime alone.');
  return descending;
}

function readApply(text: string): { bucket: Bucket; columns: Map<string, Sql> } {
  const [, name, list] = /^\s*groupby\(\s*\(\s*(\w+)\s*\)\s*,\s*aggregate\((.*)\)\s*\)\s*$/s.exec(text) ?? [];
  if (name === undefined || list === undefined)
    throw badRequest(`$apply: ${shown(text)} can't be read. Write ${example}.`);
  const bucket = Object.hasOwn(buckets, name) ? buckets[name] : undefined;
  if (!bucket) throw badRequest(`$apply: ${shown(name)} is none of ${Object.keys(buckets).join(', ')}.`);
  const columns = new Map<string, Sql>();
  for (const part of list.split(',')) {
    const [, method = '$count', alias] =
      /^\s*(?:result\s+with\s+(\w+)|\$count)\s+as\s+([A-Za-z]\w{0,39})\s*$/.exec(part) ?? [];
    const aggregate = Object.hasOwn(aggregates, method) ? aggregates[method] : undefined;
    if (alias === undefined || !aggregate)
      throw badRequest(
        `$apply: ${shown(part.trim())} can't be computed. There are result with average, sum, min, max or last, and $count, each "as" a name.`,
      );
    if (columns.has(alias) || alias === 'phenomenonTime') throw badRequest(`$apply: ${shown(alias)} is there twice.`);
    columns.set(alias, aggregate);
  }
  return { bucket, columns };
}
