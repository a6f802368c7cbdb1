import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ags, write } from '../server/sensors/network.ts';
import { addTown } from '../server/sensors/town.ts';
import { closeReaders, missingBrowser, openBrowser, type RunningApp, startApp } from './app.ts';
import { eventually, openPage, readDrawn, sentenceOf, titleOf, violationsOf, waitForMap } from './reader.ts';

const token = 'planners-of-the-town';
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe.skipIf(missingBrowser() !== undefined)('sensors', { timeout: 120_000 }, () => {
  let app: RunningApp;
  let browser: Browser;
  let ids: Map<string, number>;
  beforeAll(async () => {
    app = await startApp({ environment: { PLANNER_TOKEN: token } });
    // The town that comes with the product would be a crowd, and its values are of another time.
    await app.database.db.deleteFrom('thing').execute();
    ids = await addTown(app.database, new Date());
    browser = await openBrowser();
  });
  afterAll(async () => {
    await closeReaders();
    await app.close();
  });

  const open = (search: string, options?: BrowserContextOptions) =>
    openPage(browser, `${app.url}/?view=sensors${search}`, options);
  const idOf = (key: string) => ids.get(key) ?? 0;
  const list = (page: Page) => page.getByRole('region', { name: 'Letzte Werte' });
  const slider = (page: Page, name: string) => page.getByRole('slider', { name: `Zeit ablesen: ${name}` });

  test('on the phone the sentence comes first, before any script, and a name opens its chart', async () => {
    const html = await readDrawn(`${app.url}/?view=sensors`);
    expect(html).toContain('<title>Sensoren: Landau in der Pfalz – Breitblick</title>');
    expect(html.replaceAll(/<[^>]*>/g, '')).toContain('melden 3 von 5 Messstellen aktuelle Werte.');
    const { page, complaints, foreign, tiles, close } = await open('', phone);
    expect(await sentenceOf(page)).toContain('1 schweigt länger als sonst, 1 wird nicht gewertet.');
    const stale = list(page).getByRole('row', { name: /Wasserstand, Godramstein/ });
    expect(await stale.innerText()).toMatch(/vor 3.Std\..*veraltet/s);
    expect(tiles).toEqual([]);
    await list(page).getByRole('link', { name: 'Lufttemperatur, Kernstadt' }).click();
    await eventually(() => sentenceOf(page)).toMatch(
      /^Lufttemperatur, Kernstadt: \d(,\d)? °C, gemessen vor \d+ Minuten?\./,
    );
    await slider(page, 'Lufttemperatur, Kernstadt').first().waitFor();
    expect(await titleOf(page)).toBe('Sensoren: Lufttemperatur, Kernstadt – Breitblick');
    await page.goBack();
    await eventually(() => sentenceOf(page)).toContain('3 von 5');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect([...complaints, ...foreign]).toEqual([]);
    await close();
  });

  test('how reliably they report is told by topic and day, and where most is missing leads to the series', async () => {
    const { page, close } = await open('&availability=7');
    const told = /^In Landau in der Pfalz kamen in 7 Tagen (\d+,\d) % der erwarteten Werte an\./;
    await eventually(() => sentenceOf(page)).toMatch(told);
    // All else has begun yesterday. The thermometer was heard every hour instead of every ten minutes (16.7 %), until 24
    // hours ago: of the last of the seven days a part that depends on the time of day is whole.
    const percent = Number(told.exec(await sentenceOf(page))?.[1]?.replace(',', '.'));
    expect(percent).toBeGreaterThan(16);
    expect(percent).toBeLessThan((6 * (100 / 6) + 100) / 7);
    const table = page.getByRole('region', { name: 'Zuverlässigkeit' });
    expect(await table.getByRole('row', { name: /Wetter/ }).innerText()).toMatch(/am \d+\.\d+\. nur/);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('group', { name: 'Zeitraum' }).getByRole('button', { name: '30 Tage' }).click();
    await eventually(() => sentenceOf(page)).toContain('in 30 Tagen');
    await page
      .getByRole('region', { name: 'Wo am meisten fehlt' })
      .getByRole('link', { name: 'Lufttemperatur, Kernstadt' })
      .click();
    await eventually(() => titleOf(page)).toBe('Sensoren: Lufttemperatur, Kernstadt – Breitblick');
    await close();
  });

  test('a new value comes by itself, to the sentence, the list and the map', async () => {
    const station = idOf('station/air_temperature');
    const { page, close } = await open(`&sensor=${station}`);
    await waitForMap(page);
    // A value that comes before the page listens is not told to it; the next one is.
    await eventually(async () => {
      const time = new Date(Date.now() - 30_000);
      await write(app.database, [{ ags, datastreamId: station, time, result: 12.5 }]);
      return sentenceOf(page);
    }).toContain('12,5 °C');
    await eventually(() =>
      list(page)
        .getByRole('row', { name: /Lufttemperatur, Kernstadt/ })
        .innerText(),
    ).toContain('12,5');
    await eventually(() => page.locator('.stage g.chosen .value').innerHTML()).toContain('12,5');
    await close();
  });

  test('the chart is read by the keys, in a year too, and says where a device was replaced', async () => {
    const { page, close } = await open(`&sensor=${idOf('station/air_temperature')}&range=week`);
    const chart = slider(page, 'Lufttemperatur, Kernstadt').first();
    await chart.focus();
    await page.keyboard.press('End');
    const reading = async () => (await chart.getAttribute('aria-valuetext'))?.replaceAll('\u00a0', ' ');
    const last = await reading();
    await page.keyboard.press('ArrowLeft');
    await eventually(reading).not.toBe(last);
    expect(await reading()).toMatch(/ °C am \d+\.\d+\. um \d\d:00$/);
    await page.getByText(/misst ein neues Gerät \(Wetterstation 2\)/).waitFor();
    const part = () => new URL(page.url()).searchParams.get('part');
    await page.keyboard.press('+');
    await eventually(part).toMatch(/^\d{8}T\d{4}Z,\d{8}T\d{4}Z$/);
    await page.keyboard.press('0');
    await eventually(part).toBeNull();
    const box = await chart.boundingBox();
    if (!box) throw new Error('The chart is not seen');
    await page.mouse.move(box.x + box.width * 0.5, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await eventually(part).not.toBeNull();
    await page.getByRole('group', { name: 'Zeitraum' }).getByRole('button', { name: 'Jahr' }).click();
    await eventually(() => new URL(page.url()).searchParams.get('range')).toBe('year');
    await eventually(reading).toMatch(/°C am \d+\.\d+\.(, zweifelhaft)?$/);
    await page.getByRole('button', { name: 'Als Tabelle' }).last().click();
    await eventually(() => page.getByRole('columnheader', { name: 'höchster' }).count()).toBe(1);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV', exact: true }).click();
    expect((await saved).suggestedFilename()).toMatch(/^breitblick-\d+-\d{4}-\d\d-\d\d-year\.csv$/);
    await close();
  });

  test('up to four series stand beside each other under one cursor', async () => {
    const { page, close } = await open(`&sensor=${idOf('station/air_temperature')}&range=week`);
    await page.getByLabel('Daneben zeigen').selectOption({ label: 'Wasserstand, Queichheim' });
    const other = slider(page, 'Wasserstand, Queichheim');
    await other.waitFor();
    await slider(page, 'Lufttemperatur, Kernstadt').focus();
    await page.keyboard.press('End');
    await eventually(() => other.getAttribute('aria-valuetext')).toMatch(/\u00a0cm am \d+\.\d+\. um \d\d:00$/);
    // Map and list are of the same moment, until the reader goes back to now.
    await eventually(() => list(page).innerText()).toMatch(/Stand \d+\.\d+\. \d\d:\d\d/);
    const market = list(page).getByRole('row', { name: /Tiefgarage Markt/ });
    await eventually(() => market.innerText()).toContain('Stundenmittel');
    await list(page).getByRole('button', { name: 'Zurück zu jetzt' }).click();
    await eventually(() => market.innerText()).toMatch(/vor \d+.Min/);
    await page.getByRole('button', { name: 'Wasserstand, Queichheim entfernen' }).click();
    await eventually(() => other.count()).toBe(0);
    await close();
  });

  test('a theme narrows list and map, and a screen on the wall shows it large', async () => {
    // Without motion the map is where it belongs at once, while the page is still being set up.
    const { page, complaints, close } = await open('', { reducedMotion: 'reduce' });
    await waitForMap(page);
    await page.getByRole('button', { name: 'Wasserstand' }).click();
    await eventually(() => list(page).getByRole('row').count()).toBe(3);
    await eventually(() => page.locator('.stage g').count()).toBe(2);
    await page.getByRole('link', { name: 'Für einen Bildschirm' }).click();
    await page.getByRole('heading', { name: 'Landau in der Pfalz' }).waitFor();
    await eventually(() => page.locator('.screen li').allInnerTexts()).toEqual([
      expect.stringContaining('Wasserstand, Queichheim'),
      expect.stringContaining('veraltet'),
    ]);
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await list(page).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('a page that was left open over night shows the next day, and listens anew', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${app.url}/?view=sensors&sensor=${idOf('station/air_temperature')}`);
    await page.locator('#app[data-alive]').waitFor();
    const dayName = (days: number) =>
      new Intl.DateTimeFormat('de', { timeZone: 'Europe/Berlin', dateStyle: 'full' }).format(
        Date.now() + days * 86_400_000,
      );
    const chart = (days: number) => page.getByRole('region', { name: dayName(days), exact: true });
    await chart(0).waitFor();
    const listening = page.waitForRequest((request) => request.url().includes('subscription'));
    await page.clock.fastForward('24:00:00');
    await chart(1).waitFor();
    await listening;
    await eventually(() => sentenceOf(page)).toContain('Der alte Wert zählt nicht mehr.');
    await context.close();
  });

  test('a planner sets a bound, sees what it would have done, and everybody sees the alarm', async () => {
    const level = idOf('queich/water_level');
    const { page, complaints, close } = await open(`&sensor=${level}`);
    const part = page.getByRole('region', { name: 'Grenzwerte', exact: true });
    await part.getByRole('button', { name: 'Grenzwerte festlegen (für Planung)' }).click();
    await part.getByLabel('Kennwort').fill(token);
    await part.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await part.getByRole('button', { name: 'Grenzwert hinzufügen' }).click();
    const form = part.getByRole('form', { name: 'Neuer Grenzwert' });
    await form.getByLabel('Alarm ab (cm)').fill('55');
    await form.getByLabel('Ende bei (cm)').fill('56');
    await form.getByRole('button', { name: 'Speichern' }).click();
    await form.getByText('Bitte füllen Sie dieses Feld aus.').waitFor();
    await form.getByText('Das Ende muss auf der ruhigen Seite liegen').waitFor();
    await form.getByLabel('Name').fill('Hochwasser');
    await form.getByLabel('Ende bei (cm)').fill('54,5');
    await eventually(() => form.getByRole('status').innerText()).toMatch(/1 Alarm ausgelöst.*Gerade wäre Alarm\./s);
    expect(await violationsOf(page)).toEqual([]);
    await form.getByRole('button', { name: 'Speichern' }).click();
    await part.getByText('„Hochwasser“ wird jetzt überwacht.').waitFor();
    await part.getByText(/Hochwasser ab 55.cm, endet bei 54,5.cm oder weniger: überschritten seit/).waitFor();
    const log = part.getByRole('table', { name: 'Alarme: Wasserstand, Queichheim' });
    await eventually(() => log.getByRole('row').count()).toBe(2);
    await eventually(() => page.locator('.chart .bound').count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
    await close();

    const reader = await open('&alarms=lasting', { viewport: { width: 320, height: 640 } });
    await eventually(() => sentenceOf(reader.page)).toContain('dauert 1 Alarm an. Überwacht wird 1 Grenzwert.');
    const alarms = reader.page.getByRole('table', { name: 'Alarme', exact: true });
    expect(await alarms.getByRole('row', { name: /Wasserstand, Queichheim/ }).innerText()).toMatch(/Hochwasser.*seit/s);
    expect(await violationsOf(reader.page)).toEqual([]);
    expect(await reader.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await reader.page.getByRole('button', { name: 'Vergangen' }).click();
    await reader.page.getByText('Kein Alarm passt zu dieser Auswahl.').waitFor();
    await reader.page.getByRole('link', { name: 'Alle Messstellen' }).click();
    expect(
      await list(reader.page)
        .getByRole('row', { name: /Wasserstand, Queichheim/ })
        .innerText(),
    ).toContain('Warnung: Hochwasser');
    await reader.close();

    const again = await open(`&sensor=${level}&screen=1`);
    await eventually(() => again.page.getByRole('list', { name: 'Alarme' }).innerText()).toMatch(
      /Warnung.*Hochwasser seit/s,
    );
    await again.close();
  });

  test('a wrong link says what is wrong in it and still helps', async () => {
    const { page, close } = await open('&sensor=99999&topic=tea');
    await page.getByText('Diese Messreihe gibt es hier nicht mehr.').waitFor();
    await page.getByText('„tea“ aus dem Link ist hier unbekannt.').waitFor();
    await list(page).waitFor();
    await close();
    const elsewhere = await open('&place=07315000');
    await eventually(() => sentenceOf(elsewhere.page)).toBe('Aus Mainz sind noch keine Sensoren angeschlossen.');
    await elsewhere.page.getByRole('link', { name: 'Sensoren in Landau in der Pfalz ansehen' }).click();
    await list(elsewhere.page).waitFor();
    await elsewhere.close();
  });

  test.each([
    ['overview', () => ''],
    ['overview, dark, English', () => '&theme=dark&lang=en'],
    ['chart', () => `&sensor=${idOf('station/air_temperature')}`],
    ['several charts, dark', () => `&sensor=${idOf('station/precipitation')},${idOf('tree/soil_moisture')}&theme=dark`],
  ])('%s can be used by all, on the phone too', async (_name, search) => {
    for (const options of [undefined, { viewport: { width: 320, height: 640 } }]) {
      const { page, complaints, close } = await open(search(), options);
      await page.locator('.sentence').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
