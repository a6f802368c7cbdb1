import type { Reader } from '../database/database.ts';
import { countSet } from './count.ts';
import { type Entity, makeEntities, sizeOf } from './entities.ts';
import type { Links } from './links.ts';
import { findProperty, isId, typeOf } from './model.ts';
import { narrow } from './narrow.ts';
import { readEntities, readPages } from './page.ts';
import { badRequest, notFound } from './problem.ts';
import type { Options } from './request/options.ts';
import type { ResourcePath } from './request/path.ts';
import { pathOf, resolveEntity } from './resolve.ts';
import { type Selection, selectionOf } from './selection.ts';
import type { Source } from './set.ts';

/** A set as it was read, before it is written in one of the formats. */
export interface ReadSet {
  selection: Selection;
  entities: Entity[];
  /** Ids of the datastreams of observations, one an entity. */
  datastreams: number[];
  count: { count: number; estimated: boolean } | undefined;
  nextLink: string | undefined;
}

/** Where the set of a path has its rows. Errors: 404. */
export async function sourceOf(db: Reader, { steps, last }: ResourcePath): Promise<Source> {
  const type = typeOf(last.set);
  if (!last.relation) return { type };
  return { type, relation: last.relation, parents: [await resolveEntity(db, steps.slice(0, -1))] };
}

/** Reads a page of a set with its count and the link to what follows. */
export async function readSet(db: Reader, links: Links, path: ResourcePath, options: Options): Promise<ReadSet> {
  const { source, filter } = await narrow(db, await sourceOf(db, path), options.filter);
  const selection = selectionOf(source.type, options);
  const size = sizeOf(options);
  const pages = await readPages(db, source, selection.properties, { ...options, filter }, size);
  const { rows, next } = pages.get(null) ?? { rows: [], next: undefined };
  const entities = await makeEntities(db, links, selection, rows);
  const count = options.count ? await countSet(db, source, filter) : undefined;
  const nextLink = next && size > 0 ? links.next(pathOf(path.steps), options.given, next) : undefined;
  return { selection, entities, datastreams: rows.map(({ keys }) => keys.datastream_id ?? 0), count, nextLink };
}

/** A set as JSON: count before value, a link to the next page exactly while there is one. */
export function writeSet({ entities, count, nextLink }: Omit<ReadSet, 'selection' | 'datastreams'>): Entity {
  return {
    ...(count && { '@iot.count': count.count }),
    ...(count?.estimated && { '@iot.countIsEstimate': true }),
    ...(nextLink !== undefined && { '@iot.nextLink': nextLink }),
    value: entities,
  };
}

/** Links to the entities of a set, or to the one that a path leads to. */
export async function readReferences(db: Reader, links: Links, path: ResourcePath, options: Options): Promise<Entity> {
  if (options.select || options.expand.length > 0)
    throw badRequest('$ref: links alone are sent, so $select and $expand say nothing here.');
  const type = typeOf(path.last.set);
  if (path.single) {
    const { id } = await resolveEntity(db, path.steps);
    return { value: [{ '@iot.selfLink': links.self(type, id) }] };
  }
  const set = await readSet(db, links, path, { ...options, select: [['@iot.selfLink']] });
  return writeSet({ ...set, nextLink: set.nextLink?.replace('?', '/$ref?') });
}

/** Reads the one entity that a path leads to. Errors: 404, and 400 for options that are for sets alone. */
export async function readEntity(db: Reader, links: Links, path: ResourcePath, options: Options): Promise<Entity> {
  for (const name of ['$filter', '$orderby', '$top', '$skip', '$count', '$resultFormat', '$apply'])
    if (options.given.has(name)) throw badRequest(`${name} is for sets; ${pathOf(path.steps)} is one entity.`);
  const key = await resolveEntity(db, path.steps);
  const selection = selectionOf(typeOf(path.last.set), options);
  const rows = await readEntities(db, selection.type, selection.properties, [key], undefined);
  const [entity] = await makeEntities(db, links, selection, rows);
  if (!entity) throw notFound(`There is no ${pathOf(path.steps)}.`);
  return entity;
}

/** A property of an entity, or a part of its JSON; null = it has none. Errors: 404 for a part that is not there. */
export async function readProperty(db: Reader, path: ResourcePath): Promise<{ name: string; value: unknown }> {
  const [name = '', ...parts] = path.property;
  const key = await resolveEntity(db, path.steps);
  const type = typeOf(path.last.set);
  if (isId(name)) return { name: '@iot.id', value: key.id };
  const property = findProperty(type, name);
  const [row] = await readEntities(db, type, property ? [property] : [], [key], undefined);
  let value: unknown = row?.values[name] ?? null;
  for (const part of parts) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
      throw notFound(`There is no ${pathOf(path.steps)}/${path.property.join('/')}.`);
    value = (value as Record<string, unknown>)[part];
  }
  return { name: parts.at(-1) ?? name, value: value ?? null };
}
