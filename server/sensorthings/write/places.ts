import { sql } from 'kysely';
import type { Parent } from '../series.ts';
import type { WriteContext } from './context.ts';

/** Puts a thing at locations and writes since when it is there. */
export async function moveThing(context: WriteContext, thing: Parent, locations: readonly number[]): Promise<void> {
  await setLocations(context, thing, locations);
  const { id } = await context.transaction
    .insertInto('historical_location')
    .values({ ags: thing.ags, thing_id: thing.id, time: context.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await linkHistory(context, id, locations);
}

/** Where a thing is, without a word in its history. */
async function setLocations({ transaction }: WriteContext, thing: Parent, locations: readonly number[]): Promise<void> {
  await transaction
    .deleteFrom('thing_location')
    .where('ags', '=', thing.ags)
    .where('thing_id', '=', thing.id)
    .execute();
  if (locations.length === 0) return;
  const { ags, id } = thing;
  await transaction
    .insertInto('thing_location')
    .values([...new Set(locations)].map((location) => ({ ags, thing_id: id, location_id: location })))
    .execute();
}

/** Says which locations a time of a thing's history is about. */
export async function linkHistory(
  { transaction, ags }: WriteContext,
  historical: number,
  locations: readonly number[],
): Promise<void> {
  if (locations.length === 0) return;
  await transaction
    .insertInto('historical_location_location')
    .values(
      [...new Set(locations)].map((location) => ({ ags, historical_location_id: historical, location_id: location })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A time of a thing's history that is later than all others moves the thing; an earlier one does not. */
export async function followHistory(context: WriteContext, historical: Parent): Promise<void> {
  const { transaction } = context;
  const { rows } = await sql<{ thing: number; newest: boolean }>`
    select h.thing_id as thing, not exists (
      select from historical_location as o where o.ags = h.ags and o.thing_id = h.thing_id and o.id <> h.id
        and o.time >= h.time) as newest
    from historical_location as h where h.ags = ${historical.ags} and h.id = ${historical.id}`.execute(transaction);
  const [row] = rows;
  if (!row?.newest) return;
  const locations = await transaction
    .selectFrom('historical_location_location')
    .select('location_id as id')
    .where('ags', '=', historical.ags)
    .where('historical_location_id', '=', historical.id)
    .execute();
  await setLocations(
    context,
    { ags: historical.ags, id: row.thing },
    locations.map(({ id }) => id),
  );
}
