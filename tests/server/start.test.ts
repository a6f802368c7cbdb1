import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { serverUrl } from '../database.ts';

/** The commands as a person runs them, in processes of their own. */
const root = resolve(import.meta.dirname, '../..');
let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breitblick-start-'));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => ended(child, 'SIGKILL')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Command {
  child: ChildProcess;
  output(): string;
  code: Promise<number | null>;
}

function run(script: string, args: string[], environment: Record<string, string>): Command {
  const child = spawn(process.execPath, [join(root, 'scripts', script), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'silent', ...environment },
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output, code: new Promise((done) => child.on('close', done)) };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((done) => child.on('close', done));
  child.kill(signal);
  await closed;
}

async function serving(command: Command): Promise<string> {
  const deadline = Date.now() + 300_000;
  for (;;) {
    const [, url] = /serves on (\S+)/.exec(command.output()) ?? [];
    if (url) return url;
    if (command.child.exitCode !== null || Date.now() > deadline)
      throw new Error(`It does not serve: ${command.output()}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function occupy(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  return { server, port: (server.address() as { port: number }).port };
}

/** One line, no stack: what a person can act on. */
async function expectRefusal(command: Command, ...words: string[]): Promise<void> {
  expect(await command.code).toBe(1);
  for (const word of words) expect(command.output()).toContain(word);
  expect(command.output()).not.toMatch(/\n\s+at /);
}

test('a port that is taken is one clear line', async () => {
  const { server, port } = await occupy();
  await expectRefusal(
    run('start.ts', [], { PORT: String(port), DATA_DIR: join(folder, 'port') }),
    `Port ${port}`,
    'PORT',
  );
  server.close();
});

test('a database that nobody answers for is one clear line', async () => {
  const { server, port } = await occupy();
  await new Promise((done) => server.close(done));
  const url = `postgres://user:secret@localhost:${port}/breitblick`;
  const command = run('start.ts', [], { PORT: '0', DATABASE_URL: url });
  await expectRefusal(command, `localhost:${port}`, 'DATABASE_URL');
  expect(command.output()).not.toContain('secret');
});

test('a data folder that is a file is one clear line', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expectRefusal(run('start.ts', [], { PORT: '0', DATA_DIR: file }), file, 'DATA_DIR');
});

test('a wrong environment is one clear line', async () => {
  await expectRefusal(run('start.ts', [], { PORT: 'eighty' }), 'PORT=eighty');
});

test.skipIf(serverUrl !== undefined)(
  'the embedded database is filled at the first start, served, imported into through the server, and left whole',
  { timeout: 600_000 },
  async () => {
    const environment = { PORT: '0', DATA_DIR: join(folder, 'data') };
    const first = run('start.ts', [], environment);
    const url = await serving(first);
    const name = '{ municipality(ags: "07313000") { name } }';
    const ask = async (address: string): Promise<unknown> =>
      (await fetch(`${address}/graphql?query=${encodeURIComponent(name)}`)).json();
    expect(await ask(url)).toEqual({ data: { municipality: { name: 'Landau in der Pfalz' } } });

    await expectRefusal(run('start.ts', [], environment), 'open in another process', `pid ${first.child.pid}`);

    const file = join(folder, 'gemeinden_haushalte_2022_mitte.csv');
    await writeFile(file, 'AGS;FTTH/B ≥ 1000 Mbit/s\n07313000;12,34\n');
    const imported = run('import.ts', [file], environment);
    expect(await imported.code).toBe(0);
    expect(imported.output()).toContain('importing through it');
    expect(imported.output()).toContain('1 records read, 1 written, 0 refused');
    const share = `{ municipality(ags: "07313000") { coverage(technology: FTTH_B, minDownstreamMbits: 1000, referenceDate: "2022-06-30") { sharePercent } } }`;
    const answer: unknown = await (await fetch(`${url}/graphql?query=${encodeURIComponent(share)}`)).json();
    expect(answer).toEqual({ data: { municipality: { coverage: [{ sharePercent: 12.34 }] } } });

    first.child.kill('SIGINT');
    expect(await first.code).toBe(0);

    // Killed without warning, it leaves a lock of a dead process, and nothing is lost.
    const second = run('start.ts', [], environment);
    await serving(second);
    expect(second.output()).not.toContain('Filling');
    await ended(second.child, 'SIGKILL');
    const third = run('start.ts', [], environment);
    expect(await ask(await serving(third))).toEqual({ data: { municipality: { name: 'Landau in der Pfalz' } } });
  },
);

test('a list of problems that can not be written is said before anything is imported', async () => {
  const args = ['--problems', join(folder, 'nowhere', 'p.csv'), 'x.csv'];
  await expectRefusal(run('import.ts', args, { DATA_DIR: join(folder, 'problems') }), "can't be written", 'p.csv');
});

test('import without a file, or with an unknown option, shows how it is used', async () => {
  const environment = { DATA_DIR: join(folder, 'usage') };
  await expectRefusal(run('import.ts', [], environment), 'npm run import -- [what they hold] [options]');
  await expectRefusal(run('import.ts', ['--nothing', 'x.csv'], environment), '--nothing', 'npm run import');
});
