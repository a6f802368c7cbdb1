/** Tiles of servers that differ from the usual one. */
import { PassThrough } from 'node:stream';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { toLonLat } from '../../../geodata/grid.ts';
import { cell, importRecords, startTileServer } from './fixture.ts';
import { decodeTile, pathOf, tileAt } from './tile.ts';

test('an operator may guard larger cells too, at every size', async () => {
  const guarded = await startTileServer({ kAnonymity: 20 });
  try {
    await importRecords(guarded, { kind: 'cell_coverage' }, [
      cell(2_900_100, 4_183_700, 19, [50, 50]),
      cell(2_910_100, 4_183_700, 20, [50, null]),
    ]);
    for (const z of [13, 9, 7]) {
      const tiles = await Promise.all(
        [2_900_150, 2_910_150].map(async (northing) => {
          const { x, y } = tileAt(...toLonLat(4_183_750, northing), z);
          const response = await fetch(`${guarded.url}/tiles/cells/${z}/${x}/${y}.mvt`);
          return decodeTile(new Uint8Array(await response.arrayBuffer()), 'cells').map(({ properties }) => properties);
        }),
      );
      for (const properties of tiles.flat()) {
        const small = properties.protected === true;
        expect(Object.keys(properties)).toEqual(small ? ['size', 'protected'] : ['size', 'households', 'all_30']);
      }
      expect(new Set(tiles.flat().map(({ protected: small }) => small))).toEqual(new Set([true, undefined]));
    }
  } finally {
    await guarded.close();
  }
});

test('a tile that fails is logged with the id that its answer carries', async () => {
  const log = new PassThrough();
  const broken = await startTileServer({ log });
  try {
    await importRecords(broken, { kind: 'cell_coverage' }, [cell(2_900_100, 4_183_700, 12, [50, 50])]);
    await sql`drop table cell_block`.execute(broken.database.db);
    const response = await fetch(`${broken.url}${pathOf('cells', 14)}`);
    const id = response.headers.get('x-request-id');
    expect([response.status, id]).toEqual([500, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(await response.text()).not.toContain('cell_block');
    expect(JSON.parse(String(log.read()).trim())).toMatchObject({
      msg: 'tile failed',
      req: { id, url: pathOf('cells', 14) },
      err: { type: expect.any(String) as unknown },
    });
  } finally {
    await broken.close();
  }
});

test('an empty database has empty tiles and says so in its TileJSON', async () => {
  const empty = await startTileServer();
  try {
    for (const layer of ['municipalities', 'cells', 'borders', 'places']) {
      expect((await fetch(`${empty.url}/tiles/${layer}/0/0/0.mvt`)).status).toBe(204);
      expect((await fetch(`${empty.url}/tiles/${layer}.json`)).status).toBe(200);
    }
  } finally {
    await empty.close();
  }
});
