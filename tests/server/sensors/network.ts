/** Small networks and their observations for tests, written through the import as real ones are. */
import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Header, Problem, ReaderItem } from '../../../geodata/records.ts';
import { doubtfulBits } from '../../../geodata/sensors/quality.ts';
import type { DatastreamRecord, FeedingDevice, SensorsRecord, ThingRecord } from '../../../geodata/sensors/records.ts';
import type { Database } from '../../../server/database/database.ts';
import { importEdition } from '../../../server/editions/import.ts';
import { openWriter } from '../../../server/imports.ts';
import { recordObservations, type RecordResult } from '../../../server/sensors/import.ts';
import type { NewObservation } from '../../../server/sensors/observations.ts';

export const ags = '07313000';

export function aThing(thing: Partial<ThingRecord> & { key: string }): ThingRecord {
  return {
    type: 'sensors',
    record: 'thing',
    line: 0,
    ags,
    name: `Ding ${thing.key}`,
    description: '',
    theme: null,
    longitude: 8.11,
    latitude: 49.2,
    properties: {},
    ...thing,
  };
}

/** Fed by the device `device` of the source `test`, unless it says otherwise. */
export function aDatastream(
  datastream: Partial<DatastreamRecord> & Pick<DatastreamRecord, 'thing' | 'property'>,
): DatastreamRecord {
  const key = datastream.key ?? datastream.property;
  const devices = [aDevice({ key: `${datastream.thing}-device`, field: key })];
  const usual = { line: 0, ags, key, name: key, intervalSeconds: null, counter: false, devices };
  return { type: 'sensors', record: 'datastream', ...usual, ...datastream };
}

export function aDevice(device: Partial<FeedingDevice> & Pick<FeedingDevice, 'key' | 'field'>): FeedingDevice {
  return { source: 'test', name: device.key, profile: null, from: null, until: null, ...device };
}

let count = 0;

/** Describes a network. Returns the ids of its datastreams by `thing/datastream`, and what was found wrong. */
export async function addNetwork(
  { db }: Pick<Database, 'db'>,
  records: readonly SensorsRecord[],
  modelled = true,
): Promise<{ ids: Map<string, number>; problems: Problem[] }> {
  const header: Header = {
    type: 'header',
    kind: 'sensors',
    figures: [],
    population: 'households',
    referenceDate: '2026-01-01',
    source: 'breitblick',
    expected: null,
  };
  const description = {
    title: 'Test network',
    fileName: null,
    url: null,
    modelled,
    sha256: createHash('sha256').update(`network ${count++}`).digest('hex'),
    beside: true,
  };
  const problems: Problem[] = [];
  await db.transaction().execute((transaction) =>
    importEdition(transaction, readAll([header, ...records]), description, openWriter, {
      onProblem: (problem) => problems.push(problem),
    }),
  );
  const rows = await db
    .selectFrom('datastream as d')
    .innerJoin('thing as t', (on) => on.onRef('t.ags', '=', 'd.ags').onRef('t.id', '=', 'd.thing_id'))
    .select(['t.key as thing', 'd.key', 'd.id'])
    .execute();
  return { ids: new Map(rows.map(({ thing, key, id }) => [`${thing}/${key}`, id])), problems };
}

/** An observation at a time of a day, which is 15 January 2026 unless it says otherwise. UTC. */
export function at(datastreamId: number, time: string, result: number | null): NewObservation {
  return { ags, datastreamId, time: new Date(time.includes('T') ? `${time}Z` : `2026-01-15T${time}Z`), result };
}

export function write({ db }: Pick<Database, 'db'>, observations: readonly NewObservation[]): Promise<RecordResult> {
  return db.transaction().execute((transaction) => recordObservations(transaction, observations));
}

