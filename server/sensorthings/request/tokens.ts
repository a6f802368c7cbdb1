import type { Geometry } from 'geojson';
import { badRequest, shown } from '../problem.ts';
import { parseDuration, parseTime, type Time, timePattern } from './times.ts';
import { parseWkt } from './wkt.ts';

/** A value that stands in an expression. Durations are milliseconds, dates and times of day ISO texts. */
export type Literal =
  | { type: 'text'; value: string }
  | { type: 'number'; value: number }
  | { type: 'boolean'; value: boolean }
  | { type: 'null'; value: null }
  | { type: 'time'; value: Time }
  | { type: 'date'; value: string }
  | { type: 'clock'; value: string }
  | { type: 'duration'; value: number }
  | { type: 'geometry'; value: Geometry };

/** A piece of an expression and where it begins, counted from 0. */
export type Token =
  | { kind: 'literal'; at: number; literal: Literal }
  | { kind: 'word'; at: number; text: string }
  | { kind: 'sign'; at: number; text: string }
  | { kind: 'end'; at: number };

const longest = 8192;
const space = /\s+/y;
const string = /'((?:[^']|'')*)'/y;
const prefixed = /(duration|geography|geometry)'((?:[^']|'')*)'/iy;
const date = /[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9T:])/y;
const clock = /[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?![0-9:])/y;
// The start of a time that can't be read is no number.
const number = /(?![0-9]{4}-[0-9]{2}-[0-9]{2}T)-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?(?![\p{L}0-9_])/iuy;
const word = /[\p{L}_$@][\p{L}\p{N}_.@-]*/uy;
const sign = /[()/,:[\]=-]/y;

/**
 * Cuts an expression into its pieces.
 * Errors: 400 with `what` (the option) and the position of what can't be read.
 */
export function readTokens(text: string, what: string): Token[] {
  if (text.length > longest) throw badRequest(`${what}: longer than ${longest} characters. Ask in several requests.`);
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  while (at < text.length) {
    const blank = take(space);
    if (blank) {
      at += blank[0].length;
      continue;
    }
    const found = take(prefixed) ?? take(string) ?? take(timePattern) ?? take(date) ?? take(clock) ?? take(number);
    if (found) tokens.push({ kind: 'literal', at, literal: literalOf(found, at, what) });
    const other = found ? null : (take(word) ?? take(sign));
    if (other) tokens.push(tokenOf(other[0], at));
    const match = found ?? other;
    if (!match) throw badRequest(unreadable(text, at, what));
    at += match[0].length;
  }
  tokens.push({ kind: 'end', at });
  return tokens;
}

function unreadable(text: string, at: number, what: string): string {
  const rest = text.slice(at);
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+ [0-9]{2}:?[0-9]{2}/.test(rest))
    return `${what}, character ${at + 1}: the zone of a time has lost its plus; send + as %2B in an address.`;
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}T/.test(rest))
    return `${what}, character ${at + 1}: ${shown(rest.slice(0, 30))} is no time with a zone, as in 2026-01-31T12:00:00Z.`;
  if (rest.startsWith("'")) return `${what}, character ${at + 1}: the text in quotes does not end.`;
  return `${what}, character ${at + 1}: ${shown(rest.slice(0, 20))} can't be read.`;
}

const constants: Record<string, Literal | undefined> = {
  true: { type: 'boolean', value: true },
  false: { type: 'boolean', value: false },
  null: { type: 'null', value: null },
};

function tokenOf(text: string, at: number): Token {
  if (/^[()/,:[\]=-]$/.test(text)) return { kind: 'sign', at, text };
  const constant = Object.hasOwn(constants, text.toLowerCase()) ? constants[text.toLowerCase()] : undefined;
  return constant ? { kind: 'literal', at, literal: constant } : { kind: 'word', at, text };
}

function literalOf(match: RegExpExecArray, at: number, what: string): Literal {
  const [whole, first, second] = match;
  const wrong = (kind: string) => badRequest(`${what}, character ${at + 1}: ${shown(whole)} is no ${kind}.`);
  if (second !== undefined) {
    const content = second.replaceAll("''", "'");
    if (first?.toLowerCase() === 'duration') {
      const value = parseDuration(content);
      if (value === undefined) throw wrong("duration of days and less, as in duration'PT1H'");
      return { type: 'duration', value };
    }
    const value = parseWkt(content);
    if (!value) throw wrong("geometry as well-known text, as in geography'POINT (8.1 49.2)'");
    return { type: 'geometry', value };
  }
  if (whole.startsWith("'")) return { type: 'text', value: (first ?? '').replaceAll("''", "'") };
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}T/i.test(whole)) {
    const value = parseTime(whole);
    if (!value) throw wrong('time of the calendar, or an interval that ends before it begins');
    return { type: 'time', value };
  }
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(whole)) {
    if (!parseTime(`${whole}T00:00:00Z`)) throw wrong('day of the calendar');
    return { type: 'date', value: whole };
  }
  if (whole.includes(':')) {
    if (!parseTime(`2000-01-01T${whole}Z`)) throw wrong('time of day');
    return { type: 'clock', value: whole };
  }
  const value = Number(whole);
  if (!Number.isFinite(value)) throw wrong('number that can be stored');
  return { type: 'number', value };
}
