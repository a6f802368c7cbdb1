import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cell, importRecords, municipality, startTileServer, type TileServer } from '../server/tiles/fixture.ts';
import { tileAt } from '../server/tiles/tile.ts';

const run = promisify(execFile);

/** GDAL's tools come with Debian's `gdal-bin`; CI installs it, so there this suite always runs. */
const version = await run('ogrinfo', ['--version']).then(
  ({ stdout }) => stdout.trim(),
  () => undefined,
);
if (version === undefined) {
  const message = 'ogrinfo is missing, so nobody has tried whether GDAL opens our tiles. Install gdal-bin.';
  if (process.env.CI) throw new Error(message);
  process.stderr.write(`NOT TESTED: ${message}\n`);
}

interface Collection {
  features: {
    properties: Record<string, unknown>;
    geometry: { type: string; coordinates: unknown };
  }[];
}

let server: TileServer;

beforeAll(async () => {
  if (version === undefined) return;
  server = await startTileServer();
  await importRecords(server, { kind: 'boundaries', referenceDate: '2021-07-01' }, [
    municipality('07313000', 'Landau in der Pfalz', [8.0, 49.1, 8.2, 49.3], { independent: true }),
    municipality('07337082', 'Dörrenbach', [8.2, 49.1, 8.3, 49.3]),
  ]);
  await importRecords(server, { kind: 'municipal_coverage' }, [
    { type: 'municipal_coverage', line: 2, ags: '07313000', shares: [99.26, null] },
  ]);
  await importRecords(server, { kind: 'cell_coverage' }, [
    cell(2_900_100, 4_183_700, 12, [97.53, null]),
    cell(2_900_100, 4_183_800, 2, [100, 100]),
  ]);
});
afterAll(async () => {
  if (version !== undefined) await server.close();
});

function addressOf(layer: string, z: number): string {
  const { x, y } = tileAt(8.1166, 49.1988, z);
  return `MVT:${server.url}/tiles/${layer}/${z}/${x}/${y}.mvt`;
}

async function readWithGdal(address: string, ...options: string[]): Promise<Collection> {
  const { stdout } = await run('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', address, ...options]);
  return JSON.parse(stdout) as Collection;
}

test.skipIf(version === undefined)(
  'GDAL reads municipalities from the running server, with exact figures',
  async () => {
    const { features } = await readWithGdal(addressOf('municipalities', 9));
    expect(features.map(({ properties }) => properties)).toEqual([
      expect.objectContaining({ ags: '07313000', name: 'Landau in der Pfalz', all_30: 99.26 }),
      expect.objectContaining({ ags: '07337082', name: 'Dörrenbach' }),
    ]);
    for (const { properties } of features) expect(properties.ftth_b_1000 ?? null).toBeNull();
  },
);

test.skipIf(version === undefined)('GDAL reads cells, and a small one has no figures', async () => {
  const { features } = await readWithGdal(addressOf('cells', 14));
  expect(features).toHaveLength(2);
  expect(features[0]?.properties).toMatchObject({ size: 100, households: 12, all_30: 97.5 });
  expect(features[1]?.properties).toMatchObject({ size: 100, protected: true });
  for (const name of ['all_30', 'ftth_b_1000', 'households']) expect(features[1]?.properties[name] ?? null).toBeNull();
});

test.skipIf(version === undefined)('every geometry is valid to GDAL, and of the type it should be', async () => {
  for (const [layer, z, types] of [
    ['municipalities', 9, ['MultiPolygon', 'Polygon']],
    ['municipalities', 14, ['MultiPolygon', 'Polygon']],
    ['cells', 14, ['MultiPolygon', 'Polygon']],
    ['cells', 10, ['MultiPolygon', 'Polygon']],
    ['borders', 9, ['LineString', 'MultiLineString']],
    ['places', 9, ['Point']],
  ] as const) {
    const { features } = await readWithGdal(addressOf(layer, z));
    expect(features.length).toBeGreaterThan(0);
    for (const { geometry } of features) expect(types).toContain(geometry.type);
    const sql = `select count(*) as broken from ${layer} where not ST_IsValid(geometry)`;
    const { features: counts } = await readWithGdal(addressOf(layer, z), '-dialect', 'sqlite', '-sql', sql);
    expect(counts.map(({ properties }) => properties)).toEqual([{ broken: 0 }]);
  }
});

test.skipIf(version === undefined)('GDAL takes a whole zoom with our TileJSON as its metadata', async () => {
  const { stdout } = await run('ogrinfo', [
    '-ro',
    `MVT:${server.url}/tiles/municipalities/9`,
    ...['-oo', 'TILE_EXTENSION=mvt'],
    ...['-oo', `METADATA_FILE=${server.url}/tiles/municipalities.json`],
  ]);
  expect(stdout).toContain("using driver `MVT' successful");
  expect(stdout).toContain('municipalities');
});
