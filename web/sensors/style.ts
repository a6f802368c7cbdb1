import type {
  CircleLayerSpecification,
  FillLayerSpecification,
  LineLayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl';
import type { ThemeId } from '../../geodata/sensors/themes.ts';
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

/** Things as dots: full where the value is current, a ring else. */
export function dotsLayer(palette: Palette, place: string, topic: ThemeId | undefined): CircleLayerSpecification {
  return {
    id: 'sensors-dots',
    type: 'circle',
    source: 'things',
    'source-layer': 'things',
    filter: topic === undefined ? isPlace(place) : ['all', isPlace(place), ['==', ['get', 'theme'], topic]],
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 2, 14, 5],
      'circle-color': ['case', ['==', ['get', 'state'], 'current'], palette.label, palette.surface],
      'circle-stroke-color': palette.label,
      'circle-stroke-width': 1,
    },
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
