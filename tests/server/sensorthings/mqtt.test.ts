import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { duplexPair } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Links } from '../../../server/sensorthings/links.ts';
import { SensorThingsBroker } from '../../../server/sensorthings/mqtt/broker.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { addNetwork, aDatastream as aFedDatastream, at, aThing as aNetworkThing, write } from '../sensors/network.ts';
import { aDatastream, aFeature, aLocation, anObservation, aSensor, aThing } from './bodies.ts';
import { ags, make, namesOf, openService, type Service, token, valuesOf } from './service.ts';
import { makeStation } from './station.ts';

let database: TestDatabase;
let service: Service;
const clients: MqttClient[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
  service = await openService(database, { mqtt: true });
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.endAsync(true);
});
afterAll(async () => {
  await service.close();
  await database.close();
});

type Message = { topic: string; body: Record<string, unknown> };

/** A client by WebSocket, which does not come back by itself. */
async function connect(options: IClientOptions = {}): Promise<MqttClient> {
  const url = `${service.url.replace('http', 'ws')}/mqtt`;
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options }, false);
  clients.push(client);
  return client;
}

/** Features come last of what is published together. */
const last = 'v1.1/FeaturesOfInterest?$select=name';

/** What is published to topics from now on. */
async function listen(...topics: string[]): Promise<Message[]> {
  const client = await connect();
  const heard: Message[] = [];
  client.on('message', (topic, payload) => {
    heard.push({ topic, body: JSON.parse(payload.toString()) as Message['body'] });
  });
  const granted = await client.subscribeAsync([...topics, last]);
  expect(granted.map(({ qos }) => qos)).toEqual([...topics, last].map(() => 0));
  return heard;
}

let settlements = 0;

/** Resolves when everything that was written until now has been heard. */
async function settled(heard: readonly Message[]): Promise<void> {
  const name = `settled ${settlements++}`;
  await make(service, '/FeaturesOfInterest', aFeature({ name }));
  await until(() => heard.some(({ topic, body }) => topic === last && body.name === name));
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 400) throw new Error('It does not come to that');
    await sleep(50);
  }
}

const publisher = { username: 'anybody', password: token };

test('[34] observations are made by publishing them: plain, below a datastream or a feature, and whole', async () => {
  const { thing, datastream } = await makeStation(service);
  const feature = await make(service, '/FeaturesOfInterest', aFeature());
  const client = await connect(publisher);
  const publish = (topic: string, body: unknown) =>
    client.publishAsync(topic, typeof body === 'string' ? body : JSON.stringify(body), { qos: 1 });
  const Datastream = { '@iot.id': datastream };
  await publish(`v1.1/Datastreams(${datastream})/Observations`, { result: 11, phenomenonTime: '2026-02-01T11:00:00Z' });
  await publish('v1.1/Observations', { Datastream, result: 12, phenomenonTime: '2026-02-01T12:00:00Z' });
  await publish(`v1.1/FeaturesOfInterest(${feature})/Observations`, {
    ...{ Datastream, result: 13, phenomenonTime: '2026-02-01T13:00:00Z' },
  });
  // What can't be made does not end the connection, for it would only be sent again.
  await publish('v1.1/Observations', { Datastream });
  await publish('v1.1/Observations', 'no JSON');
  await publish('v1.1/Things', { name: 'no observation' });
  await publish('v1.1/Observations', {
    ...anObservation({ result: 14 }),
    Datastream: aDatastream({ name: 'whole', Thing: { '@iot.id': thing } }),
    FeatureOfInterest: aFeature({ name: 'whole' }),
  });
  const path = `/Datastreams(${datastream})/Observations?$filter=result gt 10&$orderby=phenomenonTime&$expand=FeatureOfInterest`;
  await until(async () => (await namesOf(service, "/Datastreams?$filter=name eq 'whole'")).length === 1);
  expect(await valuesOf(service, path)).toMatchObject([
    { result: 11, FeatureOfInterest: { name: 'Marktplatz' } },
    { result: 12 },
    { result: 13, FeatureOfInterest: { '@iot.id': feature } },
  ]);
  expect(await valuesOf(service, "/Observations?$filter=FeatureOfInterest/name eq 'whole'")).toMatchObject([
    { result: 14 },
  ]);
});

test('[34] whoever has no token publishes nothing, and a wrong one does not connect', async () => {
  const { datastream } = await makeStation(service);
  await expect(connect({ username: 'x', password: 'wrong' })).rejects.toThrow(/Not authorized/);
  const reader = await connect();
  const closed = new Promise<void>((resolve) => reader.once('close', () => resolve()));
  reader.publish(`v1.1/Datastreams(${datastream})/Observations`, JSON.stringify({ result: 99 }));
  await closed;
  expect(await valuesOf(service, '/Observations?$filter=result eq 99')).toEqual([]);
});

