import { sql } from 'kysely';
import type { EditionKind, Population } from '../../geodata/records.ts';
import type { Figure } from '../../geodata/technologies.ts';
import type { Reader } from '../database/database.ts';

/** One publication of one source: what it says of itself, and what became of it at the import. */
export interface Edition {
  /** Stable name: kind, reference date and the start of the checksum. */
  id: string;
  kind: EditionKind;
  population: Population;
  title: string;
  source: string;
  publisher: string;
  /** ISO date that the figures hold for. */
  referenceDate: string;
  licence: string;
  licenceUrl: string | null;
  attribution: string;
  url: string | null;
  fileName: string | null;
  sha256: string;
  /** Surveyed figures, in the order of the shares arrays. */
  figures: readonly Figure[];
  readCount: number;
  writtenCount: number;
  refusedCount: number;
  warningCount: number;
  method: string | null;
  modelled: boolean;
  supersedes: string | null;
  recordedAt: Date;
}

/** All editions or those of some ids, by reference date and then by when they became known, oldest first. */
export async function listEditions(db: Reader, ids?: readonly string[]): Promise<Edition[]> {
  const rows = await db
    .selectFrom('edition')
    .$if(ids !== undefined, (query) => query.where('id', '=', sql<string>`any(${ids}::text[])`))
    .select(['id', 'kind', 'population', 'title', 'source', 'publisher', 'reference_date as referenceDate'])
    .select([
      'licence',
      'licence_url as licenceUrl',
      'attribution',
      'url',
      'file_name as fileName',
      'sha256',
      'figures',
    ])
    .select(['read_count as readCount', 'written_count as writtenCount', 'refused_count as refusedCount'])
    .select(['warning_count as warningCount', 'method', 'modelled', 'supersedes', 'recorded_at as recordedAt'])
    .orderBy('reference_date')
    .orderBy('recorded_at')
    .orderBy('id')
    .execute();
  return rows as Edition[];
}

/** Number of all editions. */
export async function countEditions(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('edition')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** The editions made from a file with this checksum, the one recorded last first; more than one if its date was corrected. */
export async function listEditionsByChecksum(
  db: Reader,
  sha256: string,
): Promise<{ id: string; title: string; referenceDate: string }[]> {
  return db
    .selectFrom('edition')
    .select(['id', 'title', 'reference_date as referenceDate'])
    .where('sha256', '=', sha256)
    .orderBy('recorded_at', 'desc')
    .execute();
}

/** What of the default dataset a database lacks. */
export type Lack = 'everything' | 'rollout' | 'planning' | 'sensors' | 'nothing';

/**
 * What of the default dataset is still to be filled in: everything in an empty database; in one that an earlier release
 * has filled, which is known by what only this project models, the construction record, what goes beside its stages, or
 * the sensors.
 */
export async function findLack(db: Reader): Promise<Lack> {
  const { empty, filled, built, sampled, planned, observed } = await db
    .selectFrom('edition')
    .select([
      sql<boolean>`count(*) = 0`.as('empty'),
      sql<boolean>`coalesce(bool_or(kind = 'districts' and source = 'breitblick' and modelled), false)`.as('filled'),
      sql<boolean>`coalesce(bool_or(kind in ('addresses', 'rollout')), false)`.as('built'),
      sql<boolean>`coalesce(bool_or(kind = 'rollout' and source = 'breitblick' and modelled), false)`.as('sampled'),
      sql<boolean>`exists (select from rollout_plan)`.as('planned'),
      sql<boolean>`coalesce(bool_or(kind = 'sensors'), false)`.as('observed'),
    ])
    .executeTakeFirstOrThrow();
  if (empty) return 'everything';
  if (filled && !built) return 'rollout';
  if (filled && sampled && !planned) return 'planning';
  return filled && !observed ? 'sensors' : 'nothing';
}
