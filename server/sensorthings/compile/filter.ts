import { type RawBuilder, sql } from 'kysely';
import {
  type EntityType,
  findProperty,
  findRelation,
  isId,
  keyOfOne,
  namesOf,
  type Own,
  type Property,
  type Relation,
  relatedRows,
  typeOf,
} from '../model.ts';
import { badRequest, type SensorThingsProblem, shown } from '../problem.ts';
import type { Arithmetic, Expression, Segment } from '../request/expression.ts';
import { compare } from './compare.ts';
import { call } from './functions.ts';
import { conjuncts, leadsToMany } from './conjuncts.ts';
import { kindOf, type Operand, operandOfLiteral, scalarOf, timeOf } from './operand.ts';

type Sql = RawBuilder<unknown>;

/** A row that paths start from. */
interface Place {
  type: EntityType;
  alias: string;
}

/** Hands out names of tables that are joined; one for a whole statement. */
export class Aliases {
  #count = 0;
  next(): string {
    return `j${this.#count++}`;
  }
}

/** Tables that the paths of expressions lead over. The same path is the same row, whatever asks for it. */
export class Joins {
  readonly #aliases: Aliases;
  readonly #known = new Map<string, string>();
  readonly #parts: Sql[] = [];
  constructor(aliases: Aliases) {
    this.#aliases = aliases;
  }

  /** The alias of the row that a relation leads to; where there is none, it is null. */
  follow(alias: string, relation: Relation): string {
    const key = `${alias}/${relation.name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const target = this.#aliases.next();
    this.#known.set(key, target);
    const rows = relatedRows(relation, ownOf(alias), target);
    this.#parts.push(sql` left join ${rows.from} on ${rows.on}`);
    return target;
  }

  get sql(): Sql {
    return sql.join(this.#parts, sql``);
  }
}

/**
 * Compiles expressions over the row `root` of a statement. To-one relations are joined by `joins`, which belong into
 * its `from`; a filter over to-many relations becomes an `exists`, so that no row comes twice.
 */
export class Compiler {
  readonly joins: Joins;
  readonly #root: Place;
  readonly #what: string;
  readonly #aliases: Aliases;

  constructor(root: Place, what: '$filter' | '$orderby', aliases: Aliases, joins = new Joins(aliases)) {
    this.#root = root;
    this.#what = what;
    this.#aliases = aliases;
    this.joins = joins;
  }

  /** The rows for which the expression is true. */
  condition(expression: Expression): Sql {
    const { one, many } = Object.groupBy(conjuncts(expression), (part) =>
      leadsToMany(part, this.#root.type) ? 'many' : 'one',
    );
    const scope = { root: this.#root, joins: this.joins, variables: new Map<string, Place>() };
    const conditions = (one ?? []).map((part) => this.#truth(part, scope));
    if (many) {
      const { root, from, where } = this.#again(this.#root);
      const joins = new Joins(this.#aliases);
      const inner = many.map((part) => this.#truth(part, { root, joins, variables: new Map() }));
      conditions.push(
        sql`exists (select from ${from} ${joins.sql} where ${sql.join([...where, ...inner], sql` and `)})`,
      );
    }
    return sql.join(conditions, sql` and `);
  }

  /** What the expression is for a row; to-many relations are refused. */
  operand(expression: Expression): Operand {
    if (leadsToMany(expression, this.#root.type))
      throw this.#problem(expression, 'a relation to many entities has no order. Order within $expand instead.');
    return this.#operand(expression, { root: this.#root, joins: this.joins, variables: new Map() });
  }

  /**
   * A row once more, as the start of an `exists`: tied to the outer one by `where` alone, the database may begin at whichever
   * end has fewer rows. An observation is not looked up by its id, for that goes through all months.
   */
  #again({ type, alias }: Place): { root: Place; from: Sql; where: Sql[] } {
    if (type.set === 'Observations') return { root: { type, alias }, from: sql`(values (1)) as one (row)`, where: [] };
    const again = this.#aliases.next();
    const where = ['ags', 'id'].map((name) => sql`${sql.ref(`${again}.${name}`)} = ${sql.ref(`${alias}.${name}`)}`);
    return { root: { type, alias: again }, from: sql`${sql.table(type.table)} as ${sql.ref(again)}`, where };
  }

  #truth(expression: Expression, scope: Scope): Sql {
    const operand = this.#operand(expression, scope);
    const truth = scalarOf(operand, 'boolean');
    if (!truth) throw this.#problem(expression, `${kindOf(operand)} stands where something true or false should be.`);
    return truth;
  }

  #operand(expression: Expression, scope: Scope): Operand {
    switch (expression.kind) {
      case 'literal':
        return operandOfLiteral(expression.literal);
      case 'path':
        return this.#path(expression, expression.segments, scope);
      case 'any':
        return this.#any(expression, scope);
      case 'call': {
        const value = call(
          expression.name,
          expression.args.map((arg) => this.#operand(arg, scope)),
        );
        if (typeof value === 'string') throw this.#problem(expression, value);
        return value;
      }
      case 'compare':
        return this.#comparison(expression, this.#operand(expression.left, scope), expression.right, scope);
      case 'in':
        return this.#in(expression, scope);
      case 'arithmetic': {
        const [left, right] = [this.#operand(expression.left, scope), this.#operand(expression.right, scope)];
        const value = calculate(expression.operator, left, right);
        if (!value) throw this.#problem(expression, `${kindOf(left)} and ${kindOf(right)} can't be reckoned with.`);
        return value;
      }
      case 'negative': {
        const value = scalarOf(this.#operand(expression.operand, scope), 'number');
        if (!value) throw this.#problem(expression, 'a minus stands before something other than a number.');
        return { type: 'number', sql: sql`(- ${value})` };
      }
      case 'not':
        return { type: 'boolean', sql: sql`(not ${this.#truth(expression.operand, scope)})` };
      case 'and':
      case 'or': {
        const [left, right] = [this.#truth(expression.left, scope), this.#truth(expression.right, scope)];
        return { type: 'boolean', sql: sql`(${left} ${sql.raw(expression.kind)} ${right})` };
      }
    }
  }

