import type { FeatureCollection, Point } from 'geojson';
import type { SymbolLayerSpecification } from 'maplibre-gl';
import { roomOrNothing } from './labels.ts';
import type { Palette } from './palette.ts';

/** Countries around: the end of the name that lies at a point, and points along the border. Longitude, latitude. */
const countries = {
  FR: {
    anchor: 'right',
    points: [
      [7.86, 48.99],
      [7.35, 49.08],
      [6.5, 49.1],
      [7.5, 48.3],
      [7.45, 47.75],
    ],
  },
  CH: {
    anchor: 'center',
    points: [
      [8.2, 47.3],
      [9.1, 47.3],
    ],
  },
  AT: {
    anchor: 'center',
    points: [
      [10.4, 47.15],
      [12.5, 47.3],
      [13.7, 47.9],
    ],
  },
  CZ: {
    anchor: 'left',
    points: [
      [13.0, 49.75],
      [14.0, 50.55],
    ],
  },
  PL: {
    anchor: 'left',
    points: [
      [14.95, 51.6],
      [14.75, 52.7],
      [14.5, 53.3],
    ],
  },
  DK: { anchor: 'center', points: [[9.2, 55.15]] },
  NL: {
    anchor: 'right',
    points: [
      [6.85, 52.8],
      [6.6, 52.2],
      [6.0, 51.5],
    ],
  },
  BE: { anchor: 'right', points: [[5.95, 50.5]] },
  LU: { anchor: 'right', points: [[6.3, 49.7]] },
} as const;

export type Country = keyof typeof countries;

/** Ground outside of the data is named, so that nobody takes it for a gap. */
export function outsidePoints(names: Record<Country, string>): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: (Object.keys(countries) as Country[]).flatMap((country) =>
      countries[country].points.map(([longitude, latitude]) => ({
        type: 'Feature' as const,
        properties: { name: names[country], anchor: countries[country].anchor },
        geometry: { type: 'Point' as const, coordinates: [longitude, latitude] },
      })),
    ),
  };
}

export function outsideLayer(palette: Palette): SymbolLayerSpecification {
  return {
    id: 'outside-names',
    type: 'symbol',
    source: 'outside',
    minzoom: 5.5,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['Fira Sans Italic'],
      'text-size': 14,
      'text-letter-spacing': 0.05,
      'text-padding': 20,
      'text-max-width': 30,
      'text-anchor': ['get', 'anchor'],
    },
    paint: {
      'text-color': palette.quietLabel,
      'text-halo-color': palette.outside,
      'text-halo-width': 1.5,
      'text-opacity': roomOrNothing,
    },
  };
}
