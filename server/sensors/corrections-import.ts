import { sql } from 'kysely';
import { flagBits } from '../../geodata/sensors/quality.ts';
import type { Transaction } from '../database/database.ts';
import { tellOfChanged } from './entity-news.ts';
import { inputTable, keyOf, type NewObservation } from './observations.ts';

interface Known {
  ags: string;
  datastreamId: number;
  time: Date;
}

/**
 * Of observations whose time is known already, corrects those that say something else. What is replaced is kept; so is
 * what loses against a result that was known later. Returns those that were corrected.
 */
export async function correctObservations(
  transaction: Transaction,
  observations: readonly NewObservation[],
  counters: ReadonlySet<number>,
): Promise<NewObservation[]> {
  const differing = sql`
    ${inputTable(observations, counters)}
    join observation as o using (ags, datastream_id, phenomenon_time)
    where (case when i.reading is null then i.result is distinct from o.result else i.reading <> o.reading end
        or i.result_json is distinct from o.result_json)
      -- What was replaced before and comes again was only delivered twice.
      and not exists (
        select from observation_correction as c
        where c.ags = o.ags and c.datastream_id = o.datastream_id and c.phenomenon_time = o.phenomenon_time
          and c.reading is not distinct from i.reading and c.result_json is not distinct from i.result_json
          and (c.result is not distinct from i.result or i.reading is not null)
          and c.result_time is not distinct from i.result_time)`;
  const { rows } = await sql<Known & { wins: boolean }>`
    select i.ags, i.datastream_id as "datastreamId", i.phenomenon_time as time,
      coalesce(i.result_time >= o.result_time, true) as wins
    from ${differing}`.execute(transaction);
  if (rows.length === 0) return [];
  const byKey = new Map(observations.map((one) => [keyOf(one), one]));
  const given = (known: Known): NewObservation[] => {
    const one = byKey.get(keyOf(known));
    return one ? [{ ...one, flags: (one.flags ?? 0) | flagBits.corrected }] : [];
  };
  const winners = rows.filter(({ wins }) => wins).flatMap(given);
  const losers = rows.filter(({ wins }) => !wins).flatMap(given);
  await sql`
    insert into observation_correction (ags, datastream_id, phenomenon_time, phenomenon_end, result, result_json,
      result_time, flags, reading, recorded_at)
    select o.ags, o.datastream_id, o.phenomenon_time, o.phenomenon_end, o.result, o.result_json, o.result_time, o.flags,
      o.reading, o.recorded_at
    from ${inputTable(winners, counters)} join observation as o using (ags, datastream_id, phenomenon_time)
    union all
    select i.ags, i.datastream_id, i.phenomenon_time, i.phenomenon_end, i.result, i.result_json, i.result_time, i.flags,
      i.reading, now()
    from ${inputTable(losers, counters)}`.execute(transaction);
  const changed = await sql<{ id: number }>`
    update observation as o set phenomenon_end = i.phenomenon_end, result = i.result, result_json = i.result_json,
      result_time = i.result_time, flags = i.flags, reading = i.reading, result_quality = i.result_quality,
      valid_time = i.valid_time, parameters = i.parameters,
      feature_of_interest_id = coalesce(i.feature_of_interest_id, o.feature_of_interest_id), recorded_at = now()
    from ${inputTable(winners, counters)}
    where o.ags = i.ags and o.datastream_id = i.datastream_id and o.phenomenon_time = i.phenomenon_time
    returning o.id`.execute(transaction);
  await tellOfChanged(
    transaction,
    changed.rows.map(({ id }) => id),
  );
  return winners;
}
