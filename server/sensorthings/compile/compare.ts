import { type RawBuilder, sql } from 'kysely';
import type { Comparison } from '../request/expression.ts';
import { type Operand, type Scalar, scalarOf, timeOf } from './operand.ts';

type Sql = RawBuilder<unknown>;
type Time = Extract<Operand, { type: 'time' }>;

const signs: Record<Comparison, Sql> = {
  eq: sql`=`,
  ne: sql`<>`,
  gt: sql`>`,
  ge: sql`>=`,
  lt: sql`<`,
  le: sql`<=`,
};

/** In the order in which a kind decides how JSON or a result beside it is read. */
const scalars: readonly Scalar[] = ['number', 'text', 'boolean', 'duration', 'date', 'clock'];

/** The comparison as a boolean; undefined = these two can't be compared. Null on either side makes null, but for eq and ne. */
export function compare(operator: Comparison, left: Operand, right: Operand): Sql | undefined {
  if (left.type === 'null' || right.type === 'null') return compareWithNull(operator, left, right);
  if (left.type === 'geometry' || right.type === 'geometry') return undefined;
  if (left.type === 'time' || right.type === 'time') {
    const [one, other] = [timeOf(left), timeOf(right)];
    return one && other && compareTimes(operator, one, other);
  }
  const sign = signs[operator];
  if (left.type === 'json' && right.type === 'json') return sql`(${left.sql} ${sign} ${right.sql})`;
  const given = scalars.find((type) => left.type === type || right.type === type);
  // Two results, or one and JSON: their numbers.
  const type = given ?? 'number';
  const one = exact(left, right) ?? scalarOf(left, type);
  const other = exact(right, left) ?? scalarOf(right, type);
  if (!one || !other) return undefined;
  // By code points, so that both databases order alike.
  return type === 'text' ? sql`(${one} collate "C" ${sign} ${other} collate "C")` : sql`(${one} ${sign} ${other})`;
}

/** Beyond all ids. */
const mostId = 2n ** 63n - 1n;

/** A whole number beside an id is an integer, however large it is: else all rows would be read to find none. */
function exact(one: Operand, other: Operand): Sql | undefined {
  if (one.type !== 'number' || other.type !== 'number' || !other.whole) return undefined;
  if (one.literal === undefined || !Number.isInteger(one.literal)) return undefined;
  const whole = BigInt(one.literal);
  const within = whole > mostId ? mostId : whole < -mostId ? -mostId : whole;
  return sql`${within.toString()}::text::bigint`;
}

function compareWithNull(operator: Comparison, left: Operand, right: Operand): Sql {
  const operand = left.type === 'null' ? right : left;
  if (operator !== 'eq' && operator !== 'ne') return sql`null::boolean`;
  const absent = isNull(operand);
  return operator === 'eq' ? absent : sql`(not ${absent})`;
}

function isNull(operand: Operand): Sql {
  switch (operand.type) {
    case 'null':
      return sql`true`;
    case 'time':
      return sql`(${operand.start} is null)`;
    case 'json':
      return sql`(coalesce(${operand.sql}, 'null') = 'null')`;
    case 'result':
      return sql`(${operand.number} is null and coalesce(${operand.json}, 'null') = 'null')`;
    default:
      return sql`(${operand.sql} is null)`;
  }
}

/** The last moment of a time: of an instant itself. */
function endOf({ start, end }: Time): Sql {
  return end ? sql`coalesce(${end}, ${start})` : start;
}

/** `whole` if the time is an interval, else `single`. */
function byKind({ end }: Time, whole: Sql, single: Sql): Sql {
  return end ? sql`case when ${end} is null then ${single} else ${whole} end` : single;
}

/** Instants and half-open intervals. Each begins with a plain condition on the starts, which an index can serve. */
function compareTimes(operator: Comparison, one: Time, other: Time): Sql {
  switch (operator) {
    case 'lt':
      return before(one, other);
    case 'gt':
      return before(other, one);
    case 'le':
      return sql`(${one.start} <= ${other.start} and ${endOf(one)} <= ${endOf(other)})`;
    case 'ge':
      return sql`(${one.start} >= ${other.start} and ${endOf(one)} >= ${endOf(other)})`;
    case 'eq':
      return equal(one, other);
    case 'ne':
      return sql`(not ${equal(one, other)})`;
  }
}

function equal(one: Time, other: Time): Sql {
  const none = sql`null::timestamptz`;
  const sameEnd = sql`${one.end ?? none} is not distinct from ${other.end ?? none}`;
  const known = sql`${one.start} is not null and ${other.start} is not null`;
  return sql`(${one.start} = ${other.start} and case when ${known} then ${sameEnd} end)`;
}

function before(one: Time, other: Time): Sql {
  const touching = byKind(one, sql`${endOf(one)} <= ${other.start}`, sql`${one.start} < ${other.start}`);
  return sql`(${one.start} <= ${other.start} and ${touching})`;
}

/** Relations between times, by the names that requests call them. */
export const timeRelations: Record<string, ((one: Time, other: Time) => Sql) | undefined> = {
  before,
  after: (one, other) => before(other, one),
  meets: (one, other) => sql`(${endOf(one)} = ${other.start} or ${endOf(other)} = ${one.start})`,
  during: (one, other) =>
    sql`(${one.start} >= ${other.start} and
      ${byKind(one, sql`${endOf(one)} <= ${endOf(other)}`, sql`${one.start} < ${endOf(other)}`)})`,
  overlaps: (one, other) =>
    sql`(${byKind(other, sql`${one.start} < ${endOf(other)}`, sql`${one.start} <= ${other.start}`)}
      and ${byKind(one, sql`${other.start} < ${endOf(one)}`, sql`${other.start} <= ${one.start}`)})`,
  starts: (one, other) => sql`(${one.start} = ${other.start})`,
  finishes: (one, other) => sql`(${endOf(one)} = ${endOf(other)})`,
};
