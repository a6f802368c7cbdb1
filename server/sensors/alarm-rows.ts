import { sql } from 'kysely';
import type { Point } from 'geojson';
import type { ThresholdRecord } from '../../geodata/sensors/records.ts';
import type { ThemeId } from '../../geodata/sensors/themes.ts';
import type { Reader } from '../database/database.ts';
import { among, type AlarmFilter } from './threshold-queries.ts';

/** An alarm with all that a table says of it; values in `unit`. What is null of its thing is gone, or was never stated. */
export interface AlarmRow extends ThresholdRecord {
  ags: string;
  id: number;
  datastreamId: number;
  thing: string | null;
  datastream: string | null;
  theme: ThemeId | null;
  unit: string | null;
  modelled: boolean;
  /** True: the rule was not kept when it was raised. */
  assumed: boolean;
  /** ISO times, UTC. */
  raisedAt: string;
  raisedValue: number;
  clearedAt: string | null;
  clearedValue: number | null;
  /** Where the thing is; GeoJSON, EPSG:4326. */
  point: Point | null;
}

export interface AlarmSpan extends AlarmFilter {
  /** Raised at this time or later; null = ever. */
  from: Date | null;
  /** Raised before this time; null = until now. */
  to: Date | null;
}

/** SQL: what a filter of alarms leaves of `a`, with its datastream `d` and its thing `t`. */
function filtered({ ags, datastreamIds, theme, lasting, from, to }: AlarmSpan) {
  return sql`
    from alarm as a
    left join datastream as d on d.ags = a.ags and d.id = a.datastream_id
    left join thing as t on t.ags = d.ags and t.id = d.thing_id
    where a.ags = ${ags} ${among(sql`a.datastream_id`, datastreamIds)}
      ${theme === null ? sql`` : sql`and t.theme = ${theme}`}
      ${lasting === null ? sql`` : lasting ? sql`and a.cleared_at is null` : sql`and a.cleared_at is not null`}
      ${from === null ? sql`` : sql`and a.raised_at >= ${from}`} ${to === null ? sql`` : sql`and a.raised_at < ${to}`}`;
}

const isoTime = (column: ReturnType<typeof sql>) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Alarms, the latest first, in parts of at most `limit`; each part is read when the one before was taken. */
export async function* readAlarmRows(db: Reader, span: AlarmSpan, limit: number): AsyncGenerator<AlarmRow[]> {
  let after: number | undefined;
  for (;;) {
    const { rows } = await sql<AlarmRow>`
      select a.ags, a.id, a.datastream_id as "datastreamId", t.name as thing, d.name as datastream, t.theme,
        nullif(d.unit_symbol, '') as unit, coalesce(t.modelled, false) as modelled, a.name, a.severity, a.direction,
        a.raise_at as "raiseAt", a.clear_at as "clearAt", a.rule_assumed as assumed,
        ${isoTime(sql`a.raised_at`)} as "raisedAt", a.raised_value as "raisedValue",
        ${isoTime(sql`a.cleared_at`)} as "clearedAt", a.cleared_value as "clearedValue",
        (select ST_AsGeoJSON(ST_PointOnSurface(p.geometry))::jsonb
          from thing_location as h join location as p on p.ags = h.ags and p.id = h.location_id
          where h.ags = t.ags and h.thing_id = t.id and p.geometry is not null order by p.id limit 1) as point
      ${filtered(span)}
        ${
          after === undefined
            ? sql``
            : sql`and (a.raised_at, a.id) < (select raised_at, id from alarm where ags = ${span.ags} and id = ${after})`
        }
      order by a.raised_at desc, a.id desc limit ${limit}`.execute(db);
    yield rows;
    after = rows.at(-1)?.id;
    if (rows.length < limit) return;
  }
}

/** Editions that the things of these alarms are from; where there is no alarm, those of all things of the municipality. */
export async function findAlarmEditions(db: Reader, span: AlarmSpan): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct t.edition_id as id ${filtered(span)} and t.edition_id is not null`.execute(db);
  if (rows.length > 0) return rows.map(({ id }) => id);
  const all = await db.selectFrom('thing').select('edition_id as id').distinct().where('ags', '=', span.ags).execute();
  return all.map(({ id }) => id);
}
