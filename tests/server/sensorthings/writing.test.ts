import { afterAll, beforeAll, expect, test } from 'vitest';
import { setNames } from '../../../server/sensorthings/model.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { contradictions } from '../sensors/network.ts';
import { aDatastream, aFeature, aLocation, anObservation, anObservedProperty, aSensor, aThing } from './bodies.ts';
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

test('[7] an entity of every type is made by POST and then found', async () => {
  const thing = await make(service, '/Things', { name: 'Bare', description: 'Without a place' });
  const location = await make(service, '/Locations', aLocation());
  const sensor = await make(service, '/Sensors', aSensor());
  const property = await make(service, '/ObservedProperties', anObservedProperty());
  const feature = await make(service, '/FeaturesOfInterest', aFeature());
  const links = {
    Thing: { '@iot.id': thing },
    Sensor: { '@iot.id': sensor },
    ObservedProperty: { '@iot.id': property },
  };
  const datastream = await make(service, '/Datastreams', aDatastream(links));
  const reply = await service.send('POST', '/Observations', {
    ...anObservation({ parameters: { depth: 2 }, validTime: '2026-01-15T10:00:00Z/2026-01-15T11:00:00Z' }),
    Datastream: { '@iot.id': datastream },
    FeatureOfInterest: { '@iot.id': feature },
  });
  expect(reply.status).toBe(201);
  expect(reply.headers.get('location')).toBe((reply.body as Record<string, unknown>)['@iot.selfLink']);
  expect((await service.get(reply.headers.get('location') ?? '')).body).toMatchObject({
    phenomenonTime: '2026-01-15T10:00:00Z',
    result: 1,
    parameters: { depth: 2 },
    validTime: '2026-01-15T10:00:00Z/2026-01-15T11:00:00Z',
  });
  const history = await make(service, '/HistoricalLocations', {
    time: '2026-01-01T00:00:00Z',
    Thing: { '@iot.id': thing },
    Locations: [{ '@iot.id': location }],
  });
  expect((await service.get(`/HistoricalLocations(${history})`)).body).toMatchObject({ time: '2026-01-01T00:00:00Z' });
  expect((await service.get(`/Sensors(${sensor})`)).body).toMatchObject(aSensor());
  expect((await service.get(`/Datastreams(${datastream})`)).body).toMatchObject({
    phenomenonTime: '2026-01-15T10:00:00Z/2026-01-15T10:00:00Z',
    observedArea: { type: 'Point' },
  });
});

test('[8] a deep insert makes all of its parts and links them', async () => {
  const before = await census(service);
  const series = aDatastream({
    Observations: [anObservation(), anObservation({ phenomenonTime: '2026-01-15T11:00:00Z', result: 2 })],
  });
  const thing = await make(service, '/Things', aThing({ name: 'Deep', Datastreams: [series] }));
  expect(await namesOf(service, `/Things(${thing})/Datastreams?$expand=Observations`, 'Observations')).toMatchObject([
    [{ result: 1 }, { result: 2 }],
  ]);
  const datastream = await make(service, '/Datastreams', aDatastream({ Thing: aThing({ name: 'Inner' }) }));
  expect((await service.get(`/Datastreams(${datastream})/Thing`)).body).toMatchObject({ name: 'Inner' });
  const observation = await make(service, '/Observations', {
    ...anObservation(),
    Datastream: aDatastream({ Thing: aThing({ name: 'Innermost' }) }),
    FeatureOfInterest: aFeature(),
  });
  expect((await service.get(`/Observations(${observation})/Datastream/Thing`)).body).toMatchObject({
    name: 'Innermost',
  });
  expect(await changes(service, before)).toEqual({
    ...{ Things: 3, Locations: 3, HistoricalLocations: 3, Datastreams: 3, Sensors: 3, ObservedProperties: 3 },
    ...{ Observations: 3, FeaturesOfInterest: 2 },
  });
});

test('[9] a deep insert with a faulty or missing part stores nothing', async () => {
  const before = await census(service);
  const faulty: [body: unknown, place: string][] = [
    [aThing({ Datastreams: [aDatastream({ unitOfMeasurement: 'C' })] }), 'Datastreams[0].unitOfMeasurement'],
    [aThing({ Datastreams: [aDatastream({ Sensor: undefined })] }), 'Datastreams[0].Sensor'],
    [aThing({ Locations: [aLocation({ location: { type: 'Point', coordinates: ['x'] } })] }), 'Locations[0].location'],
    [
      aThing({ Datastreams: [aDatastream({ Observations: [{ phenomenonTime: 'yesterday', result: 1 }] })] }),
      'yesterday',
    ],
    [aThing({ Datastreams: [aDatastream({ Observations: [{ resultTime: null }] })] }), 'Observations[0].result'],
    [aThing({ Locations: [{ '@iot.id': 999_999 }] }), 'Locations(999999)'],
    [aThing({ descriptoin: 'slip' }), 'descriptoin'],
    ['{"name": ', 'no JSON'],
    [[aThing()], 'CreateObservations'],
  ];
  for (const [body, place] of faulty) {
    const reply = await service.send('POST', '/Things', body);
    expect([reply.status, (reply.body as { message: string }).message]).toEqual([
      400,
      expect.stringContaining(place) as string,
    ]);
  }
  expect(await changes(service, before)).toEqual({});
});

