import { sql } from 'kysely';
import type { Reader, Transaction } from '../database/database.ts';
import { InvalidArgumentError, NotFoundError } from '../errors.ts';
import { watchThresholds } from './alarms-import.ts';
import type { Threshold } from './threshold-queries.ts';

/**
 * Refuses a threshold that makes no sense.
 * Errors: InvalidArgumentError for a name, bounds in the wrong order or an address that is none; NotFoundError for its
 * datastream.
 */
export async function checkThreshold(db: Reader, threshold: Omit<Threshold, 'id'>): Promise<void> {
  const { ags, datastreamId, name, direction, raiseAt, clearAt, webhook } = threshold;
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
export async function writeThreshold(
  transaction: Transaction,
  { id, ...threshold }: Omit<Threshold, 'id'> & { id: number | null },
): Promise<Threshold> {
  const { ags, datastreamId, name, severity, direction, raiseAt, clearAt, webhook, active } = threshold;
  await checkThreshold(transaction, threshold);
  const said = { name, severity, direction, raise_at: raiseAt, clear_at: clearAt, webhook, active };
  const written =
    id === null
      ? await transaction
          .insertInto('threshold')
          .values({ ags, datastream_id: datastreamId, ...said })
          .returning('id')
          .executeTakeFirstOrThrow()
      : await transaction
          .updateTable('threshold')
          .set({ datastream_id: datastreamId, ...said })
          .where('ags', '=', ags)
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst();
  if (!written) throw new NotFoundError(`There is no threshold ${id} in ${ags}.`);
  if (active) await watchThresholds(transaction, [datastreamId]);
  else {
    await transaction
      .updateTable('alarm')
      .set({ cleared_at: sql<Date>`greatest(raised_at, now())` })
      .where('ags', '=', ags)
      .where('threshold_id', '=', written.id)
      .where('cleared_at', 'is', null)
      .execute();
  }
  return { ...threshold, id: written.id };
}

/** Removes a threshold and the log of its alarms; returns what it was. Errors: NotFoundError. */
export async function removeThreshold(transaction: Transaction, ags: string, id: number): Promise<Threshold> {
  const removed = await transaction
    .deleteFrom('threshold')
    .where('ags', '=', ags)
    .where('id', '=', id)
    .returning(['ags', 'id', 'datastream_id as datastreamId', 'name', 'severity', 'direction', 'webhook', 'active'])
    .returning(['raise_at as raiseAt', 'clear_at as clearAt'])
    .executeTakeFirst();
  if (!removed) throw new NotFoundError(`There is no threshold ${id} in ${ags}.`);
  return removed as Threshold;
}
