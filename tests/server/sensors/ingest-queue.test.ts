import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../../../server/log.ts';
import { Ingest } from '../../../server/sensors/ingest.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';

const logger = createLogger({ logLevel: 'silent' });
const message = { source: 'csv', topic: null, payload: Buffer.from('no table'), receivedAt: new Date() };
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('a message that comes the moment another one is done is taken too, and need not wait for a third', async () => {
  const ingest = new Ingest(database, logger);
  await ingest.accept(message);
  await ingest.accept(message);
  const { times } = await database.db.selectFrom('dead_letter').select('times').executeTakeFirstOrThrow();
  expect(times).toBe(2);
  await ingest.close();
});

test('letters of one batch are written at once: each message once by its reason, with how often it came', async () => {
  const statements: string[] = [];
  const watched = await openTestDatabase((statement) => statements.push(statement));
  const ingest = new Ingest(watched, logger);
  const odd = 'k;"\\{},\u0001ü\nNULL';
  const payloads = [...Array.from({ length: 300 }, (_, index) => `no table ${index}`), 'no table 7', 'no table 7', odd];
  const topics = ['loggers/"a\\', null];
  await Promise.all(
    payloads.map((payload, index) =>
      ingest.accept({ ...message, topic: topics[index % 2] ?? null, payload: Buffer.from(payload) }),
    ),
  );
  expect(statements.filter((statement) => statement.includes('insert into dead_letter')).length).toBeLessThan(5);
  const letters = await watched.db.selectFrom('dead_letter').select(['payload', 'times', 'topic', 'ags']).execute();
  expect(letters).toHaveLength(301);
  const of = (payload: string) => letters.find((letter) => Buffer.from(letter.payload).toString() === payload);
  expect([of('no table 7')?.times, of('no table 8')?.times]).toEqual([3, 1]);
  expect([of(odd)?.topic, of('no table 1')?.topic]).toEqual([topics[0], null]);
  // One that is read again has not come again; a reason that it did not have before is a new letter.
  await ingest.accept({ ...message, payload: Buffer.from('no table 7'), isReplay: true });
  await ingest.accept({ ...message, source: 'ttn', payload: Buffer.from('no table 7'), isReplay: true });
  const again = await watched.db.selectFrom('dead_letter').select(['source', 'payload', 'times']).execute();
  const seven = again.filter(({ payload }) => Buffer.from(payload).toString() === 'no table 7');
  expect(seven.map(({ source, times }) => [source, times])).toEqual(
    expect.arrayContaining([
      ['csv', 3],
      ['ttn', 1],
    ]),
  );
  await ingest.close();
  await watched.close();
});

test('senders are held back when too much waits, what was taken is written, and then there is room again', async () => {
  const ingest = new Ingest(database, logger);
  const receipts: Promise<unknown>[] = [];
  const large = { ...message, source: 'ttn', payload: Buffer.alloc(2_000_000, 'x') };
  while (ingest.hasRoom) receipts.push(ingest.accept(large));
  await expect(ingest.accept(message)).rejects.toThrow('Too many messages wait');
  await ingest.room();
  await Promise.all(receipts);
  expect(await ingest.accept(message)).toMatchObject({ observations: 0, problems: [{ rule: 'no-column' }] });
  await ingest.close();
  await expect(ingest.accept(message)).rejects.toThrow('being stopped');
});
