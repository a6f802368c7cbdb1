import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { openService, type Service } from './service.ts';
import { addThings } from './things.ts';

type Entity = Record<string, unknown>;

let database: TestDatabase;
let service: Service;
beforeAll(async () => {
  database = await openTestDatabase();
  service = await openService(database);
  await addThings(service);
});
afterAll(async () => {
  await service.close();
  await database.close();
});

test('[33] a data array has a group a datastream, its components as selected', async () => {
  const { body } = await service.get(
    encodeURI(
      "/Observations?$resultFormat=dataArray&$select=id,result&$filter=result ge 10 and Datastream/Thing/name eq 'A'&$count=true",
    ),
  );
  expect(body).toEqual({
    '@iot.count': 4,
    value: [
      {
        'Datastream@iot.navigationLink': `${service.url}/Datastreams(1)`,
        components: ['id', 'result'],
        'dataArray@iot.count': 2,
        dataArray: [
          [11, 10],
          [12, 11],
        ],
      },
      {
        'Datastream@iot.navigationLink': `${service.url}/Datastreams(2)`,
        components: ['id', 'result'],
        'dataArray@iot.count': 2,
        dataArray: [
          [23, 10],
          [24, 11],
        ],
      },
    ],
  });
  const whole = (await service.get('/Datastreams(1)/Observations?$resultFormat=dataArray&$top=1')).body as Entity;
  expect(whole.value).toMatchObject([
    { components: expect.arrayContaining(['id', 'phenomenonTime', 'result']) as unknown },
  ]);
  expect((await service.get('/Things?$resultFormat=dataArray')).status).toBe(400);
  expect((await service.get('/Observations?$resultFormat=dataArray&$expand=Datastream')).status).toBe(400);
});

test('sets come as GeoJSON and as CSV too', async () => {
  const { body } = await service.get('/Things?$resultFormat=GeoJSON&$expand=Locations&$top=1');
  expect(body).toMatchObject({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        id: 1,
        geometry: { type: 'Point', coordinates: [8.11, 49.2] },
        properties: { name: 'A', 'properties/field': 1, 'Locations/0/name': 'at A' },
      },
    ],
  });
  const csv = await service.get(
    encodeURI(
      '/Datastreams(1)/Observations?$resultFormat=CSV&$top=2&$select=phenomenonTime,result&$expand=Datastream($select=name)',
    ),
  );
  expect(csv.text).toBe(
    'phenomenonTime,result,Datastream/name\r\n2026-01-15T10:00:00Z,0,A1\r\n2026-01-15T10:01:00Z,1,A1\r\n',
  );
  expect(csv.headers.get('content-type')).toContain('text/csv');
  expect((await service.get('/Things?$resultFormat=CSV&$expand=Datastreams')).status).toBe(400);
  expect(
    (await service.get('/Things?$resultFormat=CSV&$select=name&$expand=Datastreams($top=1;$select=name)')).text,
  ).toBe('name,Datastreams/name\r\nA,A1\r\nB,B1\r\nC,C1\r\n');
});