test('[35] sets, entities, properties and what is selected are published when they are made or changed, once each', async () => {
  const { thing, datastream, observation } = await makeStation(service);
  const own = `v1.1/Things(${thing})`;
  const heard = await listen(
    ...[own, `${own}/name`, `${own}/properties`, `${own}/Datastreams`, 'v1.1/Things?$select=name'],
    ...[`v1.1/Datastreams(${datastream})/Observations`, `v1.1/Datastreams(${datastream})/Thing`],
    ...['v1.1/Observations?$select=result,phenomenonTime', `${own}/Datastreams(${datastream})/Observations`],
  );
  await service.send('PATCH', `/Things(${thing})`, { name: 'Renamed' });
  const id = await make(service, `/Datastreams(${datastream})/Observations`, {
    ...anObservation({ result: 5, phenomenonTime: '2026-01-16T10:00:00Z' }),
  });
  await service.send('PATCH', `/Observations(${observation})`, { result: 6 });
  // Of others than those that are asked for nothing is heard.
  await makeStation(service);
  await settled(heard);
  const entity = async (path: string) => (await service.get(path)).body as Message['body'];
  const [renamed, added, changed] = [
    await entity(`/Things(${thing})`),
    await entity(`/Observations(${id})`),
    await entity(`/Observations(${observation})`),
  ];
  const by = (topic: string) => heard.filter((one) => one.topic === topic).map(({ body }) => body);
  expect(by(own)).toEqual([renamed]);
  expect(by(`${own}/name`)).toEqual([{ name: 'Renamed' }]);
  expect(by(`${own}/properties`)).toEqual([]);
  expect(by(`v1.1/Datastreams(${datastream})/Thing`)).toEqual([renamed]);
  expect(by('v1.1/Things?$select=name')).toEqual([{ name: 'Renamed' }, { name: 'Station' }]);
  for (const topic of [
    `v1.1/Datastreams(${datastream})/Observations`,
    `${own}/Datastreams(${datastream})/Observations`,
  ])
    expect(by(topic).toSorted((one, other) => Number(one.result) - Number(other.result))).toEqual([added, changed]);
  expect(by('v1.1/Observations?$select=result,phenomenonTime')).toEqual(
    expect.arrayContaining([{ result: 5, phenomenonTime: '2026-01-16T10:00:00Z' }]),
  );
});

test('[35] what is made on the way is told of too, once each, whoever writes', async () => {
  const sets = ['Things', 'Locations', 'HistoricalLocations', 'Datastreams', 'FeaturesOfInterest', 'Observations'];
  const heard = await listen(...sets.map((set) => `v1.1/${set}`));
  const isAbout = ({ topic, body }: Message, set: string) =>
    topic === `v1.1/${set}` && !String(body.name).startsWith('settled');
  const counts = () =>
    Object.fromEntries(sets.map((set) => [set, heard.filter((message) => isAbout(message, set)).length]));
  await make(service, '/Things', {
    ...aThing({ Locations: [aLocation()], Datastreams: [aDatastream({ Observations: [anObservation()] })] }),
  });
  await settled(heard);
  expect(counts()).toEqual(Object.fromEntries(sets.map((set) => [set, 1])));
  heard.length = 0;
  // As the import and the ingest write, which may be other processes.
  const { ids } = await addNetwork(database, [
    aNetworkThing({ key: 'fed' }),
    aFedDatastream({ thing: 'fed', property: 'air_temperature' }),
  ]);
  await settled(heard);
  heard.length = 0;
  const datastream = ids.get('fed/air_temperature') ?? 0;
  const batch = Array.from({ length: 30 }, (_, minute) =>
    at(datastream, `10:${String(minute).padStart(2, '0')}`, minute),
  );
  await write(database, batch);
  await settled(heard);
  await write(database, batch);
  await write(database, [at(datastream, '10:00', 99)]);
  await settled(heard);
  const results = heard.filter((message) => isAbout(message, 'Observations')).map(({ body }) => body.result);
  expect(results).toEqual([...batch.map(({ result }) => result), 99]);
  expect(counts()).toMatchObject({ Things: 0, Locations: 0, FeaturesOfInterest: 1 });
});

