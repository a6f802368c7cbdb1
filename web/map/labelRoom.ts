/** Left, top, right, bottom in px of the map. */
export type Box = readonly [number, number, number, number];

/** Which end of a name lies at its point; without one its middle does. */
export type Anchor = 'left' | 'right' | 'center';

/** Mean width of a letter, as a share of the font size. */
const letterWidth = 0.58;

/** From this length on MapLibre breaks a place's name into two lines. */
const longestLine = 16;

/** Where a name lies around its point. Names with an anchor are never broken. */
export function labelBox(text: string, size: number, x: number, y: number, anchor?: Anchor): Box {
  const lines = anchor === undefined && text.length > longestLine ? 2 : 1;
  const width = (text.length / lines) * letterWidth * size;
  const high = lines * size * 0.6;
  const left = anchor === 'left' ? x : anchor === 'right' ? x - width : x - width / 2;
  return [left, y - high, left + width, y + high];
}

/** Cards that float over the map and carry `data-over-map`, in px of a map whose element this is. */
export function cardsOver(map: Element): Box[] {
  const { left, top } = map.getBoundingClientRect();
  return [...document.querySelectorAll('[data-over-map]')].map((card) => {
    const box = card.getBoundingClientRect();
    return [box.left - left, box.top - top, box.right - left, box.bottom - top] as const;
  });
}

/** Whether a name would be cut by the edge of the map or by a card that floats over it. */
export function hasNoRoom(box: Box, cards: readonly Box[], width: number, height: number): boolean {
  const [left, top, right, bottom] = box;
  if (left < 0 || top < 0 || right > width || bottom > height) return true;
  return cards.some(([from, above, to, below]) => left < to && right > from && top < below && bottom > above);
}
