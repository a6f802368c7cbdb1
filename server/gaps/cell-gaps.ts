/** Gaps among the cells of a municipality: its districts, and clusters of cells. */
import { isProtected } from '../places/grid.ts';
import { labelClusters, packing } from './clusters.ts';
import { compareGapKeys, type Gap, gapKey, type Group, reaches, spreadOf, summarise } from './groups.ts';
import { type ClusterName, directionFrom } from './names.ts';
import type { GridCells } from './queries.ts';

/** What is asked for: less than so many % of households with the class, and so many households without it. */
export interface GapQuestion {
  belowPercent: number;
  minHouseholds: number;
  kAnonymity: number;
}

/** What is in no gap though it may be one. */
export interface LeftOut {
  /** Cells, districts or municipalities that the edition says nothing of. */
  notStatedCount: number;
  /** Those with so few households that nothing is told of them. */
  protectedCount: number;
  /** Gaps with fewer households without the class than asked for, or with an unknown number of them. */
  smallerCount: number;
}

/** A gap made of cells. */
export interface CellGap extends Gap, Omit<Group, 'sharePercent' | 'protected'> {
  sharePercent: number;
}

export interface DistrictGap extends CellGap {
  name: string;
}

export interface ClusterGap extends CellGap {
  name: ClusterName;
}

/** Districts below the share. Cells in no district belong to none. */
export function findDistrictGaps(
  cells: GridCells,
  { belowPercent, minHouseholds, kAnonymity }: GapQuestion,
): LeftOut & { gaps: DistrictGap[] } {
  const left = { notStatedCount: 0, protectedCount: 0, smallerCount: 0 };
  const gaps: DistrictGap[] = [];
  for (const [place, members] of cells.districts.map((_, index) => membersOf(cells, index)).entries()) {
    if (members.length === 0) continue;
    const name = cells.districts[place] ?? '';
    const { sharePercent, ...group } = summarise(cells, members, kAnonymity);
    if (group.protected) left.protectedCount++;
    else if (sharePercent === null) left.notStatedCount++;
    else if (sharePercent < belowPercent) {
      if (reaches(group, minHouseholds)) gaps.push({ ...group, sharePercent, key: name, name });
      else left.smallerCount++;
    }
  }
  return { ...left, gaps };
}

/**
 * Clusters of cells below the share that touch at an edge or at a corner. Protected cells are unknown: they are no gap,
 * are counted in none, and part what lies on either side of them.
 */
export function findClusterGaps(
  cells: GridCells,
  municipality: string,
  { belowPercent, minHouseholds, kAnonymity }: GapQuestion,
): LeftOut & { gaps: ClusterGap[] } {
  const left = { notStatedCount: 0, protectedCount: 0, smallerCount: 0 };
  const matching: number[] = [];
  for (let index = 0; index < cells.numbers.length; index++) {
    const share = cells.shares[0]?.[index] ?? -1;
    const households = cells.households[index] ?? -1;
    if (isProtected(households < 0 ? null : households, kAnonymity)) left.protectedCount++;
    else if (share < 0) left.notStatedCount++;
    else if (share < belowPercent * 100) matching.push(index);
  }
  const clusters: CellGap[] = [];
  for (const members of groupByLabel(cells, matching)) {
    const { sharePercent, ...group } = summarise(cells, members, kAnonymity);
    const gap = { ...group, sharePercent: sharePercent ?? 0, key: cellName(cells.numbers[members[0] ?? 0] ?? 0) };
    if (reaches(gap, minHouseholds)) clusters.push(gap);
    else left.smallerCount++;
  }
  return { ...left, gaps: nameClusters(cells, municipality, clusters) };
}

function groupByLabel(cells: GridCells, indices: readonly number[]): number[][] {
  const labels = labelClusters(Float64Array.from(indices, (index) => cells.numbers[index] ?? 0));
  const groups: number[][] = [];
  for (const [place, index] of indices.entries()) (groups[labels[place] ?? 0] ??= []).push(index);
  return groups;
}

function nameClusters(cells: GridCells, municipality: string, clusters: readonly CellGap[]): ClusterGap[] {
  const places = new Map<number, { members: number[]; spread: ReturnType<typeof spreadOf> }>();
  const placeAt = (district: number) => {
    let place = places.get(district);
    if (!place) {
      const members = district === -1 ? [...cells.numbers.keys()] : membersOf(cells, district);
      place = { members, spread: spreadOf(cells, members) };
      places.set(district, place);
    }
    return place;
  };
  const used = new Map<string, number>();
  return clusters
    .toSorted((one, other) => compareGapKeys(gapKey(one, 'HOUSEHOLDS'), gapKey(other, 'HOUSEHOLDS')))
    .map((cluster) => {
      const district = mainDistrict(cells, cluster.cells);
      const { members, spread } = placeAt(district);
      const most = cluster.cells.length > members.length / 2;
      const direction = most ? null : directionFrom(spread, spreadOf(cells, cluster.cells));
      const place = district === -1 ? municipality : (cells.districts[district] ?? municipality);
      const name = `${place} ${direction ?? ''}`;
      const ordinal = (used.get(name) ?? 0) + 1;
      used.set(name, ordinal);
      return { ...cluster, name: { place, direction, ordinal } };
    });
}

/** The district that most of the cells lie in; -1 = in none. */
function mainDistrict(cells: GridCells, members: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const index of members) {
    const district = cells.district[index] ?? -1;
    counts.set(district, (counts.get(district) ?? 0) + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [-1, 0])[0];
}

function membersOf(cells: GridCells, district: number): number[] {
  const members: number[] = [];
  for (let index = 0; index < cells.district.length; index++)
    if (cells.district[index] === district) members.push(index);
  return members;
}

/** The atlas' name of a cell by its packed number. */
function cellName(number: number): string {
  return `100mN${Math.floor(number / packing)}E${number % packing}`;
}
