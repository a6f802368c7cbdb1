import { badRequest, shown } from '../problem.ts';
import { unquoteId } from './ids.ts';
import { type Literal, readTokens, type Token } from './tokens.ts';

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'mod';

/** An expression of `$filter` or `$orderby` as a tree. `at` is the place in the text, counted from 0. */
export type Expression = { at: number } & (
  | { kind: 'literal'; literal: Literal }
  | { kind: 'path'; segments: Segment[] }
  | { kind: 'any'; segments: Segment[]; variable: string; condition: Expression }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'compare'; operator: Comparison; left: Expression; right: Expression }
  | { kind: 'arithmetic'; operator: Arithmetic; left: Expression; right: Expression }
  | { kind: 'negative'; operand: Expression }
  | { kind: 'in'; left: Expression; list: Expression[] | Expression }
  | { kind: 'not'; operand: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
);

/** A name of a path, or the position in a list. */
export type Segment = string | number;

const deepest = 50;
const mostNodes = 200;
const comparisons = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);

/**
 * Parses one expression, e.g. of `$filter`. Binding from strong to weak: brackets and calls; mul, div, mod; add, sub;
 * comparisons and in; not; and; or. So `not` covers the whole comparison that follows it.
 * Errors: 400 with the position; more than 50 levels or 200 parts are refused.
 */
