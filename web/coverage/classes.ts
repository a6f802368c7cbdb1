/** Lower bounds in % of the classes 2 to 7; class 1 is above 0, class 0 is a reported zero. The same on every map, chart and legend. */
export const classBounds = [2, 10, 25, 50, 75, 95] as const;

export const classCount = classBounds.length + 2;

/** Class of a share in %, 0 to 7. */
export function classOf(sharePercent: number): number {
  if (sharePercent <= 0) return 0;
  return 1 + classBounds.filter((bound) => sharePercent >= bound).length;
}
