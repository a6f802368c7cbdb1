/** Load on one address, and servers to put it on. Each server is a process of its own, as in life. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import autocannon from 'autocannon';

/** Connections of every measurement. */
export const connections = 10;

export interface Measurement {
  requestsPerSecond: number;
  /** Latency in milliseconds. */
  p50: number;
  p99: number;
  /** Resident memory of the server after the load, MB. */
  memory: number;
  /** Bytes of a body, mean. */
  bytes: number;
}

/** A running server. */
export interface Subject {
  url: string;
  pid: number | undefined;
  /** Resident memory, MB. */
  memory(): Promise<number>;
  close(): Promise<void>;
}

/** Starts `scripts/bench/servers/{name}`; it sends its address when it answers. */
export async function startSubject(name: string, settings: Record<string, string>): Promise<Subject> {
  const child = fork(new URL(`./servers/${name}`, import.meta.url), {
    // As `npm start` starts ours.
    execArgv: name === 'breitblick.ts' ? ['--max-semi-space-size=2'] : [],
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (url) => resolve(url as string));
    child.once('exit', (code) => reject(new Error(`The server ${name} ended with ${code} before it answered`)));
  });
  return { url, pid: child.pid, memory: () => residentMemory(child), close: () => stop(child) };
}

async function residentMemory({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

export interface Load {
  /** Paths, or bodies to post to one; every connection goes round them from a place of its own. */
  requests: { method?: 'GET' | 'POST'; path: string; body?: string }[];
  headers?: Record<string, string>;
}

/** Puts the load on a server. Errors: any answer but 200 spoils the measurement. */
export async function measure(
  subject: Subject,
  { requests, headers = {} }: Load,
  seconds: number,
): Promise<Measurement> {
  let started = 0;
  const result = await autocannon({
    url: subject.url,
    connections,
    duration: seconds,
    headers,
    // Else all ten would ask for the same tile at the same moment, which no map's users do.
    setupClient: (client) => {
      const offset = Math.floor((started++ * requests.length) / connections);
      client.setRequests([...requests.slice(offset), ...requests.slice(0, offset)]);
    },
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${subject.url} answered ${result.non2xx} times other than 200, with ${result.errors} errors`);
  }
  return {
    requestsPerSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    memory: await subject.memory(),
    bytes: result.throughput.total / result.requests.total,
  };
}

/** The measurement in the middle, by requests per second. */
export function medianOf(measurements: readonly Measurement[]): Measurement {
  const sorted = measurements.toSorted((one, other) => one.requestsPerSecond - other.requestsPerSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('Nothing was measured');
  return { ...middle, p99: Math.max(...sorted.map(({ p99 }) => p99)) };
}
