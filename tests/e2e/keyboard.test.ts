import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, openPage, rowsOf, sentenceOf, violationsOf, waitForContent, waitForMap } from './reader.ts';

const views = ['', '?view=table', '?view=gaps', '?view=compare', '?view=terms', '?view=easy'];

describe.skipIf(missingBrowser() !== undefined)('by keyboard, enlarged, and with other settings', () => {
  let app: SharedApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([openSharedApp(), openBrowser()]);
  });
  afterAll(closeReaders);

  test('Tab goes from the address past everything once, in the order of reading, and out again', async () => {
    const { page, close } = await openPage(browser, app.url);
    await sentenceOf(page);
    await waitForMap(page);
    const stops = await tabThrough(page);
    const names = stops.map(({ name }) => name);
    expect(names[0]).toBe('Zum Inhalt');
    const order = [
      'Versorgung',
      'Ort suchen',
      'Als Tabelle',
      'Deutschland',
      'nur Kabel (HFC)',
      'Verlauf als Tabelle',
      'Herkunft und Güte',
      'Glasfaser',
      '1000',
      'Ausgabe',
      'Karte überspringen: dieselben Zahlen als Tabelle',
      'Näher',
    ];
    const places = order.map((name) => names.findIndex((stop) => stop.startsWith(name)));
    expect(places, names.join(' | ')).toEqual(places.toSorted((one, other) => one - other));
    expect(Math.min(...places)).toBeGreaterThan(0);
    const missed = await listFocusable(page, stops.length);
    expect(missed).toEqual([]);
    await close();
  });

  test('the whole way without a mouse: language, technology, edition, table, sort, place, terms', async () => {
    const { page, complaints, close } = await openPage(browser, app.url);
    await sentenceOf(page);
    const press = async (name: string, role: 'button' | 'link' = 'button', key = 'Enter') => {
      await page.getByRole(role, { name, exact: true }).first().focus();
      await page.keyboard.press(key);
    };
    await press('Kabel', 'button', 'Space');
    await eventually(() => page.url()).toContain('technology=HFC');
    await page.getByRole('slider', { name: 'Ausgabe' }).focus();
    await page.keyboard.press('ArrowLeft');
    await eventually(() => page.locator('.stand').innerText()).toContain('Ende 2020');
    await press('Als Tabelle');
    await rowsOf(page).first().waitFor();
    await press('Gemeinde');
    expect(await page.getByRole('columnheader', { name: 'Gemeinde' }).getAttribute('aria-sort')).toBe('ascending');
    await page.getByLabel('Name enthält').focus();
    await page.keyboard.type('annweiler am');
    await eventually(() => rowsOf(page).count()).toBe(1);
    await press('Annweiler am Trifels');
    await eventually(() => sentenceOf(page)).toContain('Annweiler');
    await press('Begriffe erklärt', 'link');
    await page.getByRole('heading', { name: 'Begriffe erklärt' }).waitFor();
    await press('English');
    await page.getByRole('heading', { name: 'Terms explained' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test.each(views)(
    'landmarks tell apart, what has the focus is seen, and text may be set wider: /%s',
    async (query) => {
      const { page, close } = await openPage(browser, `${app.url}/${query}`);
      await waitForContent(page);
      const { mains, headings, names } = await readLandmarks(page);
      expect({ mains, headings }).toEqual({ mains: 1, headings: 1 });
      expect(names).not.toContain(null);
      expect(new Set(names).size).toBe(names.length);
      const stops = await tabThrough(page);
      expect(stops.length).toBeGreaterThan(8);
      expect(stops.filter(({ seen }) => !seen).map(({ name }) => name)).toEqual([]);
      expect(stops.filter(({ marked }) => !marked).map(({ name }) => name)).toEqual([]);
      await page.evaluate(() => {
        const spacing = new CSSStyleSheet();
        spacing.replaceSync(
          '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
        );
        document.adoptedStyleSheets.push(spacing);
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440);
      expect(await listCut(page)).toEqual([]);
      await close();
    },
  );

  const sizes = [
    ['a window of 280 px', 280, 640],
    ['400 %', 320, 256],
    ['200 %', 720, 450],
  ] as const;

  test.each(views)('nothing is cut off or scrolls sideways, enlarged or in a narrow window: /%s', async (query) => {
    const { page, close } = await openPage(browser, `${app.url}/${query}`, { viewport: { width: 280, height: 640 } });
    for (const [name, width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await waitForContent(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width);
      expect(await listCut(page), name).toEqual([]);
    }
    await close();
  });

  test('at 400 % zoom the sentence and the table are read without a map in the way', async () => {
    const { page, close } = await openPage(browser, app.url, { viewport: { width: 320, height: 256 } });
    expect(await sentenceOf(page)).toContain('1,9 %');
    expect(await page.locator('.maplibregl-map').count()).toBe(0);
    await page.getByText('Herkunft und Güte').scrollIntoViewIfNeeded();
    const { y = 0 } = (await page.getByText('Herkunft und Güte').boundingBox()) ?? {};
    const onTop = await page.evaluate((at) => document.elementFromPoint(60, at)?.closest('summary') !== null, y + 8);
    expect(onTop).toBe(true);
    await close();
  });

  test('by touch, what is pressed is 44 px high', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, close } = await openPage(browser, app.url, phone);
    await sentenceOf(page);
    const low = await page.evaluate(() =>
      [...document.querySelectorAll('button, select, input, nav a')]
        .filter((element) => element.checkVisibility() && !element.matches('.bb-link, .bb-quiet, .skip'))
        .filter((element) => element.getBoundingClientRect().height > 1)
        .map((element) => {
          const pressed = element.closest('label, .field') ?? element;
          const { height } = pressed.getBoundingClientRect();
          return { name: element.getAttribute('aria-label') ?? element.textContent.trim(), height };
        })
        .filter(({ height }) => height < 44),
    );
    expect(low).toEqual([]);
    await close();
  });

  test.each(views.flatMap((query) => ['de', 'en'].map((language) => [query, language] as const)))(
    'axe finds nothing, in light and in dark: /%s, %s',
    async (query, language) => {
      const parameters = new URLSearchParams(query);
      parameters.set('lang', language);
      const { page, close } = await openPage(browser, `${app.url}/?${parameters}`, { colorScheme: 'light' });
      await waitForContent(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await eventually(() => page.getAttribute('html', 'data-kern-theme')).toBe(colorScheme);
        // Letters of the map's picture have a halo, which axe does not see.
        expect(await violationsOf(page, '.preview'), colorScheme).toEqual([]);
      }
      await close();
    },
  );

  test('in forced colours what is chosen is still marked', async () => {
    const { page, close } = await openPage(browser, app.url, { forcedColors: 'active' });
    await sentenceOf(page);
    const pressed = page.getByRole('button', { name: 'Glasfaser', exact: true });
    expect(await pressed.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    const theme = page.getByRole('link', { name: 'Versorgung' });
    expect(await theme.evaluate((element) => getComputedStyle(element).borderBottomWidth)).toBe('3px');
    expect(await violationsOf(page)).toEqual([]);
    await close();
  });
});

/** How many mains and first headings are shown, and the names of the other landmarks. */
function readLandmarks(page: Page): Promise<{ mains: number; headings: number; names: (string | null)[] }> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll('nav, aside, search, section[aria-label]')];
    const shown = all.filter((element) => element.checkVisibility());
    return {
      mains: document.querySelectorAll('main').length,
      headings: [...document.querySelectorAll('h1')].filter((element) => element.checkVisibility()).length,
      names: shown
        .filter(({ localName }) => localName !== 'search')
        .map((element) => element.getAttribute('aria-label')),
    };
  });
}

