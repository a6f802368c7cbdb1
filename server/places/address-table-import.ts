import { type RawBuilder, sql } from 'kysely';
import { foldName } from '../../geodata/names.ts';
import type { WriterContext } from '../editions/writer.ts';
import type { KnownAddress } from './known-addresses.ts';

/** An address as it is to be written. */
export type AddressRow = Omit<KnownAddress, 'source' | 'referenceDate' | 'editionId'>;

/** The rows of one edition, each recorded under its municipality's time. */
export class AddressTable {
  readonly #context: WriterContext;
  readonly #times = new Map<string, Date>();
  readonly #written = new Set<string>();

  constructor(context: WriterContext) {
    this.#context = context;
  }

  /** When this edition is recorded about a municipality. */
  setTime(ags: string, time: Date): void {
    this.#times.set(ags, time);
  }

  /** Writes rows, and closes those that have had their ids until now. */
  async insert(rows: readonly AddressRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { transaction, editionId } = this.#context;
    const column = <T>(valueOf: (row: AddressRow) => T): T[] => rows.map(valueOf);
    const ids = sql`${column(({ ags }) => ags)}::text[], ${column(({ id }) => id)}::text[],
      ${column(({ ags }) => this.#timeOf(ags))}::timestamptz[]`;
    await sql`
      update address as a set recorded = ${closedAt(sql.ref('k.recorded_at'))}
      from unnest(${ids}) as k (ags, id, recorded_at)
      where a.ags = k.ags and a.id = k.id and upper_inf(a.recorded)`.execute(transaction);
    await sql`
      insert into address (ags, id, recorded, edition_id, street, street_folded, house_number, addition, postcode, place,
        district_name, area_id, households, point)
      select ags, id, tstzrange(recorded_at, null), ${editionId}, street, street_folded, house_number,
        nullif(addition, ''), postcode, place, district_name, area_id, households,
        ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)
      from unnest(${ids}, ${column(({ street }) => street)}::text[],
        ${column(({ street }) => foldName(street))}::text[], ${column(({ number }) => number)}::integer[],
        ${column(({ addition }) => addition)}::text[], ${column(({ postcode }) => postcode)}::text[],
        ${column(({ place }) => place)}::text[], ${column(({ districtName }) => districtName)}::text[],
        ${column(({ areaId }) => areaId)}::text[], ${column(({ households }) => households)}::integer[],
        ${column(({ longitude }) => longitude)}::float8[], ${column(({ latitude }) => latitude)}::float8[])
        as n (ags, id, recorded_at, street, street_folded, house_number, addition, postcode, place, district_name,
          area_id, households, longitude, latitude)`.execute(transaction);
    for (const { ags } of rows) this.#written.add(ags);
  }

  /** True if rows of this edition were written there. */
  hasWritten(ags: string): boolean {
    return this.#written.has(ags);
  }

  /** Closes what this edition replaces in municipalities. `replaced`: which rows, told of the address `a` and its edition `e`. */
  async finish(agsKeys: readonly string[], replaced: RawBuilder<boolean>): Promise<void> {
    const { transaction, editionId } = this.#context;
    await sql`
      update address as a set recorded = ${closedAt(sql.ref('k.recorded_at'))}
      from unnest(${agsKeys}::text[], ${agsKeys.map((ags) => this.#timeOf(ags))}::timestamptz[]) as k (ags, recorded_at),
        edition as e
      where a.ags = k.ags and e.id = a.edition_id and upper_inf(a.recorded) and a.edition_id <> ${editionId}
        and ${replaced}`.execute(transaction);
  }

  #timeOf(ags: string): Date {
    const time = this.#times.get(ags);
    if (!time) throw new Error(`The time of ${ags} was not set`);
    return time;
  }
}

/** What was known until now ends; nothing is known for no time at all. */
function closedAt(time: ReturnType<typeof sql.ref>) {
  return sql`tstzrange(lower(a.recorded), greatest(${time}, lower(a.recorded) + interval '1 millisecond'))`;
}
