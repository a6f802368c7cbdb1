import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { degreeBounds, frameOf, mercatorBounds, mercatorOf } from '../../../server/tiles/address.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('a place in degrees is where the database has it in metres, to the millionth of one, and back', async () => {
  const places = [
    [8.1187, 49.1986],
    [6.07, 50.9],
    [15.04, 51.27],
    [13.4, 54.68],
    [-180, 0],
    [180, -85],
  ] as const;
  for (const [longitude, latitude] of places) {
    const { rows } = await sql<{ x: number; y: number }>`
      select ST_X(p) as x, ST_Y(p) as y
      from ST_Transform(ST_SetSRID(ST_MakePoint(${longitude}::float8, ${latitude}::float8), 4326), 3857) as p`.execute(
      database.db,
    );
    const { x, y } = mercatorOf(longitude, latitude);
    expect([rows[0]?.x, rows[0]?.y].map((metres) => metres?.toFixed(6))).toEqual([x.toFixed(6), y.toFixed(6)]);
  }
  const frame = frameOf({ z: 15, x: 17120, y: 11227 });
  const [west, south, east, north] = degreeBounds(frame, 64);
  const corners = [mercatorOf(west, south), mercatorOf(east, north)].flatMap(({ x, y }) => [x, y]);
  expect(corners.map((metres) => metres.toFixed(6))).toEqual(
    mercatorBounds(frame, 64).map((metres) => metres.toFixed(6)),
  );
});
