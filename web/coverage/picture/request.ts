import type { SpeedClass, Technology } from '../../../geodata/technologies.ts';
import type { Edition } from '../../editions/editions.ts';
import { type Bounds, boundsOf, homeBounds } from '../../map/camera.ts';
import type { Box } from '../../map/labelRoom.ts';
import type { Language, MapPosition, Theme } from '../../view.ts';
import { placeAt, project } from './frame.ts';

/** The place that a picture outlines and names. */
export interface PicturePlace {
  ags: string;
  name: string;
  longitude: number;
  latitude: number;
  /** Share in % with the picture's technology and class, null if there is none. */
  sharePercent: number | null;
}

/** All that a picture follows from. */
export interface PictureRequest {
  /** Size of the map in px, without title and legend. */
  width: number;
  height: number;
  position: MapPosition;
  edition: Pick<Edition, 'editionId' | 'referenceDate' | 'attribution' | 'cells'>;
  technology: Technology;
  speed: SpeedClass;
  place: PicturePlace | undefined;
  /** Municipalities that have cells: near enough, cells stand in their place. */
  agsWithCells: readonly string[];
  theme: Theme;
  language: Language;
  /** With title, legend and source, as what leaves the page has to have; without, the page says them beside it. */
  framed: boolean;
  /** Every municipality as a path of its own that carries its key, so that it can be chosen. */
  keyed: boolean;
  /** What lies over the picture, in px of it: no name stands there. */
  cards: readonly Box[];
  /** Start of the picture's ids, for pages that have more than one. */
  id: string;
}

/** Germany: west, south, east, north. */
const germany: Bounds = [5.86, 47.27, 15.05, 55.06];

/** A place with its surroundings in a picture, so that it is read beside its neighbours. */
export function aroundPlace(bounds: readonly number[] | undefined, width: number, height: number): MapPosition {
  const position = fit(boundsOf(bounds) ?? homeBounds, width, height);
  return { ...position, zoom: Math.min(position.zoom - 1.4, 13) };
}

/** All of Germany in a picture. */
export function wholeCountry(width: number, height: number): MapPosition {
  const position = fit(germany, width, height);
  return { ...position, zoom: position.zoom - 0.08 };
}

/** The closest position at which all of the bounds are seen. */
function fit([west, south, east, north]: Bounds, width: number, height: number): MapPosition {
  const [left, top] = project(west, north, 0);
  const [right, bottom] = project(Math.max(east, west + 0.02), Math.min(south, north - 0.02), 0);
  const { longitude, latitude } = placeAt({ zoom: 0, left: 0, top: 0 }, [(left + right) / 2, (top + bottom) / 2]);
  return { zoom: Math.log2(Math.min(width / (right - left), height / (bottom - top))), longitude, latitude };
}
