/**
 * Corners of grid cells in web mercator. Only corners of 800 m blocks are projected; between them the corners of cells
 * are interpolated, which is off by centimetres: the grid is regular and the two projections bend little over 800 m.
 */
import '../../geodata/grid.ts'; // defines EPSG:3035
import proj4 from 'proj4';
import { extent, mercatorBounds, type TileFrame } from '../tiles/address.ts';
import { blockSide } from './packing.ts';

const toMercator = proj4('EPSG:3035', 'EPSG:3857');

/** Metres between corners that are projected: the side of the smallest block, which all larger sides are multiples of. */
const step = 800;

/** Corners kept; Germany has about 900,000, of which a third is inhabited. */
const mostCorners = 200_000;

const places = new Map<number, number>();
const coordinates = new Float64Array(2 * mostCorners);

/** Where in `coordinates` the corner's x stands; its y follows. */
function placeOf(northing: number, easting: number): number {
  const key = (northing / step) * 0x4000 + easting / step;
  const known = places.get(key);
  if (known !== undefined) return known;
  if (places.size >= mostCorners) places.clear();
  const place = places.size * 2;
  const [x, y] = toMercator.forward([easting, northing]);
  coordinates[place] = x;
  coordinates[place + 1] = y;
  places.set(key, place);
  return place;
}

/** Units around a tile in which cells still belong to it: two pixels, so that an outline at the edge is whole. */
export const cellBuffer = 16;

/** Corners along the side of a block. */
export const cornersAside = blockSide + 1;

/**
 * The corners of all cells of a block in a tile's units, as pairs of x and y: row by row from the south, from west to
 * east. Written into `corners`. Returns whether all of the block lies in the tile and its buffer.
 */
export function blockCorners(
  northing: number,
  easting: number,
  size: number,
  { west, north, scale }: TileFrame,
  corners: Int32Array,
): 'inside' | 'maybe' {
  const side = blockSide * size;
  const southWest = read(placeOf(northing, easting));
  const southEast = read(placeOf(northing, easting + side));
  const northWest = read(placeOf(northing + side, easting));
  const northEast = read(placeOf(northing + side, easting + side));
  let position = 0;
  for (let row = 0; row <= blockSide; row++) {
    const up = row / blockSide;
    const leftX = southWest.x + (northWest.x - southWest.x) * up;
    const leftY = southWest.y + (northWest.y - southWest.y) * up;
    const stepX = (southEast.x + (northEast.x - southEast.x) * up - leftX) / blockSide;
    const stepY = (southEast.y + (northEast.y - southEast.y) * up - leftY) / blockSide;
    for (let column = 0; column <= blockSide; column++) {
      corners[position++] = Math.round((leftX + stepX * column - west) * scale);
      corners[position++] = Math.round((north - leftY - stepY * column) * scale);
    }
  }
  // Sides are straight here, so the four corners tell it all.
  const most = extent + cellBuffer;
  const inside =
    (Math.min(southWest.x, northWest.x) - west) * scale >= -cellBuffer &&
    (Math.max(southEast.x, northEast.x) - west) * scale <= most &&
    (north - Math.max(northWest.y, northEast.y)) * scale >= -cellBuffer &&
    (north - Math.min(southWest.y, southEast.y)) * scale <= most;
  return inside ? 'inside' : 'maybe';
}

function read(place: number): { x: number; y: number } {
  return { x: coordinates[place] ?? 0, y: coordinates[place + 1] ?? 0 };
}

/** Points along an edge of a tile that are projected to find out which blocks it touches. */
const edgePoints = 4;

/** The grid's part that Germany lies in, with room; metres, EPSG:3035. */
const germany = { south: 2_600_000, north: 3_600_000, west: 4_000_000, east: 4_700_000 };

/** Metres of a tile's side above which its edges bend too much; so few tiles are that large that each takes all. */
const largestSide = 700_000;

/** The rows of blocks that touch a tile, and from where to where: lower-left corners in metres, EPSG:3035. */
export interface BlockRange {
  northings: number[];
  westmost: number;
  eastmost: number;
}

/** The blocks of cells of `size` metres that touch a tile and its buffer; none outside Germany. */
export function blocksAround(frame: TileFrame, size: number): BlockRange {
  const side = blockSide * size;
  const { south, north, west, east } = frame.side > largestSide ? germany : gridBounds(frame);
  const first = Math.floor(Math.max(south, germany.south) / side);
  const last = Math.floor(Math.min(north, germany.north) / side);
  return {
    northings: Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * side),
    westmost: Math.floor(Math.max(west, germany.west) / side) * side,
    eastmost: Math.floor(Math.min(east, germany.east) / side) * side,
  };
}

function gridBounds(frame: TileFrame): typeof germany {
  const [west, south, east, north] = mercatorBounds(frame, cellBuffer);
  const bounds = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (let index = 0; index <= edgePoints; index++) {
    const x = west + ((east - west) * index) / edgePoints;
    const y = south + ((north - south) * index) / edgePoints;
    const points: [number, number][] = [
      [x, south],
      [x, north],
      [west, y],
      [east, y],
    ];
    for (const point of points) {
      const [easting, northing] = toMercator.inverse(point);
      bounds.west = Math.min(bounds.west, easting);
      bounds.east = Math.max(bounds.east, easting);
      bounds.south = Math.min(bounds.south, northing);
      bounds.north = Math.max(bounds.north, northing);
    }
  }
  // Between the points an edge bulges out a little: by far less than a fiftieth of a tile this small.
  const margin = (bounds.north - bounds.south) * Math.min(0.02, frame.side / largestSide);
  return {
    west: bounds.west - margin,
    east: bounds.east + margin,
    south: bounds.south - margin,
    north: bounds.north + margin,
  };
}
