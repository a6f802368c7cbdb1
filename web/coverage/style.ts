import type {
  ExpressionSpecification,
  FillLayerSpecification,
  FilterSpecification,
  LineLayerSpecification,
} from 'maplibre-gl';
import type { TechnologyFamily } from '../../geodata/technologies.ts';
import { attributeOf, type Figure } from '../editions/figures.ts';
import { familyOf } from '../families.ts';
import { widthByZoom } from '../map/borders.ts';
import { imagesOf } from '../map/images.ts';
import type { Palette } from '../map/palette.ts';
import { classBounds } from './classes.ts';

/** Everything that a coverage map's look follows from. */
export interface CoverageStyle {
  palette: Palette;
  family: TechnologyFamily;
  /** Tile attribute with the share in %, e.g. `ftth_b_1000`; a missing figure is an absent attribute. */
  attribute: string;
  /** Municipalities that have cells: there the municipal fill gives way to them. */
  agsWithCells: readonly string[];
  /** Of the fills: 1, or less over a background map, and then without a ground of their own. */
  fillOpacity: number;
  /** Whether the edition has cells at all. */
  cellsShown: boolean;
}

/** Zooms between which the municipal fill fades into the cells. */
const cellsFrom = 10.5;
const cellsOnly = 11.5;

/** Zoom from which a click chooses a cell, not its municipality. */
export const cellsChosenFrom = 11;

const nothing = 'rgba(0,0,0,0)';
const uninhabited: ExpressionSpecification = ['==', ['get', 'inhabited'], false];

/** Share from which dots in ink would drown in their class, so that they are drawn in the colour of the ground. */
const deepFrom = 50;

/** Smallest share that is not zero; shares have two decimals at most. */
const aboveZero = 0.001;

/** Colour of a share: its class's, the missing ground where there is no figure, nothing where nobody lives. */
export function colourOf({
  attribute,
  palette,
  family,
}: Pick<CoverageStyle, 'attribute' | 'palette' | 'family'>): ExpressionSpecification {
  const [zero, lowest, ...higher] = palette.ramps[family] as [string, string, ...string[]];
  const stops = classBounds.flatMap((bound, index) => [bound, higher[index] ?? lowest]);
  return [
    'case',
    uninhabited,
    nothing,
    ['has', attribute],
    ['step', ['get', attribute], zero, aboveZero, lowest, ...stops] as ExpressionSpecification,
    palette.missingGround,
  ];
}

/** Municipal opacity: full, but gone where cells take over. */
function fading(agsWithCells: readonly string[], shown: ExpressionSpecification | number): ExpressionSpecification {
  const gone: ExpressionSpecification = ['in', ['get', 'ags'], ['literal', [...agsWithCells]]];
  return ['interpolate', ['linear'], ['zoom'], cellsFrom, shown, cellsOnly, ['case', gone, 0, shown]];
}

const appearing = (shown: ExpressionSpecification | number): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['zoom'],
  cellsFrom,
  0,
  cellsOnly,
  shown,
];

