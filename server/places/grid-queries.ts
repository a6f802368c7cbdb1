import { sql } from 'kysely';
import type { Reader } from '../database/database.ts';

/** True if an edition of cells states households anywhere. */
export async function statesHouseholds(db: Reader, editionId: string): Promise<boolean> {
  const row = await db
    .selectFrom('cell_coverage')
    .select('ags')
    .where('edition_id', '=', editionId)
    .where('households', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Households of municipalities, summed over an edition's cells; a municipality without any has no row. */
export function sumHouseholds(
  db: Reader,
  editionId: string,
  agsKeys?: readonly string[],
): Promise<{ ags: string; households: number }[]> {
  return db
    .selectFrom('cell_coverage')
    .select(['ags', sql<number>`sum(households)`.as('households')])
    .where('edition_id', '=', editionId)
    .$if(agsKeys !== undefined, (query) => query.where('ags', '=', sql<string>`any(${agsKeys}::text[])`))
    .where('households', 'is not', null)
    .groupBy('ags')
    .execute();
}

/** The last of the editions that knows any cell of the municipality. */
export async function findCellEdition(
  db: Reader,
  editionIds: readonly string[],
  ags: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom(
      sql<{ id: string; place: number }>`unnest(${editionIds}::text[]) with ordinality`.as<'e'>(sql`e (id, place)`),
    )
    .select('e.id')
    .where((e) =>
      e.exists(
        e
          .selectFrom('cell_coverage as c')
          .select('c.ags')
          .whereRef('c.edition_id', '=', 'e.id')
          .where('c.ags', '=', ags),
      ),
    )
    .orderBy('e.place', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}
