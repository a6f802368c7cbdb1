import { sql } from 'kysely';
import { defaultDataset } from '../geodata/landau/dataset.ts';
import type { Database } from './database/database.ts';
import { importEdition } from './editions/import.ts';
import { hasEditions } from './editions/queries.ts';
import { openWriter } from './imports.ts';

export interface FillProgress {
  /** Number of the edition that is being written, from 1. */
  step: number;
  steps: number;
  title: string;
}

/** Any number does that nothing else on the database takes. */
const fillLock = 7_313_000;

/**
 * Fills an empty database with the dataset that the project ships, in one transaction: a start that is broken off leaves
 * it empty, and the next one begins anew. Of two servers that start on one database, the second finds it filled.
 */
export async function fillWithDefaultDataset(
  { db }: Database,
  onProgress: (progress: FillProgress) => void = () => {},
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${fillLock})`.execute(transaction);
    if (await hasEditions(transaction)) return;
    const editions = await defaultDataset();
    for (const [index, edition] of editions.entries()) {
      onProgress({ step: index + 1, steps: editions.length, title: edition.title });
      const { title, source, referenceDate, modelled, method, fileName, sha256 } = edition;
      const description = { title, source, referenceDate, modelled, method, fileName, sha256, url: null, beside: true };
      await importEdition(transaction, edition.open(), description, openWriter);
    }
  });
}
