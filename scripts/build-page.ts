import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OperatorError } from '../server/errors.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.sources');

/**
 * Builds the front end if its sources have changed since the last build.
 * Errors: OperatorError with the builder's own words.
 */
export async function buildPage(): Promise<void> {
  const sources = await hashSources();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) return;
  console.log('Building the front end …');
  const output = await run(process.execPath, [
    join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '--logLevel',
    'warn',
  ]);
  if (output !== undefined) throw new OperatorError(`The front end could not be built:\n${output}`);
  await writeFile(stamp, sources);
}

/** In a process of its own, so that the database can be filled on the other core. Undefined if all went well. */
function run(command: string, args: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Tests look at the page that readers get, and not at one that is made to be looked into.
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : output));
  });
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  const names = ['package-lock.json', 'vite.config.ts'];
  for (const folder of ['web', 'geodata']) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      // Pictures of the page and packed data are no sources of it.
      if (entry.isFile() && !/\.(gz|zip|png)$/.test(path)) names.push(path.slice(root.length));
    }
  }
  for (const name of names.sort()) hash.update(name).update(await readFile(join(root, name)));
  return hash.digest('hex');
}
