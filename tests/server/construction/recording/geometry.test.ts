import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ImportOptions } from '../../../../server/import-source.ts';
import type { TestDatabase } from '../../../database.ts';
import { anArea, record } from '../fixture.ts';
import { ags, type Imports, openImports } from '../imports.ts';
import { east, geojson, line, square, type TestFeature } from './features.ts';
import { writeShapefile } from './shapefile.ts';

let imports: Imports;
let database: TestDatabase;
beforeAll(async () => {
  imports = await openImports();
  ({ database } = imports);
});
afterAll(() => imports.close());
beforeEach(async () => {
  await imports.startOver();
});

const importFile = (name: string, content: string | Uint8Array | undefined, options: ImportOptions = {}) =>
  imports.importFile(name, content, { beside: true, ...options });

const trenches = async () => {
  const { rows } = await sql<{ ags: string; id: string; surface: string | null; metres: number; x: number; y: number }>`
    select ags, id, surface, round(length_m::numeric, 2)::float8 as metres, round(ST_X(ST_StartPoint(line))::numeric, 4)::float8 as x,
      round(ST_Y(ST_StartPoint(line))::numeric, 4)::float8 as y
    from trench where upper_inf(recorded) order by id`.execute(database.db);
  return rows;
};

const utm = 'urn:ogc:def:crs:EPSG::25832';

test('trenches in metres, found by their place, with their surface and what is said of them', async () => {
  const outcome = await importFile(
    'trassen_2026-03-20.geojson',
    geojson(
      [
        line('t-1', { oberflaeche: 'Asphalt', status: 'im Bau', datum: 'Februar 2026', farbe: 'rot' }),
        line('t-2', { oberflaeche: 'lila' }),
      ],
      utm,
    ),
    { holds: 'geometry' },
  );
  expect(outcome.found).toEqual([
    [0, 'warning', 'unknown-attributes'],
    [2, 'warning', 'unknown-value'],
  ]);
  expect(outcome.problems[0]?.message).toContain('"farbe"');
  // The file's own metres: those of the ground are 0.03 % more.
  const place = { ags, metres: 100, x: 8.0391, y: 49.1988 };
  expect(await trenches()).toEqual([
    { id: 't-1', surface: 'sealed', ...place },
    { id: 't-2', surface: null, ...place },
  ]);
  const said = await database.db.selectFrom('stage_statement').select(['subject_id', 'stage', 'progress']).execute();
  expect(said).toEqual([{ subject_id: 't-1', stage: 'civil_works', progress: 'under_way' }]);
});

describe('the coordinate system', () => {
  const bare = (x: number) => geojson([line('t-1', {}, x)]);
  const options = { holds: 'geometry', referenceDate: '2026-03-20' } as const;

  test('is asked for where the numbers may be of several', async () => {
    await expect(importFile('utm.geojson', bare(east), options)).rejects.toThrow(/add --crs EPSG:25832/);
    const outcome = await importFile('utm.geojson', bare(east), { ...options, crs: 'EPSG:25832' });
    expect(outcome.found).toEqual([]);
    expect(await trenches()).toMatchObject([{ x: 8.0391, y: 49.1988 }]);
  });

  test('is assumed, and said so, where they can be of one alone', async () => {
    const outcome = await importFile('zone.geojson', bare(32_000_000 + east), options);
    expect(outcome.found).toEqual([[0, 'warning', 'crs-assumed']]);
    expect(outcome.problems[0]?.message).toContain('EPSG:4647');
    expect(await trenches()).toMatchObject([{ x: 8.0391, y: 49.1988 }]);
  });

  test.each(['EPSG:2154', 'Lambert'])('%s is not known, and what is, is said', async (crs) => {
    await expect(importFile('fr.geojson', bare(east), { ...options, crs })).rejects.toThrow(
      /is not known; known are .*25832/,
    );
  });
});

