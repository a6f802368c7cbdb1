import { sql } from 'kysely';
import { observedProperties } from '../../geodata/sensors/properties.ts';
import { doubtfulBits, flagBits } from '../../geodata/sensors/quality.ts';
import type { Transaction } from '../database/database.ts';
import { renewLatest } from './latest-import.ts';
import { tellOfObservations } from './news.ts';
import { keyTable, type ObservationKey } from './observations.ts';
import { renewRollUps } from './rollups.ts';

/** Degrees; about ten kilometres. Farther away it may well be warmer. */
const near = 0.12;
/** Fewer neighbours than these don't outvote one. */
const leastNeighbours = 3;

/**
 * Flags latest values of the last half hour that lie too far from the median of their neighbours, for what is much the same
 * all over a town. Returns the number of flags that were set.
 */
export async function compareNeighbours(transaction: Transaction, now: Date): Promise<number> {
  const compared = observedProperties.flatMap(({ id, apart }) => (apart === null ? [] : [{ id, apart }]));
  const { rows } = await sql<ObservationKey>`
    with fresh as (
      select distinct on (d.ags, d.id) d.ags, d.id, p.key, c.apart, l.result, l.phenomenon_time, l.flags, o.geometry
      from unnest(${compared.map(({ id }) => id)}::text[], ${compared.map(({ apart }) => apart)}::float8[])
        as c (key, apart)
      join observed_property as p on p.key = c.key
      join datastream as d on d.ags = p.ags and d.observed_property_id = p.id
      join latest_observation as l on l.ags = d.ags and l.datastream_id = d.id
      join thing_location as t on t.ags = d.ags and t.thing_id = d.thing_id
      join location as o on o.ags = t.ags and o.id = t.location_id
      where l.phenomenon_time > ${now}::timestamptz - interval '30 minutes' and l.phenomenon_time <= ${now}
        and l.result is not null and o.geometry is not null
        and l.flags & ${sql.lit(doubtfulBits & ~flagBits.neighbours)} = 0
      order by d.ags, d.id, o.id)
    select a.ags, a.id as "datastreamId", a.phenomenon_time as time
    from fresh as a
    cross join lateral (
      select count(*) as count, percentile_cont(0.5) within group (order by b.result) as median
      from fresh as b where b.key = a.key and b.id <> a.id and ST_DWithin(b.geometry, a.geometry, ${sql.lit(near)})) as n
    where n.count >= ${sql.lit(leastNeighbours)} and abs(a.result - n.median) > a.apart
      and a.flags & ${sql.lit(flagBits.neighbours)} = 0`.execute(transaction);
  if (rows.length === 0) return 0;
  await sql`
    update observation as o set flags = o.flags | ${sql.lit(flagBits.neighbours)} from ${keyTable(rows)}
    where o.ags = k.ags and o.datastream_id = k.datastream_id and o.phenomenon_time = k.phenomenon_time`.execute(
    transaction,
  );
  await renewRollUps(transaction, rows);
  await renewLatest(transaction, rows);
  await tellOfObservations(transaction, rows);
  return rows.length;
}
