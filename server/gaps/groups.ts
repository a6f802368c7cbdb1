/** What is known of a group of cells: a district, a cluster. */
import { isProtected } from '../places/grid.ts';
import { packing } from './clusters.ts';
import type { GridCells } from './queries.ts';

export interface Group {
  /** Cells by their index. */
  cells: readonly number[];
  /** Households that live there, without those of protected cells; null = not known for all of its cells. */
  households: number | null;
  /** Households without the class, rounded; null = households are not known. */
  householdsWithout: number | null;
  /** % of households with the class, 0-100, two decimals; null = no cell has the figure. */
  sharePercent: number | null;
  /** Number of protected cells. Their households are in no count, for a single one could be told from the others. */
  protectedCells: number;
  /** True if so few households live in all of it that nothing may be told. */
  protected: boolean;
}

/** Sums up cells; the share is that of their first figure. */
export function summarise(cells: GridCells, members: readonly number[], kAnonymity: number): Group {
  let [households, hidden, without, protectedCells] = [0, 0, 0, 0];
  let known = true;
  for (const index of members) {
    const count = cells.households[index] ?? -1;
    const share = cells.shares[0]?.[index] ?? -1;
    if (count < 0) known = false;
    else if (isProtected(count, kAnonymity)) [hidden, protectedCells] = [hidden + count, protectedCells + 1];
    else {
      households += count;
      if (share >= 0) without += count * (10_000 - share);
    }
  }
  return {
    cells: members,
    households: known ? households : null,
    householdsWithout: known ? Math.round(without / 10_000) : null,
    sharePercent: meanShare(cells, members, 0),
    protectedCells,
    protected: known && isProtected(households + hidden, kAnonymity),
  };
}

/**
 * Mean of a figure, %, two decimals, weighted by the households that the edition states, cells without the figure left
 * out; where it states none, every cell weighs the same: as coverage of a district is computed. null = no cell has it.
 */
export function meanShare(cells: GridCells, members: readonly number[], figure: number): number | null {
  const shares = cells.shares[figure];
  let [weighted, weight, plain, count] = [0, 0, 0, 0];
  let anyStated = false;
  for (const index of members) {
    const share = shares?.[index] ?? -1;
    const stated = cells.stated[index] ?? -1;
    anyStated ||= stated >= 0;
    if (share < 0) continue;
    [plain, count] = [plain + share, count + 1];
    if (stated >= 0) [weighted, weight] = [weighted + share * stated, weight + stated];
  }
  const mean = anyStated ? weighted / weight : plain / count;
  return Number.isFinite(mean) ? Math.round(mean) / 100 : null;
}

/** Cells are 100 m by 100 m. */
export function areaKm2({ cells }: Pick<Group, 'cells'>): number {
  return cells.length / 100;
}

/** Middle of cells in packed rows and columns, and how far they spread around it; in cells. */
export interface Spread {
  row: number;
  column: number;
  /** Root mean square of the distances from the middle. */
  radius: number;
}

export function spreadOf(cells: GridCells, members: readonly number[]): Spread {
  let [rows, columns, squares] = [0, 0, 0];
  for (const index of members) {
    const number = cells.numbers[index] ?? 0;
    const [row, column] = [Math.floor(number / packing), number % packing];
    rows += row;
    columns += column;
    squares += row * row + column * column;
  }
  const [row, column] = [rows / members.length, columns / members.length];
  return { row, column, radius: Math.sqrt(Math.max(0, squares / members.length - row * row - column * column)) };
}

/** Where a gap list breaks ties and cuts pages: most households first, or lowest share first. */
export type GapOrder = 'HOUSEHOLDS' | 'SHARE';

/** What every gap has, whatever it is a gap of. */
export interface Gap {
  /** Unique within its list. */
  key: string;
  householdsWithout: number | null;
  sharePercent: number;
}

/** Key of a gap in an order; keys ascend. Unknown households come last. */
export function gapKey({ key, householdsWithout, sharePercent }: Gap, order: GapOrder): [number, number, string] {
  const households = householdsWithout === null ? 1 : -householdsWithout;
  return order === 'HOUSEHOLDS' ? [households, sharePercent, key] : [sharePercent, households, key];
}

/** Compares keys of the same order part by part. */
export function compareGapKeys(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  for (const [index, part] of one.entries()) {
    const match = other[index] ?? part;
    if (part !== match) return part < match ? -1 : 1;
  }
  return 0;
}

/** True if so many households are without the class; where nobody knows how many, only if nobody asked. */
export function reaches({ householdsWithout }: Pick<Gap, 'householdsWithout'>, minHouseholds: number): boolean {
  return minHouseholds <= 0 || (householdsWithout !== null && householdsWithout >= minHouseholds);
}
