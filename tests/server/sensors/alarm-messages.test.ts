import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../../../server/log.ts';
import { AlarmMessages, forgetMessages } from '../../../server/sensors/alarm-messages.ts';
import { WebhookTests } from '../../../server/sensors/webhook-test.ts';
import { removeThreshold, writeThreshold } from '../../../server/sensors/thresholds-import.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { addNetwork, aDatastream, ags, at, aThing, write } from './network.ts';

const logger = createLogger({ logLevel: 'silent' });
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

interface Told {
  headers: IncomingHttpHeaders;
  body: string;
}

let database: TestDatabase;
let gauge: number;
/** What the receiver was told since it was asked last. */
let told: Told[] = [];
/** What it answers, one after the other; then 204. */
let answers: number[] = [];
const receiver = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    told.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(answers.shift() ?? 204).end();
  });
});
beforeAll(async () => {
  database = await openTestDatabase();
  const { ids } = await addNetwork(database, [
    aThing({ key: 'gauge' }),
    aDatastream({ thing: 'gauge', property: 'water_level' }),
  ]);
  gauge = ids.get('gauge/water_level') ?? 0;
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  receiver.close();
  await database.close();
});

function saidSince(): unknown[] {
  return told.splice(0).map(({ body }) => {
    const { event, value } = JSON.parse(body) as { event: string; value: number | null };
    return [event, value];
  });
}

async function setThreshold(id: number | null, webhookSecret: string | null): Promise<number> {
  const webhook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/alarm`;
  const bounds = { direction: 'above', severity: 'alarm', raiseAt: 150, clearAt: 140 } as const;
  const threshold = {
    ags,
    id,
    datastreamId: gauge,
    name: 'Hochwasser',
    ...bounds,
    webhook,
    webhookSecret,
    active: true,
  };
  const written = await database.db.transaction().execute((transaction) => writeThreshold(transaction, threshold));
  return written.id;
}

/** Minutes from now on, so that pauses need not be waited for. */
const after = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

test('a webhook is told that an alarm was raised, then that it ended, each until it is taken, and can tell who says so', async () => {
  const messages = new AlarmMessages(database, logger, undefined);
  const id = await setThreshold(null, secret);
  await write(database, [at(gauge, '11:00:00', 151), at(gauge, '11:10:00', 139)]);
  answers = [500, 404];
  expect(await messages.deliver(after(0))).toBe(0);
  expect(saidSince()).toEqual([['raised', 151]]);
  // Not again at once, and not before it was told that it began.
  expect(await messages.deliver(after(0.1))).toBe(0);
  expect(saidSince()).toEqual([]);
  expect(await messages.deliver(after(1))).toBe(0);
  const [again] = told;
  expect(saidSince()).toEqual([['raised', 151]]);
  expect(await messages.deliver(after(1.6))).toBe(0); // each pause is longer than the one before
  expect(await messages.deliver(after(3))).toBe(2);
  const [raised, cleared] = told;
  expect(saidSince()).toEqual([
    ['raised', 151],
    ['cleared', 139],
  ]);
  expect(raised?.headers['webhook-id']).toBe(again?.headers['webhook-id']);
  expect(cleared?.headers['webhook-id']).not.toBe(raised?.headers['webhook-id']);
  expect(JSON.parse(cleared?.body ?? '')).toMatchObject({
    ...{ id: cleared?.headers['webhook-id'], threshold: 'Hochwasser', thresholdId: id, unit: 'cm', severity: 'alarm' },
    ...{ raisedAt: '2026-01-15T11:00:00.000Z', clearedAt: '2026-01-15T11:10:00.000Z' },
  });
  const signed = `${String(raised?.headers['webhook-id'])}.${String(raised?.headers['webhook-timestamp'])}.${raised?.body}`;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(signed).digest('base64');
  expect(raised?.headers['webhook-signature']).toBe(`v1,${signature}`);
  expect(await messages.deliver(after(60))).toBe(0);
  expect(saidSince()).toEqual([]);
});

test('an alarm ends with its threshold, a secret can be taken back, and one that is none is refused', async () => {
  const messages = new AlarmMessages(database, logger, undefined);
  await expect(setThreshold(null, 'hunter2')).rejects.toThrow('webhookSecret: give "whsec_"');
  const id = await setThreshold(null, null);
  await write(database, [at(gauge, '12:00:00', 160)]);
  await setThreshold(id, secret);
  await setThreshold(id, null);
  await setThreshold(id, '');
  await database.db.transaction().execute((transaction) => removeThreshold(transaction, ags, id));
  await messages.deliver(after(0));
  const ofThis = told.filter(({ body }) => (JSON.parse(body) as { thresholdId: number }).thresholdId === id);
  told = ofThis;
  expect(ofThis.map(({ headers }) => headers['webhook-signature'])).toEqual([undefined, undefined]);
  expect(saidSince()).toEqual([
    ['raised', 160],
    ['cleared', null],
  ]);
});

test('what nobody took for a week is given up, and after a month forgotten', async () => {
  const messages = new AlarmMessages(database, logger, undefined);
  await write(database, [at(gauge, '13:00:00', 120), at(gauge, '13:10:00', 170)]);
  expect(await messages.deliver(after(7 * 24 * 60 + 1))).toBe(0);
  const count = async (): Promise<number> =>
    (await database.db.selectFrom('alarm_message').select('id').execute()).length;
  await forgetMessages(database, after(29 * 24 * 60));
  expect(await count()).toBeGreaterThan(0);
  await forgetMessages(database, after(31 * 24 * 60));
  expect(await count()).toBe(0);
});

test('a test says that it is one, is signed as a real message is, and tells what the receiver answered', async () => {
  const id = await setThreshold(null, secret);
  const tests = new WebhookTests();
  const send = (thresholdId = id, now = new Date()) => tests.send(database.db, ags, thresholdId, now);
  expect(await send()).toMatchObject({ outcome: 'taken', status: 204 });
  const [{ headers, body } = { headers: {}, body: '' }] = told.splice(0);
  expect(JSON.parse(body)).toMatchObject({ event: 'test', thresholdId: id, thing: 'Ding gauge', alarmId: null });
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const signature = createHmac('sha256', Buffer.alloc(32, 7)).update(signed).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${signature}`);
  answers = [500];
  expect(await send()).toMatchObject({ outcome: 'refused', status: 500 });
  await expect(send(999_999)).rejects.toThrow('There is no threshold 999999');
  // Nobody listens at a reserved port.
  await database.db
    .updateTable('threshold')
    .set({ webhook: 'http://127.0.0.1:1/alarm' })
    .where('id', '=', id)
    .execute();
  expect(await send()).toMatchObject({ outcome: 'unreachable', status: null });
  for (let count = 3; count < 10; count++) await send();
  expect(await send()).toEqual({ outcome: 'too_often', status: null, milliseconds: null });
  expect(await send(id, after(2))).toMatchObject({ outcome: 'unreachable' });
  await database.db.updateTable('threshold').set({ webhook: null }).where('id', '=', id).execute();
  await expect(send()).rejects.toThrow('has no webhook; set one first');
  answers = [];
});
