import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Show, shows } from '../../web/view.ts';
import { closeReaders, missingBrowser, openBrowser, openSharedApp, type SharedApp } from './app.ts';
import { eventually, listDrawn, openPage, waitForMap } from './reader.ts';

/** Of each view what only the database can have said. */
const told: Record<Show, string | RegExp> = {
  map: 'In Landau in der Pfalz haben 1,9 % der Haushalte Zugang zu Glasfaser. Gigabit gibt es für 81 %, fast nur über Kabel.',
  table: /von 1[01] \d{3} Gemeinden/,
  gaps: '10 Lücken, 22 561 Haushalte',
  compare: 'von 1 % Ende 2018 auf 1,9 % Mitte 2021, +0,9 Punkte.',
  rollout: 'Mörzheim',
  progress: 'Landau in der Pfalz: Am 1. Februar 2026',
  record: 'Das Kennwort hat, wer diese Seite betreibt.',
  sensors: /meld(et|en) \d+ von \d+ Messstellen/,
  terms: 'Begriffe erklärt',
  easy: 'Von 100 Haus·halten können 2 Glas·faser bekommen.',
  report: '≥ 100 Mbit/s 91,88 86,28 83,16 1,90',
};

/** Beside the tests of each view: short enough to run on every database. */
describe.skipIf(missingBrowser() !== undefined)('each view', () => {
  let app: SharedApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([openSharedApp(), openBrowser()]);
  });
  afterAll(closeReaders);

  test.each(shows)('opens with figures, asks nobody else and breaks no rule of ours: %s', async (show) => {
    const { page, complaints, foreign, close } = await openPage(browser, `${app.url}/?view=${show}&on=2026-02-01`);
    const text = async () => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
    await eventually(text).toMatch(told[show]);
    if (show === 'map') {
      await waitForMap(page);
      expect(await listDrawn(page)).toContain('07313000');
    }
    expect([...complaints, ...foreign]).toEqual([]);
    await close();
  });
});
