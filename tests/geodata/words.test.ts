import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { germanFailures } from '../../geodata/words/failures-de.ts';
import { failureText } from '../../geodata/words/failures.ts';
import { germanProblems } from '../../geodata/words/problems-de.ts';

const root = join(import.meta.dirname, '../..');

/** Names of rules in the sources of what a file may meet on its way. */
async function rulesIn(patterns: readonly string[], pattern: RegExp): Promise<string[]> {
  const rules = new Set<string>();
  for await (const path of glob(patterns, { cwd: root })) {
    const text = await readFile(join(root, path), 'utf8');
    for (const [, rule = ''] of text.matchAll(pattern)) rules.add(rule);
  }
  return [...rules].sort();
}

test('why a file is refused as a whole can be said in German', async () => {
  const ofReaders = await rulesIn(['geodata/formats/*.ts', 'server/http/uploads.ts'], /FormatError\(\s*'([a-z-]+)'/g);
  const ofWriters = await rulesIn(['server/editions/import.ts', 'server/import-source.ts'], /,\s*'([a-z-]+)',\s*\{/g);
  expect(ofReaders.length).toBeGreaterThan(30);
  expect(ofWriters).toContain('date-not-stated');
  expect([...ofReaders, ...ofWriters].filter((rule) => !(rule in germanFailures))).toEqual([]);
});

test('what is wrong with a row can be said in German', async () => {
  const patterns = ['geodata/formats/*.ts', 'geodata/construction/*.ts', 'server/{construction,places}/**/*.ts'];
  const rules = await rulesIn(patterns, /(?:refused|warning)\(\s*[\w.?]+(?:\([^()]*\))?,\s*'([a-z-]+)'/g);
  const ofCells = await rulesIn(['geodata/formats/planning-cells.ts'], /refuse\(\s*(?:'\w+'|\w+),\s*'([a-z-]+)'/g);
  expect(rules.length).toBeGreaterThan(40);
  expect(ofCells).toContain('missing-row-id');
  expect([...rules, ...ofCells].filter((rule) => !(rule in germanProblems))).toEqual([]);
});

test('where a word of a failure is missing, the English sentence stays whole', () => {
  const failure = { message: 'the file lacks columns', rule: 'missing-columns', line: 3, details: {} };
  expect(failureText(failure, 'de')).toBe('the file lacks columns');
  expect(failureText({ ...failure, details: { columns: ['ags', 'gebiet'] } }, 'de')).toBe(
    'In Zeile 3 fehlen Spalten: ags, gebiet. Ergänzen Sie sie, am besten nach der Vorlage.',
  );
});
