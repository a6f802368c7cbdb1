/** `npm run bench -- page`: what we claim about the page, measured on the product as it is started by everybody. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.ts';
import { measureScores } from './lighthouse.ts';
import { formatPage } from './report.ts';
import { measureUse } from './use.ts';

export interface PageOptions {
  /** Visits of each page. */
  runs: number;
  /** Length of the use that memory is measured over. */
  minutes: number;
}

/** Starts the product with its default data in a folder of its own, measures its page, and gives the results as Markdown. */
export async function measurePage({ runs, minutes }: PageOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'breitblick-page-'));
  const product = await startProduct(folder);
  try {
    const browser = await openBrowser();
    await browser.close();
    const scores = await measureScores(product.url, runs);
    const use = await measureUse(product.url, runs, minutes);
    return formatPage({ browser: browser.version, runs, scores, use });
  } finally {
    await product.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function startProduct(dataDir: string): Promise<{ url: string; close: () => Promise<void> }> {
  console.log('Starting the product …');
  const start = fileURLToPath(new URL('../../start.ts', import.meta.url));
  const child = spawn(process.execPath, ['--max-semi-space-size=2', start], {
    env: { ...process.env, PORT: String(await freePort()), HOST: 'localhost', DATA_DIR: dataDir, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { url: await readUrl(child), close: () => stop(child) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function readUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /serves on (http\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`The product ended with ${code} before it served:\n${said}`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
