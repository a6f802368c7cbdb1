/** A column of the distribution: shares from the first number, up to and without the second; the first is exactly 0, the last holds 100. */
export interface Column {
  from: number;
  to: number;
  count: number;
}

const width = 2;
const columns = 100 / width;

/** Column of a share: 0 for exactly zero, then two percent each. */
export function columnOf(sharePercent: number): number {
  return sharePercent === 0 ? 0 : Math.min(columns, 1 + Math.floor(sharePercent / width));
}

export function spreadOf(shares: readonly number[]): Column[] {
  const spread: Column[] = [
    { from: 0, to: 0, count: 0 },
    ...Array.from({ length: columns }, (_, index) => ({ from: index * width, to: (index + 1) * width, count: 0 })),
  ];
  for (const share of shares) {
    const column = spread[columnOf(share)];
    if (column) column.count++;
  }
  return spread;
}

/** The share that a part of all is at most, from 0 to 1; shares sorted, lowest first. Undefined where there are none. */
export function quantileOf(sorted: readonly number[], part: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}

/** How many have less and how many more than a share, of all that have one, itself not counted. */
export function standingOf(sorted: readonly number[], share: number): { less: number; more: number } {
  return {
    less: sorted.filter((other) => other < share).length,
    more: sorted.filter((other) => other > share).length,
  };
}
