import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { aDatastream, aFeature, aLocation, anObservation, anObservedProperty, aThing } from './bodies.ts';
import { make, namesOf, openService, type Service } from './service.ts';

let database: TestDatabase;
let service: Service;
beforeAll(async () => {
  database = await openTestDatabase();
  service = await openService(database);
  const no2 = anObservedProperty({ name: 'NO2' });
  const things = [
    aThing({
      name: 'Alpha',
      properties: { field: 1, tags: ['a', 'b'], list: [{ x: 8 }], active: true, since: '2026-01-01T00:00:00Z' },
      Locations: [aLocation({ name: 'Alpha', properties: { field: 1 } })],
      Datastreams: [
        aDatastream({ name: 'Alpha 1', Observations: [anObservation({ result: 1 })] }),
        aDatastream({ name: 'Alpha 2', ObservedProperty: no2, properties: { unit: 'K' } }),
      ],
    }),
    aThing({
      name: 'Beta',
      properties: { field: '5', tags: [], list: [{ x: 3 }], active: false },
      Locations: [aLocation({ name: 'Beta', properties: { field: 7 } })],
      Datastreams: [
        aDatastream({
          name: 'Beta 1',
          ObservedProperty: no2,
          Observations: [
            anObservation({ result: 5, parameters: { depth: 2 }, resultQuality: { level: 3 } }),
            anObservation({ result: 'badger', phenomenonTime: '2026-01-15T11:00:00Z' }),
            anObservation({ result: true, phenomenonTime: '2026-01-15T12:00:00Z' }),
            anObservation({ result: { a: 1 }, phenomenonTime: '2026-01-15T13:00:00Z' }),
          ],
        }),
      ],
    }),
    aThing({ name: "O'Neill; drop table thing --", properties: undefined, Locations: [] }),
  ];
  for (const thing of things) await make(service, '/Things', thing);
});
afterAll(async () => {
  await service.close();
  await database.close();
});

const none: string[] = [];
const neill = "O'Neill; drop table thing --";

async function things(filter: string): Promise<unknown[]> {
  return namesOf(service, `/Things?$filter=${filter}&$orderby=name`);
}

async function results(filter: string): Promise<unknown[]> {
  const path = `${service.url}/Observations?$filter=${encodeURIComponent(filter)}&$orderby=id`;
  const { status, body, text } = await service.get(path);
  if (status !== 200) throw new Error(text);
  return (body as { value: { result: unknown }[] }).value.map(({ result }) => result);
}

async function check(ask: (filter: string) => Promise<unknown[]>, cases: [filter: string, found: unknown[]][]) {
  for (const [filter, found] of cases) expect([filter, await ask(filter)]).toEqual([filter, found]);
}

test('[21] comparisons work on every property, on two levels, and on results of every kind', async () => {
  await check(things, [
    ["name lt 'Beta'", ['Alpha']],
    ["name le 'Beta'", ['Alpha', 'Beta']],
    ["name eq 'Beta'", ['Beta']],
    ["name ne 'Beta'", ['Alpha', neill]],
    ["name ge 'Beta'", ['Beta', neill]],
    ["name gt 'Beta'", [neill]],
    [`name eq 'O''Neill; drop table thing --'`, [neill]],
    ['id eq 1', ['Alpha']],
    ['@iot.id gt 1', ['Beta', neill]],
    ['id in (1, 3)', ['Alpha', neill]],
    ["Datastreams/name eq 'Beta 1'", ['Beta']],
  ]);
  await check(results, [
    ['result gt 1', [5]],
    ['result ge 1', [1, 5]],
    ["result gt '3'", [5, 'badger', true]],
    ["result eq 'badger'", ['badger']],
    ['result eq true', [true]],
    ['result eq false', none],
    ['result ne 5', [1]],
    ['result/a eq 1', [{ a: 1 }]],
    ["Datastream/name eq 'Alpha 1'", [1]],
    ["Datastream/Thing/name eq 'Beta' and result lt 100", [5]],
    ['Datastream/id eq 1', [1]],
  ]);
  const compared = [
    ...["/Datastreams?$filter=unitOfMeasurement/symbol eq '°C'", "/Datastreams?$filter=observationType ge 'http'"],
    ...[
      "/Sensors?$filter=metadata eq 'x' or encodingType eq 'application/pdf'",
      "/ObservedProperties?$filter=definition gt 'a'",
    ],
    ...['/HistoricalLocations?$filter=time gt 2020-01-01T00:00:00Z', "/FeaturesOfInterest?$filter=description ne 'x'"],
    ...['/Datastreams?$filter=phenomenonTime ge 2020-01-01T00:00:00Z', "/Locations?$filter=location/type eq 'Point'"],
  ];
  for (const path of compared) expect((await namesOf(service, path, '@iot.id')).length, path).toBeGreaterThan(0);
});

