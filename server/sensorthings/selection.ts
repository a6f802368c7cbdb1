import { type EntityType, findProperty, findRelation, isId, namesOf, type Property, type Relation } from './model.ts';
import { badRequest, shown } from './problem.ts';
import type { Expand, Options } from './request/options.ts';

/** What of an entity is sent. */
export interface Selection {
  type: EntityType;
  /** In the order in which they are sent. */
  properties: readonly Property[];
  /** Ways into the JSON of a property, of those that are not sent whole. */
  parts: ReadonlyMap<string, string[][]>;
  id: boolean;
  selfLink: boolean;
  /** Relations whose link is sent. */
  links: readonly Relation[];
  expands: readonly { relation: Relation; expand: Expand }[];
}

/** Compares `$select` and `$expand` with what a type has. Errors: 400 for names that it has not. */
export function selectionOf(type: EntityType, { select, expand }: Options): Selection {
  const expands = expand.map((one) => ({ relation: relationOf(type, one.name), expand: one }));
  if (!select) {
    const { properties, relations } = type;
    return { type, properties, parts: new Map(), id: true, selfLink: true, links: relations, expands };
  }
  const properties = new Set<Property>();
  const links = new Set<Relation>();
  const parts = new Map<string, string[][]>();
  const whole = new Set<string>();
  for (const [name = '', ...rest] of select) {
    const property = findProperty(type, name);
    const relation = findRelation(type, name);
    if (property) {
      properties.add(property);
      if (rest.length === 0) whole.add(name);
      else if (property.kind === 'text' || property.kind === 'time')
        throw badRequest(`$select: ${shown(name)} has no parts.`);
      else parts.set(name, [...(parts.get(name) ?? []), rest]);
    } else if (relation && rest.length === 0) links.add(relation);
    else if (!isId(name) && name !== '@iot.selfLink' && !(name === '*' && rest.length === 0))
      throw badRequest(
        `$select: ${type.singular} has no ${shown([name, ...rest].join('/'))}. It has ${namesOf(type)}.`,
      );
  }
  const names = new Set(select.map(([name]) => name));
  for (const name of whole) parts.delete(name);
  return {
    type,
    properties: names.has('*') ? type.properties : [...properties],
    parts: names.has('*') ? new Map() : parts,
    id: names.has('*') || [...names].some((name) => isId(name ?? '')),
    selfLink: names.has('@iot.selfLink'),
    links: [...links],
    expands,
  };
}

function relationOf(type: EntityType, name: string): Relation {
  const relation = findRelation(type, name);
  if (relation) return relation;
  // QGIS asks for Datastreams of an observation, which has one.
  const near = type.relations.find((one) => one.name.slice(0, 6) === name.slice(0, 6));
  const names = type.relations.map((one) => one.name).join(', ');
  throw badRequest(
    `$expand: ${type.singular} has no relation ${shown(name)}.${near ? ` Did you mean ${near.name}?` : ''} It has ${names}.`,
  );
}
