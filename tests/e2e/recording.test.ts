import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReaders, missingBrowser, openBrowser, type RunningApp, startApp } from './app.ts';
import { eventually, openPage, readDrawn, violationsOf } from './reader.ts';

const token = 'planners-of-the-town';

describe.skipIf(missingBrowser() !== undefined)('what planners record', { timeout: 120_000 }, () => {
  let app: RunningApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await startApp({ environment: { PLANNER_TOKEN: token } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await closeReaders();
    await app.close();
  });

  const open = (search: string, options?: BrowserContextOptions) =>
    openPage(browser, `${app.url}/?view=record${search}`, options);

  async function signIn(page: Page): Promise<void> {
    await page.getByLabel('Kennwort').fill(token);
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByRole('heading', { name: 'Das liest die Öffentlichkeit' }).waitFor();
  }

  /** Civil works of Queichheim, where nothing has been built yet. */
  async function fillIn(page: Page, progress: string): Promise<void> {
    await page.getByLabel('Ortsteil').selectOption('Queichheim');
    await page.getByLabel('Fortschritt').selectOption({ label: progress });
    await page.getByLabel('Seit wann').fill('Februar 2026');
    await page.getByLabel('Von wem').fill('Stadt Landau');
    await page.getByLabel('Was für eine Meldung').fill('Baubesprechung');
    await page.getByLabel('Tag der Meldung').fill('2026-03-20');
  }

  const form = (page: Page) => page.getByRole('form', { name: 'Ausbau eintragen' });
  const preview = async (page: Page) =>
    (await page.getByRole('region', { name: 'Das liest die Öffentlichkeit' }).innerText()).replaceAll(/\s+/g, ' ');
  const save = (page: Page) => form(page).getByRole('button', { name: 'Speichern' }).click();
  const publicPage = async () =>
    (await readDrawn(`${app.url}/?view=rollout&district=Queichheim`)).replaceAll(/<[^>]*>|\s+/g, ' ');

  test('only whoever has the token sees the form, and keeps it for the tab', async () => {
    const { page, complaints, close } = await open('');
    await page.getByLabel('Kennwort').fill('not-the-right-token');
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByText('Dieses Kennwort stimmt nicht.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await signIn(page);
    await page.reload();
    await form(page).waitFor();
    await page.getByRole('button', { name: 'Abmelden' }).click();
    await page.getByLabel('Kennwort').waitFor();
    // The browser itself tells of the refusal.
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
    await close();
  });

  test('a planner sees what will be read, saves it, and of two at once none overwrites the other', async () => {
    const one = await open('');
    const other = await open('');
    for (const { page } of [one, other]) await signIn(page);

    await fillIn(one.page, 'läuft');
    await eventually(() => preview(one.page)).toContain('Queichheim: Tiefbau läuft.');
    await eventually(() => preview(one.page)).toContain('zwischen 1. Februar 2026 und Ende Februar 2026');
    expect(await preview(one.page)).toMatch(/Das betrifft \d+ Adressen/);
    expect(await publicPage()).not.toContain('Tiefbau läuft');

    await one.page.getByLabel('Seit wann').fill('31.02.2026');
    await one.page.getByText('Diesen Tag gibt es nicht.').waitFor();
    await save(one.page);
    await eventually(() => one.page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    await one.page.getByLabel('Seit wann').fill('Februar 2026');

    await fillIn(other.page, 'fertig');
    await eventually(() => preview(other.page)).toContain('Queichheim: Tiefbau fertig.');

    await save(one.page);
    await one.page.getByText('Gespeichert. Die Öffentlichkeit liest es jetzt.', { exact: true }).first().waitFor();
    await eventually(publicPage).toMatch(/Tiefbau\s+läuft/);

    await save(other.page);
    const conflict = other.page.getByRole('alert').filter({ hasText: 'Inzwischen hat jemand anderes' });
    await conflict.waitFor();
    expect((await conflict.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
      /Inzwischen eingetragen Tiefbau: läuft, zwischen 1. Februar 2026 und Ende Februar 2026 \(Stadt Landau, .*\) Ihr Eintrag Tiefbau, fertig, Februar 2026/,
    );
    expect(await publicPage()).toMatch(/Tiefbau\s+läuft/);
    await conflict.getByRole('button', { name: 'Meinen Eintrag trotzdem speichern' }).click();
    await other.page.getByRole('button', { name: 'Rückgängig machen' }).waitFor();
    await eventually(publicPage).toMatch(/Tiefbau\s+fertig/);

    await other.page.getByRole('button', { name: 'Rückgängig machen' }).click();
    await other.page.getByText('Rückgängig gemacht. Es gilt wieder, was vorher galt.').waitFor({ state: 'attached' });
    await eventually(publicPage).toMatch(/Tiefbau\s+läuft/);

    const history = other.page.getByRole('region', { name: 'Von Hand eingetragen' });
    await history.getByRole('button', { name: 'Zurücknehmen: Queichheim: Tiefbau, läuft', exact: true }).click();
    await eventually(() => history.getByText('Gilt nicht mehr: ersetzt oder zurückgenommen.').count()).toBe(2);
    expect(await publicPage()).not.toMatch(/Tiefbau\s+läuft/);
    expect([...one.complaints, ...other.complaints, ...one.foreign]).toEqual([]);
    await one.close();
    await other.close();
  });

  test('a file is checked first, with all that was noticed, and then taken over', async () => {
    const { page, complaints, close } = await open('');
    await signIn(page);
    const lines = [
      'ags;gebiet;stufe;fortschritt;von',
      '07313000;Wollmesheim;Hausanschluss;läuft;10.3.2026',
      '07313000;Wollmesheim;Aktiv;erledigt;31.02.2026',
    ];
    await page
      .getByLabel('Datei', { exact: true })
      .setInputFiles({ name: 'meldung.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });
    await page.getByRole('button', { name: 'Prüfen' }).click();
    await page.getByText('1 Zeilen sind in Ordnung, 1 werden nicht übernommen.').first().waitFor();
    await page.getByText('Diesen Tag gibt es nicht. Gelesen: „31.02.2026“.').waitFor();
    await page.getByRole('button', { name: 'Übernehmen' }).click();
    await page.getByText('Übernommen: 1 Zeilen.').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('what a file does not say is asked for, with the reason, and what came of it is one press away', async () => {
    const { page, complaints, close } = await open('');
    await signIn(page);
    const coordinates = [
      [430_000, 5_450_000],
      [430_000, 5_450_100],
    ];
    const geometry = { type: 'LineString', coordinates };
    const features = [{ type: 'Feature', properties: { kennung: 'asked' }, geometry }];
    const buffer = Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
    const file = page.getByLabel('Datei', { exact: true });
    await file.setInputFiles({ name: 'trassen.geojson', mimeType: 'application/geo+json', buffer });
    expect(await page.getByLabel('Koordinatensystem').count()).toBe(0);
    await page.getByRole('button', { name: 'Prüfen' }).click();
    await page.getByRole('alert').filter({ hasText: 'Die Datei nennt kein Koordinatensystem' }).waitFor();
    await page.getByLabel('Koordinatensystem').selectOption('EPSG:25832');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Prüfen' }).click();
    await page.getByRole('button', { name: 'Übernehmen' }).click();
    await page.getByRole('link', { name: 'Ansehen, was eingetragen ist' }).click();
    await eventually(() => page.evaluate(() => location.search)).toContain('view=rollout');
    expect(complaints).toEqual([]);
    await close();
  });

  test('older entries come when asked for, and a planner finds those that concern a district', async () => {
    const subject = { ags: '07313000', districtName: 'Arzheim' };
    const ask = async (query: string, variables: object) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${app.url}/graphql`, { method: 'POST', headers, body });
      return ((await response.json()) as { data: { of: { revision: string } } }).data.of.revision;
    };
    let basedOn = await ask(
      'query ($subject: StageSubjectInput!) { of: stageRecord(subject: $subject) { ... on StageRecord { revision } } }',
      { subject },
    );
    for (let day = 1; day <= 22; day++) {
      const reportedOn = `2026-01-${String(day).padStart(2, '0')}`;
      const source = { title: `Meldung ${day}`, publisher: 'Netz GmbH', reportedOn };
      basedOn = await ask(
        `mutation ($event: StageInput!, $basedOn: String!) { of: recordStage(event: $event, basedOn: $basedOn) {
          ... on RecordedStage { revision } } }`,
        { event: { subject, stage: 'ACTIVE', expected: 'Mai 2027', source }, basedOn },
      );
    }
    const { page, complaints, close } = await open('');
    await signIn(page);
    const history = page.getByRole('region', { name: 'Von Hand eingetragen' });
    const entries = history.getByRole('listitem');
    await history.getByLabel('Wen es betrifft').selectOption({ label: 'Arzheim' });
    await eventually(() => entries.first().innerText()).toContain('Meldung 22');
    await eventually(() => entries.count()).toBe(20);
    await history.getByRole('button', { name: 'Ältere zeigen' }).click();
    await eventually(() => entries.count()).toBe(22);
    expect(await history.getByRole('button', { name: 'Ältere zeigen' }).count()).toBe(0);
    await eventually(() => page.evaluate(() => document.activeElement?.className)).toContain('what');
    // Whether something can be taken back or not: what was listed stays so.
    await entries.nth(21).getByRole('button').click();
    await history.getByRole('alert').filter({ hasText: 'Nehmen Sie zuerst das Spätere zurück.' }).waitFor();
    await entries.first().getByRole('button').click();
    await eventually(() => entries.first().innerText()).toContain('Gilt nicht mehr');
    expect(await entries.count()).toBe(22);
    await history.getByLabel('Worüber').selectOption({ label: 'Adressen' });
    await history.getByText('Dazu wurde nichts von Hand eingetragen.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test.each([
    ['light', '&district=Arzheim'],
    ['dark, English', '&district=Arzheim&theme=dark&lang=en'],
  ])('%s: can be used by all, on the phone too', async (_name, search) => {
    for (const options of [undefined, { viewport: { width: 320, height: 640 } }]) {
      const { page, complaints, close } = await open(search, options);
      await page.evaluate((value) => sessionStorage.setItem('breitblick-planner', value), token);
      await page.reload();
      const progress = page.getByLabel(search.includes('lang=en') ? 'Progress' : 'Fortschritt');
      await progress.selectOption({ index: 2 });
      await page.locator('.preview .sentence').first().waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
