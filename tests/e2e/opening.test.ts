import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, readDrawn, rowsOf, sentenceOf } from './reader.ts';

const missing = missingBrowser();
let app: SharedApp;
let browser: Browser;

beforeAll(async () => {
  if (missing) return;
  app = await openSharedApp();
  browser = await openBrowser();
}, 180_000);
afterAll(closeReaders);

/** Names of the questions that a page asks until it shows `ready`. */
async function questionsOf(address: string, ready: (page: Page) => Promise<unknown>) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => {
    const { query } = (request.postDataJSON() ?? {}) as { query?: string };
    if (query !== undefined) asked.push(/query (\w+)/.exec(query)?.[1] ?? query);
  });
  await page.goto(app.url + address);
  await ready(page);
  const title = await page.title();
  await context.close();
  return { asked, title };
}

test.skipIf(missing)(
  'the first sentence comes with the page, in either language and for a pinned edition',
  async () => {
    const first = ['Editions', 'Municipality', 'Distribution'];
    for (const address of ['/', '/?lang=en', '/?place=07315000&technology=HFC&speed=400'])
      // A server that is too busy sends the page without answers, and the next time with them.
      await eventually(async () => {
        const { asked } = await questionsOf(address, sentenceOf);
        return asked.filter((name) => first.includes(name));
      }).toEqual([]);
  },
);

test.skipIf(missing)(
  'the table comes with the page, sorted and filtered as the link says, and without a script',
  async () => {
    const address = '/?view=table&state=07&sort=name&name=land';
    await eventually(async () => {
      const { asked, title } = await questionsOf(address, (page) => rowsOf(page).first().waitFor());
      return [asked.includes('Table'), asked.includes('Municipality'), title.includes('Landau')];
    }).toEqual([false, false, true]);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(app.url + address);
    expect(await page.locator('table.kern-table tbody th button').allInnerTexts()).toContain('Landau in der Pfalz');
    expect(await page.locator('table.kern-table caption').innerText()).toMatch(/von 1[01]\u202f\d{3} Gemeinden/);
    await context.close();
  },
);

test.skipIf(missing)(
  'the head names the view, its address without what is the reader’s own, and the other language',
  async () => {
    const headOf = async (address: string) => {
      const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'town.example' };
      const html = await (await fetch(app.url + address, { headers })).text();
      return html.slice(0, html.indexOf('<body>')).replaceAll('&amp;', '&');
    };
    // A server that is too busy sends the page undrawn, and the next time drawn.
    await eventually(() => headOf('/?view=gaps&lang=en&theme=dark&map=9.00/49.0000/8.0000')).toMatch(
      /<title>Where are the gaps in Landau in der Pfalz\? – Breitblick<\/title>/,
    );
    const head = await headOf('/?view=gaps&lang=en&theme=dark&map=9.00/49.0000/8.0000');
    const link = /<link rel="canonical" href="([^"]+)"/.exec(head)?.[1] ?? '';
    expect(link).toMatch(/^https:\/\/town\.example\/\?place=07313000&/);
    expect(link).toMatch(/&view=gaps&.*&lang=en$/);
    expect(head).toContain(`hreflang="en" href="${link}"`);
    expect(head).toContain(`hreflang="de" href="${link.replace('&lang=en', '')}"`);
    expect(head).toContain(`hreflang="x-default" href="${link.replace('&lang=en', '')}"`);
    expect(head).toMatch(/<meta name="description" content="Where in Landau in der Pfalz a speed is missing/);
    expect(head).toContain(
      '<meta property="og:title" content="Where are the gaps in Landau in der Pfalz? – Breitblick"',
    );
    expect(await headOf('/?view=easy')).not.toContain('hreflang');
  },
);

test.skipIf(missing)('what is pressed before the scripts are there is done when they are', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const gate = Promise.withResolvers<undefined>();
  await page.route('**/assets/*.js', async (route) => {
    await gate.promise;
    await route.continue();
  });
  // The page comes drawn, as it would not from a server that is busy with the first answers of all.
  await readDrawn(app.url);
  await page.goto(app.url, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Gewerbegebiete und Mobilfunk').click();
  gate.resolve(undefined);
  await page.getByText('1.9% of households have access to fibre').waitFor();
  await page.getByRole('table', { name: /businesses|companies/i }).waitFor();
  await context.close();
});

test.skipIf(missing)('whoever reads without a script learns the title and the language', async () => {
  const html = await readDrawn(`${app.url}/?lang=en`);
  expect(html).toContain('<html lang="en">');
  expect(html).toMatch(/<title>Landau in der Pfalz: .*<\/title>/);
});
