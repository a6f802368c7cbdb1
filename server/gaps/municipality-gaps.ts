import type { Municipality } from '../places/queries.ts';
import { type Gap, reaches } from './groups.ts';

export interface MunicipalityGap extends Gap {
  municipality: Municipality;
  /** null = nobody states them. */
  households: number | null;
}

export interface MunicipalityGaps {
  gaps: MunicipalityGap[];
  notStatedCount: number;
  uninhabitedCount: number;
  /** Gaps left out because too few households, or nobody knows how many, are without the class. */
  smallerCount: number;
  /** Gaps in the list of which nobody states the households. */
  householdsUnknownCount: number;
}

/** Municipalities below a share. What is not stated is no gap, and where nobody lives there is none. */
export function findMunicipalityGaps(
  municipalities: readonly Municipality[],
  shares: ReadonlyMap<string, number | null>,
  householdsByAgs: ReadonlyMap<string, number>,
  { belowPercent, minHouseholds }: { belowPercent: number; minHouseholds: number },
): MunicipalityGaps {
  const found: MunicipalityGaps = {
    gaps: [],
    notStatedCount: 0,
    uninhabitedCount: 0,
    smallerCount: 0,
    householdsUnknownCount: 0,
  };
  for (const municipality of municipalities) {
    const sharePercent = shares.get(municipality.ags) ?? null;
    if (!municipality.inhabited) found.uninhabitedCount++;
    else if (sharePercent === null) found.notStatedCount++;
    else if (sharePercent < belowPercent) {
      const households = householdsByAgs.get(municipality.ags) ?? null;
      const householdsWithout = households === null ? null : Math.round(households * (1 - sharePercent / 100));
      const gap = { key: municipality.ags, municipality, households, householdsWithout, sharePercent };
      if (!reaches(gap, minHouseholds)) found.smallerCount++;
      else {
        found.gaps.push(gap);
        if (households === null) found.householdsUnknownCount++;
      }
    }
  }
  return found;
}
