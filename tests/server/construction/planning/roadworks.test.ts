import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { toGeoPackageGeometry } from '../../../../geodata/formats/wkb.ts';
import type { Place } from '../../../../geodata/table.ts';
import { findRoadworks } from '../../../../server/construction/planning/queries.ts';
import type { ImportOptions } from '../../../../server/import-source.ts';
import { ags, type Imports, openImports } from '../imports.ts';
import { east, geojson, line, type TestFeature } from '../recording/features.ts';
import { writeShapefile } from '../recording/shapefile.ts';

let imports: Imports;
beforeAll(async () => {
  imports = await openImports();
});
afterAll(() => imports.close());
beforeEach(() => imports.startOver());

let files = 0;
const options = (): ImportOptions => ({ referenceDate: '2026-03-20', beside: true, holds: 'geometry', ags });
const importFeatures = (features: readonly TestFeature[], own: ImportOptions = {}) =>
  imports.importFile(`baustellen-${++files}.geojson`, geojson(features, 'urn:ogc:def:crs:EPSG::25832'), {
    ...options(),
    ...own,
  });
const found = () =>
  findRoadworks(imports.database.db, {
    ...{ ags, areaIds: null, asOf: null, from: null, until: null, box: null, limit: 10 },
  });

const works = { von: '16.3.2026', bis: '30.4.2026', verkehr: 'Voll gesperrt', strasse: 'Horststraße' };
const north = 5_450_000;

test('roadworks come as they are drawn, with the length of all their lines and the size of an area', async () => {
  const parts = [
    [
      [east, north],
      [east, north + 30],
      [east + 40, north + 30],
    ],
    [
      [east + 100, north],
      [east + 100, north + 5.5],
    ],
  ];
  const square = [
    [
      [east, north],
      [east + 20, north],
      [east + 20, north + 10],
      [east, north + 10],
      [east, north],
    ],
  ];
  const { found: problems, written } = await importFeatures([
    { properties: { kennung: 'B-1', ...works }, type: 'MultiLineString', coordinates: parts },
    { properties: { kennung: 'B-2', ...works, grund: 'Platz' }, type: 'Polygon', coordinates: square },
    { properties: { kennung: 'B-3', ...works }, type: 'Point', coordinates: [east, north] },
  ]);
  expect([problems, written]).toEqual([[], 3]);
  const all = await found();
  expect(
    all.map(({ id, geometry, lengthM, areaM2 }) => [id, (JSON.parse(geometry) as TestFeature).type, lengthM, areaM2]),
  ).toEqual([
    ['B-1', 'MultiLineString', 75.5, null],
    ['B-2', 'MultiPolygon', null, 200],
    ['B-3', 'Point', null, null],
  ]);
  expect(all[1]).toMatchObject({
    street: 'Horststraße',
    last: '2026-04-30',
    trafficEffect: 'closed',
    reasonDe: 'Platz',
  });
});

const street: TestFeature = {
  properties: { kennung: 'B-1', ...works },
  type: 'LineString',
  coordinates: [
    [east, north],
    [east, north + 75.5],
  ],
};
const place: TestFeature = {
  properties: { kennung: 'B-2', ...works, grund: 'Plätze' },
  type: 'Polygon',
  coordinates: [
    [
      [east, north],
      [east, north + 10],
      [east + 20, north + 10],
      [east + 20, north],
      [east, north],
    ],
  ],
};
// As a form of a GIS writes days.
const days = { von: '2026-03-16', bis: '2026-04-30' };
const shaft: TestFeature = {
  properties: { kennung: 'B-3', ...works, ...days },
  type: 'Point',
  coordinates: [east, north],
};
const drawn = async () =>
  (await found()).map(({ id, geometry, lengthM, areaM2, street: name, first, last, trafficEffect, reasonDe }) => [
    ...[id, (JSON.parse(geometry) as TestFeature).type, lengthM, areaM2],
    ...[name, first, last, trafficEffect, reasonDe],
  ]);
