/** What publishers put into the names of files and nowhere else. */
import type { Population } from '../records.ts';

/**
 * ISO date that a name tells, e.g. `gemeinden_haushalte_2021_mitte.csv` (mitte: 30 June, ende: 31 December) or
 * `cells-2023-12-31.csv` or `…_20231231.csv`; null if it tells none.
 */
export function referenceDateOf(name: string): string | null {
  const named = /(?<!\d)((?:19|20)\d\d)[-_ ]?(mitte|ende)(?![a-z])/i.exec(name);
  if (named) return `${named[1]}-${/mitte/i.test(named[0]) ? '06-30' : '12-31'}`;
  for (const [, year, month, day] of name.matchAll(/(?<!\d)((?:19|20)\d\d)[-_]?(\d\d)[-_]?(\d\d)(?!\d)/g)) {
    const date = `${year}-${month}-${day}`;
    if (isDate(date)) return date;
  }
  return null;
}

/** Whether a text is a date of the calendar, as ISO 8601 writes it. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Whose shares a file holds by its name: companies in business parks (`gewerbegebiete`), or households. */
export function populationOf(name: string): Population {
  return /gewerbe/i.test(name) ? 'business_parks' : 'households';
}
