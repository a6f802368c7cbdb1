/** Days of the construction record, as ISO dates. */
import type { View } from './view.ts';

const timeZone = 'Europe/Berlin';

/** Today's date in Germany, for that is where "today" is asked. */
export function today(now = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now);
}

/** When a day ends in Germany, as a time of the API: what was recorded on the day itself was known that evening. */
export function endOfDay(day: string): string {
  const noon = new Date(`${day}T12:00:00Z`);
  const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit' }).format(noon));
  return new Date(Date.parse(`${day}T23:59:59.999Z`) - (hour - 12) * 3_600_000).toISOString();
}

/** Days from one to another; negative if the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** What a day stands for where only the month or the year is known: such things count from the last day of it. */
export function lastOf(day: string): 'year' | 'month' | undefined {
  if (day.endsWith('-12-31')) return 'year';
  const next = new Date(Date.parse(day) + 86_400_000);
  return next.getUTCDate() === 1 ? 'month' : undefined;
}

/** The two times of the question. Whoever asks what was known on a day asks of that day, unless they name another. */
export function timesOf({ on, asOf, language }: View) {
  return {
    on: on ?? asOf ?? null,
    asOf: asOf === undefined ? null : endOfDay(asOf),
    language: language === 'en' ? ('EN' as const) : ('DE' as const),
  };
}

/** A day that the calendar has, as ISO date; a 31 February is none. */
export function parseDay(text: string): string | undefined {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : undefined;
}