  #comparison(
    at: Extract<Expression, { kind: 'compare' }>,
    left: Operand,
    rightExpression: Expression,
    scope: Scope,
  ): Operand {
    const right = this.#operand(rightExpression, scope);
    const condition = compare(at.operator, left, right);
    if (condition) return { type: 'boolean', sql: condition };
    const quoted =
      [left, right].some(({ type }) => type === 'time') && [left, right].some(({ type }) => type === 'text');
    const hint = quoted
      ? ' Write times without quotes.'
      : [left, right].some(({ type }) => type === 'geometry')
        ? ' Compare places with st_equals, st_within and the like.'
        : '';
    throw this.#problem(at, `${kindOf(left)} can't be compared with ${kindOf(right)}.${hint}`);
  }

  #in(expression: Extract<Expression, { kind: 'in' }>, scope: Scope): Operand {
    const left = this.#operand(expression.left, scope);
    const { list } = expression;
    if (Array.isArray(list)) {
      const conditions = list.map((item) => {
        const condition = compare('eq', left, this.#operand(item, scope));
        if (!condition) throw this.#problem(item, `it can't be compared with ${kindOf(left)}.`);
        return condition;
      });
      return { type: 'boolean', sql: sql`(${sql.join(conditions, sql` or `)})` };
    }
    const right = this.#operand(list, scope);
    const item = left.type === 'text' || left.type === 'number' || left.type === 'boolean' ? left.sql : undefined;
    if (right.type !== 'json' || !item)
      throw this.#problem(
        list,
        'after in there must be values in brackets, or before it a value and after it a list in JSON.',
      );
    return { type: 'boolean', sql: sql`(${right.sql} @> to_jsonb(${item}))` };
  }

  #any(expression: Extract<Expression, { kind: 'any' }>, scope: Scope): Operand {
    const { place, rest } = startOf(expression.segments, scope);
    const { root, from, where } = this.#again(place);
    const joins = new Joins(this.#aliases);
    let { type, alias } = root;
    let many = false;
    for (const segment of rest) {
      const relation = typeof segment === 'string' ? findRelation(type, segment) : undefined;
      if (!relation) throw this.#problem(expression, `${type.singular} has no relation ${shown(String(segment))}.`);
      many ||= relation.kind !== 'one';
      alias = joins.follow(alias, relation);
      type = typeOf(relation.target);
    }
    if (!many) throw this.#problem(expression, 'any needs a relation to many entities before it.');
    const variables = new Map(scope.variables).set(expression.variable, { type, alias });
    const condition = this.#truth(expression.condition, { root: scope.root, joins, variables });
    const all = [...where, sql`${sql.ref(`${alias}.id`)} is not null`, condition];
    return { type: 'boolean', sql: sql`exists (select from ${from} ${joins.sql} where ${sql.join(all, sql` and `)})` };
  }

  #path(at: Expression, segments: readonly Segment[], scope: Scope): Operand {
    const { place, rest: path } = startOf(segments, scope);
    let { type, alias } = place;
    for (const [index, segment] of path.entries()) {
      const name = String(segment);
      const rest = path.slice(index + 1);
      const relation = findRelation(type, name);
      if (relation) {
        // The id on the other side stands here too.
        if (relation.kind === 'one' && rest.length === 1 && isId(String(rest[0])))
          return { type: 'number', sql: keyOfOne(relation, ownOf(alias)), whole: true };
        alias = scope.joins.follow(alias, relation);
        type = typeOf(relation.target);
        continue;
      }
      const property = findProperty(type, name);
      const operand = isId(name)
        ? rest.length === 0 && ({ type: 'number', sql: sql.ref(`${alias}.id`), whole: true } as const)
        : property && operandOf(property, alias, rest);
      if (operand) return operand;
      const wrong = property || isId(name) ? `${shown(name)} has no parts` : `${type.singular} has no ${shown(name)}`;
      throw this.#problem(at, `${wrong}. It has ${namesOf(type)}.`);
    }
    throw this.#problem(
      at,
      `the path ends at ${type.singular}; name a property of it, as in ${segments.join('/')}/id.`,
    );
  }

  #problem(at: Expression, message: string): SensorThingsProblem {
    return badRequest(`${this.#what}, character ${at.at + 1}: ${message}`);
  }
}

