/** `npm run import` as a person runs it: a process of its own, timed from its start to its end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { generateCsv } from './cells.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface ImportMeasurement {
  name: string;
  seconds: number;
  /** Peak of resident memory of the importing process, MB. */
  memory: number;
}

export async function measureImport(name: string, databaseUrl: string, ...args: string[]): Promise<ImportMeasurement> {
  const { scripts } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    scripts: { import: string };
  };
  // What the script says after "node", its options among it.
  const [, ...command] = scripts.import.split(' ');
  const began = performance.now();
  const child = spawn(process.execPath, [...command, ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  let memory = 0;
  const watch = setInterval(() => {
    void peakMemory(child.pid).then((peak) => (memory = Math.max(memory, peak)));
  }, 50);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(watch);
  if (code !== 0) throw new Error(`The import of ${name} ended with ${code}:\n${output.join('')}`);
  return { name, seconds: (performance.now() - began) / 1000, memory };
}

async function peakMemory(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Writes cells as the atlas' CSV. */
export async function writeCsv(path: string, side: number): Promise<void> {
  await pipeline(Readable.from(chunks(generateCsv(side))), createWriteStream(path));
}

function* chunks(lines: Iterable<string>): Generator<string> {
  let text = '';
  for (const line of lines) {
    text += line;
    if (text.length > 1 << 16) {
      yield text;
      text = '';
    }
  }
  yield text;
}
