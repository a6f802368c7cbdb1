import { flagBits } from '../../geodata/sensors/quality.ts';
import type { NewObservation } from './observations.ts';

/** What a datastream expects of its observations, and the latest of them. */
export interface Expectation {
  ags: string;
  id: number;
  counter: boolean;
  intervalSeconds: number | null;
  plausibleLow: number | null;
  plausibleHigh: number | null;
  /** Unit per hour. */
  plausibleRate: number | null;
  stuckAfterSeconds: number | null;
  /** Start of the first day whose observations are kept; null = all are. */
  keptFrom: Date | null;
  /** True: it is not known what its observations are about that name nothing. */
  lacksFeature: boolean;
  /** Null = there is none yet. */
  latestTime: Date | null;
  latestResult: number | null;
  unchangedSince: Date | null;
  /** True: it has a threshold that may raise an alarm. */
  watched: boolean;
}

/**
 * Flags each observation by what its datastream expects: its range always, its rate, flat line and gap where it follows
 * all that is known. `observations` are of one datastream, oldest first. Meters are judged by nothing here, for what
 * they add is known only when it is written. Returns since when the last result has been what it is.
 */
export function judge(
  observations: readonly NewObservation[],
  expected: Expectation,
): { flags: number[]; since: Date } {
  let { latestTime, latestResult, unchangedSince } = expected;
  const flags = observations.map((one) => {
    let bits = one.flags ?? 0;
    const { result, time } = one;
    if (result !== null && !expected.counter && isOutside(result, expected)) bits |= flagBits.out_of_range;
    if (latestTime !== null && time < latestTime) return bits | flagBits.out_of_order;
    const seconds = latestTime === null ? null : (time.getTime() - latestTime.getTime()) / 1000;
    if (seconds !== null && seconds > gapFactor * (expected.intervalSeconds ?? Infinity)) bits |= flagBits.after_gap;
    if (result !== null && !expected.counter) {
      const rate = expected.plausibleRate ?? Infinity;
      // Two values within a minute may be as far apart as their rounding makes them; and after one that can't be, any
      // that can is a change too fast, and right.
      if (latestResult !== null && !isOutside(latestResult, expected) && seconds !== null && seconds > 0) {
        const hours = Math.max(seconds, 60) / 3600;
        if (Math.abs(result - latestResult) > rate * hours) bits |= flagBits.rate;
      }
      if (result !== latestResult || unchangedSince === null) unchangedSince = time;
      const unchanged = (time.getTime() - unchangedSince.getTime()) / 1000;
      if (unchanged >= (expected.stuckAfterSeconds ?? Infinity)) bits |= flagBits.stuck;
    } else unchangedSince = time;
    latestTime = time;
    latestResult = result;
    return bits;
  });
  return { flags, since: unchangedSince ?? observations.at(-1)?.time ?? new Date(0) };
}

/** More missing observations than this in a row are a gap. */
const gapFactor = 3;

function isOutside(result: number, { plausibleLow, plausibleHigh }: Expectation): boolean {
  return result < (plausibleLow ?? -Infinity) || result > (plausibleHigh ?? Infinity);
}
