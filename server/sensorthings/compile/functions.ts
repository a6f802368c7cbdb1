import { type RawBuilder, sql } from 'kysely';
import { timeRelations } from './compare.ts';
import { type Operand, type Scalar, scalarOf, timeOf } from './operand.ts';

type Sql = RawBuilder<unknown>;
type Kind = 'text' | 'number' | 'time' | 'geometry';

/** A function of the standard: the kinds of its arguments, and its value made of their SQL. */
interface Signature {
  args: readonly Kind[];
  /** The last so many arguments may be left out. */
  optional?: number;
  value: (first: Sql, second: Sql, third: Sql | undefined) => Operand;
}

const text = (value: Sql): Operand => ({ type: 'text', sql: value });
const number = (value: Sql): Operand => ({ type: 'number', sql: value });
const truth = (value: Sql): Operand => ({ type: 'boolean', sql: value });
const now = (value: Sql): Operand => ({ type: 'time', start: value, end: null });

/** Years, hours … in UTC. */
const partOfTime = (part: string): Signature => ({
  args: ['time'],
  value: (time) => number(sql`extract(${sql.raw(part)} from ${time} at time zone 'UTC')::float8`),
});

const relation = (name: string): Signature => ({
  args: ['geometry', 'geometry'],
  value: (one, other) => truth(sql`${sql.raw(name)}(${one}, ${other})`),
});

const signatures: Record<string, Signature | undefined> = {
  substringof: { args: ['text', 'text'], value: (needle, hay) => truth(sql`(strpos(${hay}, ${needle}) > 0)`) },
  startswith: { args: ['text', 'text'], value: (whole, start) => truth(sql`starts_with(${whole}, ${start})`) },
  endswith: {
    args: ['text', 'text'],
    value: (whole, end) => truth(sql`(right(${whole}, length(${end})) = ${end} or ${end} = '')`),
  },
  length: { args: ['text'], value: (whole) => number(sql`length(${whole})::float8`) },
  indexof: { args: ['text', 'text'], value: (whole, part) => number(sql`(strpos(${whole}, ${part}) - 1)::float8`) },
  substring: {
    args: ['text', 'number', 'number'],
    optional: 1,
    value: (whole, from, length) => {
      const start = sql`greatest(${from}, 0)::integer + 1`;
      return text(
        length ? sql`substr(${whole}, ${start}, greatest(${length}, 0)::integer)` : sql`substr(${whole}, ${start})`,
      );
    },
  },
  tolower: { args: ['text'], value: (whole) => text(sql`lower(${whole})`) },
  toupper: { args: ['text'], value: (whole) => text(sql`upper(${whole})`) },
  trim: { args: ['text'], value: (whole) => text(sql`btrim(${whole}, E' \t\r\n')`) },
  concat: { args: ['text', 'text'], value: (one, other) => text(sql`(${one} || ${other})`) },
  year: partOfTime('year'),
  month: partOfTime('month'),
  day: partOfTime('day'),
  hour: partOfTime('hour'),
  minute: partOfTime('minute'),
  second: {
    args: ['time'],
    value: (time) => number(sql`floor(extract(second from ${time} at time zone 'UTC'))::float8`),
  },
  fractionalseconds: {
    args: ['time'],
    value: (time) => number(sql`(extract(second from ${time} at time zone 'UTC')::numeric % 1)::float8`),
  },
  date: { args: ['time'], value: (time) => ({ type: 'date', sql: sql`(${time} at time zone 'UTC')::date` }) },
  time: { args: ['time'], value: (time) => ({ type: 'clock', sql: sql`(${time} at time zone 'UTC')::time` }) },
  totaloffsetminutes: {
    args: ['time'],
    value: (time) => number(sql`case when ${time} is not null then 0::float8 end`),
  },
  now: { args: [], value: () => now(sql`now()`) },
  mindatetime: { args: [], value: () => now(sql`'-infinity'::timestamptz`) },
  maxdatetime: { args: [], value: () => now(sql`'infinity'::timestamptz`) },
  round: { args: ['number'], value: (value) => number(sql`round(${value}::numeric)::float8`) },
  floor: { args: ['number'], value: (value) => number(sql`floor(${value})::float8`) },
  ceiling: { args: ['number'], value: (value) => number(sql`ceil(${value})::float8`) },
  'geo.distance': {
    args: ['geometry', 'geometry'],
    value: (one, other) => number(sql`ST_Distance(${one}::geography, ${other}::geography)`),
  },
  'geo.length': { args: ['geometry'], value: (line) => number(sql`ST_Length(${line}::geography)`) },
  'geo.intersects': relation('ST_Intersects'),
  st_equals: relation('ST_Equals'),
  st_disjoint: relation('ST_Disjoint'),
  st_touches: relation('ST_Touches'),
  st_within: relation('ST_Within'),
  st_overlaps: relation('ST_Overlaps'),
  st_crosses: relation('ST_Crosses'),
  st_intersects: relation('ST_Intersects'),
  st_contains: relation('ST_Contains'),
  st_relate: {
    args: ['geometry', 'geometry', 'text'],
    // A pattern that is none would be an error of the database, and what is no pattern fits nothing.
    value: (one, other, pattern) =>
      truth(sql`case when ${pattern} ~* '^[012TF*]{9}$' then ST_Relate(${one}, ${other}, ${pattern}) end`),
  },
};

/** The names of all functions; for messages. */
export const functionNames = [...Object.keys(signatures), ...Object.keys(timeRelations)];

/** The value of a call, or what is wrong with it in words. */
export function call(name: string, args: readonly Operand[]): Operand | string {
  const relationOfTimes = Object.hasOwn(timeRelations, name) ? timeRelations[name] : undefined;
  if (relationOfTimes) {
    const [one, other] = args.map(timeOf);
    if (args.length !== 2 || !one || !other) return `${name} takes two times.`;
    if (name === 'during' && !(args[1]?.type === 'time' && args[1].end))
      return 'the second time of during must be an interval, as in 2026-01-01T00:00:00Z/2026-02-01T00:00:00Z.';
    return truth(relationOfTimes(one, other));
  }
  const signature = Object.hasOwn(signatures, name) ? signatures[name] : undefined;
  if (!signature) {
    const hint = name === 'contains' ? " Write substringof('part', name) instead." : '';
    return `there is no function ${name}.${hint} There are ${functionNames.join(', ')}.`;
  }
  const { args: kinds, optional = 0, value } = signature;
  if (args.length > kinds.length || args.length < kinds.length - optional)
    return `${name} takes ${kinds.length - optional === kinds.length ? '' : `${kinds.length - optional} or `}${kinds.length} arguments (${kinds.join(', ')}).`;
  const compiled: Sql[] = [];
  for (const [index, arg] of args.entries()) {
    const kind = kinds[index] ?? 'text';
    const one = argument(arg, kind);
    if (!one) return `argument ${index + 1} of ${name} must be a ${kind}.`;
    compiled.push(one);
  }
  const none = sql`null`;
  return value(compiled[0] ?? none, compiled[1] ?? none, compiled[2]);
}

function argument(arg: Operand, kind: Kind): Sql | undefined {
  if (kind === 'time') return timeOf(arg)?.start;
  if (kind !== 'geometry') return scalarOf(arg, kind satisfies Scalar);
  if (arg.type === 'null') return sql`null::geometry`;
  return arg.type === 'geometry' ? arg.sql : undefined;
}
