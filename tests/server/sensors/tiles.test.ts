import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTileServer, type TileServer } from '../tiles/fixture.ts';
import { decodeTile, tileAt } from '../tiles/tile.ts';
import { addNetwork, aDatastream, ags, aThing, write } from './network.ts';

let server: TileServer;
let ids: Map<string, number>;
beforeAll(async () => {
  server = await startTileServer();
  ({ ids } = await addNetwork(server.database, [
    aThing({ key: 'level', name: 'Pegel', theme: 'water', longitude: 8.14, latitude: 49.203 }),
    aDatastream({ thing: 'level', property: 'water_level', intervalSeconds: 900 }),
    aThing({ key: 'mute', name: 'Stumm', longitude: 8.1401, latitude: 49.203 }),
    aThing({ key: 'away', name: 'Woanders', longitude: 9, latitude: 50 }),
  ]));
  await server.register.reload();
});
afterAll(async () => {
  vi.useRealTimers();
  await server.close();
});

async function read(): Promise<Record<string, unknown>[]> {
  const { z, x, y } = tileAt(8.14, 49.203, 14);
  const response = await fetch(`${server.url}/tiles/things/${z}/${x}/${y}.mvt`);
  expect(response.status).toBe(200);
  return decodeTile(new Uint8Array(await response.arrayBuffer()), 'things').map(({ properties }) => properties);
}

test('a thing is there with theme, state and value, and a tile is made anew when values may have changed', async () => {
  const time = new Date(Math.floor(Date.now() / 1000) * 1000);
  const [level] = await read();
  expect(level).toMatchObject({
    ags,
    name: 'Pegel',
    theme: 'water',
    property: 'water_level',
    state: 'none',
    unit: 'cm',
  });
  expect(level).not.toHaveProperty('value');
  await write(server.database, [{ ags, datastreamId: ids.get('level/water_level') ?? 0, time, result: 61 }]);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
  expect(await read()).toEqual([
    {
      ...level,
      state: 'current',
      value: 61,
      time: time.toISOString().replace('.000', ''),
    },
    { ags, thing_id: expect.any(Number) as number, name: 'Stumm', state: 'none', modelled: true },
  ]);
});
