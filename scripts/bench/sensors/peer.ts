/** The same tables as PostGraphile's handbook would show them: views with keys, and a function that PostgreSQL inlines. */
import { sql } from 'kysely';
import type { Database } from '../../../server/database/database.ts';

/** Latest values come from the table that the ingest keeps; hourly means, which nobody keeps there, from the observations. */
export async function makePeerSensors({ db }: Database): Promise<void> {
  const statements = [
    sql`drop schema if exists bench_api cascade`,
    sql`create schema bench_api`,
    sql`create view bench_api.thing as select ags, id, name from thing`,
    sql`comment on view bench_api.thing is '@primaryKey id'`,
    sql`create view bench_api.datastream as select ags, id, thing_id, name, unit_symbol from datastream`,
    sql`
      comment on view bench_api.datastream is
        E'@primaryKey id\n@foreignKey (thing_id) references thing (id)|@foreignSimpleFieldName datastreams|@behavior -connection +list'`,
    sql`
      create view bench_api.latest as
      select datastream_id, phenomenon_time, result, flags from latest_observation`,
    sql`
      comment on view bench_api.latest is
        E'@primaryKey datastream_id\n@foreignKey (datastream_id) references datastream (id)|@foreignSingleFieldName latest'`,
    sql`create type bench_api.hourly as (hour timestamptz, mean double precision, count bigint)`,
    sql`
      create function bench_api.hourly_means(datastream_id bigint, since timestamptz, until timestamptz)
      returns setof bench_api.hourly language sql stable as $$
        select date_trunc('hour', phenomenon_time, 'UTC'), avg(result), count(*)
        from observation as o
        where o.datastream_id = hourly_means.datastream_id and o.ags = '07313000'
          and phenomenon_time >= since and phenomenon_time < until
        group by 1 order by 1
      $$`,
    sql`comment on function bench_api.hourly_means is '@behavior -connection +list'`,
  ];
  for (const statement of statements) await statement.execute(db);
}
