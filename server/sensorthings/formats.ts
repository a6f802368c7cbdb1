import { writeCsv } from '../../geodata/formats/write-csv.ts';
import type { Value } from '../../geodata/table.ts';
import { answerJson, answerText, type ServiceAnswer } from './answer.ts';
import type { Entity } from './entities.ts';
import type { Links } from './links.ts';
import { findRelation, isId } from './model.ts';
import { badRequest } from './problem.ts';
import type { ReadSet } from './read.ts';
import type { Expand, Options, ResultFormat } from './request/options.ts';
import { textOf } from './rows.ts';

/** Writes a set in the format that `$resultFormat` names. Errors: 400 where a set does not fit the format. */
export async function writeFormat(
  format: ResultFormat,
  set: ReadSet,
  options: Options,
  links: Links,
): Promise<ServiceAnswer> {
  switch (format) {
    case 'dataArray':
      return answerJson(200, dataArrayOf(set, options, links));
    case 'GeoJSON':
      return answerJson(200, featuresOf(set, options), { 'Content-Type': 'application/geo+json' });
    case 'CSV':
      return answerText(await tableOf(set, options), 'text/csv; charset=utf-8; header=present');
  }
}

/** Columns of a data array that is asked for without `$select`. */
const usualComponents = ['id', 'phenomenonTime', 'result', 'resultTime', 'resultQuality', 'validTime', 'parameters'];

/** One group a datastream; a group's rows keep the order of the set. */
function dataArrayOf({ selection, entities, datastreams, count, nextLink }: ReadSet, options: Options, links: Links) {
  if (selection.type.set !== 'Observations') throw badRequest('$resultFormat: dataArray is for observations alone.');
  if (options.expand.length > 0) throw badRequest('$resultFormat: dataArray has no room for $expand; leave it out.');
  const components = options.select?.map((path) => path.join('/')) ?? usualComponents;
  const relation = components.find((name) => findRelation(selection.type, name));
  if (relation !== undefined) throw badRequest(`$select: ${relation} has no place in a data array.`);
  const groups = Map.groupBy(entities.keys(), (index) => datastreams[index] ?? 0);
  return {
    ...(count && { '@iot.count': count.count }),
    ...(count?.estimated && { '@iot.countIsEstimate': true }),
    ...(nextLink !== undefined && { '@iot.nextLink': nextLink }),
    value: [...groups].map(([datastream, rows]) => ({
      'Datastream@iot.navigationLink': links.self({ set: 'Datastreams' }, datastream),
      components,
      'dataArray@iot.count': rows.length,
      dataArray: rows.map((index) => components.map((name) => componentOf(entities[index] ?? {}, name))),
    })),
  };
}

function componentOf(entity: Entity, name: string): unknown {
  if (isId(name)) return entity['@iot.id'];
  let value: unknown = entity;
  for (const part of name.split('/')) value = (value as Entity | null | undefined)?.[part];
  return value ?? null;
}

/** A feature an entity; its place is the first that is found in it or in what was expanded. */
function featuresOf({ entities, count, nextLink, selection }: ReadSet, options: Options) {
  return {
    type: 'FeatureCollection',
    ...(count && { '@iot.count': count.count }),
    ...(nextLink !== undefined && { '@iot.nextLink': nextLink }),
    features: entities.map((entity) => ({
      type: 'Feature',
      ...(entity['@iot.id'] !== undefined && { id: entity['@iot.id'] }),
      geometry: placeOf(entity, selection.type.set === 'Datastreams') ?? null,
      properties: flatten(entity, options.expand, true),
    })),
  };
}

const geometryTypes = new Set(['Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon']);

function placeOf(value: unknown, withArea: boolean): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, geometry } = value as { type?: unknown; geometry?: unknown };
  if (typeof type === 'string' && geometryTypes.has(type)) return value;
  if (type === 'Feature') return placeOf(geometry, withArea);
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'properties' || name === 'parameters' || (name === 'observedArea' && !withArea)) continue;
    const place = placeOf(inner, withArea);
    if (place) return place;
  }
  return undefined;
}

/**
 * Values by their way into the entity; lists and places stay whole, links are left out. `numbered`: related entities are
 * counted from 0; else there is one of them at most.
 */
function flatten(entity: Entity, expands: readonly Expand[], numbered: boolean, before = ''): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(entity)) {
    if (/@iot\.\w+Link$/.test(name) || isPlace(name, value)) continue;
    const way = `${before}${name}`;
    const inner = expands.find((one) => one.name === name)?.options.expand;
    const related = inner && Array.isArray(value) ? (value as Entity[]) : undefined;
    if (related)
      related.forEach((one, index) =>
        Object.assign(flat, flatten(one, inner ?? [], numbered, numbered ? `${way}/${index}/` : `${way}/`)),
      );
    else if (isEntity(value)) Object.assign(flat, flatten(value, inner ?? [], numbered, `${way}/`));
    else flat[way] = value;
  }
  return flat;
}

function isPlace(name: string, value: unknown): boolean {
  return (name === 'location' || name === 'feature' || name === 'observedArea') && placeOf(value, true) !== undefined;
}

function isEntity(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names of columns are those of the first entity's values, and whatever later ones have beside. */
async function tableOf({ entities, selection }: ReadSet, options: Options): Promise<string> {
  for (const { relation, expand } of selection.expands)
    if (relation.kind !== 'one' && expand.options.top !== 1)
      throw badRequest(`$resultFormat: CSV has a row an entity, so ${relation.name} needs ($top=1) in $expand.`);
  const rows = entities.map((entity) => flatten(entity, options.expand, false));
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => !name.endsWith('@iot.count'));
  const columns = names.map((name) => ({ name, title: name, unit: null, type: 'text' as const, description: '' }));
  const values = rows.map((row) => ({ id: '', geometry: null, values: names.map((name) => cellOf(row[name])) }));
  let text = '';
  for await (const piece of writeCsv({ columns }, fromArray(values))) text += piece;
  return text;
}

function cellOf(value: unknown): Value {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return value === undefined ? null : textOf(value);
}

async function* fromArray<T>(items: readonly T[]): AsyncGenerator<T> {
  await Promise.resolve();
  yield* items;
}
