import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { type TileLayer, tileUrl } from '../../map/tiles.ts';
import { clipLine, clipRing } from './clip.ts';
import { type Frame, partOf, placementOf, type Point, type Tile, tilesOf } from './frame.ts';

/** Bytes of a tile, undefined where it is empty. Errors: whatever the server or the way to it says. */
export type TileReader = (
  layer: TileLayer,
  edition: string | undefined,
  tile: Tile,
) => Promise<ArrayBuffer | undefined>;

/** Reads tiles where the map reads them, so that both share the browser's cache. */
export const fetchTile: TileReader = async (layer, edition, { z, x, y }) => {
  const address = tileUrl(layer, { edition })
    .replace('{z}', String(z))
    .replace('{x}', String(x))
    .replace('{y}', String(y));
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.status === 204 ? undefined : response.arrayBuffer();
};

/** Part of a feature in the picture, px. One that several tiles share comes once a tile. */
export interface Shape {
  id: number | undefined;
  properties: Record<string, string | number | boolean>;
  /** Rings of an area, whatever was cut; with the edge of its tile as their border where they were. */
  rings: Point[][];
  /** Lines, or an area's outline without the edges of tiles. */
  lines: Point[][];
}

/** Px around the picture within which shapes are kept, so that no cut shows at its edge. */
const margin = 6;

/** Reads a layer's tiles of a zoom, cut each to itself, for tiles overlap, and brought to px of the picture. */
export async function readShapes(
  layer: TileLayer,
  edition: string | undefined,
  frame: Frame,
  zoom: number,
  readTile: TileReader,
): Promise<Shape[]> {
  const tiles = tilesOf(frame, zoom);
  const answers = await Promise.all(tiles.map((tile) => readTile(layer, edition, tile)));
  return tiles.flatMap((tile, index) => {
    const bytes = answers[index];
    return bytes === undefined ? [] : shapesOf(bytes, layer, frame, tile);
  });
}

function shapesOf(bytes: ArrayBuffer, layer: TileLayer, frame: Frame, tile: Tile): Shape[] {
  const decoded = new VectorTile(new PbfReader(bytes)).layers[layer];
  const box = partOf(frame, tile, margin);
  if (!decoded || box.left >= box.right || box.top >= box.bottom) return [];
  const place = placementOf(frame, tile);
  const placed = (parts: Point[][]) => parts.filter((part) => part.length > 0).map((part) => part.map(place));
  return Array.from({ length: decoded.length }, (_, index) => decoded.feature(index)).flatMap((feature) => {
    const parts = pointsOf(feature);
    const rings = feature.type === 3 ? placed(parts.map((ring) => clipRing(ring, box))) : [];
    const lines = feature.type === 1 ? placed(parts) : placed(parts.flatMap((line) => clipLine(line, box)));
    if (rings.length === 0 && lines.length === 0) return [];
    return [{ id: feature.id, properties: feature.properties, rings, lines }];
  });
}

function pointsOf(feature: VectorTileFeature): Point[][] {
  return feature.loadGeometry().map((part) => part.map(({ x, y }): Point => [x, y]));
}
