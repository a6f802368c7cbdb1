import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toLonLat } from '../../../geodata/grid.ts';
import { cellsLayer } from '../../../server/coverage/layer.ts';
import { Choices } from '../../../server/http/tiles.ts';
import { cell, importRecords, municipality, startTileServer, type TileServer } from './fixture.ts';
import { decodeTile, landau, pathOf, tileAt } from './tile.ts';

let server: TileServer;
let cells: string;
let coverage: string;

beforeAll(async () => {
  server = await startTileServer();
  await importRecords(server, { kind: 'boundaries', referenceDate: '2021-07-01' }, [
    municipality('07313000', 'Landau in der Pfalz', [8.0, 49.1, 8.2, 49.3], {
      independent: true,
      designation: 'Stadt',
    }),
    municipality('07337082', 'Dorf', [8.2, 49.1, 8.3, 49.3]),
    municipality('07337999', 'Wald', [8.3, 49.1, 8.4, 49.3], { inhabited: false }),
  ]);
  const municipal = await importRecords(server, { kind: 'municipal_coverage' }, [
    { type: 'municipal_coverage', line: 2, ags: '07313000', shares: [99.26, 0] },
    { type: 'municipal_coverage', line: 3, ags: '07337082', shares: [50, null] },
    { type: 'municipal_coverage', line: 4, ags: '07337999', shares: [100, 100] },
  ]);
  coverage = municipal.editionId;
  const modelled = await importRecords(
    server,
    { kind: 'cell_coverage' },
    [
      cell(2_900_100, 4_183_700, 12, [97.53, null]),
      cell(2_900_100, 4_183_800, 4, [100, 100]),
      cell(2_900_200, 4_183_700, null, [0, 0.01]),
    ],
    { modelled: true },
  );
  cells = modelled.editionId;
});
afterAll(() => server.close());

async function fetchTile(layer: string, z: number, query = '', place = landau) {
  const response = await fetch(`${server.url}${pathOf(layer, z, place)}${query}`);
  expect([200, 204]).toContain(response.status);
  return decodeTile(new Uint8Array(await response.arrayBuffer()), layer).toSorted(
    (one, other) => (one.id ?? 0) - (other.id ?? 0),
  );
}

test('cells carry their figures; a missing one is absent and never 0, a small cell carries none', async () => {
  const features = await fetchTile('cells', 14);
  expect(features.map(({ id, properties }) => ({ id, ...properties }))).toEqual([
    { id: 2900141837, size: 100, modelled: true, households: 12, all_30: 97.5 },
    { id: 2900141838, size: 100, modelled: true, protected: true },
    { id: 2900241837, size: 100, modelled: true, all_30: 0, ftth_b_1000: 0.5 },
  ]);
});

test('a cell is a square ring, clockwise with y down, where the grid has it', async () => {
  const [feature] = await fetchTile('cells', 14);
  const [ring = []] = feature?.geometry ?? [];
  const { x, y } = tileAt(landau[0], landau[1], 14);
  const corners = [
    [4_183_700, 2_900_200],
    [4_183_800, 2_900_200],
    [4_183_800, 2_900_100],
    [4_183_700, 2_900_100],
    [4_183_700, 2_900_200],
  ].map(([easting = 0, northing = 0]) => {
    const [longitude, latitude] = toLonLat(easting, northing);
    const up = (1 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI) / 2;
    return {
      x: Math.round((((longitude + 180) / 360) * 2 ** 14 - x) * 4096),
      y: Math.round((up * 2 ** 14 - y) * 4096),
    };
  });
  expect(feature?.type).toBe(3);
  expect(ring).toEqual(corners);
});

test('from far away cells are means over 1 km and 5 km, whose households are rounded', async () => {
  const oneKilometre = await fetchTile('cells', 10);
  expect(oneKilometre.map(({ properties }) => properties)).toEqual([
    { size: 1000, modelled: true, households: 20, all_30: 97.5 },
  ]);
  expect((await fetchTile('cells', 6)).map(({ properties }) => properties.size)).toEqual([5000]);
});

test('a query restricts the figures to a technology', async () => {
  const [first, , third] = await fetchTile('cells', 14, '?technology=FTTH_B');
  expect(first?.properties).toEqual({ size: 100, modelled: true, households: 12 });
  expect(third?.properties).toEqual({ size: 100, modelled: true, ftth_b_1000: 0.5 });
});

test('municipalities carry exact figures; what nobody lives in carries none', async () => {
  const features = await fetchTile('municipalities', 9);
  expect(features.map(({ id, properties }) => ({ id, ...properties }))).toEqual([
    { id: 7313000, ags: '07313000', name: 'Landau in der Pfalz', all_30: 99.26, ftth_b_1000: 0 },
    { id: 7337082, ags: '07337082', name: 'Dorf', all_30: 50 },
    { id: 7337999, ags: '07337999', name: 'Wald', inhabited: false },
  ]);
  const inside = await fetchTile('municipalities', 14);
  expect(inside.map(({ id, geometry }) => ({ id, rings: geometry.length }))).toEqual([{ id: 7313000, rings: 1 }]);
});

