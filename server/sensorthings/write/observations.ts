import { sql } from 'kysely';
import { flagBits } from '../../../geodata/sensors/quality.ts';
import { recordObservations } from '../../sensors/import.ts';
import { keyOf, keyTable, type NewObservation, type ObservationKey } from '../../sensors/observations.ts';
import type { Parent } from '../series.ts';
import { badRequest, shown } from '../problem.ts';
import { parseTime, type Time } from '../request/times.ts';
import { type Body, isBody } from './body.ts';
import type { WriteContext } from './context.ts';
import { findFeatureOf, widenAreas } from './features.ts';
import { readInstant, requireKnown } from './fields.ts';

/** What an observation says of itself, read and checked. */
export type Said = Omit<NewObservation, 'ags' | 'datastreamId' | 'featureOfInterestId'>;

/** An observation to be recorded, with what it belongs to. */
export interface ObservationToRecord {
  said: Said;
  datastream: Parent;
  /** Undefined = the place where the thing is. */
  feature: number | undefined;
  /** Where it stands in the request. */
  where: string;
}

export const observationNames = [
  ...['phenomenonTime', 'result', 'resultTime', 'resultQuality', 'validTime', 'parameters'],
  ...['Datastream', 'FeatureOfInterest'],
];

/** Reads what a body says of an observation. Errors: 400 with the place. */
export function readObservation(body: Body, where: string, now: Date): Said {
  requireKnown(body, observationNames, where);
  const place = (name: string): string => (where === '' ? name : `${where}.${name}`);
  const { phenomenonTime, result, resultTime, resultQuality, validTime, parameters } = body;
  if (result === undefined) throw badRequest(`${place('result')}: is missing.`);
  const time: Time =
    phenomenonTime === undefined ? { start: now, end: null } : readTime(phenomenonTime, place('phenomenonTime'));
  const valid = validTime === undefined || validTime === null ? null : readTime(validTime, place('validTime'));
  if (valid && !valid.end) throw badRequest(`${place('validTime')}: must be an interval, start/end.`);
  if (parameters !== undefined && parameters !== null && !isBody(parameters))
    throw badRequest(`${place('parameters')}: must be an object.`);
  return {
    time: time.start,
    end: time.end && time.end > time.start ? time.end : null,
    ...resultOf(result),
    resultTime: resultTime === undefined || resultTime === null ? null : readInstant(resultTime, place('resultTime')),
    resultQuality: jsonOf(resultQuality),
    parameters: jsonOf(parameters),
    validTime: valid?.end ? [valid.start, valid.end] : null,
  };
}

function readTime(value: unknown, where: string): Time {
  const time = typeof value === 'string' ? parseTime(value) : undefined;
  if (time) return time;
  throw badRequest(
    `${where}: ${shown(JSON.stringify(value))} is no time or interval with a zone, as in 2026-01-31T12:00:00Z.`,
  );
}

function resultOf(result: unknown): Pick<Said, 'result' | 'resultJson'> {
  return typeof result === 'number'
    ? { result, resultJson: null }
    : { result: null, resultJson: result === null ? null : JSON.stringify(result) };
}

function jsonOf(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}

/** Observations that are recorded by one statement. */
const batchSize = 5000;

/**
 * Records observations with their roll-ups and latest values. Returns their ids in the same order, or in words why one
 * could not be taken. One that is known by its datastream and time has the id that it had.
 */
export async function recordEach(
  context: WriteContext,
  observations: readonly ObservationToRecord[],
): Promise<(number | string)[]> {
  const outcomes: (number | string)[] = [];
  for (let start = 0; start < observations.length; start += batchSize)
    outcomes.push(...(await recordBatch(context, observations.slice(start, start + batchSize))));
  return outcomes;
}

/** The same, all or nothing. Errors: 400 if one can't be taken. */
export async function recordAll(
  context: WriteContext,
  observations: readonly ObservationToRecord[],
): Promise<number[]> {
  const outcomes = await recordEach(context, observations);
  return outcomes.map((outcome, index) => {
    if (typeof outcome === 'number') return outcome;
    const where = observations[index]?.where;
    throw badRequest(where ? `${where}: ${outcome}` : outcome);
  });
}

async function recordBatch(
  context: WriteContext,
  observations: readonly ObservationToRecord[],
): Promise<(number | string)[]> {
  const types = await observationTypes(context, observations);
  const features = new Map<number, number | undefined>();
  const outcomes = new Map<number, string>();
  const made = new Map<NewObservation, number>();
  for (const [index, { said, datastream, feature: named }] of observations.entries()) {
    if (named === undefined && !features.has(datastream.id))
      features.set(datastream.id, await findFeatureOf(context, datastream));
    const feature = named ?? features.get(datastream.id);
    if (feature === undefined) {
      outcomes.set(index, noFeature);
      continue;
    }
    const flags = (said.flags ?? 0) | (fits(said, types.get(datastream.id)) ? 0 : flagBits.type_mismatch);
    made.set({ ...said, flags, ags: datastream.ags, datastreamId: datastream.id, featureOfInterestId: feature }, index);
  }
  const { refused } = await recordObservations(context.transaction, [...made.keys()]);
  for (const { observation, message } of refused) outcomes.set(made.get(observation) ?? 0, message);
  const recorded = [...made].filter(([, index]) => !outcomes.has(index));
  const keys = recorded.map(([one]) => one);
  await widenAreas(context, keys);
  const ids = await idsOf(context, keys);
  const idsByIndex = new Map(recorded.map(([, index], position) => [index, ids[position]]));
  return observations.map((_, index) => outcomes.get(index) ?? idsByIndex.get(index) ?? 0);
}

const noFeature =
  'it has no FeatureOfInterest, and none can be made, for the thing has no location in GeoJSON. Send one.';

async function idsOf({ transaction }: WriteContext, keys: readonly ObservationKey[]): Promise<number[]> {
  const { rows } = await sql<ObservationKey & { id: number }>`
    select o.ags, o.datastream_id as "datastreamId", o.phenomenon_time as time, o.id
    from ${keyTable(keys)} join observation as o using (ags, datastream_id, phenomenon_time)`.execute(transaction);
  const ids = new Map(rows.map((row) => [keyOf(row), row.id]));
  return keys.map((key) => ids.get(keyOf(key)) ?? 0);
}

async function observationTypes(
  { transaction }: WriteContext,
  observations: readonly ObservationToRecord[],
): Promise<Map<number, string>> {
  const ids = [...new Set(observations.map(({ datastream }) => datastream.id))];
  const rows = await transaction
    .selectFrom('datastream')
    .select(['id', 'observation_type as type'])
    .where('id', '=', sql<number>`any(${ids}::bigint[])`)
    .execute();
  return new Map(rows.map(({ id, type }) => [id, type]));
}

/** Whether a result is of the kind that its datastream promises. Null is of every kind. */
function fits({ result, resultJson }: Said, type = ''): boolean {
  if (result === null && resultJson === null) return true;
  const kind = type.split('/').at(-1);
  if (kind === 'OM_Measurement') return result !== null;
  if (kind === 'OM_CountObservation') return result !== null && Number.isInteger(result);
  if (kind === 'OM_TruthObservation') return resultJson === 'true' || resultJson === 'false';
  if (kind === 'OM_CategoryObservation') return resultJson?.startsWith('"') === true;
  return true;
}
