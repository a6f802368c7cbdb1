import type { Problem } from '../../records.ts';
import type { Reading } from '../../sensors/readings.ts';
import { flagBits } from '../../sensors/quality.ts';
import { quote, refused } from '../problems.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Null = it is no object. */
export function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** Empty = it is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Null = it is no text, or an empty one. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Absent, null and 0 are the same in these protocols. */
export function countOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** A problem of a whole message. */
export function unreadable(rule: string, message: string, fix: string): Problem {
  return refused(0, rule, message, fix);
}

const isoTime = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/;

/** A time as it is written; null = it is none. Without a zone it is UTC. */
export function timeOf(value: unknown): { time: Date; assumed: boolean } | null {
  if (typeof value !== 'string') return null;
  const [text, , , day, hour, , , zone] = isoTime.exec(value.trim()) ?? [];
  if (text === undefined) return null;
  const local = text
    .replace(zone ?? '', '')
    .trim()
    .replace(' ', 'T')
    .replace(',', '.');
  const time = new Date(`${hour === undefined ? `${local}T00:00` : local}${zone ?? 'Z'}`);
  // A 31st of February would be the 3rd of March.
  const isReal = !Number.isNaN(time.getTime()) && (zone !== undefined || time.getUTCDate() === Number(day));
  return isReal ? { time, assumed: zone === undefined } : null;
}

/** Later than this a clock is wrong and not only early, milliseconds. */
const early = 10 * 60_000;
const oldest = Date.UTC(2000, 0);

/** True if no working clock shows it: before 2000, or later than it was received. */
export function isWrong(time: Date, receivedAt: Date): boolean {
  return time.getTime() < oldest || time.getTime() > receivedAt.getTime() + early;
}

/** A device's time where a clock we can trust stands beside it: that one is taken if the device's is wrong or missing. */
export function trustedTime(stated: unknown, network: Date, receivedAt: Date): Pick<Reading, 'time' | 'flags'> {
  const read = timeOf(stated);
  const fallback = isWrong(network, receivedAt) ? receivedAt : network;
  if (read === null) return { time: fallback, flags: flagBits.time_assumed };
  if (isWrong(read.time, receivedAt)) return { time: fallback, flags: flagBits.clock_corrected };
  return { time: read.time, flags: read.assumed ? flagBits.time_assumed : 0 };
}

/** A time that nothing stands beside: a problem if no working clock shows it. */
export function soleTime(stated: unknown, receivedAt: Date, line = 0): Pick<Reading, 'time' | 'flags'> | Problem {
  const read = timeOf(stated);
  if (read === null) {
    const shown = typeof stated === 'string' ? quote(stated) : 'nothing';
    return refused(line, 'no-time', `${shown} is no time`, 'Write it as in 2026-01-31T12:00:00Z');
  }
  if (isWrong(read.time, receivedAt)) {
    const message = `${quote(String(stated))} lies ${read.time > receivedAt ? 'in the future' : 'before 2000'}`;
    return refused(line, 'wrong-clock', message, 'Set the clock of the device, and send it again');
  }
  return { time: read.time, flags: read.assumed ? flagBits.time_assumed : 0 };
}

const numberWithUnit = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\d\s].{0,15})?$/;

/** A value as protocols write it: a number, a text, or a number with its unit as text. Null = nothing that can be kept. */
export function valueOf(value: unknown): Pick<Reading, 'value' | 'unit'> | null {
  if (typeof value === 'boolean') return { value, unit: null };
  if (typeof value === 'number') return Number.isFinite(value) ? { value, unit: null } : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (text === '' || /^[+-]?(nan|inf(inity)?|null|n\/a)$/i.test(text)) return null;
  const [, number, unit] = numberWithUnit.exec(text) ?? [];
  return number === undefined ? { value: text, unit: null } : { value: Number(number), unit: unit?.trim() ?? null };
}

/** Fields of an object, nested ones with dots; lists are left out, and what lies deeper than four levels. */
export function* fieldsOf(object: JsonObject, prefix = ''): Generator<[field: string, value: unknown]> {
  for (const [name, value] of Object.entries(object)) {
    const nested = objectOf(value);
    if (nested === null) yield [prefix + name, value];
    else if (prefix.split('.').length <= 4) yield* fieldsOf(nested, `${prefix}${name}.`);
  }
}

/** A reading with what it does not say. */
export function reading(of: Pick<Reading, 'device' | 'field' | 'time' | 'value'> & Partial<Reading>): Reading {
  return {
    type: 'reading',
    end: null,
    unit: null,
    flags: 0,
    resultTime: null,
    parameters: null,
    transmission: null,
    ...of,
  };
}

/** Readings of all fields of an object that hold a value; a field that says "NaN" is a problem. */
export function* readingsOf(
  fields: Iterable<[field: string, value: unknown]>,
  of: Omit<Reading, 'type' | 'field' | 'value' | 'unit'>,
  units: Readonly<Record<string, string>> = {},
): Generator<Reading | Problem> {
  for (const [field, raw] of fields) {
    if (raw === null || raw === undefined || Array.isArray(raw)) continue;
    const value = valueOf(raw);
    if (value) yield reading({ ...of, field, value: value.value, unit: value.unit ?? units[field] ?? null });
    else
      yield refused(
        0,
        'no-value',
        `${quote(field)} of ${quote(of.device)} is ${quote(JSON.stringify(raw))}, no value`,
        'Mend the decoder of the device',
      );
  }
}
