import { addDays } from './buckets.ts';

/** What a forecast can be made of, and why it sometimes can't. */
export type ForecastState = 'FORECAST' | 'DONE' | 'NOT_ENOUGH_HISTORY' | 'NOTHING_KNOWN' | 'WITHHELD';

/** What was reached so far. */
export interface History {
  /** Last day on which anything was reached; the windows end there. */
  until: string;
  /** Reached at the ends of windows of `windowDays` days, oldest first; the last one is `until`. */
  reached: readonly number[];
  /** All that is to be reached. */
  target: number;
  /** Days by which announced dates have moved so far; null = none has, or none was announced. */
  slipDays: number | null;
}

export interface Forecast {
  state: ForecastState;
  /** Day that it starts from; null = nothing is known. */
  from: string | null;
  reached: number;
  target: number;
  /** Addresses in a window of 30 days: slow, usual and quick; null = no forecast. */
  rates: { slow: number; usual: number; quick: number } | null;
  /** Windows that the rates are from. */
  windows: number;
  slipDays: number | null;
  /** Days on which all is reached; null = no forecast, `latest` also where it was so slow at times that it never ends. */
  earliest: string | null;
  likely: string | null;
  latest: string | null;
}

export const windowDays = 30;

/** Windows that are looked at, and how many of them it takes at least, and with anything reached. */
export const mostWindows = 12;
export const leastWindows = 6;
const leastActive = 3;

/** Shares of the windows that were slower: one in five each is left out as unusual. */
export const quantiles = { slow: 0.2, usual: 0.5, quick: 0.8 } as const;

/** Ends of the windows before a day, oldest first, one more than there are windows. */
export function windowEnds(until: string): string[] {
  return Array.from({ length: mostWindows + 1 }, (_, index) => addDays(until, (index - mostWindows) * windowDays));
}

/** Goes on at the rates of the last windows. The slip so far is added to the latest day, for dates that moved once move again. */
export function forecast({ until, reached, target, slipDays }: History): Forecast {
  const now = reached.at(-1) ?? 0;
  const begun = reached.findIndex((count) => count > 0);
  const steps = reached.slice(1).map((count, index) => Math.max(0, count - (reached[index] ?? 0)));
  // Before the first address was reached there was nothing to be quick or slow at.
  const own = begun <= 0 ? (begun < 0 ? [] : steps) : steps.slice(begun - 1);
  const base = { from: until, reached: now, target, windows: own.length, slipDays };
  const none = { rates: null, earliest: null, likely: null, latest: null };
  if (now >= target) return { ...base, ...none, state: 'DONE' };
  if (own.length < leastWindows || own.filter((step) => step > 0).length < leastActive) {
    return { ...base, ...none, state: 'NOT_ENOUGH_HISTORY' };
  }
  const rates = {
    slow: quantile(own, quantiles.slow),
    usual: quantile(own, quantiles.usual),
    quick: quantile(own, quantiles.quick),
  };
  const end = (rate: number, later = 0): string | null => {
    const days = Math.ceil(((target - now) / rate) * windowDays) + later;
    return days <= longestDays ? addDays(until, days) : null;
  };
  return {
    ...base,
    state: 'FORECAST',
    rates,
    earliest: end(rates.quick),
    likely: end(rates.usual),
    latest: end(rates.slow, Math.max(0, slipDays ?? 0)),
  };
}

/** Nobody can say what is in thirty years. */
const longestDays = 30 * 365;

/** What will be reached by a day at a rate, whole addresses, at most all. */
export function reachedBy({ from, reached, target }: Forecast, rate: number, day: string): number {
  const windows = Math.max(0, (Date.parse(day) - Date.parse(from ?? day)) / 86_400_000 / windowDays);
  return Math.min(target, Math.round(reached + rate * windows));
}

/** Between the two values that it lies between. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}
