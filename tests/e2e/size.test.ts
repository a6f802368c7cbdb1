import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildPage } from '../../scripts/build-page.ts';

const dist = resolve(import.meta.dirname, '../../dist');
beforeAll(buildPage);

test('the script before the map library is under 100 kB compressed', async () => {
  const page = await readFile(join(dist, 'index.html'), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path]) => path ?? '');
  expect(scripts.length).toBeGreaterThan(0);
  // The smallest are not compressed.
  const sizeOf = (path: string) => stat(join(dist, `${path}.gz`)).catch(() => stat(join(dist, path)));
  const sizes = (await Promise.all(scripts.map(sizeOf))).map(({ size }) => size);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(100_000);
  const names = await readdir(join(dist, 'assets'));
  expect(names.some((name) => name.endsWith('.js.br'))).toBe(true);
  // The map library has a file of its own, and it is no small one: it is not among these.
  expect(page).not.toContain('/assets/library-');
});
