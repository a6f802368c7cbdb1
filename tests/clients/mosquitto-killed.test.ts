import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { type Database, openDatabase } from '../../server/database/database.ts';
import { createLogger } from '../../server/log.ts';
import { Ingest } from '../../server/sensors/ingest.ts';
import { subscribe } from '../../server/sensors/mqtt.ts';
import { makeLastingDatabase, openTestDatabase } from '../database.ts';
import { thingsStackUplink } from '../geodata/formats/uplinks/messages.ts';
import { addNetwork, aDatastream, aDevice, aThing, contradictions } from '../server/sensors/network.ts';
import { missingBroker, publish, startBroker, until } from './broker.ts';

const missing = missingBroker();
const midnight = Date.UTC(2026, 0, 10);
/** Messages of the load, a minute apart. */
const total = 150;
const each = Array.from({ length: total }, (_, minute) => minute);
const topic = 'v3/stadtgruen@ttn/devices/baum-17/up';

/** What the device says in a minute. */
function uplink(minute: number): string {
  const received_at = new Date(midnight + minute * 60_000).toISOString();
  const uplink_message = { ...thingsStackUplink.uplink_message, f_cnt: minute, received_at };
  return JSON.stringify({ ...thingsStackUplink, uplink_message });
}

/** Describes the device. */
async function describeDevice(database: Database): Promise<void> {
  const device = aDevice({ source: 'ttn', key: 'A8404100000017AB', profile: 'dragino-lse01', field: 'soil_moisture' });
  await addNetwork(database, [
    aThing({ key: 'tree' }),
    aDatastream({ thing: 'tree', property: 'soil_moisture', devices: [device] }),
  ]);
}

async function allMinutes({ db }: Database): Promise<number[]> {
  const rows = await db
    .selectFrom('observation')
    .select('phenomenon_time as time')
    .orderBy('phenomenon_time')
    .execute();
  return rows.map(({ time }) => (time.getTime() - midnight) / 60_000);
}

/** Each minute of the load is observed, once, and nothing that is kept of them says otherwise. */
async function expectEachOnce(database: Database): Promise<void> {
  expect((await allMinutes(database)).filter((minute) => minute < total)).toEqual(each);
  expect(await contradictions(database)).toEqual([]);
}

describe.skipIf(missing)('killed under load', { timeout: 180_000 }, () => {
  test.each([
    ['saves what it holds', true],
    ['forgets all it knew', false],
  ])('what a broker has acknowledged that is killed and %s is observed once', async (_name, persistent) => {
    const broker = await startBroker({ persistent });
    const database = await openTestDatabase();
    await describeDevice(database);
    const { mqtt } = readConfig({ MQTT_URL: broker.url });
    if (!mqtt) throw new Error('A broker is named');
    const ingest = new Ingest(database, createLogger({ logLevel: 'silent' }));
    const subscriber = subscribe(mqtt, ingest, createLogger({ logLevel: 'silent' }));
    let next = 0;
    let acknowledged = 0;
    let holdBack = false;
    /** As a device does that repeats what was not acknowledged. */
    const sendAll = async (): Promise<void> => {
      while (next < total) {
        const message = uplink(next++);
        while (holdBack || !(await publish(broker, topic, message))) await sleep(50);
        acknowledged++;
      }
    };
    let probe = total;
    /** Until it is told who listens, a broker that has forgotten it acknowledges, and has nobody to give it to. */
    const listens = async (): Promise<void> => {
      const first = probe;
      await until(async () => {
        await publish(broker, topic, uplink(probe++));
        return (await allMinutes(database)).some((minute) => minute >= first);
      });
    };
    await listens();
    const sent = Promise.all(Array.from({ length: 4 }, sendAll));
    await until(() => acknowledged > total / 4);
    holdBack = !persistent;
    await broker.kill();
    await broker.start();
    if (!persistent) await listens();
    holdBack = false;
    await sent;
    await until(async () => (await allMinutes(database)).filter((minute) => minute < total).length >= total);
    await expectEachOnce(database);
    await subscriber.close();
    await ingest.close();
    await database.close();
    await broker.close();
  });

  test('a server that is killed while it writes has each message once when it is back', async () => {
    const broker = await startBroker();
    const lasting = await makeLastingDatabase();
    /** While no server has it open. */
    const withDatabase = async (work: (database: Database) => Promise<void>): Promise<void> => {
      const database = await openDatabase(lasting.settings);
      await work(database).finally(() => database.close());
    };
    await withDatabase(describeDevice);
    const env = { PATH: process.env.PATH, MQTT_URL: broker.url, SETTINGS: JSON.stringify(lasting.settings) };
    const startServer = (): ChildProcess => fork(new URL('listening-server.ts', import.meta.url), { env });
    const first = startServer();
    await until(async () => (await ask(first)).connected);
    await publish(broker, topic, uplink(0));
    await until(async () => (await ask(first)).count === 1);
    const killed = once(first, 'exit');
    first.send('die');
    const publisher = spawn('mosquitto_pub', ['-p', String(broker.port), '-q', '1', '-t', topic, '-l'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    publisher.stdin.end(each.slice(1).map(uplink).join('\n'));
    expect(await once(publisher, 'exit')).toEqual([0, null]);
    expect(await killed).toEqual([null, 'SIGKILL']);
    const second = startServer();
    await until(async () => (await ask(second)).count >= total);
    const stopped = once(second, 'exit');
    second.send('stop');
    await stopped;
    await withDatabase(expectEachOnce);
    await lasting.remove();
    await broker.close();
  });
});

async function ask(server: ChildProcess): Promise<{ count: number; connected: boolean }> {
  const answer = once(server, 'message');
  server.send('count');
  return ((await answer) as [{ count: number; connected: boolean }])[0];
}
