/** `npm run import -- <file or URL> …`: takes files into the database, one edition each. */
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify';
import { constructionContents } from '../geodata/construction/contents.ts';
import type { Problem } from '../geodata/records.ts';
import { type Config, readConfig } from '../server/config.ts';
import { openDatabase } from '../server/database/database.ts';
import { findLockOwner, lockFolder, type LockOwner } from '../server/database/lock.ts';
import { migrate } from '../server/database/migrate.ts';
import { OperatorError } from '../server/errors.ts';
import { failureOf } from '../server/import-failure.ts';
import { type ImportEvent, type ImportOptions, importSource } from '../server/import-source.ts';
import { runCommand } from './command.ts';
import { ImportReport } from './import-report.ts';

const usage = `npm run import -- [what they hold] [options] <file or URL> …

  stages, addresses, defects, roadworks, plan, spending
                        what the files hold, where that is not clear from their columns
  geometry              rollout areas, trenches, network points or roadworks (GeoPackage, GeoJSON, Shapefile)
  --crs EPSG:25832      coordinate system of geometry, if the file does not say it
  --kind trench         area, trench or network_point, if the shapes do not say it
  --layer NAME          of a GeoPackage with several layers: the one that is meant
  --ags 07313000        municipality, if the file does not say it, nor the place
  --dry                 tells all that would happen, and writes nothing
  --date 2021-06-30     date that the figures hold for, if the file does not say it
  --title "…"           title of the edition
  --population NAME     households or business_parks, if the file's name does not say it
  --supersedes ID       edition that the file corrects
  --beside              stands beside another edition of the same kind and date
  --lang de             tells problems and failures in German
  --problems FILE.csv   list of all problems, with line and reason`;

/** Paths are meant from the folder where the command was typed, and npm runs it in the project's. */
function located(source: string): string {
  return /^https?:\/\//i.test(source) ? source : resolve(process.env.INIT_CWD ?? '.', source);
}

type Importer = (source: string, send: (event: ImportEvent) => void) => Promise<unknown>;

await runCommand(async () => {
  const { sources, options, problemsFile } = readArguments(process.argv.slice(2));
  const config = readConfig(process.env);
  const problems = problemsFile === undefined ? undefined : await openProblemsFile(located(problemsFile));
  const importer = await openImporter(config, options);
  let failed = false;
  try {
    for (const named of sources) {
      const source = located(named);
      const report = new ImportReport(source, options.language);
      try {
        await importer.importOne(source, (event) => {
          report.show(event);
          if (event.type === 'problem') {
            const said = options.language === 'de' ? { message: event.text, fix: '' } : {};
            problems?.write({ source, ...event.problem, ...said });
          }
        });
      } catch (error) {
        const failure = failureOf(error, options.language);
        if (!failure) throw error;
        report.show(failure);
        failed = true;
      }
      failed ||= report.failed;
    }
  } finally {
    await importer.close();
    await problems?.close();
  }
  if (failed) process.exitCode = 1;
});

function readArguments(args: string[]): {
  sources: string[];
  options: ImportOptions;
  problemsFile: string | undefined;
} {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        date: { type: 'string' },
        title: { type: 'string' },
        population: { type: 'string' },
        supersedes: { type: 'string' },
        beside: { type: 'boolean' },
        problems: { type: 'string' },
        dry: { type: 'boolean' },
        crs: { type: 'string' },
        kind: { type: 'string' },
        ags: { type: 'string' },
        layer: { type: 'string' },
        lang: { type: 'string' },
      },
    });
    const { population, kind, lang: language } = values;
    if (population !== undefined && population !== 'households' && population !== 'business_parks') {
      throw new Error(`--population is households or business_parks, not ${population}`);
    }
    if (kind !== undefined && kind !== 'area' && kind !== 'trench' && kind !== 'network_point') {
      throw new Error(`--kind is area, trench or network_point, not ${kind}`);
    }
    if (language !== undefined && language !== 'de' && language !== 'en') {
      throw new Error(`--lang is de or en, not ${language}`);
    }
    const holds = constructionContents.find((content) => content === positionals[0]);
    const sources = holds === undefined ? positionals : positionals.slice(1);
    if (sources.length === 0) throw new Error('No file was named');
    return {
      sources,
      options: {
        title: values.title,
        referenceDate: values.date,
        population,
        supersedes: values.supersedes,
        beside: values.beside,
        holds,
        dry: values.dry,
        crs: values.crs,
        kind,
        ags: values.ags,
        layer: values.layer,
        language,
      },
      problemsFile: values.problems,
    };
  } catch (error) {
    throw new OperatorError(`${(error as Error).message}.\n\n${usage}`);
  }
}

/** Straight into the database; where a running server has the embedded one open, through that server. */
async function openImporter(
  config: Config,
  options: ImportOptions,
): Promise<{ importOne: Importer; close(): Promise<void> }> {
  const owner = config.databaseUrl === undefined ? findLockOwner(config.dataDir) : undefined;
  if (owner?.url) {
    console.log(`The database is open in a running server (${owner.url}); importing through it.`);
    return { importOne: (source, send) => importThrough(owner, source, options, send), close: () => Promise.resolve() };
  }
  const lock = config.databaseUrl === undefined ? await lockFolder(config.dataDir, 'npm run import') : undefined;
  try {
    const database = await openDatabase(config);
    const close = async (): Promise<void> => {
      await database.close();
      lock?.release();
    };
    try {
      await migrate(database);
    } catch (error) {
      await database.close();
      throw error;
    }
    return { importOne: (source, send) => importSource(database, source, options, send), close };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

async function importThrough(
  owner: LockOwner,
  source: string,
  options: ImportOptions,
  send: (event: ImportEvent) => void,
): Promise<void> {
  const response = await reach(`${owner.url}/internal/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ source, options }),
  });
  if (!response.ok || !response.body) {
    throw new OperatorError(`The running server refused the import (${response.status}): ${await response.text()}`);
  }
  let rest = '';
  let last: ImportEvent | undefined;
  try {
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter(Boolean)) send((last = JSON.parse(line) as ImportEvent));
    }
  } catch (error) {
    throw new OperatorError(`${lostConnection} (${(error as Error).message})`);
  }
  if (last?.type !== 'done' && last?.type !== 'failed') throw new OperatorError(lostConnection);
}

const lostConnection =
  'The connection to the running server broke. Run the same command again: what it finished is known, and what it did not is not there.';

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw new OperatorError(
      `The running server at ${url} can't be reached: ${String((error as Error).cause ?? error)}`,
    );
  }
}

async function openProblemsFile(path: string): Promise<{
  write(problem: Problem & { source: string }): void;
  close(): Promise<void>;
}> {
  const handle = await open(path, 'w').catch((error: unknown) => {
    throw new OperatorError(`The list of problems can't be written: ${(error as Error).message}`);
  });
  const rows = stringify({
    header: true,
    columns: ['source', 'line', 'severity', 'rule', 'message', 'fix'],
    // A cell that starts like a formula would be run by a spreadsheet.
    cast: { string: (value) => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value) },
  });
  const file = rows.pipe(handle.createWriteStream());
  return {
    write: (problem) => void rows.write(problem),
    close: () =>
      new Promise((done, reject) => {
        file.on('finish', () => done()).on('error', reject);
        rows.end();
      }),
  };
}
