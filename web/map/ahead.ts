import type { Map as MapLibreMap } from 'maplibre-gl';
import { deepestZoom, firstZoom, type TileLayer, type TileParameters, tileUrl } from './tiles.ts';

/** Reads tiles of what is in view before they are wanted, so that the map finds them in the browser's cache. */
export function readAhead(
  map: MapLibreMap,
  layers: readonly TileLayer[],
  parameters: TileParameters,
  signal: AbortSignal,
): void {
  for (const layer of layers) {
    if (map.getZoom() < firstZoom[layer]) continue;
    const template = tileUrl(layer, parameters);
    const tiles = map.coveringTiles({ tileSize: 512, minzoom: firstZoom[layer], maxzoom: deepestZoom[layer] });
    for (const { canonical } of tiles) {
      const address = template.replaceAll(/\{([zxy])\}/g, (_, part: 'z' | 'x' | 'y') => String(canonical[part]));
      // What fails here is asked for again when it is wanted.
      fetch(address, { signal, priority: 'low' }).catch(() => {});
    }
  }
}
