import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../../e2e/app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ page: false });
});
afterAll(() => app.close());

test('health says live and ready, and metrics speak Prometheus', async () => {
  expect(await (await fetch(`${app.url}/health/live`)).json()).toEqual({ status: 'live' });
  expect(await (await fetch(`${app.url}/health/ready`)).json()).toEqual({ status: 'ready' });
  const metrics = await fetch(`${app.url}/metrics`);
  expect(metrics.headers.get('content-type')).toContain('text/plain');
  const text = await metrics.text();
  expect(text).toContain('http_request_duration_seconds_bucket');
  expect(text).toContain('process_resident_memory_bytes');
});

test('every answer has a request id, and takes one that it was given', async () => {
  const own = await fetch(`${app.url}/health/live`);
  expect(own.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  const given = await fetch(`${app.url}/health/live`, { headers: { 'x-request-id': 'proxy-42' } });
  expect(given.headers.get('x-request-id')).toBe('proxy-42');
  const forged = await fetch(`${app.url}/health/live`, { headers: { 'x-request-id': 'a b"c' } });
  expect(forged.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('answers carry a policy that lets nothing in from elsewhere', async () => {
  const { headers } = await fetch(`${app.url}/health/live`);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
});

test('imports through the server exist only where it holds the folder', async () => {
  const response = await fetch(`${app.url}/internal/import`, { method: 'POST' });
  expect(response.status).toBe(404);
});

test('a path that leads nowhere says where to go', async () => {
  const response = await fetch(`${app.url}/nowhere/missing.js`);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    message: expect.stringContaining('There is nothing at GET /nowhere/missing.js. The page is at /') as unknown,
  });
});
