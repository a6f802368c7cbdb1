import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SensorThingsProblem } from '../../../server/sensorthings/problem.ts';
import { type Expression, parseExpression } from '../../../server/sensorthings/request/expression.ts';
import { parseQuery } from '../../../server/sensorthings/request/options.ts';
import { parsePath } from '../../../server/sensorthings/request/path.ts';
import { parseDuration, parseTime } from '../../../server/sensorthings/request/times.ts';
import { parseWkt } from '../../../server/sensorthings/request/wkt.ts';

/** With a bracket round every part, as it was understood. */
function bracketed(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.literal.value);
    case 'path':
      return expression.segments.join('/');
    case 'any':
      return `${expression.segments.join('/')}/any(${expression.variable}: ${bracketed(expression.condition)})`;
    case 'call':
      return `${expression.name}(${expression.args.map(bracketed).join()})`;
    case 'compare':
    case 'arithmetic':
      return `(${bracketed(expression.left)} ${expression.operator} ${bracketed(expression.right)})`;
    case 'in':
      return `(${bracketed(expression.left)} in ${[expression.list].flat().map(bracketed).join()})`;
    case 'negative':
      return `(-${bracketed(expression.operand)})`;
    case 'not':
      return `(not ${bracketed(expression.operand)})`;
    default:
      return `(${bracketed(expression.left)} ${expression.kind} ${bracketed(expression.right)})`;
  }
}

const understood = (text: string): string => bracketed(parseExpression(text, '$filter'));

test('[28] operators bind as the standard says, and not covers the comparison behind it', () => {
  expect(understood('a and b or c')).toBe('((a and b) or c)');
  expect(understood('a or b and not c eq 1')).toBe('(a or (b and (not (c eq 1))))');
  expect(understood('1 add result mul 2 sub -1 eq 4')).toBe('(((1 add (result mul 2)) sub -1) eq 4)');
  expect(understood('14 div (result add 1) mod 3 mul 3 eq 3')).toBe('((((14 div (result add 1)) mod 3) mul 3) eq 3)');
  expect(understood("not startswith(name, 'it''s') AND Result LT 5")).toBe(
    '((not startswith(name,"it\'s")) and (Result lt 5))',
  );
  expect(understood("properties/list[0]/x in (8, 'y') and 'a' in properties/tags")).toBe(
    '((properties/list/0/x in 8,"y") and ("a" in properties/tags))',
  );
  expect(understood('Datastreams/any(d: d/name eq null)')).toBe('Datastreams/any(d: (d/name eq null))');
});

test('what can’t be understood is refused with its place', () => {
  const cases: [text: string, place: string][] = [
    ['', 'character 1: it ends where a value'],
    ['result gt', 'character 10: it ends'],
    ["name eq 'open", 'character 9: the text in quotes does not end'],
    ['result gt 5)', 'character 12: ")" where the end'],
    ['result ; drop table thing', 'character 8'],
    ['phenomenonTime gt 2026-01-01T00:00:00 01:00', '%2B'],
    ['phenomenonTime gt 2026-01-01T00:00:00', 'no time with a zone'],
    ['phenomenonTime gt 2026-02-30T00:00:00Z', 'no time of the calendar'],
    ['phenomenonTime during 2026-02-01T00:00:00Z/2026-01-01T00:00:00Z', 'character 23'],
    ["st_within(location, geography'POINT(8)')", 'well-known text'],
    ["st_within(location, geography'POLYGON((0 0,1 1,0 1))')", 'well-known text'],
    ['('.repeat(10_000), 'longer than 8192'],
    ['('.repeat(8000), 'nested more than 50 levels'],
    ['not '.repeat(2000) + 'a', 'more than 200 parts'],
    [`result eq 1${' or result eq 1'.repeat(100)}`, 'more than 200 parts'],
    ['-'.repeat(8000) + 'a', 'more than 200 parts'],
    ['result eq 1e999', 'no number'],
  ];
  for (const [text, place] of cases) {
    expect(() => parseExpression(text, '$filter'), text.slice(0, 60)).toThrow(place);
  }
});

