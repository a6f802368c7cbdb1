/**
 * Reads parts of municipalities (districts) from GeoJSON: one record per feature.
 * Shape: properties `ags`, `name` and, if known, `inhabitants`; Polygon or MultiPolygon in EPSG:4326.
 * Errors: a feature without key, name or area yields a Problem and is left out; one name twice in a municipality too.
 */
import type { Geometry, MultiPolygon, Position } from 'geojson';
import type { DistrictRecord, Header, Problem } from '../records.ts';
import { normaliseAgs } from '../states.ts';
import { unusableAgs } from './atlas-csv.ts';
import { propertyText } from './cells-geojson.ts';
import { readCount } from './business-parks-2019.ts';
import { isProblem, type FeatureItem } from './geojson.ts';
import { refused } from './problems.ts';
import { wind } from './rings.ts';

/** Whether features are districts. */
export function areDistricts(features: readonly FeatureItem[]): boolean {
  return features.some((item) => !isProblem(item) && 'ags' in item.properties && 'name' in item.properties);
}

/** Districts from features. `referenceDate` is an ISO date; `source` an id of `geodata/sources.ts`. */
export async function* readDistricts(
  features: AsyncIterable<FeatureItem[]>,
  referenceDate: string | null = null,
  source = 'breitblick',
): AsyncGenerator<Header | DistrictRecord | Problem> {
  yield {
    type: 'header',
    kind: 'districts',
    figures: [],
    population: 'households',
    referenceDate,
    source,
    expected: null,
  };
  const seen = new Map<string, number>();
  for await (const batch of features) {
    for (const item of batch) {
      if (isProblem(item)) {
        yield item;
        continue;
      }
      const { number, properties } = item;
      const ags = normaliseAgs(propertyText(properties.ags));
      const name = typeof properties.name === 'string' ? properties.name.trim() : '';
      const geometry = areaOf(item.geometry);
      const earlier = seen.get(`${ags} ${name}`);
      if (!ags) yield unusableAgs(propertyText(properties.ags), number);
      else if (!name)
        yield refused(number, 'missing-name', `feature ${number} has no name`, 'Give it a property "name"');
      else if (!geometry) {
        yield refused(
          number,
          'no-area',
          `${name} has no polygon in EPSG:4326`,
          'Give it a Polygon or MultiPolygon in degrees',
        );
      } else if (earlier !== undefined) {
        yield refused(
          number,
          'duplicate-district',
          `${name} was already feature ${earlier}`,
          'Join the two to one MultiPolygon',
        );
      } else {
        seen.set(`${ags} ${name}`, number);
        const problems: Problem[] = [];
        const inhabitants = readCount(propertyText(properties.inhabitants), number, 'inhabitants', problems);
        yield { type: 'districts', line: number, ags, name, inhabitants, geometry };
        yield* problems;
      }
    }
  }
}

/** The area of a geometry with RFC 7946 winding, or undefined if it has none in degrees. */
function areaOf(geometry: Geometry | null): MultiPolygon | undefined {
  const polygons =
    geometry?.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry?.type === 'MultiPolygon'
        ? geometry.coordinates
        : [];
  const usable =
    polygons.length > 0 &&
    polygons.every((rings) => rings.length > 0 && rings.every((ring) => ring.length >= 4 && ring.every(isInDegrees)));
  if (!usable) return undefined;
  return {
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) => rings.map((ring, index) => wind(ring, index === 0))),
  };
}

function isInDegrees([longitude = NaN, latitude = NaN]: Position): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}