test('borders are drawn once, by what they part, and places by their rank', async () => {
  const borders = await fetchTile('borders', 9);
  expect(new Set(borders.map(({ properties }) => properties.rank))).toContain('county');
  expect((await fetchTile('places', 5)).map(({ properties }) => properties)).toEqual([
    { ags: '07313000', name: 'Landau in der Pfalz', rank: 1, order: expect.any(Number) as number },
  ]);
  expect((await fetchTile('places', 8)).map(({ properties }) => properties)).toEqual([
    { ags: '07313000', name: 'Landau in der Pfalz', rank: 1, order: expect.any(Number) as number },
    { ags: '07337082', name: 'Dorf', rank: 3, order: expect.any(Number) as number },
  ]);
});

test('TileJSON says where the tiles are, what they hold, in which unit, and whose it is', async () => {
  const response = await fetch(`${server.url}/tiles/cells.json?edition=${cells}`);
  expect(response.headers.get('content-type')).toContain('application/json');
  const json = (await response.json()) as Record<string, unknown>;
  expect(json).toMatchObject({
    tilejson: '3.0.0',
    tiles: [`${server.url}/tiles/cells/{z}/{x}/{y}.mvt?edition=${cells}`],
    edition: { id: cells, referenceDate: '2021-06-30', modelled: true },
    vector_layers: [{ id: 'cells' }],
  });
  expect(json.attribution).toContain('Breitbandatlas');
  expect(JSON.stringify(json.vector_layers)).toContain(
    '"households":"Number of households; rounded to the nearest ten where size is above 100;',
  );
  expect(JSON.stringify(json.vector_layers)).toContain(
    '"ftth_b_1000":"FTTH_B, at least 1000 Mbit/s downstream: % of households',
  );
});

test('the same tile is not sent twice, and one of a pinned edition is asked for again after an hour', async () => {
  const url = `${server.url}${pathOf('cells', 14)}?edition=${cells}`;
  const first = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[^"]+"$/);
  expect(first.headers.get('cache-control')).toBe('public, max-age=3600, must-revalidate');
  expect(first.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
  const again = await fetch(url, { headers: { 'accept-encoding': 'identity', 'if-none-match': `"other", W/${etag}` } });
  expect([again.status, again.headers.get('etag'), (await again.arrayBuffer()).byteLength]).toEqual([304, etag, 0]);
  const current = await fetch(`${server.url}${pathOf('cells', 14)}`);
  expect(current.headers.get('cache-control')).toBe('public, max-age=60, must-revalidate');
});

test('gzip goes to those who take it, with a tag of its own; both hold the same tile', async () => {
  const { get } = await import('node:http');
  const read = async (encoding: string) =>
    new Promise<{ body: Buffer; headers: Record<string, unknown> }>((resolve) => {
      get(`${server.url}${pathOf('cells', 14)}`, { headers: { 'accept-encoding': encoding } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ body: Buffer.concat(chunks), headers: response.headers }));
      });
    });
  const [zipped, plain, refused] = [await read('gzip, br'), await read('identity'), await read('br, gzip;q=0')];
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect([plain.headers['content-encoding'], refused.headers['content-encoding']]).toEqual([undefined, undefined]);
  expect(gunzipSync(zipped.body)).toEqual(plain.body);
  expect(zipped.headers.etag).not.toBe(plain.headers.etag);
  expect(zipped.headers.vary).toBe('Accept-Encoding');
});

test('a tile with nothing in it is an empty answer', async () => {
  const response = await fetch(`${server.url}${pathOf('cells', 12, [-74, 40.7])}`);
  expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([204, 0]);
});

test('ten clients who want the same tile make one statement, and the next one none', async () => {
  const url = `${server.url}${pathOf('cells', 15)}`;
  const before = server.statements.length;
  const answers = await Promise.all(Array.from({ length: 10 }, async () => (await fetch(url)).arrayBuffer()));
  await fetch(url);
  expect(new Set(answers.map((answer) => Buffer.from(answer).toString('hex'))).size).toBe(1);
  expect(server.statements.length - before).toBe(1);
});

test('addresses of one layer, edition and technology share what is known of it, until the editions change', () => {
  const choices = new Choices(server.register);
  const layer = cellsLayer(5);
  const choice = choices.find(layer, { edition: cells, technology: 'ALL', on: null, asOf: null, planners: false });
  expect(choices.find(layer, { edition: cells, technology: 'all', on: null, asOf: null, planners: false })).toBe(
    choice,
  );
  const others = [
    { edition: cells, technology: 'FTTH_B', on: null, asOf: null, planners: false },
    { edition: cells, technology: null, on: null, asOf: null, planners: false },
    { edition: null, technology: 'ALL', on: null, asOf: null, planners: false },
  ].map((query) => choices.find(layer, query));
  expect(new Set([choice, ...others]).size).toBe(4);
  choices.clear();
  expect(choices.find(layer, { edition: cells, technology: 'ALL', on: null, asOf: null, planners: false })).not.toBe(
    choice,
  );
});

