/** The server's tile layers. Their attributes are public: see /tiles/{layer}.json. */
export type TileLayer = 'municipalities' | 'cells' | 'borders' | 'places';

/** Deepest zoom that has tiles of its own; beyond it the last one is enlarged. */
export const deepestZoom: Record<TileLayer, number> = { municipalities: 14, cells: 16, borders: 14, places: 14 };

/** Address of a layer's tiles, of one edition where the layer has editions. */
export function tileUrl(layer: TileLayer, edition?: string): string {
  const query = edition === undefined ? '' : `?edition=${encodeURIComponent(edition)}`;
  return `${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt${query}`;
}
