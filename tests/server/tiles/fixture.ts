import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import type { CellCoverageRecord, GeodataRecord, Header, Problem } from '../../../geodata/records.ts';
import type { Figure } from '../../../geodata/technologies.ts';
import { readConfig } from '../../../server/config.ts';
import { ProgressDirectory } from '../../../server/construction/progress.ts';
import { importEdition } from '../../../server/editions/import.ts';
import { EditionRegister } from '../../../server/editions/register.ts';
import { tileHandler, type TileOptions } from '../../../server/http/tiles.ts';
import { openWriter } from '../../../server/imports.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';

export const figures: readonly Figure[] = ['ALL_30', 'FTTH_B_1000'];

/** A running server of tiles with a database of its own. */
export interface TileServer {
  database: TestDatabase;
  register: EditionRegister;
  url: string;
  /** SQL of all statements so far. */
  statements: string[];
  close(): Promise<void>;
}

export async function startTileServer(
  options: TileOptions & { kAnonymity?: number; plannerToken?: string; log?: NodeJS.WritableStream } = {},
): Promise<TileServer> {
  const statements: string[] = [];
  const database = await openTestDatabase((sql) => statements.push(sql));
  const register = await EditionRegister.open(database);
  const { kAnonymity, plannerToken } = options;
  const config = { ...readConfig({}), plannerToken, ...(kAnonymity !== undefined && { kAnonymity }) };
  const progress = new ProgressDirectory(database.db, register);
  const logger = options.log ? pino({}, options.log) : pino({ level: 'silent' });
  const server = createServer(tileHandler({ database, register, config, logger, progress }, options));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    database,
    register,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    statements,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}

let editions = 0;

/** Imports records as one edition; returns its id and the problems. */
export async function importRecords(
  { database, register }: Pick<TileServer, 'database' | 'register'>,
  header: Partial<Header> & Pick<Header, 'kind'>,
  records: readonly GeodataRecord[],
  description: { modelled?: boolean; supersedes?: string } = {},
): Promise<{ editionId: string; problems: Problem[] }> {
  const problems: Problem[] = [];
  const whole: Header = {
    type: 'header',
    figures: header.kind === 'boundaries' ? [] : figures,
    population: 'households',
    referenceDate: '2021-06-30',
    source: 'breitbandatlas',
    expected: null,
    ...header,
  };
  async function* items() {
    await Promise.resolve();
    yield whole;
    yield* records;
  }
  const { editionId } = await database.db.transaction().execute((transaction) =>
    importEdition(
      transaction,
      items(),
      {
        title: `Edition of ${whole.kind}`,
        fileName: 'test.csv',
        url: null,
        sha256: (++editions).toString(16).padStart(8, '0').padEnd(64, '0'),
        beside: true,
        ...description,
      },
      openWriter,
      { onProblem: (problem) => problems.push(problem) },
    ),
  );
  await register.reload();
  return { editionId, problems };
}

/** A cell of Landau, unless said otherwise. */
export function cell(
  northing: number,
  easting: number,
  households: number | null,
  shares: readonly (number | null)[],
  ags: string | null = '07313000',
): CellCoverageRecord {
  return { type: 'cell_coverage', line: 1, northing, easting, households, shares, ags };
}

/** A square of degrees as a municipality. */
export function municipality(
  ags: string,
  name: string,
  [west, south, east, north]: [number, number, number, number],
  more: { independent?: boolean; inhabited?: boolean; designation?: string } = {},
): GeodataRecord {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return {
    type: 'boundaries',
    line: 1,
    ags,
    ars: `${ags.slice(0, 5)}0000${ags.slice(5)}`,
    name,
    designation: more.designation ?? 'Gemeinde',
    independent: more.independent ?? false,
    inhabited: more.inhabited ?? true,
    geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
  };
}
