import type { Announcement } from './queries.ts';

/** An announcement, and by how much it moved what was announced before. */
export interface Slip {
  /** Days that the expected end lies later than in the announcement before about the same; null = there was none. */
  slipDays: number | null;
  /** Days that it lies later than in the first one; null = this is the first, or there is no date. */
  slipDaysTotal: number | null;
}

/**
 * Announcements with their slip. What is compared is the last day that was announced, for that is what people wait for;
 * an announcement without a date is neither late nor the ground of a comparison. They must come oldest first.
 */
export function withSlip<A extends Announcement>(announcements: readonly A[]): (A & Slip)[] {
  const ends = new Map<string, { first: string; last: string }>();
  return announcements.map((announcement) => {
    const { ags, subjectKind, subjectId, stage, expectedLast } = announcement;
    const key = `${ags} ${subjectKind} ${subjectId} ${stage}`;
    const before = ends.get(key);
    if (expectedLast !== null) ends.set(key, { first: before?.first ?? expectedLast, last: expectedLast });
    const moved = before !== undefined && expectedLast !== null;
    return {
      ...announcement,
      slipDays: moved ? daysBetween(before.last, expectedLast) : null,
      slipDaysTotal: moved ? daysBetween(before.first, expectedLast) : null,
    };
  });
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
