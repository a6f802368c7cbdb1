import { sql } from 'kysely';
import type { BoundaryRecord, DistrictRecord } from '../../geodata/records.ts';
import { foldName } from '../../geodata/names.ts';
import { simplifyBoundaries } from '../../geodata/formats/topology.ts';
import type { Transaction } from '../database/database.ts';
import { Batch, type RecordWriter, type WriterContext } from '../editions/writer.ts';

/** Of what the map shows at zoom 5 and less, 6 and 7, 8 and 9, and from 10 on: what is smaller than a pixel goes. */
const tolerances = [1200, 500, 150, 0].map((metres) => metres ** 2);

/**
 * Writes municipalities with their boundaries, and the shapes and borders that the map draws. Topology needs all
 * boundaries at once, so they are held in memory: 11,000 municipalities, not millions of cells.
 */
export async function writeBoundaries({
  transaction,
  editionId,
}: WriterContext): Promise<RecordWriter<BoundaryRecord>> {
  const records: BoundaryRecord[] = [];
  return Promise.resolve({
    write(record) {
      records.push(record);
      return Promise.resolve();
    },
    async finish() {
      const municipalities = new Batch<BoundaryRecord>((batch) => insertMunicipalities(transaction, editionId, batch));
      for (const record of records) await municipalities.add(record);
      await municipalities.flush();
      for (const { level, shapes, borders } of simplifyBoundaries(records, tolerances)) {
        const shapeBatch = new Batch<[string, string]>((batch) => insertShapes(transaction, editionId, level, batch));
        for (const [ags, geometry] of shapes) await shapeBatch.add([ags, JSON.stringify(geometry)]);
        await shapeBatch.flush();
        for (const { rank, geometry } of borders) {
          await insertBorder(transaction, editionId, level, rank, geometry.coordinates);
        }
      }
    },
  });
}

/** Writes the districts of municipalities. */
export async function writeDistricts({ transaction, editionId }: WriterContext): Promise<RecordWriter<DistrictRecord>> {
  const districts = new Batch<DistrictRecord>(async (batch) => {
    await sql`
      insert into district (edition_id, ags, name, inhabitants, boundary)
      select ${editionId}, ags, name, inhabitants, ${polygons(sql.ref('geometry'))}
      from unnest(${batch.map(({ ags }) => ags)}::text[], ${batch.map(({ name }) => name)}::text[],
        ${batch.map(({ inhabitants }) => inhabitants)}::integer[],
        ${batch.map(({ geometry }) => JSON.stringify(geometry))}::text[]) as d (ags, name, inhabitants, geometry)`.execute(
      transaction,
    );
  });
  return Promise.resolve({ write: (record) => districts.add(record), finish: () => districts.flush() });
}

/** Published boundaries touch themselves here and there; what can't be a polygon after mending is left out of it. */
function polygons(geojson: ReturnType<typeof sql.ref>) {
  return sql`ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(${geojson}), 4326)), 3))`;
}

async function insertMunicipalities(
  transaction: Transaction,
  editionId: string,
  batch: BoundaryRecord[],
): Promise<void> {
  await sql`
    insert into municipality
      (edition_id, ags, ars, name, name_folded, designation, independent, inhabited, area_km2, centre, boundary)
    select ${editionId}, ags, ars, name, name_folded, designation, independent, inhabited,
      ST_Area(boundary::geography) / 1e6, ST_PointOnSurface(boundary), boundary
    from (
      select m.*, ${polygons(sql.ref('m.geometry'))} as boundary
      from unnest(${batch.map(({ ags }) => ags)}::text[], ${batch.map(({ ars }) => ars)}::text[],
        ${batch.map(({ name }) => name)}::text[], ${batch.map(({ name }) => foldName(name))}::text[],
        ${batch.map(({ designation }) => designation)}::text[], ${batch.map(({ independent }) => independent)}::boolean[],
        ${batch.map(({ inhabited }) => inhabited)}::boolean[],
        ${batch.map(({ geometry }) => JSON.stringify(geometry))}::text[])
        as m (ags, ars, name, name_folded, designation, independent, inhabited, geometry)
      offset 0
    ) as municipality`.execute(transaction);
}

async function insertShapes(
  transaction: Transaction,
  editionId: string,
  level: number,
  batch: [ags: string, geometry: string][],
): Promise<void> {
  await sql`
    insert into municipality_shape (edition_id, level, ags, shape)
    select ${editionId}, ${level}, ags, ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326), 3857)
    from unnest(${batch.map(([ags]) => ags)}::text[], ${batch.map(([, geometry]) => geometry)}::text[]) as s (ags, geometry)`.execute(
    transaction,
  );
}

async function insertBorder(
  transaction: Transaction,
  editionId: string,
  level: number,
  rank: string,
  lines: readonly (readonly (readonly number[])[])[],
): Promise<void> {
  await sql`
    insert into border (edition_id, level, rank, part, line)
    select ${editionId}, ${level}, ${rank}, part, ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(line), 4326), 3857)
    from unnest(${lines.map((coordinates) => JSON.stringify({ type: 'LineString', coordinates }))}::text[])
      with ordinality as b (line, part)`.execute(transaction);
}
