import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../database/database.ts';
import { arrayOf } from './observations.ts';

/** True for a datastream `d` of whose observations it is not known yet, or no longer, what they are about. */
export const lacksFeature: RawBuilder<boolean> = sql`(
  not exists (select from thing_feature as f where f.ags = d.ags and f.thing_id = d.thing_id)
  or exists (select from thing_feature as f where f.ags = d.ags and f.thing_id = d.thing_id and f.feature_id is null))`;

/**
 * Sees to it that observations that name no feature are about one all the same: the place where their thing was then, or
 * the thing itself where no place is known. Made once a place; from then on it follows the history of the thing.
 */
export async function makeMissingFeatures(transaction: Transaction, datastreams: ReadonlySet<number>): Promise<void> {
  if (datastreams.size === 0) return;
  await sql`
    select renew_thing_features(t.ags, t.thing_id) from (
      select distinct d.ags, d.thing_id from datastream as d
      where d.id in (select * from unnest(${arrayOf([...datastreams], (id) => id)}::text::bigint[])) and ${lacksFeature}
      order by 1, 2) as t`.execute(transaction);
}
