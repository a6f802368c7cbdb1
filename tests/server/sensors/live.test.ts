import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LatestValues } from '../../../server/sensors/latest-queries.ts';
import { LiveValues } from '../../../server/sensors/live.ts';
import { eventually } from '../../e2e/reader.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from '../graphql/api.ts';
import { addNetwork, aDatastream, ags, at, aThing, write } from './network.ts';

let database: TestDatabase;
let api: Api;
let ids: Map<string, number>;
beforeAll(async () => {
  database = await openTestDatabase();
  ({ ids } = await addNetwork(
    database,
    (['water', 'soil'] as const).flatMap((theme) => [
      aThing({ key: theme, theme }),
      aDatastream({ thing: theme, property: theme === 'water' ? 'water_level' : 'soil_moisture' }),
    ]),
  ));
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

const level = () => ids.get('water/water_level') ?? 0;
const moisture = () => ids.get('soil/soil_moisture') ?? 0;

test('a new value comes to whoever listens for its theme, over server-sent events', async () => {
  const query = `subscription { latestValues(ags: "${ags}", theme: WATER) { datastreamIds values times } }`;
  const leaving = new AbortController();
  const response = await fetch(`${api.url}?query=${encodeURIComponent(query)}`, {
    headers: { accept: 'text/event-stream' },
    signal: leaving.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  await write(database, [at(moisture(), '10:00:00', 30)]);
  await write(database, [at(level(), '10:00:00', 61)]);
  let text = '';
  for await (const part of response.body ?? []) {
    text += new TextDecoder().decode(part);
    if (text.includes('data: {')) break;
  }
  leaving.abort();
  const [, data = ''] = /data: (\{.*\})/.exec(text) ?? [];
  expect(JSON.parse(data)).toEqual({
    data: { latestValues: { datastreamIds: [level()], values: [61], times: [Date.UTC(2026, 0, 15, 10) / 1000] } },
  });
});

test('whoever leaves is forgotten at once, also while nothing happens', async () => {
  const live = new LiveValues(database);
  const listener = await live.listen(ags, null);
  const waiting = listener.next();
  expect(live.count).toBe(1);
  await listener.return?.();
  expect(live.count).toBe(0);
  expect(await waiting).toEqual({ done: true, value: undefined });
});

test('a browser that is closed is forgotten, over HTTP too', async () => {
  const query = `subscription { latestValues(ags: "${ags}") { values } }`;
  const leaving = new AbortController();
  const open = () =>
    fetch(`${api.url}?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'text/event-stream' },
      signal: leaving.signal,
    });
  const responses = await Promise.all([open(), open(), open()]);
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
  await eventually(() => api.live.count).toBe(3);
  leaving.abort();
  await eventually(() => api.live.count).toBe(0);
});

test('whoever does not read is let go, and the others are told everything', async () => {
  let hear: (payload: string) => void = () => {};
  const listen = (_channel: string, callback: typeof hear) => Promise.resolve(void (hear = callback));
  const live = new LiveValues({ db: database.db, listen }, 0);
  await live.listen(ags, null);
  const reader = await live.listen(ags, 'water');
  await write(database, [at(level(), '11:00:00', 62)]);
  const read: LatestValues[] = [];
  for (; live.count > 1; read.push((await reader.next()).value as LatestValues)) {
    expect(read.length).toBeLessThan(100);
    hear(`1462 past ${moisture()}`);
    hear(`1462 ${level()}`);
  }
  expect(read.length).toBeGreaterThan(20);
  expect(read.every(({ values }) => values.join() === '62')).toBe(true);
  await reader.return?.();
});
