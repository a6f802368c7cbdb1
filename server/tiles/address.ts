/** Where a tile lies: web mercator (EPSG:3857) in the pyramid that every web map uses. */
export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

/** Half the side of the web mercator square, metres. */
export const mercatorEdge = 20_037_508.342789244;

/** Metres. */
const earthRadius = mercatorEdge / Math.PI;

const radian = Math.PI / 180;

/** From degrees to mercator metres; a database takes ten times as long for it, and 30 ms more at a connection's first time. */
export function mercatorOf(longitude: number, latitude: number): { x: number; y: number } {
  return { x: earthRadius * longitude * radian, y: earthRadius * Math.asinh(Math.tan(latitude * radian)) };
}

/** From mercator metres to degrees. */
function degreesOf(x: number, y: number): [longitude: number, latitude: number] {
  return [x / earthRadius / radian, Math.atan(Math.sinh(y / earthRadius)) / radian];
}

/** Units of a tile's side. */
export const extent = 4096;

/** Deepest zoom that is answered. */
export const deepestZoom = 22;

/** From mercator metres to a tile's units: `x' = (x - west) * scale`, `y' = (north - y) * scale`, y down. */
export interface TileFrame {
  west: number;
  north: number;
  /** Units a metre. */
  scale: number;
  /** Metres of the tile's side. */
  side: number;
}

export function frameOf({ z, x, y }: TileAddress): TileFrame {
  const side = (2 * mercatorEdge) / 2 ** z;
  return { west: x * side - mercatorEdge, north: mercatorEdge - y * side, scale: extent / side, side };
}

/** The tile and `buffer` units around it in mercator metres. */
export function mercatorBounds(
  { west, north, scale, side }: TileFrame,
  buffer: number,
): [west: number, south: number, east: number, north: number] {
  const margin = buffer / scale;
  return [west - margin, north - side - margin, west + side + margin, north + margin];
}

/** The same in degrees. */
export function degreeBounds(frame: TileFrame, buffer: number): ReturnType<typeof mercatorBounds> {
  const [west, south, east, north] = mercatorBounds(frame, buffer);
  return [...degreesOf(west, south), ...degreesOf(east, north)];
}
