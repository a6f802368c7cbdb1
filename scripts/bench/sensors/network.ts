/** A town of 500 things with five datastreams each, written through the import as a real one is. */
import { sql } from 'kysely';
import type { Header, ReaderItem } from '../../../geodata/records.ts';
import type { ObservedPropertyId } from '../../../geodata/sensors/properties.ts';
import type { Database } from '../../../server/database/database.ts';
import { importEdition } from '../../../server/editions/import.ts';
import { openWriter } from '../../../server/imports.ts';
import { writeFortnights } from '../../../server/sensors/fortnights.ts';

export const ags = '07313000';
export const thingCount = 500;
/** What each of them observes. */
const properties: readonly ObservedPropertyId[] = ['air_temperature', 'relative_humidity', 'pm10', 'pm2_5', 'no2'];
/** Seconds between two observations. */
export const interval = 600;
/** The year whose observations are there: until here, and from a year before. */
export const until = new Date('2026-01-01T00:00:00Z');
export const from = new Date('2025-01-01T00:00:00Z');

/** Describes the network, whose devices speak by `source`. Returns the ids of its datastreams. */
export async function addNetwork({ db }: Database, source = 'bench'): Promise<number[]> {
  const description = {
    title: 'Bench',
    fileName: null,
    url: null,
    modelled: true,
    sha256: '0'.repeat(64),
  };
  await db
    .transaction()
    .execute((transaction) => importEdition(transaction, describe(source), description, openWriter, {}));
  const rows = await db.selectFrom('datastream').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

async function* describe(source: string): AsyncGenerator<ReaderItem> {
  await Promise.resolve();
  const header: Header = {
    type: 'header',
    kind: 'sensors',
    figures: [],
    population: 'households',
    referenceDate: from.toISOString().slice(0, 10),
    source: 'breitblick',
    expected: null,
  };
  yield header;
  for (let index = 0; index < thingCount; index++) {
    const key = `thing-${index}`;
    const place = { longitude: 8.05 + (index % 25) * 0.005, latitude: 49.17 + Math.floor(index / 25) * 0.003 };
    const common = { type: 'sensors', line: 0, ags } as const;
    const said = { name: `Station ${index}`, description: 'Measures the air', theme: 'air', properties: {} } as const;
    yield { ...common, record: 'thing', key, ...said, ...place };
    for (const property of properties) {
      const device = { source, key, name: key, profile: null, field: property, from: null, until: null };
      yield {
        ...{ ...common, record: 'datastream', thing: key, key: property, name: property, property },
        ...{ intervalSeconds: interval, counter: false, devices: [device] },
      };
    }
  }
}

/**
 * Adds a year of observations, one in ten minutes, to `whole` datastreams, and one observation to all others; with
 * roll-ups and latest values. Written set by set and not through the ingest, whose speed is measured by itself. Returns
 * the seconds that the texts of past fortnights took, which a server writes beside its answers.
 */
export async function addYear(
  database: Database,
  whole: readonly number[],
  others: readonly number[],
): Promise<number> {
  const { db } = database;
  await db.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection);
    await writeYear(connection, whole, others);
    await sql`reset statement_timeout`.execute(connection);
  });
  const began = performance.now();
  while ((await writeFortnights(database, new Date(), 100)) > 0);
  const seconds = (performance.now() - began) / 1000;
  await db.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection);
    await sql`vacuum analyze`.execute(connection);
    await sql`reset statement_timeout`.execute(connection);
  });
  return seconds;
}

async function writeYear(db: Database['db'], whole: readonly number[], others: readonly number[]): Promise<void> {
  await sql`
    select ensure_observation_month(month::date)
    from generate_series(${from}::timestamptz, ${until}::timestamptz, interval '1 month') as month`.execute(db);
  const result = sql`round((12 + 8 * sin(date_part('epoch', time) / 13751) + (hashint4(id::int) % 40) / 10.0)::numeric, 2)`;
  const write = (ids: readonly number[], since: Date) => sql`
    insert into observation (ags, datastream_id, phenomenon_time, result)
    select ${ags}, id, time, ${result}
    from generate_series(${since}::timestamptz, ${until}::timestamptz - interval '10 minutes', interval '10 minutes') as time,
      unnest(${ids}::bigint[]) as id
    on conflict do nothing`;
  await write(whole, from).execute(db);
  await write(others, new Date(until.getTime() - 1000 * interval)).execute(db);
  await sql`truncate observation_hour, observation_day, observation_fortnight, latest_observation`.execute(db);
  const sums = sql`count(*), count(result), 0, sum(result), min(result), max(result), min(result), max(result),
    sum(result), count(result),
    (array_agg(result order by phenomenon_time desc))[1], max(phenomenon_time)`;
  const columns = sql`count, numbers, flagged, sum, min, max, plausible_min, plausible_max, plausible_sum,
    plausible_numbers, last, last_time`;
  await sql`
    insert into observation_hour (ags, datastream_id, hour, ${columns})
    select ags, datastream_id, date_trunc('hour', phenomenon_time, 'UTC'), ${sums} from observation group by 1, 2, 3`.execute(
    db,
  );
  await sql`
    insert into observation_day (ags, datastream_id, day, ${columns})
    select ags, datastream_id, (phenomenon_time at time zone 'Europe/Berlin')::date, ${sums}
    from observation group by 1, 2, 3`.execute(db);
  await sql`
    insert into latest_observation (ags, datastream_id, phenomenon_time, result, flags, observation_id, recorded_at,
      unchanged_since, first_time, last_end, observations)
    select o.ags, o.datastream_id, o.phenomenon_time, o.result, o.flags, o.id, o.recorded_at, o.phenomenon_time,
      s.first, s.last, s.count
    from (
      select ags, datastream_id, min(phenomenon_time) as first, max(phenomenon_time) as last, count(*) as count
      from observation group by 1, 2) as s
    join observation as o on o.ags = s.ags and o.datastream_id = s.datastream_id and o.phenomenon_time = s.last`.execute(
    db,
  );
}
