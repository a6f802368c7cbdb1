import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { contradictions } from '../sensors/network.ts';
import { aDatastream, aFeature, anObservation, anObservedProperty, aSensor, aThing } from './bodies.ts';
import { make, namesOf, openService, type Service } from './service.ts';
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

/** A part of a batch: one request. */
function part(request: string, body?: unknown, id?: string): string[] {
  return [
    ...[
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      ...(id ? [`Content-ID: ${id}`] : []),
      '',
    ],
    ...[`${request} HTTP/1.1`, 'Content-Type: application/json', '', ...(body ? [JSON.stringify(body)] : [])],
  ];
}

function multipart(boundary: string, parts: string[][]): string {
  return [...parts.flatMap((lines) => [`--${boundary}`, ...lines]), `--${boundary}--`, ''].join('\r\n');
}

function sendMultipart(parts: string[][], headers: Record<string, string> = {}) {
  const type = { 'content-type': 'multipart/mixed; boundary=outer' };
  return service.send('POST', '/$batch', multipart('outer', parts), { ...type, ...headers });
}

function changeSet(parts: string[][]): string[] {
  return ['Content-Type: multipart/mixed; boundary=inner', '', multipart('inner', parts)];
}

test('[32] a batch answers reads and a change set in order, with references in bodies and addresses', async () => {
  const { thing } = await makeStation(service);
  const reply = await sendMultipart([
    part(`GET /sensorthings/v1.1/Things(${thing})?$select=name`),
    changeSet([
      part('POST Sensors', aSensor({ name: 'Batch sensor' }), 'sensor1'),
      part('POST ObservedProperties', anObservedProperty(), 'property1'),
      part(
        'POST Datastreams',
        aDatastream({
          name: 'Batch series',
          Sensor: { '@iot.id': '$sensor1' },
          ObservedProperty: { '@iot.id': '$property1' },
          Thing: { '@iot.id': thing },
        }),
        'series1',
      ),
      part('POST $series1/Observations', anObservation({ result: 12 }), 'any'),
    ]),
    part('GET Things(98765)'),
    part(`GET ${service.url}/Datastreams?$filter=name%20eq%20%27Batch%20series%27&$expand=Sensor,Observations`),
  ]);
  expect(reply.status).toBe(200);
  const [, boundary = ''] = /boundary=(.*)$/.exec(reply.headers.get('content-type') ?? '') ?? [];
  const answers = reply.text.split(`--${boundary}`).slice(1, -1);
  expect(answers).toHaveLength(4);
  expect(answers[0]).toContain('HTTP/1.1 200 OK');
  expect(answers[0]).toContain('"name":"Station"');
  expect(answers[1]?.match(/HTTP\/1\.1 201 Created/g)).toHaveLength(4);
  for (const id of ['sensor1', 'property1', 'series1', 'any']) expect(answers[1]).toContain(`Content-ID: ${id}\r\n`);
  expect(answers[2]).toContain('HTTP/1.1 404 Not Found');
  expect(answers[3]).toContain('"result":12');
  expect(answers[3]).toContain('"name":"Batch sensor"');
});

