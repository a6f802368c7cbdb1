import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { get } from 'node:http';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderPrefix } from '../../../server/downloads/file.ts';
import { type RunningApp, startApp } from '../../e2e/app.ts';

let app: RunningApp;
/** Of this test's own, so that only its files are in it. */
let temporary: string;
const systemFolder = process.env.TMPDIR;
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'breitblick-test-'));
  process.env.TMPDIR = temporary;
  app = await startApp({ page: false });
});
afterAll(async () => {
  await app.close();
  if (systemFolder === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = systemFolder;
  await rm(temporary, { recursive: true });
});

const ask = (path: string, options?: RequestInit): Promise<Response> => fetch(`${app.url}/downloads/${path}`, options);

async function readCsv(path: string): Promise<Record<string, string>[]> {
  return parse(await (await ask(path)).text(), { columns: true });
}

async function query<T>(text: string): Promise<T> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: text }),
  });
  return ((await response.json()) as { data: T }).data;
}

test('CSV holds every inhabited municipality with the figures that the API has', async () => {
  const rows = await readCsv('municipalities.csv?technology=HFC&speed=1000&sort=name');
  const { coverageColumns } = await query<{
    coverageColumns: { ags: string[]; sharesPercent: (number | null)[]; edition: { editionId: string } };
  }>('{ coverageColumns(technology: HFC, minDownstreamMbits: 1000) { ags sharesPercent edition { editionId } } }');
  const byAgs = new Map(rows.map((row) => [row.ags, row]));
  expect(byAgs.size).toBe(coverageColumns.ags.length);
  for (const [index, ags] of coverageColumns.ags.entries()) {
    const share = coverageColumns.sharesPercent[index];
    const row = byAgs.get(ags);
    expect([row?.share_percent, row?.absence, row?.hfc_1000]).toEqual(
      share == null ? ['', 'not_stated', ''] : [String(share), '', String(share)],
    );
  }
  expect(byAgs.get('07313000')).toMatchObject({
    name: 'Landau in der Pfalz',
    state: 'Rheinland-Pfalz',
    edition: coverageColumns.edition.editionId,
    reference_date: '2021-06-30',
    modelled: 'false',
  });
  for (const text of ['source', 'licence', 'attribution', 'changes']) expect(rows[0]?.[text]).not.toBe('');
});

test('rows are those of the table on the screen: same filter, same order, and only the chosen figure if wanted', async () => {
  const landau = await readCsv('municipalities.csv?state=07&name=landau&figures=chosen&sort=name');
  expect(landau.map(({ name }) => name)).toEqual([
    'Herxheim bei Landau/Pfalz',
    'Ilbesheim bei Landau in der Pfalz',
    'Landau in der Pfalz',
    'Ottersheim bei Landau',
  ]);
  expect(Object.keys(landau[0] ?? {})).not.toContain('hfc_1000');
  const best = await readCsv('municipalities.csv?state=07&figures=chosen');
  const shares = best.map(({ share_percent: share = '' }) => share).filter((share) => share !== '');
  expect(shares).toEqual(shares.toSorted((one, other) => Number(other) - Number(one)));
  expect(best.slice(shares.length).every(({ share_percent: share }) => share === '')).toBe(true);
});

test('a figure that was not surveyed says so in every row', async () => {
  const rows = await readCsv('municipalities.csv?technology=DSL&speed=1000&figures=chosen&state=10');
  expect(new Set(rows.map(({ absence }) => absence))).toEqual(new Set(['not_surveyed']));
});

test('GeoJSON says where it is from, and every ring turns the right way', async () => {
  const response = await ask('municipalities.geojson?state=10&lang=en');
  expect(response.headers.get('content-type')).toBe('application/geo+json');
  const collection = (await response.json()) as {
    type: string;
    title: string;
    licence: string;
    attribution: string;
    modelled: boolean;
    features: { id: string; properties: Record<string, unknown>; geometry: { coordinates: number[][][][] } }[];
  };
  expect(collection).toMatchObject({ type: 'FeatureCollection', modelled: false });
  expect(collection.title).toContain('Fibre (FTTH/B)');
  expect(collection.attribution).toContain('GeoBasis-DE / BKG');
  expect(collection.features.length).toBe(52);
  for (const { geometry } of collection.features) {
    for (const [outer = [], ...holes] of geometry.coordinates) {
      expect(signedArea(outer)).toBeGreaterThan(0);
      for (const hole of holes) expect(signedArea(hole)).toBeLessThan(0);
    }
  }
});

function signedArea(ring: number[][]): number {
  let area = 0;
  for (const [index, [x = 0, y = 0]] of ring.entries()) {
    const [nextX = 0, nextY = 0] = ring[index + 1] ?? ring[0] ?? [];
    area += x * nextY - nextX * y;
  }
  return area / 2;
}

test('cells of a municipality come without the figures of small ones, and are marked as modelled', async () => {
  const rows = await readCsv('cells.csv?ags=07313000');
  expect(rows.length).toBeGreaterThan(1000);
  const hidden = rows.filter(({ protected: isProtected }) => isProtected === 'true');
  expect(hidden.length).toBeGreaterThan(0);
  for (const row of hidden) {
    expect(row).toMatchObject({ households: '', share_percent: '', absence: 'protected', all_30: '' });
  }
  expect(rows.every(({ households = '' }) => households === '' || Number(households) >= 5)).toBe(true);
  expect(new Set(rows.map(({ cell }) => cell)).size).toBe(rows.length);
  expect(rows[0]?.modelled).toBe('true');
  const { cells } = await query<{ cells: { totalCount: number } }>(
    '{ cells(ags: "07313000", first: 1) { totalCount } }',
  );
  expect(rows.length).toBe(cells.totalCount);
});

