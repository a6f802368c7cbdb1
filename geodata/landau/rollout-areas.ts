/**
 * Where the rollout areas of Landau lie, modelled: no source of this project states where they end. A village's area is
 * the district; in the core town, the Wollmesheimer Höhe is what lies nearer to it than to the middle of the town, and
 * the extension the southern and western half of the rest.
 */
import type { MultiPolygon, Position } from 'geojson';
import type { AreaRecord } from '../construction/records.ts';
import { isInside } from '../formats/rings.ts';
import { type DistrictArea, districtAreas, nearerTo } from './districts.ts';
import { landauAgs, landauDistricts } from './facts.ts';
import type { HalfPlane } from './half-plane.ts';
import { cutRing } from './half-plane.ts';
import { type AreaId, operator, rolloutAreas } from './rollout-facts.ts';

/** Assumed. */
const hoehe = { longitude: 8.1, latitude: 49.187 };

/** Degrees are rounded to this many decimals, about a centimetre. */
const decimals = 1e7;

/** All areas of the rollout, from the city's boundary (EPSG:4326). */
export function modelAreas(boundary: MultiPolygon): AreaRecord[] {
  const districts = districtAreas(boundary);
  return (Object.keys(rolloutAreas) as AreaId[]).map((id) => {
    const { name, district: districtName } = rolloutAreas[id];
    const district = districts.find((area) => area.name === districtName);
    if (!district) throw new Error(`Landau has no district ${districtName}`);
    return {
      type: 'rollout',
      record: 'area',
      line: 0,
      ags: landauAgs,
      id,
      name,
      district: districtName,
      operator,
      funding: 'private',
      households: null,
      geometry: areaOf(id, district),
    };
  });
}

/** The area that holds a place in degrees, if any does. */
export function areaAt(areas: readonly AreaRecord[], place: Position): AreaRecord | undefined {
  return areas.find(({ geometry }) =>
    geometry.coordinates.some(([ring]) => ring !== undefined && isInside(ring, place)),
  );
}

function areaOf(id: AreaId, { geometry }: DistrictArea): MultiPolygon {
  const town = landauDistricts[0];
  if (!town) throw new Error('Landau has no core town');
  if (id === 'wollmesheimer-hoehe') return cut(geometry, [nearerTo(hoehe, town)]);
  if (id === 'erweiterung') {
    const mirrored = { longitude: 2 * town.longitude - hoehe.longitude, latitude: 2 * town.latitude - hoehe.latitude };
    return cut(geometry, [nearerTo(town, hoehe), nearerTo(hoehe, mirrored)]);
  }
  return geometry;
}

function cut({ coordinates }: MultiPolygon, halfPlanes: readonly HalfPlane[]): MultiPolygon {
  const round = (degrees: number): number => Math.round(degrees * decimals) / decimals;
  let rings: Position[][] = coordinates.flatMap(([ring]) => (ring ? [ring] : []));
  for (const halfPlane of halfPlanes) rings = rings.flatMap((ring) => cutRing(ring, halfPlane));
  return {
    type: 'MultiPolygon',
    coordinates: rings.map((ring) => [ring.map(([x = 0, y = 0]) => [round(x), round(y)])]),
  };
}
