import { sql } from 'kysely';
import type { Reader } from '../database/database.ts';

/** The cells of a municipality with some figures of an edition, as columns. */
export interface GridCells {
  /** Packed northing × 100 000 + easting, hundreds of metres; ascending. */
  numbers: Float64Array;
  /** Households that the edition itself states; -1 = not stated. */
  stated: Int32Array;
  /** The same, or where the edition states none those of the newest that does; -1 = none does. */
  households: Int32Array;
  /** Index in `districts` of the one that the cell's centre lies in; -1 = in none. */
  district: Int16Array;
  districts: readonly string[];
  /** A column a figure: share in hundredths of a percent; -1 = not stated, or not surveyed. */
  shares: readonly Int32Array[];
}

export interface CellChoice {
  editionId: string;
  ags: string;
  /** Where the wanted figures stand in the edition's shares, from 1; 0 = not surveyed. */
  positions: readonly number[];
  /** Editions of districts, the one that goes last. */
  districtEditions: readonly string[];
  /** Editions of cells, newest last, to take households from where the edition states none. */
  householdEditions: readonly string[];
}

/**
 * All cells of a municipality in one statement and one row: packed, for a city has 50,000 of them and drivers take most
 * of their time to build rows.
 */
export async function readCells(db: Reader, choice: CellChoice): Promise<GridCells> {
  const { editionId, ags, positions, districtEditions, householdEditions } = choice;
  const shares = positions.map(
    (position) => sql`|| int4send(coalesce(round((shares[${position}::integer] * 100)::numeric)::integer, -1))`,
  );
  const { rows } = await sql<{ districts: string[] | null; cells: string | null }>`
    with area as materialized (
      select (row_number() over (order by d.name collate "C") - 1)::integer as place, d.name,
        ST_Transform(d.boundary, 3035) as boundary
      from district as d
      where d.ags = ${ags} and d.edition_id = (
        select e.edition_id from district as e where e.ags = ${ags} and e.edition_id = any(${districtEditions}::text[])
        order by array_position(${districtEditions}::text[], e.edition_id) desc limit 1)
    ), cell as (
      select c.northing, c.easting, c.shares, c.households as stated,
        case when c.households is not null then c.households else (
          select o.households from cell_coverage as o
          where o.edition_id = any(${householdEditions}::text[]) and o.northing = c.northing and o.easting = c.easting
            and o.households is not null
          order by array_position(${householdEditions}::text[], o.edition_id) desc limit 1) end as households,
        (select a.place from area as a
          where c.easting + 50 between ST_XMin(a.boundary) and ST_XMax(a.boundary)
            and c.northing + 50 between ST_YMin(a.boundary) and ST_YMax(a.boundary)
            and ST_Intersects(a.boundary, ST_SetSRID(ST_MakePoint(c.easting + 50, c.northing + 50), 3035))
          order by a.place limit 1) as district
      from cell_coverage as c where c.edition_id = ${editionId} and c.ags = ${ags}
    )
    select (select array_agg(name order by place) from area) as districts,
      (select encode(string_agg(int4send(northing) || int4send(easting) || int4send(coalesce(stated, -1))
          || int4send(coalesce(households, -1)) || int4send(coalesce(district, -1)) ${sql.join(shares, sql` `)},
          ''::bytea order by northing, easting), 'base64') from cell) as cells`.execute(db);
  return unpack(rows[0]?.cells ?? '', positions.length, rows[0]?.districts ?? []);
}

function unpack(base64: string, figures: number, districts: readonly string[]): GridCells {
  const bytes = Buffer.from(base64, 'base64');
  const length = (5 + figures) * 4;
  const count = bytes.length / length;
  const cells: GridCells = {
    numbers: new Float64Array(count),
    stated: new Int32Array(count),
    households: new Int32Array(count),
    district: new Int16Array(count),
    districts,
    shares: Array.from({ length: figures }, () => new Int32Array(count)),
  };
  for (let index = 0; index < count; index++) {
    const at = index * length;
    cells.numbers[index] = bytes.readInt32BE(at) * 1000 + bytes.readInt32BE(at + 4) / 100;
    cells.stated[index] = bytes.readInt32BE(at + 8);
    cells.households[index] = bytes.readInt32BE(at + 12);
    cells.district[index] = bytes.readInt32BE(at + 16);
    for (const [figure, column] of cells.shares.entries()) column[index] = bytes.readInt32BE(at + 20 + figure * 4);
  }
  return cells;
}
