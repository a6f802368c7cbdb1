import type {
  CircleLayerSpecification,
  ExpressionSpecification,
  FillLayerSpecification,
  FilterSpecification,
  LineLayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl';
import { widthByZoom } from '../map/borders.ts';
import { imagesOf } from '../map/images.ts';
import type { Palette } from '../map/palette.ts';
import type { RolloutLayer } from '../view.ts';
import { type MapClass, mapClasses, stagesOf, stepOf } from './classes.ts';
import { patternsOf, roadworksSign, type Shape, signOf } from './signs.ts';

/** Everything that the look of the rollout's map follows from. */
export interface RolloutStyle {
  palette: Palette;
  /** Layers that are switched off. */
  without: readonly RolloutLayer[];
  /** AGS and ids of the areas that are chosen; all others are of no concern to it. */
  place: string;
  chosenAreas: readonly string[];
  /** Of the areas: 1, or less over a background map. */
  fillOpacity: number;
}

/** Zooms between which areas give way to what lies in them. */
const streetsFrom = 12.5;
const streetsOnly = 14;

/** Layers of the map that can be pointed at, topmost first. */
export const pointable = [
  'roadworks-points',
  'roadworks',
  'roadworks-areas',
  'addresses',
  'addresses-far',
  'network-points',
  'trenches',
  'trenches-works',
  'trenches-planned',
  'rollout-areas',
] as const;

const stage: ExpressionSpecification = ['coalesce', ['get', 'stage'], ''];
const known: ExpressionSpecification = ['has', 'stage'];

/** What `of` says of each class, and `otherwise` where nothing is known. */
function byClass(of: (one: MapClass) => string, otherwise: string): ExpressionSpecification {
  const branches = mapClasses.flatMap((one) => [[...stagesOf[one]], of(one)]);
  return ['match', stage, ...branches, otherwise] as unknown as ExpressionSpecification;
}

const colourOf = ({ ramps, missingGround }: Palette) =>
  byClass((one) => ramps.fibre[stepOf[one]] ?? missingGround, missingGround);

const shown = ({ without }: RolloutStyle, layer: RolloutLayer) =>
  ({ visibility: without.includes(layer) ? 'none' : 'visible' }) as const;

const giveWay = (opacity: ExpressionSpecification | number, least: number): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['zoom'],
  streetsFrom,
  opacity,
  streetsOnly,
  ['*', opacity, least],
];

const when = (condition: ExpressionSpecification): ExpressionSpecification => ['case', condition, 1, 0];

/** Ground of the municipalities, so that what lies outside of the data is told from where nothing is built. */
export function groundLayer({ ground }: Palette): FillLayerSpecification {
  return {
    id: 'municipalities',
    type: 'fill',
    source: 'municipalities',
    'source-layer': 'municipalities',
    paint: { 'fill-color': ground, 'fill-antialias': false },
  };
}

/** Areas from below to above: stage, stripes for what is under way, crosses for what was missed, hatch for what nobody said. */
export function areaLayers(style: RolloutStyle): FillLayerSpecification[] {
  const { palette, fillOpacity } = style;
  const [images, patterns] = [imagesOf(palette), patternsOf(palette)];
  const base = { type: 'fill', source: 'rollout-areas', 'source-layer': 'rollout-areas' } as const;
  const layout = shown(style, 'areas');
  const progress: ExpressionSpecification = ['coalesce', ['get', 'progress'], ''];
  const pattern = (id: string, image: string, condition: ExpressionSpecification): FillLayerSpecification => ({
    ...base,
    id,
    layout,
    paint: { 'fill-pattern': image, 'fill-opacity': giveWay(when(condition), 0.5), 'fill-antialias': false },
  });
  return [
    {
      ...base,
      id: 'rollout-areas',
      layout,
      paint: { 'fill-color': colourOf(palette), 'fill-opacity': giveWay(fillOpacity, 0.35), 'fill-antialias': false },
    },
    pattern('rollout-areas-under-way', patterns.underWay, ['in', progress, ['literal', ['under_way', 'repairs']]]),
    pattern('rollout-areas-missed', patterns.missed, ['==', progress, 'missed']),
    pattern('rollout-areas-missing', images.missing, ['!', known]),
  ];
}

