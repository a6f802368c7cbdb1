/** Fills one database with what all measurements read: a million cells, and the same cells as `ST_AsMVT` likes them. */
import { sql } from 'kysely';
import type { Database } from '../../server/database/database.ts';
import { figures } from './cells.ts';

/** The peer's table: a row a cell with its geometry ready in web mercator and a column a figure. */
export async function makePeerCells({ db }: Database, editionId: string): Promise<void> {
  const columns = sql.join(figures.map((figure) => sql.raw(`${figure.toLowerCase()} real`)));
  const values = sql.join(figures.map((_, index) => sql.raw(`shares[${index + 1}]`)));
  await sql`drop schema if exists bench cascade`.execute(db);
  await sql`create schema bench`.execute(db);
  await sql`
    create table bench.cell (
      id bigint, size smallint, households integer, ${columns}, geometry geometry(Polygon, 3857)
    )`.execute(db);
  // In the order of the map, which suits an index on geometry best.
  await sql`
    insert into bench.cell
    select (northing / 100)::bigint * 100000 + easting / 100, 100, households, ${values},
      ST_Transform(ST_MakeEnvelope(easting, northing, easting + 100, northing + 100, 3035), 3857)
    from cell_coverage where edition_id = ${editionId}
    order by northing / 3200, easting / 3200, northing, easting`.execute(db);
  await sql`create index on bench.cell using gist (geometry)`.execute(db);
  await sql`vacuum analyze bench.cell`.execute(db);
}
