import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, openPage, sentenceOf, violationsOf, waitForMap } from './reader.ts';

const run = promisify(execFile);

/** Why PDFs can't be read here, or undefined if they can. In CI a missing poppler fails. */
async function missingPoppler(): Promise<string | undefined> {
  try {
    await run('pdfinfo', ['-v']);
    return undefined;
  } catch {
    const reason = 'No pdfinfo and pdftotext here: install poppler (Debian: poppler-utils).';
    if (process.env.CI) throw new Error(reason);
    process.stdout.write(`${reason} Tests of printing are skipped.\n`);
    return reason;
  }
}

/** Millimetres in points of a PDF. */
const points = (millimetres: number) => Math.round((millimetres / 25.4) * 72);

const skipped = missingBrowser() ?? (await missingPoppler());

describe.skipIf(skipped !== undefined)('the report for paper', () => {
  let app: SharedApp;
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    [app, browser, folder] = await Promise.all([
      openSharedApp(),
      openBrowser(),
      mkdtemp(join(tmpdir(), 'breitblick-')),
    ]);
  });
  afterAll(async () => {
    await closeReaders();
    await rm(folder, { recursive: true });
  });

  async function openReport(query = '', options: BrowserContextOptions = {}) {
    const reader = await openPage(browser, `${app.url}/?view=report${query}`, options);
    await waitForReport(reader.page);
    return reader;
  }

  async function waitForReport(page: Page): Promise<void> {
    await page.waitForFunction(
      () =>
        document.querySelectorAll('.picture > svg').length === 2 &&
        document.querySelectorAll('article table').length > 3,
      undefined,
      { timeout: 45_000 },
    );
  }

  /** What a printer would get: text as it stands on each page, and the size of each in points. */
  async function print(page: Page) {
    const path = join(folder, 'report.pdf');
    await writeFile(path, await page.pdf({ preferCSSPageSize: true, tagged: true }));
    const [{ stdout: text }, { stdout: info }, { stdout: raw }] = await Promise.all([
      run('pdftotext', ['-layout', path, '-']),
      run('pdfinfo', [path]),
      run('pdfinfo', ['-struct-text', path]),
    ]);
    const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(info) ?? [];
    const pages = text.split('\f').slice(0, -1);
    return {
      pages: pages.map((one) => one.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/ +/g, ' ')),
      size: [Math.round(Number(width)), Math.round(Number(height))],
      info,
      structure: raw,
    };
  }

  test('fills an A4 page with sentence, maps, figures and history, and numbers every page', async () => {
    const { page, complaints, close } = await openReport();
    const { pages, size, info, structure } = await print(page);
    expect(size).toEqual([points(210), points(297)]);
    expect(pages).toHaveLength(3);
    pages.forEach((text, index) => {
      expect(text).toContain(`Seite ${index + 1} von 3`);
      expect(text).toContain('Breitbandatlas | Gigabit-Grundbuch (https://gigabitgrundbuch.bund.de)');
      expect(text).toContain('© GeoBasis-DE / BKG');
    });
    const [first = '', second = '', third = ''] = pages;
    expect(first).toMatch(/AGS 07313000 · Stand der Daten: Mitte 2021 · gedruckt am \d/);
    expect(first.replaceAll(/\s+/g, ' ')).toContain('haben 1,9 % der Haushalte Zugang zu Glasfaser.');
    expect(first).toContain('nur Kabel (HFC) 79,1 %');
    expect(first).toMatch(/≥ 1000 Mbit\/s 80,97 nicht erhoben 80,67 1,9/);
    expect(first).toMatch(/Mitte 2018 nicht erhoben nicht erhoben nicht erhoben/);
    expect(first).toMatch(/Ende 2019 69,23 68,92 1,53/);
    expect(first).toContain('Doppellinie: Bruch in der Erhebung');
    expect(second).toContain('Platz 7 von 12 kreisfreien Städten');
    expect(second).toMatch(/Nußdorf 1600 \d/);
    expect(second).toContain('modelliert');
    expect(second).toContain('Bundesnetzagentur');
    expect(third).toContain('Die Telefonleitung.');
    // Nothing of the page around it.
    expect(pages.join('')).not.toMatch(/Drucken oder als PDF|Zurück zur Karte|Vergleich\b/);
    expect(info).toMatch(/Title:\s+Versorgungsbericht Landau in der Pfalz/);
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(structure).toContain('Table');
    expect(structure).toContain('H1');
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    expect(complaints).toEqual([]);
    await close();
  });

  test.each([
    ['a3', [297, 420]],
    ['a3wide', [420, 297]],
  ])('has the size that was chosen: %s', async (paper, [width, height]) => {
    const { page, close } = await openReport();
    await page.getByRole('combobox', { name: 'Papier' }).selectOption(paper);
    expect(page.url()).toContain(`paper=${paper}`);
    await page.waitForFunction(() => Number(document.querySelector('.picture > svg')?.getAttribute('width')) > 400);
    const { size, pages } = await print(page);
    expect(size).toEqual([points(width ?? 0), points(height ?? 0)]);
    expect(pages[0]).toContain('Ende 2020 79,84 79,46 1,87');
    await close();
  });

  test('is complete in English, and light whatever the page wears', async () => {
    const { page, close } = await openReport('&lang=en&theme=dark');
    const { pages } = await print(page);
    expect(pages[0]).toContain('Coverage report Landau in der Pfalz');
    expect(pages[0]).toContain('Page 1 of 3');
    expect(pages.join('')).not.toMatch(/Haushalte|Glasfaser|Ausgabe|Seite/);
    const ground = await page.locator('article').evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(ground).toBe('rgb(255, 255, 255)');
    await close();
  });

  test.each(['', '&theme=dark', '&lang=en'])('axe finds nothing: %s', async (query) => {
    const { page, close } = await openReport(query);
    expect(await violationsOf(page, '.picture text')).toEqual([]);
    await close();
  });

  test('on the phone nothing sticks out', async () => {
    const { page, close } = await openReport('', { viewport: { width: 390, height: 844 }, isMobile: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await close();
  });

  test('is reached from the panel, and an unknown place has a way out', async () => {
    const { page, close } = await openPage(browser, app.url);
    await page.getByRole('link', { name: 'Drucken / PDF' }).click();
    await waitForReport(page);
    await page.goto(`${app.url}/?view=report&place=09999999`);
    await page.getByRole('button', { name: 'Zu Landau in der Pfalz' }).click();
    await waitForReport(page);
    await close();
  });

  test('the map view prints too: sentence and figures, without what can only be pressed', async () => {
    const { page, close } = await openPage(browser, app.url);
    await sentenceOf(page);
    await waitForMap(page);
    const { pages } = await print(page);
    const text = pages.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain('In Landau in der Pfalz haben 1,9 % der Haushalte Zugang zu Glasfaser.');
    expect(text).toContain('nur Kabel (HFC)');
    expect(text).toContain('Balken: Gemeinden in RLP');
    expect(text).toContain('Mitte 2021 1,90 % 79,07 %');
    expect(text).toContain('Bundesnetzagentur');
    expect(text).not.toMatch(/Ausgaben abspielen|Ort suchen|Als Tabelle|Wo sind die Lücken|Gewerbegebiete/);
    expect(pages.length).toBeLessThanOrEqual(2);
    await close();
  });

  test('the map is dark on paper where it is on the screen, and the text beside it can be read on white', async () => {
    const { page, close } = await openPage(browser, `${app.url}/?theme=dark`);
    await waitForMap(page);
    const colours = () =>
      page.evaluate(() =>
        ['.sentence', '.legend h2', '.legend .card'].map((selector) => {
          const style = getComputedStyle(document.querySelector(selector) ?? document.body);
          return selector.endsWith('card') ? style.backgroundColor : style.color;
        }),
      );
    const [onScreen = '', ...mapOnScreen] = await colours();
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const brightness = (colour: string) => Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number));
    expect(brightness(onScreen)).toBeGreaterThan(200);
    await eventually(async () => brightness((await colours())[0] ?? '')).toBeLessThan(100);
    expect((await colours()).slice(1)).toEqual(mapOnScreen);
    await close();
  });

  test('margins and foot of the report stay with the report', async () => {
    const { page, close } = await openReport();
    await page.getByRole('link', { name: 'Zurück zur Karte' }).click();
    await waitForMap(page);
    const { pages } = await print(page);
    expect(pages.join('')).not.toContain('Seite 1 von');
    await close();
  });
});
