import { PNG } from 'pngjs';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PictureRequest } from '../../web/coverage/picture/request.ts';
import { aPalette } from '../web/palette.ts';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, openPage, rowsOf, sentenceOf, violationsOf } from './reader.ts';

/** Names on a map stand on their halo, which axe does not see: it measures them against the fill behind. */
const haloed = '.picture text';
const drawn = '.still .picture > svg';
const landau = 'In Landau in der Pfalz haben 1,9 % der Haushalte Zugang zu Glasfaser.';

describe.skipIf(missingBrowser() !== undefined)('the picture of the map', () => {
  let app: SharedApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([openSharedApp(), openBrowser()]);
  });
  afterAll(closeReaders);

  /** The page in a browser that gives no WebGL, but draws images as any does. */
  async function openWithoutWebGl(query = '', options = {}) {
    const reader = await openPage(browser, 'about:blank', options);
    await reader.page.addInitScript(() => {
      const getContext = Reflect.get(HTMLCanvasElement.prototype, 'getContext') as (...asked: unknown[]) => unknown;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...asked: unknown[]) {
        return String(asked[0]).startsWith('webgl') ? null : getContext.apply(this, asked);
      } as typeof HTMLCanvasElement.prototype.getContext;
    });
    await reader.page.goto(`${app.url}/${query}`);
    return reader;
  }

  const fillOf = (page: Page, ags: string) => page.locator(`[data-ags="${ags}"]`).first().getAttribute('fill');

  test('stands in for the map without WebGL: the place in the colour of its share, the panel not a moment later', async () => {
    const { page, complaints, close } = await openWithoutWebGl();
    expect(await sentenceOf(page)).toContain(landau);
    await page.getByText('Dieser Browser kann die Karte nicht zeichnen.').waitFor();
    await eventually(() => page.locator(drawn).count()).toBe(1);
    expect(await fillOf(page, '07313000')).toBe(aPalette().ramps.fibre[1]);
    expect(await page.locator('.still .picture title').textContent()).toContain('Landau in der Pfalz und Umgebung');
    await page.getByRole('button', { name: 'Kabel', exact: true }).click();
    await eventually(() => fillOf(page, '07313000')).toBe(aPalette().ramps.cable[6]);
    expect(await violationsOf(page, haloed)).toEqual([]);
    expect(complaints.filter((text) => !/webgl/i.test(text))).toEqual([]);
    await close();
  });

  test('goes closer, shows Germany, and comes back; each is in the link', async () => {
    const { page, close } = await openWithoutWebGl();
    await page.locator(drawn).waitFor();
    const count = () => page.locator('.still [data-ags]').count();
    const before = await count();
    await page.getByRole('button', { name: 'Ganz Deutschland' }).click();
    await eventually(count).toBeGreaterThan(9000);
    expect(page.url()).toMatch(/map=[\d.]+\/5\d\.\d+\/10\.\d+/);
    await page.getByRole('button', { name: 'Zum gewählten Ort' }).click();
    await eventually(count).toBe(before);
    await page.getByRole('button', { name: 'Näher' }).click();
    await eventually(count).toBeLessThan(before);
    await close();
  });

  test('a click on a municipality chooses it, the picture stays where it is, and the table does the same', async () => {
    const { page, close } = await openWithoutWebGl();
    await page.locator(drawn).waitFor();
    const neighbour = page.locator('[data-ags="07337038"], [data-ags="07337076"], [data-ags="07337044"]').first();
    const ags = await neighbour.getAttribute('data-ags');
    await neighbour.dispatchEvent('click');
    await eventually(() => page.url()).toContain(`place=${ags ?? ''}`);
    expect(page.url()).toContain('map=');
    await page.locator('.still').getByRole('button', { name: 'Als Tabelle' }).click();
    await rowsOf(page).first().waitFor();
    await close();
  });

  test('says when it can not be drawn, and draws at a press', async () => {
    const { page, close } = await openWithoutWebGl();
    await page.locator(drawn).waitFor();
    await page.route('**/tiles/**', (route) => route.fulfill({ status: 500, body: 'broken' }));
    await page.getByRole('button', { name: 'Weiter weg' }).click();
    await page.getByText('Das Bild konnte nicht gezeichnet werden.').waitFor();
    expect(await page.locator(drawn).count()).toBe(1);
    await page.unroute('**/tiles/**');
    await page.getByRole('button', { name: 'Jetzt versuchen' }).click();
    await eventually(() => page.getByText('Das Bild konnte nicht gezeichnet werden.').count()).toBe(0);
    await close();
  });

  test('English and dark', async () => {
    const { page, close } = await openWithoutWebGl('?lang=en&theme=dark');
    await page.getByRole('button', { name: 'All of Germany' }).waitFor();
    await eventually(() => page.locator(drawn).count()).toBe(1);
    expect(await fillOf(page, '07313000')).toBe(aPalette('dark').ramps.fibre[1]);
    expect(await page.locator('.still .picture title').textContent()).toContain('Landau in der Pfalz and surroundings');
    expect(await violationsOf(page, haloed)).toEqual([]);
    await close();
  });

  test('as PNG it has the colours of the map and the letters of the page', async () => {
    const { page, complaints, close } = await openPage(browser, app.url);
    await sentenceOf(page);
    await serveModules(page);
    const edition = new URL(page.url()).searchParams.get('edition') ?? '';
    const place = { ags: '07313000', name: 'Landau', longitude: 8.113, latitude: 49.199, sharePercent: 1.9 };
    // As text, for the tests' own bundler would take the import for one of its own.
    const drawing = await page.evaluate<{ bytes: number[]; poorer: number[]; wellFormed: boolean }>(`(async () => {
      const { drawPicture, rasterise } = await import('/picture-modules/picture-modules.js');
      const svg = await drawPicture(${JSON.stringify(requestOf(edition, place))});
      const bytesOf = async (text) => [...new Uint8Array(await (await rasterise(text, 2)).arrayBuffer())];
      return {
        bytes: await bytesOf(svg),
        poorer: await bytesOf(svg.replaceAll("'Fira Sans', ", '')),
        wellFormed: new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror') === null,
      };
    })()`);
    const { bytes, poorer, wellFormed } = drawing;
    expect(wellFormed).toBe(true);
    const png = PNG.sync.read(Buffer.from(bytes));
    // Twice the map's 600 × 450, with title, legend and source.
    expect(png.width).toBe(1200);
    expect(png.height).toBeGreaterThan(2 * 600);
    // The middle of Landau, away from its name; 70 px of title stand above the map.
    const colour = (x: number, y: number) => {
      const from = (Math.round(y) * png.width + Math.round(x)) * 4;
      return `#${png.data.subarray(from, from + 3).toString('hex')}`;
    };
    expect(colour(2 * 300, 2 * (70 + 225 + 24))).toBe(aPalette().ramps.fibre[1]?.toLowerCase());
    expect(colour(4, 4)).toBe(aPalette().surface.toLowerCase());
    // Another font draws another picture: so the page's own is in this one.
    const other = PNG.sync.read(Buffer.from(poorer));
    expect(Buffer.compare(png.data, other.data)).not.toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
});

