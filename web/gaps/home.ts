import type { GapLevel } from '../view.ts';
import type { GapsState } from './gaps.svelte.ts';

/** Germany: west, south, east, north. */
const country = [5.87, 47.27, 15.04, 55.06] as const;

/** Where the map opens: around all that was found, or around the place while nothing is; undefined until that is known. */
export function homeOf(
  level: GapLevel,
  gaps: Pick<GapsState, 'items' | 'place' | 'state'>,
): readonly number[] | undefined {
  const items = gaps.items ?? [];
  if (level === 'municipalities' && gaps.state === undefined) return country;
  if (items.length === 0) return gaps.items && gaps.place?.bounds;
  return items
    .map(({ bounds }) => bounds)
    .reduce(([west = 180, south = 90, east = -180, north = -90], [w = 0, s = 0, e = 0, n = 0]) => [
      Math.min(west, w),
      Math.min(south, s),
      Math.max(east, e),
      Math.max(north, n),
    ]);
}
