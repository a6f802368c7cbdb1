import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import {
  eventually,
  findOnScreen,
  listDrawn,
  openPage,
  rowsOf,
  sentenceOf,
  settled,
  titleOf,
  violationsOf,
  waitForMap,
  waitForRest,
} from './reader.ts';

const landau =
  'In Landau in der Pfalz haben 1,9 % der Haushalte Zugang zu Glasfaser. Gigabit gibt es für 81 %, fast nur über Kabel.';
/** A village beside Landau, in its middle. */
const waldrohrbach = { name: 'Waldrohrbach', longitude: 7.971, latitude: 49.162 };

describe.skipIf(missingBrowser() !== undefined)('the page', () => {
  let app: SharedApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([openSharedApp(), openBrowser()]);
  });
  afterAll(closeReaders);

  test('opens on Landau with Germany around it, asks nobody else and breaks no rule of ours', async () => {
    const { page, complaints, foreign, close } = await openPage(browser, app.url);
    expect(await sentenceOf(page)).toBe(landau);
    expect(await titleOf(page)).toBe('Landau in der Pfalz: Glasfaser (FTTH/B) ab 1000 Mbit/s – Breitblick');
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    await waitForMap(page);
    const drawn = await listDrawn(page);
    expect(drawn).toContain('07313000');
    expect(drawn.length).toBeGreaterThan(100);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await close();
  });

  test('the rank is told in its Land, in Germany, and among places of the same kind and size', async () => {
    const { page, close } = await openPage(browser, app.url);
    await page.getByRole('heading', { name: 'Platz 7 von 12 kreisfreien Städten' }).waitFor();
    const circles = await page
      .getByRole('list', { name: 'Rang in weiteren Kreisen' })
      .getByRole('listitem')
      .allInnerTexts();
    expect(circles.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      'gleiche Art, Deutschland Platz 78 von 107',
      'gleiche Art, ähnliche Fläche Platz 29 von 47',
      'alle Gemeinden, Rheinland-Pfalz Platz 964 von 2299',
      'alle Gemeinden, Deutschland Platz 5123 von 10 701',
    ]);
    await close();
  });

  test('companies in business parks and mobile coverage come when they are wanted', async () => {
    const { page, close } = await openPage(browser, app.url);
    await page.getByText('Gewerbegebiete und Mobilfunk').click();
    const business = page.getByRole('table', { name: /Anteil der Unternehmen in Gewerbegebieten, Stand Mitte 2021/ });
    await eventually(() => business.getByRole('row', { name: 'Glasfaser (FTTH/B)' }).innerText()).toContain('46,98');
    const mobile = page.getByRole('table', { name: /Anteil der versorgten Fläche/ });
    expect(await mobile.getByRole('row', { name: 'Wald-, Wiesenflächen' }).innerText()).toMatch(/5,43\s+98,84/);
    expect(await violationsOf(page)).toEqual([]);
    await close();
  });

  test('a click on the map chooses a place, and the back button takes it back', async () => {
    const { page, close } = await openPage(browser, app.url);
    await waitForMap(page);
    const { x, y } = await findOnScreen(page, waldrohrbach.longitude, waldrohrbach.latitude);
    await page.mouse.move(x, y);
    await page.mouse.move(x + 1, y);
    await eventually(() => page.locator('.tooltip').allInnerTexts()).toEqual([
      expect.stringMatching(/Waldrohrbach\s+Glasfaser .* der Haushalte\s+Mitte 2021/),
    ]);
    await page.mouse.click(x, y);
    await eventually(() => sentenceOf(page)).toContain(`In ${waldrohrbach.name} haben`);
    await page.goBack();
    await eventually(() => sentenceOf(page)).toBe(landau);
    await close();
  });

  test('another technology or class repaints what is there and fetches no tile', async () => {
    const { page, tiles, close } = await openPage(browser, app.url);
    await waitForMap(page);
    const before = await settled(() => tiles.length);
    await page.getByRole('button', { name: 'Kabel', exact: true }).click();
    await page.getByRole('button', { name: '400', exact: true }).click();
    await eventually(() => page.locator('.legend h2').innerText()).toBe('Kabel (HFC) ab 400\u00a0Mbit/s');
    await waitForMap(page);
    expect(tiles.length).toBe(before);
    await close();
  });

  test('what was not surveyed stays in its place and says why', async () => {
    const { page, close } = await openPage(browser, app.url);
    const copper = page.getByRole('button', { name: 'Kupfer' });
    expect(await copper.getAttribute('aria-disabled')).toBe('true');
    await copper.click({ force: true });
    expect(await page.locator('.reason').innerText()).toContain('höchste erhobene Klasse 200');
    expect(await sentenceOf(page)).toBe(landau);
    await close();
  });

  test('the edition is chosen by keys; a class that it did not survey is said, and the way out offered', async () => {
    const { page, close } = await openPage(browser, app.url);
    await page.getByRole('slider', { name: 'Ausgabe' }).press('Home');
    await eventually(() => sentenceOf(page)).toBe(
      'Für Landau in der Pfalz ist Glasfaser ab 1000 Mbit/s in dieser Ausgabe nicht erhoben.',
    );
    await page.getByRole('button', { name: 'Mitte 2021 nehmen' }).click();
    await eventually(() => sentenceOf(page)).toBe(landau);
    await close();
  });

  test('a shared link shows the same figures to whoever opens it: the edition is pinned', async () => {
    const first = await openPage(browser, app.url);
    await first.page.getByRole('button', { name: 'Kabel', exact: true }).click();
    await first.page.getByRole('slider').press('ArrowLeft');
    await eventually(() => sentenceOf(first.page)).toContain('Gigabit gibt es für 80 %');
    const link = first.page.url();
    expect(link).toMatch(/place=07313000&technology=HFC&speed=1000&edition=[\w-]+/);
    await first.close();
    const second = await openPage(browser, link);
    expect(await sentenceOf(second.page)).toContain('Gigabit gibt es für 80 %');
    expect(await second.page.locator('.stand').innerText()).toContain('Stand: Ende 2020');
    await second.close();
  });

  test('the table has every municipality, sorts, filters and chooses', async () => {
    const { page, complaints, close } = await openPage(browser, app.url);
    await page.getByRole('button', { name: 'Als Tabelle', exact: true }).click();
    const rows = rowsOf(page);
    await page.locator('table.kern-table caption').waitFor();
    expect(await page.locator('table.kern-table caption').innerText()).toMatch(/von 1[01]\u202f\d{3} Gemeinden/);
    await page.getByLabel('Name enthält').fill('nussdorf');
    await eventually(() => rows.allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('Nußdorf')]));
    await page.getByLabel('Name enthält').fill('landau in der');
    await page.getByRole('combobox', { name: 'Land', exact: true }).selectOption('07');
    await page.getByRole('button', { name: 'Gemeinde', exact: true }).click();
    expect(await page.getByRole('columnheader', { name: 'Gemeinde' }).getAttribute('aria-sort')).toBe('ascending');
    await page.getByLabel('Name enthält').fill('annweiler');
    await page.getByRole('button', { name: /^Annweiler/ }).click();
    await eventually(() => sentenceOf(page)).toContain('Annweiler');
    expect(complaints).toEqual([]);
    await close();
  });

  test('English is complete', async () => {
    const { page, complaints, close } = await openPage(browser, app.url);
    await page.getByRole('button', { name: 'English' }).click();
    await eventually(() => sentenceOf(page)).toBe(
      'In Landau in der Pfalz, 1.9% of households have access to fibre. Gigabit is available to 81%, almost only over cable.',
    );
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await titleOf(page)).toBe('Landau in der Pfalz: Fibre (FTTH/B) from 1000 Mbit/s – Breitblick');
    expect(await page.locator('body').innerText()).not.toMatch(/Haushalte|Glasfaser|Gemeinden|Ausgabe/);
    expect(complaints).toEqual([]);
    await close();
  });

  test('the whole journey by keyboard: search, choose, slide, map', async () => {
    const { page, close } = await openPage(browser, app.url);
    await sentenceOf(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Zum Inhalt');
    await page.keyboard.press('/');
    await page.keyboard.type('annweiler');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(() => sentenceOf(page)).toContain('Annweiler');
    await waitForMap(page);
    await waitForRest(page);
    await page.locator('.maplibregl-canvas').focus();
    await page.keyboard.press('ArrowRight');
    await eventually(() => page.locator('.tooltip').count()).toBe(1);
    await waitForRest(page);
    const name = await page.locator('.tooltip strong').innerText();
    await page.keyboard.press('Enter');
    await eventually(() => sentenceOf(page)).toContain(name);
    await close();
  });

  test('a cell has its own sentence, marked as modelled', async () => {
    const { page, close } = await openPage(browser, `${app.url}/?map=13.50/49.1985/8.1170`);
    await waitForMap(page);
    await eventually(async () => (await listDrawn(page, 'cells')).length).toBeGreaterThan(100);
    const { x, y } = await findOnScreen(page, 8.117, 49.1985);
    await page.mouse.click(x, y);
    await eventually(() => sentenceOf(page)).toMatch(/^In der Zelle 100mN\d{5}E\d{5}/);
    expect(await page.locator('.panel .bb-tag--modelled').first().innerText()).toBe('modelliert');
    await page.getByRole('button', { name: 'Zurück zu Landau in der Pfalz' }).click();
    await eventually(() => sentenceOf(page)).toBe(landau);
    await close();
  });

  test('dark is dark, on the map too', async () => {
    const { page, complaints, close } = await openPage(browser, app.url, { colorScheme: 'dark' });
    await waitForMap(page);
    expect(await page.getAttribute('html', 'data-kern-theme')).toBe('dark');
    await page.getByRole('button', { name: 'Hell' }).click();
    expect(await page.getAttribute('html', 'data-kern-theme')).toBe('light');
    expect(complaints).toEqual([]);
    await close();
  });

  test('on the phone a sheet is moved by button and keys, and the table is a press away', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, complaints, close } = await openPage(browser, app.url, phone);
    expect(await sentenceOf(page)).toContain('1,9 % der Haushalte haben Zugang zu Glasfaser.');
    const handle = page.getByRole('button', { name: 'Höhe der Tafel' });
    const height = async () => (await page.getByRole('complementary').boundingBox())?.height ?? 0;
    const half = await height();
    await handle.press('ArrowUp');
    await eventually(height).toBeGreaterThan(half + 100);
    await handle.press('Home');
    await eventually(height).toBe(112);
    await handle.tap();
    await eventually(height).toBe(half);
    await page.getByRole('link', { name: 'Tabelle', exact: true }).tap();
    await rowsOf(page).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(complaints).toEqual([]);
    await close();
  });

  test('at 280 px sentence and table come first, the map on request', async () => {
    const { page, close } = await openPage(browser, app.url, { viewport: { width: 280, height: 640 } });
    expect(await sentenceOf(page)).toContain('1,9 %');
    expect(await page.locator('.maplibregl-map').count()).toBe(0);
    await page.getByRole('button', { name: 'Karte zeigen' }).click();
    await waitForMap(page);
    expect(await page.locator('.legend .classes').isVisible()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(280);
    await page.getByRole('button', { name: 'Karte ausblenden' }).click();
    await eventually(() => page.locator('.maplibregl-map').count()).toBe(0);
    expect(await sentenceOf(page)).toContain('1,9 %');
    await close();
  });

  test('with reduced motion nothing glides', async () => {
    const { page, close } = await openPage(browser, app.url, { reducedMotion: 'reduce' });
    await waitForMap(page);
    const durations = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .map((element) => getComputedStyle(element).transitionDuration)
        .filter((duration) => duration.split(', ').some((one) => one !== '0s')),
    );
    expect(durations).toEqual([]);
    await close();
  });

  test('without WebGL the panel and the table are there, and the page says so', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await page.goto(app.url);
    expect(await sentenceOf(page)).toBe(landau);
    await page.getByText('Dieser Browser kann die Karte nicht zeichnen.').waitFor();
    await page.locator('.still').getByRole('button', { name: 'Als Tabelle' }).click();
    await rowsOf(page).first().waitFor();
    await context.close();
  });

  test('a failing server is told in words; the old view stays, and a press asks again', async () => {
    const { page, close } = await openPage(browser, app.url);
    expect(await sentenceOf(page)).toBe(landau);
    await page.route('**/graphql', (route) => route.fulfill({ status: 500, body: 'broken' }));
    await page.getByRole('button', { name: '400', exact: true }).click();
    await page.getByText('Der Server antwortet nicht.').waitFor();
    expect(await sentenceOf(page)).toBe(landau);
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Jetzt versuchen' }).click();
    await eventually(() => sentenceOf(page)).toContain('Glasfaser ab 400 Mbit/s');
    expect(await page.getByText('Der Server antwortet nicht.').count()).toBe(0);
    await close();
  });

  test.each([
    ['edition=gone', 'Die Ausgabe „gone“ aus dem Link gibt es hier nicht.'],
    ['place=07999999', 'Den Ort mit dem Schlüssel 07999999 gibt es hier nicht.'],
    ['speed=77', '„77“ aus dem Link ist hier unbekannt.'],
    ['lang=fr', '„fr“ aus dem Link ist hier unbekannt.'],
  ])('a link with %s ends in a useful page', async (query, notice) => {
    const { page, close } = await openPage(browser, `${app.url}/?${query}`);
    await page.getByText(notice).waitFor();
    if (query.startsWith('place')) await page.getByRole('button', { name: 'Zu Landau in der Pfalz' }).click();
    await eventually(() => sentenceOf(page)).toBe(landau);
    await close();
  });
});
