import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { postgis } from '@electric-sql/pglite-postgis';
import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { PGliteDialect, PGliteDriver } from 'kysely';
import { boundCost } from './cost-bound.ts';
import { databaseFolder, isCreated } from './data-folder.ts';
import type { Database } from './database.ts';
import { OperatorError } from '../errors.ts';
import { parsers } from './types.ts';

/** Extensions that the migrations create; whatever opens a data folder must know them all. */
export const embeddedExtensions = { postgis, btree_gist };

/** Opens the database that lives in this process: PostgreSQL and PostGIS in WebAssembly. One connection. */
export async function openEmbedded(
  dataDir: string,
  template: Blob | undefined,
): Promise<Omit<Database, 'db'> & { dialect: Dialect }> {
  const inMemory = dataDir === 'memory://';
  if (!inMemory) await mkdir(dataDir, { recursive: true });
  if (!inMemory && !isCreated(dataDir)) await create(dataDir);
  const pglite = await PGlite.create({
    dataDir: inMemory ? dataDir : databaseFolder(dataDir),
    extensions: embeddedExtensions,
    parsers,
    ...(template && { loadDataDir: template }),
  }).catch((error: unknown) => {
    // Its errors print the source of the engine; the message alone is for people.
    throw new OperatorError(
      `The database in ${dataDir} can't be opened: ${(error as Error).message.slice(0, 300)}. Restore the folder from a backup, or set DATA_DIR to another one.`,
    );
  });
  // Below, one connection is all there is: no parallel plans to try, and nothing to gain from compiling them.
  await pglite.exec('set max_parallel_workers_per_gather = 0; set jit = off');
  return {
    dialect: new ExclusiveDialect({ pglite, onCreateConnection }),
    engine: 'embedded',
    async listen(channel, callback) {
      await pglite.listen(channel, callback);
    },
    async close() {
      if (!pglite.closed) await pglite.close();
    },
  };
}

function onCreateConnection(connection: DatabaseConnection): Promise<void> {
  boundCost(connection);
  return Promise.resolve();
}

/** Whole or not at all: what a start that was broken off leaves behind would pass for a database and never open again. */
async function create(dataDir: string): Promise<void> {
  const draft = join(dataDir, 'postgres.creating');
  await rm(draft, { recursive: true, force: true });
  const pglite = await PGlite.create({ dataDir: draft });
  await pglite.close();
  await rename(draft, databaseFolder(dataDir));
}

class ExclusiveDialect extends PGliteDialect {
  readonly #config: ConstructorParameters<typeof PGliteDialect>[0];
  constructor(config: ConstructorParameters<typeof PGliteDialect>[0]) {
    super(config);
    this.#config = config;
  }
  override createDriver(): Driver {
    return new ExclusiveDriver(this.#config);
  }
}

/**
 * Hands the one connection to one holder at a time. Without this a query that runs beside a transaction would land
 * inside it: it would see what is not committed, and its error would undo an import.
 */
class ExclusiveDriver extends PGliteDriver {
  #free: Promise<undefined> = Promise.resolve(undefined);
  #release: ((value: undefined) => void) | undefined;

  override async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#free;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#free = promise;
    await before;
    this.#release = resolve;
    return super.acquireConnection();
  }

  override releaseConnection(): Promise<void> {
    this.#release?.(undefined);
    return Promise.resolve();
  }
}
