import { type RawBuilder, sql } from 'kysely';
import { badRequest, shown } from './problem.ts';
import { parseTime } from './request/times.ts';

/** Columns that tell a row's place in an order; none is ever null, and together they are unique. */
export interface SkipKey {
  columns: ('id' | 'phenomenon_time')[];
  descending: boolean;
}

/** Names the row behind which the next page begins. */
export function skipTokenOf(row: Record<string, unknown>, { columns }: SkipKey): string {
  return columns
    .map((name) => row[`_key_${name}`])
    .map((value) => (value instanceof Date ? value.toISOString() : String(value)))
    .join('~');
}

/** The condition for rows behind the one that a token names. Errors: 400 for a token that is not of this order. */
export function readSkipToken(token: string, { columns, descending }: SkipKey, alias: string): RawBuilder<unknown> {
  const parts = token.split('~');
  const wrong = () => badRequest(`$skiptoken: ${shown(token)} is none of this set. Follow the links as they are.`);
  if (parts.length !== columns.length) throw wrong();
  const values = columns.map((name, index) => {
    const part = parts[index] ?? '';
    if (name === 'id') {
      if (!/^[0-9]{1,15}$/.test(part)) throw wrong();
      return sql`${part}::text::bigint`;
    }
    const time = parseTime(part);
    if (time?.end !== null) throw wrong();
    return sql`${time.start.toISOString()}::text::timestamptz`;
  });
  const own = columns.map((name) => sql.ref(`${alias}.${name}`));
  return sql`(${sql.join(own)}) ${descending ? sql`<` : sql`>`} (${sql.join(values)})`;
}
