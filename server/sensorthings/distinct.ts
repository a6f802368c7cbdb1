import { type RawBuilder, sql } from 'kysely';
import { adHocMark, type Reader } from '../database/database.ts';
import { type Entity, sizeOf } from './entities.ts';
import type { Links } from './links.ts';
import { type EntityType, findProperty, namesOf, type Property } from './model.ts';
import { narrow } from './narrow.ts';
import { badRequest, shown } from './problem.ts';
import { sourceOf } from './read.ts';
import type { Options } from './request/options.ts';
import type { ResourcePath } from './request/path.ts';
import { writeInterval } from './request/times.ts';
import { pathOf } from './resolve.ts';
import { compileSet } from './set.ts';

type Sql = RawBuilder<unknown>;

/** A value that is told apart: a property, or a part of its JSON. */
interface Field {
  path: string[];
  /** One column, or start and end of a time. */
  columns: Sql[];
}

/**
 * Answers `$select=distinct:…`: each combination of values once, in their order. `$orderby` may name what is selected.
 * Errors: 400 for names that there are not, and for options that say nothing of combinations.
 * Source: FROST-Server, extension SelectDistinct.
 */
export async function readDistinct(
  db: Reader,
  links: Links,
  path: ResourcePath,
  options: Options,
): Promise<Record<string, unknown>> {
  for (const name of ['$expand', '$resultFormat', '$skiptoken', '$apply'])
    if (options.given.has(name)) throw badRequest(`${name} can't be combined with $select=distinct:….`);
  const { source, filter } = await narrow(db, await sourceOf(db, path), options.filter);
  const fields = (options.select ?? []).map((names) => readField(source.type, names));
  const set = compileSet(source, filter);
  const selected = fields.flatMap(({ columns }, field) =>
    columns.map((column, part) => sql`${column} as ${sql.ref(`c${field}_${part}`)}`),
  );
  const rows = sql`select distinct ${sql.join(selected)} from ${set.from}
    ${set.where.length > 0 ? sql`where ${sql.join(set.where, sql` and `)}` : sql``}`;
  const size = sizeOf(options);
  const mark = sql.raw(adHocMark);
  const found = await sql<Record<string, unknown>>`${mark}
    select * from (${rows}) as d order by ${sql.join(orderOf(fields, options))}
    limit ${size + 1}::integer offset ${options.skip}::integer`.execute(db);
  const next = found.rows.length > size && size > 0 ? { name: '$skip', value: String(options.skip + size) } : undefined;
  return {
    ...(options.count && { '@iot.count': await countAll(db, rows) }),
    ...(next && { '@iot.nextLink': links.next(pathOf(path.steps), options.given, next) }),
    value: found.rows.slice(0, size).map((row) => writeRow(fields, row)),
  };
}

async function countAll(db: Reader, all: Sql): Promise<number> {
  const { rows } = await sql<{ count: number }>`${sql.raw(adHocMark)}
    select count(*) as count from (${all}) as d`.execute(db);
  return rows[0]?.count ?? 0;
}

function readField(type: EntityType, path: string[]): Field {
  const [name = '', ...parts] = path;
  const property = findProperty(type, name);
  const columns = property && columnsOf(property, parts);
  if (columns) return { path, columns };
  throw badRequest(
    `$select: distinct takes properties of ${type.singular} and parts of their JSON, and ${shown(path.join('/'))} is none. It has ${namesOf(type)}.`,
  );
}

/** Undefined = the property has no parts. */
function columnsOf(property: Property, parts: readonly string[]): Sql[] | undefined {
  const inside = (json: Sql): Sql[] => [parts.length === 0 ? json : sql`(${json} #> ${parts}::text[])`];
  const own = 'e';
  switch (property.kind) {
    case 'text':
      return parts.length === 0 ? [sql`${property.value(own)} collate "C"`] : undefined;
    case 'time':
      return parts.length === 0 ? [property.start(own), property.end?.(own) ?? sql`null::timestamptz`] : undefined;
    case 'json':
    case 'quality':
    case 'geometry':
      return inside(property.value(own));
    case 'result':
      return inside(sql`coalesce(to_jsonb(${property.number(own)}), ${property.json(own)})`);
  }
}

function orderOf(fields: readonly Field[], { orderby }: Options): Sql[] {
  const all = fields.flatMap(({ columns }, field) => columns.map((_, part) => sql.ref(`d.c${field}_${part}`)));
  const first = orderby.flatMap(({ expression, descending }) => {
    const name = expression.kind === 'path' ? expression.segments.join('/') : '';
    const field = fields.findIndex(({ path }) => path.join('/') === name);
    if (field < 0) throw badRequest('$orderby: with $select=distinct:… only what is selected has an order.');
    return (fields[field]?.columns ?? []).map((_, part) => {
      const column = sql.ref(`d.c${field}_${part}`);
      return descending ? sql`${column} desc nulls last` : sql`${column} asc nulls first`;
    });
  });
  return [...first, ...all.map((column) => sql`${column} asc nulls first`)];
}

function writeRow(fields: readonly Field[], row: Record<string, unknown>): Entity {
  const entity: Entity = {};
  for (const [field, { path }] of fields.entries()) {
    const [first = null, second] = [row[`c${field}_0`], row[`c${field}_1`]];
    const value = first instanceof Date ? writeInterval(first, second instanceof Date ? second : null) : first;
    let to = entity;
    for (const key of path.slice(0, -1)) {
      if (!Object.hasOwn(to, key)) put(to, key, {});
      to = to[key] as Entity;
    }
    put(to, path.at(-1) ?? '', value);
  }
  return entity;
}

/** A key may have any name, also one that objects have of their own. */
function put(entity: Entity, key: string, value: unknown): void {
  Object.defineProperty(entity, key, { value, enumerable: true, writable: true, configurable: true });
}
