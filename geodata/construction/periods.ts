/**
 * Days as people write them: a day, a month, a quarter, "Ende Q2 2026", "Frühjahr 2026", "bis 30.06.2026", or from one to
 * another. What is not exact comes out as a first and a last day, never as one day that was not said.
 */
import { foldName } from '../names.ts';

/** First and last day that are meant; null = open on that side. ISO dates. */
export interface Period {
  first: string | null;
  last: string | null;
  /** The text says "about". */
  about: boolean;
}

/** Why a text is no period: `rule` is stable, the rest is for people. */
export interface PeriodRefusal {
  rule: 'no-such-day' | 'missing-year' | 'winter-of-which-year' | 'range-reversed' | 'unusable-date';
  why: string;
  fix: string;
}

interface Span {
  first: string;
  last: string;
}

export function isRefusal(read: object): read is PeriodRefusal {
  return 'rule' in read;
}

/** What a text says of days. Capitals, dots behind ordinals and blanks don't matter. */
export function readPeriod(text: string): Period | PeriodRefusal {
  const whole = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const plain = whole.replace(/^(ca\.?|circa|etwa|rund|ungefähr|voraussichtlich|vsl\.?|about|approx\.?|probably) /, '');
  const about = plain !== whole;
  const [by = '', only] = /^(?:bis zum|bis|spätestens|until|by) (.+)$/.exec(plain) ?? [];
  if (by !== '') return withSide(readSpan(only ?? ''), about, 'last');
  // A winter reaches from one year into the next: its stroke is none between two days.
  const range = plain.startsWith('winter ') ? null : rangePattern.exec(plain);
  if (range) return between(range[1] ?? '', range[2] ?? '', about);
  const [since = '', begin] = /^(?:ab|seit|from|since) (.+)$/.exec(plain) ?? [];
  if (since !== '') return withSide(readSpan(begin ?? ''), about, 'first');
  return withSide(readSpan(plain), about, 'both');
}

const rangePattern =
  /^(?:zwischen |between |von |vom |from )?(.+?)(?: bis zum | bis | und | to | and | ?– ?| - |\/(?=\d{4}-\d\d))(.+)$/;

function withSide(span: Span | PeriodRefusal, about: boolean, side: 'first' | 'last' | 'both'): Period | PeriodRefusal {
  if (isRefusal(span)) return span;
  return { first: side === 'last' ? null : span.first, last: side === 'first' ? null : span.last, about };
}

function between(from: string, to: string, about: boolean): Period | PeriodRefusal {
  const end = readSpan(to);
  if (isRefusal(end)) return end;
  let begin = readSpan(from);
  // "März bis Mai 2026", "1.3. – 15.4.2026": the year stands at the end for both.
  if (isRefusal(begin) && begin.rule === 'missing-year') {
    const year = end.last.slice(0, 4);
    begin = readSpan(/^[\d.]+$/.test(from) ? `${from.replace(/\.$/, '')}.${year}` : `${from} ${year}`);
  }
  if (isRefusal(begin)) return begin;
  if (begin.first <= end.last) return { first: begin.first, last: end.last, about };
  return { rule: 'range-reversed', why: `${begin.first} is later than ${end.last}`, fix: 'Exchange the two' };
}

function readSpan(text: string): Span | PeriodRefusal {
  const folded = foldName(text);
  return readDay(text.trim()) ?? readPart(folded) ?? readMonths(folded) ?? unusable;
}

/** A day in numbers, or with its month's name: 2026-03-15, 15.3.2026, 15. März 2026. A time of day is left out. */
function readDay(text: string): Span | PeriodRefusal | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ][\d:.]+z?)?$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const german = /^(\d{1,2})\. ?(\d{1,2})\.? ?(\d{4}|\d\d)?$/.exec(text);
  if (german) {
    const [, day, month, year] = german;
    return year === undefined ? missingYear : dayOf((Number(year) % 2000) + 2000, Number(month), Number(day));
  }
  const [, day, name = '', year] = /^(\d{1,2})\.? ([\p{Letter}.]+),?(?: (\d{4}))?$/u.exec(text) ?? [];
  const month = day === undefined ? undefined : monthOf(foldName(name));
  if (month === undefined) return undefined;
  return year === undefined ? missingYear : dayOf(Number(year), month, Number(day));
}

function dayOf(year: number, month: number, day: number): Span | PeriodRefusal {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || !isYear(year)) {
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const why =
      month >= 1 && month <= 12 && isYear(year)
        ? `month ${month} of ${year} has ${last} days`
        : 'the calendar has no such day';
    return { rule: 'no-such-day', why, fix: 'Write a day that there is, as in 28.02.2026 or 2026-02-28' };
  }
  const iso = date.toISOString().slice(0, 10);
  return { first: iso, last: iso };
}

/** Which part of a span a word means, in thirds. */
const parts: readonly [RegExp, 0 | 1 | 2][] = [
  [/^(?:anfang|beginn|early|start(?: of)?|beginning(?: of)?) /, 0],
  [/^(?:mitte|mid|middle(?: of)?) /, 1],
  [/^(?:ende|late|end(?: of)?) /, 2],
];

/** Of a quarter, a half and a whole year: offset and number of the months that are its beginning, middle and end. */
const monthsOfPart: Readonly<Record<number, readonly (readonly [offset: number, count: number])[]>> = {
  3: [
    [0, 1],
    [1, 1],
    [2, 1],
  ],
  6: [
    [0, 2],
    [2, 2],
    [4, 2],
  ],
  12: [
    [0, 3],
    [3, 6],
    [9, 3],
  ],
};

