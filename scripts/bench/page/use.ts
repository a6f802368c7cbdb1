/** The map in use, in a real browser: how soon it is there, how soon a choice is seen, whether anything is lost or grows. */
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { type MeasuredBrowser, openBrowser } from './browser.ts';
import { median } from './lighthouse.ts';

/** What the page's map element carries (web/map/context.ts). */
interface MapElement extends HTMLElement {
  map?: {
    loaded(): boolean;
    areTilesLoaded(): boolean;
    isMoving(): boolean;
    triggerRepaint(): void;
    getCanvas(): HTMLCanvasElement;
    on(event: 'render', listener: () => void): { unsubscribe(): void };
    panBy(by: [number, number], options: { duration: number }): void;
    queryRenderedFeatures(point: [number, number], options: { layers: string[] }): unknown[];
  };
}

export interface UseMeasurements {
  /** ms from navigation to the map's picture with all its areas and names, median. */
  firstMap: number;
  /** ms from a pointer that turns to that picture to the map that moves, all tiles drawn, median. */
  livingMap: number;
  /** ms from a press to the frame with the new colour, median and worst. */
  repaint: number;
  slowestRepaint: number;
  /** Tiles asked for by those presses. */
  repaintTiles: number;
  /** Rests of a pan over Germany, and of them with a tile missing or a hole. */
  rests: number;
  incompleteRests: number;
  failedRequests: number;
  minutes: number;
  /** MB at the start, at the end, and a minute over the second half, after garbage collection. */
  heap: Growth;
  /** The same for all processes of the browser. */
  memory: Growth;
}

export interface Growth {
  first: number;
  last: number;
  perMinute: number;
}

/** Measures a running server's page. */
export async function measureUse(origin: string, runs: number, minutes: number): Promise<UseMeasurements> {
  console.log('First map …');
  const first: number[] = [];
  const living: number[] = [];
  for (let run = 0; run < runs; run++) {
    await withPage(origin, '/', async (page) => {
      first.push(await waitForPicture(page));
      const began = await page.evaluate(() => performance.now());
      living.push((await waitForMap(page)) - began);
    });
  }
  return withPage(origin, '/', async (page, session, browser) => {
    let tiles = 0;
    let failedRequests = 0;
    page.on('request', (request) => (tiles += Number(request.url().includes('/tiles/'))));
    page.on(
      'requestfailed',
      (request) => (failedRequests += Number(request.failure()?.errorText !== 'net::ERR_ABORTED')),
    );
    page.on('response', (response) => (failedRequests += Number(response.status() >= 400)));
    await waitForMap(page);
    console.log('Choices …');
    await page.waitForTimeout(1000);
    const before = tiles;
    const repaints: number[] = [];
    for (let run = 0; run < runs * 2; run++) {
      for (const name of ['Kabel', 'Glasfaser']) repaints.push(await measureRepaint(page, name));
    }
    const repaintTiles = tiles - before;
    console.log('Panning over Germany …');
    await page.goto(`${origin}/?map=6.5/50.5/10`);
    await waitForMap(page);
    const rests = await pan(page);
    console.log(`${minutes} minutes of use …`);
    const growth = await useFor(page, session, browser, minutes);
    return {
      firstMap: median(first),
      livingMap: median(living),
      repaint: median(repaints),
      slowestRepaint: Math.max(...repaints),
      repaintTiles,
      rests: rests.length,
      incompleteRests: rests.filter((complete) => !complete).length,
      failedRequests,
      minutes,
      ...growth,
    };
  });
}

async function withPage<T>(
  origin: string,
  path: string,
  measure: (page: Page, session: CDPSession, browser: MeasuredBrowser) => Promise<T>,
): Promise<T> {
  const browser = await openBrowser();
  const connected = await chromium.connectOverCDP(`http://127.0.0.1:${browser.port}`);
  try {
    const context = await connected.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(origin + path, { waitUntil: 'commit' });
    return await measure(page, await context.newCDPSession(page), browser);
  } finally {
    await connected.close();
    await browser.close();
  }
}

