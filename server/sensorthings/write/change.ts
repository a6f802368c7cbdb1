import type { Kysely } from 'kysely';
import type { Transaction } from '../../database/database.ts';
import type { DB } from '../../database/generated.ts';
import { answerJson, answerNothing, type ServiceAnswer, type ServiceRequest } from '../answer.ts';
import type { Links } from '../links.ts';
import { findRelation, type Relation, type SetName, typeOf } from '../model.ts';
import { badRequest, SensorThingsProblem } from '../problem.ts';
import { readEntity } from '../read.ts';
import { noOptions, parseQuery } from '../request/options.ts';
import { parsePath, type ResourcePath } from '../request/path.ts';
import { pathOf, resolveEntity } from '../resolve.ts';
import { type Body, isBody, linkOf, parseBody, parseJson } from './body.ts';
import { findEntity, requireEntity, type WriteContext } from './context.ts';
import { createEntity, type Given, relate } from './create.ts';
import { createFromDataArray } from './data-array.ts';
import { applyJsonPatch } from './json-patch.ts';
import { deleteSet } from './remove-set.ts';
import { deleteEntity, unlink } from './remove.ts';
import { updateEntity } from './update.ts';

/** What writing needs to know beside the request. */
export interface ChangeContext {
  db: Kysely<DB>;
  /** What to write in; none = one of its own. */
  transaction?: Transaction;
  links: Links;
  /** Municipality of what is made without a relation to what is there. */
  defaultAgs: string;
}

/** Answers POST, PATCH, PUT and DELETE; whole or not at all. Errors: SensorThingsProblem. */
export function change(context: ChangeContext, request: ServiceRequest): Promise<ServiceAnswer> {
  const { db } = context;
  const run = (transaction: Transaction): Promise<ServiceAnswer> => dispatch(context, transaction, request);
  // A change set is one transaction already.
  return context.transaction ? run(context.transaction) : db.transaction().execute(run);
}

async function dispatch(
  context: ChangeContext,
  transaction: Transaction,
  request: ServiceRequest,
): Promise<ServiceAnswer> {
  const writing: WriteContext = { transaction, ags: context.defaultAgs, now: new Date() };
  if (request.path === 'CreateObservations' && request.method === 'POST') {
    const made = await createFromDataArray(writing, context.links, parseJson(request.body));
    return answerJson(201, made);
  }
  const path = parsePath(request.path);
  if (path.ref) return changeReference(context, writing, path, request);
  if (path.property.length > 0)
    throw badRequest(`${pathOf(path.steps)}/${path.property.join('/')}: change a property by PATCH of its entity.`);
  if (request.method === 'POST') return create(context, writing, path, request);
  if (!path.single && request.method === 'DELETE') {
    await deleteSet(transaction, path, parseQuery(request.query));
    return answerNothing(200);
  }
  if (!path.single)
    throw new SensorThingsProblem(405, `${request.method} is for one entity, as in ${path.last.set}(1).`);
  const own = await resolveEntity(transaction, path.steps);
  const { set } = path.last;
  if (request.method === 'DELETE') {
    await deleteEntity(transaction, set, own);
    return answerNothing(200);
  }
  const patch = request.contentType.startsWith('application/json-patch+json');
  const here = { ...writing, ags: own.ags };
  if (patch) {
    const before = await readEntity(transaction, context.links, path, noOptions);
    await updateEntity(here, set, own, applyJsonPatch(before, parseJson(request.body)), true);
  } else await updateEntity(here, set, own, parseBody(request.body), request.method === 'PUT');
  return answerJson(200, await readEntity(transaction, context.links, path, noOptions));
}

