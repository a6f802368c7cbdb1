import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { contradictions } from '../sensors/network.ts';
import { aDatastream, aLocation, anObservation, aSensor, aThing } from './bodies.ts';
import { make, namesOf, openService, type Service, valuesOf } from './service.ts';
import { census, changes, makeStation } from './station.ts';

let database: TestDatabase;
let service: Service;
beforeAll(async () => {
  database = await openTestDatabase();
  service = await openService(database);
});
afterAll(async () => {
  await service.close();
  await database.close();
});

test('[23] a feature is made of the location that is GeoJSON, once, and again after it was deleted', async () => {
  const other = aLocation({ name: 'Words', encodingType: 'text/plain', location: 'behind the church' });
  const thing = await make(
    service,
    '/Things',
    aThing({ Locations: [other, aLocation({ name: 'Here' })], Datastreams: [aDatastream()] }),
  );
  const [id] = await namesOf(service, `/Things(${thing})/Datastreams`, '@iot.id');
  const add = (hour: string) =>
    make(
      service,
      `/Datastreams(${id as number})/Observations`,
      anObservation({ phenomenonTime: `2026-01-15T${hour}:00:00Z` }),
    );
  const featureOf = async (observation: number) =>
    (await service.get(`/Observations(${observation})/FeatureOfInterest`)).body as Record<string, number>;
  const first = await featureOf(await add('10'));
  expect(first).toMatchObject({ name: 'Here', feature: { type: 'Point', coordinates: [8.11, 49.2] } });
  expect(await featureOf(await add('11'))).toEqual(first);
  await service.send('DELETE', `/FeaturesOfInterest(${first['@iot.id'] ?? 0})`);
  const again = await featureOf(await add('12'));
  expect(again).toMatchObject({ name: 'Here' });
  expect(again['@iot.id']).not.toBe(first['@iot.id']);
  // Elsewhere the thing has another feature.
  await make(service, `/Things(${thing})/Locations`, aLocation({ name: 'There' }));
  expect(await featureOf(await add('13'))).toMatchObject({ name: 'There' });
});

test('[24] a time that is not said is now, a result time is nothing, and history moves a thing only forwards', async () => {
  const { thing, datastream } = await makeStation(service);
  const began = Date.now();
  const id = await make(service, `/Datastreams(${datastream})/Observations`, { result: 5 });
  const { body } = await service.get(`/Observations(${id})`);
  const { phenomenonTime, resultTime } = body as { phenomenonTime: string; resultTime: unknown };
  expect(new Date(phenomenonTime).getTime()).toBeGreaterThanOrEqual(began);
  expect(resultTime).toBeNull();
  const place = () => namesOf(service, `/Things(${thing})/Locations`);
  const add = (time: string, name: string) =>
    make(service, `/Things(${thing})/HistoricalLocations`, { time, Locations: [aLocation({ name })] });
  await add('2020-01-01T00:00:00Z', 'Long ago');
  expect(await place()).toEqual(['Marktplatz']);
  await add('2099-01-01T00:00:00Z', 'Newest');
  expect(await place()).toEqual(['Newest']);
});

test('[25] a path through a foreign parent leads nowhere, and two parents must be one', async () => {
  const [one, other] = [await makeStation(service), await makeStation(service)];
  const path = `/Things(${one.thing})/Datastreams(${other.datastream})`;
  expect((await service.get(path)).status).toBe(404);
  expect((await service.get(`${path}/Observations`)).status).toBe(404);
  expect((await service.send('POST', `${path}/Observations`, anObservation())).status).toBe(404);
  expect((await service.send('PATCH', path, { name: 'stolen' })).status).toBe(404);
  expect((await service.send('PUT', path, aDatastream())).status).toBe(404);
  expect((await service.send('DELETE', path)).status).toBe(404);
  expect((await service.get(`/Datastreams(${other.datastream})/name`)).body).toEqual({ name: 'Air temperature' });
  const at = (id: number, hour: string) => ({
    ...anObservation({ phenomenonTime: `2026-01-15T${hour}:30:00Z` }),
    Datastream: { '@iot.id': id },
  });
  const observations = `/Datastreams(${one.datastream})/Observations`;
  expect((await service.send('POST', observations, at(other.datastream, '10'))).status).toBe(400);
  expect((await service.send('POST', observations, at(one.datastream, '11'))).status).toBe(201);
});

test('[26] results of every kind come back as they were sent, and quality too', async () => {
  const { datastream } = await makeStation(service);
  await service.send('PATCH', `/Datastreams(${datastream})`, {
    observationType: 'http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Observation',
  });
  const results = [true, false, 'badger', '', 12, -1.5, 1e300, 0, { a: [1, null] }, [], [1, 'x', {}], null];
  for (const [minute, result] of results.entries()) {
    const phenomenonTime = `2026-02-01T10:${String(minute).padStart(2, '0')}:00Z`;
    const resultQuality = minute % 2 === 0 ? { DQ_Status: minute } : [minute, 'good'];
    const id = await make(service, `/Datastreams(${datastream})/Observations`, {
      phenomenonTime,
      result,
      resultQuality,
    });
    const { body } = await service.get(`/Observations(${id})`);
    expect(body).toMatchObject({ result, resultQuality });
  }
  const id = await make(service, `/Datastreams(${datastream})/Observations`, {
    phenomenonTime: '2026-02-01T11:00:00Z',
    result: 'it’s “quoted” \\ and {odd}, NULL',
  });
  expect((await service.get(`/Observations(${id})/result/$value`)).text).toBe('it’s “quoted” \\ and {odd}, NULL');
});

