import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../../e2e/app.ts';
import {
  chirpStackUplink,
  sensorCommunityPush,
  sensorCommunityRecords,
  thingsStackUplink,
} from '../../geodata/formats/uplinks/messages.ts';
import { addNetwork, aDatastream, aDevice, aThing, contradictions } from './network.ts';

const token = 'a token for devices';
let app: RunningApp;
let ids: Map<string, number>;
beforeAll(async () => {
  app = await startApp({ page: false, environment: { INGEST_TOKEN: token } });
  const fed = (source: string, key: string, profile: string | null, field: string) => [
    aDevice({ source, key, profile, field }),
  ];
  ({ ids } = await addNetwork(app.database, [
    aThing({ key: 'test-tree' }),
    aDatastream({
      thing: 'test-tree',
      property: 'soil_moisture',
      devices: fed('ttn', 'A8404100000017AB', 'dragino-lse01', 'soil_moisture'),
    }),
    aDatastream({
      thing: 'test-tree',
      property: 'soil_temperature',
      devices: fed('ttn', 'A8404100000017AB', 'dragino-lse01', 'soil_temperature'),
    }),
    aThing({ key: 'test-logger' }),
    aDatastream({ thing: 'test-logger', property: 'water_level', devices: fed('csv', 'q1', null, 'pegel') }),
  ]));
});
afterAll(() => app.close());

