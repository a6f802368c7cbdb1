import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../e2e/app.ts';

const run = promisify(execFile);

/** GDAL's tools come with Debian's `gdal-bin`; CI installs it, so there this suite always runs. */
const version = await run('ogrinfo', ['--version']).then(
  ({ stdout }) => stdout.trim(),
  () => undefined,
);
if (version === undefined) {
  const message = 'ogrinfo is missing, so nobody has tried whether GDAL opens our downloads. Install gdal-bin.';
  if (process.env.CI) throw new Error(message);
  process.stderr.write(`NOT TESTED: ${message}\n`);
}

let app: RunningApp;
let folder: string;
beforeAll(async () => {
  app = await startApp({ page: false });
  folder = await mkdtemp(join(tmpdir(), 'breitblick-gdal-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await app.close();
});

/** Takes a download to a file; returns its path. */
async function take(name: string, query: string): Promise<string> {
  const response = await fetch(`${app.url}/downloads/${name}?${query}`);
  expect(response.status).toBe(200);
  const path = join(folder, name);
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
  return path;
}

interface Feature {
  properties: Record<string, unknown>;
  geometry: { type: string } | null;
}

async function readWithGdal(path: string, ...options: string[]): Promise<Feature[]> {
  const { stdout, stderr } = await run('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', path, ...options], {
    maxBuffer: 256 * 1024 * 1024,
  });
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as { features: Feature[] }).features;
}

/** Cable at gigabit in the Saarland, as the API has it. */
async function sharesOfApi(): Promise<Map<string, number | null>> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"query":"{ coverageColumns(technology: HFC, minDownstreamMbits: 1000) { ags sharesPercent } }"}',
  });
  const { data } = (await response.json()) as {
    data: { coverageColumns: { ags: string[]; sharesPercent: (number | null)[] } };
  };
  const { ags, sharesPercent } = data.coverageColumns;
  return new Map(
    ags.map((key, index) => [key, sharesPercent[index] ?? null] as const).filter(([key]) => key.startsWith('10')),
  );
}

const saarland = 'technology=HFC&speed=1000&state=10';

describe.skipIf(version === undefined)('GDAL', () => {
  test.each(['municipalities.gpkg', 'municipalities.geojson', 'municipalities.csv'])(
    'reads %s with the figures of the API',
    async (name) => {
      const path = await take(name, saarland);
      const options = name.endsWith('.csv') ? ['-oo', 'AUTODETECT_TYPE=YES', '-oo', 'EMPTY_STRING_AS_NULL=YES'] : [];
      const features = await readWithGdal(path, ...options);
      const read = new Map(
        features.map(({ properties: { ags, share_percent: share } }) => [
          String(ags).padStart(8, '0'),
          (share as number | null | undefined) ?? null,
        ]),
      );
      expect(read).toEqual(await sharesOfApi());
      if (!name.endsWith('.csv')) for (const { geometry } of features) expect(geometry?.type).toBe('MultiPolygon');
    },
  );

  test.each(['municipalities.gpkg', 'cells.gpkg', 'districts.gpkg'])(
    'finds nothing to mend in %s, and every geometry valid',
    async (name) => {
      const table = name.replace('.gpkg', '');
      const path = await take(name, table === 'municipalities' ? saarland : 'ags=07313000');
      const { stdout, stderr } = await run('ogrinfo', ['-so', '-al', path]);
      expect(stderr).toBe('');
      expect(stdout).toContain("using driver `GPKG' successful");
      expect(stdout).toMatch(/Feature Count: [1-9]/);
      const sql = `select count(*) as broken from ${table} where geom is null or not ST_IsValid(geom)`;
      const counts = await readWithGdal(path, '-dialect', 'sqlite', '-sql', sql);
      expect(counts.map(({ properties }) => properties)).toEqual([{ broken: 0 }]);
    },
  );

  test('edits a GeoPackage, and its spatial index follows', async () => {
    const path = await take('districts.gpkg', 'ags=07313000');
    const sql = "delete from districts where name = 'Arzheim'";
    const { stderr } = await run('ogrinfo', [path, '-sql', sql]);
    expect(stderr).toBe('');
    const database = new DatabaseSync(path);
    const count = (from: string) => database.prepare(`select count(*) as count from ${from}`).get()?.count;
    expect(count('rtree_districts_geom')).toBe(count('districts'));
    database.close();
  });
});

test('a GeoPackage has the structure that the standard asks for, and says its licence and what its columns mean', async () => {
  const database = new DatabaseSync(await take('municipalities.gpkg', saarland), { readOnly: true });
  const one = (sql: string): Record<string, unknown> => ({ ...database.prepare(sql).get() });
  const all = (sql: string): Record<string, unknown>[] =>
    database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  expect(one('pragma application_id')).toEqual({ application_id: 0x47504b47 });
  expect(one('pragma user_version')).toEqual({ user_version: 10300 });
  expect(all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(all('pragma foreign_key_check')).toEqual([]);
  expect(all('select srs_id from gpkg_spatial_ref_sys order by srs_id')).toEqual([
    { srs_id: -1 },
    { srs_id: 0 },
    { srs_id: 4326 },
  ]);
  expect(one('select table_name, data_type, srs_id from gpkg_contents')).toEqual({
    table_name: 'municipalities',
    data_type: 'features',
    srs_id: 4326,
  });
  expect(one('select column_name, geometry_type_name, z, m from gpkg_geometry_columns')).toEqual({
    column_name: 'geom',
    geometry_type_name: 'MULTIPOLYGON',
    z: 0,
    m: 0,
  });
  const { min_x: west, max_x: east, min_y: south, max_y: north } = one('select * from gpkg_contents');
  expect([west, east, south, north]).toEqual([
    expect.closeTo(6.36, 1),
    expect.closeTo(7.4, 1),
    expect.closeTo(49.11, 1),
    expect.closeTo(49.64, 1),
  ]);
  const blob = one('select geom from municipalities').geom as Uint8Array;
  expect(Buffer.from(blob.subarray(0, 4))).toEqual(Buffer.from([0x47, 0x50, 0, 0b11]));
  expect(one('select count(*) as count from rtree_municipalities_geom')).toEqual(
    one('select count(*) as count from municipalities'),
  );
  const described = new Map(
    all('select column_name, title from gpkg_data_columns').map(({ column_name: name, title }) => [name, title]),
  );
  expect(described.get('hfc_1000')).toBe('Kabel (HFC) ab 1000 Mbit/s (%)');
  const columns = all('pragma table_info(municipalities)').map(({ name }) => name);
  expect(columns.filter((name) => name !== 'fid' && name !== 'geom' && !described.has(name))).toEqual([]);
  const { metadata } = one(
    "select metadata from gpkg_metadata join gpkg_metadata_reference on md_file_id = id where table_name = 'municipalities'",
  );
  expect(JSON.parse(String(metadata))).toMatchObject({
    'dct:temporal': '2021-06-30',
    'dct:bibliographicCitation': expect.stringContaining('Breitbandatlas') as string,
    modelled: false,
  });
  database.close();
});