test('[32] a change set that fails leaves nothing, and has one answer', async () => {
  const before = await census(service);
  const reply = await sendMultipart([
    changeSet([part('POST Things', aThing(), 'one'), part('POST Things', { name: 'No description' }, 'two')]),
    part('GET $one'),
  ]);
  expect(reply.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 404']);
  expect(await changes(service, before)).toEqual({});
});

test('[32] a batch in JSON: groups, references to what was read, conditions', async () => {
  const { thing } = await makeStation(service);
  await service.send('PATCH', `/Things(${thing})`, { name: 'Known by name' });
  const ask = async (requests: unknown[]) => {
    const { status, body, text } = await service.send('POST', '/$batch', { requests });
    if (status !== 200) throw new Error(text);
    return (body as { responses: { id: string; status: number; body?: unknown; location?: string }[] }).responses;
  };
  const responses = await ask([
    { id: 'find', method: 'get', url: "Things?$filter=name eq 'Known by name'" },
    {
      id: 'series',
      method: 'post',
      atomicityGroup: 'g',
      url: 'Datastreams',
      body: aDatastream({ name: 'In JSON', Thing: { '@iot.id': '$find' } }),
    },
    { id: 'value', method: 'post', atomicityGroup: 'g', url: '$series/Observations', body: anObservation() },
    { id: 'make', method: 'post', url: 'Things', if: 'not $find', body: aThing() },
    { id: 'change', method: 'patch', url: '$find', if: '$find', body: { description: 'found' } },
  ]);
  expect(responses.map(({ id, status }) => [id, status])).toEqual([
    ['find', 200],
    ['series', 201],
    ['value', 201],
    ['make', 424],
    ['change', 200],
  ]);
  expect(responses[2]?.location).toMatch(/Observations\(\d+\)$/);
  expect(await namesOf(service, `/Things(${thing})/Datastreams?$expand=Observations&$orderby=id desc&$top=1`)).toEqual([
    'In JSON',
  ]);
  const before = await census(service);
  const failed = await ask([
    { id: 'a', method: 'post', atomicityGroup: 'g', url: 'Things', body: aThing() },
    { id: 'b', method: 'post', atomicityGroup: 'g', url: 'Things', body: {} },
    { id: 'c', method: 'get', url: '$a' },
  ]);
  expect(failed.map(({ status }) => status)).toEqual([424, 400, 404]);
  expect(await changes(service, before)).toEqual({});
});

test('a malformed batch is 400, and needs the token for what needs it alone', async () => {
  const wrong: [body: string, contentType: string][] = [
    ['x', 'multipart/mixed'],
    ['x', 'multipart/mixed; boundary=b'],
    ['--b\r\n\r\nGET Things\r\n--b--', 'multipart/mixed; boundary=b'],
    ['--b\r\nContent-Type: application/http\r\n\r\nnothing\r\n--b--', 'multipart/mixed; boundary=b'],
    ['{"requests": 5}', 'application/json'],
    ['{"requests": [{"id": "a b", "method": "get", "url": "Things"}]}', 'application/json'],
    [
      '{"requests": [{"id": "a", "method": "get", "url": "x"}, {"id": "a", "method": "get", "url": "x"}]}',
      'application/json',
    ],
    ['[', 'application/json'],
  ];
  for (const [body, type] of wrong)
    expect([body, (await service.send('POST', '/$batch', body, { 'content-type': type })).status]).toEqual([body, 400]);
  const reply = await sendMultipart([part('POST Things', aThing()), part('GET Things?$top=1')], { authorization: '' });
  expect(reply.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 200']);
  const nested = await service.send('POST', '/$batch', {
    requests: [{ id: 'a', method: 'post', url: '$batch', body: {} }],
  });
  expect(nested.text).toContain('may not hold another');
});

test('[33] a data array is recorded row by row: a bad row says error, the others are stored', async () => {
  const { datastream } = await makeStation(service);
  const feature = await make(service, '/FeaturesOfInterest', aFeature());
  const minute = (n: number) => `2026-03-01T10:0${n}:00Z`;
  const { status, body } = await service.send('POST', '/CreateObservations', [
    {
      Datastream: { '@iot.id': datastream },
      components: ['phenomenonTime', 'result', 'FeatureOfInterest/id'],
      'dataArray@iot.count': 4,
      dataArray: [
        [minute(0), 20, feature],
        [minute(1), 30, 987_654],
        ['yesterday', 40, feature],
        [minute(2), 50],
        [minute(3), { a: 1 }, feature],
      ],
    },
    {
      Datastream: { '@iot.id': datastream },
      components: ['result', 'phenomenonTime', 'resultTime', 'parameters'],
      dataArray: [
        [1, minute(4), minute(5), { depth: 1 }],
        [2, minute(5), null, null],
      ],
    },
    { Datastream: { '@iot.id': 987_654 }, components: ['phenomenonTime', 'result'], dataArray: [[minute(6), 1]] },
  ]);
  expect(status).toBe(201);
  const link = expect.stringMatching(/\/Observations\(\d+\)$/) as string;
  const error = expect.stringMatching(/^error/) as string;
  expect(body).toEqual([link, error, error, error, link, link, link, error]);
  const [first = '', , , , , generated = '', again = ''] = body as string[];
  expect((await service.get(`${first}/FeatureOfInterest/id`)).body).toEqual({ '@iot.id': feature });
  // The same place is the same feature.
  expect((await service.get(`${generated}/FeatureOfInterest`)).body).toEqual(
    (await service.get(`${again}/FeatureOfInterest`)).body,
  );
  expect((await service.get(generated)).body).toMatchObject({ resultTime: minute(5), parameters: { depth: 1 } });
  // Sent again it is the same observation.
  const twice = await service.send('POST', '/CreateObservations', [
    { Datastream: { '@iot.id': datastream }, components: ['phenomenonTime', 'result'], dataArray: [[minute(0), 20]] },
  ]);
  expect(twice.body).toEqual([first]);
  expect(await contradictions(database)).toEqual([]);
});

test('a malformed data array stores nothing and says what is wrong', async () => {
  const { datastream } = await makeStation(service);
  const before = await census(service);
  const link = { '@iot.id': datastream };
  const wrong: [body: unknown, place: string][] = [
    [{}, 'list of groups'],
    [[5], '[0]: must be an object'],
    [[{ components: ['phenomenonTime', 'result'], dataArray: [] }], '[0].Datastream'],
    [[{ Datastream: link, components: ['result'], dataArray: [] }], 'phenomenonTime is missing'],
    [
      [{ Datastream: link, components: ['phenomenonTime', 'result', 'x'], dataArray: [] }],
      '[0].components: there is no',
    ],
    [[{ Datastream: link, components: ['phenomenonTime', 'result'] }], '[0].dataArray'],
  ];
  for (const [body, place] of wrong) {
    const reply = await service.send('POST', '/CreateObservations', body);
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(place) as string]);
  }
  const large = await service.send('POST', '/CreateObservations', ' '.repeat(10 * 1024 * 1024));
  expect(large.status).toBe(413);
  expect(await changes(service, before)).toEqual({});
});
