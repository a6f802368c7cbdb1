import type { MapPosition } from '../view.ts';

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

/** Landau in der Pfalz, until the server has said where the chosen place lies. */
export const homeBounds: Bounds = [7.86, 49.15, 8.19, 49.32];

/** MapLibre's world is 512 px wide at zoom 0. */
const worldWidth = 512;

/** Share of the world's height that lies below a latitude, from −0.5 to 0.5. */
export function mercator(latitude: number): number {
  return Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI);
}

/** A map in px, and how much of its lower edge a sheet covers. */
interface Room {
  width: number;
  height: number;
  covered: number;
  /** Zooms that it steps back from the place, to show what is around; without it, as far as a place needs its neighbours. */
  surroundings?: number | undefined;
  /** Zoom that it does not go beyond; default: that of a municipality's cells. */
  closest?: number | undefined;
}

/** Four numbers of the server as bounds, undefined if they are not four. */
export function boundsOf(numbers: readonly number[] | undefined): Bounds | undefined {
  const [west, south, east, north] = numbers ?? [];
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  return [west, south, east, north];
}

/** The same as a position in a link. */
export function positionFor(bounds: readonly number[] | undefined, room: Room): MapPosition {
  const { center, zoom } = cameraFor(boundsOf(bounds) ?? homeBounds, room);
  return { zoom, longitude: center[0], latitude: center[1] };
}

/** Shows a place with its surroundings, so that it is read beside its neighbours, and away from the cards of a wide map. */
export function cameraFor(
  bounds: Bounds,
  { width, height, covered, surroundings, closest = 14 }: Room,
): { center: [number, number]; zoom: number } {
  const [west, south, east, north] = bounds;
  const visible = Math.max(160, height - covered);
  // A point has no extent; it is shown as a small place is.
  const least = 2 ** (14 - closest);
  const across = Math.log2((width * 360) / (worldWidth * Math.max(east - west, 0.02 * least)));
  const down = Math.log2(visible / (worldWidth * Math.max(mercator(north) - mercator(south), 0.00002 * least)));
  const wide = width > 800;
  const back = surroundings ?? (wide ? 1.75 : covered > 0 ? 0.3 : 1);
  const zoom = Math.min(Math.min(across, down) - back, closest);
  const degree = (worldWidth * 2 ** zoom) / 360;
  const [right, below] = wide && surroundings === undefined ? [70, 45] : [0, 0];
  return { center: [(west + east) / 2 + right / degree, (south + north) / 2 - below / degree], zoom };
}
