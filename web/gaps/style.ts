import type { ExpressionSpecification, FillLayerSpecification, LineLayerSpecification } from 'maplibre-gl';
import { imagesOf } from '../map/images.ts';
import type { Palette } from '../map/palette.ts';
import type { GapLevel } from '../view.ts';
import { gapClasses } from './classes.ts';

/** Everything that the look of a gap map follows from; a new threshold changes paint alone. */
export interface GapStyle {
  palette: Palette;
  level: GapLevel;
  /** Tile attribute with the share in %; a missing figure is an absent attribute. */
  attribute: string;
  below: number;
  /** AGS of the municipality whose districts or cells are looked at. */
  place: string;
}

/** Zoom from which tiles have cells of 100 m, not means. */
export const cellsFrom = 11;

/** Zoom from which districts have their names, and their city none of its own. */
export const districtsNamedFrom = 10.8;

const nothing = 'rgba(0,0,0,0)';

/** Colour of a share by its class: copper below the threshold, blue from it on. */
export function colourOfShare(
  share: ExpressionSpecification,
  { below, palette }: Pick<GapStyle, 'below' | 'palette'>,
  quiet?: string,
): ExpressionSpecification {
  const colours = gapClasses(below).map(({ from, gap, ramp, step }) => ({
    from,
    colour: gap || quiet === undefined ? (palette.ramps[ramp][step] ?? '') : quiet,
  }));
  const [lowest, ...higher] = colours;
  const stops = higher.flatMap(({ from, colour }) => [from, colour]);
  const full = below === 100 ? [100, quiet ?? palette.ramps.all[5] ?? ''] : [];
  return ['step', share, lowest?.colour ?? '', ...stops, ...full] as ExpressionSpecification;
}

/** From below to above: ground, municipalities or cells with hatch and dots, then areas of gaps. */
export function fillLayers(style: GapStyle): FillLayerSpecification[] {
  const { palette, level, attribute, below, place } = style;
  const images = imagesOf(palette);
  const get: ExpressionSpecification = ['get', attribute];
  const has: ExpressionSpecification = ['has', attribute];
  const municipal = level === 'municipalities';
  const own: ExpressionSpecification = ['==', ['get', 'ags'], place];
  const inhabited: ExpressionSpecification = ['!=', ['get', 'inhabited'], false];
  const municipalities = { type: 'fill', source: 'municipalities', 'source-layer': 'municipalities' } as const;
  const cells = { type: 'fill', source: 'cells', 'source-layer': 'cells', minzoom: cellsFrom } as const;
  const areas = { type: 'fill', source: 'gaps' } as const;
  const cellsShown = { visibility: level === 'clusters' ? 'visible' : 'none' } as const;
  const modelledCell: ExpressionSpecification = ['all', has, ['==', ['get', 'modelled'], true]];
  return [
    {
      ...municipalities,
      id: 'municipalities',
      paint: {
        'fill-color': municipal
          ? ['case', ['!', inhabited], nothing, has, colourOfShare(get, style, palette.ground), palette.missingGround]
          : ['case', own, palette.ground, nothing],
        'fill-antialias': false,
      },
    },
    {
      ...municipalities,
      id: 'municipalities-missing',
      paint: {
        'fill-pattern': images.missing,
        'fill-opacity': municipal ? ['case', ['!', inhabited], 0, has, 0, 1] : 0,
      },
    },
    {
      ...cells,
      id: 'cells',
      layout: cellsShown,
      paint: {
        'fill-color': ['case', has, colourOfShare(get, style), palette.missingGround],
        'fill-antialias': false,
      },
    },
    {
      ...cells,
      id: 'cells-missing',
      layout: cellsShown,
      paint: { 'fill-pattern': images.missing, 'fill-opacity': ['case', has, 0, 1] },
    },
    {
      ...cells,
      id: 'cells-modelled',
      layout: cellsShown,
      paint: {
        'fill-pattern': images.modelled,
        'fill-opacity': ['case', modelledCell, ['case', ['<', get, below], 0, 1], 0],
      },
    },
    {
      ...cells,
      id: 'cells-modelled-deep',
      layout: cellsShown,
      paint: {
        'fill-pattern': images.modelledDeep,
        'fill-opacity': ['case', modelledCell, ['case', ['<', get, below], 1, 0], 0],
      },
    },
    {
      ...areas,
      id: 'gap-areas',
      paint: {
        'fill-color': colourOfShare(['get', 'share'], style),
        // Over its cells an area is only there to be pointed at.
        'fill-opacity': level === 'clusters' ? ['step', ['zoom'], 1, cellsFrom, 0] : 1,
        'fill-antialias': false,
      },
    },
    {
      ...areas,
      id: 'gap-areas-modelled',
      paint: {
        'fill-pattern': images.modelledDeep,
        'fill-opacity': level === 'clusters' ? 0 : ['case', ['get', 'modelled'], 1, 0],
      },
    },
  ];
}

/** The gap between cells: 1 px from 9 px wide on, none below 5 px. */
export function cellGap({ palette, level }: GapStyle): LineLayerSpecification {
  return {
    id: 'cells-gap',
    type: 'line',
    source: 'cells',
    'source-layer': 'cells',
    minzoom: 11.3,
    layout: { visibility: level === 'clusters' ? 'visible' : 'none' },
    paint: { 'line-color': palette.ground, 'line-width': ['interpolate', ['linear'], ['zoom'], 11.3, 0, 12.2, 1] },
  };
}

/** Outlines of areas and of municipalities: thin around every gap, with casing around the chosen one. */
export function outlineLayers(palette: Palette): LineLayerSpecification[] {
  const when = (state: 'hover' | 'selected'): ExpressionSpecification => [
    'case',
    ['boolean', ['feature-state', state], false],
    1,
    0,
  ];
  const ofSource = (source: 'gaps' | 'municipalities') =>
    ({ type: 'line', source, ...(source === 'municipalities' && { 'source-layer': source }) }) as const;
  return [
    {
      ...ofSource('gaps'),
      id: 'gaps-outline',
      paint: { 'line-color': palette.selected, 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.5, 13, 1.5] },
    },
    ...(['gaps', 'municipalities'] as const).flatMap((source): LineLayerSpecification[] => [
      {
        ...ofSource(source),
        id: `${source}-hover`,
        paint: { 'line-color': palette.hover, 'line-width': 2.5, 'line-opacity': when('hover') },
      },
      {
        ...ofSource(source),
        id: `${source}-casing`,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.casing, 'line-width': 7, 'line-opacity': when('selected') },
      },
      {
        ...ofSource(source),
        id: `${source}-selected`,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.selected, 'line-width': 3, 'line-opacity': when('selected') },
      },
    ]),
  ];
}
