import { type Corner, toLonLat } from '../../geodata/grid.ts';
import type { ApiContext } from '../builder.ts';
import { cellEditionIds } from '../places/grid.ts';
import type { Bounds } from '../places/queries.ts';
import { type CellRow, findCells } from './cell-queries.ts';

/** A cell of the 100 m grid, as the newest edition that knows it has it. */
export interface Cell extends Corner {
  ags: string;
  /** By the newest edition that states them; null = none does. Not to be shown where the cell is protected. */
  households: number | null;
}

/** The cells at these corners, in the same order; undefined where no edition knows one. One statement. */
export async function loadCells(context: ApiContext, corners: readonly Corner[]): Promise<(Cell | undefined)[]> {
  const editionIds = cellEditionIds(context);
  if (editionIds.length === 0 || corners.length === 0) return corners.map(() => undefined);
  const rows = Map.groupBy(await findCells(context.db, editionIds, corners), cornerKey);
  return corners.map((corner) => newestCell(rows.get(cornerKey(corner)) ?? [], editionIds));
}

/** One cell from its rows in several editions, of which the last one of `editionIds` is the newest. */
function newestCell(rows: readonly CellRow[], editionIds: readonly string[]): Cell | undefined {
  const newestFirst = rows.toSorted(
    (one, other) => editionIds.indexOf(other.editionId) - editionIds.indexOf(one.editionId),
  );
  const [newest] = newestFirst;
  if (!newest) return undefined;
  const { northing, easting, ags } = newest;
  return {
    northing,
    easting,
    ags,
    households: newestFirst.find(({ households }) => households !== null)?.households ?? null,
  };
}

export function cornerKey({ northing, easting }: Corner): string {
  return `${northing} ${easting}`;
}

const size = 100;

/** Centre in degrees, EPSG:4326. */
export function centreOf({ northing, easting }: Corner): readonly [longitude: number, latitude: number] {
  const [longitude, latitude] = toLonLat(easting + size / 2, northing + size / 2);
  return [degrees(longitude), degrees(latitude)];
}

/** The box around its four corners, for the grid lies askew to the meridians. */
export function boundsOf({ northing, easting }: Corner): Bounds {
  const corners = [0, size].flatMap((up) => [0, size].map((right) => toLonLat(easting + right, northing + up)));
  const longitudes = corners.map(([longitude]) => degrees(longitude));
  const latitudes = corners.map(([, latitude]) => degrees(latitude));
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}

/** Six decimals are a tenth of a metre. */
function degrees(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