test('an address of any length is answered', async () => {
  expect(await fetchTile('cells', 14, `?padding=${'x'.repeat(400)}`)).toEqual(await fetchTile('cells', 14));
});

test.each([
  ['/tiles/roads.json', 404, 'municipalities, cells'],
  ['/tiles/roads/1/0/0.mvt', 404, 'municipalities, cells'],
  ['/tiles/', 404, '/tiles/{layer}'],
  ['/tiles/cells/12/4096/1.mvt', 400, 'from 0 to 4095'],
  ['/tiles/cells/12/1/4096.mvt', 400, 'from 0 to 4095'],
  ['/tiles/cells/12/-1/1.mvt', 400, 'from 0 to 4095'],
  ['/tiles/cells/99/1/1.mvt', 400, 'from 0 to 22'],
  ['/tiles/cells/1e1/1/1.mvt', 400, 'from 0 to 22'],
  ['/tiles/cells/x/y/z.mvt', 400, 'from 0 to 22'],
  ['/tiles/cells/12/1.5/1.mvt', 400, 'from 0 to 4095'],
  ['/tiles/cells/12/99999999999999999999/1.mvt', 400, 'from 0 to 4095'],
  ['/tiles/cells/12/1.mvt', 400, '/{z}/{x}/{y}.mvt'],
  ['/tiles/cells/12/1/1.png', 400, '/{z}/{x}/{y}.mvt'],
  ['/tiles/cells/%00/1/1.mvt', 400, 'from 0 to 22'],
  ['/tiles/cells/1/0/0.mvt?edition=none', 404, 'none'],
  ["/tiles/cells/1/0/0.mvt?edition=';drop table edition", 404, 'edition'],
  ['/tiles/cells.json?technology=SMOKE', 400, 'ALL, FTTH_B'],
  ['/tiles/municipalities.json?technology=', 400, 'ALL, FTTH_B'],
])('%s is answered with %i and the remedy', async (path, status, remedy) => {
  const response = await fetch(`${server.url}${path}`);
  expect(response.status).toBe(status);
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(((await response.json()) as { message: string }).message).toContain(remedy);
});

test('an edition of another kind is no edition of this layer', async () => {
  expect((await fetch(`${server.url}/tiles/cells.json?edition=${coverage}`)).status).toBe(404);
});

test('companies in business parks are not drawn as households', async () => {
  const { editionId } = await importRecords(server, { kind: 'municipal_coverage', population: 'business_parks' }, [
    { type: 'municipal_coverage', line: 2, ags: '07313000', shares: [98.2, 46.98] },
  ]);
  const response = await fetch(`${server.url}/tiles/municipalities.json?edition=${editionId}`);
  expect(response.status).toBe(404);
});

test('tiles can only be read', async () => {
  const response = await fetch(`${server.url}/tiles/cells.json`, { method: 'DELETE' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  const head = await fetch(`${server.url}${pathOf('cells', 14)}`, { method: 'HEAD' });
  expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0]);
});

test('a corrected edition is in the tiles right after its import, and a link to the old one shows what it showed', async () => {
  const old = await fetchTile('cells', 14, `?edition=${cells}`);
  await importRecords(server, { kind: 'cell_coverage' }, [cell(2_900_100, 4_183_700, 20, [12, 10])], {
    supersedes: cells,
  });
  expect((await fetchTile('cells', 14)).map(({ properties }) => properties)).toEqual([
    { size: 100, households: 20, all_30: 12, ftth_b_1000: 10 },
  ]);
  expect(await fetchTile('cells', 14, `?edition=${cells}`)).toEqual(old);
});

test.each(['before', 'after'])(
  'a cell is protected by households that another edition states, imported %s the shares',
  async (when) => {
    const census = await startTileServer();
    try {
      const shares = { kind: 'cell_coverage' as const, referenceDate: '2023-06-30' };
      const records = [2_900_100, 2_900_200, 2_900_300].map((northing) => cell(northing, 4_183_700, null, [50, 50]));
      const importCensus = () =>
        importRecords(census, { kind: 'cell_coverage', figures: [], referenceDate: '2022-05-15' }, [
          cell(2_900_100, 4_183_700, 3, []),
          cell(2_900_200, 4_183_700, 12, []),
        ]);
      if (when === 'before') await importCensus();
      const { editionId } = await importRecords(census, shares, records);
      // A model's households are not to be taken for published ones.
      await importRecords(census, shares, [cell(2_900_300, 4_183_700, 1, [0, 0])], { modelled: true });
      const url = `${census.url}${pathOf('cells', 14)}?edition=${editionId}`;
      await fetch(url);
      if (when === 'after') await importCensus();
      const tile = decodeTile(new Uint8Array(await (await fetch(url)).arrayBuffer()), 'cells');
      expect(tile.map(({ properties }) => properties)).toEqual([
        { size: 100, protected: true },
        { size: 100, households: 12, all_30: 50, ftth_b_1000: 50 },
        { size: 100, all_30: 50, ftth_b_1000: 50 },
      ]);
    } finally {
      await census.close();
    }
  },
);