async function create(
  { links }: ChangeContext,
  context: WriteContext,
  path: ResourcePath,
  { body: text }: ServiceRequest,
): Promise<ServiceAnswer> {
  if (path.single) throw new SensorThingsProblem(405, `POST is for sets, as in ${path.last.set}; change by PATCH.`);
  const { set, relation } = path.last;
  const body = parseBody(text);
  const parentStep = path.steps.at(-2);
  const parent = relation && parentStep ? await resolveEntity(context.transaction, path.steps.slice(0, -1)) : undefined;
  const ags = parent?.ags ?? (await townOf(context.transaction, set, body)) ?? context.ags;
  const here = { ...context, ags };
  const given: Given = {};
  const back = relation && parentStep ? inverseOf(parentStep.set, relation) : undefined;
  if (back && parent) given[back.name] = parent.id;
  const id = await createEntity(here, set, body, '', given);
  const selfLink = links.self({ set }, id);
  const entity = await readEntity(context.transaction, links, parsePath(`${set}(${id})`), noOptions);
  return answerJson(201, entity, { Location: selfLink });
}

/** The relation by which the other side knows this one. */
function inverseOf(set: SetName, relation: Relation): Relation | undefined {
  const { singular } = typeOf(set);
  const target = typeOf(relation.target);
  return findRelation(target, singular) ?? findRelation(target, set);
}

/** The municipality of the first entity that a body links to; undefined = it links to none. */
async function townOf(transaction: Transaction, set: SetName, body: Body): Promise<string | undefined> {
  for (const relation of typeOf(set).relations) {
    for (const item of [body[relation.name]].flat()) {
      if (!isBody(item)) continue;
      const id = linkOf(item, relation.name);
      const town =
        id === undefined
          ? await townOf(transaction, relation.target, item)
          : (await findEntity(transaction, relation.target, id))?.ags;
      if (town !== undefined) return town;
    }
  }
  return undefined;
}

/** `POST …/$ref` relates, `PUT …/$ref` relates to one, `DELETE …/$ref` takes apart. */
async function changeReference(
  { links }: ChangeContext,
  context: WriteContext,
  path: ResourcePath,
  { method, body, query }: ServiceRequest,
): Promise<ServiceAnswer> {
  const { relation, id } = path.last;
  const step = path.steps.at(-2);
  if (!relation || !step) throw badRequest('$ref is changed below an entity, as in Things(1)/Locations/$ref.');
  const own = await resolveEntity(context.transaction, path.steps.slice(0, -1));
  const here = { ...context, ags: own.ags };
  if (method === 'DELETE') {
    const named = parseQuery(query).id;
    const other = id ?? (named === undefined ? undefined : idOfReference(named, relation.target, links));
    if (other === undefined) throw badRequest('$ref: say which by $id=, as in …/Locations/$ref?$id=Locations(1).');
    await unlink(context.transaction, relation, own, other);
    return answerNothing(200);
  }
  if (id !== undefined) throw badRequest('$ref: leave the id out of the address and send it in the body.');
  if ((method === 'PUT') !== (relation.kind === 'one'))
    throw new SensorThingsProblem(405, `${relation.name}/$ref takes ${relation.kind === 'one' ? 'PUT' : 'POST'}.`);
  const value = parseBody(body);
  const named = value['@iot.selfLink'] ?? value['@odata.id'] ?? value['@iot.id'];
  const other = typeof named === 'string' ? idOfReference(named, relation.target, links) : linkOf(value, '$ref');
  if (other === undefined) throw badRequest('$ref: send {"@iot.id": 1}, or the address as {"@iot.selfLink": "…"}.');
  const found = await requireEntity(here, relation.target, other, '$ref');
  if (relation.kind === 'one')
    await updateEntity(here, step.set, own, { [relation.name]: { '@iot.id': found.id } }, false);
  else await relate(here, step.set, relation, own, [found.id]);
  return answerNothing(204);
}

/** The id in an address of an entity, absolute or below the root. Errors: 400. */
function idOfReference(text: string, target: SetName, links: Links): number {
  const below = text.startsWith(`${links.root}/`) ? text.slice(links.root.length + 1) : text;
  const path = parsePath(below);
  if (path.steps.length !== 1 || path.last.set !== target || path.last.id === undefined)
    throw badRequest(`$ref: ${text.slice(0, 80)} is no address of ${target}.`);
  return path.last.id;
}
