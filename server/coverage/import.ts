import { sql } from 'kysely';
import type { BusinessParkRecord, MobileCoverageRecord, MunicipalCoverageRecord } from '../../geodata/records.ts';
import type { Transaction } from '../database/database.ts';
import { Batch, type RecordWriter, type WriterContext } from '../editions/writer.ts';
import { findNewestBoundaries } from '../places/locate.ts';

/** Shares as PostgreSQL writes an array, so that a batch is one parameter of text. */
export function arrayLiteral(shares: readonly (number | null)[]): string {
  return `{${shares.map((share) => share ?? 'NULL').join(',')}}`;
}

/** Writes coverage of municipalities. Keys that the boundaries don't know are kept and reported. */
export async function writeMunicipalCoverage({
  transaction,
  editionId,
  report,
}: WriterContext): Promise<RecordWriter<MunicipalCoverageRecord>> {
  const lines = new Map<string, number>();
  const records = new Batch<MunicipalCoverageRecord>(async (batch) => {
    await sql`
      insert into coverage (edition_id, ags, shares)
      select ${editionId}, ags, shares::real[]
      from unnest(${batch.map(({ ags }) => ags)}::text[], ${batch.map(({ shares }) => arrayLiteral(shares))}::text[])
        as c (ags, shares)`.execute(transaction);
  });
  return Promise.resolve({
    async write(record) {
      lines.set(record.ags, record.line);
      await records.add(record);
    },
    async finish() {
      await records.flush();
      const { unknown, referenceDate } = await findUnknownKeys(transaction, [...lines.keys()]);
      for (const ags of unknown) {
        report({
          type: 'problem',
          severity: 'warning',
          line: lines.get(ags) ?? 0,
          rule: 'unknown-ags',
          message: `AGS ${ags} is not in the boundaries of ${referenceDate}; its figures are kept, but no map can show them`,
          fix: 'Check the key. If the municipality has merged since, import boundaries of the same year as the figures.',
        });
      }
    },
  });
}

/** Writes companies in business parks. */
export async function writeBusinessParks({
  transaction,
  editionId,
}: WriterContext): Promise<RecordWriter<BusinessParkRecord>> {
  const records = new Batch<BusinessParkRecord>(async (batch) => {
    await transaction
      .insertInto('business_park')
      .values(
        batch.map(({ ags, companies, connected, connectable, unconnected }) => ({
          edition_id: editionId,
          ags,
          companies,
          connected,
          connectable,
          unconnected,
        })),
      )
      .execute();
  });
  return Promise.resolve({ write: (record) => records.add(record), finish: () => records.flush() });
}

/** Writes mobile coverage of counties. */
export async function writeMobileCoverage({
  transaction,
  editionId,
}: WriterContext): Promise<RecordWriter<MobileCoverageRecord>> {
  const records = new Batch<MobileCoverageRecord>(async (batch) => {
    await transaction
      .insertInto('mobile_coverage')
      .values(
        batch.map(({ countyAgs, technology, areaType, areaGroup, share }) => ({
          edition_id: editionId,
          county_ags: countyAgs,
          technology,
          area_type: areaType,
          area_group: areaGroup,
          share,
        })),
      )
      .execute();
  });
  return Promise.resolve({ write: (record) => records.add(record), finish: () => records.flush() });
}

/** Keys that the newest boundaries don't have; none where there are no boundaries to ask. */
async function findUnknownKeys(
  transaction: Transaction,
  keys: string[],
): Promise<{ unknown: string[]; referenceDate: string }> {
  const boundaries = await findNewestBoundaries(transaction);
  if (!boundaries) return { unknown: [], referenceDate: '' };
  const { rows } = await sql<{ ags: string }>`
    select ags from unnest(${keys}::text[]) as k (ags)
    where not exists (select from municipality as m where m.edition_id = ${boundaries.id} and m.ags = k.ags)
    order by ags`.execute(transaction);
  return { unknown: rows.map(({ ags }) => ags), referenceDate: boundaries.referenceDate };
}
