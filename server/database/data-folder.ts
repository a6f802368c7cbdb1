import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where in the data folder the embedded database lies. */
export function databaseFolder(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/** True when a data folder holds an embedded database already. */
export function isCreated(dataDir: string): boolean {
  return existsSync(join(databaseFolder(dataDir), 'PG_VERSION'));
}
