import { sql } from 'kysely';
import { adHocMark, type Reader } from '../database/database.ts';
import type { Relation } from './model.ts';
import { isOneOf, type Parent } from './series.ts';
import { compileSet, type Source } from './set.ts';
import type { Options } from './request/options.ts';

/** How many entities a set has. */
export interface Count {
  count: number;
  /** True: there are more than are counted one by one, and this is what the database expects. */
  estimated: boolean;
}

const mostCounted = 100_000;
const mark = sql.raw(adHocMark);

/** Counts a set. All observations, and those of a datastream, are known without counting. */
export async function countSet(db: Reader, source: Source, filter: Options['filter']): Promise<Count> {
  const known = filter ? undefined : await knownCount(db, source);
  if (known !== undefined) return { count: known, estimated: false };
  const set = compileSet(source, filter);
  const where = set.where.length > 0 ? sql`where ${sql.join(set.where, sql` and `)}` : sql``;
  const { rows } = await sql<{ count: number }>`${mark}
    select count(*) as count from (select from ${set.from} ${where} limit ${mostCounted + 1}::integer) as counted`.execute(
    db,
  );
  const count = rows[0]?.count ?? 0;
  if (count <= mostCounted) return { count, estimated: false };
  const plan = await sql<{ 'QUERY PLAN': string | [Plan] }>`${mark}
    explain (format json) select from ${set.from} ${where}`.execute(db);
  const text = plan.rows[0]?.['QUERY PLAN'];
  const [top] = (typeof text === 'string' ? JSON.parse(text) : text) as [Plan];
  return { count: Math.max(count, top.Plan['Plan Rows']), estimated: true };
}

interface Plan {
  Plan: { 'Plan Rows': number };
}

async function knownCount(db: Reader, { type, relation, parents, series }: Source): Promise<number | undefined> {
  if (type.set !== 'Observations') return undefined;
  const query = db
    .selectFrom('latest_observation')
    .select((of) => of.fn.sum<number | null>('observations').as('count'));
  if (series) {
    if (relation || series.features || !series.datastreams) return undefined;
    const { rows } = await sql<{ count: number | null }>`${mark}
      select sum(e.observations)::bigint as count from latest_observation as e
      where ${isOneOf(series.datastreams, 'datastream_id', 'e')}`.execute(db);
    return rows[0]?.count ?? 0;
  }
  if (!relation) return (await query.executeTakeFirst())?.count ?? 0;
  const [parent] = parents ?? [];
  if (!isSeries(relation) || !parent) return undefined;
  const own = query.where('ags', '=', parent.ags).where('datastream_id', '=', parent.id);
  return (await own.executeTakeFirst())?.count ?? 0;
}

/** True for the observations of a datastream. */
function isSeries(relation: Relation): boolean {
  return relation.kind === 'many' && relation.key === 'datastream_id';
}

async function countSeries(db: Reader, parents: readonly Parent[]): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('latest_observation')
    .select(['datastream_id as id', 'observations'])
    .where('datastream_id', '=', sql<number>`any(${parents.map(({ id }) => id)}::bigint[])`)
    .execute();
  return new Map(rows.map(({ id, observations }) => [id, observations]));
}

/** Counts what is related to each parent, in one statement. A parent that has nothing is not in the map. */
export async function countEach(
  db: Reader,
  source: Source,
  parents: readonly Parent[],
  filter: Options['filter'],
): Promise<Map<number, number>> {
  if (source.type.set === 'Observations' && source.relation && isSeries(source.relation) && !filter)
    return countSeries(db, parents);
  const set = compileSet({ ...source, each: true }, filter);
  const { rows } = await sql<{ parent: number; count: number }>`${mark}
    select parent.id as parent, counted.count
    from unnest(${parents.map(({ ags }) => ags)}::text[], ${parents.map(({ id }) => id)}::bigint[]) as parent (ags, id)
    cross join lateral (select count(*) as count from ${set.from} where ${sql.join(set.where, sql` and `)}) as counted`.execute(
    db,
  );
  return new Map(rows.map(({ parent, count }) => [parent, count]));
}