/** "ende q2 2026", "mitte juni 2026", "anfang 2026". */
function readPart(folded: string): Span | PeriodRefusal | undefined {
  const text = folded.replace(/^jahres(?=(ende|mitte)\b)/, '');
  const found = parts.find(([pattern]) => pattern.test(`${text} `));
  if (!found) return undefined;
  const [pattern, part] = found;
  const whole = text.includes(' ') ? readMonths(text.replace(pattern, '').replace(/^(des|der) /, '')) : missingYear;
  if (whole === undefined || isRefusal(whole)) return whole;
  const [year = 0, month = 0] = whole.first.split('-').map(Number);
  const [lastYear = 0, lastMonth = 0] = whole.last.split('-').map(Number);
  const months = monthsOfPart[(lastYear - year) * 12 + lastMonth - month + 1]?.[part];
  if (months) return monthsFrom(year, month + months[0], months[1]);
  // Of a month: to the 10th, to the 20th, the rest.
  const dayIn = (day: number): string => `${whole.first.slice(0, 8)}${day}`;
  if (part === 0) return { first: whole.first, last: dayIn(10) };
  return part === 1 ? { first: dayIn(11), last: dayIn(20) } : { first: dayIn(21), last: whole.last };
}

/** Months, quarters, halves, seasons and years. */
function readMonths(folded: string): Span | PeriodRefusal | undefined {
  const winter = /^winter (\d{4}) (\d{4}|\d\d)$/.exec(folded);
  if (winter) {
    const year = Number(winter[1]);
    return Number(winter[2]) % 100 === (year + 1) % 100 ? monthsFrom(year, 12, 3) : undefined;
  }
  const words = folded.split(' ');
  const years = words.filter((word) => /^(19|20)\d\d$/.test(word));
  const rest = words.filter((word) => !years.includes(word)).join(' ');
  if (years.length > 1) return undefined;
  if (rest === 'winter') return winterOfWhichYear;
  const span = rest === '' ? { month: 1, count: 12 } : monthsOf(rest);
  if (!span) return undefined;
  return years[0] === undefined ? missingYear : monthsFrom(Number(years[0]), span.month, span.count);
}

/** First month, from 1, and number of months of what a word names. */
function monthsOf(word: string): { month: number; count: number } | undefined {
  const quarter =
    /^(?:q ?|quartal )([1-4])$/.exec(word)?.[1] ?? /^([1-4])(?:st|nd|rd|th)? ?(?:q|quartal|quarter)$/.exec(word)?.[1];
  if (quarter !== undefined) return { month: Number(quarter) * 3 - 2, count: 3 };
  const half = /^h ?([12])$/.exec(word)?.[1] ?? /^([12])(?:st|nd)? ?(?:hj|halbjahr|half)$/.exec(word)?.[1];
  if (half !== undefined) return { month: Number(half) * 6 - 5, count: 6 };
  const season = seasons.find(([pattern]) => pattern.test(word))?.[1];
  if (season !== undefined) return { month: season, count: 3 };
  const month = /^(0?[1-9]|1[0-2])$/.test(word) ? Number(word) : monthOf(word);
  return month === undefined ? undefined : { month, count: 1 };
}

const seasons: readonly [RegExp, number][] = [
  [/^(fruehjahr|fruehling|spring)$/, 3],
  [/^(sommer|summer)$/, 6],
  [/^(herbst|autumn|fall)$/, 9],
];

const monthNames: readonly RegExp[] = [
  /^jan(uar|uary)?$/,
  /^feb(ruar|ruary)?$/,
  /^(maerz|mrz|mar(ch)?)$/,
  /^apr(il)?$/,
  /^(mai|may)$/,
  /^jun[ie]?$/,
  /^jul[iy]?$/,
  /^aug(ust)?$/,
  /^sept?(ember)?$/,
  /^o[kc]t(ober)?$/,
  /^nov(ember)?$/,
  /^de[zc](ember)?$/,
];

/** Number of a month from its folded name, from 1. */
function monthOf(folded: string): number | undefined {
  const index = monthNames.findIndex((pattern) => pattern.test(folded));
  return index === -1 ? undefined : index + 1;
}

/** Whole months; `month` counts from 1 and may reach into the next year. */
function monthsFrom(year: number, month: number, count: number): Span {
  const iso = (date: Date): string => date.toISOString().slice(0, 10);
  return {
    first: iso(new Date(Date.UTC(year, month - 1, 1))),
    last: iso(new Date(Date.UTC(year, month - 1 + count, 0))),
  };
}

/** Nobody built fibre for homes before, and nobody can say what is built after. */
function isYear(year: number): boolean {
  return year >= 1990 && year <= 2099;
}

const missingYear: PeriodRefusal = {
  rule: 'missing-year',
  why: 'it says no year',
  fix: 'Add the year, as in "Ende Q2 2026"',
};
const winterOfWhichYear: PeriodRefusal = {
  rule: 'winter-of-which-year',
  why: 'a winter lies in two years',
  fix: 'Write it as "Winter 2025/26"',
};
const unusable: PeriodRefusal = {
  rule: 'unusable-date',
  why: 'it is neither a day nor a range of days',
  fix: 'Write a day (30.06.2026 or 2026-06-30) or a range (2026-06, Q2 2026, Ende Q2 2026, Frühjahr 2026, bis 30.06.2026)',
};
