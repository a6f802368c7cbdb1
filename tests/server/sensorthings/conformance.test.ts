import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { conformanceLines, conformancePage } from '../../../server/sensorthings/conformance.ts';

const root = join(import.meta.dirname, '../../..');

/** Titles of the tests beside this one, by the number that they bear. */
async function numberedTests(): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>();
  for (const name of (await readdir(import.meta.dirname)).sort()) {
    if (!name.endsWith('.test.ts')) continue;
    const source = await readFile(join(import.meta.dirname, name), 'utf8');
    for (const [, number, title = ''] of source.matchAll(/^test\(\s*'\[(\d+)\] (.*)',/gm))
      found.set(Number(number), [...(found.get(Number(number)) ?? []), title]);
  }
  return found;
}

test('every line that is done has a test that bears its number, and every number is a line', async () => {
  const tests = await numberedTests();
  const numbers = conformanceLines.flatMap(({ number }) => number ?? []);
  expect(numbers).toEqual([...new Set(numbers)]);
  expect([...tests.keys()].toSorted((one, other) => one - other)).toEqual(numbers);
});

// Prints it anew: vitest run tests/server/sensorthings/conformance.test.ts --update
test('the page is what the tests say', async () => {
  const path = join(root, 'server/sensorthings/conformance.md');
  const page = conformancePage(await numberedTests());
  const config = await resolveConfig(path);
  await expect(await format(page, { ...config, parser: 'markdown', plugins: [] })).toMatchFileSnapshot(path);
});
