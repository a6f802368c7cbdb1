import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase, type Database } from '../server/database/database.ts';
import { migrate } from '../server/database/migrate.ts';

/** The engine under test: a PostgreSQL server if `DATABASE_URL` names one, else the embedded one. */
export const serverUrl = process.env['DATABASE_URL'] || undefined;

const templateName = 'breitblick_test_template';

/** A database of the test's own, migrated and empty. Close it at the end; it then vanishes. */
export async function openTestDatabase(
  onStatement?: (sql: string) => void,
): Promise<Database & { databaseUrl: string | undefined }> {
  if (serverUrl === undefined) {
    const template = await openAsBlob(inject('templatePath'));
    const database = await openDatabase({ dataDir: 'memory://', template, onStatement });
    return { ...database, databaseUrl: undefined };
  }
  const name = `breitblick_test_${process.pid}_${Math.random().toString(36).slice(2)}`;
  await administer(`create database ${name} template ${templateName}`);
  const databaseUrl = urlOf(name);
  const database = await openDatabase({ databaseUrl, dataDir: '', onStatement });
  return {
    ...database,
    databaseUrl,
    async close() {
      await database.close();
      await administer(`drop database ${name} with (force)`);
    },
  };
}

/** Makes what every test database starts from, once a run. */
export async function createTemplate(): Promise<Blob | undefined> {
  if (serverUrl !== undefined) {
    await administer(`drop database if exists ${templateName} with (force)`);
    await administer(`create database ${templateName}`);
    const database = await openDatabase({ databaseUrl: urlOf(templateName), dataDir: '' });
    await migrate(database);
    await database.close();
    return undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), 'breitblick-test-'));
  const database = await openDatabase({ dataDir: folder });
  await migrate(database);
  await database.close();
  const pglite = await PGlite.create({ dataDir: join(folder, 'postgres'), extensions: { postgis } });
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  await rm(folder, { recursive: true });
  return dump;
}

export async function dropTemplate(): Promise<void> {
  if (serverUrl !== undefined) await administer(`drop database if exists ${templateName} with (force)`);
}

function urlOf(name: string): string {
  const url = new URL(serverUrl ?? '');
  url.pathname = `/${name}`;
  return url.href;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
