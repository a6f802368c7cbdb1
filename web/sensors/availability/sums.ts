import { themes } from '../../../geodata/sensors/themes.ts';
import type { Language } from '../../view.ts';
import type { Availability, ThemeAvailability } from './documents.ts';

const added = ['things', 'datastreams', 'irregular', 'silent', 'observations', 'doubtful', 'alarms'] as const;

/** What all themes come to. */
export type Total = Pick<ThemeAvailability, (typeof added)[number] | 'expected' | 'received' | 'availabilityPercent'>;

/** The sums of all themes. */
export function totalOf({ themes }: Pick<Availability, 'themes'>): Total {
  const sum = (key: (typeof added)[number] | 'expected' | 'received') =>
    themes.reduce((all, theme) => all + (theme[key] ?? 0), 0);
  const [expected, received] = [sum('expected'), sum('received')];
  return {
    ...(Object.fromEntries(added.map((key) => [key, sum(key)])) as Record<(typeof added)[number], number>),
    ...(expected > 0
      ? { expected, received, availabilityPercent: (received / expected) * 100 }
      : { expected: null, received: null, availabilityPercent: null }),
  };
}

/** Most cells of a strip; of a longer time each is several days. */
const mostCells = 90;

/** A stretch of days in a strip, by their numbers from 0; `to` is not in it any more. */
export interface Cell {
  from: number;
  to: number;
  /** Mean of its days, %; null = nothing was to come. */
  percent: number | null;
}

/** The days of a period as cells of equal length; the last one may be shorter. */
export function cellsOf(percents: readonly (number | null)[]): Cell[] {
  const length = percents.length > mostCells ? 7 : 1;
  return Array.from({ length: Math.ceil(percents.length / length) }, (_, index) => {
    const [from, to] = [index * length, Math.min((index + 1) * length, percents.length)];
    const known = percents.slice(from, to).filter((percent) => percent !== null);
    return { from, to, percent: known.length > 0 ? known.reduce((sum, one) => sum + one, 0) / known.length : null };
  });
}

/** The day of which the least came, by its number from 0; undefined = nothing was to come, or all came. */
export function worstDay(percents: readonly (number | null)[]): { day: number; percent: number } | undefined {
  let worst: { day: number; percent: number } | undefined;
  for (const [day, percent] of percents.entries())
    if (percent !== null && percent < (worst?.percent ?? 100)) worst = { day, percent };
  return worst;
}

/** A share in tenths, rounded down: what is not all is never told as all. */
export function tenthsBelow(percent: number): number {
  return Math.floor(percent * 10 + 1e-9) / 10;
}

/** Share of the observations that are doubtful, %; null = there are none. */
export function doubtfulPercent({ observations, doubtful }: Pick<Total, 'observations' | 'doubtful'>): number | null {
  return observations > 0 ? (doubtful / observations) * 100 : null;
}

/** A theme in words; undefined = none is stated. */
export function themeName(theme: ThemeAvailability['theme'], language: Language): string | undefined {
  return themes.find(({ id }) => id === theme?.toLowerCase())?.name[language];
}

/** The same as CSV (RFC 4180), a row a theme; empty where nothing is known. */
export function availabilityCsv({ from, to, themes: rows }: Availability): string {
  const head = [
    ...['theme', 'from', 'to_excluded', 'things', 'datastreams', 'irregular', 'silent_now'],
    ...['expected', 'received', 'availability_percent', 'observations', 'doubtful', 'alarms'],
  ];
  const lines = rows.map((row) => [
    ...[row.theme?.toLowerCase() ?? '', from, to, row.things, row.datastreams, row.irregular, row.silent],
    ...[row.expected ?? '', row.received ?? '', row.availabilityPercent?.toFixed(2) ?? ''],
    ...[row.observations, row.doubtful, row.alarms],
  ]);
  return [head, ...lines].map((line) => `${line.join()}\r\n`).join('');
}