test('[27] PUT empties what it leaves out, and a JSON Patch changes properties', async () => {
  const { thing, datastream, observation } = await makeStation(service);
  expect((await service.send('PUT', `/Things(${thing})`, { name: 'Only', description: 'this' })).status).toBe(200);
  expect((await service.get(`/Things(${thing})/properties`)).status).toBe(204);
  expect((await service.send('PUT', `/Things(${thing})`, { name: 'Only' })).status).toBe(400);
  expect((await service.send('PUT', `/Observations(${observation})`, anObservation({ result: 3 }))).status).toBe(200);
  expect(
    (
      await service.send(
        'PUT',
        `/Datastreams(${datastream})`,
        aDatastream({ Sensor: undefined, ObservedProperty: undefined }),
      )
    ).status,
  ).toBe(200);
  const patch = (operations: unknown) =>
    service.send('PATCH', `/Things(${thing})`, operations, { 'content-type': 'application/json-patch+json' });
  expect((await patch([{ op: 'add', path: '/properties', value: { list: [1, 3] } }])).status).toBe(200);
  const reply = await patch([
    { op: 'test', path: '/name', value: 'Only' },
    { op: 'add', path: '/properties/list/1', value: 2 },
    { op: 'copy', from: '/properties/list', path: '/properties/a~1b' },
    { op: 'remove', path: '/properties/list/0' },
    { op: 'replace', path: '/name', value: 'Patched' },
  ]);
  expect(reply.body).toMatchObject({ name: 'Patched', properties: { list: [2, 3], 'a/b': [1, 2, 3] } });
  expect((await patch([{ op: 'test', path: '/name', value: 'Only' }])).status).toBe(409);
  expect((await patch([{ op: 'remove', path: '/properties/none' }])).status).toBe(400);
  expect((await patch([{ op: 'add', path: '/__proto__/polluted', value: 1 }])).status).toBe(400);
});

test('relations are linked and taken apart by $ref, and a new sensor is a splice in the datastream', async () => {
  const { thing, datastream } = await makeStation(service);
  const place = await make(service, '/Locations', aLocation({ name: 'Elsewhere' }));
  expect((await service.send('POST', `/Things(${thing})/Locations/$ref`, { '@iot.id': place })).status).toBe(204);
  expect(await namesOf(service, `/Things(${thing})/Locations`)).toEqual(['Elsewhere']);
  expect(await valuesOf(service, `/Things(${thing})/HistoricalLocations`)).toHaveLength(2);
  expect((await service.send('DELETE', `/Things(${thing})/Locations(${place})/$ref`)).status).toBe(200);
  expect(await valuesOf(service, `/Things(${thing})/Locations`)).toEqual([]);
  const sensor = await make(service, '/Sensors', aSensor({ name: 'Newer' }));
  const address = { '@iot.selfLink': `${service.url}/Sensors(${sensor})` };
  expect((await service.send('PUT', `/Datastreams(${datastream})/Sensor/$ref`, address)).status).toBe(204);
  expect((await service.get(`/Datastreams(${datastream})/Sensor/name`)).body).toEqual({ name: 'Newer' });
  const devices = await database.db
    .selectFrom('datastream_device')
    .select('sensor_id')
    .where('datastream_id', '=', datastream)
    .execute();
  expect(devices).toHaveLength(2);
});

test('who sends no token or a wrong one may read and not write, and is told why', async () => {
  const before = await census(service);
  for (const authorization of ['', 'Bearer wrong', 'Basic x']) {
    for (const [method, path] of [
      ['POST', '/Things'],
      ['PATCH', '/Things(1)'],
      ['PUT', '/Things(1)'],
      ['DELETE', '/Things(1)'],
      ['POST', '/CreateObservations'],
    ] as const) {
      const reply = await service.send(method, path, aThing(), { authorization });
      expect([reply.status, reply.body]).toEqual([
        401,
        { code: 401, type: 'error', message: expect.stringContaining('token') as string },
      ]);
    }
  }
  expect(await changes(service, before)).toEqual({});
});

test('an observation that is sent again keeps its id, and one that is changed keeps what it said', async () => {
  const { datastream, observation } = await makeStation(service);
  expect(await make(service, `/Datastreams(${datastream})/Observations`, anObservation())).toBe(observation);
  await service.send('PATCH', `/Observations(${observation})`, { phenomenonTime: '2026-01-15T09:00:00Z', result: 4 });
  const { body } = await service.get(`/Observations(${observation})`);
  expect(body).toMatchObject({
    phenomenonTime: '2026-01-15T09:00:00Z',
    result: 4,
    resultQuality: { flags: ['corrected'] },
  });
  const before = await database.db
    .selectFrom('observation_correction')
    .select('result')
    .where('datastream_id', '=', datastream)
    .execute();
  expect(before).toEqual([{ result: 1 }]);
  const second = await make(service, `/Datastreams(${datastream})/Observations`, anObservation());
  const taken = await service.send('PATCH', `/Observations(${second})`, { phenomenonTime: '2026-01-15T09:00:00Z' });
  expect(taken.status).toBe(409);
  expect(await contradictions(database)).toEqual([]);
});
