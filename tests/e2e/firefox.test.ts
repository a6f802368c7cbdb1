import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSharedApp, type SharedApp } from './app.ts';
import { eventually } from './reader.ts';

/** Where Firefox is looked for; `FIREFOX` names another one. */
const browserPath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
if (!existsSync(browserPath) && process.env.CI)
  throw new Error(`No Firefox at ${browserPath}: install it (Debian: firefox-esr), or set FIREFOX to its path.`);

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe.skipIf(!existsSync(browserPath))('the page in Firefox', () => {
  let app: SharedApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([
      openSharedApp(),
      puppeteer.launch({
        browser: 'firefox',
        executablePath: browserPath,
        headless: true,
        defaultViewport: { width: 1440, height: 900 },
        extraPrefsFirefox: { 'intl.accept_languages': 'de-DE', 'webgl.force-enabled': true },
      }),
    ]);
  });
  afterAll(() => browser.close());

  test('sentence, map or its notice, table, choice, English, and no broken rule of ours', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(app.url);
    expect(await sentenceOf(page)).toBe(
      'In Landau in der Pfalz haben 1,9 % der Haushalte Zugang zu Glasfaser. Gigabit gibt es für 81 %, fast nur über Kabel.',
    );
    // Where Firefox has no WebGL, the page says so and has the rest.
    await page.waitForSelector('.maplibregl-canvas[role=application], .stage [role=alert], .stage svg', {
      timeout: 45_000,
    });
    expect(await violationsOf(page)).toEqual([]);
    await press(page, 'Als Tabelle');
    await page.waitForSelector('table.kern-table tbody tr', { timeout: 30_000 });
    await page.type('input[type=text]:not([role=combobox]), input[type=search]', 'annweiler am');
    await eventually(() => page.$$eval('table.kern-table tbody tr', (rows) => rows.length)).toBe(1);
    await page.click('table.kern-table tbody button');
    await eventually(() => sentenceOf(page)).toContain('In Annweiler am Trifels haben');
    await press(page, 'English');
    await eventually(() => sentenceOf(page)).toContain('In Annweiler am Trifels,');
    expect(await violationsOf(page)).toEqual([]);
    await page.goBack();
    await eventually(() => sentenceOf(page)).toContain('In Annweiler am Trifels haben');
    expect(complaints).toEqual([]);
    await page.close();
  });
});

async function sentenceOf(page: Page): Promise<string> {
  await page.waitForSelector('.sentence', { timeout: 30_000 });
  return page.$eval('.sentence', (element) => (element as HTMLElement).innerText.replaceAll(/\s+/g, ' ').trim());
}

async function press(page: Page, name: string): Promise<void> {
  await page.evaluate((text) => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === text);
    if (!button) throw new Error(`There is no button ${text}`);
    button.click();
  }, name);
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(axe, 'utf8'));
  return page.evaluate(async () => {
    interface Axe {
      run(options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
    }
    const { axe: checker } = globalThis as unknown as { axe: Axe };
    const { violations } = await checker.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  });
}