test('[28] arithmetic and logic bind as the standard’s vectors say', async () => {
  await check(results, [
    ['1 add result mul 2 sub -1 eq 4', [1]],
    ['6 div 2 sub result eq 2', [1]],
    ['14 div (result add 1) mod 3 mul 3 eq 3', [1]],
    ['-result eq -5', [5]],
    ['result div 0 eq null', [1, 5, 'badger', true, { a: 1 }]],
    ['not result lt 5', [5]],
    ['result eq 1 and result eq 5 or result eq 5', [5]],
    ['round(result div 2) eq 3 or floor(result div 2) eq 2', [5]],
    ['ceiling(result div 2) eq 1', [1]],
  ]);
});

test('functions of texts', async () => {
  await check(things, [
    ["substringof('lph', name)", ['Alpha']],
    ["substringof('%', name)", none],
    ["startswith(name, 'B') or endswith(name, 'pha')", ['Alpha', 'Beta']],
    ['length(name) eq 4', ['Beta']],
    ["indexof(name, 'eta') eq 1", ['Beta']],
    ["indexof(name, 'xyz') eq -1 and id eq 1", ['Alpha']],
    ["substring(name, 1) eq 'eta'", ['Beta']],
    ["substring(name, 1, 2) eq 'et'", ['Beta']],
    ["substring(name, -3, -1) eq ''", ['Alpha', 'Beta', neill]],
    ["tolower(name) eq 'beta' or toupper(name) eq 'ALPHA'", ['Alpha', 'Beta']],
    ["trim(concat(' ', name)) eq 'Beta'", ['Beta']],
    ["concat(concat(name, ', '), description) eq 'Beta, A station'", ['Beta']],
  ]);
});

test('[30] ways there and back, property against property, null, and any', async () => {
  await check(things, [
    ["Datastreams/Thing/Datastreams/ObservedProperty/name eq 'NO2'", ['Alpha', 'Beta']],
    // Two conditions on one way are of one row; of two rows with any.
    ["Datastreams/ObservedProperty/name eq 'NO2' and Datastreams/ObservedProperty/name eq 'Temperature'", none],
    [
      "Datastreams/any(d: d/ObservedProperty/name eq 'NO2') and Datastreams/any(d: d/ObservedProperty/name eq 'Temperature')",
      ['Alpha'],
    ],
    ['Datastreams/any(d: d/Observations/any(o: o/result gt 4))', ['Beta']],
    ["not Datastreams/any(d: d/name ne 'none')", [neill]],
    ['Datastreams/Observations/result gt 0', ['Alpha', 'Beta']],
    ['Datastreams/id eq null', [neill]],
    ['Datastreams/id ne null', ['Alpha', 'Beta']],
    ['properties eq null', [neill]],
    ['properties/field ne null', ['Alpha', 'Beta']],
    ['HistoricalLocations/Locations/properties/field eq properties/field', ['Alpha']],
  ]);
  const emptySeries = '/Datastreams?$filter=phenomenonTime eq null or phenomenonTime lt 1990-01-01T00:00:00Z';
  expect(await namesOf(service, emptySeries)).toEqual(['Alpha 2']);
  expect(await namesOf(service, '/Datastreams?$filter=phenomenonTime lt 2099-01-01T00:00:00Z')).not.toContain(
    'Alpha 2',
  );
});

