/** Sensors: how many observations a second are written, and how fast their values are told, beside PostGraphile. */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../../server/database/database.ts';
import { migrate } from '../../../server/database/migrate.ts';
import type { Comparison, Round } from '../compare.ts';
import { formatComparisons } from '../report.ts';
import { type IngestMeasurement, measureIngest } from './ingest.ts';
import { addNetwork, addYear, from, interval, until } from './network.ts';
import { makePeerSensors } from './peer.ts';
import { compareSensors } from './queries.ts';

export interface SensorBenchOptions extends Round {
  /** Connection string of a database to fill. */
  databaseUrl: string;
  /** Sizes to measure at, millions of observations, ascending. */
  millions: readonly number[];
  /** Length of the measurement of the ingest, on each engine. */
  ingestSeconds: number;
}

const yearly = (until.getTime() - from.getTime()) / 1000 / interval;
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Fills both engines, measures, and gives the results as Markdown. */
export async function measureSensors(options: SensorBenchOptions): Promise<string> {
  const { databaseUrl, millions, ingestSeconds, ...round } = options;
  const comparisons: Comparison[] = [];
  const ingests: IngestMeasurement[] = [];
  const written: string[] = [];
  const database = await openDatabase({ databaseUrl, dataDir: '' });
  try {
    await migrate(database);
    const ids = await addNetwork(database);
    for (const size of millions) {
      const whole = ids.slice(0, Math.floor((size * 1_000_000) / yearly));
      console.log(`Writing ${size} million observations …`);
      const seconds = await addYear(database, whole, ids);
      written.push(`${size} M observations ${seconds.toFixed(1)} s`);
      await makePeerSensors(database);
      console.log(`Latest values and hourly means among ${size} million …`);
      comparisons.push(...(await compareSensors(databaseUrl, `${size} M observations`, whole, round)));
    }
    console.log('Ingest, PostgreSQL …');
    ingests.push(await measureIngest(database, 'PostgreSQL', ids, ingestSeconds));
  } finally {
    await database.close();
  }
  console.log('Ingest, embedded …');
  ingests.push(await measureEmbedded(ingestSeconds));
  return formatSensors(comparisons, ingests, written, round);
}

async function measureEmbedded(seconds: number): Promise<IngestMeasurement> {
  const folder = await mkdtemp(join(tmpdir(), 'breitblick-sensors-'));
  let database: Database | undefined;
  try {
    database = await openDatabase({ databaseUrl: undefined, dataDir: folder });
    await migrate(database);
    return await measureIngest(database, 'embedded', await addNetwork(database), seconds);
  } finally {
    await database?.close();
    await rm(folder, { recursive: true });
  }
}

/** What has to be reached at least, observations a second. */
const ingestGoals: Record<string, number> = { PostgreSQL: 5000, embedded: 1000 };

function formatSensors(
  comparisons: readonly Comparison[],
  ingests: readonly IngestMeasurement[],
  written: readonly string[],
  round: Round,
): string {
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ` +
      `${Math.round(totalmem() / 2 ** 30)} GB, ${type()}, Node ${process.versions.node}; median of ${round.rounds} rounds of ` +
      `${round.seconds} s, p99 of the worst round.`,
    '',
    ...formatComparisons(comparisons),
    '',
    `Past fortnights were written as text before, which a server does beside its answers: ${written.join(', ')}.`,
    '',
    '| ingest with roll-ups and latest values | observations/s | goal | slowest tenth | written |',
    '|---|---:|---:|---:|---:|',
    ...ingests.map(
      ({ engine, perSecond, slowest, observations }) =>
        `| ${engine} | **${number.format(perSecond)}** | ≥ ${number.format(ingestGoals[engine] ?? 0)} | ` +
        `${number.format(slowest)} | ${number.format(observations)} |`,
    ),
  ].join('\n');
}
