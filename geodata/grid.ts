/**
 * The INSPIRE grid of ETRS89-LAEA (EPSG:3035): cells named by the northing and easting of their lower-left corner.
 * Source: INSPIRE Data Specification on Geographical Grid Systems, annex C; two spellings of the 100 m level are in use.
 */
import proj4 from 'proj4';

proj4.defs('EPSG:3035', '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs');

const laea = proj4('EPSG:4326', 'EPSG:3035');

/** Lower-left corner in metres, EPSG:3035. */
export interface Corner {
  northing: number;
  easting: number;
}

/** The atlas' spelling of a 100 m cell, e.g. `100mN29001E41837`. */
export function cellId({ northing, easting }: Corner): string {
  return `100mN${northing / 100}E${easting / 100}`;
}

/** Corner of a 100 m cell from the atlas' spelling or Zensus 2022's, or undefined if it is neither. */
export function parseCellId(id: string): Corner | undefined {
  const atlas = /^100mN(\d{5})E(\d{5})$/.exec(id);
  if (atlas) return { northing: Number(atlas[1]) * 100, easting: Number(atlas[2]) * 100 };
  const zensus = /^CRS3035RES100mN(\d{7})E(\d{7})$/.exec(id);
  if (!zensus) return undefined;
  const corner = { northing: Number(zensus[1]), easting: Number(zensus[2]) };
  return corner.northing % 100 === 0 && corner.easting % 100 === 0 ? corner : undefined;
}

/** Corner of the cell of `size` metres that holds a point; a point on an edge belongs to the cell north-east of it. */
export function cornerAt(longitude: number, latitude: number, size = 100): Corner {
  const [easting, northing] = laea.forward([longitude, latitude]);
  // A projected round trip is off by micrometres, which must not move a point across the edge that it lies on.
  const snap = (metres: number): number => Math.floor((metres + 1e-4) / size) * size;
  return { northing: snap(northing), easting: snap(easting) };
}

/** Easting and northing in metres, EPSG:3035, of a place in degrees, EPSG:4326. */
export function toMetres(longitude: number, latitude: number): [easting: number, northing: number] {
  return laea.forward<[number, number]>([longitude, latitude]);
}

/** Longitude and latitude (EPSG:4326, degrees) of a place in metres, EPSG:3035. */
export function toLonLat(easting: number, northing: number): [longitude: number, latitude: number] {
  return laea.inverse<[number, number]>([easting, northing]);
}
