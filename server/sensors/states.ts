import { type RawBuilder, sql } from 'kysely';
import { doubtfulBits } from '../../geodata/sensors/quality.ts';
import { irregularStaleAfter, leastStaleAfter, missedValues } from '../../geodata/sensors/state.ts';

/** SQL: seconds after which the latest value of the datastream called `d` is stale. */
export const staleAfter = sql<number>`
  greatest(coalesce(d.interval_s * ${sql.lit(missedValues)}, ${sql.lit(irregularStaleAfter)}), ${sql.lit(leastStaleAfter)})`;

/** SQL: whether the latest value called `l` (a row of latest_observation) is doubtful, or no number. */
export const isDoubtful = sql<boolean>`(l.flags & ${sql.lit(doubtfulBits)} <> 0 or l.result is null)`;

/** SQL: state of the datastream called `d`, whose latest value is `l`, now. */
export const stateNow: RawBuilder<string> = sql`
  case
    when l.datastream_id is null then 'none'
    when coalesce(l.phenomenon_end, l.phenomenon_time) < now() - make_interval(secs => ${staleAfter}) then 'stale'
    when ${isDoubtful} then 'not_counted'
    else 'current'
  end`;