/** The fills from below to above: ground, municipalities, their hatch and dots, cells, their hatch and dots. */
export function fillLayers(style: CoverageStyle): FillLayerSpecification[] {
  const { attribute, palette, agsWithCells, fillOpacity } = style;
  const images = imagesOf(palette);
  const missing: ExpressionSpecification = ['case', uninhabited, 0, ['has', attribute], 0, 1];
  const modelled: FilterSpecification = ['==', ['get', 'modelled'], true];
  const dotted = (side: 'below' | 'from'): ExpressionSpecification => {
    const deep: ExpressionSpecification = ['>=', ['get', attribute], deepFrom];
    return ['case', ['!', ['has', attribute]], 0, deep, side === 'from' ? 1 : 0, side === 'from' ? 0 : 1];
  };
  const municipalities = { type: 'fill', source: 'municipalities', 'source-layer': 'municipalities' } as const;
  const layout = { visibility: style.cellsShown ? 'visible' : 'none' } as const;
  const cells = { type: 'fill', source: 'cells', 'source-layer': 'cells', minzoom: cellsFrom, layout } as const;
  return [
    {
      ...municipalities,
      id: 'municipalities-ground',
      filter: ['!=', ['get', 'inhabited'], false],
      paint: { 'fill-color': palette.ground, 'fill-opacity': fillOpacity < 1 ? 0 : 1, 'fill-antialias': false },
    },
    {
      ...municipalities,
      id: 'municipalities',
      paint: {
        'fill-color': colourOf(style),
        'fill-opacity': fading(agsWithCells, fillOpacity),
        'fill-antialias': false,
      },
    },
    {
      ...municipalities,
      id: 'municipalities-missing',
      paint: { 'fill-pattern': images.missing, 'fill-opacity': fading(agsWithCells, missing), 'fill-antialias': false },
    },
    {
      ...municipalities,
      id: 'municipalities-modelled',
      filter: modelled,
      paint: {
        'fill-pattern': images.modelled,
        'fill-opacity': fading(agsWithCells, dotted('below')),
        'fill-antialias': false,
      },
    },
    {
      ...municipalities,
      id: 'municipalities-modelled-deep',
      filter: modelled,
      paint: {
        'fill-pattern': images.modelledDeep,
        'fill-opacity': fading(agsWithCells, dotted('from')),
        'fill-antialias': false,
      },
    },
    {
      ...cells,
      id: 'cells',
      paint: { 'fill-color': colourOf(style), 'fill-opacity': appearing(fillOpacity), 'fill-antialias': false },
    },
    {
      ...cells,
      id: 'cells-missing',
      paint: { 'fill-pattern': images.missing, 'fill-opacity': appearing(missing), 'fill-antialias': false },
    },
    {
      ...cells,
      id: 'cells-modelled',
      filter: modelled,
      paint: { 'fill-pattern': images.modelled, 'fill-opacity': appearing(dotted('below')), 'fill-antialias': false },
    },
    {
      ...cells,
      id: 'cells-modelled-deep',
      filter: modelled,
      paint: {
        'fill-pattern': images.modelledDeep,
        'fill-opacity': appearing(dotted('from')),
        'fill-antialias': false,
      },
    },
  ];
}

/**
 * Fills of a figure that a choice may show next, unseen until it is chosen: other colours of the same areas are computed
 * tile by tile, a fill that is there already is shown with the next frame. None where areas fade or are seen through.
 */
export function readyLayers(
  { palette, fillOpacity, cellsShown }: CoverageStyle,
  { technology, speed }: Figure,
  chosen: boolean,
): FillLayerSpecification[] {
  const attribute = attributeOf(technology, speed);
  const paint = {
    'fill-color': colourOf({ attribute, palette, family: familyOf(technology) }),
    'fill-opacity': chosen && fillOpacity === 1 ? 1 : 0,
    'fill-opacity-transition': { duration: 0, delay: 0 },
    'fill-antialias': false,
  };
  const fill = (source: 'municipalities' | 'cells') =>
    ({ type: 'fill', id: `${source}-${attribute}`, source, 'source-layer': source, paint }) as const;
  return [
    { ...fill('municipalities'), maxzoom: cellsFrom },
    { ...fill('cells'), minzoom: cellsOnly, layout: { visibility: cellsShown ? 'visible' : 'none' } },
  ];
}

/** The gap between cells: 1 px from 9 px wide on (zoom 12.2 in Germany), none below 5 px (11.3). */
export function cellGap({ palette, cellsShown }: CoverageStyle): LineLayerSpecification {
  return {
    id: 'cells-gap',
    type: 'line',
    source: 'cells',
    'source-layer': 'cells',
    minzoom: 11.3,
    layout: { visibility: cellsShown ? 'visible' : 'none' },
    paint: { 'line-color': palette.ground, 'line-width': ['interpolate', ['linear'], ['zoom'], 11.3, 0, 12.2, 1] },
  };
}

const when = (state: 'hover' | 'selected'): ExpressionSpecification => [
  'case',
  ['boolean', ['feature-state', state], false],
  1,
  0,
];

/** Outlines of what is pointed at and of what is chosen; every part of a municipality has them, exclaves too. */
export function outlineLayers(palette: Palette): LineLayerSpecification[] {
  const outline = (
    source: 'municipalities' | 'cells',
    name: string,
    state: 'hover' | 'selected',
    colour: string,
    widths: readonly [number, number, number, number, number],
    extra = 0,
  ): LineLayerSpecification => ({
    id: `${source}-${name}`,
    type: 'line',
    source,
    'source-layer': source,
    minzoom: source === 'cells' ? cellsFrom : 0,
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': widthByZoom(widths, extra), 'line-opacity': when(state) },
  });
  const hover = [1.5, 1.8, 1.8, 1.8, 1.8] as const;
  const selected = [2, 2.5, 3, 3, 3] as const;
  return (['municipalities', 'cells'] as const).flatMap((source) => [
    outline(source, 'hover', 'hover', palette.hover, hover),
    outline(source, 'casing', 'selected', palette.casing, selected, 4),
    outline(source, 'selected', 'selected', palette.selected, selected),
  ]);
}
