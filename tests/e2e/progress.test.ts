import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, openPage, readDrawn, violationsOf } from './reader.ts';

describe.skipIf(missingBrowser() !== undefined)('Progress and slip', { timeout: 120_000 }, () => {
  let app: SharedApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await openSharedApp();
    browser = await openBrowser();
  });
  afterAll(closeReaders);

  const open = (search: string, options?: BrowserContextOptions) =>
    openPage(browser, `${app.url}/?view=progress${search}`, options);
  const leadOf = async (page: Page) =>
    (await page.locator('article .lead .sentence').innerText()).replaceAll(/\s+/g, ' ');

  test('a planner chooses district and day, reads charts as tables, and takes the proof along', async () => {
    const { page, complaints, foreign, close } = await open('&on=2026-02-01');
    await eventually(() => leadOf(page)).toContain('Landau in der Pfalz: Am 1. Februar 2026');
    await page
      .getByRole('navigation', { name: 'Stadtteile' })
      .getByRole('link', { name: 'Mörzheim', exact: true })
      .click();
    await eventually(() => leadOf(page)).toContain('Mörzheim: Am 1. Februar 2026');
    expect(new URL(page.url()).searchParams.get('on')).toBe('2026-02-01');

    const stages = page.locator('#stages');
    expect(await stages.getByRole('img').getAttribute('aria-label')).toMatch(/am 1\. Februar 2026: Aktiv \d+/);
    await stages.locator('summary').click();
    const rows = stages.locator('tbody tr');
    await eventually(() => rows.last().innerText()).toContain('1.2.2026');

    const defects = page.locator('#defects');
    expect(await defects.innerText()).toContain('fünf Jahre ab Abnahme, berechnet');
    expect(await page.locator('#forecast').innerText()).toContain(
      'Modelliert. Betrachtet werden die letzten 12 Abschnitte',
    );
    const csv = await page.locator('#proof').getByRole('link', { name: 'Als CSV' }).getAttribute('href');
    const file = await (await fetch(`${app.url}${csv}`)).text();
    expect(file).toContain('2026-02-01,ADDRESSES_ACTIVE,');
    expect([...complaints, ...foreign]).toEqual([]);
    await close();
  });

  test('it is read before any script, at 320 pixels, and without a violation in the dark', async () => {
    const html = await readDrawn(`${app.url}/?view=progress&lang=en&on=2026-02-01`);
    expect(html).toContain('connections were active');
    expect(html).toContain('Figures for the proof of use');
    const narrow = await open('&on=2026-02-01&theme=dark', { viewport: { width: 320, height: 640 }, isMobile: true });
    await narrow.page.locator('#proof').waitFor();
    expect(await narrow.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await violationsOf(narrow.page)).toEqual([]);
    await narrow.close();
    const { page, close } = await open('&district=Atlantis');
    await page.getByText('Im Stadtteil „Atlantis“ ist kein Ausbau bekannt.').waitFor();
    await close();
  });
});
