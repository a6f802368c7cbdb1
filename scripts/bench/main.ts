/**
 * `npm run bench`: measures what we claim about speed. `-- server` measures the server beside others, on one database and in
 * one run; `-- addresses` the address search;
 * `-- construction` the construction record; `-- sensors` the sensors; `-- page` the page in a browser; without any, all these.
 * `-- soak` lets the server take and tell observations for ten minutes, and looks at its memory.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import pg from 'pg';
import { readConfig } from '../../server/config.ts';
import { type Database, openDatabase } from '../../server/database/database.ts';
import { migrate } from '../../server/database/migrate.ts';
import { OperatorError } from '../../server/errors.ts';
import { figures } from './cells.ts';
import { makePeerApi, makePeerCells } from './database.ts';
import { measureAddresses } from './addresses.ts';
import { measureConstruction } from './construction.ts';
import { compareLists } from './graphql.ts';
import { type ImportMeasurement, measureImport, writeCsv } from './imports.ts';
import { measurePage } from './page/page.ts';
import { measureSensors } from './sensors/sensors.ts';
import { measureSoak } from './sensors/soak.ts';
import { formatResults, writeResults } from './report.ts';
import { compareCold, compareWarm } from './tiles.ts';

const databaseName = 'breitblick_bench';

const { values, positionals } = parseArgs({
  options: {
    side: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    visits: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '5' },
    asked: { type: 'string', default: '100' },
    typed: { type: 'string', default: '50' },
    millions: { type: 'string', default: '1,10' },
    'soak-minutes': { type: 'string', default: '10' },
    write: { type: 'boolean', default: true },
  },
  allowNegative: true,
  allowPositionals: true,
});
const usual = ['server', 'addresses', 'construction', 'sensors', 'page'] as const;
const known = [...usual, 'soak'] as const;
const parts = positionals.length > 0 ? positionals : [...usual];
const side = Number(values.side);
const round = { rounds: Number(values.rounds), seconds: Number(values.seconds) };

try {
  const unknown = parts.find((part) => !known.some((one) => one === part));
  if (unknown !== undefined)
    throw new OperatorError(`There is no part ${unknown} of the bench; there are ${known.join(', ')}.`);
  if (parts.some((part) => part !== 'addresses' && part !== 'soak')) installPeers();
  if (parts.includes('server')) await benchServer();
  if (parts.includes('addresses')) await benchAddresses();
  if (parts.includes('construction')) await benchConstruction();
  if (parts.includes('sensors')) await benchSensors();
  if (parts.includes('page')) await benchPage();
  if (parts.includes('soak')) await benchSoak();
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function benchPage(): Promise<void> {
  const markdown = await measurePage({ runs: Number(values.visits), minutes: Number(values.minutes) });
  console.log(`\n${markdown}`);
  if (values.write) await writeResults('page', markdown);
}

async function benchAddresses(): Promise<void> {
  const given = requireServer();
  const databaseUrl = await createDatabase(given);
  try {
    const markdown = await measureAddresses({ databaseUrl, typed: Number(values.typed) });
    console.log(`\n${markdown}`);
    if (values.write) await writeResults('addresses', markdown);
  } finally {
    await administer(given, `drop database if exists ${databaseName} with (force)`);
  }
}

async function benchConstruction(): Promise<void> {
  const given = requireServer();
  const databaseUrl = await createDatabase(given);
  try {
    const markdown = await measureConstruction({ databaseUrl, asked: Number(values.asked), ...round });
    console.log(`\n${markdown}`);
    if (values.write) await writeResults('construction', markdown);
  } finally {
    await administer(given, `drop database if exists ${databaseName} with (force)`);
  }
}

async function benchSensors(): Promise<void> {
  const given = requireServer();
  const databaseUrl = await createDatabase(given);
  try {
    const millions = values.millions.split(',').map(Number);
    const markdown = await measureSensors({ databaseUrl, millions, ingestSeconds: 60, ...round });
    console.log(`\n${markdown}`);
    if (values.write) await writeResults('sensors', markdown);
  } finally {
    await administer(given, `drop database if exists ${databaseName} with (force)`);
  }
}

async function benchSoak(): Promise<void> {
  const minutes = Number(values['soak-minutes']);
  if (!(minutes >= 3)) throw new OperatorError('--soak-minutes: give 3 or more; fewer can’t tell a leak from a start.');
  const given = requireServer();
  const databaseUrl = await createDatabase(given);
  try {
    const markdown = await measureSoak(databaseUrl, minutes);
    console.log(`\n${markdown}`);
    if (values.write) await writeResults('soak', markdown);
  } finally {
    await administer(given, `drop database if exists ${databaseName} with (force)`);
  }
}

function requireServer(): string {
  const { databaseUrl } = readConfig(process.env);
  if (databaseUrl !== undefined) return databaseUrl;
  throw new OperatorError(
    `The bench needs PostgreSQL with PostGIS: set DATABASE_URL. It makes a database ${databaseName} of its own there and drops it at the end.`,
  );
}

async function benchServer(): Promise<void> {
  const given = requireServer();
  const databaseUrl = await createDatabase(given);
  const database = await openDatabase({ databaseUrl, dataDir: '' });
  try {
    const imports = await fill(database, databaseUrl);
    console.log('Cold tiles …');
    const cold = await compareCold(databaseUrl, side, round);
    console.log('Warm tiles …');
    const warm = await compareWarm(databaseUrl, side, round);
    console.log('List query …');
    const lists = await compareLists(databaseUrl, round);
    const { rows } = await sql<{ versions: string }>`
      select 'PostgreSQL ' || current_setting('server_version') || ', PostGIS ' || postgis_lib_version() as versions`.execute(
      database.db,
    );
    const markdown = formatResults({
      comparisons: [...cold, ...warm, ...lists],
      imports,
      versions: rows[0]?.versions ?? '',
      cells: side * side,
      figures: figures.length,
      ...round,
    });
    console.log(`\n${markdown}`);
    if (values.write) await writeResults('server', markdown);
  } finally {
    await database.close();
    await administer(given, `drop database if exists ${databaseName} with (force)`);
  }
}

/** The peers' packages, which nobody else needs. */
function installPeers(): void {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  if (
    existsSync(join(folder, 'node_modules', 'postgraphile')) &&
    existsSync(join(folder, 'node_modules', 'lighthouse'))
  )
    return;
  console.log('Installing what we are measured against …');
  const options = { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' } as const;
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], options);
}