function ownOf(alias: string): Own {
  return (name) => sql.ref(`${alias}.${name}`);
}

interface Scope {
  root: Place;
  joins: Joins;
  variables: Map<string, Place>;
}

function startOf(segments: readonly Segment[], { root, variables }: Scope): { place: Place; rest: readonly Segment[] } {
  const [first, ...rest] = segments;
  const variable = typeof first === 'string' ? variables.get(first) : undefined;
  return variable ? { place: variable, rest } : { place: root, rest: segments };
}

/** Undefined = the property has no parts. */
function operandOf(property: Property, alias: string, rest: readonly Segment[]): Operand | undefined {
  const inside = (json: Sql): Operand => ({ type: 'json', sql: sql`(${json} #> ${rest.map(String)}::text[])` });
  const whole = rest.length === 0;
  switch (property.kind) {
    case 'text':
      return whole ? { type: 'text', sql: property.value(alias) } : undefined;
    case 'json':
    case 'quality':
      return whole ? { type: 'json', sql: property.value(alias) } : inside(property.value(alias));
    case 'geometry':
      return whole ? { type: 'geometry', sql: property.geometry(alias) } : inside(property.value(alias));
    case 'time':
      return whole ? { type: 'time', start: property.start(alias), end: property.end?.(alias) ?? null } : undefined;
    case 'result':
      return whole
        ? { type: 'result', number: property.number(alias), json: property.json(alias) }
        : inside(property.json(alias));
  }
}

const signs = { add: sql`+`, sub: sql`-`, mul: sql`*` };

/** Undefined = these can't be reckoned with. Divided by nothing is null. */
function calculate(operator: Arithmetic, left: Operand, right: Operand): Operand | undefined {
  if (left.type === 'time' || right.type === 'time') return calculateTime(operator, left, right);
  const [one, other] = [scalarOf(left, 'number'), scalarOf(right, 'number')];
  if (!one || !other) return undefined;
  if (operator === 'div') return { type: 'number', sql: sql`(${one} / nullif(${other}, 0))` };
  if (operator === 'mod') return { type: 'number', sql: sql`(${one}::numeric % nullif(${other}::numeric, 0))::float8` };
  return { type: 'number', sql: sql`(${one} ${signs[operator]} ${other})` };
}

function calculateTime(operator: Arithmetic, left: Operand, right: Operand): Operand | undefined {
  if (operator !== 'add' && operator !== 'sub') return undefined;
  const time = timeOf(left);
  if (!time || left.type !== 'time') return undefined;
  if (right.type === 'time')
    return operator === 'sub' ? { type: 'duration', sql: sql`(${left.start} - ${right.start})` } : undefined;
  const step = scalarOf(right, 'duration');
  if (!step) return undefined;
  const moved = (moment: Sql): Sql => sql`(${moment} ${signs[operator]} ${step})`;
  return { ...time, start: moved(time.start), end: time.end && moved(time.end) };
}
