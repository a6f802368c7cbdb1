import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelledTown, townRecords } from '../../geodata/landau/sensors/town.ts';
import { readConfig } from '../../server/config.ts';
import { createLogger } from '../../server/log.ts';
import { AlarmMessages } from '../../server/sensors/alarm-messages.ts';
import { Ingest } from '../../server/sensors/ingest.ts';
import { matches, type MqttSubscriber, subscribe } from '../../server/sensors/mqtt.ts';
import { removeThreshold, writeThreshold } from '../../server/sensors/thresholds-import.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { chirpStackUplink, thingsStackUplink } from '../geodata/formats/uplinks/messages.ts';
import { addNetwork, aDatastream, aDevice, aThing, contradictions } from '../server/sensors/network.ts';
import { type Broker, hear, missingBroker, publish, startBroker, until } from './broker.ts';

const missing = missingBroker();
const logger = createLogger({ logLevel: 'silent' });

describe.skipIf(missing)('with mosquitto as broker', () => {
  let broker: Broker;
  let database: TestDatabase;
  let ingest: Ingest;
  let subscriber: MqttSubscriber;
  beforeAll(async () => {
    [broker, database] = await Promise.all([startBroker(), openTestDatabase()]);
    const fed = (source: string, key: string, profile: string, field: string) => [
      aDevice({ source, key, profile, field }),
    ];
    await addNetwork(database, [
      aThing({ key: 'tree' }),
      aDatastream({
        thing: 'tree',
        property: 'soil_moisture',
        devices: fed('ttn', 'A8404100000017AB', 'dragino-lse01', 'soil_moisture'),
      }),
      aThing({ key: 'market' }),
      aDatastream({
        thing: 'market',
        property: 'air_temperature',
        devices: fed('chirpstack', 'A84041FFFF182A30', 'dragino-lht65', 'air_temperature'),
      }),
    ]);
    ingest = new Ingest(database, logger);
    subscriber = listen();
    await until(() => subscriber.connected);
  });
  afterAll(async () => {
    await subscriber.close();
    await ingest.close();
    await database.close();
    await broker.close();
  });

  function listen(): MqttSubscriber {
    const { mqtt: options } = readConfig({ MQTT_URL: broker.url });
    if (!options) throw new Error('A broker is named');
    return subscribe(options, ingest, logger);
  }

  async function count(): Promise<number> {
    const { number } = await database.db
      .selectFrom('observation')
      .select(({ fn }) => fn.countAll<number>().as('number'))
      .executeTakeFirstOrThrow();
    return number;
  }

  test('what mosquitto_pub sends on the topics of both stacks is observed', async () => {
    await publish(broker, 'v3/stadtgruen@ttn/devices/baum-17/up', JSON.stringify(thingsStackUplink));
    await publish(broker, 'application/17c82e96/device/a84041ffff182a30/event/up', JSON.stringify(chirpStackUplink));
    await publish(broker, 'v3/stadtgruen@ttn/devices/baum-17/up', 'no JSON');
    await publish(broker, 'v3/stadtgruen@ttn/devices/baum-17/join', JSON.stringify(thingsStackUplink));
    await until(async () => (await count()) === 2);
    const letters = async () => database.db.selectFrom('dead_letter').select(['source', 'reason']).execute();
    await until(async () => (await letters()).length === 1);
    expect(await letters()).toEqual([{ source: 'ttn', reason: 'malformed-json' }]);
  });

  test('the modelled town can be heard over the broker, each device by its own message', async () => {
    await addNetwork(database, townRecords());
    const command = ['scripts/simulate.ts', '--once'];
    const before = await count();
    await promisify(execFile)(process.execPath, command, { env: { PATH: process.env.PATH, MQTT_URL: broker.url } });
    await until(async () => (await count()) > before + modelledTown().datastreams.length / 2);
    const { unknown } = await database.db
      .selectFrom('dead_letter')
      .select(({ fn }) => fn.countAll<number>().as('unknown'))
      .where('topic', 'like', 'v3/landau@%')
      .executeTakeFirstOrThrow();
    expect(unknown).toBe(0);
  });

  test('alarms are published, and whoever subscribes later hears the last word on each threshold', async () => {
    // What the modelled town watches by itself has its own test.
    await database.db.deleteFrom('alarm_message').execute();
    await database.db.deleteFrom('threshold').execute();
    const messages = new AlarmMessages(database, logger, { topic: 'town/alarms', publish: subscriber.publish });
    const { id: datastreamId, ags } = await database.db
      .selectFrom('datastream')
      .select(['id', 'ags'])
      .where('key', '=', 'soil_moisture')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const dry = { ags, id: null, datastreamId, name: 'Trocken', severity: 'warning', direction: 'below' } as const;
    const { id } = await database.db.transaction().execute((transaction) =>
      writeThreshold(transaction, {
        ...dry,
        raiseAt: 40,
        clearAt: 45,
        webhook: null,
        webhookSecret: null,
        active: true,
      }),
    );
    expect(await messages.deliver(new Date())).toBe(1);
    expect(await hear(broker, 'town/alarms/#')).toMatchObject([
      {
        r: 1,
        q: 1,
        t: `town/alarms/${ags}/${id}`,
        p: { event: 'raised', threshold: 'Trocken', value: 31.5, unit: '%' },
      },
    ]);
    await broker.stop();
    await until(() => !subscriber.connected);
    await database.db.transaction().execute((transaction) => removeThreshold(transaction, ags, id));
    expect(await messages.deliver(new Date())).toBe(0);
    await broker.start();
    await until(() => subscriber.connected);
    expect(await messages.deliver(new Date(Date.now() + 60_000))).toBe(1);
    expect(await hear(broker, 'town/alarms/#')).toMatchObject([{ r: 1, p: { event: 'cleared', value: null } }]);
  });

  test('nothing is lost and nothing counted twice when broker and subscriber are stopped under load', async () => {
    const before = await count();
    const total = 1500;
    const start = Date.UTC(2026, 0, 10);
    const publisher = mqtt.connect(broker.url, { clientId: 'publisher', clean: false, reconnectPeriod: 200 });
    /** The library gives up what it was about to repeat when the connection breaks once more. */
    const send = (message: string): Promise<unknown> =>
      publisher.publishAsync('v3/stadtgruen@ttn/devices/baum-17/up', message, { qos: 1 }).catch(() => send(message));
    const sent: Promise<unknown>[] = [];
    for (let index = 0; index < total; index++) {
      const received_at = new Date(start + index * 60_000).toISOString();
      const uplink_message = { ...thingsStackUplink.uplink_message, f_cnt: index, received_at };
      sent.push(send(JSON.stringify({ ...thingsStackUplink, uplink_message })));
      if (index === 400) {
        await until(async () => (await count()) > before);
        await broker.stop();
        await broker.start();
      }
      if (index === 900) {
        await until(() => subscriber.connected);
        await subscriber.close();
        await until(() => publisher.connected);
      }
      if (index === 1200) subscriber = listen();
    }
    await Promise.all(sent);
    await until(async () => (await count()) === before + total);
    await publisher.endAsync();
    const { numbers } = await database.db
      .selectFrom('observation_hour')
      .select(({ fn }) => fn.sum<number>('count').as('numbers'))
      .executeTakeFirstOrThrow();
    expect(numbers).toBe(before + total);
    expect(await contradictions(database)).toEqual([]);
  });
});

test('topics fit filters level by level', () => {
  expect(matches('v3/+/devices/+/up', 'v3/app@ttn/devices/a/up')).toBe(true);
  expect(matches('v3/+/devices/+/up', 'v3/app@ttn/devices/a/up/more')).toBe(false);
  expect(matches('v3/+/devices/+/up', 'v3/app@ttn/devices/a')).toBe(false);
  expect(matches('loggers/#', 'loggers/a/b')).toBe(true);
  expect(matches('$share/town/loggers/+', 'loggers/a')).toBe(true);
});
