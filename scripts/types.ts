/** Writes server/database/generated.ts from a freshly migrated database, so that types and schema can't drift apart. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { openDatabase } from '../server/database/database.ts';
import { embeddedExtensions } from '../server/database/embedded.ts';
import { migrate } from '../server/database/migrate.ts';

/** Arrays whose elements may be null, which the catalogue of a database does not know. */
const nullableElements = Object.fromEntries(
  ['coverage', 'cell_coverage', 'coarse_cell'].map((table) => [`${table}.shares`, '(number | null)[]']),
);
const outFile = process.argv[2] ?? fileURLToPath(new URL('../server/database/generated.ts', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'breitblick-types-'));
try {
  const database = await openDatabase({ dataDir: folder });
  await migrate(database);
  await database.close();

  const pglite = await PGlite.create({ dataDir: join(folder, 'postgres'), extensions: embeddedExtensions });
  const server = new PGLiteSocketServer({ db: pglite, host: '127.0.0.1', port: 0, maxConnections: 20 });
  const listening = new Promise<AddressInfo>((resolve) => {
    server.addEventListener('listening', (event) => resolve((event as CustomEvent<AddressInfo>).detail));
  });
  await server.start();
  const { port } = await listening;
  const bin = fileURLToPath(new URL('../node_modules/kysely-codegen/dist/cli/bin.js', import.meta.url));
  await promisify(execFile)(process.execPath, [
    bin,
    ...['--url', `postgres://postgres@127.0.0.1:${port}/postgres`, '--dialect', 'postgres', '--out-file', outFile],
    ...['--date-parser', 'string', '--numeric-parser', 'number', '--log-level', 'error'],
    ...['--exclude-pattern', '{spatial_ref_sys,geography_columns,geometry_columns,kysely_*}'],
    ...['--overrides', JSON.stringify({ columns: nullableElements })],
    ...['--type-mapping', '{"geometry":"string","bytea":"Uint8Array","int8":"number"}'],
  ]);
  await server.stop();
  await nextTurn(); // the socket's connections end in callbacks that still look at the database
  await pglite.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
