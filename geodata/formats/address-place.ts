/** Where an address is, from the numbers that a list gives: degrees, or metres of ETRS89/UTM with or without a zone. */
import { fromEpsg } from './coordinate-systems.ts';

export type LonLat = readonly [longitude: number, latitude: number];

export type Zone = 31 | 32 | 33;

const zones = new Map<number, ReturnType<typeof fromEpsg>>([
  [31, fromEpsg(25831)],
  [32, fromEpsg(25832)],
  [33, fromEpsg(25833)],
]);

/** A number with a decimal comma or point; undefined if it is none. */
export function readDecimal(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  return /^-?\d{1,9}(\.\d{1,12})?$/.test(plain) ? Number(plain) : undefined;
}

/**
 * Longitude and latitude of UTM coordinates in metres. The zone is the one before the easting (32430123.4), else the
 * given one. Undefined if it is no place in Germany.
 */
export function placeOfUtm(easting: number, northing: number, zone: number | null): LonLat | undefined {
  const written = Math.floor(easting / 1_000_000);
  const project = zones.get(written === 0 && zone !== null ? zone : written);
  return project && inGermany(project(easting % 1_000_000, northing));
}

/** The place in degrees, seven decimals, if it lies in Germany or close to it. */
export function inGermany([longitude, latitude]: LonLat): LonLat | undefined {
  const inside = longitude > 5.5 && longitude < 15.5 && latitude > 47 && latitude < 55.5;
  return inside ? [Number(longitude.toFixed(7)), Number(latitude.toFixed(7))] : undefined;
}
