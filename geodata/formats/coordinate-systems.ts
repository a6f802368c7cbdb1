/**
 * Coordinate systems that German geodata come in, and the way from each to EPSG:4326.
 * Source: EPSG registry; the shift of DHDN is the one for all of Germany (EPSG:1777), good to about 3 m.
 */
import proj4 from 'proj4';
import { FormatError } from '../records.ts';
import { quote } from './problems.ts';

const dhdn = '+ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7 +units=m +no_defs';
const etrs89 = '+ellps=GRS80 +units=m +no_defs';
const gaussKrueger = (zone: number): string =>
  `+proj=tmerc +lat_0=0 +lon_0=${zone * 3} +k=1 +x_0=${zone}500000 +y_0=0 ${dhdn}`;

/** Definitions by EPSG code. ETRS89 and WGS 84 are the same to within a metre, which is finer than these boundaries. */
const definitions = {
  4326: '+proj=longlat +datum=WGS84 +no_defs',
  4258: '+proj=longlat +ellps=GRS80 +no_defs',
  3857: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  3035: `+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 ${etrs89}`,
  25831: `+proj=utm +zone=31 ${etrs89}`,
  25832: `+proj=utm +zone=32 ${etrs89}`,
  25833: `+proj=utm +zone=33 ${etrs89}`,
  4647: `+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=32500000 +y_0=0 ${etrs89}`,
  5650: `+proj=tmerc +lat_0=0 +lon_0=15 +k=0.9996 +x_0=33500000 +y_0=0 ${etrs89}`,
  31466: gaussKrueger(2),
  31467: gaussKrueger(3),
  31468: gaussKrueger(4),
  31469: gaussKrueger(5),
};

export type KnownEpsg = keyof typeof definitions;

/** Codes of all systems that are known. */
export const knownEpsg = Object.keys(definitions).map(Number);

export function isKnownEpsg(epsg: number): epsg is KnownEpsg {
  return epsg in definitions;
}

/** Names that ESRI and GDAL write where they write no code; first match counts. */
const names: readonly [RegExp, KnownEpsg][] = [
  [/^ETRS.?(19)?89.*UTM.*(zE-N|8.?stellen)/i, 4647],
  [/^ETRS.?(19)?89.*UTM.*31/i, 25831],
  [/^ETRS.?(19)?89.*UTM.*32/i, 25832],
  [/^ETRS.?(19)?89.*UTM.*33/i, 25833],
  [/^ETRS.?(19)?89.*LAEA/i, 3035],
  [/^(DHDN|Germany|Deutsches).*Zone.?2/i, 31466],
  [/^(DHDN|Germany|Deutsches).*Zone.?3/i, 31467],
  [/^(DHDN|Germany|Deutsches).*Zone.?4/i, 31468],
  [/^(DHDN|Germany|Deutsches).*Zone.?5/i, 31469],
  [/^(WGS.?(19)?84.*(Web|Pseudo)|WGS.*Auxiliary)/i, 3857],
  [/^(GCS.)?WGS.?(19)?84$/i, 4326],
  [/^(GCS.)?ETRS.?(19)?89$/i, 4258],
];

/** EPSG code of the definition in a .prj file (WKT): by its own authority code, otherwise by its name. */
export function findEpsg(wkt: string): KnownEpsg | undefined {
  const code = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]\s*$/i.exec(wkt);
  if (code) return Number(code[1]) in definitions ? (Number(code[1]) as KnownEpsg) : undefined;
  const name = /^\s*\w+\s*\[\s*"([^"]*)"/.exec(wkt)?.[1] ?? '';
  return names.find(([pattern]) => pattern.test(name))?.[1];
}

/**
 * Function from coordinates in the system of a .prj file to longitude and latitude (EPSG:4326, degrees).
 * Errors: FormatError `unknown-crs`.
 */
export function toWgs84(wkt: string): (x: number, y: number) => [longitude: number, latitude: number] {
  const epsg = findEpsg(wkt);
  if (epsg === undefined) {
    throw new FormatError(
      'unknown-crs',
      `the coordinate system ${quote(wkt, 80)} is not known; transform the file to EPSG:25832 (ogr2ogr -t_srs EPSG:25832 new.shp old.shp)`,
    );
  }
  return fromEpsg(epsg);
}

/** Function from coordinates in a known system to longitude and latitude (EPSG:4326, degrees). */
export function fromEpsg(epsg: KnownEpsg): (x: number, y: number) => [longitude: number, latitude: number] {
  const { forward } = proj4(definitions[epsg], definitions[4326]);
  return (x, y) => forward<[number, number]>([x, y]);
}
