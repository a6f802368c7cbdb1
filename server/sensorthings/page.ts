import { type RawBuilder, sql } from 'kysely';
import { adHocMark, type Reader } from '../database/database.ts';
import { Aliases, Compiler } from './compile/filter.ts';
import { type Operand, scalarOf } from './compile/operand.ts';
import type { EntityType, Own, Property, Relation } from './model.ts';
import { findRelation, keyOfOne, relatedRows, typeOf } from './model.ts';
import { badRequest } from './problem.ts';
import type { Options, Order } from './request/options.ts';
import { columnsOf, readRow, type Row } from './rows.ts';
import { readSkipToken, type SkipKey, skipTokenOf } from './skip-token.ts';

type Sql = RawBuilder<unknown>;

/** An entity that others are related to. */
export interface Parent {
  ags: string;
  id: number;
}

/** Which entities are asked for: all of a type, or those related to one entity, or to each of several. */
export interface Source {
  type: EntityType;
  relation?: Relation;
  /** One parent: the set of an address. Several: a level of `$expand`, with a page for each. */
  parents?: readonly Parent[];
  /** Within `$expand`. */
  each?: boolean;
}

/** A page of a set, and how the next one is asked for. */
export interface Page {
  rows: Row[];
  /** `$skip` or `$skiptoken` of the next page; undefined = this is the last one. */
  next: { name: '$skip' | '$skiptoken'; value: string } | undefined;
}

const alias = 'e';
const mark = sql.raw(adHocMark);

/** The set of a source as SQL: where its rows are, and which of them fit the filter. */
export function compileSet(
  source: Source,
  filter: Options['filter'],
): { from: Sql; where: Sql[]; compiler: (what: '$filter' | '$orderby') => Compiler } {
  const aliases = new Aliases();
  const root = { type: source.type, alias };
  const filtering = new Compiler(root, '$filter', aliases);
  const where: Sql[] = [];
  const { relation, parents, each = false } = source;
  const [parent] = parents ?? [];
  const own: Own = each
    ? (name) => sql.ref(`parent.${name}`)
    : (name) => (name === 'ags' ? sql`${parent?.ags}::text` : sql`${parent?.id}::bigint`);
  const rows = relation && relatedRows(relation, own, alias, source.type.table);
  const from = rows?.from ?? sql`${sql.table(source.type.table)} as ${sql.ref(alias)}`;
  if (rows) where.push(rows.on);
  if (filter) where.push(filtering.condition(filter));
  return {
    where,
    get from() {
      return sql`${from} ${filtering.joins.sql}`;
    },
    compiler: (what) => (what === '$filter' ? filtering : new Compiler(root, what, aliases, filtering.joins)),
  };
}

/**
 * Reads one page of a set, or with `each` one page for every parent, in one statement. `size` is the number of rows a
 * page. Order is stable; where a key can say it, the next page begins behind a row and not after a number of rows.
 */
export async function readPages(
  db: Reader,
  source: Source,
  properties: readonly Property[],
  options: Options,
  size: number,
): Promise<Map<number | null, Page>> {
  if (isByTimeOfAll(source, options, size)) return readByTime(db, source, properties, options, size);
  const set = compileSet(source, options.filter);
  const order = orderOf(source, options.orderby, set.compiler('$orderby'));
  const where = [...set.where];
  if (options.skipToken !== undefined) {
    if (!order.key) throw badRequest('$skiptoken: it does not belong to this $orderby. Follow the links as they are.');
    where.push(readSkipToken(options.skipToken, order.key, alias));
  }
  const keyed = order.key && selectedKey(order.key, alias);
  const rows = sql`
    select ${sql.join([columnsOf(source.type, properties, alias), ...(keyed ? [keyed] : [])])} from ${set.from}
    ${where.length > 0 ? sql`where ${sql.join(where, sql` and `)}` : sql``}
    order by ${sql.join(order.terms)} limit ${size + 1}::integer offset ${options.skip}::integer`;
  const parents = source.each ? (source.parents ?? []) : undefined;
  const statement = parents
    ? sql<Record<string, unknown>>`${mark}
        select parent.id as _parent, page.*
        from unnest(${parents.map(({ ags }) => ags)}::text[], ${parents.map(({ id }) => id)}::bigint[]) as parent (ags, id)
        cross join lateral (${rows}) as page`
    : sql<Record<string, unknown>>`${mark} ${rows}`;
  const found = await statement.execute(db);
  const byParent = Map.groupBy(found.rows, (row) => (row._parent ?? null) as number | null);
  const pages = new Map<number | null, Page>();
  for (const parent of parents ? parents.map(({ id }) => id) : [null]) {
    const all = byParent.get(parent) ?? [];
    const kept = all.slice(0, size);
    const last = kept.at(-1);
    const more = all.length > size && last !== undefined;
    const next: Page['next'] = !more
      ? undefined
      : order.key
        ? { name: '$skiptoken', value: skipTokenOf(last, order.key) }
        : { name: '$skip', value: String(options.skip + size) };
    pages.set(parent, { rows: kept.map((row) => readRow(source.type, properties, row)), next });
  }
  return pages;
}

/** Most rows that are read of each datastream to find the newest of all. */
const mostOfEach = 1000;

/** True for all observations in the order of their times, which no index has: each datastream has its own. */
function isByTimeOfAll({ type, relation }: Source, { orderby, skip }: Options, size: number): boolean {
  const [first, ...others] = orderby;
  if (type.set !== 'Observations' || relation || !first || others.length > 0) return false;
  return isTime(first) && skip + size < mostOfEach;
}

