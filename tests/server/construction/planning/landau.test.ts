import { DatabaseSync } from 'node:sqlite';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { today } from '../../../../server/construction/today.ts';
import { type RunningApp, startApp } from '../../../e2e/app.ts';
import { record } from '../fixture.ts';
import { someRoadworks } from './fixture.ts';

const ags = '07313000';
const onDay = 'on=2026-02-01';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ page: false });
});
afterAll(() => app.close());

const get = (path: string): Promise<Response> => fetch(app.url + path);

async function ask<T>(query: string): Promise<T> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: T }).data;
}

interface Column {
  stage: string | null;
  addresses: number[];
}

test('the last day of the series is what the summary says of that day', async () => {
  const { rolloutProgress, rolloutSummary } = await ask<{
    rolloutProgress: { stages: { days: string[]; stages: Column[] } };
    rolloutSummary: { stages: { stage: string | null; addresses: number }[] }[];
  }>(`{
    rolloutProgress(ags: "${ags}", on: "2025-01-20") { stages { days stages { stage addresses } } }
    rolloutSummary(ags: "${ags}", on: "2025-01-20") { stages { stage addresses } } }`);
  const { days, stages } = rolloutProgress.stages;
  expect(days.at(-1)).toBe('2025-01-20');
  expect(days[0]).toBe('2023-05-31');
  for (const { stage, addresses } of stages) {
    const told = rolloutSummary.flatMap((district) => district.stages.filter((one) => one.stage === stage));
    expect(addresses.at(-1), String(stage)).toBe(told.reduce((sum, one) => sum + one.addresses, 0));
  }
});

test('a forecast of mid-2024 was right: its range holds the day on which the last street was done', async () => {
  const forecastOn = async (on: string) => {
    const { rolloutProgress } = await ask<{ rolloutProgress: { forecast: Record<string, string> } }>(
      `{ rolloutProgress(ags: "${ags}", district: "Godramstein", on: "${on}") { forecast { state earliest latest } } }`,
    );
    return rolloutProgress.forecast;
  };
  const { state, earliest = '', latest = '' } = await forecastOn('2024-07-01');
  expect(state).toBe('FORECAST');
  expect((await forecastOn(earliest)).state).toBe('FORECAST');
  expect((await forecastOn(latest)).state).toBe('DONE');
});

test('the proof of use comes as CSV with the figures of the API, each with its source', async () => {
  const response = await get(`/downloads/proof-of-use.csv?ags=${ags}&district=M%C3%B6rzheim&${onDay}&lang=en`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toContain('breitblick-proof-of-use');
  const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
  const { proofOfUse } = await ask<{
    proofOfUse: { figures: { figure: string; value: number; planned: number | null }[] };
  }>(`{ proofOfUse(ags: "${ags}", district: "Mörzheim", on: "2026-02-01") { figures { figure value planned } } }`);
  const parts = rows.filter(({ figure }) => figure === 'EUR_BY_SOURCE');
  expect(
    rows.filter((row) => !parts.includes(row)).map(({ figure, value, planned }) => [figure, value, planned]),
  ).toEqual(proofOfUse.figures.map(({ figure, value, planned }) => [figure, String(value), String(planned ?? '')]));
  const total = proofOfUse.figures.find(({ figure }) => figure === 'EUR_SPENT');
  const sumOf = (column: 'value' | 'planned') => parts.reduce((sum, row) => sum + Number(row[column]), 0);
  expect([sumOf('value'), sumOf('planned')]).toEqual([total?.value, total?.planned]);
  expect(new Set(parts.map(({ area, year, funding_source: source }) => `${area} ${year} ${source}`)).size).toBe(
    parts.length,
  );
  expect(parts.every(({ funding_source: source }) => source === 'Own share')).toBe(true);
  expect(
    rows.every(({ modelled, sources, district }) => modelled === 'true' && sources && district === 'Mörzheim'),
  ).toBe(true);
});

test('roadworks come as lines, as GeoJSON and as GeoPackage, and a wrong day is refused in words', async () => {
  const geojson = (await (await get(`/downloads/roadworks.geojson?ags=${ags}&${onDay}`)).json()) as {
    modelled: boolean;
    features: {
      geometry: { type: string; coordinates: number[][] };
      properties: { street: string; first_day: string };
    }[];
  };
  expect(geojson.modelled).toBe(true);
  expect(geojson.features.length).toBeGreaterThan(3);
  for (const { geometry, properties } of geojson.features) {
    expect(geometry.type).toBe('LineString');
    expect(properties.first_day <= '2026-02-01').toBe(true);
  }
  const folder = await mkdtemp(join(tmpdir(), 'breitblick-test-'));
  try {
    const path = join(folder, 'roadworks.gpkg');
    await writeFile(
      path,
      Buffer.from(await (await get(`/downloads/roadworks.gpkg?ags=${ags}&${onDay}`)).arrayBuffer()),
    );
    const file = new DatabaseSync(path, { readOnly: true });
    const rows = file.prepare('select geom, street from roadworks order by fid').all() as {
      geom: Uint8Array;
      street: string;
    }[];
    expect(file.prepare('select geometry_type_name as type from gpkg_geometry_columns').get()).toEqual({
      type: 'GEOMETRY',
    });
    file.close();
    expect(rows.map(({ street }) => street)).toEqual(geojson.features.map(({ properties }) => properties.street));
    for (const [index, { geom }] of rows.entries()) {
      // After the header of 8 bytes and the envelope of 32: byte order, type 2 (LineString), number of points.
      const view = new DataView(geom.buffer, geom.byteOffset + 40);
      expect(view.getUint32(1, true)).toBe(2);
      expect(view.getUint32(5, true)).toBe(geojson.features[index]?.geometry.coordinates.length);
      expect(view.getFloat64(9, true)).toBe(geojson.features[index]?.geometry.coordinates[0]?.[0]);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  const refused = await get(`/downloads/roadworks.csv?ags=${ags}&on=31.01.2026`);
  expect(refused.status).toBe(400);
  expect(((await refused.json()) as { message: string }).message).toContain('write it as in 2026-01-31');
});

test('roadworks of today are in the feeds, with their days in the calendar and with what they do to traffic', async () => {
  const first = today();
  const works = someRoadworks({ id: 'today', ags, areaId: 'arzheim', first, last: first, trafficEffect: 'closed' });
  await record(app.database, [{ ...works, detour: { de: 'Über die Ringstraße', en: 'By Ringstraße' } }]);
  const read = async (path: string) => (await get(`/feeds/roadworks/${path}`)).text();
  const atom = await read(`${ags}/Arzheim.atom`);
  expect(atom).toContain('<title>Baustellen: Arzheim</title>');
  expect(atom).toContain('Lindenstraße: Voll gesperrt');
  expect(atom).toContain('Über die Ringstraße');
  expect(await read(`${ags}/Dammheim.atom`)).not.toContain('Lindenstraße');
  const calendar = await read(`${ags}.ics?lang=en`);
  expect(calendar).toContain(`DTSTART;VALUE=DATE:${first.replaceAll('-', '')}`);
  expect(calendar).toContain('SUMMARY:Lindenstraße: Closed to traffic');
  expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  expect((await get('/feeds/roadworks/99999999.atom')).status).toBe(404);
});
