import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { addNetwork, aDatastream as aFedDatastream, at, aThing as aNetworkThing, write } from '../sensors/network.ts';
import { aDatastream, aFeature, aLocation, anObservation } from './bodies.ts';
import { make, namesOf, openService, type Service, valuesOf } from './service.ts';
import { census, changes } from './station.ts';

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

/** A thing of a network that is fed by its device, at 8.11, 49.2. */
async function addStation(key: string): Promise<{ thing: number; datastream: number }> {
  const { ids } = await addNetwork(database, [
    aNetworkThing({ key, name: key }),
    aFedDatastream({ thing: key, property: 'air_temperature' }),
  ]);
  const datastream = ids.get(`${key}/air_temperature`) ?? 0;
  const [thing] = (await valuesOf(service, `/Things?$filter=Datastreams/id eq ${datastream}`)) as [
    { '@iot.id': number },
  ];
  return { thing: thing['@iot.id'], datastream };
}

/** Moves a thing at a time; the latest move is where it is. */
function move(thing: number, time: string, name: string, longitude: number): Promise<number> {
  const location = { type: 'Point', coordinates: [longitude, 49.2] };
  return make(service, `/Things(${thing})/HistoricalLocations`, { time, Locations: [aLocation({ name, location })] });
}

/** Names of the features of a datastream's observations, in the order of time: by expanding, by way of path, and by filter. */
async function featuresOf(datastream: number): Promise<unknown[]> {
  const observations = await valuesOf(service, `/Datastreams(${datastream})/Observations?$expand=FeatureOfInterest`);
  const names = [];
  for (const { '@iot.id': id, FeatureOfInterest } of observations as {
    '@iot.id': number;
    FeatureOfInterest?: { '@iot.id': number; name: string };
  }[]) {
    const feature = FeatureOfInterest?.['@iot.id'] ?? 0;
    expect((await service.get(`/Observations(${id})/FeatureOfInterest`)).body).toMatchObject({ '@iot.id': feature });
    expect(await namesOf(service, `/Observations?$filter=FeatureOfInterest/id eq ${feature}`, '@iot.id')).toContain(id);
    expect(await namesOf(service, `/FeaturesOfInterest(${feature})/Observations`, '@iot.id')).toContain(id);
    expect(await namesOf(service, `/FeaturesOfInterest?$filter=Observations/id eq ${id}`, '@iot.id')).toEqual([
      feature,
    ]);
    names.push(FeatureOfInterest?.name);
  }
  return names;
}

test('[36] what devices send is about the place where the thing was then, once a place and both ways', async () => {
  const { thing, datastream } = await addStation('walker');
  const before = await census(service);
  await write(database, [at(datastream, '10:00', 1), at(datastream, '2020-01-01T10:00', 2)]);
  await write(database, [at(datastream, '10:10', 3)]);
  expect(await changes(service, before)).toEqual({ Observations: 3, FeaturesOfInterest: 1 });
  expect(await featuresOf(datastream)).toEqual(['walker', 'walker', 'walker']);
  const named = await make(service, `/Datastreams(${datastream})/Observations`, {
    ...anObservation({ phenomenonTime: '2026-01-15T10:20:00Z' }),
    FeatureOfInterest: aFeature({ name: 'named' }),
  });
  // It was elsewhere in the meantime, as is only said now; what names its feature stays with it.
  await move(thing, '2020-01-01T00:00:00Z', 'before', 8.2);
  await move(thing, '2026-01-15T10:05:00Z', 'between', 8.3);
  expect(await featuresOf(datastream)).toEqual(['before', 'before', 'between', 'named']);
  expect((await service.get(`/Observations(${named})/FeatureOfInterest/name`)).body).toEqual({ name: 'named' });
  const { observedArea } = (await service.get(`/Datastreams(${datastream})`)).body as Record<string, unknown>;
  expect(JSON.stringify(observedArea)).toContain('[8.3,49.2]');
});

test('[36] a feature takes its observations along, and is made again with the next one', async () => {
  const { datastream } = await addStation('deleted');
  const other = await addStation('kept');
  await write(database, [at(datastream, '10:00', 1), at(other.datastream, '10:00', 1)]);
  const [feature] = (await valuesOf(service, "/FeaturesOfInterest?$filter=name eq 'deleted'")) as [
    { '@iot.id': number },
  ];
  const before = await census(service);
  expect((await service.send('DELETE', `/FeaturesOfInterest(${feature['@iot.id']})`)).status).toBe(200);
  expect(await changes(service, before)).toEqual({ Observations: -1, FeaturesOfInterest: -1 });
  await write(database, [at(datastream, '11:00', 2)]);
  expect(await featuresOf(datastream)).toEqual(['deleted']);
  expect(await featuresOf(other.datastream)).toEqual(['kept']);
});

test('[36] observations keep their feature when the place that it was made of is deleted', async () => {
  const { thing, datastream } = await addStation('moved');
  await write(database, [at(datastream, '10:00', 1)]);
  await move(thing, '2098-01-01T00:00:00Z', 'second', 8.2);
  await write(database, [at(datastream, '2098-06-01T10:00', 3)]);
  expect(await featuresOf(datastream)).toEqual(['moved', 'second']);
  const [second] = (await valuesOf(service, "/Locations?$filter=name eq 'second'")) as [{ '@iot.id': number }];
  const before = await census(service);
  await service.send('DELETE', `/Locations(${second['@iot.id']})`);
  expect(await changes(service, before)).toEqual({ Locations: -1, HistoricalLocations: -1 });
  expect(await featuresOf(datastream)).toEqual(['moved', 'second']);
});

test('[36] of a thing whose place nobody knows the feature is the thing itself', async () => {
  const thing = await make(service, '/Things', {
    ...{ name: 'Somewhere', description: 'Nobody knows where' },
    Datastreams: [aDatastream()],
  });
  const [datastream] = await namesOf(service, `/Things(${thing})/Datastreams`, '@iot.id');
  await write(database, [at(datastream as number, '10:00', 1)]);
  const [feature] = await valuesOf(service, "/FeaturesOfInterest?$filter=name eq 'Somewhere'");
  expect(feature).toMatchObject({ feature: { type: 'Feature', geometry: null } });
  await move(thing, '2026-01-15T11:00:00Z', 'found', 8.2);
  await write(database, [at(datastream as number, '12:00', 1)]);
  expect(await featuresOf(datastream as number)).toEqual(['Somewhere', 'found']);
});
