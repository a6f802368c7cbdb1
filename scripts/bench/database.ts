/** Beside our tables, what the peers like to read: the same data in the form that suits each of them best. */
import { sql } from 'kysely';
import { states } from '../../geodata/states.ts';
import type { Database } from '../../server/database/database.ts';
import { figures } from './cells.ts';

/** A row a cell with its geometry ready in web mercator and a column a figure. */
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

/** A view and functions in the manner of PostGraphile's handbook; functions are plain SQL, so that they are inlined. */
export async function makePeerApi({ db }: Database): Promise<void> {
  const rows = sql.join(Object.entries(states).map(([code, name]) => sql`(${sql.lit(code)}, ${sql.lit(name)})`));
  const statements = [
    sql`drop schema if exists bench_api cascade`,
    sql`create schema bench_api`,
    sql`create table bench_api.state (code text primary key, name text not null)`,
    sql`comment on table bench_api.state is '@behavior -*'`,
    sql`insert into bench_api.state values ${rows}`,
    sql`
      create view bench_api.municipality as
      select m.ags, m.name, m.name_folded, s.name as state_name
      from municipality m join bench_api.state s on s.code = left(m.ags, 2)
      where m.edition_id = (
        select id from edition where kind = 'boundaries' order by reference_date desc, recorded_at desc limit 1)`,
    sql`comment on view bench_api.municipality is '@primaryKey ags'`,
    sql`
      create function bench_api.municipalities_named(name_contains text) returns setof bench_api.municipality
      language sql stable as $$
        select * from bench_api.municipality
        where name_folded like '%' || lower(name_contains) || '%' order by name, ags
      $$`,
    sql`create type bench_api.share as (share_percent real)`,
    sql`
      create function bench_api.municipality_coverage(
        municipality bench_api.municipality, technology text, min_downstream_mbits integer, reference_date date
      ) returns setof bench_api.share language sql stable as $$
        select row(c.shares[array_position(e.figures, technology || '_' || min_downstream_mbits)])::bench_api.share
        from coverage c join edition e on e.id = c.edition_id
        where c.ags = municipality.ags and e.reference_date = municipality_coverage.reference_date
          and e.kind = 'municipal_coverage' and e.population = 'households'
        order by e.recorded_at
      $$`,
    sql`comment on function bench_api.municipality_coverage is '@behavior -connection +list'`,
  ];
  for (const statement of statements) await statement.execute(db);
}
