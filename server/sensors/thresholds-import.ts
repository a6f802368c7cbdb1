import { sql } from 'kysely';
import type { Reader, Transaction } from '../database/database.ts';
import { InvalidArgumentError, NotFoundError } from '../errors.ts';
import { keyOfSecret } from './alarm-webhook.ts';
import { endAlarm, watchThresholds } from './alarms-import.ts';
import type { Threshold } from './threshold-queries.ts';

/** A threshold as it is to be. */
export interface NewThreshold extends Omit<Threshold, 'id' | 'signed'> {
  /** Null = a new one. */
  id: number | null;
  /** `whsec_` and base64; empty = none from now on, null = as it was. */
  webhookSecret: string | null;
}

/** Column `signed`, for the secret itself leaves the database to sign alone. */
const isSigned = sql<boolean>`webhook_secret is not null`.as('signed');

/**
 * Refuses a threshold that makes no sense.
 * Errors: InvalidArgumentError for a name, bounds in the wrong order, an address or a secret that is none;
 * NotFoundError for its datastream.
 */
export async function checkThreshold(db: Reader, threshold: NewThreshold): Promise<void> {
  const { ags, datastreamId, name, direction, raiseAt, clearAt, webhook, webhookSecret } = threshold;
  if (name.trim() === '' || name.length > 200) {
    throw new InvalidArgumentError('name', 'name: give one of 1 to 200 characters.');
  }
  if (direction === 'above' ? clearAt > raiseAt : clearAt < raiseAt) {
    const where = direction === 'above' ? 'at or below' : 'at or above';
    throw new InvalidArgumentError('clearAt', `clearAt: ${clearAt} must lie ${where} raiseAt, ${raiseAt}.`);
  }
  if (webhook !== null && !/^https?:$/.test(URL.parse(webhook)?.protocol ?? '')) {
    throw new InvalidArgumentError('webhook', 'webhook: give an address that begins with https:// or http://.');
  }
  if (webhookSecret !== null && webhookSecret !== '' && !keyOfSecret(webhookSecret)) {
    const remedy = 'give "whsec_" and 24 to 64 random bytes as base64, e.g. what "openssl rand -base64 32" prints.';
    throw new InvalidArgumentError('webhookSecret', `webhookSecret: ${remedy}`);
  }
  const datastream = await db
    .selectFrom('datastream')
    .select('id')
    .where('ags', '=', ags)
    .where('id', '=', datastreamId)
    .executeTakeFirst();
  if (!datastream) throw new NotFoundError(`There is no datastream ${datastreamId} in ${ags}.`);
}

/**
 * Sets a threshold, a new one or that of an id, and looks at once whether it is crossed. One that is active no longer ends
 * its alarm and keeps the log of it. Errors: as `checkThreshold`, and NotFoundError for the threshold.
 */
export async function writeThreshold(transaction: Transaction, given: NewThreshold): Promise<Threshold> {
  await checkThreshold(transaction, given);
  const { id, webhookSecret, ...threshold } = given;
  const { ags, datastreamId, name, severity, direction, raiseAt, clearAt, webhook, active } = threshold;
  // As whoever writes observations does, so that none is judged meanwhile.
  await sql`select from datastream where ags = ${ags} and id = ${datastreamId} for no key update`.execute(transaction);
  const secret = webhookSecret === null ? {} : { webhook_secret: webhookSecret === '' ? null : webhookSecret };
  const said = { name, severity, direction, raise_at: raiseAt, clear_at: clearAt, webhook, active, ...secret };
  const written =
    id === null
      ? await transaction
          .insertInto('threshold')
          .values({ ags, datastream_id: datastreamId, ...said })
          .returning(['id', isSigned])
          .executeTakeFirstOrThrow()
      : await transaction
          .updateTable('threshold')
          .set({ datastream_id: datastreamId, ...said })
          .where('ags', '=', ags)
          .where('id', '=', id)
          .returning(['id', isSigned])
          .executeTakeFirst();
  if (!written) throw new NotFoundError(`There is no threshold ${id} in ${ags}.`);
  if (!active) await endAlarm(transaction, ags, written.id, new Date());
  const latest = await transaction
    .selectFrom('latest_observation')
    .select(['ags', 'datastream_id as datastreamId', 'phenomenon_time as time'])
    .where('ags', '=', ags)
    .where('datastream_id', '=', datastreamId)
    .execute();
  await watchThresholds(transaction, latest);
  return { ...threshold, ...written };
}

/**
 * Removes a threshold and the log of its alarms; whoever was told of one that lasts is told that it ended. Returns what it
 * was. Errors: NotFoundError.
 */
export async function removeThreshold(transaction: Transaction, ags: string, id: number): Promise<Threshold> {
  await endAlarm(transaction, ags, id, new Date());
  const removed = await transaction
    .deleteFrom('threshold')
    .where('ags', '=', ags)
    .where('id', '=', id)
    .returning(['ags', 'id', 'datastream_id as datastreamId', 'name', 'severity', 'direction', 'webhook', 'active'])
    .returning(['raise_at as raiseAt', 'clear_at as clearAt', isSigned])
    .executeTakeFirst();
  if (!removed) throw new NotFoundError(`There is no threshold ${id} in ${ags}.`);
  return removed as Threshold;
}