test('invalid shapes are mended with a word, or refused', async () => {
  const ring = (...positions: number[][]) => ({ ...square('x'), coordinates: [positions] });
  const shape = (id: string, feature: TestFeature) => ({
    ...feature,
    properties: { ...feature.properties, kennung: id },
  });
  const outcome = await importFile(
    'gebiete_2026-03-20.geojson',
    geojson([
      shape('bow', ring([8.1, 49.1], [8.2, 49.2], [8.2, 49.1], [8.1, 49.2], [8.1, 49.1])),
      shape('open', ring([8.1, 49.1], [8.2, 49.1], [8.2, 49.2])),
      shape('two', ring([8.1, 49.1], [8.2, 49.1], [8.1, 49.1])),
      shape('line', {
        ...line('l'),
        coordinates: [
          [8.1, 49.1],
          [8.2, 49.1],
        ],
      }),
      shape('far', ring([8.1, 40.1], [8.2, 40.1], [8.2, 40.2], [8.1, 40.1])),
      square('nobody', { betreiber: '' }),
      square('good', { ortsteil: 'Mörzheim', haushalte: 120 }),
      square('good'),
      square(''),
      { properties: { kennung: 'empty' }, type: 'Polygon', coordinates: [] },
    ]),
    { holds: 'geometry', crs: 'EPSG:4326', kind: 'area' },
  );
  expect(outcome.found.toSorted(([one], [other]) => Number(one) - Number(other))).toEqual([
    [1, 'warning', 'mended-geometry'],
    [2, 'warning', 'open-ring'],
    [3, 'refused', 'no-area'],
    [4, 'refused', 'wrong-geometry-type'],
    [5, 'refused', 'outside-germany'],
    [6, 'refused', 'missing-operator'],
    [8, 'refused', 'duplicate-subject'],
    [9, 'refused', 'missing-id'],
    [10, 'refused', 'empty-geometry'],
  ]);
  const { rows } = await sql<{ id: string; valid: boolean }>`
    select id, ST_IsValid(boundary) as valid from rollout_area order by id`.execute(database.db);
  expect(rows).toEqual(['bow', 'good', 'open'].map((id) => ({ id, valid: true })));
});

test('a new shape of a known area leaves what the file does not say', async () => {
  await record(database, [anArea({ ags, id: 'west', name: 'West', operator: 'Alte Netz', households: 7 })]);
  const again = await importFile(
    'gebiet2_2026-03-21.geojson',
    geojson([square('west', { betreiber: '', haushalte: 9 })]),
    {
      holds: 'geometry',
      crs: 'EPSG:4326',
    },
  );
  expect(again.found).toEqual([]);
  const areas = await database.db
    .selectFrom('rollout_area')
    .select(['name', 'operator', 'households'])
    .where(sql<boolean>`upper_inf(recorded)`)
    .execute();
  expect(areas).toEqual([{ name: 'West', operator: 'Alte Netz', households: 9 }]);
  const elsewhere = geojson([square('other', { ags: '07334007' })]);
  const other = await importFile('gebiet_2026-03-22.geojson', elsewhere, { holds: 'geometry', crs: 'EPSG:4326' });
  expect(other.found).toEqual([[1, 'warning', 'outside-municipality']]);
});

