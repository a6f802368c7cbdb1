import { labelBox } from '../map/labelRoom.ts';

/** A box on the map, px. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The box of a gap. */
export interface GapBox<Item> extends Box {
  item: Item;
  number: number;
  /** Middle of what is in the box, where the leader starts. */
  middle: Point;
}

type Point = readonly [x: number, y: number];

export interface PlacedNumber<Item> {
  item: Item;
  number: number;
  /** Where the leader starts, on the gap. */
  from: Point;
  /** Middle of the number's circle. */
  at: Point;
}

/** A place's name on the map, px. */
export interface PlacedName {
  name: string;
  /** Middle of the name. */
  at: Point;
}

const radius = 13;
const leader = 18;
const directions = 16;

/**
 * Puts numbers beside their boxes, first come first served: away from the middle of all boxes if there is room, else in
 * the nearest direction where the number lies on no box, no card and no other number. One without any room is left out.
 */
export function placeNumbers<Item>(
  boxes: readonly GapBox<Item>[],
  cards: readonly Box[],
  width: number,
  height: number,
): PlacedNumber<Item>[] {
  const inView = boxes.filter(
    ({ left, right, top, bottom }) => right >= 0 && left <= width && bottom >= 0 && top <= height,
  );
  const middle = average(inView.map(centreOf));
  const placed: PlacedNumber<Item>[] = [];
  for (const box of inView) {
    const from = box.middle;
    const outwards = Math.atan2(from[1] - middle[1], from[0] - middle[0]);
    const spots = directionsFrom(outwards).map((angle) => spotOf(box, angle));
    const at = spots.find(
      (spot) =>
        within(spot, width, height) &&
        [...inView, ...cards].every((other) => !overlaps(spot, other)) &&
        placed.every((other) => distance(other.at, spot) > 2 * radius + 2),
    );
    if (at) placed.push({ item: box.item, number: box.number, from, at });
  }
  return placed;
}

/** Size of a district's name, px. */
export const nameSize = 13;

/** How far above or below its point a name may stand, px: further away it would be read as another place's. */
const nearby = [0, 20, -20, 32, -32];

/**
 * Puts names at their points or near them, where they cover no gap, no number, no card and no other name. One that finds
 * no such place may lie on gaps, at its point; one without any room is left out.
 */
export function placeNames(
  names: readonly PlacedName[],
  gaps: readonly Box[],
  numbers: readonly PlacedNumber<unknown>[],
  cards: readonly Box[],
  width: number,
  height: number,
): PlacedName[] {
  const taken: Box[] = [
    ...cards,
    ...numbers.map(({ at: [x, y] }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius })),
  ];
  const placed: PlacedName[] = [];
  for (const { name, at } of names) {
    const spots = nearby.map((down) => {
      const [x, y] = [at[0], at[1] + down];
      const [left, top, end, bottom] = labelBox(name, nameSize, x, y, 'center');
      return { at: [x, y] as const, box: { left, top, right: end, bottom } };
    });
    const free = spots.filter(
      ({ box }) =>
        box.left > 0 &&
        box.right < width &&
        box.top > 0 &&
        box.bottom < height &&
        taken.every((other) => !meet(box, other)),
    );
    const spot = free.find(({ box }) => gaps.every((gap) => !meet(box, gap))) ?? free[0];
    if (!spot) continue;
    taken.push(spot.box);
    placed.push({ name, at: spot.at });
  }
  return placed;
}

/** All directions, the nearest to the wished one first. */
function directionsFrom(wished: number): number[] {
  return Array.from({ length: directions }, (_, index) => {
    const turns = Math.ceil(index / 2) * (index % 2 === 0 ? 1 : -1);
    return wished + (turns * 2 * Math.PI) / directions;
  });
}

/** Where a ray from the middle of a box is a leader's length outside of it. */
function spotOf<Item>(box: GapBox<Item>, angle: number): Point {
  const [x, y] = centreOf(box);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [halfWidth, halfHeight] = [(box.right - box.left) / 2, (box.bottom - box.top) / 2];
  const edge = Math.min(halfWidth / Math.max(Math.abs(cos), 1e-6), halfHeight / Math.max(Math.abs(sin), 1e-6));
  const reach = edge + leader + radius;
  return [x + cos * reach, y + sin * reach];
}

function within([x, y]: Point, width: number, height: number): boolean {
  return x > radius + 2 && x < width - radius - 2 && y > radius + 2 && y < height - radius - 2;
}

function overlaps([x, y]: Point, { left, right, top, bottom }: Box): boolean {
  return x + radius > left && x - radius < right && y + radius > top && y - radius < bottom;
}

function meet(one: Box, other: Box): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}

function centreOf({ left, right, top, bottom }: Box): Point {
  return [(left + right) / 2, (top + bottom) / 2];
}

function average(points: readonly Point[]): Point {
  const sum = points.reduce<Point>(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
  return [sum[0] / Math.max(1, points.length), sum[1] / Math.max(1, points.length)];
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}
