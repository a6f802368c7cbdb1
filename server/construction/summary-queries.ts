import { sql } from 'kysely';
import type { Stage } from '../../geodata/construction/stages.ts';
import { mainStages } from '../../geodata/construction/stages.ts';
import type { Reader } from '../database/database.ts';
import { known, type Times } from './queries.ts';

/** Addresses of a district that stand at the same stage. */
export interface StageCount {
  /** Null = the addresses say none. */
  districtName: string | null;
  /** Last stage of the main track that is done; null = nothing is known to be. */
  stage: Stage | null;
  orderable: boolean;
  addresses: number;
  /** Those whose number is stated, together. */
  households: number;
  /** Addresses whose number of households is not stated. */
  notStated: number;
}

/** Bit of "orderable" beside the bits of the main track's stages. */
const orderableBit = 1 << mainStages.length;

/**
 * How many addresses of a municipality stood where on a day, as known at a time, by district. One statement over all
 * of them: what each stage is reached by is one bit, so that each address is grouped once.
 */
export async function countStages(
  db: Reader,
  ags: string,
  { on, asOf }: Times & { on: string },
): Promise<StageCount[]> {
  const bits = sql.join(
    mainStages.map((stage, index) => sql`when ${sql.lit(stage)} then ${sql.lit(1 << index)}`),
    sql` `,
  );
  const { rows } = await sql<Omit<StageCount, 'stage' | 'orderable'> & { reached: number }>`
    select a.district_name as "districtName", coalesce(s.reached, 0) as reached, count(*) as addresses,
      coalesce(sum(a.households), 0) as households, count(*) filter (where a.households is null) as "notStated"
    from address as a
    left join (
      select s.subject_id, bit_or(case s.stage ${bits} when 'orderable' then ${sql.lit(orderableBit)} else 0 end) as reached
      from stage_statement as s
      where s.ags = ${ags} and s.subject_kind = 'address' and s.progress = 'done' and s.valid @> ${on}::date
        and ${known(asOf, 's')}
      group by s.subject_id
    ) as s on s.subject_id = a.id
    where a.ags = ${ags} and upper_inf(a.recorded)
    group by 1, 2
    order by 1, 2`.execute(db);
  return rows.map(({ reached, ...row }) => ({
    ...row,
    stage: mainStages.findLast((_, index) => (reached & (1 << index)) !== 0) ?? null,
    orderable: (reached & orderableBit) !== 0,
  }));
}
