import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, findOnScreen, openPage, rowsOf, sentenceOf, waitForMap, waitForRest } from './reader.ts';

/**
 * The main states as pictures. Fonts, map and chrome are our own and drawn by software, so that a picture depends on
 * the page and on little else; what may differ is the browser's rounding. `UPDATE_SNAPSHOTS=1` renews them.
 */
const snapshots = join(import.meta.dirname, 'snapshots');
const output = join(import.meta.dirname, '..', '..', '.test-output');

/** Share of the pixels that may differ, and by how much a pixel has to, from 0 to 1. */
const tolerance = 0.005;
const threshold = 0.15;

const wide = { width: 1440, height: 900 };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

interface State {
  query?: string;
  options?: BrowserContextOptions;
  /** Whether a map is seen, so that its tiles are waited for. */
  map?: boolean;
  act?: (page: Page) => Promise<void>;
}

const states: Record<string, State> = {
  'map-light': { map: true },
  'map-dark-cable': { query: '?technology=HFC', options: { colorScheme: 'dark' }, map: true },
  'map-phone': { options: phone, map: true },
  'map-tablet': { options: { viewport: { width: 834, height: 1112 } }, map: true },
  'map-320': { options: { viewport: { width: 320, height: 640 } }, map: true },
  'map-280': { options: { viewport: { width: 280, height: 640 } } },
  'map-zoom-200': { options: { viewport: { width: 720, height: 450 } }, map: true },
  'map-zoom-400': { options: { viewport: { width: 320, height: 256 } } },
  'map-forced-colours': { options: { forcedColors: 'active' }, map: true },
  'map-projector': { options: { viewport: { width: 1920, height: 1080 } }, map: true },
  table: { query: '?view=table', act: (page) => rowsOf(page).first().waitFor() },
  'table-phone': { query: '?view=table', options: phone, act: (page) => rowsOf(page).first().waitFor() },
  terms: { query: '?view=terms', act: (page) => page.getByRole('article').waitFor() },
  'terms-phone-dark': {
    query: '?view=terms&lang=en',
    options: { ...phone, colorScheme: 'dark' },
    act: (page) => page.getByRole('article').waitFor(),
  },
  easy: { query: '?view=easy', act: (page) => page.getByText('Von 100 Haus·halten').first().waitFor() },
  'state-empty': {
    query: '?view=table&name=nowhere',
    act: (page) => page.getByText('Keine Gemeinde passt').waitFor(),
  },
  'state-error': {
    map: true,
    act: async (page) => {
      await page.route('**/graphql', (route) => route.fulfill({ status: 500, body: '' }));
      await page.getByRole('button', { name: '400', exact: true }).click();
      await page.getByRole('alert').waitFor();
      await waitForRest(page);
    },
  },
  'state-map-error': {
    act: async (page) => {
      await page.route('**/tiles/**', (route) => route.fulfill({ status: 503, body: '' }));
      await page.reload();
      await page.getByText('Die Karte antwortet nicht.').waitFor();
    },
  },
  'state-offline': {
    map: true,
    act: async (page) => {
      await page.context().setOffline(true);
      await page.getByText('Keine Verbindung.').waitFor();
    },
  },
  'state-loading': {
    map: true,
    act: async (page) => {
      await page.route('**/graphql', () => new Promise(() => {}));
      await page.getByRole('slider').press('ArrowLeft');
      await page.getByText('Ende 2020 wird geladen. Sie sehen noch Mitte 2021.').first().waitFor();
      await waitForMap(page);
    },
  },
  'state-not-surveyed': { query: '?technology=DSL', map: true },
  'state-hover': {
    map: true,
    act: async (page) => {
      const { x, y } = await findOnScreen(page, 7.971, 49.162);
      await page.mouse.move(x, y);
      await page.mouse.move(x + 1, y);
      await page.locator('.tooltip').waitFor();
    },
  },
  'state-cell': { query: '?cell=100mN29001E41837&map=13.50/49.1985/8.1170', map: true },
};

describe.skipIf(missingBrowser() !== undefined)('the page looks as it did', () => {
  let app: SharedApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([openSharedApp(), openBrowser()]);
  });
  afterAll(closeReaders);

  test.each(Object.keys(states))('%s', async (name) => {
    const { query = '', options = {}, map = false, act } = states[name] ?? {};
    const { page, close } = await openPage(browser, `${app.url}/${query}`, {
      viewport: wide,
      reducedMotion: 'reduce',
      locale: 'de-DE',
      timezoneId: 'Europe/Berlin',
      ...options,
    });
    // Only what is read is fixed: with timers held, the map would never come to rest.
    await page.clock.setFixedTime(new Date('2026-06-01T09:12:00+02:00'));
    if (!/view=(terms|easy|table)/.test(query)) await sentenceOf(page);
    if (map) await waitForMap(page);
    if (map) await waitForRest(page);
    await act?.(page);
    await page.evaluate(() => document.fonts.ready);
    const shot = await shootAtRest(page);
    await close();
    await compare(name, PNG.sync.read(shot));
  });
});

/** The page once it stands still: the same twice, with a moment between. */
async function shootAtRest(page: Page): Promise<Buffer> {
  let shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await eventually(async () => {
    const before = shot;
    await page.waitForTimeout(300);
    shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    return shot.equals(before);
  }).toBe(true);
  return shot;
}

async function compare(name: string, actual: PNG): Promise<void> {
  const path = join(snapshots, `${name}.png`);
  // Without the alpha channel that no screenshot needs.
  const pack = () => PNG.sync.write(actual, { colorType: 2, deflateLevel: 9, filterType: -1 });
  if (process.env.UPDATE_SNAPSHOTS) {
    await mkdir(snapshots, { recursive: true });
    await writeFile(path, pack());
    return;
  }
  const expected = PNG.sync.read(await readFile(path));
  expect([actual.width, actual.height]).toEqual([expected.width, expected.height]);
  const { width, height } = actual;
  const difference = new PNG({ width, height });
  const differing = pixelmatch(expected.data, actual.data, difference.data, width, height, { threshold });
  const share = differing / (width * height);
  if (share <= tolerance) return;
  await mkdir(output, { recursive: true });
  await writeFile(join(output, `${name}.actual.png`), pack());
  await writeFile(join(output, `${name}.difference.png`), PNG.sync.write(difference));
  expect.fail(
    `${(share * 100).toFixed(2)} % of ${name} differ from tests/e2e/snapshots/${name}.png; see .test-output/${name}.actual.png and .difference.png. If that is meant, renew them: UPDATE_SNAPSHOTS=1 npx vitest run tests/e2e/visual.test.ts`,
  );
}
