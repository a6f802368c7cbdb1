import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hashSource, openSource } from '../../../geodata/formats/detect.ts';
import { referenceDateOf } from '../../../geodata/formats/file-name.ts';
import type { MunicipalCoverageRecord } from '../../../geodata/records.ts';
import { bytesOf, collect, collectText, shipped } from './sources.ts';

let folder: string;
const systemFolder = process.env.TMPDIR;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detect-'));
  // A folder of its own, so that files of tests that run beside are not taken for left behind.
  process.env.TMPDIR = folder;
});
afterAll(async () => {
  if (systemFolder === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = systemFolder;
  await rm(folder, { recursive: true });
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function temporaryFolders(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('breitblick-'));
}

describe('recognising', () => {
  test.each([
    ['gemeinden_haushalte_2018_mitte.csv.gz', 'municipal_coverage', 'households', '2018-06-30', 11330],
    ['gemeinden_haushalte_2018_ende.csv.gz', 'municipal_coverage', 'households', '2018-12-31', 11330],
    ['gemeinden_haushalte_2021_mitte.csv.gz', 'municipal_coverage', 'households', '2021-06-30', 11388],
    ['gemeinden_gewerbegebiete_2021_mitte.csv.gz', 'municipal_coverage', 'business_parks', '2021-06-30', 8211],
    ['gemeinden_gewerbegebiete_2019_mitte.csv.gz', 'business_parks', 'business_parks', '2019-06-30', 11305],
    ['landkreise_mobilfunk_2021_mitte.csv.gz', 'mobile_coverage', 'households', '2021-06-30', 21815],
    ['VG5000_GEM.zip', 'boundaries', 'households', '2021-07-01', 10997],
  ])('%s is %s', async (name, kind, population, referenceDate, count) => {
    const source = await openSource({ path: shipped(name) });
    expect(source).toMatchObject({ kind, name, url: null });
    const { header, records, problems } = await collect(source.items);
    expect(header).toMatchObject({ type: 'header', kind, population, referenceDate });
    expect(records).toHaveLength(count);
    expect(problems.filter(({ severity }) => severity === 'refused')).toEqual([]);
  });

  test('the content decides, not the name; options go before the name', async () => {
    const bytes = await readFile(shipped('gemeinden_haushalte_2018_ende.csv.gz'));
    const { header } = await collectText(bytes, 'gewerbe_2021_mitte.xlsx', {
      population: 'households',
      referenceDate: '2018-12-31',
    });
    expect(header).toMatchObject({ kind: 'municipal_coverage', population: 'households', referenceDate: '2018-12-31' });
  });

  test.each([
    ['a,b\n1,2\n', 'unknown-format'],
    ['just words\n', 'no-delimiter'],
    ['', 'empty-file'],
  ])('%j is not understood', async (text, rule) => {
    await expect(collectText(text, 'x.csv')).rejects.toMatchObject({ name: 'FormatError', rule });
  });

  test('the message about an unknown file lists what is understood', async () => {
    await expect(collectText('a,b\n1,2\n', 'x.csv')).rejects.toThrow(
      /municipal coverage.*100 m cells.*Shapefile.*districts.*FeatureServer/,
    );
  });

  test('what is missing or no date is said', async () => {
    await expect(openSource({ path: join(folder, 'none.csv') })).rejects.toMatchObject({ rule: 'file-not-found' });
    await expect(openSource({ path: folder })).rejects.toMatchObject({ rule: 'no-shapefile' });
    await expect(openSource({ path: folder }, { referenceDate: '2021-02-30' })).rejects.toMatchObject({
      rule: 'invalid-date',
    });
  });
});

test.each([
  ['gemeinden_haushalte_2021_mitte.csv', '2021-06-30'],
  ['gemeinden_haushalte_2018_ende.csv.gz', '2018-12-31'],
  ['cells-2023-12-31.geojson', '2023-12-31'],
  ['Stand_20231231.csv', '2023-12-31'],
  ['x_2023-13-31_20240630.csv', '2024-06-30'],
  ['2021_mittelwerte.csv', null],
  ['VG5000_GEM.zip', null],
  ['123420210630.csv', null],
])('the name %s tells %s', (name, date) => {
  expect(referenceDateOf(name)).toBe(date);
});

describe('the hash', () => {
  test('is that of the content, whatever it is packed in', async () => {
    const packed = await readFile(shipped('gemeinden_gewerbegebiete_2019_mitte.csv.gz'));
    const plain = gunzipSync(packed);
    const expected = createHash('sha256').update(plain).digest('hex');
    expect(await hashSource({ path: shipped('gemeinden_gewerbegebiete_2019_mitte.csv.gz') })).toBe(expected);
    expect(await hashSource({ bytes: plain, name: 'x.csv' })).toBe(expected);
    expect(await hashSource({ bytes: gzipSync(plain, { level: 1 }), name: 'x.csv' })).toBe(expected);
  });

  test('may be asked for before the items', async () => {
    const source = await openSource({ bytes: bytesOf('AGS;300_30\n07313000;98\n'), name: 'x.csv' });
    expect(await source.sha256()).toMatch(/^[0-9a-f]{64}$/);
    expect((await collect(source.items)).records).toHaveLength(1);
  });
});

describe('progress and order', () => {
  test('bytes are counted up to the total', async () => {
    const seen: [number, number | null][] = [];
    const source = await openSource(
      { path: shipped('gemeinden_haushalte_2021_mitte.csv.gz') },
      { onBytes: (bytes, total) => seen.push([bytes, total]) },
    );
    await collect(source.items);
    expect(seen.at(-1)).toEqual([source.bytesTotal, source.bytesTotal]);
    expect(source.bytesTotal).toBe((await readFile(shipped('gemeinden_haushalte_2021_mitte.csv.gz'))).length);
  });

  test('temporary files are gone after the last item, after an error, and when the reading is given up', async () => {
    const before = await temporaryFolders();
    const bytes = 'AGS;300_30\n07313000;98\n07314000;98\n';
    await collectText(bytes);
    await expect(collectText('nonsense')).rejects.toThrow();
    await expect(collectText('AGS;300_30\n"1\n')).rejects.toThrow();
    const source = await openSource({ bytes: bytesOf(bytes), name: 'x.csv' });
    for await (const item of source.items) if (item.type === 'municipal_coverage') break;
    expect(await temporaryFolders()).toEqual(before);
  });
});

describe('a file that may not be read is refused with its path', () => {
  // root reads everything.
  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('by its mode', async () => {
    const path = join(folder, 'locked.csv');
    await writeFile(path, 'AGS;300_30\n07313000;98\n');
    await chmod(path, 0o000);
    await expect(openSource({ path })).rejects.toMatchObject({ name: 'FormatError', rule: 'file-unreadable' });
  });

  test('by what is no folder on its way', async () => {
    const path = join(shipped('VG5000_GEM.zip'), 'x.csv');
    await expect(openSource({ path })).rejects.toMatchObject({ name: 'FormatError', rule: 'file-unreadable' });
  });
});

describe('over HTTP', () => {
  async function serve(handle: (response: ServerResponse) => void): Promise<string> {
    const server = createServer((_, response) => handle(response));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/files/gemeinden_haushalte_2018_mitte.csv`;
  }

  test('a file is fetched, named after its address, and read', async () => {
    const bytes = await readFile(shipped('gemeinden_haushalte_2018_mitte.csv.gz'));
    const url = await serve((response) => response.end(bytes));
    const totals: (number | null)[] = [];
    const source = await openSource({ url }, { onBytes: (_, total) => totals.push(total) });
    expect(source).toMatchObject({ name: 'gemeinden_haushalte_2018_mitte.csv', url });
    const { header, records } = await collect<MunicipalCoverageRecord>(source.items);
    expect(header.referenceDate).toBe('2018-06-30');
    expect(records).toHaveLength(11330);
    expect(totals).toContain(bytes.length);
  });

  test('a stray % in an address stays in the name', async () => {
    const bytes = await readFile(shipped('gemeinden_haushalte_2018_mitte.csv.gz'));
    const url = (await serve((response) => response.end(bytes))).replace('haushalte', '100%haushalte');
    const source = await openSource({ url });
    expect(source.name).toBe('gemeinden_100%haushalte_2018_mitte.csv');
    await source.dispose();
  });

  test.each([
    [404, 'not-found'],
    [403, 'http-error'],
  ])('HTTP %i is %s', async (status, rule) => {
    const url = await serve((response) => response.writeHead(status).end());
    await expect(openSource({ url })).rejects.toMatchObject({ name: 'FormatError', rule });
  });

  test('a download that breaks off is refused as a whole', async () => {
    const before = await temporaryFolders();
    const url = await serve((response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('AGS;300_30\n07313000;98\n');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(openSource({ url })).rejects.toMatchObject({ rule: 'download-broken' });
    expect(await temporaryFolders()).toEqual(before);
  });

  test.each(['ftp://host/x.csv', 'nonsense'])('%s is no address', async (url) => {
    await expect(openSource({ url })).rejects.toMatchObject({ rule: 'invalid-url' });
  });
});

const zip = (() => {
  try {
    return execFileSync('zip', ['-v']).length > 0;
  } catch {
    return false;
  }
})();

test.skipIf(!zip)('a ZIP archive with one table is read, one with several asks which', async () => {
  const [a, b] = [join(folder, 'gemeinden_2021_mitte.csv'), join(folder, 'other.csv')];
  for (const path of [a, b]) await writeFile(path, 'AGS;300_30\n07313000;98\n');
  execFileSync('zip', ['-jq', join(folder, 'one.zip'), a]);
  execFileSync('zip', ['-jq', join(folder, 'two.zip'), a, b]);
  const { header, records } = await collect((await openSource({ path: join(folder, 'one.zip') })).items);
  expect(header.referenceDate).toBe('2021-06-30');
  expect(records).toHaveLength(1);
  await expect(openSource({ path: join(folder, 'two.zip') })).rejects.toThrow(
    /several tables \(gemeinden_2021_mitte.csv, other.csv\)/,
  );
});
