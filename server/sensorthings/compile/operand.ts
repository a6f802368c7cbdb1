import { type RawBuilder, sql } from 'kysely';
import type { Literal } from '../request/tokens.ts';

type Sql = RawBuilder<unknown>;

/** A part of an expression as SQL, and what it yields. What users wrote is in parameters alone. */
export type Operand =
  | { type: 'boolean' | 'text' | 'date' | 'clock' | 'duration' | 'geometry'; sql: Sql }
  /** `whole` = an id, which is compared as an integer so that its index serves; `literal` = the number that stands here. */
  | { type: 'number'; sql: Sql; whole?: boolean; literal?: number }
  /** `end` null = always an instant; else null in the rows where it is one. `interval` = an interval that stands here. */
  | { type: 'time'; start: Sql; end: Sql | null; interval?: boolean }
  | { type: 'json'; sql: Sql }
  | { type: 'result'; number: Sql; json: Sql }
  | { type: 'null' };

/** What can be compared with what is of the same kind. */
export type Scalar = Exclude<Operand['type'], 'json' | 'result' | 'null' | 'time' | 'geometry'>;

/** A literal as a parameter. */
export function operandOfLiteral(literal: Literal): Operand {
  switch (literal.type) {
    case 'text':
      return { type: 'text', sql: sql`${literal.value}::text` };
    case 'number':
      return { type: 'number', sql: sql`${literal.value}::float8`, literal: literal.value };
    case 'boolean':
      return { type: 'boolean', sql: sql`${literal.value}::boolean` };
    case 'null':
      return { type: 'null' };
    case 'time': {
      const { start, end } = literal.value;
      return { type: 'time', start: instant(start), end: end && instant(end), interval: end !== null };
    }
    case 'date':
      return { type: 'date', sql: sql`${literal.value}::text::date` };
    case 'clock':
      return { type: 'clock', sql: sql`${literal.value}::text::time` };
    case 'duration':
      return { type: 'duration', sql: sql`make_interval(secs => ${literal.value / 1000}::float8)` };
    case 'geometry':
      return { type: 'geometry', sql: sql`ST_GeomFromGeoJSON(${JSON.stringify(literal.value)}::text)` };
  }
}

export function instant(time: Date): Sql {
  return sql`${time.toISOString()}::text::timestamptz`;
}

const databaseTypes: Record<Scalar, string> = {
  boolean: 'boolean',
  text: 'text',
  number: 'float8',
  date: 'date',
  clock: 'time',
  duration: 'interval',
};

/** A scalar of this kind out of JSON or a result; null where what is stored is of another kind. */
export function scalarOf(operand: Operand, type: Scalar): Sql | undefined {
  if (operand.type === type) return operand.sql;
  if (operand.type === 'null') return sql`null::${sql.raw(databaseTypes[type])}`;
  if (operand.type === 'result') {
    if (type === 'number') return operand.number;
    if (type === 'text') return sql`coalesce(${operand.number}::text, ${textOfJson(operand.json)})`;
    if (type === 'boolean') return booleanOfJson(operand.json);
  }
  if (operand.type === 'json') {
    if (type === 'number')
      return sql`case jsonb_typeof(${operand.sql}) when 'number' then (${operand.sql} #>> '{}')::numeric end`;
    if (type === 'text') return textOfJson(operand.sql);
    if (type === 'boolean') return booleanOfJson(operand.sql);
  }
  return undefined;
}

/** A number as text too, for it may be compared with one. */
function textOfJson(json: Sql): Sql {
  return sql`case when jsonb_typeof(${json}) in ('string', 'number', 'boolean') then ${json} #>> '{}' end`;
}

function booleanOfJson(json: Sql): Sql {
  return sql`case jsonb_typeof(${json}) when 'boolean' then (${json} #>> '{}')::boolean end`;
}

/** Texts of JSON that are times with a zone. */
const isoTime = String.raw`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-](0\d|1[0-4]):?[0-5]\d)$`;

/** A time out of a time, a day (its start in UTC) or JSON. */
export function timeOf(operand: Operand): Extract<Operand, { type: 'time' }> | undefined {
  switch (operand.type) {
    case 'time':
      return operand;
    case 'date':
      return { type: 'time', start: sql`(${operand.sql}::timestamp at time zone 'UTC')`, end: null };
    case 'json': {
      const text = sql`(${operand.sql} #>> '{}')`;
      return { type: 'time', start: sql`case when ${text} ~ ${isoTime} then ${text}::timestamptz end`, end: null };
    }
    case 'null':
      return { type: 'time', start: sql`null::timestamptz`, end: null };
    default:
      return undefined;
  }
}

/** How people call what an operand yields; for messages. */
export function kindOf({ type }: Operand): string {
  switch (type) {
    case 'clock':
      return 'a time of day';
    case 'json':
      return 'JSON';
    case 'null':
      return 'null';
    default:
      return `a ${type}`;
  }
}
