import { PassThrough } from 'node:stream';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBoundaries, aMunicipality } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from './api.ts';

let database: TestDatabase;
let api: Api;
let statements: string[] = [];
beforeAll(async () => {
  database = await openTestDatabase((statement) => statements.push(statement));
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

const times = (count: number, text: string | ((index: number) => string)): string =>
  Array.from({ length: count }, (_, index) => (typeof text === 'string' ? text : text(index))).join('');

test.each([
  ['depth', `{ municipality(ags: "07313000") ${times(8, '{ districts { municipality ')}{ name }${times(8, ' } }')} }`],
  [
    'complexity',
    '{ municipalities(first: 500) { edges { node { coverage(technology: ALL, minDownstreamMbits: 30) { edition { figures { name technology downstreamMbits } supersedes { figures { name technology } } } } } } } }',
  ],
  [
    'breadth',
    `{ technologies { technology } ${times(29, (i) => `a${i}: cells(ags: "07313000") { edges { cursor node { id cellId households protected longitude latitude bounds municipality { ags ars name } } } } `)} }`,
  ],
  ['tokens', `{ technologies { ${times(3000, 'technology ')}} }`],
  ['aliases', `{ speedClasses { ${times(31, (i) => `a${i}: downstreamMbits `)}} }`],
  ['fields at the root', `{ ${times(31, '__typename ')}}`],
  ['directives', `{ speedClasses { ${times(31, 'downstreamMbits @include(if: true) ')}} }`],
  ['nested too deeply', `{ municipalities(first: ${times(5000, '[')}) { totalCount } }`],
  ['nested too deeply', `{ search(text: ${times(900, '[')}${times(900, ']')}) { name } }`],
])('too much of %s is refused before a statement runs', async (what, query) => {
  statements = [];
  const { status, errors } = await api.ask(query);
  expect(status).toBe(400);
  expect(errors.map(({ message }) => message).join('\n')).toMatch(new RegExp(`${what}|String cannot represent`));
  expect(errors.every(({ message }) => message.length < 1100)).toBe(true);
  expect(statements).toEqual([]);
});

test('brackets that no parser survives are a fault of the request and not of the server', async () => {
  for (const bracket of ['[', '{', '(', '{a', '$', '@a(b:[']) {
    const { status, errors } = await api.ask(times(5000, bracket));
    expect(status, bracket).toBe(400);
    expect(errors.length, bracket).toBeGreaterThan(0);
  }
});

test('a fragment within itself is refused', async () => {
  const { status } = await api.ask('query { ...a } fragment a on Query { technologies { technology } ...a }');
  expect(status).toBe(400);
});

test('a body that is too large is refused, whether it says its size or not', async () => {
  const body = JSON.stringify({ query: `{ technologies { technology } } #${times(120_000, ' ')}` });
  const headers = { 'content-type': 'application/json' };
  const sized = await fetch(api.url, { method: 'POST', headers, body });
  const streamed = await fetch(api.url, {
    method: 'POST',
    headers,
    body: new Blob([body]).stream(),
    duplex: 'half',
  } as RequestInit);
  for (const response of [sized, streamed]) {
    expect(response.status).toBe(413);
    expect(await response.text()).toContain('too large');
  }
});

test.each([
  ['DELETE', 'application/json', '{}', 405, 'GET or POST'],
  ['POST', 'text/plain', '{}', 415, 'application/json'],
  ['POST', 'application/json', '{', 400, 'invalid JSON'],
  ['POST', 'application/json', '{}', 400, 'query'],
  ['POST', 'application/json', '{"query": 5}', 400, 'query'],
  ['POST', 'application/json', '[{"query": "{ __typename }"}]', 400, ''],
])('%s of %s %s gets %i with the remedy', async (method, type, body, status, remedy) => {
  const headers = { 'content-type': type, accept: 'application/graphql-response+json' };
  const response = await fetch(api.url, { method, headers, body });
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(remedy);
});

test('what goes wrong inside is masked, and logged with the id of the request', async () => {
  const broken = await openTestDatabase();
  await addBoundaries(broken, [aMunicipality({ ags: '07313000' })]);
  const log = new PassThrough();
  const brokenApi = await openApi(broken, 5, log);
  await broken.close();
  const { status, errors } = await brokenApi.ask(
    '{ place(longitude: 8.05, latitude: 49.05) { municipality { name } } }',
  );
  await brokenApi.close();
  expect(status).toBe(500);
  expect(errors).toEqual([
    {
      message: 'Something went wrong here; it was logged.',
      locations: [{ line: 1, column: 3 }],
      path: ['place'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    },
  ]);
  const line = JSON.parse(String(log.read()).trim()) as unknown;
  expect(line).toMatchObject({
    msg: 'query failed',
    path: ['place'],
    req: { id: 'request-1' },
    err: { type: 'Error' },
  });
});

test('anybody may ask what can be asked', async () => {
  const { status, data } = await api.ask(getIntrospectionQuery());
  expect(status).toBe(200);
  expect(data).toMatchObject({ __schema: { queryType: { name: 'Query' } } });
});

test('a person who opens the address gets a page that needs nothing from elsewhere, and the schema', async () => {
  const page = await fetch(api.url, { headers: { accept: 'text/html' } });
  const html = await page.text();
  expect(html).toContain('href="/graphql/schema.graphql"');
  expect(html).not.toMatch(/https?:|<script/);
  expect(await (await fetch(`${api.url}/schema.graphql`)).text()).toContain('type Query');
});

test('an empty database answers, and says what is missing', async () => {
  const { data, errors } = await api.ask(
    `{ municipality(ags: "07313000") { name } municipalities { totalCount } editions { totalCount } search(text: "Landau") { ags }
      cells(ags: "07313000") { totalCount edges { cursor } } place(longitude: 8.1, latitude: 49.2) { municipality { name } cell { id } } }`,
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    municipality: null,
    municipalities: { totalCount: 0 },
    editions: { totalCount: 0 },
    search: [],
    cells: { totalCount: 0, edges: [] },
    place: { municipality: null, cell: null },
  });
  const ranking = await api.ask('{ distribution(technology: ALL, minDownstreamMbits: 30) { totalCount } }');
  expect(ranking.errors[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
});
