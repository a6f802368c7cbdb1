import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createTemplate, dropTemplate, serverUrl } from './database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** File with the migrated, empty embedded database that every test starts from; empty with a PostgreSQL server. */
    templatePath: string;
  }
}

/** Once a run: the database that tests start from. Says which engine is under test, so that no log is read for the other. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = join(import.meta.dirname, '..', '.test-output', `run-${process.pid}`);
  await mkdir(folder, { recursive: true });
  process.stdout.write(
    serverUrl === undefined
      ? 'Testing on the embedded database. Set DATABASE_URL to test on PostgreSQL with PostGIS.\n'
      : 'Testing on PostgreSQL with PostGIS.\n',
  );
  const template = await createTemplate();
  const templatePath = template ? join(folder, 'template.tar') : '';
  if (template) await writeFile(templatePath, Buffer.from(await template.arrayBuffer()));
  project.provide('templatePath', templatePath);
  return async () => {
    await dropTemplate();
    await rm(folder, { recursive: true, force: true });
  };
}
