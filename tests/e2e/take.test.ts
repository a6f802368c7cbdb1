import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, openPage, type Reader, sentenceOf, violationsOf } from './reader.ts';

const run = promisify(execFile);

describe.skipIf(missingBrowser() !== undefined)('taking it along', () => {
  let app: SharedApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([openSharedApp(), openBrowser()]);
  });
  afterAll(closeReaders);

  /** Opens the page and its dialog. */
  async function openDialog(
    search = '',
    options: BrowserContextOptions = {},
    name = 'Mitnehmen',
  ): Promise<Reader & { dialog: Locator; textOf: (label: string) => Promise<string> }> {
    const reader = await openPage(browser, `${app.url}/${search}`, options);
    await reader.page.locator('.sentence, main form').first().waitFor();
    await reader.page.getByRole('button', { name, exact: true }).click();
    const dialog = reader.page.getByRole('dialog', { name });
    await dialog.waitFor();
    return { ...reader, dialog, textOf: (label) => dialog.getByLabel(label, { exact: true }).inputValue() };
  }

  test('the dialog has every section, breaks no rule and gives the focus back', async () => {
    const { page, dialog, complaints, foreign, close } = await openDialog();
    const headings = await dialog.getByRole('heading', { level: 3 }).allInnerTexts();
    expect(headings).toEqual([
      'Link',
      'Daten',
      'Bild',
      'Drucken oder PDF',
      'Einbetten',
      'In QGIS verwenden',
      'Über GraphQL fragen',
    ]);
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Mitnehmen');
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await close();
  });

  test('in English and dark it says the same, and breaks no rule', async () => {
    const { page, dialog, close } = await openDialog('?lang=en&theme=dark', {}, 'Take along');
    expect(await dialog.getByRole('heading', { level: 3 }).allInnerTexts()).toContain('Ask over GraphQL');
    expect(await violationsOf(page)).toEqual([]);
    await close();
  });

  test('the copied link opens the same view, edition and name in it; without a clipboard it is selected', async () => {
    const { page, dialog, textOf, close } = await openDialog('?technology=HFC&speed=400', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await dialog.getByRole('button', { name: 'Kopieren: Link zu dieser Ansicht' }).click();
    await eventually(() => dialog.getByRole('status').innerText()).toContain('kopiert');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(await textOf('Link zu dieser Ansicht'));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Teilen' }).click();
    await page.getByRole('button', { name: 'Link kopiert' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    await page.getByRole('button', { name: 'Mitnehmen', exact: true }).click();
    const { searchParams } = new URL(link);
    expect(searchParams.get('edition')).toMatch(/^municipal-coverage-/);
    expect(searchParams.get('called')).toBe('Landau in der Pfalz');
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    });
    await dialog.getByRole('button', { name: 'Kopieren: Link zu dieser Ansicht' }).click();
    await eventually(() => dialog.getByRole('status').innerText()).toContain('markiert');
    expect(
      await dialog
        .getByLabel('Link zu dieser Ansicht', { exact: true })
        .evaluate((field: HTMLTextAreaElement) => field.selectionEnd - field.selectionStart),
    ).toBe(link.length);
    await close();
  });

  test('a place whose key is gone is looked for by the name that the link remembers', async () => {
    const { page, close } = await openPage(browser, `${app.url}/?place=07999999&called=Nu%C3%9Fdorf`);
    await page.getByRole('button', { name: 'Nach „Nußdorf“ suchen' }).click();
    await page.locator('table.kern-table tbody tr').first().waitFor();
    expect(await page.locator('table.kern-table tbody th').allInnerTexts()).toContain('Nußdorf');
    await close();
  });

  test('the curl command runs as it is, and its answer is what the screen says', async () => {
    const { page, textOf, close } = await openDialog();
    const sentence = await sentenceOf(page);
    const { stdout } = await run('sh', ['-c', await textOf('curl-Befehl')]);
    const { data } = JSON.parse(stdout) as {
      data: { municipality: { name: string; chosen: { sharePercent: number }[] } };
    };
    expect(data.municipality.name).toBe('Landau in der Pfalz');
    const share = data.municipality.chosen[0]?.sharePercent ?? Number.NaN;
    expect(sentence).toContain(`${share.toFixed(1).replace('.', ',')} % der Haushalte`);
    await close();
  });

  test.each([
    ['?view=table&name=landau', '"coverageTable"'],
    ['?district=Nu%C3%9Fdorf', '"district"'],
    ['?view=gaps', '"gaps"'],
    ['?view=report', '"figures"'],
    ['?view=compare', '"coverageChanges"'],
    ['?view=compare&mode=places&places=07313000,07316000', '"municipalities"'],
    ['?view=compare&mode=lists&list=best', '"ranking"'],
  ])('%s has a question of its own, and the API answers it', async (search, field) => {
    const { textOf, close } = await openDialog(search);
    const { stdout } = await run('sh', ['-c', await textOf('curl-Befehl')], { maxBuffer: 64 * 1024 * 1024 });
    expect(stdout).toContain(field);
    expect(stdout).not.toContain('"errors"');
    await close();
  });

  test('data are the rows of the table as it is filtered, in each form', async () => {
    const { page, dialog, close } = await openDialog('?view=table&name=landau&state=07&sort=name');
    const links = await dialog.getByRole('link', { name: /^(CSV|GeoJSON|GeoPackage)/ }).all();
    const addresses = await Promise.all(links.slice(0, 4).map((link) => link.getAttribute('href')));
    const answers = await Promise.all(addresses.map((address) => fetch(address ?? '')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const [csv = '', excel = ''] = await Promise.all(answers.slice(0, 2).map((answer) => answer.text()));
    const names = csv
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[1]);
    expect(names).toEqual(await page.locator('table.kern-table tbody th').allInnerTexts());
    expect(excel).toContain(';');
    for (const answer of answers.slice(2)) await answer.body?.cancel();
    await close();
  });

  test.each([
    ['', 'Lücken in Landau in der Pfalz: zusammenhängende Zellen'],
    ['?place=07316000', 'Lücken in Rheinland-Pfalz: Gemeinden'],
    ['?view=gaps&level=districts', 'Lücken in Landau in der Pfalz: Stadtteile'],
  ])('%s offers the gaps that belong to it', async (search, name) => {
    const { dialog, close } = await openDialog(search);
    const group = dialog.getByRole('group', { name: new RegExp(`^${name}`) });
    const address = await group.getByRole('link', { name: 'CSV', exact: true }).getAttribute('href');
    const answer = await fetch(address ?? '');
    expect(answer.status).toBe(200);
    expect((await answer.text()).trim().split('\r\n').length).toBeGreaterThan(3);
    await close();
  });

  test('a picture is saved, and the tiles for QGIS are there', async () => {
    const { page, dialog, textOf, close } = await openDialog();
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 30_000 }),
      dialog.getByRole('button', { name: 'SVG' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^breitblick-landau-in-der-pfalz-.*\.svg$/);
    const template = await textOf('Vektorkacheln: Gemeinden');
    const tile = await fetch(template.replace('{z}', '9').replace('{x}', '267').replace('{y}', '175'));
    expect(tile.status).toBe(200);
    expect(await textOf('Regeln und Farben')).toContain('"ftth_b_1000" >= 25 AND "ftth_b_1000" < 50');
    await close();
  });

  test('on the phone the dialog fills the screen, and every target is large enough', async () => {
    const { page, dialog, close } = await openDialog('', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    expect(await dialog.boundingBox()).toMatchObject({ x: 0, y: 0, width: 390 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const heights = await dialog
      .locator('.kern-btn')
      .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    expect(await violationsOf(page)).toEqual([]);
    await close();
  });

  describe('in the pages of others', () => {
    /** A page of somebody else with a frame of ours in it. */
    async function frameElsewhere(path: string) {
      const server = createServer((_request, response) => {
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.end(
          `<!doctype html><html lang="de"><title>Zeitung</title><iframe title="Karte" width="320" height="240" src="${app.url}${path}"></iframe></html>`,
        );
      });
      await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
      const close = async (): Promise<void> => {
        await context.close();
        server.closeAllConnections();
        server.close();
      };
      return { page, context, close };
    }

    test('the slim page can be framed: sentence, map and the way to the whole, without a cookie', async () => {
      const { page, context, close } = await frameElsewhere('/embed?place=07313000&technology=HFC&speed=1000');
      const frame = page.frameLocator('iframe');
      await eventually(() => frame.locator('.sentence').innerText()).toContain('Landau in der Pfalz');
      await frame.locator('img').waitFor();
      const link = frame.getByRole('link', { name: 'In Breitblick öffnen' });
      expect(await link.getAttribute('href')).toContain('technology=HFC');
      expect(await link.getAttribute('rel')).toBe('noopener');
      expect(await context.cookies()).toEqual([]);
      await close();
    });

    test('the page itself can not be framed', async () => {
      const { page, close } = await frameElsewhere('/');
      await eventually(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
      await close();
    });

    test('the slim page breaks no rule in either theme and language, down to 320 × 240', async () => {
      for (const search of ['', '&lang=en&theme=dark']) {
        const { page, complaints, close } = await openPage(browser, `${app.url}/embed?place=07313000${search}`, {
          viewport: { width: 320, height: 240 },
        });
        await page.locator('img').waitFor();
        expect(await violationsOf(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
        expect(await page.evaluate(() => localStorage.length)).toBe(0);
        expect(complaints).toEqual([]);
        await close();
      }
    });
  });
});
