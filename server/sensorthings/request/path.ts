import { findProperty, findRelation, findSet, isId, namesOf, type Relation, type SetName, typeOf } from '../model.ts';
import { badRequest, notFound, shown } from '../problem.ts';
import { unquoteKey } from './ids.ts';

/** A step of a path: a set or one entity of it, related to the step before. */
export interface Step {
  set: SetName;
  /** Relation to the step before; undefined = the first step. */
  relation: Relation | undefined;
  /** Undefined = the whole set, or the one entity that a to-one relation leads to. */
  id: number | undefined;
}

/** Where an address leads to. */
export interface ResourcePath {
  steps: [Step, ...Step[]];
  last: Step;
  /** True: one entity; false: a set. */
  single: boolean;
  /** Property of the entity and the way into its JSON; empty = the entity or set itself. */
  property: string[];
  /** Raw text of the property. */
  value: boolean;
  /** Links alone. */
  ref: boolean;
}

const mostSteps = 12;

/**
 * Reads the path of an address below the service root, e.g. `Things(1)/Datastreams`.
 * Errors: 404 for names that there are not, 400 for an id that is no number.
 */
export function parsePath(path: string): ResourcePath {
  const parts = split(path);
  const steps: Step[] = [];
  let index = 0;
  for (; index < parts.length; index++) {
    const step = readStep(parts[index] ?? '', steps.at(-1));
    if (!step) break;
    steps.push(step);
    if (steps.length > mostSteps) throw badRequest(`An address may have ${mostSteps} steps at most.`);
  }
  const [first, ...others] = steps;
  const last = steps.at(-1);
  if (!first || !last) throw notFound(`There is no set ${shown(parts[0] ?? '')}.`);
  const rest = parts.slice(index);
  const single = last.id !== undefined || last.relation?.kind === 'one';
  const found = { steps: [first, ...others] as ResourcePath['steps'], last, single };
  if (rest.length === 1 && rest[0] === '$ref') return { ...found, property: [], value: false, ref: true };
  const value = rest.length > 1 && rest.at(-1) === '$value';
  const property = value ? rest.slice(0, -1) : rest;
  const [name] = property;
  const type = typeOf(last.set);
  if (name !== undefined && !(single && (findProperty(type, name) || isId(name))))
    throw notFound(
      single
        ? `${type.singular} has no ${shown(name)}. It has ${namesOf(type)}.`
        : `${shown(name)} can't follow a whole set; choose an entity as in ${last.set}(1).`,
    );
  return { ...found, property, value, ref: false };
}

function split(path: string): string[] {
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  try {
    return trimmed.split('/').map(decodeURIComponent);
  } catch {
    throw badRequest(`The address ${shown(path)} is not encoded as it must be.`);
  }
}

function readStep(part: string, before: Step | undefined): Step | undefined {
  const [, name = part, key] = /^([A-Za-z]+)\((.*)\)$/s.exec(part) ?? [];
  const relation =
    before && (before.id !== undefined || before.relation?.kind === 'one')
      ? findRelation(typeOf(before.set), name)
      : undefined;
  const set = before ? relation?.target : findSet(name);
  if (set === undefined) return undefined;
  if (key !== undefined && relation?.kind === 'one')
    throw badRequest(`${name} leads to one entity; leave (${key.slice(0, 40)}) out.`);
  return { set, relation, id: key === undefined ? undefined : readId(key, name) };
}

function readId(written: string, name: string): number {
  const key = unquoteKey(written);
  const id = Number(key);
  if (!/^-?[0-9]{1,18}$/.test(key))
    throw badRequest(`${name}(${key.slice(0, 40)}): ids are whole numbers here, as in ${name}(1).`);
  // No id is negative or larger than what JavaScript counts to: such an entity is only not there.
  if (id < 0 || !Number.isSafeInteger(id)) throw notFound(`There is no ${name}(${key}).`);
  return id;
}
