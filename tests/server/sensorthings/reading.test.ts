import { afterAll, beforeAll, expect, test } from 'vitest';
import { setNames, typeOf } from '../../../server/sensorthings/model.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { aLocation, anObservation, aThing } from './bodies.ts';
import { make, namesOf, openService, type Service, valuesOf } from './service.ts';
import { addThings } from './things.ts';

type Entity = Record<string, unknown>;

let database: TestDatabase;
let service: Service;
let statements: string[] = [];
beforeAll(async () => {
  database = await openTestDatabase((statement) => statements.push(statement));
  service = await openService(database);
  await addThings(service);
});
afterAll(async () => {
  await service.close();
  await database.close();
});

async function entities(path: string): Promise<Entity[]> {
  return valuesOf(service, path);
}

/** Follows nextLink to the end. */
async function follow(path: string): Promise<{ pages: number; values: Entity[] }> {
  let next: string | undefined = `${service.url}${encodeURI(path)}`;
  const values: Entity[] = [];
  let pages = 0;
  while (next !== undefined) {
    const { body, status, text } = await service.get(next);
    if (status !== 200) throw new Error(text);
    const page = body as { value: Entity[]; '@iot.nextLink'?: string };
    values.push(...page.value);
    next = page['@iot.nextLink'];
    pages++;
  }
  return { pages, values };
}

function requireWhole(entity: Entity, name: (typeof setNames)[number]): void {
  const type = typeOf(name);
  expect(entity['@iot.selfLink']).toBe(`${service.url}/${name}(${entity['@iot.id'] as number})`);
  for (const relation of type.relations)
    expect(entity[`${relation.name}@iot.navigationLink`]).toBe(`${entity['@iot.selfLink'] as string}/${relation.name}`);
}

const mandatory: Record<string, string[]> = {
  Things: ['name', 'description'],
  Locations: ['name', 'description', 'encodingType', 'location'],
  HistoricalLocations: ['time'],
  Datastreams: ['name', 'description', 'observationType', 'unitOfMeasurement'],
  Sensors: ['name', 'description', 'encodingType', 'metadata'],
  ObservedProperties: ['name', 'definition', 'description'],
  Observations: ['phenomenonTime', 'result', 'resultTime'],
  FeaturesOfInterest: ['name', 'description', 'encodingType', 'feature'],
};

test('[1] every set answers with control information, mandatory properties and all links', async () => {
  for (const name of setNames) {
    const values = await entities(`/${name}`);
    expect(values.length).toBeGreaterThan(0);
    for (const entity of values) {
      requireWhole(entity, name);
      for (const property of mandatory[name] ?? []) expect(entity).toHaveProperty(property);
    }
  }
});

test('[2] an unknown id is 404, with code and message', async () => {
  for (const name of setNames) {
    const { status, body } = await service.get(`/${name}(9876543)`);
    expect([status, body]).toEqual([404, { code: 404, type: 'error', message: `There is no ${name}(9876543).` }]);
  }
});

test('[3] an entity by its id is what it is in its set', async () => {
  for (const name of setNames) {
    const [first] = await entities(`/${name}?$top=1`);
    expect((await service.get(`/${name}(${first?.['@iot.id'] as number})`)).body).toEqual(first);
  }
});

test('[4] every property has an address of its own, and its text has one', async () => {
  for (const name of setNames) {
    const [first = {}] = await entities(`/${name}?$top=1`);
    const path = `/${name}(${first['@iot.id'] as number})`;
    for (const [property, value] of Object.entries(first).filter(([key]) => !key.includes('@'))) {
      const { status, body } = await service.get(`${path}/${property}`);
      expect([property, status, body]).toEqual([property, 200, { [property]: value }]);
      const text = await service.get(`${path}/${property}/$value`);
      expect(text.text).toBe(typeof value === 'string' ? value : JSON.stringify(value));
      expect(text.headers.get('content-type')).toContain('text/plain');
    }
  }
  expect((await service.get('/Things(1)/nonsense')).status).toBe(404);
  expect((await service.get('/Datastreams(1)/properties')).status).toBe(204);
  expect((await service.get('/Datastreams(1)/properties/$value')).status).toBe(204);
  expect((await service.get('/Things(1)/properties/field')).body).toEqual({ field: 1 });
  expect((await service.get('/Things(1)/properties/none')).status).toBe(404);
});

test('[5] every way along relations is there to four levels, and $ref holds exactly its links', async () => {
  const walk = async (path: string, name: (typeof setNames)[number], level: number): Promise<number> => {
    let walked = 0;
    for (const relation of level === 0 ? [] : typeOf(name).relations) {
      const way = `${path}/${relation.name}`;
      const { status, body } = await service.get(way);
      expect([way, status]).toEqual([way, 200]);
      const found = relation.kind === 'one' ? [body as Entity] : (body as { value: Entity[] }).value;
      const references = (await service.get(`${way}/$ref`)).body as { value: Entity[] };
      expect(references.value).toEqual(found.map((one) => ({ '@iot.selfLink': one['@iot.selfLink'] })));
      const next = relation.kind === 'one' ? way : `${way}(${found[0]?.['@iot.id'] as number})`;
      walked += 1 + (await walk(next, relation.target, level - 1));
    }
    return walked;
  };
  expect(await walk('/Things(1)', 'Things', 4)).toBeGreaterThan(50);
  const all = await service.get('/Datastreams/$ref');
  expect((all.body as { value: unknown[] }).value).toHaveLength(6);
});

