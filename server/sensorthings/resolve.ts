import { sql } from 'kysely';
import { adHocMark, type Reader } from '../database/database.ts';
import { relatedRows, typeOf } from './model.ts';
import type { Parent } from './series.ts';
import { notFound } from './problem.ts';
import type { Step } from './request/path.ts';

/**
 * The entity that the steps lead to, each related to the one before it; one statement.
 * Errors: 404 where one is not there, or not related.
 */
export async function resolveEntity(db: Reader, steps: readonly Step[]): Promise<Parent> {
  const { from, ids, last } = joinSteps(steps);
  const { rows } = await sql<Parent>`${sql.raw(adHocMark)}
    select ${sql.ref(`${last}.ags`)}, ${sql.ref(`${last}.id`)} from ${from}
    where ${sql.join(ids, sql` and `)}`.execute(db);
  const [found] = rows;
  if (!found) throw notFound(`There is no ${pathOf(steps)}.`);
  return found;
}

/** Which of these entities the steps lead to, by their ids; one statement. */
export async function findReached(db: Reader, steps: readonly Step[], among: readonly number[]): Promise<Set<number>> {
  const { from, ids, last } = joinSteps(steps);
  const { rows } = await sql<{ id: number }>`${sql.raw(adHocMark)}
    select distinct ${sql.ref(`${last}.id`)} from ${from}
    where ${sql.join([...ids, sql`${sql.ref(`${last}.id`)} = any(${among}::bigint[])`], sql` and `)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Tables of steps, each related to the one before it; the last one has the alias `last`. */
function joinSteps(steps: readonly Step[]) {
  const tables = steps.map(({ set, relation }, index) => {
    if (!relation) return sql`${sql.table(typeOf(set).table)} as ${sql.ref(`s${index}`)}`;
    const rows = relatedRows(relation, (name) => sql.ref(`s${index - 1}.${name}`), `s${index}`);
    return sql`join ${rows.from} on ${rows.on}`;
  });
  const ids = steps.flatMap(({ id }, index) =>
    id === undefined ? [] : sql`${sql.ref(`s${index}.id`)} = ${id}::bigint`,
  );
  return { from: sql.join(tables, sql` `), ids, last: `s${steps.length - 1}` };
}

/** The path that steps were read from. */
export function pathOf(steps: readonly Step[]): string {
  return steps.map(({ set, relation, id }) => `${relation?.name ?? set}${id === undefined ? '' : `(${id})`}`).join('/');
}
