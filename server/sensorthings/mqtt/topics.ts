import { isId, type SetName, typeOf } from '../model.ts';
import { badRequest, notFound, shown, SensorThingsProblem } from '../problem.ts';
import { parseQuery } from '../request/options.ts';
import { parsePath, type ResourcePath } from '../request/path.ts';
import { type Selection, selectionOf } from '../selection.ts';

/** What somebody subscribes to. */
export interface Topic {
  /** As the subscriber wrote it, and as it is published. */
  name: string;
  set: SetName;
  path: ResourcePath;
  /** What of an entity is sent. */
  selection: Selection;
  /** The one property that is sent instead of the entity. */
  property: string | undefined;
}

const longest = 500;

/**
 * Reads a topic, e.g. `v1.1/Datastreams(1)/Observations?$select=result`: a set, an entity or a property of one.
 * Errors: SensorThingsProblem for all that is none.
 */
export function parseTopic(name: string): Topic {
  if (name.length > longest) throw badRequest(`A topic has ${longest} characters at most.`);
  const { path: text, query } = partsOf(name);
  const path = parsePath(text);
  const options = parseQuery(query);
  const other = [...options.given.keys()].find((option) => option !== '$select');
  if (other !== undefined) throw new SensorThingsProblem(501, `${other} has no place in a topic; $select has.`);
  const [property, ...deeper] = path.property;
  if (options.distinct || path.ref || path.value || deeper.length > 0 || (property !== undefined && options.select))
    throw badRequest(`${shown(name)} is neither a set nor an entity nor a property of one.`);
  if (property !== undefined && isId(property)) throw badRequest('An id never changes; subscribe to the entity.');
  const { set } = path.last;
  return { name, set, path, selection: selectionOf(typeOf(set), options), property };
}

/** Path below the service root of a topic that an observation is published to. Errors: SensorThingsProblem. */
export function parsePublication(name: string): string {
  const { path, query } = partsOf(name);
  const { last, single, property, ref } = parsePath(path);
  if (query !== '' || last.set !== 'Observations' || single || ref || property.length > 0)
    throw notFound('Observations alone are published, to v1.1/Observations or v1.1/Datastreams(1)/Observations.');
  return path;
}

function partsOf(name: string): { path: string; query: string } {
  const [, path, query = ''] = /^v1\.1\/([^?]*)(?:\?(.*))?$/s.exec(name) ?? [];
  if (path === undefined) throw badRequest('Topics begin with v1.1/, as in v1.1/Datastreams(1)/Observations.');
  return { path, query };
}
