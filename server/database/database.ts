import { Kysely, type Transaction as KyselyTransaction, sql } from 'kysely';
import type { DB } from './generated.ts';

/** Fits a database and a transaction alike, and offers no insert of its own. */
export type Reader = Pick<Kysely<DB>, 'selectFrom' | 'with' | 'getExecutor'>;

/** What an import writes in. */
export type Transaction = KyselyTransaction<DB>;

/** One database, whichever engine is below. */
export interface Database {
  db: Kysely<DB>;
  engine: 'embedded' | 'server';
  /** Calls back whenever another process, or this one, has sent a NOTIFY on the channel. */
  listen(channel: string, callback: (payload: string) => void): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connection string; without it the embedded database in `dataDir` is opened. */
  databaseUrl?: string | undefined;
  /** Folder of the embedded database, or `memory://`. */
  dataDir: string;
  /** Called with the SQL of every statement that was run, and its milliseconds. */
  onStatement?: ((sql: string, milliseconds: number) => void) | undefined;
  /** Contents of an embedded database to start from, as `dumpDataDir` gives it. */
  template?: Blob | undefined;
}

/**
 * Opens the database; migrations are not run.
 * Errors: OperatorError when it can't be reached or has no PostGIS.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  // Only one engine is loaded: the embedded one alone would take more memory than serving from the other.
  const { dialect, ...rest } =
    options.databaseUrl === undefined
      ? await (await import('./embedded.ts')).openEmbedded(options.dataDir, options.template)
      : await (await import('./server.ts')).openServer(options.databaseUrl);
  const { onStatement } = options;
  const db = new Kysely<DB>({
    dialect,
    log: (event) => {
      if (event.level === 'query') onStatement?.(event.query.sql, event.queryDurationMillis);
    },
  });
  return { db, ...rest };
}

/** Begins a statement that is made of what a user asks: there are too many of them to be kept prepared. */
export const adHocMark = '/* ad hoc */';

/** Tells every server on this database that editions have changed. Sent with the transaction's commit. */
export async function notify(transaction: Transaction, channel: string, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(transaction);
}
