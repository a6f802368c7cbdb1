import type { gapWords } from '../messages/gaps.ts';
import type { GapItem } from './items.ts';

type GapWords = (typeof gapWords)['de'];

/** "Kernstadt Süd", and the second of that name "Kernstadt Süd 2". */
export function nameOf({ place, direction, ordinal }: GapItem, g: GapWords): string {
  return [place, direction && g.directions[direction], ordinal > 1 && String(ordinal)].filter(Boolean).join(' ');
}
