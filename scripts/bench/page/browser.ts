/** Chromium for measurements, as a child of this process: what is measured shares its place in the scheduler. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatorError } from '../../../server/errors.ts';

/** Where Chromium is; `CHROMIUM` names another one. */
const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export interface MeasuredBrowser {
  /** Of the DevTools protocol. */
  port: number;
  version: string;
  /** Resident memory of all its processes, MB. */
  memory(): Promise<number>;
  close(): Promise<void>;
}

/** Opens a new browser with WebGL in software. Errors: OperatorError if there is none. */
export async function openBrowser(): Promise<MeasuredBrowser> {
  if (!existsSync(browserPath)) {
    throw new OperatorError(
      `No Chromium at ${browserPath}: install it (Debian: chromium), or set CHROMIUM to its path.`,
    );
  }
  const profile = await mkdtemp(join(tmpdir(), 'breitblick-browser-'));
  const child = spawn(
    browserPath,
    [
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--no-sandbox',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--window-size=1440,900',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const port = await readPort(child);
  const answer = await fetch(`http://127.0.0.1:${port}/json/version`);
  const { Browser: version } = (await answer.json()) as { Browser: string };
  return {
    port,
    version,
    memory: () => memoryOf(child.pid ?? 0),
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function readPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Chromium ended before it could be used:\n${said}`)));
  });
}

/** Of a process and all below it, MB. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const below = children.trim().split(' ').filter(Boolean);
  const own = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  return (await Promise.all(below.map((child) => memoryOf(Number(child))))).reduce((sum, one) => sum + one, own);
}
