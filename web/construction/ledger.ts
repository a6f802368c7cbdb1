import type { Announcement, Stage, StageStatement } from './documents.ts';
import { daysBetween } from '../days.ts';

/** What came of an announcement. `replaced`: a later one names another date; `undated`: it named none. */
export type Outcome = 'replaced' | 'undated' | 'open' | 'overdue' | 'kept' | 'late';

export interface Said extends Announcement {
  outcome: Outcome;
  /** Days after the last announced day: until it was done, or until the day of the question; 0 = none. */
  daysLate: number;
}

/** All that was announced for one stage, oldest first. */
export interface Promises {
  /** Null = the end of the whole project. */
  stage: Stage | null;
  said: readonly Said[];
  /** Days from the first announced last day to when it was done, or to the latest that is known; null = no date was named. */
  totalDays: number | null;
}

/**
 * The ledger: what was announced, stage by stage in the order in which they were first spoken of. Nothing is left out.
 * `doneBy` is the last day on which a stage may have been reached, undefined if it is not known to be; `day` is the day
 * of the question.
 */
export function ledgerOf(
  announcements: readonly Announcement[],
  doneBy: (stage: Stage | null) => string | undefined,
  day: string,
): Promises[] {
  return [...Map.groupBy(announcements, ({ stage }) => stage)].map(([stage, group]) => {
    const lastDated = group.findLastIndex(({ expectedLast }) => expectedLast !== null);
    const done = doneBy(stage);
    const said = group.map((announcement, index): Said => {
      const { expectedLast } = announcement;
      if (expectedLast === null) return { ...announcement, outcome: 'undated', daysLate: 0 };
      if (index < lastDated) return { ...announcement, outcome: 'replaced', daysLate: 0 };
      const daysLate = Math.max(0, daysBetween(expectedLast, done ?? day));
      const [late, intime] = done === undefined ? (['overdue', 'open'] as const) : (['late', 'kept'] as const);
      return { ...announcement, outcome: daysLate > 0 ? late : intime, daysLate };
    });
    const last = said[lastDated];
    return { stage, said, totalDays: last ? (last.slipDaysTotal ?? 0) + last.daysLate : null };
  });
}

/** The last day on which all of an area, or an address, may have reached a stage; undefined if it is not known to have. */
export function doneByOf(statements: readonly StageStatement[]): (stage: Stage | null) => string | undefined {
  return (stage) => {
    const done = statements.find(
      (statement) => statement.stage === stage && statement.progress === 'DONE' && (statement.share ?? 100) === 100,
    );
    return done && (done.beginLatest ?? done.from);
  };
}

/** Where announcements lie on a time axis, % of its width from the left; `ticks` are years or quarters that begin within it. */
export function axisOf(said: readonly Said[], day: string) {
  const days = [day, ...said.flatMap(({ announcedAt, expectedLast }) => [announcedAt, expectedLast ?? announcedAt])];
  const [first = day, last = day] = [days.toSorted()[0], days.toSorted().at(-1)];
  // A little room at both ends, so that no sign is cut.
  const span = Math.max(daysBetween(first, last), 60) * 1.12;
  const at = (date: string): number => (daysBetween(first, date) / span) * 100 + 5;
  // Years, or quarters where years would be too few to read the axis by.
  const months = span > 500 ? 12 : 3;
  const ticks: { name: string; at: number }[] = [];
  for (let month = 0; month < 12 * 100; month += months) {
    const date = new Date(Date.UTC(Number(first.slice(0, 4)), month, 1)).toISOString().slice(0, 10);
    if (date > last) break;
    if (date >= first)
      ticks.push({ name: months === 12 ? date.slice(0, 4) : `${date.slice(5, 7)}/${date.slice(0, 4)}`, at: at(date) });
  }
  return { at, ticks };
}
