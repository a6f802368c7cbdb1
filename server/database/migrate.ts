import { readdir } from 'node:fs/promises';
import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { OperatorError } from '../errors.ts';
import type { Database } from './database.ts';

const folder = new URL('./migrations/', import.meta.url);

/**
 * Brings the database to the newest schema; nothing happens when it is there already.
 * Errors: OperatorError when an extension is missing or may not be created, or when the schema is newer than this release.
 */
export async function migrate({ db }: Database): Promise<void> {
  await requireVersion(db);
  for (const extension of extensions) await requireExtension(db, extension);
  const migrator = new Migrator({ db, provider: migrations });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const message = error instanceof Error ? error.message : JSON.stringify(error);
  if (message.includes('corrupted migrations')) {
    throw new OperatorError(
      `The database was made by a newer release of Breitblick (${message}). Update this installation, or use another database.`,
    );
  }
  throw new OperatorError(`The database could not be brought up to date: ${message}`);
}

/** The migrations of this release, in the order of their names. */
export const migrations = { getMigrations };

async function getMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z-]+\.ts$/.test(name)).sort();
  const migrations = names.map(async (name): Promise<[string, Migration]> => [
    name.replace(/\.ts$/, ''),
    (await import(new URL(name, folder).href)) as Migration,
  ]);
  return Object.fromEntries(await Promise.all(migrations));
}

async function requireVersion(db: Database['db']): Promise<void> {
  const { rows } = await sql<{ version: string; number: number }>`
    select current_setting('server_version') as version, current_setting('server_version_num')::integer as number`.execute(
    db,
  );
  const [server] = rows;
  if (server && server.number < 150_000) {
    throw new OperatorError(`The database server is PostgreSQL ${server.version}; Breitblick needs 15 or later.`);
  }
}

interface Extension {
  name: string;
  /** Debian's package that has it. */
  debianPackage: string;
}

const extensions: readonly Extension[] = [
  { name: 'postgis', debianPackage: 'postgresql-15-postgis-3' },
  { name: 'btree_gist', debianPackage: 'postgresql-15' },
];

async function requireExtension(db: Database['db'], { name, debianPackage }: Extension): Promise<void> {
  try {
    await sql`create extension if not exists ${sql.id(name)}`.execute(db);
    if (name === 'postgis') await sql`select postgis_version()`.execute(db);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new OperatorError(
      `The database lacks the extension ${name}, and it could not be added: ${message}. Install it on the server (Debian: ` +
        `${debianPackage}) and run "create extension ${name}" in this database as a superuser.`,
    );
  }
}
