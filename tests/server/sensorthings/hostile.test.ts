import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setNames, typeOf } from '../../../server/sensorthings/model.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { aDatastream, aFeature, aLocation, anObservation, anObservedProperty, aSensor, aThing } from './bodies.ts';
import { make, openService, type Service } from './service.ts';

let database: TestDatabase;
let service: Service;
beforeAll(async () => {
  database = await openTestDatabase();
  service = await openService(database);
  const series = [
    anObservation({ parameters: { a: 1 }, validTime: '2026-01-15T10:00:00Z/2026-01-15T11:00:00Z' }),
    anObservation({ phenomenonTime: '2026-01-15T10:00:00Z/2026-01-15T11:00:00Z', result: 'text' }),
  ];
  await make(service, '/Things', aThing({ Datastreams: [aDatastream({ Observations: series })] }));
  await make(service, '/FeaturesOfInterest', aFeature({ encodingType: 'text/plain', feature: 'words' }));
});
afterAll(async () => {
  await service.close();
  await database.close();
});

const functions: [name: string, args: number][] = [
  ...['substringof', 'startswith', 'endswith', 'indexof', 'concat'].map((name): [string, number] => [name, 2]),
  ...['length', 'tolower', 'toupper', 'trim', 'round', 'floor', 'ceiling'].map((name): [string, number] => [name, 1]),
  ...['year', 'month', 'day', 'hour', 'minute', 'second', 'fractionalseconds'].map((name): [string, number] => [
    name,
    1,
  ]),
  ...['date', 'time', 'totaloffsetminutes', 'geo.length'].map((name): [string, number] => [name, 1]),
  ...['now', 'mindatetime', 'maxdatetime'].map((name): [string, number] => [name, 0]),
  ...['geo.distance', 'geo.intersects', 'st_equals', 'st_within', 'st_contains'].map((name): [string, number] => [
    name,
    2,
  ]),
  ...['before', 'after', 'meets', 'during', 'overlaps', 'starts', 'finishes'].map((name): [string, number] => [
    name,
    2,
  ]),
  ...['substring', 'st_relate'].map((name): [string, number] => [name, 3]),
];
const literals = [
  ...[
    "'text'",
    "'2026-01-01T00:00:00Z'",
    "''",
    '5',
    '-1.5',
    '1e300',
    '0',
    'null',
    'true',
    'false',
    '2026-01-15',
    '12:30:00',
  ],
  ...['2026-01-15T10:00:00Z', '0001-01-01T00:00:00Z', '2026-01-15T10:00:00Z/2026-01-15T11:00:00Z', "duration'PT1H'"],
  ...["geography'POINT (8 49)'", "geography'LINESTRING (8 49, 9 50)'", "geography'POLYGON ((8 49, 9 49, 9 50, 8 49))'"],
  ...["geography'POLYGON ((8 49, 9 50, 9 49, 8 50, 8 49))'"],
];

/** Expressions over a type, whose kinds fit only now and then. */
function expressions(name: (typeof setNames)[number]): fc.Arbitrary<string> {
  const type = typeOf(name);
  const own = ['id', ...type.properties.map((one) => one.name)];
  const paths = [
    ...own,
    ...type.properties.map((one) => `${one.name}/a/b`),
    ...type.relations.flatMap((one) => ['id', 'name', 'properties/a'].map((part) => `${one.name}/${part}`)),
    ...type.relations.flatMap((one) => typeOf(one.target).relations.map((next) => `${one.name}/${next.name}/id`)),
    ...type.relations.flatMap((one) => typeOf(one.target).properties.map((next) => `${one.name}/${next.name}`)),
  ];
  return fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(...paths, ...literals),
      fc
        .tuple(
          tie('value'),
          fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le', 'add', 'sub', 'mul', 'div', 'mod', 'and', 'or', 'in'),
          tie('value'),
        )
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      tie('value').map((inner) => `(not ${inner})`),
      tie('value').map((inner) => `(-${inner})`),
      fc
        .constantFrom(...functions)
        .chain(([called, count]) =>
          fc.tuple(...Array.from({ length: count }, () => tie('value'))).map((args) => `${called}(${args.join(',')})`),
        ),
      fc
        .tuple(fc.constantFrom('Datastreams', 'Observations', 'Locations', 'Things'), tie('value'))
        .map(([relation, inner]) => `${relation}/any(x: x/id gt 0 and ${inner} eq x/id)`),
    ),
  })).value;
}

test('no filter and no order makes the server fail, whatever kinds are mixed', async () => {
  const asked = fc
    .constantFrom(...setNames)
    .chain((name) =>
      fc.tuple(fc.constant(name), expressions(name), expressions(name), fc.constantFrom('eq', 'lt', 'ne')),
    );
  let understood = 0;
  await fc.assert(
    fc.asyncProperty(asked, async ([name, left, right, operator]) => {
      const filter = encodeURIComponent(`${left} ${operator} ${right}`);
      for (const query of [`$filter=${filter}&$count=true`, `$orderby=${encodeURIComponent(left)}`]) {
        const { status, text } = await service.get(`/${name}?${query}`);
        if (status !== 400)
          expect([decodeURIComponent(query), status, text]).toEqual([decodeURIComponent(query), 200, text]);
        if (status === 200) understood++;
      }
    }),
    { numRuns: Number(process.env.FUZZ ?? 300) },
  );
  expect(understood).toBeGreaterThan(20);
});

test('no body makes the server fail, and what is refused is not stored', async () => {
  const plain: Record<string, object> = {
    Things: aThing(),
    Locations: aLocation(),
    Sensors: aSensor(),
    ObservedProperties: anObservedProperty(),
    FeaturesOfInterest: aFeature(),
    Datastreams: aDatastream({ Thing: { '@iot.id': 1 } }),
    Observations: { ...anObservation(), Datastream: { '@iot.id': 1 } },
  };
  const odd = fc.oneof(
    fc.constantFrom<unknown>(
      ...[null, '', 'a\0b', '\ud800', -1, 1e309, true, [], {}, [[]], { '@iot.id': 'x' }, { '@iot.id': 1.5 }],
    ),
    fc.constantFrom<unknown>(
      ...[{ type: 'Point', coordinates: [1e9, 0] }, { type: 'Polygon', coordinates: [[]] }, [{ '@iot.id': -1 }]],
    ),
    fc.constantFrom<unknown>(
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '2026-01-01T00:00:00Z/2025-01-01T00:00:00Z',
    ),
    fc.jsonValue(),
  );
  const asked = fc
    .constantFrom(...Object.keys(plain))
    .chain((name) =>
      fc.tuple(fc.constant(name), fc.constantFrom(...Object.keys(plain[name] ?? {}), '__proto__', 'id'), odd),
    );
  await fc.assert(
    fc.asyncProperty(asked, async ([name, property, value]) => {
      const body = JSON.stringify({ ...plain[name], [property]: value });
      for (const [method, path] of [
        ['POST', `/${name}`],
        ['PATCH', `/${name}(1)`],
      ] as const) {
        const reply = await service.send(method, path, body);
        expect([200, 201, 400, 404, 409], `${method} ${path} ${body}: ${reply.text}`).toContain(reply.status);
      }
    }),
    { numRuns: Number(process.env.FUZZ ?? 150) },
  );
});