function requestOf(editionId: string, place: PictureRequest['place']): PictureRequest {
  return {
    width: 600,
    height: 450,
    position: { zoom: 9.5, longitude: 8.113, latitude: 49.199 },
    edition: { editionId, referenceDate: '2021-06-30', attribution: 'Breitbandatlas', cells: undefined },
    technology: 'FTTH_B',
    speed: 1000,
    place,
    agsWithCells: [],
    theme: 'light',
    language: 'de',
    framed: true,
    keyed: false,
    cards: [],
    id: 'picture',
  };
}

/** The modules under test as the page would load them, from our own server as its content security wants. */
async function serveModules(page: Page): Promise<void> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    base: '/picture-modules/',
    build: {
      write: false,
      assetsInlineLimit: 0,
      target: 'es2024',
      rolldownOptions: {
        input: `${import.meta.dirname}/picture-modules.ts`,
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  const files = new Map(
    [built]
      .flat()
      .flatMap((one) => ('output' in one ? one.output : []))
      .map((file) => [file.fileName, file]),
  );
  await page.route('**/picture-modules/**', (route) => {
    const file = files.get(new URL(route.request().url()).pathname.replace('/picture-modules/', ''));
    if (!file) return route.fulfill({ status: 404 });
    if (file.type === 'chunk') return route.fulfill({ contentType: 'text/javascript', body: file.code });
    return route.fulfill({ contentType: 'font/woff2', body: Buffer.from(file.source) });
  });
}
