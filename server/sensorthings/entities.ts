import type { Reader } from '../database/database.ts';
import { countEach } from './count.ts';
import type { Links } from './links.ts';
import { type EntityType, type Relation, typeOf } from './model.ts';
import { readEntities, readKeys, readPages } from './page.ts';
import { badRequest } from './problem.ts';
import type { Options } from './request/options.ts';
import type { Row } from './rows.ts';
import { type Selection, selectionOf } from './selection.ts';
import type { Page } from './set.ts';

/** An entity as clients get it. */
export type Entity = Record<string, unknown>;

/** Entities a page where a request says nothing, and at most. */
export const pageSizes = { usual: 100, most: 10_000 };

/** Entities that one level of `$expand` may bring, over all of their parents. */
const mostExpanded = 50_000;

/** How many entities a page has. */
export function sizeOf({ top }: Options): number {
  return Math.min(top ?? pageSizes.usual, pageSizes.most);
}

/** Makes entities of rows, with what `$expand` asks for: a constant number of statements a level, however many rows. */
export async function makeEntities(
  db: Reader,
  links: Links,
  selection: Selection,
  rows: readonly Row[],
): Promise<Entity[]> {
  const expanded: Map<number, Entity>[] = [];
  for (const { relation, expand } of selection.expands)
    expanded.push(await expandRelation(db, links, selection, rows, relation, expand.options));
  return rows.map((row) => {
    const entity = ownPart(links, selection, row);
    for (const part of expanded) Object.assign(entity, part.get(row.id));
    return entity;
  });
}

function ownPart(links: Links, { type, properties, parts, ...selection }: Selection, row: Row): Entity {
  const entity: Entity = {};
  if (selection.id) entity['@iot.id'] = row.id;
  if (selection.selfLink) entity['@iot.selfLink'] = links.self(type, row.id);
  for (const { name } of properties) {
    const ways = parts.get(name);
    const value = row.values[name] ?? null;
    // Optional properties that nothing was said of are left out.
    if (ways) entity[name] = partsOf(value, ways);
    else if (value !== null || !optional.has(name)) entity[name] = value;
  }
  for (const relation of selection.links)
    entity[`${relation.name}@iot.navigationLink`] = links.relation(type, row.id, relation);
  return entity;
}

const optional = new Set(['properties', 'parameters', 'resultQuality', 'validTime', 'observedArea']);

function partsOf(value: unknown, ways: readonly string[][]): unknown {
  const made: Record<string, unknown> = {};
  for (const way of ways) {
    let from = value;
    let to = made;
    for (const [index, key] of way.entries()) {
      const there = typeof from === 'object' && from !== null && Object.hasOwn(from, key);
      from = there ? (from as Record<string, unknown>)[key] : null;
      const inner = index === way.length - 1 ? from : Object.hasOwn(to, key) ? to[key] : {};
      // A key may have any name, also one that objects have of their own.
      Object.defineProperty(to, key, { value: inner, enumerable: true, writable: true, configurable: true });
      to = inner as Record<string, unknown>;
    }
  }
  return made;
}

/** What a relation adds to each entity, by its id. */
async function expandRelation(
  db: Reader,
  links: Links,
  { type }: Selection,
  rows: readonly Row[],
  relation: Relation,
  options: Options,
): Promise<Map<number, Entity>> {
  const inner = selectionOf(typeOf(relation.target), options);
  if (rows.length === 0) return new Map();
  if (relation.kind === 'one') return expandOne(db, links, type, rows, relation, options, inner);
  const size = Math.min(sizeOf(options), Math.max(1, Math.floor(mostExpanded / rows.length)));
  // One entity may have come by several ways.
  const parents = [...new Map(rows.map(({ ags, id }) => [id, { ags, id }])).values()];
  const source = { type: inner.type, relation, parents, each: true };
  const pages: Map<number | null, Page> = await readPages(db, source, inner.properties, options, size);
  const all = [...pages.values()].flatMap((page) => page.rows);
  const entities = await makeEntities(db, links, inner, all);
  const counts = options.count ? await countEach(db, source, parents, options.filter) : undefined;
  const added = new Map<number, Entity>();
  let start = 0;
  for (const [parent, page] of pages) {
    if (parent === null) continue;
    const part: Entity = {};
    if (counts) part[`${relation.name}@iot.count`] = counts.get(parent) ?? 0;
    part[relation.name] = entities.slice(start, start + page.rows.length);
    start += page.rows.length;
    if (page.next && options.top !== 0)
      part[`${relation.name}@iot.nextLink`] = links.next(
        `${type.set}(${parent})/${relation.name}`,
        options.given,
        page.next,
      );
    added.set(parent, part);
  }
  return added;
}

async function expandOne(
  db: Reader,
  links: Links,
  type: EntityType,
  rows: readonly Row[],
  relation: Extract<Relation, { kind: 'one' }>,
  options: Options,
  inner: Selection,
): Promise<Map<number, Entity>> {
  for (const name of ['$orderby', '$top', '$skip', '$count'])
    if (options.given.has(name))
      throw badRequest(`$expand: ${relation.name} is one entity, for which ${name} says nothing.`);
  const keys = await keysOfOne(db, type, rows, relation);
  const wanted = new Map(
    rows.flatMap(({ ags, id: own }) => {
      const id = keys.get(own);
      return id === undefined ? [] : [[id, { ags, id }]];
    }),
  );
  if (wanted.size === 0) return new Map();
  const found = await readEntities(db, inner.type, inner.properties, [...wanted.values()], options.filter);
  const entities = await makeEntities(db, links, inner, found);
  const byId = new Map(found.map((row, index) => [row.id, entities[index]]));
  return new Map(
    rows.flatMap((row) => {
      const entity = byId.get(keys.get(row.id) ?? 0);
      return entity ? [[row.id, { [relation.name]: entity }]] : [];
    }),
  );
}

/** Ids on the other side, by those on this one. Most stand in the rows; the others are asked for at once. */
async function keysOfOne(
  db: Reader,
  type: EntityType,
  rows: readonly Row[],
  relation: Extract<Relation, { kind: 'one' }>,
): Promise<Map<number, number>> {
  const known = new Map(
    rows.flatMap(({ id, keys }) => {
      const key = keys[relation.key];
      return typeof key === 'number' ? [[id, key]] : [];
    }),
  );
  const open = relation.otherwise ? rows.filter(({ id }) => !known.has(id)) : [];
  return open.length === 0 ? known : new Map([...known, ...(await readKeys(db, type, open, relation))]);
}