test('[6] the root names the eight sets by their addresses, and what is conformed to', async () => {
  const { body } = await service.get('');
  const { value, serverSettings } = body as { value: unknown; serverSettings: { conformance: string[] } };
  expect(value).toEqual(setNames.map((name) => ({ name, url: `${service.url}/${name}` })));
  expect(serverSettings.conformance).toContain('http://www.opengis.net/spec/iot_sensing/1.1/req/datamodel');
  expect((await service.get('/')).body).toEqual(body);
});

test('[15] $select sends what it names, one or several, on one and on two levels', async () => {
  expect(await entities('/Things?$select=name')).toEqual([{ name: 'A' }, { name: 'B' }, { name: 'C' }]);
  expect(await entities('/Things(1)/Datastreams?$select=name,id')).toEqual([
    { '@iot.id': 1, name: 'A1' },
    { '@iot.id': 2, name: 'A2' },
  ]);
  expect((await service.get('/Things(1)?$select=Datastreams,name')).body).toEqual({
    name: 'A',
    'Datastreams@iot.navigationLink': `${service.url}/Things(1)/Datastreams`,
  });
  // What is expanded need not be selected as well.
  expect(await entities('/Things?$select=name&$expand=Locations($select=name)&$top=1')).toEqual([
    { name: 'A', Locations: [{ name: 'at A' }] },
  ]);
  expect(await entities('/Things?$select=properties/field,properties/none/deep&$top=1')).toEqual([
    { properties: { field: 1, none: { deep: null } } },
  ]);
  expect((await service.get('/Things?$select=nonsense')).status).toBe(400);
});

test('[16] $expand brings one, several and nested relations, in a constant number of statements', async () => {
  expect((await service.get('/Observations(1)?$expand=Datastream/Thing,FeatureOfInterest')).body).toMatchObject({
    Datastream: { name: 'A1', Thing: { name: 'A' } },
    FeatureOfInterest: { name: 'at A' },
  });
  expect(await entities('/Things(2)/Datastreams?$expand=Thing,Sensor,ObservedProperty')).toMatchObject([
    { Thing: { name: 'B' }, Sensor: { name: 'Thermometer' }, ObservedProperty: { name: 'Temperature' } },
    { Thing: { name: 'B' } },
  ]);
  const path =
    '/Things?$expand=Locations($expand=HistoricalLocations),Datastreams($orderby=name desc;$expand=Sensor,Observations($top=2;$orderby=phenomenonTime desc;$select=result;$count=true))';
  statements = [];
  const things = await entities(path);
  expect(statements).toHaveLength(7);
  expect(things.map(({ Datastreams: series }) => (series as Entity[]).map(({ name }) => name))).toEqual([
    ['A2', 'A1'],
    ['B2', 'B1'],
    ['C2', 'C1'],
  ]);
  const [first] = things[0]?.Datastreams as Entity[];
  expect(first).toMatchObject({ 'Observations@iot.count': 12, Observations: [{ result: 11 }, { result: 10 }] });
  // What was cut is followed by its own link, with all options.
  const { body } = await service.get(first?.['Observations@iot.nextLink'] as string);
  expect(body).toMatchObject({ '@iot.count': 12, value: [{ result: 9 }, { result: 8 }] });
  expect((await service.get('/Observations?$expand=Datastreams')).text).toContain('Did you mean Datastream?');
  expect((await service.get('/Observations?$expand=Datastream($top=1)')).status).toBe(400);
});

test('[17] $top cuts, and nextLink followed to the end sees every entity once, in every order', async () => {
  for (const path of [
    '/Observations?$top=7',
    '/Observations?$top=7&$orderby=result desc',
    '/Observations?$top=7&$orderby=phenomenonTime&$filter=result ge 0',
    '/Observations?$top=72',
    '/Observations?$top=71&$select=id',
  ]) {
    const { pages, values } = await follow(path);
    expect([path, pages]).toEqual([path, Math.ceil(72 / Number(/top=(\d+)/.exec(path)?.[1]))]);
    expect(new Set(values.map((one) => one['@iot.id'])).size).toBe(72);
    expect(values).toHaveLength(72);
  }
  for (const order of ['', '&$orderby=phenomenonTime desc', '&$orderby=result mod 5,id desc']) {
    const { values } = await follow(`/Datastreams(3)/Observations?$top=5${order}`);
    expect(values).toHaveLength(12);
    expect(new Set(values.map((one) => one['@iot.id'])).size).toBe(12);
  }
  const { body } = await service.get('/Things?$top=0');
  expect(body).toEqual({ value: [] });
  expect((await service.get('/Things?$top=99999')).status).toBe(200);
  expect((await service.get('/Things?$top=-1')).status).toBe(400);
  expect((await service.get('/Things?$skiptoken=x')).status).toBe(400);
});

