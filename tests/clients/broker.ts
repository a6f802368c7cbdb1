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
  /** Ends it as a power cut would: nothing is written, nobody is told. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A broker on a free port. `persistent`: it keeps sessions and messages while it is stopped, and what it had saved when killed. */
export async function startBroker({ persistent = true } = {}): Promise<Broker> {
  const folder = await mkdtemp(join(tmpdir(), 'breitblick-broker-'));
  const port = await freePort();
  const file = join(folder, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    ...['allow_anonymous true', 'max_queued_messages 0', 'max_inflight_messages 0'],
    ...(persistent ? ['persistence true', `persistence_location ${folder}/`] : []),
    // Else it saves every half hour.
    ...(persistent ? ['autosave_on_changes true', 'autosave_interval 1'] : []),
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
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  const stop = (): Promise<void> => end('SIGTERM');
  await start();
  return {
    ...{ url: `mqtt://127.0.0.1:${port}`, port, start, stop, kill: () => end('SIGKILL') },
    async close() {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Publishes one message with mosquitto's own client. True: the broker has acknowledged it. */
export async function publish({ port }: Broker, topic: string, message: string): Promise<boolean> {
  const options = ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-d', '-t', topic, '-m', message];
  const told = await promisify(execFile)('mosquitto_pub', options).catch(() => undefined);
  return told?.stdout.includes('received PUBACK') ?? false;
}

/** What mosquitto's own client hears first on these topics: `r` retained, `q` quality of service, `t` topic, `p` the JSON that is sent. */
export async function hear({ port }: Broker, topics: string, count = 1): Promise<unknown[]> {
  const options = ['-p', String(port), '-q', '1', '-t', topics, '-C', String(count), '-W', '20'];
  const form = '{"r":%r,"q":%q,"t":"%t","p":%p}';
  const { stdout } = await promisify(execFile)('mosquitto_sub', [...options, '-F', form]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** Polls until something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 400) throw new Error('It does not come to that');
    await sleep(100);
  }
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
