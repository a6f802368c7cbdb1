import { sql } from 'kysely';
import { findRelation, type Relation, type SetName, typeOf } from '../model.ts';
import type { Parent } from '../series.ts';
import { badRequest } from '../problem.ts';
import { type Body, isBody, linkOf } from './body.ts';
import { ensureEdition, requireEntity, type WriteContext } from './context.ts';
import { type Columns, readFields } from './fields.ts';
import { type ObservationToRecord, readObservation, recordAll } from './observations.ts';
import { followHistory, linkHistory, moveThing } from './places.ts';

/** Entities that a new one is related to by where it stands: the parent of an address, or of a deep insert. */
export type Given = Partial<Record<string, number>>;

/**
 * Makes an entity and all that is nested in it, and returns its id. `given` holds ids by the names of the new entity's
 * relations, e.g. `{ Thing: 1 }`.
 * Errors: 400 with the place, for what is missing, malformed, or linked to what is not there.
 */
export async function createEntity(
  context: WriteContext,
  set: SetName,
  body: Body,
  where: string,
  given: Given = {},
): Promise<number> {
  if (set === 'Observations') {
    const [id = 0] = await recordAll(context, [await prepareObservation(context, body, where, given)]);
    return id;
  }
  const type = typeOf(set);
  const columns = readFields(
    set,
    body,
    where,
    type.relations.map(({ name }) => name),
    true,
  );
  for (const relation of type.relations) {
    if (relation.kind === 'one') columns[relation.key] = await readOne(context, relation, body, where, given);
  }
  const id = await insertRow(context, set, columns, body);
  await createRelated(context, set, id, body, where, given);
  return id;
}

async function insertRow(context: WriteContext, set: Exclude<SetName, 'Observations'>, columns: Columns, body: Body) {
  const { transaction, ags } = context;
  const extra: Columns = {};
  if (set === 'Things' || set === 'Datastreams') extra.edition_id = await ensureEdition(context);
  if (set === 'Things') extra.modelled = isBody(body.properties) && body.properties.modelled === true;
  const table = typeOf(set).table as 'thing';
  const { id } = await transaction
    .insertInto(table)
    .values({ ...columns, ...extra, ags } as never)
    .returning('id')
    .executeTakeFirstOrThrow();
  if (set === 'Datastreams') {
    // Fed by this device from the beginning, as far as anybody knows.
    await transaction
      .insertInto('datastream_device')
      .values({
        ...{ ags, datastream_id: id, sensor_id: columns.sensor_id as number, field: columns.name as string },
        valid: sql<string>`tstzrange(null, null)`,
      })
      .execute();
  }
  return id;
}

/** The entity on the other side of a to-one relation: given, linked, or made. */
async function readOne(
  context: WriteContext,
  relation: Relation,
  body: Body,
  where: string,
  given: Given,
): Promise<number> {
  const place = where === '' ? relation.name : `${where}.${relation.name}`;
  const value = body[relation.name];
  const parent = given[relation.name];
  if (value === undefined) {
    if (parent === undefined) throw badRequest(`${place}: is missing; link it as {"@iot.id": 1}, or send it whole.`);
    return parent;
  }
  if (!isBody(value)) throw badRequest(`${place}: must be an object.`);
  const id = linkOf(value, place);
  if (parent !== undefined) {
    if (id !== parent) throw badRequest(`${place}: is another one than that of the address or the entity around it.`);
    return parent;
  }
  if (id === undefined) return createEntity(context, relation.target, value, place);
  return (await requireEntity(context, relation.target, id, place)).id;
}

async function prepareObservation(
  context: WriteContext,
  body: Body,
  where: string,
  given: Given,
): Promise<ObservationToRecord> {
  const said = readObservation(body, where, context.now);
  const [toDatastream, toFeature] = ['Datastream', 'FeatureOfInterest'].map((name) =>
    findRelation(typeOf('Observations'), name),
  ) as [Relation, Relation];
  const datastream = await readOne(context, toDatastream, body, where, given);
  const named = body.FeatureOfInterest !== undefined || given.FeatureOfInterest !== undefined;
  const feature = named ? await readOne(context, toFeature, body, where, given) : undefined;
  return { said, datastream: { ags: context.ags, id: datastream }, feature, where };
}

/** What stands in lists of a body: links to what is there, and what is to be made. */
async function createRelated(
  context: WriteContext,
  set: SetName,
  id: number,
  body: Body,
  where: string,
  given: Given,
): Promise<void> {
  const type = typeOf(set);
  for (const relation of type.relations) {
    if (relation.kind === 'one') continue;
    const place = where === '' ? relation.name : `${where}.${relation.name}`;
    const parent = given[relation.name];
    const items = listOf(body[relation.name], place);
    if (relation.name === 'Observations') {
      await createSeries(context, set, id, items, place);
      continue;
    }
    const ids = parent === undefined ? [] : [parent];
    for (const [index, item] of items.entries()) {
      const itemPlace = `${place}[${index}]`;
      const link = linkOf(item, itemPlace);
      if (link !== undefined) ids.push((await requireEntity(context, relation.target, link, itemPlace)).id);
      else ids.push(await createEntity(context, relation.target, item, itemPlace, backTo(type.singular, relation, id)));
    }
    await relate(context, set, relation, { ags: context.ags, id }, ids);
  }
  if (set === 'HistoricalLocations') await finishHistory(context, id, body, where, given);
}

/** Observations of one datastream or feature, written at once. */
async function createSeries(context: WriteContext, set: SetName, id: number, items: readonly Body[], place: string) {
  const prepared: ObservationToRecord[] = [];
  for (const [index, item] of items.entries())
    prepared.push(await prepareObservation(context, item, `${place}[${index}]`, { [typeOf(set).singular]: id }));
  await recordAll(context, prepared);
}

function listOf(value: unknown, place: string): Body[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every(isBody)) throw badRequest(`${place}: must be a list of objects.`);
  return value;
}

/** By which relation a nested entity knows the one around it, where it must know it to be made. */
function backTo(singular: string, relation: Relation, id: number): Given {
  return relation.kind === 'many' ? { [singular]: id } : {};
}

/**
 * Relates an entity to others by a to-many relation, as a client asks for it. A thing has its new locations instead of
 * those before, and that is written in its history.
 */
export async function relate(
  context: WriteContext,
  set: SetName,
  relation: Relation,
  own: Parent,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0 || relation.kind === 'one') return;
  const { transaction } = context;
  if (relation.kind === 'many') {
    const table = typeOf(relation.target).table as 'datastream';
    await transaction
      .updateTable(table)
      .set({ [relation.key]: own.id })
      .where('ags', '=', own.ags)
      .where('id', '=', sql<number>`any(${ids}::bigint[])`)
      .where(sql.ref<number>(relation.key), '<>', own.id)
      .execute();
    return;
  }
  if (set === 'Things') await moveThing(context, own, ids);
  else if (relation.target === 'Things') for (const id of ids) await moveThing(context, { ags: own.ags, id }, [own.id]);
  else if (set === 'HistoricalLocations') await linkHistory(context, own.id, ids);
  else for (const id of ids) await linkHistory(context, id, [own.id]);
}

/** Errors: 400 for a time of a history that says no place. */
async function finishHistory(
  context: WriteContext,
  id: number,
  body: Body,
  where: string,
  given: Given,
): Promise<void> {
  if (listOf(body.Locations, 'Locations').length === 0 && given.Locations === undefined)
    throw badRequest(`${where === '' ? '' : `${where}.`}Locations: is missing; say at least one.`);
  await followHistory(context, { ags: context.ags, id });
}
