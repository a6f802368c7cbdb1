/** Forms of files with rollout areas, trenches or network points. */
import { findEpsg } from './coordinate-systems.ts';
import type { FeatureItem } from './geojson.ts';
import { readGeoPackage } from './geopackage.ts';
import { type NetworkOptions, readNetwork } from './network-features.ts';
import { quote } from './problems.ts';
import type { Form } from './recognise.ts';
import { readShapefile, type Shapefile } from './shapefile.ts';
import { hashBytes, readBytes, type SourceFile } from './source-file.ts';
import { peek, type Bytes } from './text.ts';
import { FormatError } from '../records.ts';

const what = 'rollout areas, trenches, network points or roadworks';

export function geoPackageForm(file: SourceFile, options: NetworkOptions): Form {
  return {
    kind: 'rollout',
    content: 'geometry',
    description: `${what} (GeoPackage)`,
    size: file.size,
    async *read(onBytes) {
      const { epsg, features } = readGeoPackage(file.path, options.layer);
      onBytes(file.size);
      yield* readNetwork(atOnce(features), epsg, options);
    },
    sha256: () => hashBytes(readBytes(file.path), chosen(options)),
  };
}

export function networkShapefileForm(shapefile: Shapefile, options: NetworkOptions): Form {
  const { shp, dbf, prj } = shapefile.parts;
  return {
    kind: 'rollout',
    content: 'geometry',
    description: `${what}, ${shapefile.name} (Shapefile)`,
    size: shapefile.size,
    async *read(onBytes) {
      const { wkt, features } = await readShapefile(shapefile);
      onBytes(shapefile.size);
      const items = features.map(({ geometry, attributes }, index): FeatureItem => ({
        number: index + 1,
        id: undefined,
        properties: attributes,
        geometry,
      }));
      yield* readNetwork(atOnce(items), epsgOfWkt(wkt), options);
    },
    sha256: () => hashBytes(shp.open(), dbf.open(), ...(prj ? [prj.open()] : []), chosen(options)),
  };
}

/** EPSG code of a .prj; null without one. Errors: FormatError `unknown-crs`. */
function epsgOfWkt(wkt: string): number | null {
  if (wkt.trim() === '') return null;
  const epsg = findEpsg(wkt);
  if (epsg !== undefined) return epsg;
  throw new FormatError(
    'unknown-crs',
    `the coordinate system ${quote(wkt, 80)} is not known; transform the file to EPSG:25832 (ogr2ogr -t_srs EPSG:25832 new.shp old.shp)`,
  );
}

/** Where the member `crs` stands that GeoJSON had before RFC 7946. */
const searchedBytes = 4096;

/** EPSG code that a GeoJSON names before its features; null = none, and then degrees are meant if they can be. */
export async function readDeclaredCrs(bytes: Bytes): Promise<number | null> {
  const { head, whole } = await peek(bytes, searchedBytes);
  await (whole as AsyncGenerator).return(undefined);
  const name = /"crs"\s*:\s*\{[^{]*\{\s*"name"\s*:\s*"([^"]+)"/.exec(head.toString('utf8'))?.[1];
  if (name === undefined) return null;
  return /CRS84/i.test(name) ? 4326 : Number(/(\d{4,5})$/.exec(name)?.[1] ?? NaN);
}

/** One file may be read as several things, each of which is an edition of its own. */
export async function* chosen({ kind, layer, roadworks }: NetworkOptions): AsyncGenerator<Uint8Array> {
  if (kind !== undefined || layer !== undefined || roadworks === true)
    yield await Promise.resolve(Buffer.from(JSON.stringify(roadworks === true ? ['roadworks', layer] : [kind, layer])));
}

async function* atOnce(items: FeatureItem[]): AsyncGenerator<FeatureItem[]> {
  yield await Promise.resolve(items);
}
