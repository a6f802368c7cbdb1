import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { MapElement } from '../../web/map/context.ts';
import { closeReaders, missingBrowser, openBrowser, type RunningApp, startApp } from './app.ts';
import { type StandIn, startStandIn, townArchive } from './made-up-map.ts';
import { eventually, settled, violationsOf, waitForMap } from './reader.ts';

const missing = missingBrowser();
const landau = '/?map=12.5/49.1988/8.1132';

/** Layers of the background map that are drawn, from below to above. */
function listGround(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const map = document.querySelector<MapElement>('.maplibregl-map')?.map;
    return map?.getLayersOrder().filter((id) => id.startsWith('background-')) ?? [];
  });
}

function countDrawn(page: Page, layer: string): Promise<number> {
  return page.evaluate((id) => {
    const map = document.querySelector<MapElement>('.maplibregl-map')?.map;
    return map?.getLayer(id) ? map.queryRenderedFeatures({ layers: [id] }).length : 0;
  }, layer);
}

describe.skipIf(missing)('a background map of another server', () => {
  let app: RunningApp;
  let browser: Browser;
  let standIn: StandIn;

  beforeAll(async () => {
    standIn = await startStandIn();
    app = await startApp({
      environment: { BACKGROUND_MAP_STYLE: `${standIn.origin}/style.json`, BACKGROUND_MAP_NAME: 'Ausgedachte Karte' },
    });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await closeReaders();
    await app.close();
    await standIn.close();
  });
  beforeEach(() => {
    standIn.asked.length = 0;
    standIn.mood = 'well';
  });

  async function open(context: BrowserContext, address = landau): Promise<{ page: Page; complaints: string[] }> {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (/Content Security|Refused/i.test(message.text())) complaints.push(message.text());
    });
    await page.goto(app.url + address);
    await waitForMap(page);
    return { page, complaints };
  }
  // Without motion no colour is on its way to another when contrast is measured.
  const newContext = () => browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });

  test('nothing is asked of it before the press, and the sentence says who would learn what', async () => {
    const context = await newContext();
    const { page } = await open(context);
    await page.getByRole('button', { name: 'Hintergrundkarte', exact: true }).click();
    const { host } = new URL(standIn.origin);
    await page.getByText(`Sie lädt Karten von ${host}; dabei erfährt dieser Anbieter Ihre IP-Adresse.`).waitFor();
    expect(standIn.asked).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    await context.close();
  });

  test('by keyboard it comes, lies under the data, is remembered, and goes for good', async () => {
    const context = await newContext();
    const { page, complaints } = await open(context);
    await page.getByRole('button', { name: 'Hintergrundkarte', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await eventually(() => countDrawn(page, 'background-street')).toBeGreaterThan(0);
    expect(await listGround(page)).toEqual([
      'background-paper',
      'background-pond',
      'background-street',
      'background-street-name',
      'background-veil',
    ]);
    const { order, fill, ground } = await page.evaluate(() => {
      const map = document.querySelector<MapElement>('.maplibregl-map')?.map;
      return {
        order: map?.getLayersOrder() ?? [],
        fill: JSON.stringify(map?.getPaintProperty('municipalities', 'fill-opacity')),
        ground: map?.getPaintProperty('municipalities-ground', 'fill-opacity'),
      };
    });
    expect(order.slice(0, 2)).toEqual(['ground', 'background-paper']);
    expect(order.indexOf('municipalities')).toBeGreaterThan(order.indexOf('background-veil'));
    expect([fill.includes('0.72'), ground]).toEqual([true, 0]);
    await page.getByText('© Ausgedacht').waitFor();
    // Fonts and signs of the style are never asked for, so its policy needs no more than its tiles.
    expect(standIn.asked.filter((path) => !/^\/(style\.json|town\/)/.test(path))).toEqual([]);
    expect(complaints).toEqual([]);

    await page.reload();
    await eventually(() => countDrawn(page, 'background-street')).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Dunkel' }).click();
    await eventually(() =>
      page.evaluate(() => {
        const map = document.querySelector<MapElement>('.maplibregl-map')?.map;
        return JSON.stringify(map?.getPaintProperty('municipalities', 'fill-opacity')).includes('0.78');
      }),
    ).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Hintergrundkarte', exact: true }).click();
    await page.getByRole('button', { name: 'Hintergrundkarte entfernen' }).click();
    await eventually(() => listGround(page)).toEqual([]);

    // What was on its way has arrived before the page is opened anew.
    await page.goto('about:blank');
    await settled(() => standIn.asked.length);
    standIn.asked.length = 0;
    await page.goto(app.url + landau);
    await waitForMap(page);
    expect(standIn.asked).toEqual([]);
    await context.close();
  });

  test('a server that fails is told in words, our map stays, and a press tries again', async () => {
    const context = await newContext();
    const { page } = await open(context, `${landau}&lang=en`);
    standIn.mood = 'broken';
    await page.getByRole('button', { name: 'Background map', exact: true }).click();
    await page.getByRole('button', { name: 'Load background map' }).click();
    await page.getByText('The background map can’t be reached. Our map stays as it is.').waitFor();
    expect(await countDrawn(page, 'municipalities')).toBeGreaterThan(0);
    expect(await listGround(page)).toEqual([]);
    standIn.mood = 'well';
    await page.getByRole('button', { name: 'Try again' }).click();
    await eventually(() => countDrawn(page, 'background-street')).toBeGreaterThan(0);
    await context.close();
  });

  test('tiles that fail are told too', async () => {
    const context = await newContext();
    const { page } = await open(context);
    standIn.mood = 'without tiles';
    const toggle = page.getByRole('button', { name: 'Hintergrundkarte', exact: true });
    await toggle.click();
    await page.getByRole('button', { name: 'Hintergrundkarte laden' }).click();
    await page.getByText('Teile der Hintergrundkarte kommen nicht an.').waitFor();
    expect(await countDrawn(page, 'municipalities')).toBeGreaterThan(0);
    await context.close();
  });

  test('the policy is wider by this one server and by nothing else', async () => {
    const policy = (await fetch(app.url)).headers.get('content-security-policy') ?? '';
    const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule]));
    expect(rules.get('connect-src')).toBe(`connect-src 'self' ${standIn.origin}`);
    expect(rules.get('img-src')).toBe(`img-src 'self' ${standIn.origin} data:`);
    // The page's own style and first script stand in it, named by their hashes.
    expect(rules.get('script-src')).toMatch(/^script-src 'self' 'sha256-[\w+/=]{44}'$/);
    expect(rules.get('style-src')).toMatch(/^style-src 'self' 'sha256-[\w+/=]{44}'$/);
  });
});

