import type { FeatureCollection, Point } from 'geojson';
import type { SymbolLayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';

/** Countries around, and points along the border where their ground can be named. Longitude, latitude. */
const points = {
  FR: [
    [7.78, 48.93],
    [7.2, 48.75],
    [6.6, 48.9],
    [5.5, 48.9],
    [7.2, 48.1],
  ],
  CH: [
    [8.2, 47.3],
    [9.1, 47.3],
  ],
  AT: [
    [10.4, 47.15],
    [12.3, 47.3],
    [13.6, 48.0],
  ],
  CZ: [
    [13.2, 49.7],
    [13.8, 50.35],
  ],
  PL: [
    [15.6, 51.6],
    [15.2, 53.0],
  ],
  DK: [[9.2, 55.2]],
  NL: [
    [6.0, 52.6],
    [5.7, 51.5],
  ],
  BE: [[5.6, 50.4]],
  LU: [[6.0, 49.75]],
} as const;

export type Country = keyof typeof points;

/** Ground outside of the data is named, so that nobody takes it for a gap. */
export function outsidePoints(names: Record<Country, string>): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: (Object.keys(points) as Country[]).flatMap((country) =>
      points[country].map(([longitude, latitude]) => ({
        type: 'Feature' as const,
        properties: { name: names[country] },
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
      'text-padding': 60,
      'text-max-width': 30,
    },
    paint: { 'text-color': palette.quietLabel, 'text-halo-color': palette.outside, 'text-halo-width': 1.5 },
  };
}
