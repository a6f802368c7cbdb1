import type { Kysely } from 'kysely';
import type { Transaction } from '../database/database.ts';
import type { DB } from '../database/generated.ts';
import { answerJson, answerNothing, answerText, type ServiceAnswer, type ServiceRequest } from './answer.ts';
import { readBuckets } from './buckets.ts';
import { readDistinct } from './distinct.ts';
import { writeFormat } from './formats.ts';
import type { Links } from './links.ts';
import { problemOf } from './database-problem.ts';
import { badRequest, SensorThingsProblem } from './problem.ts';
import { readEntity, readProperty, readReferences, readSet, writeSet } from './read.ts';
import { type Options, parseQuery } from './request/options.ts';
import { parsePath, type ResourcePath } from './request/path.ts';
import { change } from './write/change.ts';
import { rootDocument } from './root.ts';
import { textOf } from './rows.ts';

/** What the service stands on. */
export interface ServiceContext {
  db: Kysely<DB>;
  /** What to write in; none = one of its own for each request. */
  transaction?: Transaction;
  links: Links;
  /** Whether there is a token by which anybody may write. */
  writable: boolean;
  /** Municipality of what is made without a relation to what is there. */
  defaultAgs: string;
  /** Addresses of the same over MQTT; none = it is not spoken. */
  mqttEndpoints?: readonly string[];
}

/**
 * Answers a request to OGC SensorThings 1.1. What a client did wrong is an answer from 400 to 501 with code and message.
 * Errors: only what is no client's fault.
 */
export async function answer(context: ServiceContext, request: ServiceRequest): Promise<ServiceAnswer> {
  try {
    return await dispatch(context, request);
  } catch (error) {
    return answerProblem(problemOf(error));
  }
}

const problemHeaders: Record<number, Record<string, string> | undefined> = {
  401: { 'WWW-Authenticate': 'Bearer' },
  429: { 'Retry-After': '10' },
};

/** Code, message and place as JSON. */
export function answerProblem({ status, message }: SensorThingsProblem): ServiceAnswer {
  return answerJson(status, { code: status, type: 'error', message }, problemHeaders[status]);
}

async function dispatch(context: ServiceContext, request: ServiceRequest): Promise<ServiceAnswer> {
  const { method, path } = request;
  if (method === 'GET' || method === 'HEAD') return read(context, path, request.query);
  if (!changing.has(method)) throw new SensorThingsProblem(405, `${method} is not known here.`);
  requireRight(context, request);
  return change(context, request);
}

const changing = new Set(['POST', 'PATCH', 'PUT', 'DELETE']);

/** Errors: 401. */
function requireRight({ writable }: ServiceContext, { mayWrite }: ServiceRequest): void {
  if (mayWrite) return;
  throw new SensorThingsProblem(
    401,
    writable
      ? 'Writing needs the token of this server: send it as "Authorization: Bearer …".'
      : 'Nobody may write here: the operator has set no SENSORTHINGS_TOKEN.',
  );
}

async function read(context: ServiceContext, path: string, query: string): Promise<ServiceAnswer> {
  if (path === '') return answerJson(200, rootDocument(context.links, context.writable, context.mqttEndpoints ?? []));
  const options = parseQuery(query);
  const resource = parsePath(path);
  if (options.distinct && (resource.single || resource.ref))
    throw badRequest('$select: distinct: is for whole sets, as in Things?$select=distinct:name.');
  if (options.id !== undefined) throw badRequest('$id is for DELETE alone.');
  if (resource.ref) return answerJson(200, await readReferences(context.db, context.links, resource, options));
  if (resource.property.length > 0) return readValue(context, resource);
  if (resource.single) return answerJson(200, await readEntity(context.db, context.links, resource, options));
  return readAll(context, resource, options);
}

async function readAll({ db, links }: ServiceContext, path: ResourcePath, options: Options): Promise<ServiceAnswer> {
  if (options.distinct) return answerJson(200, await readDistinct(db, links, path, options));
  if (options.apply !== undefined) return answerJson(200, await readBuckets(db, links, path, options));
  const set = await readSet(db, links, path, options);
  if (options.resultFormat) return writeFormat(options.resultFormat, set, options, links);
  return answerJson(200, writeSet(set));
}

async function readValue({ db }: ServiceContext, path: ResourcePath): Promise<ServiceAnswer> {
  const { name, value } = await readProperty(db, path);
  if (value === null) return answerNothing(204);
  return path.value ? answerText(textOf(value)) : answerJson(200, { [name]: value });
}
