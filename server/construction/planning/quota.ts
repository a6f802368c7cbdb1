import type { Announcement, Statement } from '../queries.ts';
import { daysBetween } from './buckets.ts';

export interface RequiredQuota {
  percent: number;
  from: string;
  editionId: string;
}

/** The quota of an area on a day. Shares in % of households; null = not stated. */
export interface Quota {
  percent: number | null;
  percentOn: string | null;
  required: RequiredQuota[];
  missingPercent: number | null;
  reached: boolean | null;
  deadline: string | null;
  daysLeft: number | null;
  /** Of the share. */
  editionId: string | null;
}

/** What was said of the quota of one area up to a day; null = nothing. The last share that is stated counts. */
export function quotaOf(
  statements: readonly Statement[],
  announcements: readonly Announcement[],
  on: string,
): Quota | null {
  const said = statements
    .filter(({ stage, from }) => stage === 'demand' && from <= on)
    .toSorted((one, other) => one.from.localeCompare(other.from) || one.id - other.id);
  const announced = announcements.findLast(
    ({ stage, announcedAt, expectedLast }) => stage === 'demand' && announcedAt <= on && expectedLast !== null,
  );
  if (said.length === 0 && !announced) return null;
  const stated = said.findLast(({ shareLow }) => shareLow !== null);
  const decided = said.findLast(({ progress }) => progress === 'done' || progress === 'missed');
  const reached = decided ? decided.progress === 'done' : null;
  const required: RequiredQuota[] = [];
  for (const { quotaRequired, from, editionId } of said) {
    if (quotaRequired !== null && required.at(-1)?.percent !== quotaRequired) {
      required.push({ percent: quotaRequired, from, editionId });
    }
  }
  const last = required.at(-1);
  const percent = stated?.shareLow ?? null;
  const deadline = announced?.expectedLast ?? null;
  return {
    percent,
    percentOn: stated?.from ?? null,
    required,
    // Where it was decided that it is reached, the share that was stated before is not the last one.
    missingPercent: reached ? 0 : percent === null || !last ? null : missing(percent, last.percent),
    reached,
    deadline,
    daysLeft: deadline === null ? null : daysBetween(on, deadline),
    editionId: stated?.editionId ?? null,
  };
}

function missing(percent: number, required: number): number {
  return Math.max(0, Math.round((required - percent) * 100) / 100);
}
