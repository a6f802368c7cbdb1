/* eslint-disable @typescript-eslint/no-non-null-assertion -- a test that finds nothing there fails, as it should */
import { appendFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCurrentService, openFeatureServer, type FeatureServerOptions } from '../../../geodata/formats/arcgis.ts';
import { hashSource, openSource } from '../../../geodata/formats/detect.ts';
import { fetchSource } from '../../../geodata/formats/http.ts';
import type { CellCoverageRecord } from '../../../geodata/records.ts';
import { listen, quick, servers, type StandIn, startService, type State } from './arcgis-service.ts';
import { unverifiable } from './certificate.ts';
import { collect, sharesOf } from './sources.ts';

let folder: string;
const systemFolder = process.env.TMPDIR;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arcgis-'));
  // A folder of its own, for ports and so addresses come again, and would be gone on with.
  process.env.TMPDIR = folder;
});

afterEach(async () => {
  if (systemFolder === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = systemFolder;
  await rm(folder, { recursive: true });
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function collectService(url: string, options: FeatureServerOptions = {}) {
  return collect<CellCoverageRecord>((await openFeatureServer(url, { ...quick, ...options })).items);
}

describe('the live service', () => {
  test('is recognised by its address, read page by page in the order of the object id', async () => {
    const { url, offsets, queries } = await startService(95);
    const pages: [number, number][] = [];
    const source = await openSource(
      { url },
      { referenceDate: '2024-12-31', onPage: (next, total) => pages.push([next, total]) },
    );
    expect(source).toMatchObject({ kind: 'cell_coverage', name: 'festnetz_014', url: `${url}/0` });
    const { header, records, problems } = await collect<CellCoverageRecord>(source.items);
    expect(header).toMatchObject({
      expected: 95,
      referenceDate: '2024-12-31',
      source: 'breitbandatlas',
      figures: ['ALL_10', 'ALL_100', 'ALL_1000'],
    });
    expect(records).toHaveLength(95);
    expect(records[0]).toEqual({
      type: 'cell_coverage',
      line: 1,
      northing: 2900100,
      easting: 4183700,
      ags: '07313000',
      households: null,
      shares: [100, 50.5, 0],
    });
    expect(sharesOf(header, records[3])).toMatchObject({ ALL_100: null });
    expect(problems).toEqual([]);
    expect(offsets).toEqual([0, 40, 80]);
    expect(pages).toEqual([
      [40, 95],
      [80, 95],
      [95, 95],
    ]);
    expect(queries[0]?.get('orderByFields')).toBe('OBJECTID');
    expect(queries[0]?.get('outFields')).toBe('gem,down_fn_hh_alle_10,down_fn_hh_alle_100,down_fn_hh_alle_1000');
  });

  /** A service whose third page breaks off as often as it is asked for, until it is mended. */
  async function startBreaking(state: State & { mended?: boolean } = {}): Promise<StandIn> {
    return startService(
      95,
      (request, response) => {
        if (request.searchParams.get('resultOffset') !== '80' || state.mended) return false;
        response.writeHead(200, { 'content-length': 1000 }).write('{"features":[{"attributes":{"gem":');
        setTimeout(() => response.destroy(), 5);
        return true;
      },
      state,
    );
  }

  test('a download that breaks off goes on at its last complete page when the same is opened again', async () => {
    const state = { mended: false };
    const { url, offsets } = await startBreaking(state);
    const broken = openFeatureServer(url, quick);
    await expect(broken).rejects.toMatchObject({ name: 'FormatError', rule: 'download-broken' });
    await expect(broken).rejects.toThrow(/80 of 95 features are kept; the same command, run again, goes on there/);
    const [spool] = await readdir(folder);
    expect(spool).toMatch(/^breitblick-live-[0-9a-f]{16}$/);
    if (process.platform !== 'win32') expect((await stat(join(folder, spool!))).mode & 0o777).toBe(0o700);

    state.mended = true;
    offsets.length = 0;
    const pages: number[] = [];
    const bytes: (number | null)[][] = [];
    const source = await openSource(
      { url },
      { onPage: (next) => pages.push(next), onBytes: (read, total) => bytes.push([read, total]) },
    );
    expect(offsets).toEqual([80]);
    expect(pages).toEqual([80, 95]);
    expect(bytes).toEqual([
      [expect.any(Number), null],
      [source.bytesTotal, null],
    ]);
    const whole = await startService(95);
    expect(await source.sha256()).toBe(await hashSource({ url: whole.url }));
    const { records } = await collect<CellCoverageRecord>(source.items);
    expect(records.map(({ line }) => line)).toEqual(Array.from({ length: 95 }, (_, index) => index + 1));
    expect(new Set(records.map(({ easting }) => easting)).size).toBe(95);
    expect(bytes.at(-1)).toEqual([source.bytesTotal, source.bytesTotal]);
    expect(await readdir(folder)).toEqual([]);
  });

  test('what was begun of a page is cut away, and a lock of a process that is gone does not hold', async () => {
    const state = { mended: false };
    const { url, offsets } = await startBreaking(state);
    await expect(openFeatureServer(url, quick)).rejects.toThrow();
    const [spool] = await readdir(folder);
    await appendFile(join(folder, spool!, 'features.ndjson'), '{"attributes":{"gem":"07');
    await writeFile(join(folder, spool!, 'lock'), String(2 ** 30));
    state.mended = true;
    offsets.length = 0;
    expect((await collectService(url)).records).toHaveLength(95);
    expect(offsets).toEqual([80]);
  });

  test('a service that was changed meanwhile is read from its start', async () => {
    const state = { mended: false, changed: 1 };
    const { url, offsets } = await startBreaking(state);
    await expect(openFeatureServer(url, quick)).rejects.toThrow();
    Object.assign(state, { mended: true, changed: 2 });
    offsets.length = 0;
    expect((await collectService(url)).records).toHaveLength(95);
    expect(offsets).toEqual([0, 40, 80]);
  });

  test('a service that is changed while it is read is refused, for its pages do not go together', async () => {
    const state = { changed: 1 };
    const { url } = await startService(95, undefined, state);
    const opening = openFeatureServer(url, { ...quick, onPage: () => (state.changed = 2) });
    await expect(opening).rejects.toMatchObject({ name: 'FormatError', rule: 'service-changed' });
    expect(await readdir(folder)).toEqual([]);
    expect((await collectService(url)).records).toHaveLength(95);
  });

  test('two readings of one service at once do not get into each other', async () => {
    const { url } = await startService(95);
    const source = await openFeatureServer(url, quick);
    await expect(openFeatureServer(url, quick)).rejects.toMatchObject({ name: 'FormatError', rule: 'spool-busy' });
    expect((await collect(source.items)).records).toHaveLength(95);
    expect((await collectService(url)).records).toHaveLength(95);
  });

  test('giving up, or a service that gives nothing at all, leaves no files', async () => {
    const { url } = await startService(95);
    await (await openFeatureServer(url, quick)).dispose();
    for await (const item of (await openFeatureServer(url, quick)).items) if (item.type === 'cell_coverage') break;
    const empty = await startService(95, (request, response) => {
      if (!request.searchParams.has('resultOffset')) return false;
      response.end('{}');
      return true;
    });
    await expect(openFeatureServer(empty.url, quick)).rejects.toMatchObject({ rule: 'service-incomplete' });
    expect(await readdir(folder)).toEqual([]);
  });

  test('answers 503, broken connections and ArcGIS errors of the server are tried again', async () => {
    const { url } = await startService(95, (_, response, count) => {
      if (count === 1) response.writeHead(503).end();
      else if (count === 4) response.destroy();
      else if (count === 6)
        response.end(JSON.stringify({ error: { code: 500, message: 'Error performing query operation' } }));
      else if (count === 8) {
        response.writeHead(200, { 'content-length': 1000 }).write('{"features":[');
        setTimeout(() => response.destroy(), 5);
      } else return false;
      return true;
    });
    expect((await collectService(url)).records).toHaveLength(95);
  });

  test('a server that stays away is given up with its status', async () => {
    const { url } = await startService(1, (_, response) => {
      response.writeHead(502).end();
      return true;
    });
    await expect(openFeatureServer(url, quick)).rejects.toMatchObject({ name: 'FormatError', rule: 'http-busy' });
    await expect(openFeatureServer(url, quick)).rejects.toThrow(/HTTP 502; try again later/);
  });

  test('a server that does not answer is given up', async () => {
    const { url } = await startService(1, () => true);
    await expect(openFeatureServer(url, { ...quick, timeoutMs: 50 })).rejects.toMatchObject({ rule: 'unreachable' });
  });

  test('errors that ArcGIS reports with HTTP 200 are errors, told in its words, and not tried again', async () => {
    let asked = 0;
    const { url } = await startService(95, (request, response) => {
      if (!request.searchParams.has('resultOffset')) return false;
      asked += 1;
      response.end(
        JSON.stringify({
          error: { code: 400, message: 'Unable to complete operation.', details: ['Pagination is not supported.'] },
        }),
      );
      return true;
    });
    const reading = collectService(url);
    await expect(reading).rejects.toMatchObject({ rule: 'service-error' });
    await expect(reading).rejects.toThrow(/Unable to complete operation\. \(Pagination is not supported\.\), code 400/);
    expect(asked).toBe(1);
  });

  test('an empty page before the announced end is an error, for what is missing would pass for whole', async () => {
    const { url } = await startService(95, (request, response) => {
      if (request.searchParams.get('resultOffset') !== '80') return false;
      response.end(JSON.stringify({ features: [] }));
      return true;
    });
    const reading = collectService(url);
    await expect(reading).rejects.toMatchObject({ name: 'FormatError', rule: 'service-incomplete' });
    await expect(reading).rejects.toThrow(/feature 80 of the 95 .*run the same command again/);
  });

  test('a service that gives more than it announced is reported', async () => {
    const { url } = await startService(95, (request, response) => {
      if (request.searchParams.get('returnCountOnly') !== 'true') return false;
      response.end(JSON.stringify({ count: 90 }));
      return true;
    });
    const { records, problems } = await collectService(url);
    expect(records).toHaveLength(95);
    expect(problems).toMatchObject([{ rule: 'count-differs', severity: 'warning' }]);
  });

  test('a layer of something else is refused', async () => {
    const { url } = await startService(1, (request, response) => {
      if (!request.pathname.endsWith('/0')) return false;
      response.end(
        JSON.stringify({ objectIdField: 'OBJECTID', fields: [{ name: 'OBJECTID' }, { name: 'beste_tech' }] }),
      );
      return true;
    });
    await expect(openFeatureServer(url, quick)).rejects.toMatchObject({ rule: 'unknown-format' });
  });

  test('its checksum is one of its content: the same twice, another when one value differs', async () => {
    const state = { tenth: 50.5 };
    const { url } = await startService(95, undefined, state);
    const first = await hashSource({ url });
    expect(await hashSource({ url })).toBe(first);
    expect(await hashSource({ url: (await startService(95)).url })).toBe(first);
    state.tenth = 50.6;
    expect(await hashSource({ url })).not.toBe(first);
  });
});

describe('the current edition', () => {
  test.each([
    { config: { stationaryVersion: '017', mobileVersion: '015' } },
    { layers: [{ stationaryVersion: 'festnetz_017' }], mobileVersion: 15 },
  ])('is announced by configLayerList.json, however deep: %j', async (config) => {
    const port = await listen(createServer((_, response) => response.end(JSON.stringify(config))));
    const configUrl = `http://127.0.0.1:${port}/configLayerList.json`;
    expect(await findCurrentService(configUrl, 'https://host/services/festnetz_014/FeatureServer/0', quick)).toBe(
      'https://host/services/festnetz_017/FeatureServer/0',
    );
    expect(await findCurrentService(configUrl, 'https://host/services/mobilfunk_012/FeatureServer', quick)).toBe(
      'https://host/services/mobilfunk_015/FeatureServer',
    );
  });

  test('is an error where it is not announced', async () => {
    const port = await listen(createServer((_, response) => response.end('{}')));
    await expect(
      findCurrentService(`http://127.0.0.1:${port}/c.json`, 'https://host/festnetz_014/FeatureServer', quick),
    ).rejects.toMatchObject({
      rule: 'no-current-edition',
    });
  });
});

test('a certificate whose chain is incomplete is refused, with the variable that helps', async () => {
  const port = await listen(createTlsServer(unverifiable, (_, response) => response.end('{}')));
  let tries = 0;
  servers.at(-1)!.on('connection', () => (tries += 1));
  const fetching = fetchSource(`https://localhost:${port}/`, quick);
  await expect(fetching).rejects.toMatchObject({ name: 'FormatError', rule: 'certificate-chain' });
  await expect(fetching).rejects.toThrow(/UNABLE_TO_VERIFY_LEAF_SIGNATURE.*NODE_EXTRA_CA_CERTS=/);
  expect(tries).toBeLessThanOrEqual(2);
  expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBeUndefined();
});
