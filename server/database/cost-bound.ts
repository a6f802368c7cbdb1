import type { CompiledQuery, DatabaseConnection } from 'kysely';
import { adHocMark } from './database.ts';

/**
 * What a statement may cost in the planner's units, of which 100,000 take about a second: to look at each of a million
 * observations is 40,000, to sort them all 320,000.
 */
const mostCost = 1_000_000;

/** A statement that would hold up everything else for too long; `code` is PostgreSQL's for one that was cancelled. */
export class CostError extends Error {
  override readonly name = 'CostError';
  readonly code = '57014';
}

/**
 * Refuses statements made of what a user asks that would take too long, before they run: in one process nothing can end a
 * statement that is running, and until it ends everybody waits. A server has `statement_timeout` for that.
 * Errors: CostError, of such a statement.
 */
export function boundCost(connection: DatabaseConnection): void {
  const execute = connection.executeQuery.bind(connection);
  const bounded = async (query: CompiledQuery) => {
    if (query.sql.startsWith(adHocMark) && !/^\S+ ad hoc \S+\s+explain\b/.test(query.sql)) {
      const explain = { ...query, sql: `explain (format json) ${query.sql}` };
      const { rows } = await execute(explain);
      const [plan] = rows as [{ 'QUERY PLAN': [{ Plan: Plan }] }];
      const cost = worstCost(plan['QUERY PLAN'][0].Plan);
      if (cost > mostCost) throw new CostError(`the statement would cost ${Math.round(cost)}, more than ${mostCost}`);
    }
    return execute(query);
  };
  Object.assign(connection, { executeQuery: bounded });
}

interface Plan {
  'Node Type': string;
  'Total Cost': number;
  Filter?: string;
  'Join Filter'?: string;
  Plans?: Plan[];
}

/** A limit ends nothing early where a filter finds less than the planner thinks; then all is read. */
function worstCost(plan: Plan): number {
  const parts = plan.Plans ?? [];
  if (plan['Node Type'] === 'Limit' && !parts.some(isFiltered)) return plan['Total Cost'];
  return Math.max(plan['Total Cost'], ...parts.map(worstCost));
}

function isFiltered(plan: Plan): boolean {
  return plan.Filter !== undefined || plan['Join Filter'] !== undefined || (plan.Plans ?? []).some(isFiltered);
}