test('[31] ways into JSON: the literal decides the kind, lists have positions, in asks for one of them', async () => {
  await check(things, [
    ['properties/field eq 1', ['Alpha']],
    ["properties/field eq '1'", ['Alpha']],
    ["properties/field eq '5'", ['Beta']],
    ['properties/field eq 5', none],
    ['properties/field gt 0', ['Alpha']],
    ['properties/active', ['Alpha']],
    ['properties/active eq false', ['Beta']],
    ['properties/list[0]/x in (8, 9)', ['Alpha']],
    ['properties/list/0/x eq 3', ['Beta']],
    ["'a' in properties/tags", ['Alpha']],
    ["'c' in properties/tags", none],
    ['properties/since le 2026-01-01T00:00:00Z', ['Alpha']],
    ['properties/none/deeper eq null and id eq 1', ['Alpha']],
    ['properties/tags/9999 eq null and id eq 1', ['Alpha']],
  ]);
  // What is called id within JSON is no id.
  await check(results, [["parameters/id eq '1'", none]]);
  await check(results, [
    ['parameters/depth eq 2', [5]],
    ['resultQuality/level ge 3', [5]],
  ]);
});

test('what can’t be asked is 400 with its place and a remedy, never an error of the server', async () => {
  const wrong: [path: string, place: string][] = [
    ['/Things?$filter=nonsense eq 1', 'Thing has no "nonsense". It has id, name'],
    ["/Things?$filter=contains(name,'x')", 'substringof'],
    ['/Things?$filter=evil(name)', 'there is no function evil'],
    ['/Things?$filter=constructor(name)', 'there is no function constructor'],
    ['/Things?$filter=length(name, name)', 'takes 1 arguments'],
    ['/Things?$filter=length(5) eq 1', 'must be a text'],
    ['/Things?$filter=name', 'true or false'],
    ['/Things?$filter=name eq 5', "can't be compared"],
    ['/Things?$filter=Datastreams eq 5', 'name a property of it'],
    ['/Things?$filter=name/deeper eq 5', 'has no parts'],
    ['/Things?$filter=name add 1 eq 2', "can't be reckoned"],
    ['/Things?$filter=Datastreams/any(x: x/nope eq 1)', 'has no "nope"'],
    ['/Things?$filter=name/any(x: x eq 1)', 'has no relation'],
    ["/Observations?$filter=phenomenonTime gt '2026-01-01T00:00:00Z'", 'without quotes'],
    ['/Observations?$filter=during(phenomenonTime, 2026-01-01T00:00:00Z)', 'must be an interval'],
    ['/Observations?$filter=result mul 1e308 mul 1e308 gt 1', "can't be reckoned with"],
    ['/Locations?$filter=location eq 5', 'st_equals'],
    ["/Locations?$filter=st_within(location, 'x')", 'must be a geometry'],
    ["/Locations?$filter=st_within(location, geography'POINT (999 0)')", 'well-known text'],
    ['/Things?$filter=1; drop table thing', 'character 2'],
    ["/Things?$filter=name eq 'x' union select 1", 'character 13'],
    [`/Things?$filter=${'('.repeat(7000)}`, 'nested'],
    ['/Things?$filter=name eq %00', 'NUL'],
  ];
  for (const [path, place] of wrong) {
    const { status, body } = await service.get(path.replaceAll(' ', '%20'));
    expect([path.slice(0, 80), status, body]).toEqual([
      path.slice(0, 80),
      400,
      { code: 400, type: 'error', message: expect.stringContaining(place) as string },
    ]);
  }
  expect((await service.get('/Things?$search=x')).status).toBe(501);
  expect(await namesOf(service, '/Things')).toHaveLength(3);
});

