import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addNetwork, aDatastream, ags, aThing, write } from '../server/sensors/network.ts';
import { closeReaders, missingBrowser, openBrowser, type RunningApp, startApp } from './app.ts';
import { eventually, findOnScreen, openPage, sentenceOf, waitForMap } from './reader.ts';

/** More than are listed; the last one stands apart from all others. */
const count = 620;
const apart = [8.16, 49.225] as const;

describe.skipIf(missingBrowser() !== undefined)('a town of more things than are listed', { timeout: 120_000 }, () => {
  let app: RunningApp;
  let browser: Browser;
  let last: number;
  beforeAll(async () => {
    app = await startApp();
    await app.database.db.deleteFrom('thing').execute();
    const keys = Array.from({ length: count }, (_, index) => String(index));
    const side = Math.ceil(Math.sqrt(count));
    const { ids } = await addNetwork(
      app.database,
      keys.flatMap((key, index) => [
        aThing({
          ...{ key, name: `Baum ${key}`, theme: 'soil' },
          longitude: index === count - 1 ? apart[0] : 8.09 + ((index % side) / side) * 0.05,
          latitude: index === count - 1 ? apart[1] : 49.18 + (Math.floor(index / side) / side) * 0.04,
        }),
        aDatastream({ thing: key, property: 'soil_moisture', intervalSeconds: 900 }),
      ]),
    );
    const time = new Date();
    const idOf = (key: string) => ids.get(`${key}/soil_moisture`) ?? 0;
    await write(
      app.database,
      keys.map((key, index) => ({ ags, datastreamId: idOf(key), time, result: 20 + (index % 40) })),
    );
    last = idOf(String(count - 1));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await closeReaders();
    await app.close();
  });

  test('each has its sign, which opens its chart, and the list goes on for whoever asks', async () => {
    const { page, complaints, close } = await openPage(browser, `${app.url}/?view=sensors`);
    await page.getByText('120 weitere stehen nur auf der Karte.').waitFor();
    await waitForMap(page);
    const signs = page.locator('.stage path.sign');
    const counts = page.locator('.stage text.count');
    await eventually(async () => {
      const together = (await counts.allTextContents()).reduce((sum, text) => sum + Number(text), 0);
      return together + (await signs.count());
    }).toBe(count);
    const { x, y } = await findOnScreen(page, ...apart);
    await page.mouse.click(x, y);
    await eventually(() => sentenceOf(page)).toContain(`Baum ${count - 1}`);
    await eventually(() => page.url()).toContain(`sensor=${last}`);
    const list = page.getByRole('region', { name: 'Letzte Werte' });
    await list.getByRole('row', { name: new RegExp(`Baum ${count - 1}\\b`) }).waitFor();
    await page.getByRole('button', { name: 'Mehr auflisten' }).click();
    await eventually(() => list.getByRole('row').count()).toBe(count + 1);
    expect(await page.getByText('weitere stehen nur auf der Karte').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
});