export function parseExpression(text: string, what: string): Expression {
  const parser = new Parser(readTokens(text, what), what);
  const expression = parser.readOr();
  parser.finish();
  return expression;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #what: string;
  #index = 0;
  #depth = 0;
  /** Names that stand for an entity within any(…). */
  readonly #variables = new Set<string>();
  #nodes = 0;

  constructor(tokens: readonly Token[], what: string) {
    this.#tokens = tokens;
    this.#what = what;
  }

  finish(): void {
    if (this.#token.kind !== 'end') throw this.#unexpected('the end');
  }

  readOr(): Expression {
    this.#depth++;
    if (this.#depth > deepest)
      throw badRequest(
        `${this.#what}, character ${this.#token.at + 1}: nested more than ${deepest} levels deep. Leave brackets out.`,
      );
    let left = this.#readAnd();
    for (let at = this.#takeWord('or'); at !== undefined; at = this.#takeWord('or'))
      left = this.#node({ kind: 'or', at, left, right: this.#readAnd() });
    this.#depth--;
    return left;
  }

  #readAnd(): Expression {
    let left = this.#readNot();
    for (let at = this.#takeWord('and'); at !== undefined; at = this.#takeWord('and'))
      left = this.#node({ kind: 'and', at, left, right: this.#readNot() });
    return left;
  }

  #readNot(): Expression {
    const places: number[] = [];
    for (let at = this.#takeWord('not'); at !== undefined; at = this.#takeWord('not')) places.push(at);
    let operand = this.#readComparison();
    for (const at of places.toReversed()) operand = this.#node({ kind: 'not', at, operand });
    return operand;
  }

  #readComparison(): Expression {
    let left = this.#readSum();
    for (;;) {
      const token = this.#token;
      if (token.kind !== 'word') return left;
      const operator = token.text.toLowerCase();
      if (operator === 'in') {
        this.#index++;
        const list = this.#readList();
        const plain = Array.isArray(list) ? list.map((item) => unquoteId(item, left, this.#variables)) : list;
        left = this.#node({ kind: 'in', at: token.at, left, list: plain });
      } else if (comparisons.has(operator)) {
        this.#index++;
        const right = this.#readSum();
        const sides = {
          left: unquoteId(left, right, this.#variables),
          right: unquoteId(right, left, this.#variables),
        };
        left = this.#node({ kind: 'compare', at: token.at, operator: operator as Comparison, ...sides });
      } else return left;
    }
  }

  /** Values in brackets, or a path that leads to a list. */
  #readList(): Expression[] | Expression {
    if (!this.#takeSign('(')) return this.#readSum();
    const list = [this.#readSum()];
    while (this.#takeSign(',')) list.push(this.#readSum());
    this.#require(')');
    return list;
  }

  #readSum(): Expression {
    return this.#readLeft(['add', 'sub'], () => this.#readLeft(['mul', 'div', 'mod'], () => this.#readUnary()));
  }

  #readLeft(operators: Arithmetic[], readOperand: () => Expression): Expression {
    let left = readOperand();
    for (;;) {
      const token = this.#token;
      const operator = token.kind === 'word' ? operators.find((one) => one === token.text.toLowerCase()) : undefined;
      if (operator === undefined) return left;
      this.#index++;
      left = this.#node({ kind: 'arithmetic', at: token.at, operator, left, right: readOperand() });
    }
  }

  #readUnary(): Expression {
    const places: number[] = [];
    for (let { at } = this.#token; this.#takeSign('-'); { at } = this.#token) places.push(at);
    let operand = this.#readPrimary();
    for (const at of places) operand = this.#node({ kind: 'negative', at, operand });
    return operand;
  }

  #readPrimary(): Expression {
    const token = this.#token;
    const { at } = token;
    if (token.kind === 'literal') {
      this.#index++;
      return this.#node({ kind: 'literal', at, literal: token.literal });
    }
    if (this.#takeSign('(')) {
      const inner = this.readOr();
      this.#require(')');
      return inner;
    }
    if (token.kind !== 'word') throw this.#unexpected('a value, a property or a function');
    this.#index++;
    if (this.#takeSign('(')) {
      const args: Expression[] = [];
      if (!this.#takeSign(')')) {
        do args.push(this.readOr());
        while (this.#takeSign(','));
        this.#require(')');
      }
      return this.#node({ kind: 'call', at, name: token.text.toLowerCase(), args });
    }
    return this.#readPath(token.text, at);
  }

  #readPath(first: string, at: number): Expression {
    const segments: Segment[] = [first];
    for (;;) {
      if (this.#takeSign('[')) {
        segments.push(this.#readPosition());
        this.#require(']');
      } else if (this.#takeSign('/')) {
        const token = this.#token;
        if (token.kind === 'literal' && token.literal.type === 'number') {
          segments.push(this.#readPosition());
          continue;
        }
        const name = token.kind === 'word' ? token.text : nameOfConstant(token);
        if (name === undefined) throw this.#unexpected('the name of a property');
        this.#index++;
        if (name === 'any' && this.#takeSign('(')) return this.#readAny(segments, at);
        segments.push(name);
      } else return this.#node({ kind: 'path', at, segments });
    }
  }

  #readAny(segments: Segment[], at: number): Expression {
    const token = this.#token;
    if (token.kind !== 'word') throw this.#unexpected('a name, as in any(d: d/name eq …)');
    this.#index++;
    this.#require(':');
    this.#variables.add(token.text);
    const condition = this.readOr();
    this.#require(')');
    return this.#node({ kind: 'any', at, segments, variable: token.text, condition });
  }

  #readPosition(): number {
    const token = this.#token;
    const value = token.kind === 'literal' && token.literal.type === 'number' ? token.literal.value : -1;
    if (!Number.isInteger(value) || value < 0 || value > 1e6) throw this.#unexpected('a position, counted from 0');
    this.#index++;
    return value;
  }

  get #token(): Token {
    return this.#tokens[this.#index] ?? { kind: 'end', at: 0 };
  }

  #takeWord(name: string): number | undefined {
    const token = this.#token;
    if (token.kind !== 'word' || token.text.toLowerCase() !== name) return undefined;
    this.#index++;
    return token.at;
  }

  #takeSign(text: string): boolean {
    const token = this.#token;
    if (token.kind !== 'sign' || token.text !== text) return false;
    this.#index++;
    return true;
  }

  #require(text: string): void {
    if (!this.#takeSign(text)) throw this.#unexpected(`"${text}"`);
  }

  #unexpected(wanted: string): Error {
    const token = this.#token;
    const found = token.kind === 'end' ? 'it ends' : token.kind === 'literal' ? 'a value stands' : shown(token.text);
    return badRequest(`${this.#what}, character ${token.at + 1}: ${found} where ${wanted} should be.`);
  }

  #node(expression: Expression): Expression {
    this.#nodes++;
    if (this.#nodes > mostNodes)
      throw badRequest(
        `${this.#what}, character ${expression.at + 1}: more than ${mostNodes} parts. Ask in several requests.`,
      );
    return expression;
  }
}

/** A key of JSON may be called true or null too. */
function nameOfConstant(token: Token): string | undefined {
  if (token.kind !== 'literal') return undefined;
  const { type, value } = token.literal;
  return type === 'boolean' || type === 'null' ? String(value) : undefined;
}