/** The first of each datastream, and of these the first. */
async function readByTime(
  db: Reader,
  { type }: Source,
  properties: readonly Property[],
  options: Options,
  size: number,
): Promise<Map<number | null, Page>> {
  const { skip, filter, orderby } = options;
  const relation = findRelation(typeOf('Datastreams'), 'Observations');
  if (options.skipToken !== undefined || !relation)
    throw badRequest('$skiptoken: it does not belong to this $orderby. Follow the links as they are.');
  const set = compileSet({ type, relation, each: true }, filter);
  const direction = orderby[0]?.descending ? sql`desc` : sql``;
  const { rows } = await sql<Record<string, unknown>>`${mark}
    select page.* from datastream as parent cross join lateral (
      select ${columnsOf(type, properties, alias)}, e.phenomenon_time as _time from ${set.from}
      where ${sql.join(set.where, sql` and `)}
      order by e.phenomenon_time ${direction} limit ${skip + size + 1}::integer) as page
    order by page._time ${direction}, page._id limit ${size + 1}::integer offset ${skip}::integer`.execute(db);
  const next: Page['next'] = rows.length > size ? { name: '$skip', value: String(skip + size) } : undefined;
  return new Map([[null, { rows: rows.slice(0, size).map((row) => readRow(type, properties, row)), next }]]);
}

function isTime({ expression }: Order): boolean {
  return expression.kind === 'path' && expression.segments.join('/') === 'phenomenonTime';
}

/** Reads entities by their ids, in no order. */
export async function readEntities(
  db: Reader,
  type: EntityType,
  properties: readonly Property[],
  keys: readonly Parent[],
  filter: Options['filter'],
): Promise<Row[]> {
  const one = keys.length === 1 ? keys[0] : undefined;
  const wanted = one
    ? sql`e.ags = ${one.ags}::text and e.id = ${one.id}::bigint`
    : sql`(e.ags, e.id) in (select * from unnest(${keys.map(({ ags }) => ags)}::text[], ${keys.map(({ id }) => id)}::bigint[]))`;
  return readRows(db, type, properties, wanted, filter);
}

/** Reads the entities that a condition on their rows `e` leaves, in no order. */
export async function readRows(
  db: Reader,
  type: EntityType,
  properties: readonly Property[],
  condition: Sql,
  filter?: Options['filter'],
): Promise<Row[]> {
  const set = compileSet({ type }, filter);
  const statement = sql<Record<string, unknown>>`${mark} select ${columnsOf(type, properties, alias)} from ${set.from}
    where ${sql.join([condition, ...set.where], sql` and `)}`;
  const { rows } = await statement.execute(db);
  return rows.map((row) => readRow(type, properties, row));
}

/** Ids on the other side of a to-one relation, by those of the entities that have one. */
export async function readKeys(
  db: Reader,
  type: EntityType,
  entities: readonly Parent[],
  relation: Extract<Relation, { kind: 'one' }>,
): Promise<Map<number, number>> {
  const key = keyOfOne(relation, (name) => sql.ref(`${alias}.${name}`));
  const { rows } = await sql<{ id: number; key: number | null }>`${mark}
    select e.id, ${key} as key from ${sql.table(type.table)} as e
    where e.id = any(${entities.map(({ id }) => id)}::bigint[])`.execute(db);
  return new Map(rows.flatMap(({ id, key }) => (key === null ? [] : [[id, key]])));
}

interface Ordering {
  terms: Sql[];
  /** What tells a row's place in the order, if plain columns do. */
  key: SkipKey | undefined;
}

function orderOf(source: Source, orderby: readonly Order[], compiler: Compiler): Ordering {
  const { type, relation } = source;
  // Within a datastream a time comes once, and its index is by time.
  const series = type.set === 'Observations' && relation?.kind === 'many' && relation.key === 'datastream_id';
  if (orderby.length === 0) {
    const column = series ? 'phenomenon_time' : 'id';
    return { terms: [sql.ref(`${alias}.${column}`)], key: { columns: [column], descending: false } };
  }
  const [first] = orderby;
  if (series && orderby.length === 1 && first && isTime(first)) {
    const { descending } = first;
    return {
      terms: [sql`e.phenomenon_time ${descending ? sql`desc` : sql``}`],
      key: { columns: ['phenomenon_time'], descending },
    };
  }
  const terms = orderby.flatMap(({ expression, descending }) =>
    orderTerms(compiler.operand(expression)).map((term) =>
      // The other way round than the database does it by itself.
      descending ? sql`${term} desc nulls last` : sql`${term} asc nulls first`,
    ),
  );
  return { terms: [...terms, sql`e.id`], key: undefined };
}

function orderTerms(operand: Operand): Sql[] {
  switch (operand.type) {
    case 'text':
      return [sql`${operand.sql} collate "C"`];
    case 'time':
      return [operand.start, ...(operand.end ? [sql`coalesce(${operand.end}, ${operand.start})`] : [])];
    case 'result':
      return [operand.number, sql`${scalarOf(operand, 'text')} collate "C"`];
    case 'null':
      return [sql`null::text`];
    case 'geometry':
      throw badRequest("$orderby: a place has no order. Order by geo.distance(location, geography'POINT (8.1 49.2)').");
    default:
      return [operand.sql];
  }
}

/** Selected beside the rows, for a page may end at any of them. */
function selectedKey({ columns }: SkipKey, from: string): Sql {
  return sql.join(columns.map((name) => sql`${sql.ref(`${from}.${name}`)} as ${sql.ref(`_key_${name}`)}`));
}