test('[31] geometries: every relation on points, lines and polygons, and distances in metres', async () => {
  const shapes: [name: string, type: string, coordinates: unknown][] = [
    ['point', 'Point', [8, 49]],
    [
      'line',
      'LineString',
      [
        [8, 49],
        [8.02, 49],
      ],
    ],
    [
      'square',
      'Polygon',
      [
        [
          [8, 49],
          [8.01, 49],
          [8.01, 49.01],
          [8, 49.01],
          [8, 49],
        ],
      ],
    ],
  ];
  for (const [name, type, coordinates] of shapes)
    await make(service, '/FeaturesOfInterest', aFeature({ name, feature: { type, coordinates } }));
  const feature = { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [9, 50] } };
  await make(service, '/FeaturesOfInterest', aFeature({ name: 'as a feature', feature }));
  await make(
    service,
    '/FeaturesOfInterest',
    aFeature({ name: 'words', encodingType: 'text/plain', feature: 'POINT (8 49)' }),
  );
  const square = "geography'POLYGON ((8 49, 8.01 49, 8.01 49.01, 8 49.01, 8 49))'";
  const bigger = "geography'POLYGON ((7.99 48.99, 8.03 48.99, 8.03 49.02, 7.99 49.02, 7.99 48.99))'";
  const shifted = "geography'POLYGON ((8.005 49.005, 8.02 49.005, 8.02 49.02, 8.005 49.02, 8.005 49.005))'";
  const features = (filter: string) =>
    namesOf(service, `/FeaturesOfInterest?$filter=(${filter}) and not startswith(description,'Middle')&$orderby=id`);
  await check(features, [
    [`st_equals(feature, ${square})`, ['square']],
    [`st_disjoint(feature, ${bigger})`, ['as a feature']],
    [`st_touches(feature, ${square})`, ['point', 'line']],
    [`st_within(feature, ${bigger})`, ['point', 'line', 'square']],
    [`st_contains(feature, geography'POINT (8.005 49.005)')`, ['square']],
    [`st_overlaps(feature, ${shifted})`, ['square']],
    [`st_crosses(feature, geography'LINESTRING (8.01 48.99, 8.01 49.02)')`, ['line']],
    [`st_intersects(feature, geography'POINT (8 49)')`, ['point', 'line', 'square']],
    [`geo.intersects(feature, geography'LINESTRING (8.005 49.005, 8.006 49.006)')`, ['square']],
    [`st_relate(feature, ${square}, 'T*F**FFF*')`, ['square']],
    [`st_relate(feature, ${square}, 'no pattern')`, none],
    ["geo.distance(feature, geography'POINT (8.0001 49)') lt 10", ['point', 'line', 'square']],
    ["geo.distance(feature, geography'POINT (9 50)') lt 1", ['as a feature']],
    ['geo.length(feature) gt 1400 and geo.length(feature) lt 1500', ['line']],
  ]);
  const nearest =
    "/FeaturesOfInterest?$orderby=geo.distance(feature, geography'POINT (9 50)') asc&$top=6&$filter=not (feature eq null)";
  expect((await namesOf(service, nearest))[0]).toBe('as a feature');
  // A polygon that crosses itself.
  const bow = "geography'POLYGON ((8 49, 8.01 49.01, 8.01 49, 8 49.01, 8 49))'";
  const { status } = await service.get(
    encodeURI(`/FeaturesOfInterest?$filter=st_relate(feature, ${bow}, 'T********')`),
  );
  expect([200, 400]).toContain(status);
});

test('ids compare with numbers that no id can be', async () => {
  const all = await namesOf(service, '/Things');
  for (const beyond of ['1e30', '99999999999999999999999', '9223372036854775807', '9007199254740993'])
    for (const [filter, found] of [
      [`id eq ${beyond}`, []],
      [`id lt ${beyond}`, all],
      [`id gt ${beyond}`, []],
      [`id gt -${beyond}`, all],
      [`id ne ${beyond}`, all],
      ['id eq 1.5', []],
    ] as const)
      expect([filter, await namesOf(service, `/Things?$filter=${filter}`)]).toEqual([filter, found]);
});

test('[39] an id in quotes is that id, in addresses, filters and links, and other text is none', async () => {
  await check(things, [
    ["id eq '1'", ['Alpha']],
    ["'2' eq @iot.id", ['Beta']],
    ["id in ('1', '2', 7)", ['Alpha', 'Beta']],
    ["Datastreams/any(d: d/id eq '3')", ['Beta']],
    ["Datastreams/ObservedProperty/id eq '2'", ['Alpha']],
  ]);
  expect((await service.get("/Things('2')")).body).toMatchObject({ name: 'Beta', '@iot.id': 2 });
  expect((await service.get("/Things('99')")).status).toBe(404);
  for (const wrong of ["/Things('b')", "/Things('1)", '/Things("1")']) {
    expect((await service.get(wrong)).status).toBe(400);
  }
  expect((await service.get("/Things?$filter=id eq 'b'")).status).toBe(400);
  const id = await make(service, '/Datastreams', aDatastream({ name: 'Beta 2', Thing: { '@iot.id': '2' } }));
  expect((await service.get(`/Datastreams(${id})/Thing/name`)).body).toEqual({ name: 'Beta' });
  const lost = await service.send('POST', '/Datastreams', aDatastream({ Thing: { '@iot.id': 'b' } }));
  expect(lost.status).toBe(400);
});