test('[35] of batches of thousands each observation is heard of once, by whoever reads', async () => {
  const { ids } = await addNetwork(database, [
    aNetworkThing({ key: 'busy' }),
    aFedDatastream({ thing: 'busy', property: 'air_temperature' }),
  ]);
  const datastream = ids.get('busy/air_temperature') ?? 0;
  const heard = await listen(`v1.1/Datastreams(${datastream})/Observations`);
  const size = 2500;
  const start = Date.UTC(2026, 0, 10);
  for (const batch of [0, 1, 2])
    await write(
      database,
      Array.from({ length: size }, (_, index) => {
        const result = batch * size + index;
        return { ...at(datastream, '10:00', result), time: new Date(start + result * 1000) };
      }),
    );
  await settled(heard);
  const results = heard.filter(({ topic }) => topic !== last).map(({ body }) => body.result);
  expect(results).toHaveLength(3 * size);
  expect(new Set(results).size).toBe(3 * size);
});

test('[35] topics that lead nowhere, wildcards and further options are refused', async () => {
  const client = await connect();
  for (const topic of [
    ...['#', 'v1.1/#', 'v1.1/+', 'Things', 'v1.0/Things', 'v1.1/Nothing', 'v1.1/Things(1)/nothing', '$SYS/x'],
    ...['v1.1/Things?$filter=id eq 1', 'v1.1/Things?$select=nothing', 'v1.1/Things(1)/$ref', "v1.1/Things('a')"],
  ])
    await expect(client.subscribeAsync(topic), topic).rejects.toThrow();
});

test('the root says where MQTT is spoken, and only where it is', async () => {
  const { body } = await service.get('');
  const { serverSettings } = body as { serverSettings: Record<string, unknown> & { conformance: string[] } };
  const standard = 'http://www.opengis.net/spec/iot_sensing/1.1/req/';
  const endpoints = [`${service.url.replace('http', 'ws')}/mqtt`, `mqtt://localhost:${service.mqttPort}`];
  for (const name of [
    'create-observations-via-mqtt/observations-creation',
    'receive-updates-via-mqtt/receive-updates',
  ]) {
    expect(serverSettings.conformance).toContain(standard + name);
    expect(serverSettings[standard + name]).toEqual({ endpoints });
  }
});

test('who asks for another protocol elsewhere, as Java’s client does for HTTP/2, is answered all the same', async () => {
  const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' };
  const [answer] = (await once(request(`${service.url}/Things`, { headers }).end(), 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(200);
  answer.resume();
});

test('a connection that sends too much, or no MQTT, is closed, and the others go on', async () => {
  const heard = await listen('v1.1/Sensors');
  for (const bytes of [
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    // A packet that is said to have 268 million bytes, behind a connect that is one.
    Buffer.from('101000044d5154540402003c000461626364' + '30ffffff7f', 'hex'),
  ]) {
    const socket = connectTcp(service.mqttPort, 'localhost');
    const closed = new Promise((resolve) => socket.on('error', () => {}).once('close', resolve));
    socket.resume().write(bytes);
    socket.write(Buffer.alloc(1000));
    await closed;
  }
  await make(service, '/Sensors', aSensor());
  await settled(heard);
  expect(heard.filter(({ topic }) => topic === 'v1.1/Sensors')).toHaveLength(1);
});

test('who does not read what it subscribed to is let go, and all others hear of it', async () => {
  // In memory, for between real sockets the system may keep tens of megabytes for whoever does not read.
  const broker = await SensorThingsBroker.open({
    ...{ database, links: new Links(service.url), isToken: undefined, defaultAgs: ags },
    logger: pino({ level: 'silent' }),
  });
  const [reader, conn] = duplexPair();
  const [otherReader, otherConn] = duplexPair();
  broker.handle(conn);
  broker.handle(otherConn);
  const thing = await make(service, '/Things', aThing());
  const topic = `v1.1/Things(${thing})`;
  reader.write(Buffer.from('101000044d5154540402003c000461626364', 'hex'));
  const length = Buffer.from([0, 1, 0, topic.length]);
  reader.write(Buffer.from([0x82, topic.length + 5, ...length, ...Buffer.from(topic), 0]));
  const other = new mqtt.MqttClient(() => otherReader, { reconnectPeriod: 0 });
  const names: unknown[] = [];
  other.on('message', (_topic, payload) => names.push((JSON.parse(payload.toString()) as { name: unknown }).name));
  await other.subscribeAsync(topic);
  const change = (name: string) =>
    service.send('PATCH', `/Things(${thing})`, { name, properties: { long: 'x'.repeat(500_000) } });
  for (let tries = 0; !conn.destroyed && tries < 200; tries++) await change(`${tries}`);
  expect([conn.destroyed, otherConn.destroyed, broker.clients]).toEqual([true, false, 1]);
  await change('the last');
  await until(() => names.at(-1) === 'the last');
  await other.endAsync(true);
  await broker.close();
});
