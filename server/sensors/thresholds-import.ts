import type { Transaction } from '../database/database.ts';
import { InvalidArgumentError, NotFoundError } from '../errors.ts';
import { watchThresholds } from './alarms-import.ts';
import type { Threshold } from './threshold-queries.ts';

/**
 * Sets a threshold, a new one or that of an id, and looks at once whether it is crossed.
 * Errors: InvalidArgumentError for bounds in the wrong order or an address that is none; NotFoundError.
 */
export async function writeThreshold(
  transaction: Transaction,
  { id, ...threshold }: Omit<Threshold, 'id'> & { id: number | null },
): Promise<Threshold> {
  const { ags, datastreamId, name, severity, direction, raiseAt, clearAt, webhook, active } = threshold;
  if (direction === 'above' ? clearAt > raiseAt : clearAt < raiseAt) {
    const where = direction === 'above' ? 'at or below' : 'at or above';
    throw new InvalidArgumentError('clearAt', `clearAt: ${clearAt} must lie ${where} raiseAt, ${raiseAt}.`);
  }
  if (webhook !== null && !/^https?:$/.test(URL.parse(webhook)?.protocol ?? '')) {
    throw new InvalidArgumentError('webhook', 'webhook: give an address that begins with https:// or http://.');
  }
  const datastream = await transaction
    .selectFrom('datastream')
    .select('id')
    .where('ags', '=', ags)
    .where('id', '=', datastreamId)
    .executeTakeFirst();
  if (!datastream) throw new NotFoundError(`There is no datastream ${datastreamId} in ${ags}.`);
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
  await watchThresholds(transaction, [datastreamId]);
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