interface Stop {
  name: string;
  /** Some of it is neither outside of the window nor under something else. */
  seen: boolean;
  /** It has a ring of its own or one around it. */
  marked: boolean;
}

/** Presses Tab until the focus leaves the page. */
async function tabThrough(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    getSelection()?.removeAllRanges();
  });
  for (let count = 0; count < 200; count++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      element.setAttribute('data-visited', '');
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const points = [0.1, 0.5, 0.9].flatMap((x) =>
        [0.2, 0.5, 0.8].map((y) => [left + (right - left) * x, top + (bottom - top) * y] as const),
      );
      const seen = points.some(([x, y]) => {
        const found = document.elementFromPoint(x, y);
        return found !== null && (element.contains(found) || found.contains(element));
      });
      const ringed = (of: Element | null | undefined) => {
        if (!of) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(of);
        return outlineStyle !== 'none' && outlineWidth !== '0px';
      };
      const marked =
        ringed(element) ||
        ringed(element.parentElement) ||
        ringed(element.parentElement?.parentElement) ||
        ringed(element.nextElementSibling);
      const name = element.getAttribute('aria-label') ?? element.textContent.trim().replaceAll(/\s+/g, ' ');
      return { name: name.slice(0, 60), seen, marked };
    });
    if (!stop) return stops;
    stops.push(stop);
  }
  throw new Error('Tab does not leave the page');
}

/** What can be pressed and was not visited on the way of so many stops. */
async function listFocusable(page: Page, stops: number): Promise<string[]> {
  expect(stops).toBeGreaterThan(20);
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [tabindex="0"]')]
      .filter((element) => element.checkVisibility() && element.tabIndex >= 0 && !element.matches(':disabled'))
      .filter((element) => !element.hasAttribute('data-visited'))
      .map((element) => element.getAttribute('aria-label') ?? element.textContent.trim()),
  );
}

/** Elements whose text is wider than they are and is hidden there. */
function listCut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *, header *')]
      .filter(
        (element) =>
          element.checkVisibility() && element.clientWidth > 1 && !element.closest('.kern-sr-only, .skip, svg'),
      )
      .filter((element) => ['hidden', 'clip'].includes(getComputedStyle(element).overflowX))
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.textContent.trim() !== '')
      .map((element) => `${element.localName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`),
  );
}