/** Edges of the areas, of what is pointed at and of what is chosen. */
export function areaOutlines(style: RolloutStyle): LineLayerSpecification[] {
  const { palette, place, chosenAreas } = style;
  const base = { type: 'line', source: 'rollout-areas', 'source-layer': 'rollout-areas' } as const;
  const layout = { 'line-join': 'round', ...shown(style, 'areas') } as const;
  const hovered: ExpressionSpecification = ['boolean', ['feature-state', 'hover'], false];
  const chosen: ExpressionSpecification = [
    'all',
    ['==', ['get', 'ags'], place],
    ['in', ['get', 'id'], ['literal', [...chosenAreas]]],
  ];
  const selected = [2, 2.5, 3, 3, 3] as const;
  return [
    {
      ...base,
      id: 'rollout-areas-edge',
      layout,
      paint: { 'line-color': palette.quietInk, 'line-width': widthByZoom([0.3, 0.6, 0.8, 1, 1.4]) },
    },
    {
      ...base,
      id: 'rollout-areas-hover',
      layout,
      paint: { 'line-color': palette.hover, 'line-width': 1.8, 'line-opacity': when(hovered) },
    },
    {
      ...base,
      id: 'rollout-areas-casing',
      layout,
      paint: { 'line-color': palette.casing, 'line-width': widthByZoom(selected, 4), 'line-opacity': when(chosen) },
    },
    {
      ...base,
      id: 'rollout-areas-selected',
      layout,
      paint: { 'line-color': palette.selected, 'line-width': widthByZoom(selected), 'line-opacity': when(chosen) },
    },
  ];
}

/** Trenches: dotted while planned, dashed while dug, whole with fibre in them, each on a pale ground. */
export function trenchLayers(style: RolloutStyle): LineLayerSpecification[] {
  const { palette } = style;
  const base = { type: 'line', source: 'trenches', 'source-layer': 'trenches' } as const;
  const layout = { 'line-join': 'round', ...shown(style, 'trenches') } as const;
  const width = (extra: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    11,
    1.2 + extra,
    14,
    3 + extra,
    17,
    6 + extra,
  ];
  const laid = ['cable_laid', 'house_connection', 'active'];
  const line = (id: string, dash: number[] | undefined, filter: FilterSpecification): LineLayerSpecification => ({
    ...base,
    id,
    layout,
    filter,
    paint: {
      'line-color': byClass((one) => palette.ramps.fibre[Math.max(4, stepOf[one])] ?? palette.ink, palette.lineStrong),
      'line-width': width(0),
      ...(dash && { 'line-dasharray': dash }),
    },
  });
  return [
    { ...base, id: 'trenches-casing', layout, paint: { 'line-color': palette.casing, 'line-width': width(2.5) } },
    line('trenches-planned', [0.6, 1.4], ['!', ['in', stage, ['literal', ['civil_works', ...laid]]]]),
    line('trenches-works', [2.4, 1.2], ['==', stage, 'civil_works']),
    line('trenches', undefined, ['in', stage, ['literal', laid]]),
  ];
}

/** Signs of addresses and of points of the network. */
export function signLayers(style: RolloutStyle): SymbolLayerSpecification[] {
  const sign = (shape: Shape) =>
    byClass((one) => signOf(style.palette, shape, one), signOf(style.palette, shape, 'unknown'));
  const sized = (small: number, large: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    14,
    small,
    17,
    large,
  ];
  const always = { 'icon-allow-overlap': true, 'icon-ignore-placement': true } as const;
  return [
    {
      id: 'addresses',
      type: 'symbol',
      source: 'addresses',
      'source-layer': 'addresses',
      minzoom: 15,
      layout: { 'icon-image': sign('round'), 'icon-size': sized(0.45, 1), ...always, ...shown(style, 'addresses') },
    },
    {
      id: 'network-points',
      type: 'symbol',
      source: 'network-points',
      'source-layer': 'network-points',
      layout: {
        'icon-image': sign('square'),
        'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.5, 14, 0.9, 17, 1.2],
        ...always,
        ...shown(style, 'points'),
      },
    },
  ];
}

