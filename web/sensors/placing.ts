import type { SensorItem } from './items.ts';

/** One sign on the map: a sensor, or several that lie too close together to be told apart. */
export interface Mark {
  x: number;
  y: number;
  items: readonly SensorItem[];
  /** The chosen one: always alone, on top, and with its label. */
  alone: boolean;
}

/** Signs nearer than this are drawn as one, px. */
const closest = 30;

/** Puts signs on a map of a size; those that would lie on each other become one in their middle. `chosen`: id of a thing. */
export function marksOf(
  items: readonly SensorItem[],
  project: (place: [longitude: number, latitude: number]) => { x: number; y: number },
  { width, height }: { width: number; height: number },
  chosen: number | undefined,
): Mark[] {
  const margin = 20;
  const marks: Placed[] = [];
  const grid = new Map<string, Placed[]>();
  for (const item of items) {
    if (item.longitude === null || item.latitude === null) continue;
    const { x, y } = project([item.longitude, item.latitude]);
    if (x < -margin || y < -margin || x > width + margin || y > height + margin) continue;
    const alone = item.thingId === chosen;
    const near = alone ? undefined : nearest(grid, x, y);
    if (!near) {
      const mark = { x, y, items: [item], alone, order: marks.length };
      marks.push(mark);
      if (!alone) cellOf(grid, x, y).push(mark);
    } else {
      const count = near.items.length;
      const own = cellOf(grid, near.x, near.y);
      own.splice(own.indexOf(near), 1);
      near.x = (near.x * count + x) / (count + 1);
      near.y = (near.y * count + y) / (count + 1);
      near.items.push(item);
      cellOf(grid, near.x, near.y).push(near);
    }
  }
  const own = marks.find(({ alone }) => alone);
  if (own) for (const mark of marks) if (mark !== own) keepOff(mark, own);
  // What is drawn last lies on top.
  return marks.toSorted((one, other) => Number(one.alone) - Number(other.alone));
}

type Placed = Mark & { items: SensorItem[]; order: number };

/** Marks in a square as wide as two may be close, so that of thousands of things each looks at its neighbours alone. */
function cellOf(grid: Map<string, Placed[]>, x: number, y: number): Placed[] {
  const key = `${Math.floor(x / closest)} ${Math.floor(y / closest)}`;
  const cell = grid.get(key) ?? [];
  if (cell.length === 0) grid.set(key, cell);
  return cell;
}

/** The first mark that lies too close to a place. */
function nearest(grid: Map<string, Placed[]>, x: number, y: number): Placed | undefined {
  let first: Placed | undefined;
  for (const dx of [-closest, 0, closest]) {
    for (const dy of [-closest, 0, closest]) {
      for (const mark of cellOf(grid, x + dx, y + dy)) {
        if (Math.hypot(mark.x - x, mark.y - y) < closest && (!first || mark.order < first.order)) first = mark;
      }
    }
  }
  return first;
}

/** Moves a mark away from the chosen one, under which it could be neither seen nor pressed; upwards where both are one place. */
function keepOff(mark: Placed, own: Mark): void {
  const [dx, dy] = [mark.x - own.x, mark.y - own.y];
  const distance = Math.hypot(dx, dy);
  if (distance >= closest) return;
  mark.x = own.x + (distance === 0 ? 0 : (dx / distance) * closest);
  mark.y = own.y + (distance === 0 ? -1 : dy / distance) * closest;
}

/** Room on the map that a mark takes, px. */
interface Box {
  mark: Mark;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where a label begins and how high its middle is, px from the middle of its sign. */
export interface LabelPlace {
  x: number;
  y: number;
}

const beside = 15;
const above = 31;

/**
 * Which marks have room for their label on a map of a width, and where: at the sign's right, else at its left. The chosen
 * one has it in any case, if need be above or below; the others come in their order.
 */
export function labelled(
  marks: readonly Mark[],
  textOf: (item: SensorItem) => string,
  width: number,
): Map<Mark, LabelPlace> {
  const taken = marks.map((mark) => boxOf(mark, -11, 11));
  const withLabel = new Map<Mark, LabelPlace>();
  for (const mark of marks.toSorted((one, other) => Number(other.alone) - Number(one.alone))) {
    const [item, ...others] = mark.items;
    // Several in one have their number in their sign.
    if (!item || others.length > 0) continue;
    const length = widthOf(textOf(item));
    const right = { x: beside, y: 0 };
    const sides = [right, { x: -beside - length, y: 0 }];
    if (mark.alone) sides.push({ x: -length / 2, y: -above }, { x: -length / 2, y: above });
    const boxAt = ({ x, y }: LabelPlace) => boxOf(mark, x - 1, x + length, y);
    /** How much it would lie on; the edge of the map cuts, which is worse. */
    const cost = (place: LabelPlace) => {
      const label = boxAt(place);
      const covered = taken.filter((box) => box.mark !== mark && overlaps(box, label)).length;
      return label.left < 0 || label.right > width ? Infinity : covered;
    };
    const least = sides.reduce((best, side) => (cost(side) < cost(best) ? side : best), right);
    if (!mark.alone && cost(least) > 0) continue;
    taken.push(boxAt(least));
    withLabel.set(mark, least);
  }
  return withLabel;
}

function boxOf(mark: Mark, left: number, right: number, middle = 0): Box {
  const y = mark.y + middle;
  return { mark, left: mark.x + left, right: mark.x + right, top: y - 12, bottom: y + 12 };
}

function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}

/** Px of a label, about. */
export function widthOf(text: string): number {
  return text.length * 6.9 + 14;
}