test('whatever is sent, it is understood or refused with an answer below 500', () => {
  const words = fc.constantFrom(
    ...['result', 'name', 'and', 'or', 'not', 'eq', 'gt', 'in', 'add', 'div', '(', ')', '/', ',', ':', '[', ']', '-'],
    ...[
      "'text'",
      '5',
      '-1.5',
      'null',
      'true',
      '2026-01-01T00:00:00Z',
      "duration'PT1H'",
      "geography'POINT (8 49)'",
      'any',
    ],
    ...[';', '$expand=', '$filter=', '$top=', '$select=', 'Datastreams', 'length', '%', "'"],
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 30 }).map((parts) => parts.join(' ')),
  );
  const readers: ((text: string) => unknown)[] = [
    (made) => parseExpression(made, '$filter'),
    (made) => parseQuery(made),
    (made) => parseQuery(`$expand=${encodeURIComponent(made)}&$orderby=${encodeURIComponent(made)}`),
    parsePath,
  ];
  fc.assert(
    fc.property(text, (made) => {
      for (const read of readers) {
        try {
          read(made);
        } catch (error) {
          if (!(error instanceof SensorThingsProblem)) throw error;
          expect(error.status).toBeGreaterThanOrEqual(400);
          expect(error.status === 501 || error.status < 500).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('an expression that is written with all of its brackets is understood as before', () => {
  const leaf = fc.constantFrom('result', 'Datastream/name', "'it''s'", '5', '-2', 'null', 'true');
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc
        .tuple(tie('expression'), fc.constantFrom('and', 'or', 'eq', 'lt', 'add', 'mul'), tie('expression'))
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      tie('expression').map((inner) => `(not ${inner})`),
      tie('expression').map((inner) => `concat(${inner},${inner})`),
    ),
  }));
  fc.assert(
    fc.property(expression, (text) => {
      fc.pre(text.length < 600);
      expect(understood(text)).toBe(text.replaceAll("'it''s'", '"it\'s"'));
    }),
  );
});

test('options are read whole, and refused when malformed or there twice', () => {
  const { expand, select, top, skip, count } = parseQuery(
    '$expand=Datastreams($select=name;$expand=Observations($top=1;$filter=result gt 1;$orderby=phenomenonTime desc)),Locations/HistoricalLocations&$select=name,properties/a&$top=5&$skip=2&$count=true&other=x',
  );
  expect(expand.map(({ name }) => name)).toEqual(['Datastreams', 'Locations']);
  expect(expand[0]?.options.expand[0]).toMatchObject({
    name: 'Observations',
    options: { top: 1, orderby: [{ descending: true }] },
  });
  expect({ select, top, skip, count }).toEqual({
    select: [['name'], ['properties', 'a']],
    top: 5,
    skip: 2,
    count: true,
  });
  expect(parseQuery('$expand=A/B,A/C').expand).toMatchObject([
    { name: 'A', options: { expand: [{ name: 'B' }, { name: 'C' }] } },
  ]);
  const wrong: [query: string, status: number, place: string][] = [
    ['$top=-1', 400, '$top'],
    ['$top=1.5', 400, '$top'],
    ['$top=many', 400, '$top'],
    ['$skip=-1', 400, '$skip'],
    ['$count=yes', 400, '$count'],
    ['$top=1&$top=2', 400, 'twice'],
    ['$search=x', 501, '$search'],
    ['$resultFormat=XML', 400, 'dataArray'],
    ['$filter=%', 400, '%25'],
    ['$expand=Datastreams($top=1', 400, 'not closed'],
    [`$expand=${'Thing/Datastreams/'.repeat(4)}Thing`, 400, 'levels'],
    [`$expand=${'Thing($expand=Datastreams($expand='.repeat(4)}Thing${'))'.repeat(4)}`, 400, 'levels'],
    ['$expand=A($top=1),A($top=2)', 400, 'twice'],
  ];
  for (const [query, status, place] of wrong) {
    let problem: unknown;
    try {
      parseQuery(query);
    } catch (error) {
      problem = error;
    }
    expect(problem, query).toMatchObject({ status, message: expect.stringContaining(place) as string });
  }
});

test('a path is read step by step', () => {
  expect(parsePath('Things(1)/Datastreams(2)/Observations(3)/FeatureOfInterest')).toMatchObject({
    single: true,
    steps: [{ id: 1 }, { id: 2 }, { id: 3 }, { set: 'FeaturesOfInterest' }],
  });
  expect(parsePath('Things(1)/properties/a%2Fb/$value')).toMatchObject({
    property: ['properties', 'a/b'],
    value: true,
  });
  expect(parsePath('Things(1)/Locations/$ref')).toMatchObject({ single: false, ref: true });
  const wrong: [path: string, status: number][] = [
    ['Thing', 404],
    ["Things('a')", 400],
    ['Things(-1)', 404],
    ['Things(99999999999999999999)', 400],
    ['Things(1)/Observations', 404],
    ['Things/name', 404],
    ['Things(1)/$value', 404],
    ['Things/Datastreams', 404],
    ['%', 400],
    [`Things(1)${'/Datastreams(1)/Thing'.repeat(10)}`, 400],
  ];
  for (const [path, status] of wrong) {
    let problem: unknown;
    try {
      parsePath(path);
    } catch (error) {
      problem = error;
    }
    expect(problem, path).toMatchObject({ status });
  }
});

test('times, durations and geometries are what the standards say, or nothing', () => {
  expect(parseTime('2026-01-01T01:00:00+01:00')?.start.toISOString()).toBe('2026-01-01T00:00:00.000Z');
  expect(parseTime('2026-01-01T00:00:00Z/2026-01-02T00:00:00Z')?.end?.toISOString()).toBe('2026-01-02T00:00:00.000Z');
  for (const none of [
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-02-29T00:00:00Z',
    '2026-01-02T00:00:00Z/2026-01-01T00:00:00Z',
    'x',
  ])
    expect(parseTime(none)).toBeUndefined();
  expect(parseDuration('P1DT2H3M4.5S')).toBe(93_784_500);
  expect(parseDuration('P1M')).toBeUndefined();
  expect(parseWkt('POLYGON ((0 0, 1 0, 1 1, 0 0),(0.1 0.1,0.2 0.1,0.2 0.2,0.1 0.1))')).toMatchObject({
    type: 'Polygon',
  });
  expect(parseWkt('point(8.5 -49)')).toEqual({ type: 'Point', coordinates: [8.5, -49] });
  expect(parseWkt('LINESTRING (0 0, 1 1)')).toEqual({
    type: 'LineString',
    coordinates: [
      [0, 0],
      [1, 1],
    ],
  });
  for (const none of [
    'POINT (200 0)',
    'POINT (1 2 3 4)',
    'LINESTRING (0 0)',
    'CIRCLE (0 0)',
    'POINT (1 2); drop',
    'POINT ((1 2))',
  ])
    expect(parseWkt(none), none).toBeUndefined();
});
