import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../../../server/log.ts';
import { Ingest } from '../../../server/sensors/ingest.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from '../graphql/api.ts';
import { addNetwork, aDatastream, aDevice, aThing } from './network.ts';

const token = 'a token for planners';
let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await openTestDatabase();
  api = await openApi(database, 5, undefined, token);
  const ingest = new Ingest(database, createLogger({ logLevel: 'silent' }));
  const take = (source: string, payload: string) =>
    ingest.accept({ source, topic: 'loggers/queich', payload: Buffer.from(payload), receivedAt: new Date() });
  await take('ttn', '{"end_device_ids":');
  await take('csv', 'no table');
  for (const day of [10, 11, 12]) await take('csv', `device;time;pegel\nq1;2026-01-${day}T10:00:00Z;8${day}\n`);
  await take('csv', 'device;time;pegel\nq1;2026-01-12T10:00:00Z;812\n');
  await take('csv', `device;time;pegel\n${'q1;2026-01-12T10:00:00Z;812\n'.repeat(3000)}`);
  await ingest.close();
});
afterAll(async () => {
  await api.close();
  await database.close();
});

const counted = `{ deadLetters { __typename ... on DeadLetters { counts { source reason letters times } } } }`;

test('dead letters are told, read again and dropped for planners alone', async () => {
  const replay = 'mutation { replayDeadLetters { __typename } }';
  const drop = 'mutation { dropDeadLetters(source: "ttn") { __typename } }';
  for (const question of [counted, replay, drop]) {
    const { data } = await api.ask(question);
    expect(Object.values(data as object)).toEqual([{ __typename: 'PlannerOnlyError' }]);
  }
});

test('letters are counted by source and reason, and listed page by page with as much of them as is good to read', async () => {
  expect((await api.ask(counted, {}, token)).data).toEqual({
    deadLetters: {
      __typename: 'DeadLetters',
      counts: [
        { source: 'csv', reason: 'unknown-device', letters: 4, times: 5 },
        { source: 'csv', reason: 'no-column', letters: 1, times: 1 },
        { source: 'ttn', reason: 'malformed-json', letters: 1, times: 1 },
      ],
    },
  });
  const page = `query ($after: String) { deadLetters(source: "csv", reason: "unknown-device") { ... on DeadLetters {
    letters(first: 3, after: $after) { totalCount pageInfo { hasNextPage endCursor }
      edges { node { topic message payload payloadBytes isWhole times } } } } } }`;
  interface Page {
    deadLetters: {
      letters: {
        totalCount: number;
        pageInfo: { hasNextPage: boolean; endCursor: string };
        edges: { node: { payload: string; isWhole: boolean; times: number; topic: string; message: string } }[];
      };
    };
  }
  const first = ((await api.ask(page, {}, token)).data as Page).deadLetters.letters;
  expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
  const [long, twice, once] = first.edges.map(({ node }) => node);
  expect(long?.payload).toHaveLength(2000);
  expect(long?.isWhole).toBe(false);
  expect(twice).toMatchObject({ times: 2, isWhole: true, topic: 'loggers/queich' });
  expect(once?.message).toContain('"q1" is not known');
  const rest = ((await api.ask(page, { after: first.pageInfo.endCursor }, token)).data as Page).deadLetters.letters;
  expect(rest.edges.map(({ node }) => node.payload)).toEqual([expect.stringContaining('810')]);
  expect(rest.pageInfo.hasNextPage).toBe(false);
});

test('what was repaired is read again by its reason, and what nobody wants is dropped by it, never all at once', async () => {
  await addNetwork(database, [
    aThing({ key: 'queich' }),
    aDatastream({
      thing: 'queich',
      property: 'water_level',
      devices: [aDevice({ source: 'csv', key: 'q1', profile: null, field: 'pegel' })],
    }),
  ]);
  const replay = `mutation ($reason: String) { replayDeadLetters(reason: $reason) { ... on DeadLetterReplay { replayed left } } }`;
  expect((await api.ask(replay, { reason: 'no-column' }, token)).data).toEqual({
    replayDeadLetters: { replayed: 0, left: 1 },
  });
  // One was too long to be kept whole.
  expect((await api.ask(replay, { reason: 'unknown-device' }, token)).data).toEqual({
    replayDeadLetters: { replayed: 3, left: 1 },
  });
  const drop = `mutation ($source: String, $reason: String) { dropDeadLetters(source: $source, reason: $reason) { ... on DeadLetterDrop { dropped } } }`;
  const all = await api.ask(drop, {}, token);
  expect(all.errors[0]?.message).toContain('give a reason, a source or both');
  const asked = { source: 'csv', reason: 'unknown-device' };
  expect((await api.ask(drop, asked, token)).data).toEqual({ dropDeadLetters: { dropped: 1 } });
  expect((await api.ask(counted, {}, token)).data).toMatchObject({
    deadLetters: {
      counts: [
        { source: 'csv', reason: 'no-column', letters: 1 },
        { source: 'ttn', reason: 'malformed-json', letters: 1 },
      ],
    },
  });
});
