import type { Box, Point } from './frame.ts';

interface Side {
  within: (point: Point) => boolean;
  /** Where the way from a point within to one outside leaves. */
  cross: (from: Point, to: Point) => Point;
}

function sidesOf({ left, top, right, bottom }: Box): Side[] {
  const vertical = (x: number, within: Side['within']): Side => ({
    within,
    cross: ([ax, ay], [bx, by]) => [x, ay + ((by - ay) * (x - ax)) / (bx - ax)],
  });
  const horizontal = (y: number, within: Side['within']): Side => ({
    within,
    cross: ([ax, ay], [bx, by]) => [ax + ((bx - ax) * (y - ay)) / (by - ay), y],
  });
  return [
    vertical(left, ([x]) => x >= left),
    vertical(right, ([x]) => x <= right),
    horizontal(top, ([, y]) => y >= top),
    horizontal(bottom, ([, y]) => y <= bottom),
  ];
}

/** What of a ring lies in a box, as one ring (Sutherland and Hodgman): its parts hang together along the box's edge. */
export function clipRing(ring: readonly Point[], box: Box): Point[] {
  let kept = [...ring];
  for (const { within, cross } of sidesOf(box)) {
    if (kept.every(within)) continue;
    const next: Point[] = [];
    let before = kept.at(-1);
    for (const point of kept) {
      if (!before) break;
      if (within(point) !== within(before)) next.push(cross(before, point));
      if (within(point)) next.push(point);
      before = point;
    }
    kept = next;
  }
  return kept;
}

/** What of a line lies in a box, as lines. */
export function clipLine(line: readonly Point[], box: Box): Point[][] {
  return sidesOf(box).reduce<Point[][]>(
    (lines, side) => lines.flatMap((one) => (one.every(side.within) ? [one] : cutLine(one, side))),
    [[...line]],
  );
}

function cutLine(line: readonly Point[], { within, cross }: Side): Point[][] {
  const lines: Point[][] = [];
  let current: Point[] = [];
  let before: Point | undefined;
  for (const point of line) {
    if (before && within(point) !== within(before)) {
      current.push(cross(before, point));
      if (within(before)) {
        lines.push(current);
        current = [];
      }
    }
    if (within(point)) current.push(point);
    before = point;
  }
  if (current.length > 1) lines.push(current);
  return lines.filter((one) => one.length > 1);
}
