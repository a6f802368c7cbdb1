import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, openPage, rowsOf, sentenceOf, waitForMap } from './reader.ts';

/** What a screen reader says on the main journey, as a text that can be read like a play. `UPDATE_SNAPSHOTS=1` renews it. */
const folder = join(import.meta.dirname, 'transcripts');
const script = createRequire(import.meta.url).resolve('@guidepup/virtual-screen-reader/browser.js');

/** The part of the screen reader's interface that is used here. */
interface ScreenReader {
  start(options: { container: Element }): Promise<void>;
  stop(): Promise<void>;
  next(): Promise<void>;
  lastSpokenPhrase(): Promise<string>;
  spokenPhraseLog(): Promise<string[]>;
}

const languages = {
  de: { cable: 'Kabel', table: 'Als Tabelle', filter: 'Name enthält', place: /^Frankenthal/ },
  en: { cable: 'Cable', table: 'As table', filter: 'Name contains', place: /^Frankenthal/ },
} as const;

describe.skipIf(missingBrowser() !== undefined)('what a screen reader says', () => {
  let app: SharedApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([openSharedApp(), openBrowser()]);
  });
  afterAll(closeReaders);

  test.each(['de', 'en'] as const)('the main journey, %s', async (language) => {
    const { page, complaints, close } = await openPage(browser, `${app.url}/?lang=${language}`);
    await sentenceOf(page);
    await page.locator('.legend .count').first().waitFor();
    await waitForMap(page);
    await page.locator('.maplibregl-canvas[role]').waitFor();
    await page.getByRole('img', { name: 'Landau' }).waitFor();
    await page.route('**/screen-reader.js', async (route) =>
      route.fulfill({ contentType: 'text/javascript', body: await readFile(script, 'utf8') }),
    );
    const acts: [string, string[]][] = [];
    acts.push(['The page is opened: its head', await readAll(page, 'header')]);
    acts.push(['The panel', await readAll(page, 'aside')]);
    acts.push(['The controls', await readAll(page, '.controls')]);
    acts.push(['The map, and what stands over it', await readAll(page, '.map')]);
    const { cable, table, filter, place } = languages[language];
    acts.push([
      `“${cable}” is pressed`,
      await hear(page, () => page.getByRole('button', { name: cable, exact: true }).click()),
    ]);
    acts.push([
      `“${table}” is pressed`,
      await hear(page, async () => {
        await page.getByRole('button', { name: table, exact: true }).first().click();
        await rowsOf(page).first().waitFor();
      }),
    ]);
    acts.push([
      `“frankenthal” is typed under “${filter}”`,
      await hear(page, () => page.getByLabel(filter).fill('frankenthal')),
    ]);
    acts.push(['The table is read', await readAll(page, '.page')]);
    acts.push([
      'The first place is chosen',
      await hear(page, () => rowsOf(page).getByRole('button', { name: place }).first().click()),
    ]);
    acts.push(['The beginning of the panel', await readAll(page, '.first')]);
    expect(complaints).toEqual([]);
    await close();

    const told = acts.map(([act, phrases]) => `# ${act}\n\n${phrases.join('\n')}\n`).join('\n');
    const file = join(folder, `main-journey.${language}.txt`);
    if (process.env.UPDATE_SNAPSHOTS) {
      await mkdir(folder, { recursive: true });
      await writeFile(file, told);
    }
    expect(told).toBe(await readFile(file, 'utf8'));
  });
});

/** The screen reader in the page, loaded once; as text, for the test runner would rewrite the import. */
const loading = `import('/screen-reader.js').then(({ virtual }) => { globalThis.screenReader = virtual; })`;

/** Reads a part of the page from its beginning until it would begin anew. */
async function readAll(page: Page, selector: string): Promise<string[]> {
  await page.evaluate(loading);
  const phrases = await page.evaluate(async (container) => {
    const { screenReader } = globalThis as unknown as { screenReader: ScreenReader };
    const element = document.querySelector(container);
    if (!element) throw new Error(`There is no ${container}`);
    await screenReader.start({ container: element });
    const first = await screenReader.lastSpokenPhrase();
    do await screenReader.next();
    while ((await screenReader.lastSpokenPhrase()) !== first && (await screenReader.spokenPhraseLog()).length < 600);
    const log = await screenReader.spokenPhraseLog();
    await screenReader.stop();
    return log.slice(0, -1);
  }, selector);
  return phrases.map(readable);
}

/** What the page says by itself when something is done. */
async function hear(page: Page, act: () => Promise<void>): Promise<string[]> {
  await page.evaluate(loading);
  await page.evaluate(async () => {
    const { screenReader } = globalThis as unknown as { screenReader: ScreenReader };
    const region = document.querySelector('[aria-live]');
    if (region) await screenReader.start({ container: region });
  });
  await act();
  const listen = () =>
    page.evaluate(() => (globalThis as unknown as { screenReader: ScreenReader }).screenReader.spokenPhraseLog());
  await eventually(async () => (await listen()).some((phrase) => phrase.startsWith('polite'))).toBe(true);
  await page.waitForTimeout(500);
  const phrases = await listen();
  await page.evaluate(() => (globalThis as unknown as { screenReader: ScreenReader }).screenReader.stop());
  return phrases
    .filter((phrase) => phrase.startsWith('polite'))
    .slice(-1)
    .map(readable);
}

/** With plain spaces, and without what differs from one database to the next. */
function readable(phrase: string): string {
  return phrase
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '(id)')
    .replaceAll(/^(\d{1,2}\. \p{L}+|\p{L}+ \d{1,2},) 20[2-9]\d$/gu, '(day)')
    .trim();
}
