import { type RawBuilder, sql } from 'kysely';
import { adHocMark, type Reader } from '../database/database.ts';
import { isByTimeOfAll, isTime, readByTime } from './by-time.ts';
import type { Compiler } from './compile/filter.ts';
import { type Operand, scalarOf } from './compile/operand.ts';
import { type EntityType, keyOfOne, type Property, type Relation } from './model.ts';
import { badRequest } from './problem.ts';
import type { Options, Order } from './request/options.ts';
import { columnsOf, readRow, type Row } from './rows.ts';
import type { Parent } from './series.ts';
import { alias, compileSet, type Page, type Source } from './set.ts';
import { readSkipToken, type SkipKey, skipTokenOf } from './skip-token.ts';

type Sql = RawBuilder<unknown>;

const mark = sql.raw(adHocMark);

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
      // What is a number has no other part, so that its text need not be made.
      return [operand.number, sql`${scalarOf({ type: 'json', sql: operand.json }, 'text')} collate "C"`];
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
