import type { ExpressionSpecification, LineLayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';

export type BorderRank = 'municipality' | 'county' | 'state' | 'country';

/** Line widths in px at the zooms 5, 7, 9, 11 and 13; 0 is not drawn. */
export type Widths = readonly [number, number, number, number, number];

export const borderWidths: Record<BorderRank, Widths> = {
  municipality: [0, 0.25, 0.6, 1, 1.4],
  county: [0.3, 0.6, 0.8, 1.2, 1.6],
  state: [0.8, 1.2, 1.6, 2, 2.4],
  country: [0.8, 1.2, 1.6, 2, 2.4],
};

/** A width that grows from zoom 5 to 13. */
export function widthByZoom(stops: Widths, extra = 0): ExpressionSpecification {
  const [five, seven, nine, eleven, thirteen] = stops.map((width) => width + extra) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return ['interpolate', ['linear'], ['zoom'], 5, five, 7, seven, 9, nine, 11, eleven, 13, thirteen];
}

/** The same as a number, for what is drawn without MapLibre. */
export function widthAt(stops: Widths, zoom: number): number {
  const position = Math.min(4, Math.max(0, (zoom - 5) / 2));
  const below = Math.min(3, Math.floor(position));
  const [from, to] = [stops[below] ?? 0, stops[below + 1] ?? 0];
  return from + (to - from) * (position - below);
}

/** Opacity of the lines; municipal ones read as gaps. */
export const borderOpacities: Record<BorderRank, number> = {
  municipality: 1,
  county: 0.55,
  state: 0.75,
  country: 0.75,
};

/** Zoom from which municipal borders are drawn: below there would be nothing else to see. */
export const municipalBordersFrom = 5.5;

/** Municipal borders read as gaps; those of Kreise and Länder are lines. */
export function borderLayers(palette: Palette): LineLayerSpecification[] {
  const layer = (rank: BorderRank, colour: string): LineLayerSpecification => ({
    id: `borders-${rank}`,
    type: 'line',
    source: 'borders',
    'source-layer': 'borders',
    filter: ['==', ['get', 'rank'], rank],
    minzoom: rank === 'municipality' ? municipalBordersFrom : 0,
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: {
      'line-color': colour,
      'line-opacity': borderOpacities[rank],
      'line-width': widthByZoom(borderWidths[rank]),
    },
  });
  return [
    layer('municipality', palette.lineMunicipality),
    layer('county', palette.lineCounty),
    layer('state', palette.lineState),
    layer('country', palette.lineState),
  ];
}