/** ms since navigation at which the picture of the map was there. */
function waitForPicture(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (document.querySelector('.preview svg path')) resolve(performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

/** Turns to the map; ms since navigation at which all tiles in view were drawn. */
async function waitForMap(page: Page): Promise<number> {
  const maps = page.locator('.map:has(> .canvas)');
  await maps.first().waitFor({ state: 'attached' });
  await maps.first().dispatchEvent('pointerenter');
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const map = document.querySelector<MapElement>('.maplibregl-map')?.map;
          const there = map?.loaded() === true && map.areTilesLoaded() && document.querySelector('.sentence') !== null;
          if (there) resolve(performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

/** Presses a technology; ms until the map's picture is another one. A small part of it is read at each frame. */
async function measureRepaint(page: Page, technology: string): Promise<number> {
  const button = page.locator('.segments button', { hasText: technology }).first();
  const handle = await button.elementHandle();
  return page.evaluate(
    (pressed) =>
      new Promise<number>((resolve) => {
        const map = document.querySelector<MapElement>('.maplibregl-map')?.map;
        const canvas = map?.getCanvas();
        const gl = canvas?.getContext('webgl2');
        if (!map || !canvas || !gl) throw new Error('There is no map to measure');
        const side = 40;
        const read = (): string => {
          const pixels = new Uint8Array(side * side * 4);
          gl.readPixels(canvas.width / 2, canvas.height / 2, side, side, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
          return pixels.join();
        };
        let old: string | undefined;
        let began = 0;
        const rendering = map.on('render', () => {
          const now = read();
          if (old === undefined) {
            old = now;
            began = performance.now();
            (pressed as HTMLElement | null)?.click();
          }
          if (now === old) return;
          rendering.unsubscribe();
          const took = performance.now() - began;
          setTimeout(() => resolve(took), 600);
        });
        map.triggerRepaint();
      }),
    handle,
  );
}

/** Moves over the country; whether each rest has all its tiles and no hole in its middle. */
async function pan(page: Page): Promise<boolean[]> {
  const rests: boolean[] = [];
  const steps: [number, number][] = [
    ...Array.from({ length: 4 }, (): [number, number] => [0, -250]),
    ...Array.from({ length: 3 }, (): [number, number] => [300, 0]),
    ...Array.from({ length: 4 }, (): [number, number] => [0, 250]),
    ...Array.from({ length: 3 }, (): [number, number] => [-300, 0]),
  ];
  for (const by of steps) {
    rests.push(
      await page.evaluate(async (step) => {
        const map = document.querySelector<MapElement>('.maplibregl-map')?.map;
        if (!map) return false;
        map.panBy(step, { duration: 300 });
        const began = performance.now();
        while (performance.now() - began < 20_000) {
          await new Promise((resolve) => setTimeout(resolve, 100));
          if (!map.isMoving() && map.loaded() && map.areTilesLoaded()) return true;
        }
        return false;
      }, by),
    );
  }
  return rests;
}

/** Pans and chooses in turn, and weighs every ten seconds. */
async function useFor(
  page: Page,
  session: CDPSession,
  browser: MeasuredBrowser,
  minutes: number,
): Promise<{ heap: Growth; memory: Growth }> {
  const samples: { minute: number; heap: number; memory: number }[] = [];
  const began = performance.now();
  const elapsed = (): number => (performance.now() - began) / 60_000;
  for (let turn = 0; elapsed() < minutes; turn++) {
    const along = turn % 4 < 2 ? 200 : -200;
    await page.evaluate(
      (step) => document.querySelector<MapElement>('.maplibregl-map')?.map?.panBy(step, { duration: 300 }),
      [turn % 2 ? along : 0, turn % 2 ? 0 : along] as [number, number],
    );
    await page.waitForTimeout(900);
    const technology = turn % 2 ? 'Glasfaser' : 'Kabel';
    await page.locator('.segments button', { hasText: technology }).first().click();
    await page.waitForTimeout(900);
    if (elapsed() < samples.length / 6) continue;
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    samples.push({ minute: elapsed(), heap: usedSize / 2 ** 20, memory: await browser.memory() });
  }
  return { heap: growthOf(samples, 'heap'), memory: growthOf(samples, 'memory') };
}

/** The slope is that of the line with the least squares through the second half. */
function growthOf(samples: readonly { minute: number; heap: number; memory: number }[], of: 'heap' | 'memory'): Growth {
  const half = samples.slice(Math.floor(samples.length / 2));
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [minute, size] = [mean(half.map((sample) => sample.minute)), mean(half.map((sample) => sample[of]))];
  const spread = mean(half.map((sample) => (sample.minute - minute) ** 2));
  const together = mean(half.map((sample) => (sample.minute - minute) * (sample[of] - size)));
  return { first: samples[0]?.[of] ?? NaN, last: samples.at(-1)?.[of] ?? NaN, perMinute: together / spread };
}
