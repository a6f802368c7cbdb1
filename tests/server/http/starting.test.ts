import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { answerStarting } from '../../../server/http/starting.ts';

test('while the database is filled, people get a page that comes back by itself, and programs a line', async () => {
  const server = createServer(answerStarting).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const page = await fetch(url, { headers: { Accept: 'text/html,*/*' } });
  expect([page.status, page.headers.get('Retry-After')]).toEqual([503, '5']);
  expect(await page.text()).toContain('<meta http-equiv="refresh" content="5">');
  const line = await fetch(`${url}/graphql`);
  expect([line.status, line.headers.get('Content-Type')]).toEqual([503, 'text/plain; charset=utf-8']);
  server.close();
});
