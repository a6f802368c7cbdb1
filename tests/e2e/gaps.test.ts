import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, listDrawn, openPage, type Reader, violationsOf, waitForMap } from './reader.ts';

const landau = '?view=gaps&technology=ALL&speed=100';

describe.skipIf(missingBrowser() !== undefined)('"Where are the gaps?"', { timeout: 120_000 }, () => {
  let app: SharedApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await openSharedApp();
    browser = await openBrowser();
  });
  afterAll(closeReaders);

  /** Opens the view and waits for its list. */
  async function openGaps(search: string, options?: BrowserContextOptions): Promise<Reader> {
    const reader = await openPage(browser, `${app.url}/${search}`, options);
    await reader.page.getByRole('form', { name: /^Wo sind die Lücken\?$|^Where are the gaps\?$/ }).waitFor();
    return reader;
  }

  const rows = (page: Page) => page.locator('section.list tbody tr');
  const summary = async (page: Page) =>
    (await page.locator('section.list h2').first().innerText()).replaceAll(/\s+/g, ' ').trim();
  const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

  test('lists clusters of Landau with their households, and counts apart what is unknown', async () => {
    const { page, complaints, foreign, close } = await openGaps(landau);
    await eventually(() => summary(page)).toBe('21 Lücken, 983 Haushalte');
    const first = (await rows(page).first().innerText()).replaceAll(/\s+/g, ' ');
    expect(first).toContain('Arzheim West');
    expect(first).toContain('141');
    await eventually(() => page.locator('section.list').innerText()).toMatch(
      /140 Zellen mit weniger als fünf Haushalten, zum Schutz nicht gezeigt; 3 kleinere Lücken/,
    );
    await eventually(() => page.title()).toBe('Wo sind die Lücken in Landau in der Pfalz? – Breitblick');
    for (const [name, value] of [
      ['level', 'clusters'],
      ['below', '50'],
      ['households', '10'],
      ['order', 'households'],
    ] as const)
      expect(parameter(page, name)).toBe(value);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await close();
  });

  test('the question is put by keyboard; a new threshold repaints and asks for no tile', async () => {
    const { page, tiles, close } = await openGaps(landau);
    await waitForMap(page);
    await eventually(() => summary(page)).toBe('21 Lücken, 983 Haushalte');
    const before = tiles.length;
    await page.getByLabel('Anteil der Haushalte, unter dem eine Lücke beginnt').focus();
    await page.keyboard.press('ArrowUp');
    await eventually(() => parameter(page, 'below')).toBe('25');
    await eventually(() => summary(page)).not.toBe('21 Lücken, 983 Haushalte');
    expect(tiles.length).toBe(before);
    await page.goBack();
    await eventually(() => summary(page)).toBe('21 Lücken, 983 Haushalte');
    await close();
  });

  test('a speed and a technology that were not surveyed stay listed, disabled, with the reason', async () => {
    const { page, close } = await openGaps('?view=gaps&technology=DSL&speed=100');
    const options = page.getByLabel('Geschwindigkeit im Download').locator('option');
    await eventually(() =>
      options.evaluateAll((all) => all.filter((one) => (one as HTMLOptionElement).disabled).length),
    ).toBeGreaterThan(0);
    expect(await options.allInnerTexts()).toContain('1000\u00a0Mbit/s – nicht erhoben');
    await close();
  });

  test('list and map share hover and choice, and the details say what is known', async () => {
    const { page, close } = await openGaps(landau);
    await waitForMap(page);
    const south = rows(page).filter({ hasText: 'Kernstadt Süd' }).first();
    await south.hover();
    await eventually(() => page.locator('svg g.hovered text').allTextContents()).toEqual(['8']);
    await south.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await eventually(() => parameter(page, 'gap')).toBe('100mN28980E41840');
    await eventually(() => page.getByRole('region', { name: 'Die gewählte Lücke' }).innerText()).toMatch(
      /etwa 50 von 58 Haushalten ohne 100\sMbit\/s/,
    );
    await eventually(() => page.locator('svg g.chosen text').allTextContents()).toEqual(['8']);
    await eventually(() => page.locator('svg g').filter({ hasText: /^11$/ }).count()).toBe(1);
    await page.locator('svg g').filter({ hasText: /^11$/ }).locator('circle').click();
    await eventually(() => parameter(page, 'gap')).toBe('100mN28979E41843');
    await eventually(() => page.locator('tr.chosen').innerText()).toContain('Kernstadt Südost');
    expect(await page.locator('tr.chosen [aria-current="true"]').count()).toBe(1);
    await close();
  });

  test('no gap: the reason, and the one change that helps', async () => {
    const { page, close } = await openGaps(`${landau}&below=10&households=250`);
    await page.locator('.notice').getByText('Keine Lücke passt auf diese Frage.').waitFor();
    await page.getByRole('button', { name: 'Auch kleinere zeigen' }).click();
    await eventually(() => rows(page).count()).toBeGreaterThan(0);
    await close();
  });

  test('a place without cells leads to the municipalities', async () => {
    const { page, close } = await openGaps(`${landau}&place=05315000`);
    await page.getByText('Für Köln gibt es keine Zellen.').waitFor();
    await page.getByRole('button', { name: 'Gemeinden zeigen' }).click();
    await eventually(() => summary(page)).toBe('2219 Gemeinden');
    await close();
  });

  test('municipalities of a Land, in English, by share; a choice on the map is found further down', async () => {
    const { page, close } = await openGaps(
      '?view=gaps&level=municipalities&technology=ALL&speed=100&below=75&state=10&lang=en',
    );
    await eventually(() => summary(page)).toBe('15 municipalities');
    expect((await rows(page).first().innerText()).replaceAll(/\s+/g, ' ')).toContain('Gersheim');
    expect(await page.getByRole('form', { name: 'Where are the gaps?' }).innerText()).toContain('where fewer than');
    await waitForMap(page);
    await eventually(() => listDrawn(page)).toContain('10045112');
    await close();
  });

  test('the list is taken along as it stands', async () => {
    const { page, close } = await openGaps(`${landau}&order=share`);
    await waitForMap(page);
    const href = await page.getByRole('link', { name: 'CSV', exact: true }).getAttribute('href');
    const text = await (await fetch(new URL(href ?? '', app.url))).text();
    const [, line = ''] = text.split('\r\n');
    const name = await rows(page).first().getByRole('button').innerText();
    expect(line).toContain(name);
    expect(text.trim().split('\r\n')).toHaveLength(22);
    expect(line).toContain('2021-06-30');
    await close();
  });

  test('wrong words in the link are told, and the rest still works', async () => {
    const { page, close } = await openGaps('?view=gaps&level=streets&technology=ALL&speed=100');
    await page.getByText(/„streets“/).waitFor();
    await eventually(() => summary(page)).toBe('21 Lücken, 983 Haushalte');
    await close();
  });

  test('on the phone the list comes first, and the map behind a button', async () => {
    const { page, close } = await openGaps(landau, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await eventually(() => rows(page).count()).toBe(21);
    const question = page.getByRole('form', { name: 'Wo sind die Lücken?' });
    expect((await question.boundingBox())?.height).toBeLessThan(200);
    expect(await question.getByRole('combobox').count()).toBe(0);
    await question.getByRole('button', { name: 'Frage ändern' }).tap();
    expect(await question.getByRole('combobox').count()).toBe(6);
    await question.getByRole('button', { name: 'Fertig' }).tap();
    expect(await page.locator('.maplibregl-map').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: 'Karte', exact: true }).tap();
    await page.locator('.maplibregl-map').waitFor();
    await page.getByRole('button', { name: 'Liste', exact: true }).tap();
    // Whoever presses far down sees what it is.
    await rows(page).nth(15).tap();
    const details = page.getByRole('region', { name: 'Die gewählte Lücke' });
    await eventually(async () => (await details.boundingBox())?.y ?? 0).toBeGreaterThan(68);
    expect((await details.boundingBox())?.y).toBeLessThan(400);
    expect(await violationsOf(page)).toEqual([]);
    await close();
  });

  test.each(['light', 'dark'] as const)('no barriers, %s', async (colorScheme) => {
    const { page, close } = await openGaps(`${landau}&gap=100mN28980E41840`, { colorScheme });
    await waitForMap(page);
    await page.getByRole('region', { name: 'Die gewählte Lücke' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await close();
  });
});
