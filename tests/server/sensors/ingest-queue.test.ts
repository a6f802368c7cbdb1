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
