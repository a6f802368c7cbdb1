import type { FillLayerSpecification, LineLayerSpecification } from 'maplibre-gl';
import type { Palette } from '../map/palette.ts';

const isPlace = (place: string) => ['==', ['get', 'ags'], place] as ['==', ['get', string], string];
const source = { source: 'municipalities', 'source-layer': 'municipalities' } as const;

/** The town is the ground, its neighbours recede. */
export function groundLayer(palette: Palette, place: string): FillLayerSpecification {
  return {
    id: 'sensors-ground',
    type: 'fill',
    ...source,
    paint: { 'fill-color': ['case', isPlace(place), palette.surface, palette.ground], 'fill-antialias': false },
  };
}

export function townOutline(palette: Palette, place: string): LineLayerSpecification {
  return {
    id: 'sensors-town',
    type: 'line',
    ...source,
    filter: isPlace(place),
    paint: { 'line-color': palette.lineCounty, 'line-width': 1.5 },
  };
}
