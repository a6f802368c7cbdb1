import { sql } from 'kysely';
import { deleteObservations } from '../../sensors/delete.ts';
import { keyTable, type ObservationKey } from '../../sensors/observations.ts';
import type { Transaction } from '../../database/database.ts';
import { type Own, type Relation, type SetName, typeOf } from '../model.ts';
import type { Parent } from '../series.ts';
import { featureThen, observationsAbout } from '../placed-features.ts';
import { notFound, SensorThingsProblem } from '../problem.ts';

/** Observations that go at once, so that memory does not grow with a series. */
const batch = 5000;

/**
 * Deletes an entity and what can't be without it: with a thing, a sensor or an observed property its datastreams, with
 * those their observations; with a thing or a location the times of its history; with a feature its observations.
 */
export async function deleteEntity(transaction: Transaction, set: SetName, { ags, id }: Parent): Promise<void> {
  if (set === 'Observations') {
    await deleteObservations(transaction, [await keyOfObservation(transaction, id)]);
    return;
  }
  if (set === 'Locations') await forgetPlace(transaction, ags, id);
  if (set === 'FeaturesOfInterest') await deleteObservationsAbout(transaction, ags, id);
  const table = typeOf(set).table as 'thing';
  await transaction.deleteFrom(table).where('ags', '=', ags).where('id', '=', id).execute();
}

/** What tells an observation from all others. Errors: 404. */
export async function keyOfObservation(transaction: Transaction, id: number): Promise<ObservationKey> {
  const key = await transaction
    .selectFrom('observation')
    .select(['ags', 'datastream_id as datastreamId', 'phenomenon_time as time'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!key) throw notFound(`There is no Observations(${id}).`);
  return key;
}

async function forgetPlace(transaction: Transaction, ags: string, id: number): Promise<void> {
  // A feature that was made of it stays, for observations are about it; it is then like one that was given.
  await transaction
    .updateTable('feature_of_interest')
    .set({ location_id: null })
    .where('ags', '=', ags)
    .where('location_id', '=', id)
    .execute();
  await sql`
    delete from historical_location as h using historical_location_location as l
    where l.ags = h.ags and l.historical_location_id = h.id and l.ags = ${ags} and l.location_id = ${id}`.execute(
    transaction,
  );
}

async function deleteObservationsAbout(transaction: Transaction, ags: string, feature: number): Promise<void> {
  const own: Own = (name) => (name === 'ags' ? sql`${ags}::text` : sql`${feature}::bigint`);
  for (;;) {
    const { rows } = await sql<ObservationKey>`
      select o.ags, o.datastream_id as "datastreamId", o.phenomenon_time as time
      from (${observationsAbout(own)}) as o limit ${batch}`.execute(transaction);
    if (rows.length === 0) return;
    await deleteObservations(transaction, rows);
  }
}

/** Takes two entities apart that a table relates. Errors: 404 if they are not related, 409 if they can't be without. */
export async function unlink(transaction: Transaction, relation: Relation, own: Parent, other: number): Promise<void> {
  if (relation.kind !== 'linked')
    throw new SensorThingsProblem(409, `${relation.name} can't be taken away here; change the entity itself by PATCH.`);
  const result = await sql`
    delete from ${sql.table(relation.table)} where ags = ${own.ags} and ${sql.ref(relation.own)} = ${own.id}
      and ${sql.ref(relation.other)} = ${other} returning ags`.execute(transaction);
  if (result.rows.length === 0) throw notFound(`There is no ${relation.name}(${other}) to take away.`);
}

/** Locks the datastream of an observation and returns all that is stored of it. Errors: 404. */
export async function lockObservation(transaction: Transaction, id: number) {
  const key = await keyOfObservation(transaction, id);
  await sql`select from datastream where ags = ${key.ags} and id = ${key.datastreamId} for no key update`.execute(
    transaction,
  );
  const { rows } = await sql<StoredObservation>`
    select o.phenomenon_time as time, o.phenomenon_end as "end", coalesce(o.reading, o.result) as result,
      o.result_json::text as "resultJson", o.result_time as "resultTime", o.result_quality::text as "resultQuality",
      o.parameters::text as parameters, lower(o.valid_time) as "validFrom", upper(o.valid_time) as "validUntil",
      coalesce(o.feature_of_interest_id, ${featureThen((name) => sql.ref(`o.${name}`))}) as feature
    from ${keyTable([key])} join observation as o using (ags, datastream_id, phenomenon_time)`.execute(transaction);
  const [stored] = rows;
  if (!stored) throw notFound(`There is no Observations(${id}).`);
  return { key, stored };
}

interface StoredObservation {
  time: Date;
  end: Date | null;
  result: number | null;
  resultJson: string | null;
  resultTime: Date | null;
  resultQuality: string | null;
  parameters: string | null;
  validFrom: Date | null;
  validUntil: Date | null;
  feature: number | null;
}
