import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MapElement } from '../../web/map/context.ts';
import { closeReaders, missingBrowser, openBrowser, type RunningApp, startApp } from './app.ts';
import { eventually, findOnScreen, openPage, violationsOf, waitForMap, waitForRest } from './reader.ts';

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const token = 'a-token-for-planners';

describe.skipIf(missingBrowser() !== undefined)('The map of the rollout', { timeout: 180_000 }, () => {
  let app: RunningApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await startApp({ environment: { PLANNER_TOKEN: token } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await closeReaders();
    await app.close();
  });

  const open = (search: string, options?: BrowserContextOptions) =>
    openPage(browser, `${app.url}/?view=rollout${search}`, options);
  const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
  const heading = (page: Page) => page.locator('#answer').innerText();
  const day = (page: Page) => page.getByRole('slider', { name: 'Tag auf der Karte' });

  /** Attributes of what the map draws of a layer. */
  const drawn = (page: Page, layer: string) =>
    page.evaluate((name) => {
      const map = document.querySelector<MapElement>('.maplibregl-map')?.map;
      return (map?.queryRenderedFeatures({ layers: [name] }) ?? []).map(({ properties }) => properties);
    }, layer);

  test('a district is outlined on its map, and a click on a house there leads to its stations', async () => {
    const { page, complaints, foreign, close } = await open('&district=Nu%C3%9Fdorf&map=16/49.2261/8.1042');
    await waitForMap(page);
    for (const layer of ['rollout-areas', 'trenches', 'addresses'])
      await eventually(async () => (await drawn(page, layer)).length).toBeGreaterThan(0);
    // Whether somebody there has ordered is not told.
    const stages = new Set((await drawn(page, 'addresses')).map(({ stage }) => stage as string));
    expect([...stages]).toEqual(['cable_laid']);
    await waitForRest(page);
    const [x, y] = await page.evaluate(() => {
      const map = document.querySelector<MapElement>('.maplibregl-map')?.map;
      const houses = map?.queryRenderedFeatures({ layers: ['addresses'] }) ?? [];
      // One in the upper half: cards lie over the lower one.
      const points = houses.flatMap(({ geometry }) =>
        geometry.type === 'Point' && map ? [map.project(geometry.coordinates as [number, number])] : [],
      );
      const free = points.find((point) => point.y > 80 && point.y < 350 && point.x > 60 && point.x < 380);
      return [free?.x ?? 0, free?.y ?? 0] as const;
    });
    const canvas = page.locator('.maplibregl-canvas');
    await canvas.hover({ position: { x, y } });
    await eventually(() => page.locator('.tooltip strong').innerText()).toMatch(/^\p{Letter}.* \d+/u);
    await canvas.click({ position: { x, y } });
    await eventually(() => parameter(page, 'address')).toMatch(/^sample-/);
    await eventually(() => heading(page)).toMatch(/, Nußdorf$/);
    await page.getByRole('heading', { name: 'Stationen Ihres Anschlusses' }).waitFor();
    expect([...complaints, ...foreign]).toEqual([]);
    await close();
  });

  test('a click on an area leads to its district, and one where nothing is built says so', async () => {
    const { page, close } = await open('');
    await waitForMap(page);
    await waitForRest(page);
    const district = await findOnScreen(page, 8.077, 49.166);
    await page.mouse.click(district.x, district.y);
    await eventually(() => heading(page)).toBe('Ausbau in Mörzheim');
    expect(parameter(page, 'district')).toBe('Mörzheim');
    await page.goBack();
    await page.locator('#all-areas').waitFor();
    await waitForRest(page);
    const nowhere = await findOnScreen(page, 8.125, 49.156);
    await page.mouse.click(nowhere.x, nowhere.y);
    await page.locator('.tooltip', { hasText: 'Hier ist kein Ausbau eingetragen.' }).waitFor();
    await close();
  });

  test('the slider goes by keys, puts the day into the link, plays on from there, and text and map follow', async () => {
    const { page, close } = await open('&map=12/49.2150/8.1000');
    await waitForMap(page);
    await eventually(() => day(page).getAttribute('aria-valuetext')).toBe('heute');
    await day(page).press('Home');
    await eventually(() => parameter(page, 'on')).toBe('2021-08-31');
    await eventually(() => page.locator('article .sentence').first().innerText()).toContain('0 von 10 Gebieten');
    const stages = async () => new Set((await drawn(page, 'rollout-areas')).map(({ stage }) => String(stage)));
    // Of the areas that came later nobody had said anything yet.
    await eventually(stages).toEqual(new Set(['demand', 'undefined']));
    await page.getByRole('button', { name: 'Zeit abspielen' }).click();
    await eventually(() => parameter(page, 'on')).not.toBe('2021-08-31');
    await page.getByRole('button', { name: 'Anhalten' }).click();
    await day(page).press('End');
    await eventually(() => parameter(page, 'on')).toBeNull();
    await eventually(async () => (await stages()).has('active')).toBe(true);
    await close();
  });

  test('a layer that is switched off is off in the link and on the map', async () => {
    const { page, close } = await open('&map=13/49.2250/8.1040');
    await waitForMap(page);
    await eventually(async () => (await drawn(page, 'trenches')).length).toBeGreaterThan(0);
    await page.getByRole('checkbox', { name: 'Trassen' }).uncheck();
    await eventually(() => parameter(page, 'without')).toBe('trenches');
    await eventually(async () => (await drawn(page, 'trenches')).length).toBe(0);
    await close();
  });

  test('planners see who is connected, by the token of their tab, and are told whose view it is', async () => {
    const { page, complaints, close } = await open('&map=16/49.2261/8.1042');
    await page.getByText('Sie sehen die öffentliche Ansicht', { exact: false }).waitFor();
    await page.evaluate((value) => sessionStorage.setItem('breitblick-planner', value), token);
    await page.reload();
    await page.getByText('Sie sehen die Ansicht der Planung', { exact: false }).waitFor();
    await waitForMap(page);
    await eventually(async () => (await drawn(page, 'addresses')).some(({ stage }) => stage === 'active')).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  test('on the phone the map waits behind a button below the answer, and map and legend can be used by all', async () => {
    const { page, tiles, close } = await open('&district=Arzheim', phone);
    await page.getByRole('heading', { name: 'Ausbau in Arzheim' }).waitFor();
    expect(tiles).toEqual([]);
    await page.getByRole('button', { name: 'Karte zeigen' }).click();
    await waitForMap(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await violationsOf(page, '.maplibregl-canvas')).toEqual([]);
    await close();
  });
});
