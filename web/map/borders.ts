import type { ExpressionSpecification, LineLayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';

type Rank = 'municipality' | 'county' | 'state' | 'country';

/** Line widths in px at the zooms 5, 7, 9, 11 and 13; 0 is not drawn. */
const widths: Record<Rank, readonly [number, number, number, number, number]> = {
  municipality: [0, 0.25, 0.6, 1, 1.4],
  county: [0.3, 0.6, 0.8, 1.2, 1.6],
  state: [0.8, 1.2, 1.6, 2, 2.4],
  country: [0.8, 1.2, 1.6, 2, 2.4],
};

/** A width that grows from zoom 5 to 13. */
export function widthByZoom(
  stops: readonly [number, number, number, number, number],
  extra = 0,
): ExpressionSpecification {
  const [five, seven, nine, eleven, thirteen] = stops.map((width) => width + extra) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return ['interpolate', ['linear'], ['zoom'], 5, five, 7, seven, 9, nine, 11, eleven, 13, thirteen];
}

/** Municipal borders read as gaps; those of Kreise and Länder are lines. */
export function borderLayers(palette: Palette): LineLayerSpecification[] {
  const layer = (rank: Rank, colour: string, opacity: number): LineLayerSpecification => ({
    id: `borders-${rank}`,
    type: 'line',
    source: 'borders',
    'source-layer': 'borders',
    filter: ['==', ['get', 'rank'], rank],
    minzoom: rank === 'municipality' ? 5.5 : 0,
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': colour, 'line-opacity': opacity, 'line-width': widthByZoom(widths[rank]) },
  });
  return [
    layer('municipality', palette.lineMunicipality, 1),
    layer('county', palette.lineCounty, 0.55),
    layer('state', palette.lineState, 0.75),
    layer('country', palette.lineState, 0.75),
  ];
}
