import type { Links } from '../links.ts';
import { badRequest, shown, SensorThingsProblem } from '../problem.ts';
import { type Body, isBody, linkOf } from './body.ts';
import { findEntity, type WriteContext } from './context.ts';
import { observationNames, type ObservationToRecord, readObservation, recordEach } from './observations.ts';

/** A row of a data array: what is to be recorded of it, or what is wrong with it. */
type Prepared = { observation: ObservationToRecord } | { problem: string };

/** Municipalities of the features that rows name, by their ids; empty = there is none. */
type Features = Map<number, string>;

/**
 * Records a data array. Returns an entry a row, in order: the link of its observation, or `error` and the reason; a bad
 * row does not stop the others.
 * Errors: 400 if the array itself is malformed.
 */
export async function createFromDataArray(context: WriteContext, links: Links, value: unknown): Promise<string[]> {
  if (!Array.isArray(value)) throw badRequest('The body must be a list of groups, each with a Datastream.');
  const prepared: Prepared[] = [];
  const features: Features = new Map();
  for (const [index, group] of value.entries())
    prepared.push(...(await readGroup(context, features, group, `[${index}]`)));
  const good = prepared.flatMap((row) => ('observation' in row ? [row.observation] : []));
  const outcomes = await recordEach(context, good);
  let next = 0;
  return prepared.map((row) => {
    if ('problem' in row) return `error: ${row.problem}`;
    const outcome = outcomes[next++];
    return typeof outcome === 'number' ? links.self({ set: 'Observations' }, outcome) : `error: ${outcome}`;
  });
}

async function readGroup(
  context: WriteContext,
  features: Features,
  group: unknown,
  where: string,
): Promise<Prepared[]> {
  if (!isBody(group)) throw badRequest(`${where}: must be an object.`);
  const { Datastream: datastream, components, dataArray } = group;
  if (!isBody(datastream)) throw badRequest(`${where}.Datastream: is missing; link it as {"@iot.id": 1}.`);
  const id = linkOf(datastream, `${where}.Datastream`);
  if (id === undefined) throw badRequest(`${where}.Datastream: must be a link as {"@iot.id": 1}.`);
  if (!Array.isArray(components) || !components.every((name) => typeof name === 'string'))
    throw badRequest(`${where}.components: must be a list of names.`);
  for (const name of ['phenomenonTime', 'result'])
    if (!components.includes(name)) throw badRequest(`${where}.components: ${name} is missing.`);
  const known = [...observationNames.slice(0, 6), 'FeatureOfInterest/id', 'id'];
  const unknown = components.find((name) => !known.includes(name.replace('@iot.id', 'id')));
  if (unknown !== undefined)
    throw badRequest(`${where}.components: there is no ${shown(unknown)}. There are ${known.join(', ')}.`);
  if (!Array.isArray(dataArray)) throw badRequest(`${where}.dataArray: must be a list of rows.`);
  const found = await findEntity(context.transaction, 'Datastreams', id);
  const rows: Prepared[] = [];
  for (const [index, row] of dataArray.entries()) {
    const place = `${where}.dataArray[${index}]`;
    if (!found) rows.push({ problem: `there is no Datastreams(${id}).` });
    else rows.push(await readRow(context, features, { ags: found.ags, id }, components, row, place));
  }
  return rows;
}

async function readRow(
  context: WriteContext,
  features: Features,
  datastream: { ags: string; id: number },
  components: readonly string[],
  row: unknown,
  where: string,
): Promise<Prepared> {
  if (!Array.isArray(row) || row.length !== components.length)
    return { problem: `${where} must be a list of ${components.length} values.` };
  const body: Body = {};
  let feature: number | undefined;
  for (const [index, name] of components.entries()) {
    const value: unknown = row[index];
    if (name.startsWith('FeatureOfInterest')) {
      feature = typeof value === 'number' && Number.isSafeInteger(value) ? value : -1;
      const town = features.get(feature) ?? (await findEntity(context.transaction, 'FeaturesOfInterest', feature))?.ags;
      features.set(feature, town ?? '');
      if (town !== datastream.ags) return { problem: `${where}: there is no such FeatureOfInterest.` };
    } else if (name !== 'id' && name !== '@iot.id') body[name] = value;
  }
  try {
    return { observation: { said: readObservation(body, where, context.now), datastream, feature, where } };
  } catch (error) {
    if (error instanceof SensorThingsProblem) return { problem: error.message };
    throw error;
  }
}
