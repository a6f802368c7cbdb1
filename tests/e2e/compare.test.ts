import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, openPage, rowsOf, sentenceOf, settled, violationsOf, waitForMap } from './reader.ts';

const editions = {
  mid2018: 'municipal-coverage-2018-06-30-a7eb8729',
  end2018: 'municipal-coverage-2018-12-31-7595359e',
  mid2021: 'municipal-coverage-2021-06-30-2c245be2',
};

describe.skipIf(missingBrowser() !== undefined)('comparing', () => {
  let app: SharedApp;
  let browser: Browser;
  let compare: string;
  beforeAll(async () => {
    [app, browser] = await Promise.all([openSharedApp(), openBrowser()]);
    compare = `${app.url}/?view=compare`;
  });
  afterAll(closeReaders);

  test('the difference is said first, and another technology repaints the map without a tile', async () => {
    const { page, tiles, complaints, foreign, close } = await openPage(browser, compare);
    await eventually(() => sentenceOf(page)).toBe(
      'In Landau in der Pfalz stieg der Anteil der Haushalte mit Zugang zu Glasfaser von 1 % Ende 2018 auf 1,9 % Mitte 2021, +0,9 Punkte.',
    );
    expect(page.url()).toContain(`from=${editions.end2018}&to=${editions.mid2021}`);
    await waitForMap(page);
    const before = await settled(() => tiles.length);
    await page.getByRole('button', { name: 'Kabel', exact: true }).click();
    await eventually(() => sentenceOf(page)).toContain('Zugang zu Kabel (HFC) von 0 % Ende 2018 auf 81 % Mitte 2021');
    await eventually(() => page.locator('.legend h2').innerText()).toContain('Kabel (HFC)');
    await waitForMap(page);
    expect(tiles.length).toBe(before);
    expect(await page.locator('.counts').innerText()).toMatch(/gestiegen\s+7431/);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await page.goBack();
    await eventually(() => sentenceOf(page)).toContain('Glasfaser');
    await close();
  });

  test('across a break there is no difference: the reason, and the comparison that is allowed, as a button', async () => {
    const { page, close } = await openPage(
      browser,
      `${compare}&technology=ALL&speed=30&from=${editions.mid2018}&to=${editions.end2018}`,
    );
    const refused = page.locator('.refused h2');
    await eventually(() => refused.innerText()).toContain('lassen sich bei Alle Techniken ab 30');
    expect(await page.locator('.panel').innerText()).toContain('Dazwischen hat sich die Erhebung geändert.');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ende 2018 bis Mitte 2021 nehmen' }).click();
    await eventually(() => sentenceOf(page)).toContain('In Landau in der Pfalz stieg der Anteil');
    expect(page.url()).toContain(`from=${editions.end2018}&to=${editions.mid2021}`);
    await close();
  });

  test('two maps are swiped by keys; across the break too, and that is said', async () => {
    const { page, complaints, close } = await openPage(
      browser,
      `${compare}&mode=swipe&technology=ALL&speed=30&from=${editions.mid2018}&to=${editions.mid2021}`,
    );
    await eventually(() => page.locator('.notice').allInnerTexts()).toEqual([
      expect.stringContaining('Zwischen den beiden liegt ein Bruch.'),
    ]);
    const divider = page.getByRole('slider', { name: 'Trennlinie zwischen den Karten' });
    expect(await divider.getAttribute('aria-valuenow')).toBe('50');
    await divider.press('ArrowRight');
    expect(await divider.getAttribute('aria-valuenow')).toBe('52');
    expect(page.url()).toContain('divider=52');
    await divider.press('End');
    expect(await divider.getAttribute('aria-valuetext')).toContain('links 100');
    await divider.press('Home');
    expect(await divider.getAttribute('aria-valuenow')).toBe('0');
    expect(await page.locator('.date:visible').allInnerTexts()).toEqual(['Mitte 2021']);
    await eventually(() => page.locator('.maplibregl-canvas').count()).toBe(2);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('places are added by search, stand in the link and in a table, and are taken away again', async () => {
    const { page, complaints, close } = await openPage(browser, `${compare}&mode=places`);
    const first = page.locator('.sentence').first();
    await eventually(() => first.innerText()).toContain('Noch steht Landau in der Pfalz allein hier.');
    await page.getByRole('combobox', { name: 'Ort zum Vergleich hinzufügen' }).fill('Neustadt an der Weinstr');
    await page.keyboard.press('Enter');
    await eventually(() => page.locator('.columns h2').allInnerTexts()).toEqual([
      'Landau in der Pfalz',
      'Neustadt an der Weinstraße',
    ]);
    expect(page.url()).toContain('places=07313000,07316000');
    expect((await first.innerText()).replaceAll(/\s+/g, ' ')).toContain(
      'Von diesen Orten hat Landau in der Pfalz am meisten Haushalte mit Zugang zu Glasfaser, 1,9 %',
    );
    const chosen = page.locator('tr.chosen');
    expect((await chosen.innerText()).replaceAll(/\s+/g, ' ').trim()).toBe('Glasfaser ab 1000 Mbit/s 1,90 % 1,39 %');
    const ranks = await page.locator('.columns li').first().locator('section', { hasText: 'Rang' }).innerText();
    expect(ranks.replaceAll(/\s+/g, ' ')).toMatch(
      /unter kreisfreien Städten des Landes \d+ von 12 Rheinland-Pfalz .* Deutschland/,
    );
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Neustadt an der Weinstraße entfernen' }).click();
    await eventually(() => page.locator('.columns h2').count()).toBe(1);
    await page.goBack();
    await eventually(() => page.locator('.columns h2').count()).toBe(2);
    expect(complaints).toEqual([]);
    await close();
  });

  test('one place among all is said in shares of the municipalities, for Germany and for a Land', async () => {
    const { page, close } = await openPage(browser, `${compare}&mode=spread`);
    await eventually(() => sentenceOf(page)).toBe(
      'In Landau in der Pfalz haben 1,9 % der Haushalte Zugang zu Glasfaser. In Deutschland haben 52 % der Gemeinden weniger und 48 % mehr.',
    );
    await page.getByLabel('Welche Gemeinden').selectOption('07');
    await eventually(() => sentenceOf(page)).toContain('In Rheinland-Pfalz haben');
    expect(page.url()).toContain('state=07');
    expect(await violationsOf(page)).toEqual([]);
    await close();
  });

  test('what changed most is a list with its ties, page by page, and a row leads to its place', async () => {
    const { page, close } = await openPage(browser, `${compare}&mode=lists`);
    await eventually(() => sentenceOf(page)).toBe(
      'Am meisten stieg der Anteil mit Zugang zu Glasfaser in 16 Gemeinden zugleich: +100 Punkte.',
    );
    const rows = rowsOf(page);
    expect(await rows.count()).toBe(20);
    expect(await rows.first().innerText()).toMatch(/1\s+mit 15 anderen/);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Nächste' }).click();
    const range = page.locator('nav [role="status"]');
    await eventually(() => range.innerText()).toMatch(/^21 bis 40 von/);
    await page.getByRole('button', { name: 'Nächste' }).click();
    await eventually(() => range.innerText()).toMatch(/^41 bis 60 von/);
    const forty = await rows.first().innerText();
    await page.reload();
    await eventually(() => rows.first().innerText()).toBe(forty);
    await eventually(() => sentenceOf(page)).toContain('in 16 Gemeinden zugleich');
    await page.getByRole('button', { name: 'Vorige' }).click();
    await eventually(() => range.innerText()).toMatch(/^21 bis 40 von/);
    expect(page.url()).toContain('page=2');
    await page.getByRole('button', { name: 'Gesunken' }).click();
    await eventually(() => sentenceOf(page)).toContain('in Wiesbaden: −87 Punkte.');
    await page.getByRole('link', { name: 'Wiesbaden' }).click();
    await eventually(() => sentenceOf(page)).toContain('In Wiesbaden haben');
    await close();
  });

  test('a page of a list that is there no more leads back to the beginning', async () => {
    const { page, close } = await openPage(browser, `${compare}&mode=lists&page=3&after=gone`);
    await page.getByRole('button', { name: 'Zum Anfang der Liste' }).click();
    await eventually(() => rowsOf(page).count()).toBe(20);
    await eventually(() => page.getByRole('alert').count()).toBe(0);
    await close();
  });

  test('a list of changes across the break is refused too', async () => {
    const { page, close } = await openPage(
      browser,
      `${compare}&mode=lists&technology=ALL&speed=30&from=${editions.mid2018}&to=${editions.end2018}`,
    );
    await eventually(() => page.locator('.refused h2').count()).toBe(1);
    await page.getByRole('button', { name: 'Beste' }).click();
    await eventually(() => rowsOf(page).count()).toBe(20);
    await close();
  });

  test('what a link says wrong is told, and the comparison is still there; English is complete', async () => {
    const { page, close } = await openPage(browser, `${compare}&mode=guess&from=gone&lang=en`);
    await eventually(() => sentenceOf(page)).toContain('the share of households with access to fibre rose from');
    const told = await page.locator('.notice').allInnerTexts();
    expect(told.join()).toContain('“guess”');
    expect(told.join()).toContain('“gone”');
    await close();
  });

  test('on the phone the sentence is in the sheet, and nothing is wider than the screen', async () => {
    for (const mode of ['difference', 'swipe', 'places', 'spread', 'lists']) {
      const { page, close } = await openPage(browser, `${compare}&mode=${mode}`, {
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
      });
      await page.locator('.sentence').first().waitFor();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, mode).toBeLessThanOrEqual(390);
      expect(await violationsOf(page), mode).toEqual([]);
      await close();
    }
  });
});
