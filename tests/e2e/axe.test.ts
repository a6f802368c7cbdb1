import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, openPage, rowsOf, sentenceOf, violationsOf, waitForMap } from './reader.ts';

describe.skipIf(missingBrowser() !== undefined)('the coverage can be used by all', () => {
  let app: SharedApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([openSharedApp(), openBrowser()]);
  });
  afterAll(closeReaders);

  const openDetails = (page: Page) =>
    page.evaluate(() => document.querySelectorAll('details').forEach((element) => (element.open = true)));

  test('axe finds nothing on the map: light, dark, English, and of cable', async () => {
    const { page, close } = await openPage(browser, app.url);
    await waitForMap(page);
    await openDetails(page);
    expect(await violationsOf(page), 'light').toEqual([]);
    await page.getByRole('button', { name: 'Dunkel' }).click();
    expect(await violationsOf(page), 'dark').toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Light' }).click();
    await eventually(() => sentenceOf(page)).toContain('households have access to fibre');
    expect(await violationsOf(page), 'English').toEqual([]);
    await page.getByRole('button', { name: 'Cable', exact: true }).click();
    await eventually(() => sentenceOf(page)).toContain('cable');
    await openDetails(page);
    expect(await violationsOf(page), 'cable').toEqual([]);
    await close();
  });

  test('axe finds nothing in the table, light and dark', async () => {
    const { page, close } = await openPage(browser, `${app.url}/?view=table`);
    await rowsOf(page).first().waitFor();
    await openDetails(page);
    expect(await violationsOf(page), 'light').toEqual([]);
    await page.getByRole('button', { name: 'Dunkel' }).click();
    expect(await violationsOf(page), 'dark').toEqual([]);
    await close();
  });

  test.each([
    ['a cell', '?cell=100mN29001E41837'],
    ['what was not surveyed', '?technology=DSL'],
  ])('axe finds nothing: %s', async (_, query) => {
    const { page, close } = await openPage(browser, `${app.url}/${query}`);
    await sentenceOf(page);
    await waitForMap(page);
    await openDetails(page);
    expect(await violationsOf(page)).toEqual([]);
    await close();
  });

  test('axe finds nothing on the phone', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, close } = await openPage(browser, app.url, phone);
    await waitForMap(page);
    expect(await violationsOf(page)).toEqual([]);
    await close();
  });
});