const asDrawn = [
  ['B-1', 'LineString', 75.5, null, 'Horststraße', '2026-03-16', '2026-04-30', 'closed', null],
  ['B-2', 'MultiPolygon', null, 200, 'Horststraße', '2026-03-16', '2026-04-30', 'closed', 'Plätze'],
  ['B-3', 'Point', null, null, 'Horststraße', '2026-03-16', '2026-04-30', 'closed', null],
];

test('roadworks come from a GeoPackage, whatever is drawn in its layer', async () => {
  const file = new DatabaseSync(join(imports.folder, 'baustellen.gpkg'));
  file.exec(`create table gpkg_spatial_ref_sys (srs_name text, srs_id integer, organization text, organization_coordsys_id integer);
    insert into gpkg_spatial_ref_sys values ('UTM', 25832, 'EPSG', 25832);
    create table gpkg_contents (table_name text, data_type text);
    insert into gpkg_contents values ('baustellen', 'features');
    create table gpkg_geometry_columns (table_name text, column_name text, srs_id integer);
    insert into gpkg_geometry_columns values ('baustellen', 'geom', 25832);
    create table baustellen (fid integer primary key, geom geometry, kennung text, von date, bis date, verkehr text, strasse text,
      grund text)`);
  const insert = file.prepare('insert into baustellen values (null, ?, ?, ?, ?, ?, ?, ?)');
  for (const { properties, type, coordinates } of [street, place, shaft]) {
    const { bytes } = toGeoPackageGeometry({ type, coordinates } as Place, 25832);
    const texts = ['kennung', 'von', 'bis', 'verkehr', 'strasse', 'grund'].map((name) => properties[name] ?? null);
    insert.run(bytes, ...(texts as (string | null)[]));
  }
  file.close();
  const outcome = await imports.importFile('baustellen.gpkg', undefined, options());
  expect([outcome.found, outcome.written]).toEqual([[], 3]);
  expect(await drawn()).toEqual(asDrawn);
});

test('roadworks come from Shapefiles, one for points, lines and areas each', async () => {
  for (const [name, feature] of Object.entries({ street, place, shaft })) {
    const path = await writeShapefile(imports.folder, name, [feature], 'PROJCS["ETRS_1989_UTM_Zone_32N"]');
    const outcome = await imports.importFile(path, undefined, options());
    expect([name, outcome.found, outcome.written]).toEqual([name, [], 1]);
  }
  expect(await drawn()).toEqual(asDrawn);
});

test('the same id corrects, an x takes back, and what can not be understood is told with its feature', async () => {
  await importFeatures([line('B-1', works), line('B-2', works)]);
  const { found: problems } = await importFeatures([
    line('B-1', { ...works, verkehr: 'Gehweg gesperrt' }),
    line('B-2', { ...works, entfaellt: 'x' }),
    line('B-3', { ...works, von: '31.2.2026' }),
    {
      ...line('B-4', works),
      coordinates: [
        [east, north],
        [east, north],
      ],
    },
  ]);
  expect(problems).toEqual([
    [3, 'refused', 'no-such-day'],
    [4, 'refused', 'no-length'],
  ]);
  expect((await found()).map(({ id, trafficEffect }) => [id, trafficEffect])).toEqual([['B-1', 'footpath']]);
});

test('an outline that crosses itself becomes the areas that it encloses', async () => {
  const bow = [
    [
      [0, 0],
      [20, 20],
      [20, 0],
      [0, 20],
      [0, 0],
    ].map(([x = 0, y = 0]) => [east + x, north + y]),
  ];
  await importFeatures([{ properties: { kennung: 'B-1', ...works }, type: 'Polygon', coordinates: bow }]);
  expect((await found()).map(({ areaM2 }) => areaM2)).toEqual([200]);
});

test('what is named as roadworks and lacks their attributes is refused, and a trench stays a trench', async () => {
  await expect(importFeatures([line('T-1')], { holds: 'roadworks' })).rejects.toThrow(
    'the features lack the attributes verkehr, von',
  );
  const { written } = await importFeatures([line('T-1')], { holds: 'geometry' });
  expect(written).toBe(1);
  expect(await found()).toEqual([]);
});
