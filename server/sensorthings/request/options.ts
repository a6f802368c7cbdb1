import { badRequest, SensorThingsProblem, shown } from '../problem.ts';
import { type Expression, parseExpression } from './expression.ts';

/** What a request asks of a set or an entity, understood but not yet compared with what there is. */
export interface Options {
  filter: Expression | undefined;
  /** Names, or paths into JSON; undefined = all. */
  select: string[][] | undefined;
  /** Each combination of what is selected is sent once. */
  distinct: boolean;
  expand: Expand[];
  orderby: Order[];
  /** Undefined = as many as the server sends at once. */
  top: number | undefined;
  skip: number;
  count: boolean;
  resultFormat: ResultFormat | undefined;
  /** Text of `$apply`. */
  apply: string | undefined;
  /** Where the page before ended; made by this server. */
  skipToken: string | undefined;
  /** Of `DELETE …/$ref?$id=…`. */
  id: string | undefined;
  /** All options as they were given, by their names. */
  given: ReadonlyMap<string, string>;
}

export interface Expand {
  /** Name of a relation. */
  name: string;
  options: Options;
}

export interface Order {
  expression: Expression;
  descending: boolean;
}

export const resultFormats = ['dataArray', 'GeoJSON', 'CSV'] as const;
export type ResultFormat = (typeof resultFormats)[number];

const distinctly = 'distinct:';
const deepestExpand = 5;
const mostExpands = 30;
const inExpand = ['$filter', '$select', '$expand', '$orderby', '$top', '$skip', '$count', '$skiptoken'];
const everywhere = [...inExpand, '$resultFormat', '$apply', '$id'];

/** No options at all. */
export const noOptions: Options = readOptions(new Map());

/**
 * Reads the query of an address.
 * Errors: 400 for a malformed value or an option that is there twice, 501 for a system option that is not known.
 */
export function parseQuery(query: string): Options {
  const given = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [name = '', ...rest] = pair.split('=');
    const option = decode(name);
    // What has no $ is no option of the standard, and may be anybody's.
    if (option.startsWith('$')) give(given, option, decode(rest.join('=')), everywhere);
  }
  return readOptions(given);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequest(`${shown(text)} is not encoded as an address must be; send % as %25.`);
  }
}

function give(given: Map<string, string>, name: string, value: string, known: readonly string[]): void {
  const option = known.find((one) => one.toLowerCase() === name.toLowerCase());
  if (option === undefined)
    throw new SensorThingsProblem(501, `${shown(name)} is not known here. There are ${known.join(', ')}.`);
  if (given.has(option)) throw badRequest(`${option} is there twice; say it once.`);
  if (value.includes('\0')) throw badRequest(`${option} has a character that can't be stored (NUL).`);
  given.set(option, value);
}

function readOptions(given: ReadonlyMap<string, string>, depth = 0): Options {
  const text = (name: string): string | undefined => given.get(name);
  const filter = text('$filter');
  const select = text('$select');
  const distinct = select?.startsWith(distinctly) ?? false;
  if (distinct && depth > 0) throw badRequest('$select: distinct: is for whole sets, and not for $expand.');
  const count = text('$count') ?? 'false';
  if (count !== 'true' && count !== 'false') throw badRequest(`$count: ${shown(count)} is neither true nor false.`);
  const format = text('$resultFormat');
  const resultFormat = resultFormats.find((one) => one.toLowerCase() === format?.toLowerCase());
  if (format !== undefined && resultFormat === undefined)
    throw badRequest(`$resultFormat: ${shown(format)} is none of ${resultFormats.join(', ')}.`);
  return {
    filter: filter === undefined ? undefined : parseExpression(filter, '$filter'),
    select: readSelect(distinct ? select?.slice(distinctly.length) : select),
    distinct,
    expand: readExpand(text('$expand'), depth),
    orderby: readOrder(text('$orderby')),
    top: readNumber('$top', text('$top')),
    skip: readNumber('$skip', text('$skip')) ?? 0,
    count: count === 'true',
    resultFormat,
    apply: text('$apply'),
    skipToken: text('$skiptoken'),
    id: text('$id'),
    given,
  };
}

function readNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[0-9]{1,9}$/.test(text)) throw badRequest(`${name}: ${shown(text)} is no whole number from 0 on.`);
  return Number(text);
}

function readSelect(text: string | undefined): string[][] | undefined {
  if (text === undefined) return undefined;
  const paths = text.split(',').map((path) => path.trim().split('/'));
  if (paths.some((path) => path.includes(''))) throw badRequest(`$select: ${shown(text)} has an empty name.`);
  return paths;
}

function readOrder(text: string | undefined): Order[] {
  if (text === undefined) return [];
  const parts = splitOutside(text, ',');
  if (parts.length > 8) throw badRequest('$orderby: at most 8 keys.');
  return parts.map((part) => {
    const [, expression = part, direction = 'asc'] = /^(.*?)\s+(asc|desc)\s*$/is.exec(part) ?? [];
    return { expression: parseExpression(expression, '$orderby'), descending: direction.toLowerCase() === 'desc' };
  });
}

/** `A,B/C($top=1;$expand=D)`: what is in brackets belongs to the last name before it. */
function readExpand(text: string | undefined, depth: number): Expand[] {
  if (text === undefined) return [];
  const expands: Expand[] = [];
  for (const part of splitOutside(text, ',')) addExpand(expands, readOneExpand(part.trim(), depth));
  if (countExpands(expands) > mostExpands)
    throw badRequest(`$expand: more than ${mostExpands} relations. Ask in several requests.`);
  return expands;
}

function readOneExpand(text: string, depth: number): Expand {
  if (depth >= deepestExpand) throw badRequest(`$expand: more than ${deepestExpand} levels. Ask in several requests.`);
  const [, name, next, rest] = /^([^/(),;]+)([/(]?)(.*)$/s.exec(text) ?? [];
  if (name === undefined || rest === undefined) throw badRequest(`$expand: ${shown(text)} names no relation.`);
  if (next === '/') {
    const inner = readOneExpand(rest, depth + 1);
    return { name, options: { ...noOptions, expand: [inner], given: new Map([['$expand', rest]]) } };
  }
  if (next === '') return { name, options: noOptions };
  if (!rest.endsWith(')')) throw badRequest(`$expand: a bracket of ${shown(name)} is not closed.`);
  const given = new Map<string, string>();
  for (const option of splitOutside(rest.slice(0, -1), ';')) {
    const [, key = option, value = ''] = /^\s*([^=]*?)\s*=(.*)$/s.exec(option) ?? [];
    if (option.trim() !== '') give(given, key, value, inExpand);
  }
  return { name, options: readOptions(given, depth + 1) };
}

/** `A/B,A/C` is one A with both; only one of them may have options of its own. */
function addExpand(expands: Expand[], added: Expand): void {
  const same = expands.findIndex(({ name }) => name === added.name);
  const before = expands[same];
  if (!before) {
    expands.push(added);
    return;
  }
  const own = [before, added].filter(({ options }) => [...options.given.keys()].some((key) => key !== '$expand'));
  if (own.length > 1) throw badRequest(`$expand: ${added.name} is there twice, each with options. Join them in one.`);
  const { options } = own[0] ?? before;
  const inner = [...before.options.expand];
  for (const one of added.options.expand) addExpand(inner, one);
  const texts = [before, added].flatMap(({ options: { given } }) => given.get('$expand') ?? []);
  const given = new Map(options.given);
  if (texts.length > 0) given.set('$expand', texts.join(','));
  expands[same] = { name: added.name, options: { ...options, expand: inner, given } };
}

function countExpands(expands: readonly Expand[]): number {
  return expands.reduce((sum, { options }) => sum + 1 + countExpands(options.expand), 0);
}

/** Parts of a text, cut where a sign stands outside of brackets and quotes. */
function splitOutside(text: string, sign: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const letter = text[index];
    if (letter === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (letter === '(') depth++;
    else if (letter === ')') depth--;
    else if (letter === sign && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}
