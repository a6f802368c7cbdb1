import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ImportEvent, importSource } from '../../../server/import-source.ts';
import { type RunningApp, startApp } from '../../e2e/app.ts';
import { thingsStackUplink } from '../../geodata/formats/uplinks/messages.ts';

const token = 'a token for devices';
let app: RunningApp;
let folder: string;
beforeAll(async () => {
  app = await startApp({ page: false, environment: { INGEST_TOKEN: token } });
  folder = await mkdtemp(join(tmpdir(), 'breitblick-devices-'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

async function send(message: unknown): Promise<unknown> {
  const response = await fetch(`${app.url}/ingest/ttn`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(message),
  });
  return response.json();
}

test('a device that nobody knows is heard once a table describes it', async () => {
  expect(await send(thingsStackUplink)).toMatchObject({ problems: [{ rule: 'unknown-device' }] });
  const path = join(folder, 'geraete_2026-03-20.csv');
  await writeFile(
    path,
    'ags;messstelle;thema;lat;lon;messgroesse;protokoll;geraet;profil;takt_minuten\n' +
      '07313000;Kastanie;soil;49.2021;8.1189;soil_moisture;ttn;A8404100000017AB;dragino-lse01;20\n',
  );
  const events: ImportEvent[] = [];
  await importSource(app.database, path, {}, (event) => events.push(event));
  expect(events.filter(({ type }) => type === 'problem' || type === 'done')).toMatchObject([{ type: 'done' }]);
  const { uplink_message } = thingsStackUplink;
  const again = { ...thingsStackUplink, uplink_message: { ...uplink_message, f_cnt: 1 } };
  // Who was unknown a quarter of a second ago is not looked up at once again.
  await expect.poll(() => send(again), { timeout: 10_000 }).toMatchObject({ observations: 1, problems: [] });
  const [latest] = await app.database.db
    .selectFrom('thing as t')
    .innerJoin('datastream as d', (on) => on.onRef('d.ags', '=', 't.ags').onRef('d.thing_id', '=', 't.id'))
    .innerJoin('latest_observation as l', (on) => on.onRef('l.ags', '=', 'd.ags').onRef('l.datastream_id', '=', 'd.id'))
    .select(['t.modelled', 'd.interval_s as interval', 'l.result'])
    .where('t.name', '=', 'Kastanie')
    .execute();
  expect(latest).toEqual({ modelled: false, interval: 1200, result: 31.5 });
});

test('its blank form is there for a spreadsheet', async () => {
  for (const ending of ['csv', 'xlsx']) {
    const response = await fetch(`${app.url}/downloads/templates/devices.${ending}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain(`devices.${ending}`);
  }
});
