import { type RawBuilder, sql } from 'kysely';
import { mainStages } from '../../geodata/construction/stages.ts';
import type { Reader } from '../database/database.ts';
import { mercatorOf } from '../tiles/address.ts';

/** Bits of what an address has reached: the main track in its order, and beside it that a connection can be ordered. */
export const reachedBits = [...mainStages, 'orderable'] as const;

/** Day zero of `from` and `until`. */
export const dayZero = '2000-01-01';

/** An edition that told of addresses, from when it was known until nothing of it was held for true; null = it still is. */
export interface TellingEdition {
  editionId: string;
  known: Date;
  superseded: Date | null;
}

export interface ProgressAddress {
  id: string;
  districtName: string | null;
  areaId: string | null;
  households: number | null;
  /** EPSG:3857. */
  x: number;
  y: number;
}

/** Addresses of a municipality, and all that was ever said to be done at one of them, a column each. */
export interface ProgressColumns {
  addresses: ProgressAddress[];
  editions: TellingEdition[];
  /** Number of the address that a statement is about. */
  places: Uint8Array;
  /** Bit of the stage. */
  bits: Uint8Array;
  /** Days since `dayZero`: first day on which it holds, and first one on which it no longer does. */
  from: Uint8Array;
  until: Uint8Array;
  /** Seconds since 1970: from when it was known, and until when it was held for true. */
  known: Uint8Array;
  superseded: Uint8Array;
}

/**
 * Reads the current addresses of a municipality and what was said of them. Shape: big-endian integers of four bytes,
 * times as floats of eight; half a million rows would take ten times as long one by one.
 */
export async function readProgress(db: Reader, ags: string): Promise<ProgressColumns> {
  const addresses = db
    .selectFrom('address')
    .select([
      'id',
      'district_name as districtName',
      'area_id as areaId',
      'households',
      sql<number>`ST_X(point)`.as('longitude'),
      sql<number>`ST_Y(point)`.as('latitude'),
    ])
    .where('ags', '=', ags)
    .where(sql<boolean>`upper_inf(recorded)`)
    .orderBy('id')
    .execute();
  const bits = sql.join(
    reachedBits.map((stage, index) => sql`when ${sql.lit(stage)} then ${sql.lit(1 << index)}`),
    sql` `,
  );
  const column = (packed: ReturnType<typeof sql>) => sql`coalesce(string_agg(${packed}, ''::bytea), ''::bytea)`;
  const statements = sql<Omit<ProgressColumns, 'addresses' | 'editions'>>`
    select ${column(sql`int4send(a.place::integer)`)} as places,
      ${column(sql`int4send(case s.stage ${bits} else 0 end)`)} as bits,
      ${column(sql`int4send(lower(s.valid) - ${dayZero}::date)`)} as from,
      ${column(sql`int4send(coalesce(upper(s.valid) - ${dayZero}::date, 2147483647))`)} as until,
      ${column(sql`float8send(date_part('epoch', lower(s.recorded)))`)} as known,
      ${column(sql`float8send(coalesce(date_part('epoch', upper(s.recorded)), 'infinity'::float8))`)} as superseded
    from (
      select id, row_number() over (order by id) - 1 as place from address where ags = ${ags} and upper_inf(recorded)
    ) as a
    join stage_statement as s on s.ags = ${ags} and s.subject_kind = 'address' and s.subject_id = a.id
    where s.progress = 'done'`.execute(db);
  const editions = sql<TellingEdition>`
    select edition_id as "editionId", min(lower(recorded)) as known,
      case when bool_or(upper_inf(recorded)) then null else max(upper(recorded)) end as superseded
    from stage_statement
    where ags = ${ags} and subject_kind = 'address' and progress = 'done'
    group by edition_id
    order by 2, 1`.execute(db);
  const [rows, { rows: packed }, { rows: told }] = await Promise.all([addresses, statements, editions]);
  const [columns] = packed;
  if (!columns) throw new Error('An aggregate over all rows is one row');
  const found = rows.map(({ longitude, latitude, ...row }) => ({ ...row, ...mercatorOf(longitude, latitude) }));
  return { addresses: found, editions: told, ...columns };
}

/** The first municipalities that have addresses, by key, at most so many; a look into the index for each. */
export async function listMunicipalitiesWithAddresses(db: Reader, most: number): Promise<string[]> {
  const next = (after: RawBuilder<unknown>) =>
    sql`(select ags from address where upper_inf(recorded) ${after} order by ags limit 1)`;
  const { rows } = await sql<{ ags: string }>`
    with recursive k as (
      ${next(sql``)} union all select ${next(sql`and ags > k.ags`)} from k where k.ags is not null)
    select ags from k where ags is not null limit ${most}`.execute(db);
  return rows.map(({ ags }) => ags);
}