async function createDatabase(given: string): Promise<string> {
  await administer(given, `drop database if exists ${databaseName} with (force)`);
  await administer(given, `create database ${databaseName}`);
  const url = new URL(given);
  url.pathname = `/${databaseName}`;
  return url.href;
}

async function administer(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    await client.query(statement);
  } catch (error) {
    throw new OperatorError(`"${statement}" failed: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await client.end();
  }
}

/** The published municipalities and the bench's cells, through the import that everybody uses. */
async function fill(database: Database, databaseUrl: string): Promise<ImportMeasurement[]> {
  await migrate(database);
  const data = fileURLToPath(new URL('../../geodata/landau/data/', import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), 'breitblick-bench-'));
  try {
    const csv = join(folder, 'cells.csv');
    await writeCsv(csv, side);
    const count = new Intl.NumberFormat('en').format(side * side);
    const imports = [
      ['boundaries of 10,997 municipalities (Shapefile)', join(data, 'VG5000_GEM.zip')],
      ['municipal file of 11,388 rows and 53 figures', join(data, 'gemeinden_haushalte_2021_mitte.csv.gz')],
      [`${count} cells of ${figures.length} figures (CSV)`, '--date', '2025-06-30', csv],
    ] as const;
    const measurements: ImportMeasurement[] = [];
    for (const [name, ...args] of imports) {
      console.log(`Importing ${name} …`);
      measurements.push(await measureImport(name, databaseUrl, ...args));
    }
    const { id } = await database.db
      .selectFrom('edition')
      .select('id')
      .where('kind', '=', 'cell_coverage')
      .executeTakeFirstOrThrow();
    console.log('Laying out the same data for the others …');
    await makePeerCells(database, id);
    await makePeerApi(database);
    await sql`vacuum analyze`.execute(database.db);
    return measurements;
  } finally {
    await rm(folder, { recursive: true });
  }
}
