import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addBoundaries, aMunicipality, box } from '../builders.ts';
import { closeReaders, missingBrowser, openBrowser, type RunningApp, startApp } from './app.ts';
import { eventually, findOnScreen, openPage, rowsOf, sentenceOf, waitForMap, waitForRest } from './reader.ts';

const landau =
  'In Landau in der Pfalz haben 1,9 % der Haushalte Zugang zu Glasfaser. Gigabit gibt es für 81 %, fast nur über Kabel.';

describe.skipIf(missingBrowser() !== undefined)('bad input and failures end in a useful page', () => {
  let app: RunningApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), openBrowser()]);
  });
  afterAll(async () => {
    await closeReaders();
    await app.close();
  });

  test.each([
    'view=fax',
    'map=Landau',
    'map=9/91/8',
    'cell=100mN1E1',
    'state=99&view=table',
    'sort=price&view=table',
    'theme=pink',
    'technology=5G',
    'place=%00',
    'lang=%F0%9F%92%A9',
  ])('a link with %s is told what was wrong in it and shows the usual view', async (query) => {
    const { page, complaints, close } = await openPage(browser, `${app.url}/?${query}`);
    await page.getByText('aus dem Link ist hier unbekannt. Sie sehen dafür die übliche Ansicht.').waitFor();
    expect(await sentenceOf(page)).toBe(landau);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a link of another version, with parameters nobody knows, opens what it still says', async () => {
    const { page, complaints, close } = await openPage(
      browser,
      `${app.url}/?ags=07111000&layer=fibre&place=07313000&technology=hfc&class=gigabit&utm_source=post#map=3`,
    );
    expect(await sentenceOf(page)).toBe(landau);
    expect(await page.getByRole('button', { name: 'Kabel', exact: true }).getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByText('aus dem Link').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a municipality that has merged leads to the one that lies there today, in every view', async () => {
    await addBoundaries(
      app.database,
      [aMunicipality({ ags: '07313999', name: 'Altenfeld', geometry: box(8.1, 49.19, 8.12, 49.2) })],
      { referenceDate: '2010-12-31' },
    );
    const { page, complaints, close } = await openPage(browser, `${app.url}/?place=07313999&called=Altenfeld`);
    await page.getByText('Altenfeld ist keine eigene Gemeinde mehr.').waitFor();
    await page.getByText('Dort liegt heute Landau in der Pfalz.').waitFor();
    await eventually(() => sentenceOf(page)).toBe(landau);
    expect(new URL(page.url()).searchParams.get('place')).toBe('07313000');
    await page.goto(`${app.url}/?place=07313999&view=report`);
    await page.getByText('Altenfeld ist keine eigene Gemeinde mehr.').waitFor();
    await eventually(() => sentenceOf(page)).toBe(landau);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a cell and a district that do not exist say so, and lead back', async () => {
    const { page, close } = await openPage(browser, `${app.url}/?cell=100mN11111E11111`);
    await eventually(() => sentenceOf(page)).toBe('Für 100mN11111E11111 liegen hier keine Zahlen vor.');
    await page.getByRole('button', { name: 'Zurück zu Landau in der Pfalz' }).click();
    await eventually(() => sentenceOf(page)).toBe(landau);
    await page.goto(`${app.url}/?district=Atlantis%00<img>`);
    await eventually(() => sentenceOf(page)).toContain('liegen hier keine Zahlen vor.');
    await close();
  });

  test('a map on ground without data says so and leads back', async () => {
    const { page, close } = await openPage(browser, `${app.url}/?map=9/48.85/2.35`);
    await page.getByText('Dieser Ausschnitt liegt außerhalb der Daten.').waitFor({ timeout: 30_000 });
    await page.getByRole('status').getByRole('button', { name: 'Zum gewählten Ort' }).click();
    await waitForMap(page);
    await eventually(() => page.getByText('außerhalb der Daten').count()).toBe(0);
    expect(await sentenceOf(page)).toBe(landau);
    await close();
  });

  test('a press on ground outside of Germany chooses nothing and says why', async () => {
    const { page, close } = await openPage(browser, `${app.url}/?map=9/49.0/8.0`);
    await waitForMap(page);
    await waitForRest(page);
    const { x, y } = await findOnScreen(page, 8.0, 48.85);
    await page.mouse.click(x, y);
    await page.locator('.tooltip').getByText('Hier gibt es keine Zahlen. Breitblick zeigt Deutschland.').waitFor();
    expect(await page.locator('[aria-live=polite]').innerText()).toContain('Breitblick zeigt Deutschland.');
    expect(await sentenceOf(page)).toBe(landau);
    await close();
  });

  test.each([
    ['status 500', { status: 500, body: 'broken' }],
    ['half a body', { status: 200, contentType: 'application/json', body: '{"data":{"municipality":{"ags":"073' }],
    ['no body', { status: 200, contentType: 'application/json', body: '' }],
    ['errors', { status: 200, contentType: 'application/json', body: '{"data":null,"errors":[{"message":"no"}]}' }],
    [
      'a login page of a hotel',
      { status: 200, contentType: 'text/html', body: '<html>Welcome to our wireless</html>' },
    ],
  ])('an API that answers with %s from the start is told, and asked again on a press', async (_, answer) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await sendWithoutAnswers(page);
    await page.route('**/graphql', (route) => route.fulfill(answer));
    await page.goto(app.url);
    await page.getByRole('alert').getByText('Noch ist nichts geladen.').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Jetzt versuchen' }).click();
    await eventually(() => sentenceOf(page)).toBe(landau);
    expect(await page.getByRole('alert').count()).toBe(0);
    await context.close();
  });

  test('an API that takes longer than usual is waited for, and the wait is told', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await sendWithoutAnswers(page);
    const told = Promise.withResolvers<undefined>();
    await page.route('**/graphql', async (route) => {
      await told.promise;
      await route.continue();
    });
    await page.goto(app.url);
    await page.getByText('Der Server braucht länger als sonst. Wir warten auf ihn.').waitFor();
    told.resolve(undefined);
    expect(await sentenceOf(page)).toBe(landau);
    await context.close();
  });

  test('tiles that fail leave the panel alone, are told, and come when asked again', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.route('**/tiles/**', (route) => route.fulfill({ status: 503, body: '' }));
    await page.goto(app.url);
    expect(await sentenceOf(page)).toBe(landau);
    await page.getByText('Die Karte antwortet nicht.').waitFor();
    await page.getByRole('button', { name: '400', exact: true }).click();
    await eventually(() => sentenceOf(page)).toContain('Glasfaser ab 400 Mbit/s');
    await page.unroute('**/tiles/**');
    // Once: neither the first picture nor the map that follows it tells the same a second time.
    await eventually(() => page.getByRole('button', { name: 'Jetzt versuchen' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Jetzt versuchen' }).click();
    await waitForMap(page);
    expect(await page.getByText('Die Karte antwortet nicht.').count()).toBe(0);
    await context.close();
  });

  test('tiles that hang do not hold up the panel, and the wait is told with a way to the table', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.route('**/tiles/**', () => new Promise(() => {}));
    await page.goto(app.url);
    expect(await sentenceOf(page)).toBe(landau);
    await page.getByText('Die Karte braucht länger als sonst.').waitFor({ timeout: 30_000 });
    await page.getByRole('status').getByRole('button', { name: 'Als Tabelle' }).click();
    await rowsOf(page).first().waitFor();
    await context.close();
  });

  test.each([
    ['a view', 'TermsView', '?view=terms', 'Diese Ansicht konnte nicht geladen werden.'],
    ['the map library', 'library', '', 'Die Karte antwortet nicht.'],
  ])('%s whose script is gone after a new deployment is offered again', async (_, chunk, query, notice) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.route(`**/assets/${chunk}-*.js`, (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(`${app.url}/${query}`);
    await page.getByRole('alert').getByText(notice).waitFor();
    await page.unroute(`**/assets/${chunk}-*.js`);
    await page.getByRole('button', { name: 'Seite neu laden' }).click();
    if (query) await page.getByRole('heading', { name: 'Begriffe erklärt' }).waitFor();
    else await waitForMap(page);
    await context.close();
  });

  test('offline is told, the old figures stay, and with the network back the new ones come by themselves', async () => {
    const { page, close } = await openPage(browser, app.url);
    await sentenceOf(page);
    await waitForMap(page);
    await page.context().setOffline(true);
    await page.getByText('Keine Verbindung.').waitFor();
    await page.getByText(/Sie sehen den Stand von \d\d:\d\d Uhr/).waitFor();
    await page.getByRole('button', { name: '400', exact: true }).click();
    expect(await sentenceOf(page)).toBe(landau);
    await page.getByRole('combobox', { name: 'Ort suchen' }).fill('speyer');
    await page.getByText('Die Suche geht erst wieder mit Netz.', { exact: true }).waitFor();
    await page.context().setOffline(false);
    await eventually(() => sentenceOf(page)).toContain('ab 400 Mbit/s');
    expect(await page.getByText('Keine Verbindung.').count()).toBe(0);
    await close();
  });

  test('the back button goes through a long journey, step by step, and forward again', async () => {
    const { page, complaints, close } = await openPage(browser, app.url);
    await sentenceOf(page);
    await eventually(() => page.url()).toContain('edition=');
    const steps: string[] = [page.url()];
    const step = async (act: () => Promise<void>) => {
      await act();
      await eventually(() => page.url()).not.toBe(steps.at(-1));
      steps.push(page.url());
    };
    await step(() => page.getByRole('button', { name: 'Kabel', exact: true }).click());
    await step(() => page.getByRole('button', { name: '400', exact: true }).click());
    await step(() => page.getByRole('button', { name: 'Als Tabelle', exact: true }).click());
    await step(async () => {
      await page.getByRole('combobox', { name: 'Land', exact: true }).selectOption('07');
    });
    await step(() => page.getByRole('button', { name: 'Gemeinde', exact: true }).click());
    await step(() => rowsOf(page).getByRole('button').first().click());
    await step(() => page.getByRole('link', { name: 'Begriffe erklärt' }).click());
    await step(() => page.getByRole('button', { name: 'English' }).click());
    for (const before of steps.slice(0, -1).toReversed()) {
      await page.goBack();
      expect(page.url()).toBe(before);
    }
    await eventually(() => sentenceOf(page)).toBe(landau);
    for (const after of steps.slice(1)) {
      await page.goForward();
      expect(page.url()).toBe(after);
    }
    await page.getByRole('heading', { name: 'Terms explained' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('without JavaScript the page says what it is and where the figures are', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(app.url);
    expect(await sentenceOf(page)).toContain('1,9 % der Haushalte Zugang zu Glasfaser');
    expect(await page.locator('noscript section').first().isVisible()).toBe(true);
    await page.getByRole('link', { name: '/graphql' }).first().click();
    expect(new URL(page.url()).pathname).toBe('/graphql');
    await context.close();
  });
});

/** As from a server that was too busy to send the first answers along with the page. */
async function sendWithoutAnswers(page: Page): Promise<void> {
  await page.route(
    ({ pathname }) => pathname === '/',
    async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/<script[^>]*id="page-answers"[^>]*>.*?<\/script>/s, '');
      await route.fulfill({ response, body });
    },
  );
}
