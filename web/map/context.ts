import { getContext, setContext } from 'svelte';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Palette } from './palette.ts';

/** What a component inside Map.svelte has at hand. */
export interface MapContext {
  readonly map: MapLibreMap;
  /** Of the current theme; its images have been added. */
  readonly palette: Palette;
  /** What the map is called for those who don't see it. */
  readonly label: string;
  /** Of areas that carry data: full, or less where streets and buildings lie below. */
  readonly fillOpacity: number;
  /** False once the map is gone, so that what leaves after it has nothing to take off. */
  readonly alive: boolean;
}

const key = Symbol('map');

export function provideMap(context: MapContext): void {
  setContext(key, context);
}

export function getMap(): MapContext {
  return getContext<MapContext>(key);
}

/** The map's element carries the map, so that a browser test can ask what is drawn: `element.map.queryRenderedFeatures()`. */
export interface MapElement extends HTMLElement {
  map?: MapLibreMap;
}
