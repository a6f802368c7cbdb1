import { sql } from 'kysely';
import { defaultDataset, defaultPlanning, defaultRollout, defaultSensors } from '../geodata/landau/dataset.ts';
import type { DatasetEdition } from '../geodata/landau/edition.ts';
import type { Database, Transaction } from './database/database.ts';
import { importEdition } from './editions/import.ts';
import { findLack, type Lack } from './editions/queries.ts';
import { openWriter } from './imports.ts';

export interface FillProgress {
  /** Number of the edition that is being written, from 1. */
  step: number;
  steps: number;
  title: string;
}

const missing = {
  everything: defaultDataset,
  rollout: defaultRollout,
  planning: defaultPlanning,
  sensors: defaultSensors,
} as const satisfies Record<Exclude<Lack, 'nothing'>, unknown>;

/** Any number does that nothing else on the database takes. */
const fillLock = 7_313_000;

/**
 * Fills a database with what it lacks of the dataset that the project ships, in one transaction: a start that is broken off leaves
 * it as it was, and the next one begins anew. Of two servers that start on one database, the second finds it filled.
 */
export async function fillWithDefaultDataset(
  { db }: Database,
  onProgress: (progress: FillProgress) => void = () => {},
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${fillLock})`.execute(transaction);
    // A database of long ago lacks one thing after the other.
    for (let lack = await findLack(transaction); lack !== 'nothing'; lack = await findLack(transaction)) {
      await importAll(transaction, await missing[lack](), onProgress);
    }
  });
}

async function importAll(
  transaction: Transaction,
  editions: readonly DatasetEdition[],
  onProgress: (progress: FillProgress) => void,
): Promise<void> {
  for (const [index, edition] of editions.entries()) {
    onProgress({ step: index + 1, steps: editions.length, title: edition.title });
    const { recordedAt, ...described } = edition;
    const known = recordedAt === null ? {} : { recordedAt: new Date(recordedAt) };
    const description = { ...described, ...known, url: null, beside: true };
    const { refused } = await importEdition(transaction, edition.open(), description, openWriter);
    if (refused > 0) throw new Error(`${refused} records of the shipped edition "${edition.title}" were refused`);
  }
}
