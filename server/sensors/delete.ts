import { sql } from 'kysely';
import type { Transaction } from '../database/database.ts';
import { countMeters } from './counters-import.ts';
import { findLatestAnew } from './latest-import.ts';
import { tellOfObservations } from './news.ts';
import { keyTable, type ObservationKey } from './observations.ts';
import { renewRollUps } from './rollups.ts';

/** Deletes observations in the caller's transaction, and makes roll-ups and latest values anew. Returns how many there were. */
export async function deleteObservations(transaction: Transaction, keys: readonly ObservationKey[]): Promise<number> {
  const { rows } = await sql<ObservationKey & { reading: number | null }>`
    delete from observation as o using ${keyTable(keys)}
    where o.ags = k.ags and o.datastream_id = k.datastream_id and o.phenomenon_time = k.phenomenon_time
    returning o.ags, o.datastream_id as "datastreamId", o.phenomenon_time as time, o.reading`.execute(transaction);
  // What followed a reading that is gone is counted from the one before.
  const counted = await countMeters(
    transaction,
    rows.filter(({ reading }) => reading !== null),
  );
  await renewRollUps(transaction, [...rows, ...counted]);
  await findLatestAnew(transaction, rows);
  await tellOfObservations(transaction, [...rows, ...counted]);
  return rows.length;
}
