import { setTimeout as sleep } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { MapElement } from '../../web/map/context.ts';

/** A reader of the page, and what the page did besides what was asked of it. */
export interface Reader {
  page: Page;
  /** Errors and warnings of the console: broken content security among them. */
  complaints: string[];
  /** Requests to anyone but our own server. */
  foreign: string[];
  /** Tiles asked for so far. */
  tiles: string[];
  close: () => Promise<void>;
}

/** Opens the page as a reader does, on a wide screen unless told otherwise. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Reader> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const { origin } = new URL(address);
  const reader: Reader = { page, complaints: [], foreign: [], tiles: [], close: () => context.close() };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isOfThisMachine(message.text()))
      reader.complaints.push(message.text());
  });
  page.on('pageerror', (error) => reader.complaints.push(error.message));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname.startsWith('/tiles/')) reader.tiles.push(url.pathname);
    if (!['blob:', 'data:'].includes(url.protocol) && url.origin !== origin) reader.foreign.push(request.url());
  });
  await page.goto(address);
  // Drawn by the server it is read before, but keys are heard only now.
  if (new URL(address).pathname === '/') await page.locator('#app[data-alive]').waitFor();
  return reader;
}

/** Expects what the page comes to, on a machine that draws by software and may be busy. */
export function eventually<T>(read: () => T | Promise<T>): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: 15_000 });
}

/**
 * HTML of an address as the server draws it. A server that is too busy to have its answers in time sends the page
 * undrawn, which is right, and draws it when asked again.
 */
export async function readDrawn(address: string): Promise<string> {
  let html = '';
  await eventually(async () => (html = await (await fetch(address)).text())).toContain('id="page-answers"');
  return html;
}

/** What is read once nothing new comes: the same twice, with a moment between. */
export async function settled<T extends string | number>(read: () => T | Promise<T>): Promise<T> {
  for (let before = await read(); ;) {
    await sleep(300);
    const now = await read();
    if (now === before) return now;
    before = now;
  }
}

/** Until the page shows all that it has asked for. */
export async function waitForContent(page: Page): Promise<void> {
  await page.locator('main h1, main h2').first().waitFor();
  await settled(() => page.locator('main').innerText());
}

/** What software rendering says of itself. */
function isOfThisMachine(text: string): boolean {
  return /GPU stall|GL Driver|WebGL.*(performance|fallback)/i.test(text);
}

/** Waits for the first sentence and returns it, with plain spaces. */
export async function sentenceOf(page: Page): Promise<string> {
  const text = await page.locator('.sentence').innerText();
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Title of the page, with plain spaces. */
export async function titleOf(page: Page): Promise<string> {
  return (await page.title()).replaceAll('\u00a0', ' ');
}

/** Rows of the table of all municipalities. */
export function rowsOf(page: Page): Locator {
  return page.locator('table.kern-table tbody tr');
}

/** Turns to the map, as a pointer does, and waits until every tile in view is drawn. */
export async function waitForMap(page: Page): Promise<void> {
  const maps = page.locator('.map:has(> .canvas)');
  await maps.first().waitFor({ state: 'attached' });
  await maps.first().dispatchEvent('pointerenter');
  await page.waitForFunction(
    () => {
      const map = document.querySelector<MapElement>('.maplibregl-map')?.map;
      const drawn = map?.loaded() === true && map.areTilesLoaded() && map.queryRenderedFeatures().length > 0;
      return drawn && document.querySelector('.preview') === null;
    },
    undefined,
    { timeout: 45_000 },
  );
}

/** Until the map has come to rest: what lies under its centre is then the same for the reader and for the test. */
export async function waitForRest(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const map = document.querySelector<MapElement>('.maplibregl-map')?.map;
    return map?.isMoving() === false && map.loaded() && map.areTilesLoaded();
  });
}

/** AGS of the municipalities that are drawn, or numbers of the cells. */
export function listDrawn(page: Page, layer: 'municipalities' | 'cells' = 'municipalities'): Promise<string[]> {
  return page.evaluate((name) => {
    const map = document.querySelector<MapElement>('.maplibregl-map')?.map;
    const features = map?.queryRenderedFeatures({ layers: [name] }) ?? [];
    return features.map(({ id, properties }) => String(properties.ags ?? id));
  }, layer);
}

/** Where a place lies on the screen, in px of the page. */
export async function findOnScreen(page: Page, longitude: number, latitude: number): Promise<{ x: number; y: number }> {
  return page.evaluate(
    (at) => {
      const element = document.querySelector<MapElement>('.maplibregl-map');
      const { left, top } = element?.getBoundingClientRect() ?? { left: 0, top: 0 };
      const { x, y } = element?.map?.project(at) ?? { x: 0, y: 0 };
      return { x: left + x, y: top + y };
    },
    [longitude, latitude] as [number, number],
  );
}

/** Violations of WCAG 2.2 AA, as "rule: where"; `except` is a selector of what axe can't judge. */
export async function violationsOf(page: Page, except?: string): Promise<string[]> {
  // Colours on their way from one theme to the other are no colours of the page.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const builder = new AxeBuilder({ page });
  const { violations } = await (except === undefined ? builder : builder.exclude(except))
    // Where all that passes stands is not asked for; and only what is found in several frames is put together elsewhere.
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(page.frames().length === 1)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
