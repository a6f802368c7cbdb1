/** Bounds of the classes of a difference in percentage points, the same on both sides of zero. Below the first it is "the same". */
export const differenceBounds = [1, 10, 30] as const;

/** From −3, much worse, over 0, the same, to 3, much better. */
export type DifferenceClass = -3 | -2 | -1 | 0 | 1 | 2 | 3;
export const differenceClasses: readonly DifferenceClass[] = [-3, -2, -1, 0, 1, 2, 3];

/** Later minus earlier in percentage points, with the two decimals of the source; null where one of the two is missing. */
export function differenceOf(earlierPercent: number | null, laterPercent: number | null): number | null {
  if (earlierPercent === null || laterPercent === null) return null;
  return Math.round((laterPercent - earlierPercent) * 100) / 100;
}

export function differenceClassOf(points: number): DifferenceClass {
  const size = differenceBounds.filter((bound) => Math.abs(points) >= bound).length;
  return (points < 0 ? -size || 0 : size) as DifferenceClass;
}

/** Lower and upper bound of a class in percentage points; undefined = open. */
export function differenceRange(of: DifferenceClass): { lower: number | undefined; upper: number | undefined } {
  const size = Math.abs(of);
  const [near, far] = [differenceBounds[size - 1] ?? 0, differenceBounds[size]];
  if (of === 0) return { lower: -differenceBounds[0], upper: differenceBounds[0] };
  if (of > 0) return { lower: near, upper: far };
  return { lower: far === undefined ? undefined : -far, upper: -near };
}

/** Municipalities in each class, worst first, and how many have no difference. */
export function countByClass(differences: readonly (number | null)[]): { counts: number[]; missing: number } {
  const counts = differenceClasses.map(() => 0);
  let missing = 0;
  for (const points of differences) {
    if (points === null) missing++;
    else counts[differenceClassOf(points) + 3] = (counts[differenceClassOf(points) + 3] ?? 0) + 1;
  }
  return { counts, missing };
}
