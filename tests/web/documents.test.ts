import { readFile } from 'node:fs/promises';
import { buildSchema, type DocumentNode, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import * as compare from '../../web/coverage/compare/documents.ts';
import * as construction from '../../web/construction/documents.ts';
import * as recording from '../../web/construction/recording/documents.ts';
import * as coverage from '../../web/coverage/documents.ts';
import * as print from '../../web/coverage/print/documents.ts';
import * as editions from '../../web/editions/documents.ts';
import * as frame from '../../web/frame/documents.ts';
import * as gaps from '../../web/gaps/documents.ts';
import * as alarms from '../../web/sensors/alarms/documents.ts';
import * as sensors from '../../web/sensors/documents.ts';
import * as places from '../../web/places/documents.ts';

/** The page's types come from the schema, but a field that does not exist is only found here, not by the compiler. */
const schema = buildSchema(await readFile(new URL('../../server/schema.graphql', import.meta.url), 'utf8'));
const documents = Object.entries({
  ...coverage,
  ...compare,
  ...print,
  ...editions,
  ...gaps,
  ...places,
  ...construction,
  ...recording,
  ...sensors,
  ...alarms,
  ...frame,
}).filter((entry): entry is [string, DocumentNode] => typeof entry[1] === 'object' && 'definitions' in entry[1]);

test('there are documents to check', () => {
  expect(documents.length).toBeGreaterThan(3);
});

describe.each(documents)('%s', (_, document) => {
  test('asks for what the schema has', () => {
    expect(validate(schema, document)).toEqual([]);
  });
});

test('the check would see a field that does not exist', () => {
  expect(validate(schema, parse('{ municipality(ags: "07313000") { nothing } }'))).toHaveLength(1);
});
