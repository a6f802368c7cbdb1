/** What the planners' page computes from its answers; no words, no pixels. */
import { daysBetween } from '../days.ts';
import type { Area, Funding, Progress, Source, Stage } from './documents.ts';

/** Stages from the furthest to the first, as they lie on each other; null = nothing is known of these addresses. */
export const stackOrder = [
  'ACTIVE',
  'HOUSE_CONNECTION',
  'CABLE_LAID',
  'CIVIL_WORKS',
  'PERMITTED',
  'PLANNED',
  'DEMAND',
] as const;

export interface StageSeries {
  stage: Stage | null;
  addresses: readonly (number | null)[];
  households: readonly (number | null)[];
}

/** Columns in the order in which they are stacked, the furthest stage lowest. */
export function stackedStages({ stages }: Progress['stages']): StageSeries[] {
  const order: readonly (Stage | null)[] = [...stackOrder, null];
  return stages.toSorted((one, other) => order.indexOf(one.stage) - order.indexOf(other.stage));
}

/** Addresses at the last day that anything is known of; null = nothing is. */
export function standingNow(
  progress: Progress['stages'],
): { day: string; total: number; passed: number; active: number } | null {
  const last = progress.days.findLastIndex((_, index) => (progress.stages[0]?.addresses[index] ?? null) !== null);
  const day = progress.days[last];
  if (day === undefined) return null;
  const at = (isIt: (stage: Stage | null) => boolean): number =>
    progress.stages.reduce((sum, { stage, addresses }) => (isIt(stage) ? sum + (addresses[last] ?? 0) : sum), 0);
  return {
    day,
    total: at(() => true),
    passed: at((stage) => stage === 'CABLE_LAID' || stage === 'HOUSE_CONNECTION' || stage === 'ACTIVE'),
    active: at((stage) => stage === 'ACTIVE'),
  };
}

/** Stages that trenches reach, in their order. */
export const trenchStages = ['CIVIL_WORKS', 'CABLE_LAID', 'SURFACE_ACCEPTED'] as const;
export const surfaces = ['SEALED', 'UNSEALED', null] as const;

export interface MetresRow {
  stage: (typeof trenchStages)[number];
  /** In the order of `surfaces`; null = nothing is known. */
  metres: readonly (number | null)[];
  /** Null = nothing is known of this stage. */
  total: number | null;
}

/** Metres of each stage by surface on one of the days; -1 = the last one that anything is known of. */
export function metresOn({ days, series }: Progress['metres'], index = -1): MetresRow[] {
  const last = days.findLastIndex((_, place) => series.some(({ metres }) => (metres[place] ?? null) !== null));
  const at = index === -1 ? last : index;
  return trenchStages.map((stage) => {
    const metres = surfaces.map(
      (surface) => series.find((one) => one.stage === stage && one.surface === surface)?.metres[at] ?? null,
    );
    const known = metres.filter((value) => value !== null);
    return { stage, metres, total: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) };
  });
}

export interface Announced {
  area: string;
  stage: Stage | null;
  announcedAt: string;
  expected: string | null;
  expectedLast: string;
  slipDays: number | null;
  /** Days from the last expected one to the day of the question, if it was not reached by then; 0 otherwise. */
  overdueDays: number;
  source: Source;
}

/** What was announced with a date up to a day, by area and then oldest first. Reached = said to be done for all. */
export function promisesOf(areas: readonly Area[], day: string): Announced[] {
  return areas.flatMap(({ name, announcements, rollout }) =>
    announcements.flatMap(({ expectedLast, ...said }) => {
      if (expectedLast === null || said.announcedAt > day) return [];
      const later = announcements.some(
        (other) => other.stage === said.stage && other.announcedAt > said.announcedAt && other.announcedAt <= day,
      );
      const reached = rollout.some(
        ({ stage, progress, share }) => stage === said.stage && progress === 'DONE' && (share ?? 100) === 100,
      );
      const overdue = later || reached ? 0 : Math.max(0, daysBetween(expectedLast, day));
      return { area: name, ...said, expectedLast, overdueDays: overdue };
    }),
  );
}

/** Plan and spending of all areas and years, by whose money it is, in the order in which they are told. Null = none of them is known. */
export function fundingTotals(
  parts: readonly Funding[],
): Pick<Funding, 'fundingSource' | 'planned' | 'spent' | 'modelled'>[] {
  const order = ['FEDERAL', 'STATE', 'OWN', 'OTHER', null] as const;
  const sumOf = (values: readonly (number | null)[]): number | null => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  };
  return order.flatMap((fundingSource) => {
    const own = parts.filter((part) => part.fundingSource === fundingSource);
    if (own.length === 0) return [];
    const planned = sumOf(own.map((part) => part.planned));
    const spent = sumOf(own.map((part) => part.spent));
    return [{ fundingSource, planned, spent, modelled: own.some((part) => part.modelled) }];
  });
}

/** Whether any source is modelled. */
export function isModelled(sources: readonly Source[]): boolean {
  return sources.some(({ modelled }) => modelled);
}
