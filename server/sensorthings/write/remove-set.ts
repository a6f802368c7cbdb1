import { sql } from 'kysely';
import { adHocMark, type Transaction } from '../../database/database.ts';
import { deleteObservations } from '../../sensors/delete.ts';
import type { ObservationKey } from '../../sensors/observations.ts';
import { narrow } from '../narrow.ts';
import { badRequest } from '../problem.ts';
import { sourceOf } from '../read.ts';
import type { Options } from '../request/options.ts';
import type { ResourcePath } from '../request/path.ts';
import { pathOf } from '../resolve.ts';
import type { Parent } from '../series.ts';
import { compileSet, type Source } from '../set.ts';
import { deleteEntity } from './remove.ts';

/** Entities that one request may delete. */
const most = 100_000;

/** Entities that go at once. */
const batch = 5_000;

/**
 * Deletes what a filter leaves of a set, with what can't be without it.
 * Errors: 400 without a filter, with further options, and for more than 100,000 entities.
 * Source: FROST-Server, DELETE with filter.
 */
export async function deleteSet(transaction: Transaction, path: ResourcePath, options: Options): Promise<void> {
  const example = `DELETE ${pathOf(path.steps)}?$filter=id eq 1`;
  if (!options.filter)
    throw badRequest(`Say by $filter which of ${pathOf(path.steps)} are to be deleted, as in ${example}.`);
  const other = [...options.given.keys()].find((name) => name !== '$filter');
  if (other !== undefined) throw badRequest(`${other} can't be combined with DELETE; write ${example}.`);
  const { source, filter } = await narrow(transaction, await sourceOf(transaction, path), options.filter);
  for (let deleted = 0; ;) {
    const keys = await readKeys(transaction, source, filter);
    if (keys.length === 0) return;
    deleted += keys.length;
    if (deleted > most) throw badRequest(`These are more than ${most} entities. Delete them in parts.`);
    if (source.type.set === 'Observations') await deleteObservations(transaction, keys);
    // One may have gone with another.
    else for (const key of keys) await deleteEntity(transaction, source.type.set, key);
  }
}

async function readKeys(transaction: Transaction, source: Source, filter: Options['filter']) {
  const set = compileSet(source, filter);
  const more =
    source.type.set === 'Observations' ? sql`, e.datastream_id as "datastreamId", e.phenomenon_time as time` : sql``;
  const { rows } = await sql<Parent & ObservationKey>`${sql.raw(adHocMark)}
    select e.ags, e.id${more} from ${set.from} where ${sql.join(set.where, sql` and `)} limit ${batch}`.execute(
    transaction,
  );
  return rows;
}
