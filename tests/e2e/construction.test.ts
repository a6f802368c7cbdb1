import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, type RunningApp, startApp } from './app.ts';
import { eventually, openPage, readDrawn, titleOf, violationsOf } from './reader.ts';

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe.skipIf(missingBrowser() !== undefined)('"When does fibre come?"', { timeout: 120_000 }, () => {
  let app: RunningApp;
  let browser: Browser;
  beforeAll(async () => {
    const environment = { CONTACT_OPERATORS: 'Deutsche Glasfaser = 0800 1234567, https://fibre.example' };
    app = await startApp({ environment });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await closeReaders();
    await app.close();
  });

  const open = (search: string, options?: BrowserContextOptions) =>
    openPage(browser, `${app.url}/?view=rollout${search}`, options);
  const answer = async (page: Page) =>
    (await page.locator('article .sentence').first().innerText()).replaceAll(/\s+/g, ' ');
  const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

  test('on the phone an address with slips leads to sentence, stations and promises', async () => {
    const { page, complaints, foreign, close } = await open('', phone);
    await page.getByRole('combobox', { name: 'Straße und Hausnummer' }).fill('nussdorfer hauptstr 12');
    await page.getByRole('option', { name: 'Nußdorfer Hauptstraße 12,' }).click();
    await eventually(() => answer(page)).toBe(
      'Die Glasfaser liegt in Ihrer Straße. Ihr Anschluss sollte bis Ende Januar 2026 aktiv sein. Bestätigt ist das nicht.',
    );
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe(
      'Nußdorfer Hauptstraße 12, Nußdorf',
    );
    expect(parameter(page, 'address')).toMatch(/^sample-/);
    expect(await page.locator('article .about').first().innerText()).toContain('Beispieladresse, modelliert');
    const stops = await page.locator('article ol').first().getByRole('listitem').allInnerTexts();
    expect(stops.map((text) => text.split('\n')[0]?.split(':')[0])).toContain('Tiefbau');
    expect(stops.find((text) => text.startsWith('Aktiv'))).toMatch(
      /Termin verstrichen, seit \d+.Tagen ohne neue Auskunft/,
    );
    expect(stops.find((text) => text.startsWith('Hausanschluss'))).toContain('zum Schutz nicht gezeigt');
    const ledger = page.getByRole('region', { name: 'Was wann versprochen wurde' });
    expect(await ledger.innerText()).toMatch(/bis Ende Januar 2026\s+\+\d+.Tage, offen/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect([...complaints, ...foreign]).toEqual([]);
    await close();
  });

  test('the answer is in the page before any script, and by the keys alone', async () => {
    const html = await readDrawn(`${app.url}/?view=rollout&district=M%C3%B6rzheim`);
    expect(html.includes('rund 90\u00a0% der bestellten Anschlüsse')).toBe(true);
    expect(/<title>.*<\/title>/.exec(html)?.[0]).toBe('<title>Wann kommt die Glasfaser? Mörzheim – Breitblick</title>');
    const { page, close } = await open('');
    await page.getByRole('combobox', { name: 'Straße und Hausnummer' }).focus();
    await page.keyboard.type('Mörzheimer Hauptstr. 1');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(() => answer(page)).toMatch(/^Die Glasfaser/);
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('answer');
    await page.goBack();
    await eventually(() => answer(page)).toBe('In 7 von 10 Gebieten in Landau in der Pfalz ist der Tiefbau fertig.');
    await close();
  });

  test('my location is asked for only when it is pressed, and leads to the nearest house', async () => {
    const { page, close } = await open('', {
      geolocation: { latitude: 49.227, longitude: 8.104 },
      permissions: ['geolocation'],
    });
    await page.getByRole('button', { name: 'Mein Standort' }).click();
    await page.getByText(/^Nächste Adresse: /).waitFor();
    await page.getByRole('heading', { name: /, Nußdorf$/ }).waitFor();
    await close();
  });

  test('a district has its shares in the words of the source, its quota with both thresholds, and its feeds', async () => {
    const { page, close } = await open('');
    await page.getByRole('navigation', { name: 'Alle Ortsteile' }).getByRole('link', { name: 'Mörzheim' }).click();
    await eventually(() => answer(page)).toContain('aktiv rund 90 % der bestellten Anschlüsse');
    await page.getByText('51 % der Haushalte hatten unterschrieben. Verlangt waren 40 %, später 33 %.').waitFor();
    await eventually(() => titleOf(page)).toBe('Wann kommt die Glasfaser? Mörzheim – Breitblick');
    for (const name of ['Feed (Atom)', 'Kalender (iCalendar)']) {
      const href = await page.getByRole('link', { name }).getAttribute('href');
      expect((await fetch(`${app.url}${href}`)).status).toBe(200);
    }
    await close();
  });

  test('what was known at the end of 2021 knows nothing of what came later', async () => {
    const { page, close } = await open('&asOf=2021-12-31');
    await page.getByText('Sie sehen, was am 31. Dezember 2021 bekannt war.').waitFor();
    const table = page.getByRole('table');
    expect(await table.innerText()).not.toMatch(/abgeschlossen|rund 90|Frühjahr/);
    expect(await table.getByRole('row', { name: /Mörzheim/ }).innerText()).toContain('51');
    await page.getByRole('button', { name: 'Zurück zu heute' }).first().click();
    await eventually(() => table.innerText()).toMatch(/rund 90/);
    expect(parameter(page, 'asOf')).toBeNull();
    await page.getByText('Stand heute').click();
    await page.getByLabel('Was war bekannt am').fill('2021-08-01');
    await page.getByRole('button', { name: 'Zeigen' }).click();
    await page.getByText('Am 1. August 2021 war hier noch nichts bekannt.').waitFor();
    await close();
  });

  test('English is complete, and the summary in Leichte Sprache says that it is German', async () => {
    const { page, close } = await open('&district=Arzheim&lang=en');
    await eventually(() => answer(page)).toBe(
      'Arzheim: civil works finished everywhere; street still open; active 70 to over 80% of the connections ordered.',
    );
    await page.getByRole('combobox', { name: 'Street and number' }).fill('Arzheimer Hauptstraße 2');
    await page.getByRole('option').first().click();
    await page.getByText('In plain German', { exact: true }).click();
    const easy = page.getByText('Die Firma hat gesagt: Bis Ende Mai 2026 ist es fertig.');
    expect(await easy.evaluate((element) => element.closest('[lang]')?.getAttribute('lang'))).toBe('de');
    await close();
  });

  test('a wrong link says what is wrong in it and still helps', async () => {
    const { page, close } = await open('&address=gone-1&on=2026-02-31');
    await page.getByText('Diese Adresse gibt es hier nicht mehr.').waitFor();
    await page.getByText('„2026-02-31“ aus dem Link ist hier unbekannt.').waitFor();
    await page.getByRole('table').waitFor();
    await close();
  });

  test('a notice for the wall has the answer and nothing that can only be pressed', async () => {
    const { page, close } = await open('&district=Dammheim');
    await eventually(() => answer(page)).toContain('Dammheim');
    await page.emulateMedia({ media: 'print' });
    await page.getByText(/^Gedruckt am /).waitFor();
    for (const hidden of [page.getByRole('combobox'), page.getByText('Stand heute'), page.getByText('Feed (Atom)')])
      expect(await hidden.first().isVisible()).toBe(false);
    const foot = page.locator('article footer');
    await foot.locator('svg').waitFor();
    const text = (await foot.innerText()).replaceAll(/\s+/g, ' ');
    expect(text).toContain('(Vertrag, Hausanschluss, Termin): 0800 1234567, fibre.example');
    expect(text).toContain('Baustellen): Kontakt nicht angegeben');
    expect(text).toContain(`${app.url}/?view=rollout&place=07313000&district=Dammheim`);
    const chronicle = (
      await page.getByRole('region', { name: 'Was wann gesagt wurde, Dammheim' }).innerText()
    ).replaceAll(/\s+/g, ' ');
    expect(chronicle).toContain('zuvor: 47 % der Haushalte hatten unterschrieben. Verlangt waren 40 %. Die Rheinpfalz');
    expect(chronicle).toContain('Gesamtes Projekt: Termin „Frühjahr 2026“ erste Angabe dazu MRN-News, 8. Januar 2026');
    await close();
  });

  test.each(['address=sample-2287', 'district=Kernstadt', 'district=Godramstein&lang=en'])(
    '%s fits on one page',
    async (of) => {
      const { page, close } = await open(`&${of}`);
      await page.locator('article footer svg').waitFor({ state: 'attached' });
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
      await close();
    },
  );

  test.each([
    ['overview', ''],
    ['overview, dark', '&theme=dark'],
    ['address', '&address=sample-2287'],
    ['address, dark', '&address=sample-2287&theme=dark'],
    ['district as once known', '&district=Kernstadt&asOf=2024-12-31'],
  ])('%s can be used by all, on the phone too', async (_name, search) => {
    for (const options of [undefined, { viewport: { width: 320, height: 640 } }]) {
      const { page, complaints, close } = await open(search, options);
      await page.locator('article .sentence').first().waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
