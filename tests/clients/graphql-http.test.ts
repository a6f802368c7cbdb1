import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { type Api, openApi } from '../server/graphql/api.ts';

let database: TestDatabase;
let api: Api | undefined;
beforeAll(async () => {
  database = await openTestDatabase();
  api = await openApi(database);
});
afterAll(async () => {
  await api?.close();
  await database.close();
});

/** Asks with the path of this server once it runs; the audits are listed before that. */
const fetchFromApi: typeof fetch = (input, init) => {
  const path = input instanceof Request ? input.url : String(input);
  return fetch(path.replace('http://api', api?.url ?? ''), init);
};

describe('GraphQL over HTTP', () => {
  for (const audit of serverAudits({ url: 'http://api', fetchFn: fetchFromApi })) {
    test(`${audit.id}: ${audit.name}`, async () => {
      const result = await audit.fn();
      expect('reason' in result ? result.reason : undefined).toBeUndefined();
      expect(result.status).toBe('ok');
    });
  }
});
