/** Features as operators draw them, for tests that import a file of them. */
export interface TestFeature {
  properties: Record<string, unknown>;
  type: string;
  coordinates: unknown;
}

/** A file of features; `crs` as GeoJSON named it before RFC 7946. */
export function geojson(features: readonly TestFeature[], crs?: string): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    ...(crs !== undefined && { crs: { type: 'name', properties: { name: crs } } }),
    features: features.map(({ properties, type, coordinates }) => ({
      type: 'Feature',
      properties,
      geometry: { type, coordinates },
    })),
  });
}

/** Easting of a place in the west of Landau, EPSG:25832. */
export const east = 430_000;

/** A line of a hundred metres to the north from there. */
export const line = (id: string, properties: Record<string, unknown> = {}, x = east): TestFeature => ({
  properties: { kennung: id, ...properties },
  type: 'LineString',
  coordinates: [
    [x, 5_450_000],
    [x, 5_450_100],
  ],
});

/** An area around Landau, EPSG:4326. */
export const square = (id: string, properties: Record<string, unknown> = {}): TestFeature => ({
  properties: { kennung: id, betreiber: 'Netz GmbH', ...properties },
  type: 'Polygon',
  coordinates: [
    [
      [8.1, 49.15],
      [8.2, 49.15],
      [8.2, 49.25],
      [8.1, 49.25],
      [8.1, 49.15],
    ],
  ],
});
