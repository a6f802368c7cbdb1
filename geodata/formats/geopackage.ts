/** Features of a GeoPackage, read from the file on disk and never written to. Source: OGC 12-128r17 (GeoPackage 1.3). */
import { DatabaseSync } from 'node:sqlite';
import { FormatError } from '../records.ts';
import { quoted } from './geopackage-schema.ts';
import type { FeatureItem } from './geojson.ts';
import { quote, refused } from './problems.ts';
import { readGeoPackageGeometry } from './read-wkb.ts';

export interface GeoPackageLayer {
  name: string;
  /** EPSG code of its coordinate system; null = it names none. */
  epsg: number | null;
  features: FeatureItem[];
}

/** Features that are read at most; a city's trenches are some ten thousand. */
export const mostFeatures = 500_000;

/**
 * A layer of features, or the only one if none is named. Errors: FormatError `geopackage-damaged`, `no-features`,
 * `several-layers` and `unknown-layer` (`details.layers`: all of them), `unknown-crs`.
 */
export function readGeoPackage(path: string, wanted?: string): GeoPackageLayer {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    return readLayer(database, wanted);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(
      'geopackage-damaged',
      `the GeoPackage can't be read (${(error as Error).message}); export it again`,
    );
  } finally {
    database?.close();
  }
}

function readLayer(database: DatabaseSync, wanted: string | undefined): GeoPackageLayer {
  const layers = database
    .prepare(
      `select c.table_name as name, g.column_name as geometry, s.organization, s.organization_coordsys_id as code, g.srs_id as srs
       from gpkg_contents as c join gpkg_geometry_columns as g on g.table_name = c.table_name
       left join gpkg_spatial_ref_sys as s on s.srs_id = g.srs_id where c.data_type = 'features'`,
    )
    .all() as { name: string; geometry: string; organization: string | null; code: number | null; srs: number }[];
  const layer = chooseLayer(layers, wanted);
  const { name, geometry, organization, code, srs } = layer;
  const isEpsg = organization?.toUpperCase() === 'EPSG';
  if (srs > 0 && !isEpsg) {
    throw new FormatError('unknown-crs', `the coordinate system of ${name} is none of EPSG; export it in EPSG:25832`);
  }
  const features: FeatureItem[] = [];
  for (const row of database.prepare(`select * from ${quoted(name)} limit ${mostFeatures + 1}`).iterate()) {
    const number = features.length + 1;
    const { [geometry]: bytes, ...properties } = row as Record<string, unknown>;
    try {
      const place = bytes instanceof Uint8Array ? readGeoPackageGeometry(bytes) : null;
      features.push({ number, id: undefined, properties, geometry: place });
    } catch (error) {
      features.push(
        refused(
          number,
          'unusable-geometry',
          `the geometry of feature ${number} can't be read: ${(error as Error).message}`,
          'Export the file again',
        ),
      );
    }
  }
  return { name, epsg: srs > 0 ? code : null, features };
}

function chooseLayer<L extends { name: string }>(layers: readonly L[], wanted: string | undefined): L {
  const names = layers.map(({ name }) => name);
  const [first, ...others] = layers;
  if (!first) throw new FormatError('no-features', 'the GeoPackage has no layer of features; export one');
  if (wanted === undefined && others.length === 0) return first;
  const listed = names.map((name) => quote(name)).join(', ');
  if (wanted === undefined) {
    throw new FormatError(
      'several-layers',
      `the GeoPackage has several layers (${listed}); name one with --layer, as in --layer ${quote(first.name)}`,
      0,
      { layers: names },
    );
  }
  const found = layers.find(({ name }) => name === wanted);
  if (found) return found;
  const message = `the GeoPackage has no layer ${quote(wanted)}; it has ${listed}`;
  throw new FormatError('unknown-layer', message, 0, { layer: quote(wanted), layers: names });
}
