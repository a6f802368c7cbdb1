import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { openService, type Service, token, valuesOf } from '../server/sensorthings/service.ts';
import { makeStation } from '../server/sensorthings/station.ts';
import { missingBroker } from './broker.ts';

const run = promisify(execFile);
const missing = missingBroker();

describe.skipIf(missing)('with the clients of mosquitto', () => {
  let database: TestDatabase;
  let service: Service;
  beforeAll(async () => {
    database = await openTestDatabase();
    service = await openService(database, { mqtt: true });
  });
  afterAll(async () => {
    await service.close();
    await database.close();
  });

  const server = () => ['-h', 'localhost', '-p', String(service.mqttPort)];

  test('mosquitto_sub hears of the observation that mosquitto_pub makes, with every quality of service', async () => {
    for (const quality of [0, 1, 2]) {
      const { datastream } = await makeStation(service);
      const topic = `v1.1/Datastreams(${datastream})/Observations`;
      // It is sent again and again until the subscriber is there to hear one of them.
      const hearing = { done: false };
      const heard = run('mosquitto_sub', [...server(), '-q', '1', '-C', '1', '-W', '60', '-t', topic]).finally(
        () => (hearing.done = true),
      );
      for (let result = 0; !hearing.done; result++) {
        const sent = ['-u', 'anybody', '-P', token, '-q', String(quality), '-t', topic];
        await run('mosquitto_pub', [...server(), ...sent, '-m', JSON.stringify({ result })]);
      }
      const entity = JSON.parse((await heard).stdout) as { '@iot.id': number };
      expect((await service.get(`/Observations(${entity['@iot.id']})`)).body).toEqual(entity);
    }
  });

  test('mosquitto_pub without the token is cut off, and nothing is made', async () => {
    const { datastream } = await makeStation(service);
    const message = ['-t', `v1.1/Datastreams(${datastream})/Observations`, '-m', JSON.stringify({ result: 7777 })];
    await expect(run('mosquitto_pub', [...server(), '-q', '1', ...message])).rejects.toThrow();
    await expect(run('mosquitto_pub', [...server(), '-u', 'x', '-P', 'wrong', ...message])).rejects.toThrow();
    expect(await valuesOf(service, '/Observations?$filter=result eq 7777')).toEqual([]);
  });

  test('mosquitto_sub is told that a wildcard is refused', async () => {
    const { stderr } = await run('mosquitto_sub', [...server(), '-W', '20', '-C', '1', '-t', 'v1.1/#']);
    expect(stderr).toContain('denied');
  });
});
