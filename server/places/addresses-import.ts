import { sql } from 'kysely';
import type { AddressRecord } from '../../geodata/records.ts';
import { foldName } from '../../geodata/names.ts';
import { advanceClock } from '../editions/clock.ts';
import { Batch, type RecordWriter, type WriterContext } from '../editions/writer.ts';

/**
 * Writes addresses. An edition says all that it knows of a municipality: what was current there is closed, and stays to
 * be found by its id.
 */
export async function writeAddresses({
  transaction,
  editionId,
  recordedAt,
}: WriterContext): Promise<RecordWriter<AddressRecord>> {
  const clocks = new Map<string, Date>();
  const addresses = new Batch<AddressRecord>(async (batch) => {
    for (const { ags } of batch) {
      if (clocks.has(ags)) continue;
      const time = await advanceClock(transaction, ags, recordedAt);
      clocks.set(ags, time);
      await sql`
        update address set recorded = tstzrange(lower(recorded), greatest(${time}, lower(recorded) + interval '1 millisecond'))
        where ags = ${ags} and upper_inf(recorded)`.execute(transaction);
    }
    const column = <T>(valueOf: (record: AddressRecord) => T): T[] => batch.map(valueOf);
    await sql`
      insert into address (ags, id, edition_id, street, street_folded, house_number, addition, postcode, place,
        district_name, area_id, households, point, recorded)
      select ags, id, ${editionId}, street, street_folded, house_number, addition, postcode, place, district, area_id,
        households, ST_SetSRID(ST_MakePoint(longitude, latitude), 4326), tstzrange(recorded_at, null)
      from unnest(${column(({ ags }) => ags)}::text[], ${column(({ id }) => id)}::text[],
        ${column(({ street }) => street)}::text[], ${column(({ street }) => foldName(street))}::text[],
        ${column(({ houseNumber }) => houseNumber)}::integer[], ${column(({ addition }) => addition)}::text[],
        ${column(({ postcode }) => postcode)}::text[], ${column(({ place }) => place)}::text[],
        ${column(({ district }) => district)}::text[], ${column(({ areaId }) => areaId)}::text[],
        ${column(({ households }) => households)}::integer[], ${column(({ longitude }) => longitude)}::float8[],
        ${column(({ latitude }) => latitude)}::float8[],
        ${column(({ ags }) => clocks.get(ags) ?? recordedAt)}::timestamptz[])
        as a (ags, id, street, street_folded, house_number, addition, postcode, place, district, area_id, households,
          longitude, latitude, recorded_at)`.execute(transaction);
  });
  return Promise.resolve({ write: (record) => addresses.add(record), finish: () => addresses.flush() });
}
