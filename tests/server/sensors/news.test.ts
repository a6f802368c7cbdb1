import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type News, observationsChannel, readNews, tellOfObservations } from '../../../server/sensors/news.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('of thousands of datastreams each is told, in messages that the database takes', async () => {
  const heard: News[] = [];
  await database.listen(observationsChannel, (message) => {
    expect(message.length).toBeLessThan(8000);
    const news = readNews(message);
    if (news) heard.push(news);
  });
  const time = new Date('2026-01-15T00:00:00Z');
  const ids = Array.from({ length: 3000 }, (_, index) => 1_000_000 + index);
  await database.db
    .transaction()
    .execute((transaction) =>
      tellOfObservations(transaction, [
        ...ids.map((datastreamId) => ({ datastreamId, time })),
        { datastreamId: 7, time: new Date(time.getTime() - 1) },
      ]),
    );
  await vi.waitFor(() => expect(heard.flatMap(({ datastreamIds }) => datastreamIds)).toHaveLength(3001));
  const of = (fortnight: number) => heard.filter((news) => news.fortnight === fortnight);
  expect(of(1461)).toEqual([{ fortnight: 1461, past: false, datastreamIds: [7] }]);
  expect(of(1462).flatMap(({ datastreamIds }) => datastreamIds)).toEqual(ids);
});

test('what is filled in of the past is told as such', () => {
  expect(readNews('1462 past 4,5')).toEqual({ fortnight: 1462, past: true, datastreamIds: [4, 5] });
  expect(readNews('')).toBeNull();
});
