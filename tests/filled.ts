import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { migrate } from '../server/database/migrate.ts';
import { fillWithDefaultDataset } from '../server/default-dataset.ts';
import { makeTemplate, openCopy, type TestDatabase } from './database.ts';

/** A database with the default dataset, as after the first start. Made once a run, when the first test asks for it. */
export async function openFilledDatabase(onStatement?: (sql: string) => void): Promise<TestDatabase> {
  const folder = inject('runFolder');
  const done = join(folder, 'filled.done');
  try {
    await mkdir(join(folder, 'filled.lock'));
    await makeTemplate(folder, 'filled', async (database) => {
      await migrate(database);
      await fillWithDefaultDataset(database);
    });
    await writeFile(done, '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // Another worker is at it.
    for (let waited = 0; !(await exists(done)); waited++) {
      if (waited > 1200)
        throw new Error('The template with the default dataset was not made; another test failed at it');
      await sleep(100);
    }
  }
  return openCopy('filled', onStatement);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
