import { rounded } from '../../geodata/make-up.ts';
import type { Municipality } from '../places/queries.ts';
import type { FigureColumn } from './columns.ts';

/** What changed in one municipality from the earlier edition to the later one. */
export interface Change {
  municipality: Municipality;
  /** % of households. */
  earlierPercent: number;
  laterPercent: number;
  differencePercentagePoints: number;
}

/** Equal differences share a rank. */
export interface RankedChange extends Change {
  rank: number;
  /** How many share the rank, itself among them. */
  sharedBy: number;
}

export interface Changes {
  /** Largest rise first, among equals by key. */
  ordered: readonly Change[];
  /** Inhabited ones without a share in one of the editions. */
  missingCount: number;
  uninhabitedCount: number;
}

/** The difference of a figure for all who have it in both editions. What is missing in one of them has none: it is not zero. */
export function changesOf(
  municipalities: readonly Municipality[],
  earlier: FigureColumn,
  later: FigureColumn,
): Changes {
  const inhabited = municipalities.filter((municipality) => municipality.inhabited);
  const ordered = inhabited.flatMap((municipality): Change[] => {
    const earlierPercent = earlier.shares.get(municipality.ags);
    const laterPercent = later.shares.get(municipality.ags);
    if (earlierPercent == null || laterPercent == null) return [];
    const differencePercentagePoints = rounded(laterPercent - earlierPercent);
    return [{ municipality, earlierPercent, laterPercent, differencePercentagePoints }];
  });
  ordered.sort(
    (one, other) =>
      other.differencePercentagePoints - one.differencePercentagePoints ||
      (one.municipality.ags < other.municipality.ags ? -1 : 1),
  );
  return {
    ordered,
    missingCount: inhabited.length - ordered.length,
    uninhabitedCount: municipalities.length - inhabited.length,
  };
}

/** Ranks from the end that comes first: the largest rise, or upwards the largest fall. */
export function rankChanges({ ordered }: Changes, upwards: boolean): RankedChange[] {
  const ranked: RankedChange[] = [];
  const sharing = new Map<number, number>();
  for (const change of upwards ? ordered.toReversed() : ordered) {
    const before = ranked.at(-1);
    const tied = before?.differencePercentagePoints === change.differencePercentagePoints;
    const rank = tied ? before.rank : ranked.length + 1;
    sharing.set(rank, (sharing.get(rank) ?? 0) + 1);
    ranked.push({ ...change, rank, sharedBy: 1 });
  }
  for (const change of ranked) change.sharedBy = sharing.get(change.rank) ?? 1;
  return ranked;
}

/** How many rose, fell and stayed as they were. */
export function countChanges({ ordered }: Changes): { rose: number; same: number; fell: number } {
  const rose = ordered.filter(({ differencePercentagePoints }) => differencePercentagePoints > 0).length;
  const fell = ordered.filter(({ differencePercentagePoints }) => differencePercentagePoints < 0).length;
  return { rose, fell, same: ordered.length - rose - fell };
}

/** Middle of the differences, percentage points; undefined = there is none. */
export function medianChange({ ordered }: Changes): number | undefined {
  const middle = (ordered.length - 1) / 2;
  const [upper, lower] = [ordered[Math.floor(middle)], ordered[Math.ceil(middle)]];
  return upper && lower && rounded((upper.differencePercentagePoints + lower.differencePercentagePoints) / 2);
}

/** Number of keys that one edition has and the other has not; areas where nobody lives don't count. */
export function countOnlyIn(one: FigureColumn, other: FigureColumn, isInhabited: (ags: string) => boolean): number {
  return [...one.shares.keys()].filter((ags) => !other.shares.has(ags) && isInhabited(ags)).length;
}
