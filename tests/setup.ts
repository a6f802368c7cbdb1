import { buildPage } from '../scripts/build-page.ts';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../server/database/migrate.ts';
import { dropDatabases, makeTemplate, serverUrl } from './database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder for what one run of the suite keeps between its tests. */
    runFolder: string;
  }
}

/** Once a run: the database that tests start from. Says which engine is under test, so that no log is read for the other. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  process.stdout.write(
    serverUrl === undefined
      ? 'Testing on the embedded database. Set DATABASE_URL to test on PostgreSQL with PostGIS.\n'
      : 'Testing on PostgreSQL with PostGIS.\n',
  );
  const runFolder = join(import.meta.dirname, '..', '.test-output', `run-${process.pid}`);
  await mkdir(runFolder, { recursive: true });
  project.provide('runFolder', runFolder);
  // Once, before browser tests start beside each other: two builds at a time would take each other's files.
  await Promise.all([buildPage(), makeTemplate(runFolder, 'empty', migrate)]);
  return async () => {
    await dropDatabases(runFolder);
    await rm(runFolder, { recursive: true, force: true });
  };
}