/** Addresses before their signs have room: a dot each, or for those that lie together. */
export function addressDots(style: RolloutStyle): CircleLayerSpecification {
  const { palette } = style;
  const together: ExpressionSpecification = ['coalesce', ['get', 'addresses'], 1];
  const radius = (least: number): ExpressionSpecification => ['min', ['+', least, ['*', 0.4, ['sqrt', together]]], 8];
  return {
    id: 'addresses-far',
    type: 'circle',
    source: 'addresses',
    'source-layer': 'addresses',
    maxzoom: 15,
    layout: shown(style, 'addresses'),
    paint: {
      'circle-color': colourOf(palette),
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, radius(0.8), 15, radius(3.2)],
      'circle-stroke-color': ['case', known, palette.casing, palette.lineStrong],
      'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 12, 0.3, 15, 1.2],
    },
  };
}

/** The address that is chosen, at any zoom. */
export function chosenAddressLayers({ casing, selected }: Palette): CircleLayerSpecification[] {
  const ring = (id: string, colour: string, width: number): CircleLayerSpecification => ({
    id,
    type: 'circle',
    source: 'chosen-address',
    paint: {
      'circle-radius': 13,
      'circle-opacity': 0,
      'circle-stroke-color': colour,
      'circle-stroke-width': width,
    },
  });
  return [ring('chosen-address-casing', casing, 6), ring('chosen-address', selected, 3)];
}

/** Roadworks: areas, lines and signs in the colour of what is late, for they are none of the stages. */
export function roadworksLayers(
  style: RolloutStyle,
): (FillLayerSpecification | LineLayerSpecification | SymbolLayerSpecification)[] {
  const { palette } = style;
  const base = { source: 'roadworks', 'source-layer': 'roadworks' } as const;
  const visible = shown(style, 'roadworks');
  const isShape = (type: 'Point' | 'Polygon'): ExpressionSpecification => [
    'in',
    ['geometry-type'],
    ['literal', [type, `Multi${type}`]],
  ];
  const line = (id: string, colour: string, width: number, dash?: number[]): LineLayerSpecification => ({
    ...base,
    id,
    type: 'line',
    filter: ['!', isShape('Point')],
    layout: { 'line-join': 'round', ...visible },
    paint: { 'line-color': colour, 'line-width': width, ...(dash && { 'line-dasharray': dash }) },
  });
  return [
    {
      ...base,
      id: 'roadworks-areas',
      type: 'fill',
      filter: isShape('Polygon'),
      layout: visible,
      paint: { 'fill-color': palette.late, 'fill-opacity': 0.35 },
    },
    line('roadworks-casing', palette.casing, 8),
    line('roadworks', palette.late, 5),
    line('roadworks-bars', palette.surface, 5, [0.35, 1.4]),
    {
      ...base,
      id: 'roadworks-points',
      type: 'symbol',
      layout: {
        'symbol-placement': 'point',
        'icon-image': roadworksSign(palette),
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.6, 15, 1.1],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        ...visible,
      },
    },
  ];
}

/** Names of the areas with what is known of them. */
export function areaNames(style: RolloutStyle): SymbolLayerSpecification {
  const { palette } = style;
  return {
    id: 'area-names',
    type: 'symbol',
    source: 'area-names',
    minzoom: 10,
    layout: {
      'text-field': [
        'format',
        ['get', 'name'],
        { 'text-font': ['literal', ['Fira Sans Medium']] },
        ['get', 'words'],
        {},
      ],
      'text-font': ['Fira Sans'],
      'text-size': 12,
      'text-max-width': 9,
      'text-padding': 4,
      ...shown(style, 'areas'),
    },
    paint: {
      'text-color': palette.label,
      'text-halo-color': palette.halo,
      'text-halo-width': 1.75,
    },
  };
}