describe.skipIf(missing)('a background map from a PMTiles file of ours', () => {
  let app: RunningApp;
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'breitblick-pmtiles-'));
    const file = join(folder, 'town.pmtiles');
    await writeFile(file, townArchive());
    app = await startApp({ environment: { BACKGROUND_MAP_PMTILES: file, BACKGROUND_MAP_NAME: 'Stadtkarte' } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await closeReaders();
    await app.close();
    await rm(folder, { recursive: true });
  });

  test('streets and buildings are drawn from it, and nobody else is asked', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(app.url) && !/^(blob|data):/.test(request.url())) foreign.push(request.url());
    });
    await page.goto(`${app.url}/?map=13.5/49.1988/8.1132`);
    await waitForMap(page);
    await page.getByRole('button', { name: 'Hintergrundkarte', exact: true }).click();
    await page.getByText('Sie kommt von diesem Server').waitFor();
    await page.getByRole('button', { name: 'Hintergrundkarte laden' }).click();
    await eventually(() => countDrawn(page, 'background-roads-motorways')).toBeGreaterThan(0);
    expect(await listGround(page)).toEqual([
      'background-water',
      'background-buildings',
      'background-roads-paths',
      'background-roads-streets',
      'background-roads-roads',
      'background-roads-motorways',
      'background-roads-names',
    ]);
    await page.getByText('Ausgedacht', { exact: true }).waitFor();
    expect(foreign).toEqual([]);
    await context.close();
  });

  test('the file is read in parts, and its path stays on the server', async () => {
    const part = await fetch(`${app.url}/background-map.pmtiles`, { headers: { Range: 'bytes=0-6' } });
    expect([part.status, await part.text()]).toEqual([206, 'PMTiles']);
    const offer = await (await fetch(`${app.url}/background-map.json`)).text();
    expect(offer).not.toContain(folder);
    expect(JSON.parse(offer)).toMatchObject({ name: 'Stadtkarte', kind: 'pmtiles', hosts: [] });
  });
});
