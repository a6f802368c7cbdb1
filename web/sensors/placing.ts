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
  const marks: (Mark & { items: SensorItem[] })[] = [];
  for (const item of items) {
    if (item.longitude === null || item.latitude === null) continue;
    const { x, y } = project([item.longitude, item.latitude]);
    if (x < -margin || y < -margin || x > width + margin || y > height + margin) continue;
    const alone = item.thingId === chosen;
    const near = alone ? undefined : marks.find((mark) => !mark.alone && Math.hypot(mark.x - x, mark.y - y) < closest);
    if (!near) marks.push({ x, y, items: [item], alone });
    else {
      const count = near.items.length;
      near.x = (near.x * count + x) / (count + 1);
      near.y = (near.y * count + y) / (count + 1);
      near.items.push(item);
    }
  }
  // What is drawn last lies on top.
  return marks.toSorted((one, other) => Number(one.alone) - Number(other.alone));
}

/** Room on the map that a mark takes, px. */
interface Box {
  mark: Mark;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Which marks have room for their label at their right. The chosen one has it in any case, the others come in their order. */
export function labelled(marks: readonly Mark[], textOf: (mark: Mark) => string): Set<Mark> {
  const taken = marks.map((mark) => boxOf(mark, -11, 11));
  const withLabel = new Set<Mark>();
  for (const mark of marks.toSorted((one, other) => Number(other.alone) - Number(one.alone))) {
    const label = boxOf(mark, 14, 14 + widthOf(textOf(mark)));
    if (!mark.alone && taken.some((box) => box.mark !== mark && overlaps(box, label))) continue;
    taken.push(label);
    withLabel.add(mark);
  }
  return withLabel;
}

function boxOf(mark: Mark, left: number, right: number): Box {
  return { mark, left: mark.x + left, right: mark.x + right, top: mark.y - 12, bottom: mark.y + 12 };
}

function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}

/** Px of a label, about. */
export function widthOf(text: string): number {
  return text.length * 6.9 + 14;
}
