/** Debian's mosquitto as a broker of a test's own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const path = '/usr/sbin/mosquitto';

/** Why tests with a broker can't run here, or undefined if they can. In CI a missing one fails. */
export function missingBroker(): string | undefined {
  if (existsSync(path)) return undefined;
  const reason = `No mosquitto at ${path}: install it (Debian: mosquitto, mosquitto-clients).`;
  if (process.env.CI) throw new Error(reason);
  process.stderr.write(`NOT TESTED: ${reason}\n`);
  return reason;
}

export interface Broker {
  url: string;
  port: number;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A broker on a free port that keeps its sessions while it is stopped. */
export async function startBroker(): Promise<Broker> {
  const folder = await mkdtemp(join(tmpdir(), 'breitblick-broker-'));
  const port = await freePort();
  const file = join(folder, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    ...['allow_anonymous true', 'persistence true', `persistence_location ${folder}/`, 'max_queued_messages 0'],
    ...(process.getuid?.() === 0 ? ['user root'] : []),
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn(path, ['-c', file], { stdio: 'ignore' });
    for (let tries = 0; !(await answers(port)); tries++) {
      if (tries > 200) throw new Error('mosquitto does not start');
      await sleep(50);
    }
  };
  const stop = async (): Promise<void> => {
    if (child?.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  await start();
  return {
    ...{ url: `mqtt://127.0.0.1:${port}`, port, start, stop },
    async close() {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Publishes one message with mosquitto's own client. */
export async function publish({ port }: Broker, topic: string, message: string): Promise<void> {
  const options = ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', topic, '-m', message];
  await promisify(execFile)('mosquitto_pub', options);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).then((isThere) => (socket.destroy(), isThere as boolean));
}
