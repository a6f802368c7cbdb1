import { createHash } from 'node:crypto';
import type { Transaction } from '../../database/database.ts';
import { typeOf, type SetName } from '../model.ts';
import type { Parent } from '../series.ts';
import { badRequest } from '../problem.ts';

/** What one request writes in. */
export interface WriteContext {
  transaction: Transaction;
  /** Municipality of all that is written; what is linked must be of the same. */
  ags: string;
  /** The moment of the request. */
  now: Date;
}

/** Checksum that the one edition of what is made over the interface is recognised by. */
const sha256 = createHash('sha256').update('sensorthings').digest('hex');

/** The edition that things and datastreams belong to that are made over the interface; made when first needed. */
export async function ensureEdition({ transaction, now }: WriteContext): Promise<string> {
  const id = `sensors-sensorthings-${sha256.slice(0, 8)}`;
  await transaction
    .insertInto('edition')
    .values({
      ...{ id, sha256, kind: 'sensors', title: 'SensorThings', source: 'breitblick' },
      publisher: 'Operator of this server',
      licence: 'not stated',
      attribution: 'Operator of this server',
      reference_date: now.toISOString().slice(0, 10),
      method: 'Things and datastreams that were made over the open interface.',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return id;
}

/** An entity that a body links to. Errors: 400 if it is not there, or of another municipality. */
export async function requireEntity(
  { transaction, ags }: WriteContext,
  set: SetName,
  id: number,
  where: string,
): Promise<Parent> {
  const found = await findEntity(transaction, set, id);
  if (!found) throw badRequest(`${where}: there is no ${set}(${id}).`);
  if (found.ags !== ags)
    throw badRequest(`${where}: ${set}(${id}) belongs to the municipality ${found.ags}, all else to ${ags}.`);
  return found;
}

/** An entity by its id; undefined = there is none. */
export async function findEntity(transaction: Transaction, set: SetName, id: number): Promise<Parent | undefined> {
  const table = typeOf(set).table as 'thing';
  return transaction.selectFrom(table).select(['ags', 'id']).where('id', '=', id).executeTakeFirst();
}
