import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, openPage, sentenceOf, titleOf, violationsOf } from './reader.ts';

describe.skipIf(missingBrowser() !== undefined)('the page of terms', () => {
  let app: SharedApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([openSharedApp(), openBrowser()]);
  });
  afterAll(closeReaders);

  test('a word of the panel leads to where it is explained, and back', async () => {
    const { page, complaints, close } = await openPage(browser, app.url);
    await sentenceOf(page);
    await page.getByRole('link', { name: 'Bruch:' }).click();
    await page.getByRole('heading', { name: 'Bruch' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#break');
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('break');
    expect(await titleOf(page)).toBe('Begriffe erklärt – Breitblick');
    await page.goBack();
    await page.getByRole('link', { name: 'nur Glasfaser (FTTH/B)' }).click();
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('fibre');
    expect(await page.getByRole('heading', { name: 'Glasfaser (FTTH/B)' }).evaluate(isInView)).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a shared link opens at its term, and the contents lead to the others', async () => {
    const { page, close } = await openPage(browser, `${app.url}/?view=terms#modelled`);
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('modelled');
    await eventually(() => page.url()).toMatch(/edition=.*#modelled$/);
    await page.getByRole('navigation', { name: 'Auf dieser Seite' }).getByRole('link', { name: 'Für alle' }).click();
    expect(new URL(page.url()).hash).toBe('#access');
    expect(await page.getByRole('heading', { name: 'Für alle' }).evaluate(isInView)).toBe(true);
    await close();
  });

  test('Leichte Sprache answers for the chosen place, says its language and that nobody has tested it', async () => {
    const { page, close } = await openPage(browser, `${app.url}/?view=easy&lang=en`);
    await page.getByText('Von 100 Haus·halten können 2 Glas·faser bekommen.').waitFor();
    await page.getByText('Von 100 Haus·halten können 81 sehr schnelles Internet bekommen.').waitFor();
    await page.getByText('Diesen Text hat keine Prüf·gruppe gelesen.').waitFor();
    expect(await page.getByRole('article').evaluate((element) => element.closest('[lang]')?.getAttribute('lang'))).toBe(
      'de',
    );
    await close();
  });

  test.each([
    ['terms', '?view=terms'],
    ['terms, dark', '?view=terms&theme=dark'],
    ['terms, English', '?view=terms&lang=en'],
    ['terms, English, dark', '?view=terms&lang=en&theme=dark'],
    ['Leichte Sprache', '?view=easy'],
    ['Leichte Sprache, dark', '?view=easy&theme=dark'],
  ])('axe finds nothing: %s', async (_, query) => {
    const { page, complaints, close } = await openPage(browser, `${app.url}/${query}`);
    await page.getByRole('article').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}
