import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ags, write } from '../server/sensors/network.ts';
import { addTown } from '../server/sensors/town.ts';
import { missingBrowser, openBrowser, type RunningApp, startApp } from './app.ts';
import { eventually, openPage, sentenceOf, titleOf, violationsOf, waitForMap } from './reader.ts';

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe.skipIf(missingBrowser() !== undefined)('sensors', { timeout: 120_000 }, () => {
  let app: RunningApp;
  let browser: Browser;
  let ids: Map<string, number>;
  beforeAll(async () => {
    app = await startApp();
    // The town that comes with the product would be a crowd, and its values are of another time.
    await app.database.db.deleteFrom('thing').execute();
    ids = await addTown(app.database, new Date());
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const open = (search: string, options?: BrowserContextOptions) =>
    openPage(browser, `${app.url}/?view=sensors${search}`, options);
  const idOf = (key: string) => ids.get(key) ?? 0;
  const list = (page: Page) => page.getByRole('region', { name: 'Letzte Werte' });
  const slider = (page: Page, name: string) => page.getByRole('slider', { name: `Zeit ablesen: ${name}` });

  test('on the phone the sentence comes first, before any script, and a name opens its chart', async () => {
    const html = await (await fetch(`${app.url}/?view=sensors`)).text();
    expect(html).toContain('<title>Sensoren: Landau in der Pfalz – Breitblick</title>');
    expect(html.replaceAll(/<[^>]*>/g, '')).toContain('melden 3 von 5 Messstellen aktuelle Werte.');
    const { page, complaints, foreign, tiles, close } = await open('', phone);
    expect(await sentenceOf(page)).toContain('1 schweigt länger als sonst, 1 wird nicht gewertet.');
    const stale = list(page).getByRole('row', { name: /Wasserstand, Godramstein/ });
    expect(await stale.innerText()).toMatch(/vor 3.Std\..*veraltet/s);
    expect(tiles).toEqual([]);
    await list(page).getByRole('link', { name: 'Lufttemperatur, Kernstadt' }).click();
    await eventually(() => sentenceOf(page)).toMatch(
      /^Lufttemperatur, Kernstadt: \d(,\d)? °C, gemessen vor \d+ Minuten?\./,
    );
    await slider(page, 'Lufttemperatur, Kernstadt').first().waitFor();
    expect(await titleOf(page)).toBe('Sensoren: Lufttemperatur, Kernstadt – Breitblick');
    await page.goBack();
    await eventually(() => sentenceOf(page)).toContain('3 von 5');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect([...complaints, ...foreign]).toEqual([]);
    await close();
  });

  test('a new value comes by itself, to the sentence, the list and the map', async () => {
    const station = idOf('station/air_temperature');
    const { page, close } = await open(`&sensor=${station}`);
    await waitForMap(page);
    // A value that comes before the page listens is not told to it; the next one is.
    await eventually(async () => {
      const time = new Date(Date.now() - 30_000);
      await write(app.database, [{ ags, datastreamId: station, time, result: 12.5 }]);
      return sentenceOf(page);
    }).toContain('12,5 °C');
    await eventually(() =>
      list(page)
        .getByRole('row', { name: /Lufttemperatur, Kernstadt/ })
        .innerText(),
    ).toContain('12,5');
    await eventually(() => page.locator('.stage g.chosen .value').innerHTML()).toContain('12,5');
    await close();
  });

  test('the chart is read by the keys, in a year too, and says where a device was replaced', async () => {
    const { page, close } = await open(`&sensor=${idOf('station/air_temperature')}&range=week`);
    const chart = slider(page, 'Lufttemperatur, Kernstadt').first();
    await chart.focus();
    await page.keyboard.press('End');
    const reading = async () => (await chart.getAttribute('aria-valuetext'))?.replaceAll('\u00a0', ' ');
    const last = await reading();
    await page.keyboard.press('ArrowLeft');
    await eventually(reading).not.toBe(last);
    expect(await reading()).toMatch(/ °C am \d+\.\d+\. um \d\d:00$/);
    await page.getByText(/misst ein neues Gerät \(Wetterstation 2\)/).waitFor();
    await page.getByRole('group', { name: 'Zeitraum' }).getByRole('button', { name: 'Jahr' }).click();
    await eventually(() => new URL(page.url()).searchParams.get('range')).toBe('year');
    await eventually(reading).toMatch(/°C am \d+\.\d+\.(, zweifelhaft)?$/);
    await page.getByRole('button', { name: 'Als Tabelle' }).last().click();
    await eventually(() => page.getByRole('columnheader', { name: 'höchster' }).count()).toBe(1);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV', exact: true }).click();
    expect((await saved).suggestedFilename()).toMatch(/^breitblick-\d+-\d{4}-\d\d-\d\d-year\.csv$/);
    await close();
  });

  test('up to four series stand beside each other under one cursor', async () => {
    const { page, close } = await open(`&sensor=${idOf('station/air_temperature')}&range=week`);
    await page.getByLabel('Daneben zeigen').selectOption({ label: 'Wasserstand, Queichheim' });
    const other = slider(page, 'Wasserstand, Queichheim');
    await other.waitFor();
    await slider(page, 'Lufttemperatur, Kernstadt').focus();
    await page.keyboard.press('End');
    await eventually(() => other.getAttribute('aria-valuetext')).toMatch(/\u00a0cm am \d+\.\d+\. um \d\d:00$/);
    await page.getByRole('button', { name: 'Wasserstand, Queichheim entfernen' }).click();
    await eventually(() => other.count()).toBe(0);
    await close();
  });

  test('a theme narrows list and map, and a screen on the wall shows it large', async () => {
    const { page, close } = await open('');
    await waitForMap(page);
    await page.getByRole('button', { name: 'Wasserstand' }).click();
    await eventually(() => list(page).getByRole('row').count()).toBe(3);
    await eventually(() => page.locator('.stage g').count()).toBe(2);
    await page.getByRole('link', { name: 'Für einen Bildschirm' }).click();
    await page.getByRole('heading', { name: 'Landau in der Pfalz' }).waitFor();
    await eventually(() => page.locator('.screen li').allInnerTexts()).toEqual([
      expect.stringContaining('Wasserstand, Queichheim'),
      expect.stringContaining('veraltet'),
    ]);
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await list(page).waitFor();
    await close();
  });

  test('a wrong link says what is wrong in it and still helps', async () => {
    const { page, close } = await open('&sensor=99999&topic=tea');
    await page.getByText('Diese Messreihe gibt es hier nicht mehr.').waitFor();
    await page.getByText('„tea“ aus dem Link ist hier unbekannt.').waitFor();
    await list(page).waitFor();
    await close();
  });

  test.each([
    ['overview', () => ''],
    ['overview, dark, English', () => '&theme=dark&lang=en'],
    ['chart', () => `&sensor=${idOf('station/air_temperature')}`],
    ['several charts, dark', () => `&sensor=${idOf('station/precipitation')},${idOf('tree/soil_moisture')}&theme=dark`],
  ])('%s can be used by all, on the phone too', async (_name, search) => {
    for (const options of [undefined, { viewport: { width: 320, height: 640 } }]) {
      const { page, complaints, close } = await open(search(), options);
      await page.locator('.sentence').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
