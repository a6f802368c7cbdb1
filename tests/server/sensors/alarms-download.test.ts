import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../../e2e/app.ts';
import { addNetwork, aDatastream, ags, at, aThing, write } from './network.ts';

let app: RunningApp;
let gauge: number;
let tree: number;

/** More than are read at once. */
const floods = 1203;

beforeAll(async () => {
  app = await startApp({ page: false });
  const { ids } = await addNetwork(app.database, [
    aThing({ key: 'flood gauge', name: '=Pegel', theme: 'water' }),
    aDatastream({ thing: 'flood gauge', property: 'water_level' }),
    aThing({ key: 'dry tree', theme: 'soil' }),
    aDatastream({ thing: 'dry tree', property: 'soil_moisture' }),
  ]);
  [gauge = 0, tree = 0] = [ids.get('flood gauge/water_level'), ids.get('dry tree/soil_moisture')];
  const { db } = app.database;
  const rules = { ags, severity: 'warning' };
  const { id } = await db
    .insertInto('threshold')
    .values({ ...rules, datastream_id: gauge, name: 'Hochwasser', direction: 'above', raise_at: 150, clear_at: 140 })
    .returning('id')
    .executeTakeFirstOrThrow();
  // Two a minute, so that parts of the file part those of one time.
  await sql`
    insert into alarm (ags, threshold_id, datastream_id, raised_at, raised_value, cleared_at, cleared_value, name, severity,
      direction, raise_at, clear_at)
    select ${ags}, ${id}, ${gauge}, raised, 151, raised + interval '20 seconds', 139, 'Hochwasser', 'warning', 'above', 150, 140
    from (select timestamptz '2025-01-01T00:00Z' + make_interval(mins => n / 2) as raised
      from generate_series(0, ${floods - 1}::integer) as n) as f`.execute(db);
  await db
    .insertInto('threshold')
    .values({ ...rules, datastream_id: tree, name: 'Trocken', direction: 'below', raise_at: 10, clear_at: 15 })
    .execute();
  await write(app.database, [at(tree, '10:00:00', 9), at(tree, '10:30:00', 7.5), at(tree, '11:00:00', 8)]);
  await db.updateTable('threshold').set({ name: 'Sehr trocken', raise_at: 5 }).where('name', '=', 'Trocken').execute();
});
afterAll(() => app.close());

const ask = (query: string, format = 'csv') => fetch(`${app.url}/downloads/alarms.${format}?ags=${ags}${query}`);

async function readCsv(query: string): Promise<Record<string, string>[]> {
  return parse(await (await ask(query)).text(), { columns: true });
}

test('all alarms come along, each once and the latest first, with the rule that raised them', async () => {
  const rows = await readCsv(`&datastream=${gauge},${tree}`);
  expect(rows.length).toBe(floods + 1);
  expect(new Set(rows.map(({ alarm }) => alarm)).size).toBe(rows.length);
  const times = rows.map(({ raised_at: time = '' }) => time);
  expect(times).toEqual(times.toSorted().toReversed());
  expect(rows[0]).toMatchObject({
    ...{ thing: 'Ding dry tree', theme: 'soil', unit: '%', threshold: 'Trocken', direction: 'below' },
    ...{ raise_at: '10', clear_at: '15', raised_at: '2026-01-15T10:00:00.000Z', raised_value: '9', peak_value: '7.5' },
    ...{ cleared_at: '', cleared_value: '', assumed: 'false', modelled_values: 'true', modelled: 'true' },
  });
  // What a spreadsheet would run is text.
  expect(rows[1]?.thing).toBe("'=Pegel");
  for (const text of ['source', 'licence', 'attribution', 'changes']) expect(rows[0]?.[text]).not.toBe('');
});

test('they are filtered by theme, state and time, and have a place', async () => {
  const one = `&datastream=${gauge},${tree}`;
  expect((await readCsv(`${one}&state=lasting`)).map(({ threshold }) => threshold)).toEqual(['Trocken']);
  expect((await readCsv(`${one}&state=ended&theme=soil`)).length).toBe(0);
  const hour = await readCsv(`${one}&from=2025-01-01T01:00:00Z&to=2025-01-01T03:00:00%2B01:00`);
  expect(hour.length).toBe(120);
  const { features, ...head } = (await (await ask(`${one}&theme=soil`, 'geojson')).json()) as {
    features: { geometry: unknown; properties: unknown }[];
  };
  expect(features).toMatchObject([{ geometry: { type: 'Point', coordinates: [8.11, 49.2] } }]);
  expect(head).toMatchObject({ modelled: true, title: 'Alarme der Sensoren, Landau in der Pfalz' });
  const file = await ask(`${one}&theme=soil`, 'gpkg');
  expect(
    Buffer.from(await file.arrayBuffer())
      .subarray(0, 15)
      .toString(),
  ).toBe('SQLite format 3');
});

test.each([
  ['&datastream=1;drop', /datastream: .*41,42/],
  ['&theme=trees', /theme: "trees" is not one of all, parking/],
  ['&state=open', /state: .*lasting/],
  ['&from=2025-01-01', /from: .*2026-02-15T00:00:00Z/],
  ['&from=2025-01-02T00:00:00Z&to=2025-01-01T00:00:00Z', /to: give a time after from/],
])('%s is refused in words that name the parameter and the remedy', async (query, message) => {
  const response = await ask(query);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { message: string }).message).toMatch(message);
});