test('[18] $skip leaves out, also past the end', async () => {
  expect(await namesOf(service, '/Things?$skip=1')).toEqual(['B', 'C']);
  expect((await service.get('/Things?$skip=1')).body).not.toHaveProperty('@iot.nextLink');
  expect((await service.get('/Things?$skip=10')).body).toEqual({ value: [] });
});

test('[19] $orderby sorts up and down, by two keys, along a relation, and null first', async () => {
  expect(await namesOf(service, '/Things?$orderby=name desc')).toEqual(['C', 'B', 'A']);
  expect(await namesOf(service, '/Datastreams?$orderby=Thing/name desc,name asc')).toEqual([
    'C1',
    'C2',
    'B1',
    'B2',
    'A1',
    'A2',
  ]);
  const times = await namesOf(service, '/Observations?$orderby=validTime,id&$select=validTime,id', 'validTime');
  expect(times.at(0)).toBeUndefined();
  expect(times.at(-1)).toBe('2026-01-15T10:00:00Z/2026-01-16T10:00:00Z');
  expect((await service.get('/Things?$orderby=Datastreams/name')).status).toBe(400);
  expect((await service.get('/Locations?$orderby=location')).status).toBe(400);
});

test('[20] $count counts what the filter leaves, whatever is cut, on every page', async () => {
  const count = async (path: string) => ((await service.get(encodeURI(path))).body as Entity)['@iot.count'];
  expect(await count('/Observations?$count=true&$top=1')).toBe(72);
  expect(await count('/Observations?$count=true&$skip=71')).toBe(72);
  expect(await count('/Datastreams(1)/Observations?$count=true')).toBe(12);
  expect(await count('/Observations?$count=true&$filter=result lt 3')).toBe(18);
  expect(await count('/FeaturesOfInterest(1)/Observations?$count=true')).toBe(24);
  expect(await count('/Things?$count=false')).toBeUndefined();
  const { body } = await service.get('/Datastreams(1)/Observations?$count=true&$top=5');
  const second = await service.get((body as Entity)['@iot.nextLink'] as string);
  expect(Object.keys(second.body as Entity)[0]).toBe('@iot.count');
  expect((second.body as Entity)['@iot.count']).toBe(12);
});

test('[22] filter, count, order, skip and top apply in the specified order', async () => {
  const { body } = await service.get(
    encodeURI(
      '/Datastreams(1)/Observations?$count=true&$top=2&$skip=1&$orderby=result desc&$filter=result gt 7&$select=result',
    ),
  );
  expect(body).toMatchObject({ '@iot.count': 4, value: [{ result: 10 }, { result: 9 }] });
});

test('what several entities share is expanded once for each of them', async () => {
  const place = await make(service, '/Locations', aLocation({ name: 'shared' }));
  const link = { Locations: [{ '@iot.id': place }] };
  const made = [await make(service, '/Things', aThing(link)), await make(service, '/Things', aThing(link))];
  const things = await entities('/Things?$filter=id ge 4&$expand=Locations($expand=Things($select=id;$orderby=id))');
  const both = [{ name: 'shared', Things: made.map((id) => ({ '@iot.id': id })) }];
  expect(things).toMatchObject([{ Locations: both }, { Locations: both }]);
  for (const id of made) await service.send('DELETE', `/Things(${id})`);
  await service.send('DELETE', `/Locations(${place})`);
});

test('the newest of all observations are found, with a filter and page by page', async () => {
  await make(
    service,
    '/Datastreams(4)/Observations',
    anObservation({ phenomenonTime: '2026-01-15T10:11:30Z', result: 99 }),
  );
  const newest = '/Observations?$orderby=phenomenonTime desc&$select=result';
  expect(await namesOf(service, `${newest}&$top=3`, 'result')).toEqual([99, 11, 11]);
  expect(await namesOf(service, `${newest}&$top=1&$filter=result lt 5`, 'result')).toEqual([4]);
  const { pages, values } = await follow('/Observations?$orderby=phenomenonTime desc&$top=30');
  expect([pages, values.length, new Set(values.map((one) => one['@iot.id'])).size]).toEqual([3, 73, 73]);
  await service.send('DELETE', `/Observations(${values[0]?.['@iot.id'] as number})`);
});

test('the last value of every datastream of every thing comes with one request, and says what is modelled', async () => {
  const things = await entities(
    '/Things?$select=name&$expand=Datastreams($select=name;$expand=Observations($top=1;$orderby=phenomenonTime desc;$select=result))&$top=1',
  );
  expect(things).toMatchObject([
    { name: 'A', Datastreams: [{ Observations: [{ result: 11 }] }, { Observations: [{ result: 11 }] }] },
  ]);
  await make(service, '/Things', {
    name: 'Model',
    description: '',
    properties: { modelled: true, theme: 'air', more: 1 },
  });
  const [made] = await entities("/Things?$filter=properties/theme eq 'air' and properties/modelled eq true");
  expect(made?.properties).toEqual({ modelled: true, theme: 'air', more: 1 });
  await service.send('DELETE', `/Things(${made?.['@iot.id'] as number})`);
});
