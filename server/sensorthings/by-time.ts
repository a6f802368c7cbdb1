import { type RawBuilder, sql } from 'kysely';
import { adHocMark, type Reader } from '../database/database.ts';
import type { Property } from './model.ts';
import { badRequest } from './problem.ts';
import type { Options, Order } from './request/options.ts';
import { columnsOf, readRow } from './rows.ts';
import { isOneOf, stayTable } from './series.ts';
import { alias, compileSet, type Page, type Source } from './set.ts';

type Sql = RawBuilder<unknown>;

/** Most rows that are read of each datastream to find the newest of all. */
const mostOfEach = 1000;

/** True for the observations of many series in the order of their times, which no index has: each datastream has its own. */
export function isByTimeOfAll({ type, relation }: Source, { orderby, skip }: Options, size: number): boolean {
  const [first, ...others] = orderby;
  if (type.set !== 'Observations' || relation || !first || others.length > 0) return false;
  return isTime(first) && skip + size < mostOfEach;
}

/** The first of each series, and of these the first. */
export async function readByTime(
  db: Reader,
  { type, series }: Source,
  properties: readonly Property[],
  options: Options,
  size: number,
): Promise<Map<number | null, Page>> {
  const { skip, filter, orderby } = options;
  if (options.skipToken !== undefined)
    throw badRequest('$skiptoken: it does not belong to this $orderby. Follow the links as they are.');
  const direction = orderby[0]?.descending ? sql`desc` : sql``;
  const set = compileSet({ type }, filter);
  const first = (where: readonly Sql[]): Sql => sql`
    select ${columnsOf(type, properties, alias)}, e.phenomenon_time as _time from ${set.from}
    where ${sql.join([...where, ...set.where], sql` and `)}
    order by e.phenomenon_time ${direction}, e.id limit ${skip + size + 1}::integer`;
  const own = [sql`e.ags = parent.ags`, sql`e.datastream_id = parent.id`];
  const firstOfEach = (parents: Sql, where: readonly Sql[]): Sql =>
    sql`select page.* from ${parents} cross join lateral (${first([...own, ...where])}) as page`;
  const { datastreams, features } = series ?? {};
  const parts: Sql[] = [];
  if (features) {
    const ids = datastreams && new Set(datastreams.map(({ id }) => id));
    const stays = features.stays.filter(({ id }) => !ids || ids.has(id));
    parts.push(
      firstOfEach(sql`${stayTable(stays)} as parent (ags, id, since, until)`, [
        ...[sql`e.feature_of_interest_id is null`, sql`e.phenomenon_time >= parent.since`],
        sql`e.phenomenon_time < parent.until`,
      ]),
    );
    const named = [isOneOf(features.keys, 'feature_of_interest_id', alias)];
    parts.push(sql`(${first(datastreams ? [...named, isOneOf(datastreams, 'datastream_id', alias)] : named)})`);
  } else
    parts.push(
      firstOfEach(
        datastreams
          ? sql`unnest(${datastreams.map(({ ags }) => ags)}::text[], ${datastreams.map(({ id }) => id)}::bigint[]) as parent (ags, id)`
          : sql`datastream as parent`,
        [],
      ),
    );
  const { rows } = await sql<Record<string, unknown>>`${sql.raw(adHocMark)}
    select page.* from (${sql.join(parts, sql` union all `)}) as page
    order by page._time ${direction}, page._id limit ${size + 1}::integer offset ${skip}::integer`.execute(db);
  const next: Page['next'] = rows.length > size ? { name: '$skip', value: String(skip + size) } : undefined;
  return new Map([[null, { rows: rows.slice(0, size).map((row) => readRow(type, properties, row)), next }]]);
}

/** True for the order by phenomenonTime. */
export function isTime({ expression }: Order): boolean {
  return expression.kind === 'path' && expression.segments.join('/') === 'phenomenonTime';
}
