import { type Bounds, mercator } from '../map/camera.ts';
import type { MapPosition } from '../view.ts';
import type { AreaShape } from './documents.ts';

/** West, south, east, north of areas; undefined where none has a boundary. */
export function boundsAround(shapes: readonly Pick<AreaShape, 'boundary'>[]): Bounds | undefined {
  const points = shapes.flatMap(({ boundary }) => boundary?.coordinates.flat(2) ?? []);
  if (points.length === 0) return undefined;
  const all = (axis: 0 | 1) => points.map((point) => point[axis] ?? 0);
  return [Math.min(...all(0)), Math.min(...all(1)), Math.max(...all(0)), Math.max(...all(1))];
}

/** A piece of ground on paper or screen, px. */
interface Frame {
  width: number;
  height: number;
  position: MapPosition;
}

/** Where degrees lie in a frame, px from its upper left corner. */
export function projectionOf({ width, height, position }: Frame): (point: readonly number[]) => [number, number] {
  const world = 512 * 2 ** position.zoom;
  const middle = mercator(position.latitude);
  return ([longitude = 0, latitude = 0]) => [
    width / 2 + ((longitude - position.longitude) / 360) * world,
    height / 2 - (mercator(latitude) - middle) * world,
  ];
}

/** An area as the path of an SVG; empty where it has no boundary. */
export function pathOf({ boundary }: Pick<AreaShape, 'boundary'>, project: ReturnType<typeof projectionOf>): string {
  const rings = boundary?.coordinates.flat() ?? [];
  return rings
    .map(
      (ring) =>
        `M${ring
          .map((point) =>
            project(point)
              .map((px) => px.toFixed(1))
              .join(' '),
          )
          .join('L')}Z`,
    )
    .join('');
}
