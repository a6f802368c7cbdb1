import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

export interface DecodedFeature {
  id: number | undefined;
  type: number;
  properties: Record<string, number | string | boolean>;
  /** Rings or lines of points in the tile's units. */
  geometry: { x: number; y: number }[][];
}

/** The features of a tile's only layer, as a client reads them. */
export function decodeTile(bytes: Uint8Array, layer: string): DecodedFeature[] {
  const tile = new VectorTile(new PbfReader(bytes));
  const names = Object.keys(tile.layers);
  if (names.length > 1 || (names.length === 1 && names[0] !== layer))
    throw new Error(`Layers ${names.join(', ')} in a tile of ${layer}`);
  const found = tile.layers[layer];
  if (!found) return [];
  return Array.from({ length: found.length }, (_, index) => {
    const feature = found.feature(index);
    return {
      id: feature.id,
      type: feature.type,
      properties: feature.properties,
      geometry: feature.loadGeometry().map((ring) => ring.map(({ x, y }) => ({ x, y }))),
    };
  });
}

/** Column and row of the tile that a place lies in. */
export function tileAt(longitude: number, latitude: number, z: number): { z: number; x: number; y: number } {
  const radians = (latitude * Math.PI) / 180;
  const count = 2 ** z;
  return {
    z,
    x: Math.floor(((longitude + 180) / 360) * count),
    y: Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * count),
  };
}

/** The town that the tests' cells lie in, longitude and latitude. */
export const landau = [8.1166, 49.1988] as const;

/** Path of a layer's tile in which a place lies. */
export function pathOf(layer: string, z: number, place: readonly [number, number] = landau): string {
  const { x, y } = tileAt(place[0], place[1], z);
  return `/tiles/${layer}/${z}/${x}/${y}.mvt`;
}
