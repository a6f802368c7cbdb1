import { openAsBlob } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { inject } from 'vitest';
import { readConfig } from '../server/config.ts';
import { databaseFolder } from '../server/database/data-folder.ts';
import { type Database, type DatabaseOptions, openDatabase } from '../server/database/database.ts';
import { embeddedExtensions } from '../server/database/embedded.ts';

/** The engine under test: a PostgreSQL server if `DATABASE_URL` names one, else the embedded one. */
export const serverUrl = readConfig(process.env).databaseUrl;

/** A database of a test's own. Close it at the end; it then vanishes. */
export type TestDatabase = Database & { databaseUrl: string | undefined };

/** A migrated, empty database. `onStatement` hears every statement. */
export async function openTestDatabase(onStatement?: (sql: string) => void): Promise<TestDatabase> {
  return openCopy('empty', onStatement);
}

/** Makes what copies are taken from: a dump beside the run's other files, or a database of the server. */
export async function makeTemplate(
  runFolder: string,
  name: string,
  prepare: (database: Database) => Promise<void>,
): Promise<void> {
  if (serverUrl !== undefined) {
    await administer(`drop database if exists ${nameOf(runFolder, name)} with (force)`);
    await administer(`create database ${nameOf(runFolder, name)}`);
    const database = await openDatabase({ databaseUrl: urlOf(nameOf(runFolder, name)), dataDir: '' });
    await prepare(database).finally(() => database.close());
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'breitblick-test-'));
  try {
    const database = await openDatabase({ dataDir: folder });
    await prepare(database).finally(() => database.close());
    const pglite = await PGlite.create({ dataDir: join(folder, 'postgres'), extensions: embeddedExtensions });
    const dump = await pglite.dumpDataDir('none');
    await pglite.close();
    const path = join(runFolder, `${name}.tar`);
    await writeFile(`${path}.part`, Buffer.from(await dump.arrayBuffer()));
    await rename(`${path}.part`, path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Drops the templates of a run, and the copies that nobody has closed. */
export async function dropDatabases(runFolder: string): Promise<void> {
  if (serverUrl === undefined) return;
  const ofRun = `select datname from pg_database where starts_with(datname, '${nameOf(runFolder, '')}')`;
  for (const { datname } of await administer<{ datname: string }>(ofRun))
    await administer(`drop database if exists ${datname} with (force)`);
}

/** A copy of a template. */
export async function openCopy(template: string, onStatement?: (sql: string) => void): Promise<TestDatabase> {
  if (serverUrl === undefined) {
    const dump = await openAsBlob(join(inject('runFolder'), `${template}.tar`));
    const database = await openDatabase({ dataDir: 'memory://', template: dump, onStatement });
    return { ...database, databaseUrl: undefined };
  }
  const runFolder = inject('runFolder');
  const name = nameOf(runFolder, `copy_${Math.random().toString(36).slice(2)}`);
  await administer(`create database ${name} template ${nameOf(runFolder, template)}`);
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

/** A migrated, empty database that other processes can open; the embedded one when nobody else has it open. */
export async function makeLastingDatabase(): Promise<{ settings: DatabaseOptions; remove(): Promise<void> }> {
  if (serverUrl !== undefined) {
    const database = await openTestDatabase();
    return { settings: { databaseUrl: database.databaseUrl, dataDir: '' }, remove: () => database.close() };
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'breitblick-test-'));
  const loadDataDir = await openAsBlob(join(inject('runFolder'), 'empty.tar'));
  const options = { dataDir: databaseFolder(dataDir), extensions: embeddedExtensions, loadDataDir };
  await (await PGlite.create(options)).close();
  return { settings: { dataDir }, remove: () => rm(dataDir, { recursive: true }) };
}

/** Runs beside each other on one server must not take each other's. */
function nameOf(runFolder: string, name: string): string {
  return `breitblick_test_${basename(runFolder).replaceAll('-', '_')}_${name}`;
}

function urlOf(name: string): string {
  const url = new URL(serverUrl ?? '');
  url.pathname = `/${name}`;
  return url.href;
}

async function administer<Row extends object>(statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
