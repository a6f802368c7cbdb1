import type { ThemeId } from '../../geodata/sensors/themes.ts';
import type { SensorItem } from './items.ts';

/** Values that a screen shows at once; more are parted. */
export const mostTiles = 6;

/** What a screen shows for a while: some sensors of one theme, the current ones first. */
export interface Slide {
  theme: ThemeId | undefined;
  items: readonly SensorItem[];
  /** Of several slides of one theme, from 1. */
  part: number;
  parts: number;
}

/** All slides in the order of the themes; what was never said is not shown. */
export function slidesOf(items: readonly SensorItem[]): Slide[] {
  const leading = items.filter(({ leads, state }) => leads && state !== 'none');
  return [...Map.groupBy(leading, ({ theme }) => theme)].flatMap(([theme, own]) => {
    const sorted = own.toSorted((one, other) => Number(other.state === 'current') - Number(one.state === 'current'));
    const parts = Math.ceil(sorted.length / mostTiles);
    return Array.from({ length: parts }, (_, index) => ({
      ...{ theme, parts, part: index + 1 },
      items: sorted.slice(index * mostTiles, (index + 1) * mostTiles),
    }));
  });
}
