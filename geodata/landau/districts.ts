/**
 * Landau's districts, modelled: what lies nearest to a district's middle, cut by the city's boundary. Where the real
 * borders run is not stated by any source of this project.
 */
import type { MultiPolygon, Position } from 'geojson';
import { isInside } from '../formats/rings.ts';
import { exclaveName, landauDistricts, type DistrictFact } from './facts.ts';
import { cutRing, type HalfPlane } from './half-plane.ts';

/** A degree of longitude in degrees of latitude at 49.2° N; a literal, because a cosine is not the same everywhere. */
const narrowing = 0.65342;

/** Degrees are rounded to this many decimals, about a centimetre. */
const decimals = 1e7;

export interface DistrictArea {
  name: string;
  /** Null where no source states it. */
  inhabitants: number | null;
  geometry: MultiPolygon;
}

/** The district whose middle is nearest to a place in degrees. */
export function nearestDistrict(longitude: number, latitude: number): DistrictFact {
  return landauDistricts.reduce((nearest, district) =>
    distance(district, longitude, latitude) < distance(nearest, longitude, latitude) ? district : nearest,
  );
}

function distance(district: DistrictFact, longitude: number, latitude: number): number {
  const x = (district.longitude - longitude) * narrowing;
  const y = district.latitude - latitude;
  return x * x + y * y;
}

/** The outer ring of the part of the city that people live in: the one that holds the district's middles. */
export function mainRing(boundary: MultiPolygon): Position[] {
  const { main } = separate(boundary);
  return main;
}

/** Areas of the lived-in districts and of the exclave, EPSG:4326. Together they are the city, and no two overlap. */
export function districtAreas(boundary: MultiPolygon): DistrictArea[] {
  const { main, exclaves } = separate(boundary);
  const areas: DistrictArea[] = landauDistricts.map((district) => {
    let rings: Position[][] = [main];
    for (const other of landauDistricts) {
      if (other !== district) rings = rings.flatMap((ring) => cutRing(ring, nearerTo(district, other)));
    }
    return { name: district.name, inhabitants: district.inhabitants, geometry: multiPolygon(rings) };
  });
  if (exclaves.length > 0) areas.push({ name: exclaveName, inhabitants: null, geometry: multiPolygon(exclaves) });
  return areas;
}

/** A place in degrees. */
type Middle = Pick<DistrictFact, 'longitude' | 'latitude'>;

/** Where |p − one|² ≤ |p − other|². Exchanging the two negates every number, so both sides get the same border. */
export function nearerTo(one: Middle, other: Middle): HalfPlane {
  const square = (value: number): number => value * value;
  return {
    a: 2 * square(narrowing) * (other.longitude - one.longitude),
    b: 2 * (other.latitude - one.latitude),
    c:
      square(narrowing * other.longitude) -
      square(narrowing * one.longitude) +
      (square(other.latitude) - square(one.latitude)),
  };
}

function separate(boundary: MultiPolygon): { main: Position[]; exclaves: Position[][] } {
  const outer = boundary.coordinates.map(([ring, ...holes]) => {
    if (!ring || holes.length > 0) throw new Error('A boundary of Landau with holes was not to be expected');
    return ring;
  });
  const livedIn = (ring: Position[]): boolean =>
    landauDistricts.some(({ longitude, latitude }) => isInside(ring, [longitude, latitude]));
  const [main, ...others] = outer.filter(livedIn);
  if (!main || others.length > 0) throw new Error('The boundary is not that of Landau in der Pfalz');
  return { main, exclaves: outer.filter((ring) => ring !== main) };
}

function multiPolygon(rings: readonly Position[][]): MultiPolygon {
  const round = (degrees: number): number => Math.round(degrees * decimals) / decimals;
  return {
    type: 'MultiPolygon',
    coordinates: rings.map((ring) => [ring.map(([x = 0, y = 0]) => [round(x), round(y)])]),
  };
}