/** Hours as the texts of their fortnights have them, where such are written. */
const written = sql`
  select f.ags, f.datastream_id, to_timestamp((f.fortnight * 336 + h.place - 1) * 3600.0),
    h.means::float8, h.sums::float8, h.minima::float8, h.maxima::float8, h.plausible_means::float8,
    h.plausible_sums::float8, h.plausible_minima::float8, h.plausible_maxima::float8, h.lasts::float8, h.counts::integer,
    coalesce(h.doubtful::integer, 0)
  from observation_fortnight as f
  cross join unnest(${sql.join(
    ['means', 'sums', 'minima', 'maxima', 'lasts', 'counts', 'doubtful'].map((name) => asArray(sql.ref(`f.${name}`))),
  )}, ${sql.join(
    ['means', 'sums', 'minima', 'maxima'].map((name) =>
      asArray(sql`coalesce(${sql.ref(`f.plausible_${name}`)}, ${sql.ref(`f.${name}`)})`),
    ),
  )}) with ordinality as h (means, sums, minima, maxima, lasts, counts, doubtful, plausible_means, plausible_sums,
    plausible_minima, plausible_maxima, place)
  where f.counts is not null and h.counts <> '0'`;

/** The same hours, as the roll-ups have them. */
const unwritten = sql`
  select h.ags, h.datastream_id, h.hour, h.sum / nullif(h.numbers, 0), h.sum, h.min, h.max,
    h.plausible_sum / nullif(h.plausible_numbers, 0), h.plausible_sum, h.plausible_min, h.plausible_max, h.last, h.count,
    h.flagged
  from observation_hour as h
  join observation_fortnight as f on f.ags = h.ags and f.datastream_id = h.datastream_id
    and f.fortnight = fortnight_of(h.hour)
  where f.counts is not null`;

function asArray(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`string_to_array(${text}, ',', 'null')`;
}

/** Where roll-ups, their texts and latest values say something else than the observations do; empty if all is right. */
export async function contradictions({ db }: Pick<Database, 'db'>): Promise<unknown[]> {
  const hour = sql`date_trunc('hour', phenomenon_time, 'UTC')`;
  const day = sql`(phenomenon_time at time zone 'Europe/Berlin')::date`;
  const sums = sql`count(*)::int, count(result)::int, round(sum(result)::numeric, 6), min(result), max(result),
    min(result) filter (where flags & ${sql.lit(doubtfulBits)} = 0), max(result) filter (where flags & ${sql.lit(doubtfulBits)} = 0),
    round((sum(result) filter (where flags & ${sql.lit(doubtfulBits)} = 0))::numeric, 6),
    (count(result) filter (where flags & ${sql.lit(doubtfulBits)} = 0))::int,
    (array_agg(result order by phenomenon_time desc))[1], max(phenomenon_time)`;
  const kept = sql`count, numbers, round(sum::numeric, 6), min, max, plausible_min, plausible_max,
    round(plausible_sum::numeric, 6), plausible_numbers, last, last_time`;
  const difference = (raw: ReturnType<typeof sql>, rolled: ReturnType<typeof sql>) => sql`
    select to_jsonb(r) as wrong from (((${raw}) except all (${rolled})) union all ((${rolled}) except all (${raw}))) as r`;
  const { rows } = await sql`
    ${difference(
      sql`select ags, datastream_id, ${hour}, ${sums} from observation group by 1, 2, 3`,
      sql`select ags, datastream_id, hour, ${kept} from observation_hour`,
    )} union all ${difference(
      sql`select ags, datastream_id, ${day}, ${sums} from observation group by 1, 2, 3`,
      sql`select ags, datastream_id, day, ${kept} from observation_day`,
    )} union all ${difference(
      sql`select distinct on (ags, datastream_id) ags, datastream_id, phenomenon_time, result, flags, id,
        count(*) over own, min(phenomenon_time) over own
        from observation window own as (partition by ags, datastream_id) order by 1, 2, 3 desc`,
      sql`select ags, datastream_id, phenomenon_time, result, flags, observation_id, observations, first_time
        from latest_observation`,
    )} union all ${difference(written, unwritten)}`.execute(db);
  return rows;
}

async function* readAll(items: ReaderItem[]): AsyncGenerator<ReaderItem> {
  await Promise.resolve();
  yield* items;
}