function send(protocol: string, message: unknown, authorization: string | null = `Bearer ${token}`) {
  return fetch(`${app.url}/ingest/${protocol}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(authorization !== null && { authorization }) },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  });
}

async function observationsOf(key: string) {
  const rows = await app.database.db
    .selectFrom('observation')
    .select(['phenomenon_time as time', 'result'])
    .where('datastream_id', '=', ids.get(key) ?? 0)
    .orderBy('phenomenon_time')
    .execute();
  return rows.map(({ time, result }) => [time.toISOString().slice(0, 19), result]);
}

async function reasons(): Promise<string[]> {
  const { deadLetters } = (await (
    await fetch(`${app.url}/ingest/dead-letters`, { headers: { authorization: `Bearer ${token}` } })
  ).json()) as { deadLetters: { reason: string }[] };
  return deadLetters.map(({ reason }) => reason);
}

test('messages need the token, and an address that names a protocol', async () => {
  for (const authorization of [null, 'Bearer wrong', token]) {
    const response = await send('ttn', thingsStackUplink, authorization);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('INGEST_TOKEN') as unknown });
  }
  expect((await fetch(`${app.url}/ingest/dead-letters`)).status).toBe(401);
  const other = await send('modbus', {});
  expect(other.status).toBe(404);
  expect(await other.json()).toMatchObject({ message: expect.stringContaining('ttn, chirpstack') as unknown });
});

test('an uplink is an observation a datastream, once, however often and by whichever radio it comes', async () => {
  const answer = await send('ttn', thingsStackUplink);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ observations: 2, problems: [], problemCount: 0 });
  await send('ttn', thingsStackUplink);
  const { uplink_message } = thingsStackUplink;
  // The device did not hear the answer and has sent it again: the same frame, ten seconds later.
  await send('ttn', {
    ...thingsStackUplink,
    uplink_message: { ...uplink_message, received_at: '2026-01-15T11:58:41Z' },
  });
  expect(await observationsOf('test-tree/soil_moisture')).toEqual([['2026-01-15T11:58:31', 31.5]]);
  expect(await observationsOf('test-tree/soil_temperature')).toEqual([['2026-01-15T11:58:31', 4.11]]);
});

test('a logger’s table is taken row by row, in the unit of the datastream; bad rows are said and kept', async () => {
  const table =
    'device;time;field;value;unit\nq1;2026-01-10T10:00:00Z;pegel;0,835;m\nq1;2026-01-10T10:10:00Z;pegel;84;cm\n';
  const bad =
    'q1;2099-01-10T10:10:00Z;pegel;84;cm\nq1;1970-01-01T00:00:00Z;pegel;1;cm\nq1;2026-01-10T10:20:00Z;pegel;84;kg\nq1;2026-01-10T10:30:00Z;pegel;NaN;cm\nq1;2026-01-10T10:40:00Z;pegel;4;degF\n';
  const answer = await send('csv', table + bad);
  expect(answer.status).toBe(200);
  const { observations, problems } = (await answer.json()) as { observations: number; problems: { rule: string }[] };
  expect(observations).toBe(2);
  expect(problems.map(({ rule }) => rule)).toEqual([
    'wrong-clock',
    'wrong-clock',
    'no-value',
    'unknown-unit',
    'unknown-unit',
  ]);
  expect(await observationsOf('test-logger/water_level')).toEqual([
    ['2026-01-10T10:00:00', 83.5],
    ['2026-01-10T10:10:00', 84],
  ]);
});

test('what can’t be understood is a clear 4xx and a dead letter, and what comes after it is taken', async () => {
  expect((await send('ttn', '{"end_device_ids":')).status).toBe(400);
  expect((await send('ttn', '')).status).toBe(400);
  expect((await send('chirpstack', chirpStackUplink)).status).toBe(400);
  expect((await send('ngsi-ld', "'; drop table observation; --")).status).toBe(400);
  const large = await send('ttn', 'x'.repeat(10 * 2 ** 20));
  expect(large.status).toBe(413);
  expect(await large.json()).toMatchObject({ message: expect.stringContaining('too large') as unknown });
  expect(await reasons()).toEqual(expect.arrayContaining(['malformed-json', 'unknown-device']));
  expect((await send('csv', 'device;time;pegel\nq1;2026-01-10T11:00:00Z;85\n')).status).toBe(200);
});

test('what is too much for the moment is a 429 with when to come again; what was taken is answered, and then there is room', async () => {
  const large = 'x'.repeat(1_900_000);
  const answers: Promise<Response>[] = [];
  // Nothing can be written meanwhile, as if the database were slow.
  await app.database.db.transaction().execute(async (transaction) => {
    await sql`lock table dead_letter in access exclusive mode`.execute(transaction);
    const { promise: refused, resolve: refuse } = Promise.withResolvers<Response>();
    for (let index = 0; index < 45; index++) {
      const answer = send('ttn', `${index} ${large}`);
      answers.push(answer);
      void answer.then((response) => response.status === 429 && refuse(response));
    }
    expect((await refused).headers.get('retry-after')).toBe('5');
  });
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([400, 429]));
  expect((await send('csv', 'device;time;pegel\nq1;2026-01-10T12:00:00Z;86\n')).status).toBe(200);
});

test('a station of Sensor.Community pushes with the token as password, and is found by its chip', async () => {
  const push = (body: object, headers: Record<string, string>) =>
    fetch(`${app.url}/ingest/sensor-community`, { method: 'POST', headers, body: JSON.stringify(body) });
  const password = (word: string) => ({ authorization: `Basic ${Buffer.from(`station:${word}`).toString('base64')}` });
  expect((await push(sensorCommunityPush, password('wrong'))).status).toBe(401);
  expect(await (await push(sensorCommunityPush, password(token))).json()).toMatchObject({
    problems: [{ rule: 'unknown-device', message: 'the device "esp8266-12345678" is not known' }],
  });
  const fed = (field: string) => [
    aDevice({ source: 'sensor-community', key: 'esp8266-12345678', profile: 'sensor-community', field }),
  ];
  ({ ids } = await addNetwork(app.database, [
    aThing({ key: 'test-station' }),
    aDatastream({ thing: 'test-station', property: 'pm2_5', devices: fed('pm2_5') }),
    aDatastream({ thing: 'test-station', property: 'air_pressure', devices: fed('air_pressure') }),
  ]));
  const replayed = await fetch(`${app.url}/ingest/dead-letters/replay`, { method: 'POST', headers: password(token) });
  expect(await replayed.json()).toMatchObject({ replayed: 1 });
  const { sensordatavalues } = sensorCommunityPush;
  const headers = { ...password(token), 'x-sensor': 'esp8266-12345678', 'x-pin': '1' };
  expect((await push({ software_version: 'NRZ-2024-135', sensordatavalues }, headers)).status).toBe(200);
  const results = await Promise.all(['test-station/pm2_5', 'test-station/air_pressure'].map(observationsOf));
  expect(results.map((rows) => rows.map(([, result]) => result))).toEqual([
    [9.8, 9.8],
    [1003.2534, 1003.2534],
  ]);
});

test('a dead letter is read again once its device is described', async () => {
  expect((await send('sensor-community', sensorCommunityRecords)).status).toBe(400);
  const { ids: described } = await addNetwork(app.database, [
    aThing({ key: 'test-air' }),
    aDatastream({
      thing: 'test-air',
      property: 'pm10',
      devices: [aDevice({ source: 'sensor-community', key: '66017', profile: 'sensor-community', field: 'pm10' })],
    }),
  ]);
  ids = described;
  const replay = await fetch(`${app.url}/ingest/dead-letters/replay`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await replay.json()).toMatchObject({ replayed: 1 });
  expect(await observationsOf('test-air/pm10')).toEqual([['2026-01-15T11:57:02', 17.43]]);
  const left = await reasons();
  expect(left).not.toHaveLength(0); // the unknown ChirpStack device still waits
  const waiting = await app.database.db
    .selectFrom('dead_letter')
    .select(['source', 'times'])
    .where('reason', '=', 'unknown-device')
    .where('replayed_at', 'is', null)
    .execute();
  expect(waiting).toEqual([{ source: 'chirpstack', times: 1 }]);
  expect(await contradictions(app.database)).toEqual([]);
});