test('[10] what lacks a mandatory link is not stored', async () => {
  const { thing, datastream } = await makeStation(service);
  const before = await census(service);
  for (const missing of ['Thing', 'Sensor', 'ObservedProperty']) {
    const reply = await service.send('POST', '/Datastreams', {
      ...aDatastream({ Thing: { '@iot.id': thing } }),
      [missing]: undefined,
    });
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(`${missing}: is missing`) as string]);
  }
  expect((await service.send('POST', '/Observations', anObservation())).status).toBe(400);
  expect((await service.send('POST', '/HistoricalLocations', { time: '2026-01-01T00:00:00Z' })).status).toBe(400);
  const nowhere = await make(service, '/Things', { name: 'Nowhere', description: '', Datastreams: [aDatastream()] });
  const [series] = await namesOf(service, `/Things(${nowhere})/Datastreams`, '@iot.id');
  const reply = await service.send('POST', `/Datastreams(${series as number})/Observations`, anObservation());
  expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('no location in GeoJSON') as string]);
  expect((await census(service)).Observations).toBe(before.Observations);
  expect(datastream).toBeGreaterThan(0);
});

test('[11] PATCH changes what it names, of every type', async () => {
  const { thing, datastream, observation } = await makeStation(service);
  const [location] = await namesOf(service, `/Things(${thing})/Locations`, '@iot.id');
  const [history] = await namesOf(service, `/Things(${thing})/HistoricalLocations`, '@iot.id');
  const sensor = ((await service.get(`/Datastreams(${datastream})/Sensor`)).body as Record<string, number>)['@iot.id'];
  const property = await make(service, '/ObservedProperties', anObservedProperty());
  const feature = await make(service, '/FeaturesOfInterest', aFeature());
  const cases: [path: string, patch: object][] = [
    [`/Things(${thing})`, { description: 'new' }],
    [`/Locations(${location as number})`, { location: { type: 'Point', coordinates: [8.2, 49.3] } }],
    [`/HistoricalLocations(${history as number})`, { time: '2025-12-31T00:00:00Z' }],
    [`/Sensors(${sensor})`, { metadata: { serial: 7 } }],
    [`/ObservedProperties(${property})`, { definition: 'http://town.example/other' }],
    [`/FeaturesOfInterest(${feature})`, { name: 'new', properties: { a: null } }],
    [`/Datastreams(${datastream})`, { unitOfMeasurement: { symbol: 'K' } }],
    [`/Observations(${observation})`, { result: 7 }],
  ];
  for (const [path, patch] of cases) {
    const before = (await service.get(path)).body as Record<string, unknown>;
    const reply = await service.send('PATCH', path, patch);
    expect([path, reply.status, reply.text]).toEqual([path, 200, expect.any(String)]);
    const after = (await service.get(path)).body as Record<string, unknown>;
    expect(reply.body).toEqual(after);
    expect(after).toMatchObject(patch);
    for (const [name, value] of Object.entries(before)) if (!(name in patch)) expect(after[name]).toEqual(value);
  }
  // Members of a complex value that are not named stay.
  expect((await service.get(`/Datastreams(${datastream})/unitOfMeasurement/name`)).body).toEqual({
    name: 'degree Celsius',
  });
  expect(
    await namesOf(service, `/Locations?$filter=st_equals(location, geography'POINT (8.2 49.3)')`, '@iot.id'),
  ).toEqual([location]);
  expect(await contradictions(database)).toEqual([]);
});

test('[12] PATCH with inline related entities is refused', async () => {
  const { thing, datastream } = await makeStation(service);
  for (const [path, patch] of [
    [`/Things(${thing})`, { Locations: [aLocation()] }],
    [`/Things(${thing})`, { Datastreams: [aDatastream()] }],
    [`/Datastreams(${datastream})`, { Sensor: aSensor() }],
  ] as const) {
    const reply = await service.send('PATCH', path, patch);
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('only links') as string]);
  }
});

test('[13] DELETE takes what can’t be without, of every type, and all else survives', async () => {
  const cases: [of: string, gone: Record<string, number>][] = [
    ['/Things(#thing)', { Things: -1, HistoricalLocations: -1, Datastreams: -1, Observations: -1 }],
    ['/Things(#thing)/Locations(#)', { Locations: -1, HistoricalLocations: -1 }],
    ['/Things(#thing)/HistoricalLocations(#)', { HistoricalLocations: -1 }],
    ['/Datastreams(#datastream)', { Datastreams: -1, Observations: -1 }],
    ['/Datastreams(#datastream)/Sensor', { Sensors: -1, Datastreams: -1, Observations: -1 }],
    ['/Datastreams(#datastream)/ObservedProperty', { ObservedProperties: -1, Datastreams: -1, Observations: -1 }],
    ['/Observations(#observation)', { Observations: -1 }],
    ['/Observations(#observation)/FeatureOfInterest', { FeaturesOfInterest: -1, Observations: -1 }],
  ];
  for (const [of, gone] of cases) {
    const ids = await makeStation(service);
    let path = of.replace(/#(\w+)/, (_, name: keyof typeof ids) => String(ids[name]));
    if (path.endsWith('(#)')) {
      const [id] = await namesOf(service, path.replace('(#)', ''), '@iot.id');
      path = path.replace('#', String(id));
    }
    const { body } = await service.get(path);
    const self = (body as Record<string, string>)['@iot.selfLink'] ?? '';
    const before = await census(service);
    expect((await service.send('DELETE', path)).status).toBe(200);
    expect((await service.get(self)).status).toBe(404);
    expect([of, await changes(service, before)]).toEqual([of, gone]);
  }
  expect(await contradictions(database)).toEqual([]);
});

test('[14] DELETE of what is not there is 404', async () => {
  for (const name of setNames) expect((await service.send('DELETE', `/${name}(987654)`)).status).toBe(404);
});