describe('a GeoPackage', () => {
  /** WKB of a line, with heights by ISO or not, behind a GeoPackage's header. */
  function geometryOf(positions: readonly (readonly number[])[], srs: number): Uint8Array {
    const hasHeight = positions[0]?.length === 3;
    const numbers = positions.flat();
    const bytes = Buffer.alloc(8 + 9 + numbers.length * 8);
    bytes.write('GP', 0, 'latin1');
    bytes.writeUInt8(1, 3);
    bytes.writeInt32LE(srs, 4);
    bytes.writeUInt8(1, 8);
    bytes.writeUInt32LE(hasHeight ? 1002 : 2, 9);
    bytes.writeUInt32LE(positions.length, 13);
    numbers.forEach((number, index) => bytes.writeDoubleLE(number, 17 + index * 8));
    return bytes;
  }

  function write(name: string, srs: number, layers: readonly string[] = ['trassen']): string {
    const path = join(imports.folder, name);
    const file = new DatabaseSync(path);
    file.exec(`create table gpkg_spatial_ref_sys (srs_name text, srs_id integer, organization text, organization_coordsys_id integer);
      insert into gpkg_spatial_ref_sys values ('UTM', 25832, 'EPSG', 25832), ('Lambert', 2154, 'EPSG', 2154), ('undefined', 0, 'NONE', 0);
      create table gpkg_contents (table_name text, data_type text);
      create table gpkg_geometry_columns (table_name text, column_name text, srs_id integer);`);
    for (const layer of layers) {
      file.exec(`create table ${layer} (fid integer primary key, geom blob, trassen_nr text, belag text);
        insert into gpkg_contents values ('${layer}', 'features');
        insert into gpkg_geometry_columns values ('${layer}', 'geom', ${srs});`);
      const insert = file.prepare(`insert into ${layer} values (null, ?, ?, ?)`);
      insert.run(
        geometryOf(
          [
            [east, 5_450_000],
            [east, 5_450_100],
          ],
          srs,
        ),
        'T 1',
        'Pflaster',
      );
      insert.run(
        geometryOf(
          [
            [east, 5_450_000, 140],
            [east + 50, 5_450_000, 141],
          ],
          srs,
        ),
        'T 2',
        null,
      );
      insert.run(Buffer.from('no geometry'), 'T 3', null);
    }
    file.close();
    return name;
  }

  test('has its own coordinate system, heights are left out, and what is broken is told', async () => {
    const outcome = await importFile(write('trassen_2026-03-20.gpkg', 25832), undefined);
    expect(outcome.found).toEqual([[3, 'refused', 'unusable-geometry']]);
    expect(await trenches()).toMatchObject([
      { id: 'T 1', surface: 'sealed', metres: 100 },
      { id: 'T 2', surface: null, metres: 50 },
    ]);
  });

  test('with several layers gives each as an edition of its own, by its name', async () => {
    const date = { referenceDate: '2026-03-20' };
    const path = write('layers.gpkg', 25832, ['nord', 'sued']);
    for (const layer of ['nord', 'sued']) {
      expect(await importFile(path, undefined, { ...date, layer })).toMatchObject({ written: 2 });
    }
    await expect(importFile(path, undefined, { ...date, layer: 'ost' })).rejects.toThrow(
      'no layer "ost"; it has "nord", "sued"',
    );
  });

  test('of another system, of several layers, or damaged, is refused in words', async () => {
    const date = { referenceDate: '2026-03-20' };
    await expect(importFile(write('lambert.gpkg', 2154), undefined, date)).rejects.toThrow('EPSG:2154 is not known');
    await expect(importFile(write('none.gpkg', 0), undefined, date)).rejects.toThrow('add --crs');
    await expect(importFile(write('two.gpkg', 25832, ['a', 'b']), undefined, date)).rejects.toThrow(
      'several layers ("a", "b"); name one with --layer, as in --layer "a"',
    );
    await expect(importFile('broken.gpkg', `SQLite format 3\0${'x'.repeat(5000)}`, date)).rejects.toThrow(
      "can't be read",
    );
  });
});

test('of a file with several kinds each is taken by itself, though the file is the same', async () => {
  const mixed = geojson([
    {
      ...line('t-1'),
      coordinates: [
        [8.1, 49.2],
        [8.1, 49.201],
      ],
    },
    square('a-1'),
  ]);
  const options = { holds: 'geometry', referenceDate: '2026-03-20', crs: 'EPSG:4326' } as const;
  const trench = await importFile('mixed.geojson', mixed, { ...options, kind: 'trench' });
  expect(trench).toMatchObject({ written: 1, found: [[2, 'refused', 'wrong-geometry-type']] });
  const area = await importFile('mixed.geojson', mixed, { ...options, kind: 'area' });
  expect(area).toMatchObject({ written: 1, found: [[1, 'refused', 'wrong-geometry-type']] });
});

describe('a Shapefile of points', () => {
  const point = { properties: { kennung: ' NVT-7' }, type: 'Point', coordinates: [east, 5_450_000] };
  const write = (name: string, wkt?: string) => writeShapefile(imports.folder, name, [point], wkt);
  const options = { holds: 'geometry', referenceDate: '2026-03-20' } as const;

  test('says its coordinate system in its .prj; without, it has to be said', async () => {
    expect(
      (await importFile(await write('nvt', 'PROJCS["ETRS_1989_UTM_Zone_32N"]'), undefined, options)).found,
    ).toEqual([]);
    const { rows } = await sql`select id, kind, round(ST_X(point)::numeric, 4)::float8 as x from network_point`.execute(
      database.db,
    );
    expect(rows).toEqual([{ id: 'NVT-7', kind: 'other', x: 8.0391 }]);
    await expect(importFile(await write('bare'), undefined, options)).rejects.toThrow('add --crs');
    await expect(importFile(await write('odd', 'PROJCS["Moon_Mercator"]'), undefined, options)).rejects.toThrow(
      '"PROJCS["Moon_Mercator"]" is not known',
    );
  });
});
