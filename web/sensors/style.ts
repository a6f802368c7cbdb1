import type {
  CircleLayerSpecification,
  FillLayerSpecification,
  LineLayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl';
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

/** Cells in which people live, without their coverage; from the zoom on at which they are 100 m wide. */
export function settlementLayer(palette: Palette): FillLayerSpecification {
  return {
    id: 'sensors-settlement',
    type: 'fill',
    source: 'cells',
    'source-layer': 'cells',
    minzoom: settlementFrom,
    paint: { 'fill-color': palette.settlement, 'fill-antialias': false },
  };
}

/** As the layer's TileJSON says. */
const settlementFrom = 11;

/** Names of the town's districts, below what lies on them. */
export function districtNames(palette: Palette): SymbolLayerSpecification {
  return {
    id: 'sensors-districts',
    type: 'symbol',
    source: 'district-names',
    minzoom: settlementFrom,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['Fira Sans'],
      'text-size': 12,
      'text-padding': 4,
      'text-max-width': 9,
    },
    paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.75 },
  };
}

/** Draws nothing, and lets the map read the tiles of things: their signs are drawn above it. */
export const unseenThings: CircleLayerSpecification = {
  id: 'sensors-things',
  type: 'circle',
  source: 'things',
  'source-layer': 'things',
  paint: { 'circle-radius': 0, 'circle-opacity': 0 },
};

export function townOutline(palette: Palette, place: string): LineLayerSpecification {
  return {
    id: 'sensors-town',
    type: 'line',
    ...source,
    filter: isPlace(place),
    paint: { 'line-color': palette.lineCounty, 'line-width': 1.5 },
  };
}