test('districts carry the figures that the API has', async () => {
  const rows = await readCsv('districts.csv?ags=07313000&technology=HFC&speed=400');
  const { municipality } = await query<{
    municipality: { districts: { name: string; coverage: { sharePercent: number | null }[] }[] };
  }>(
    '{ municipality(ags: "07313000") { districts { name coverage(technology: HFC, minDownstreamMbits: 400) { sharePercent } } } }',
  );
  expect(rows.map(({ name, share_percent: share }) => [name, share])).toEqual(
    municipality.districts.map(({ name, coverage }) => [name, String(coverage.at(-1)?.sharePercent ?? '')]),
  );
});

test('the file has a name that any system takes, and the real one beside it', async () => {
  const response = await ask('districts.csv?ags=07313000', { method: 'HEAD' });
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="breitblick-stadtteile-landau-in-der-pfalz-[\d-]+-ftth-b-1000\.csv"; filename\*=UTF-8''breitblick-/,
  );
  expect(await response.text()).toBe('');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
});

test('a file of gaps says in words what is missing where', async () => {
  const answer = await fetch(`${app.url}/downloads/gaps.geojson?ags=07313000&technology=HFC&speed=400`);
  expect(await answer.text()).toContain(
    '"Kabel (HFC) ab 400 Mbit/s: zusammenhängende Zellen in Landau in der Pfalz, in denen weniger als 50 % der Haushalte das bekommen"',
  );
});

test('asking again with the tag costs nothing; another language is another file', async () => {
  const first = await ask('municipalities.gpkg?state=10', { method: 'HEAD' });
  const etag = first.headers.get('etag') ?? '';
  const again = await ask('municipalities.gpkg?state=10', { headers: { 'If-None-Match': etag } });
  expect(again.status).toBe(304);
  const english = await ask('municipalities.gpkg?state=10&lang=en', { headers: { 'If-None-Match': etag } });
  expect(english.status).toBe(200);
  await english.body?.cancel();
});

test.each([
  ['municipalities.xlsx', 404, /formats are csv, geojson, gpkg/],
  ['roads.csv', 404, /names are municipalities/],
  ['..%2f..%2fetc%2fpasswd.csv', 404, /no download/],
  ['municipalities.csv?technolgy=HFC', 400, /technolgy: .*It has edition, technology/],
  ['municipalities.csv?technology=FIBRE', 400, /technology: "FIBRE" is not one of ALL/],
  ['municipalities.csv?speed=17', 400, /speed: "17" is no speed class; the classes are 1, 2/],
  ['municipalities.csv?state=17', 400, /state: "17" is not one of 01/],
  ['municipalities.csv?sort=size', 400, /sort: .*-share/],
  ['municipalities.csv?figures=some', 400, /figures: .*all, chosen/],
  ['municipalities.csv?dialect=latin1', 400, /dialect: .*excel-de/],
  ['municipalities.csv?lang=fr', 400, /lang: .*de, en/],
  ['municipalities.csv?state=07&state=08', 400, /state: it is there twice/],
  [`municipalities.csv?name=${'x'.repeat(201)}`, 400, /name: at most 200/],
  ['municipalities.csv?name=%00', 400, /name: .*NUL/],
  ["municipalities.csv?edition=';drop table edition", 404, /edition: there is no edition/],
  ['cells.csv', 400, /ags: say which municipality/],
  ['cells.csv?ags=abc', 400, /ags: "abc" is no key/],
  ['cells.csv?ags=07999999', 404, /ags: the boundaries know no municipality/],
  ['cells.csv?ags=09162000', 404, /no edition knows cells of München/],
  ['districts.csv?ags=09162000', 404, /no figures of districts of München/],
])('%s is refused in words that name the parameter and the remedy', async (path, status, message) => {
  const response = await ask(path);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-disposition')).toBeNull();
  expect(((await response.json()) as { message: string }).message).toMatch(message);
});

test('an edition of another kind is refused', async () => {
  const { editions } = await query<{ editions: { edges: { node: { editionId: string } }[] } }>(
    '{ editions(kind: BOUNDARIES) { edges { node { editionId } } } }',
  );
  const response = await ask(`municipalities.csv?edition=${editions.edges[0]?.node.editionId}`);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('needed is municipal_coverage');
});

test('only reading is allowed, and what there is can be asked', async () => {
  expect((await ask('municipalities.csv', { method: 'POST' })).status).toBe(405);
  const index = (await (await ask('')).json()) as { downloads: { name: string }[] };
  expect(index.downloads.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['municipalities', 'cells', 'districts']),
  );
});

test('whoever goes away leaves no file behind', async () => {
  for (let count = 0; count < 4; count++) await breakOff('/downloads/municipalities.gpkg');
  await expect.poll(listFolders, { timeout: 20_000 }).toEqual([]);
  const whole = await ask('municipalities.gpkg?state=10');
  await whole.arrayBuffer();
  await expect.poll(listFolders).toEqual([]);
});

/** Goes away before an answer is there. */
function breakOff(path: string): Promise<void> {
  return new Promise((resolve) => {
    const request = get(`${app.url}${path}`);
    request.on('error', () => resolve());
    setTimeout(() => request.destroy(), 50);
  });
}

async function listFolders(): Promise<string[]> {
  return (await readdir(temporary)).filter((name) => name.startsWith(folderPrefix));
}
