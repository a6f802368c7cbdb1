/**
 * The way that most take: PostGIS makes the tile, `pg` fetches it, Node passes it on. Geometry lies ready in web mercator
 * under a GiST index, figures are columns, the statement is prepared, plans are not parallel (they made tiles slower).
 */
import pg from 'pg';
import { figures } from '../cells.ts';
import { listen, setting } from './listen.ts';

const pool = new pg.Pool({
  connectionString: setting('DATABASE_URL'),
  max: 10,
  options: '-c max_parallel_workers_per_gather=0 -c jit=off',
});

const columns = figures.map((figure) => `c.${figure.toLowerCase()}`).join(', ');
const text = `
  select ST_AsMVT(tile, 'cells', 4096, 'geom', 'id') as tile from (
    select c.id, c.size, c.households, ${columns},
      ST_AsMVTGeom(c.geometry, ST_TileEnvelope($1, $2, $3), 4096, 16, false) as geom
    from bench.cell c
    where c.geometry && ST_TileEnvelope($1, $2, $3, margin => 16.0 / 4096)
  ) as tile`;

listen((request, response) => {
  const [z, x, y] = (/(\d+)\/(\d+)\/(\d+)\.mvt/.exec(request.url ?? '') ?? []).slice(1);
  pool.query<{ tile: Buffer }>({ name: 'tile', text, values: [z, x, y] }).then(
    ({ rows }) => {
      const tile = rows[0]?.tile ?? Buffer.alloc(0);
      response
        .writeHead(200, { 'Content-Type': 'application/vnd.mapbox-vector-tile', 'Content-Length': tile.length })
        .end(tile);
    },
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});
