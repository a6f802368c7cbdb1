import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ReaderItem } from '../../geodata/records.ts';
import { importEdition } from '../../server/editions/import.ts';
import { type ImportEvent, importSource } from '../../server/import-source.ts';
import { openWriter } from '../../server/imports.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'breitblick-import-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await database.db.deleteFrom('edition').execute();
});

const header = 'AGS;alle Technologien ≥ 30 Mbit/s;FTTH/B ≥ 1000 Mbit/s\n';

async function importText(name: string, text: string, options = {}): Promise<ImportEvent[]> {
  const path = join(folder, name);
  await writeFile(path, text);
  const events: ImportEvent[] = [];
  await importSource(database, path, options, (event) => events.push(event));
  return events;
}

async function countRows(): Promise<{ editions: number; coverage: number }> {
  const fn = database.db.fn;
  const editions = await database.db
    .selectFrom('edition')
    .select(fn.count<number>('id').as('count'))
    .executeTakeFirstOrThrow();
  const coverage = await database.db
    .selectFrom('coverage')
    .select(fn.count<number>('ags').as('count'))
    .executeTakeFirstOrThrow();
  return { editions: editions.count, coverage: coverage.count };
}

function resultOf(events: ImportEvent[]) {
  const done = events.find((event) => event.type === 'done');
  if (!done) throw new Error('The import was not done');
  return done.result;
}

test('a municipal file becomes one edition, and a missing share stays missing', async () => {
  const events = await importText('gemeinden_haushalte_2021_mitte.csv', `${header}07313000;99,26;1,90\n07314000;;0\n`);
  expect(resultOf(events)).toMatchObject({ status: 'imported', read: 2, written: 2, refused: 0 });
  const rows = await database.db.selectFrom('coverage').select(['ags', 'shares']).orderBy('ags').execute();
  expect(rows).toEqual([
    { ags: '07313000', shares: [99.26, 1.9] },
    { ags: '07314000', shares: [null, 0] },
  ]);
  const edition = await database.db.selectFrom('edition').selectAll().executeTakeFirstOrThrow();
  expect(edition).toMatchObject({
    kind: 'municipal_coverage',
    reference_date: '2021-06-30',
    figures: ['ALL_30', 'FTTH_B_1000'],
    read_count: 2,
    written_count: 2,
    modelled: false,
  });
  expect(edition.attribution).toContain('Breitbandatlas | Gigabit-Grundbuch');
});

test('the same file again is known by its checksum and changes nothing', async () => {
  const text = `${header}07313000;99,26;1,90\n`;
  const first = resultOf(await importText('a_2021_mitte.csv', text));
  const second = resultOf(await importText('another_name_2021_mitte.csv', text));
  expect(second).toMatchObject({ status: 'known', editionId: first.editionId, read: 0, written: 0 });
  expect(await countRows()).toEqual({ editions: 1, coverage: 1 });
});

test('a wrong date is corrected with the same file', async () => {
  const text = `${header}07313000;99,26;1,90\n`;
  const wrong = resultOf(await importText('figures.csv', text, { referenceDate: '2020-06-30' }));
  const right = { referenceDate: '2021-06-30' };
  await expect(importText('figures.csv', text, right)).rejects.toThrow(`--supersedes ${wrong.editionId}`);
  const correction = { ...right, supersedes: wrong.editionId };
  const corrected = resultOf(await importText('figures.csv', text, correction));
  expect(corrected.status).toBe('imported');
  expect(corrected.editionId).toContain('2021-06-30');
  expect(resultOf(await importText('figures.csv', text, right))).toMatchObject({ status: 'known' });
  expect(await countRows()).toEqual({ editions: 2, coverage: 2 });
});

test('an edition that breaks in the middle leaves no trace', async () => {
  async function* broken(): AsyncGenerator<ReaderItem> {
    yield {
      type: 'header',
      kind: 'municipal_coverage',
      figures: ['ALL_30'],
      population: 'households',
      referenceDate: '2021-06-30',
      source: 'breitbandatlas',
      expected: null,
    };
    for (let line = 2; line < 5000; line++) {
      yield { type: 'municipal_coverage', line, ags: String(7000000 + line).padStart(8, '0'), shares: [50] };
    }
    await Promise.resolve();
    throw new Error('the network broke');
  }
  const description = { title: 'broken', fileName: 'broken.csv', url: null, sha256: 'b'.repeat(64) };
  const broke = database.db
    .transaction()
    .execute((transaction) => importEdition(transaction, broken(), description, openWriter));
  await expect(broke).rejects.toThrow('the network broke');
  expect(await countRows()).toEqual({ editions: 0, coverage: 0 });
});

test('a file without a date is refused with the remedy, and taken with one', async () => {
  const text = `${header}07313000;99,26;1,90\n`;
  await expect(importText('figures.csv', text)).rejects.toThrow('--date 2021-06-30');
  expect(await countRows()).toEqual({ editions: 0, coverage: 0 });
  expect(resultOf(await importText('figures.csv', text, { referenceDate: '2021-06-30' })).status).toBe('imported');
});

test('a second edition for the same date needs a word: it corrects, or it stands beside', async () => {
  const first = resultOf(await importText('a_2021_mitte.csv', `${header}07313000;99,26;1,90\n`));
  const corrected = `${header}07313000;99,27;1,90\n`;
  await expect(importText('b_2021_mitte.csv', corrected)).rejects.toThrow(`--supersedes ${first.editionId}`);
  expect(await countRows()).toEqual({ editions: 1, coverage: 1 });
  await expect(importText('b_2021_mitte.csv', corrected, { supersedes: 'nothing' })).rejects.toThrow(
    'no edition nothing',
  );
  const second = resultOf(await importText('b_2021_mitte.csv', corrected, { supersedes: first.editionId }));
  expect(
    await database.db.selectFrom('edition').select('supersedes').where('id', '=', second.editionId).execute(),
  ).toEqual([{ supersedes: first.editionId }]);
  expect(resultOf(await importText('c_2021_mitte.csv', `${header}07314000;1;1\n`, { beside: true })).status).toBe(
    'imported',
  );
});

test('an edition is corrected by its own kind, and once', async () => {
  const first = resultOf(await importText('a_2021_mitte.csv', `${header}07313000;99,26;1,90\n`));
  const parks = importText('gewerbegebiete_2021_mitte.csv', `${header}07313000;90;1\n`, {
    supersedes: first.editionId,
  });
  await expect(parks).rejects.toThrow('business_parks');
  const wrongDate = `${header}07313000;99,28;1,90\n`;
  const second = resultOf(await importText('b_2020_ende.csv', wrongDate, { supersedes: first.editionId }));
  const third = importText('c_2021_mitte.csv', `${header}07313000;99,29;1,90\n`, { supersedes: first.editionId });
  await expect(third).rejects.toThrow(`--supersedes ${second.editionId}`);
});

test('problems name line and reason, and the counts add up', async () => {
  const events = await importText(
    'gemeinden_haushalte_2021_mitte.csv',
    `${header}07313000;99,26;1,90\n99999999;1;1\n07314000;130;n/a\n`,
  );
  const problems = events.filter((event) => event.type === 'problem').map(({ problem }) => problem);
  expect(problems.map(({ line, severity }) => ({ line, severity }))).toEqual([
    { line: 3, severity: 'refused' },
    { line: 4, severity: 'warning' },
    { line: 4, severity: 'warning' },
  ]);
  expect(resultOf(events)).toMatchObject({ read: 3, written: 2, refused: 1, warnings: 2 });
  const shares = await database.db.selectFrom('coverage').select('shares').where('ags', '=', '07314000').execute();
  expect(shares).toEqual([{ shares: [null, null] }]);
});

test('a file of which nothing can be used leaves no edition', async () => {
  await expect(importText('x_2021_mitte.csv', `${header}99999999;1;1\n`)).rejects.toThrow('nothing was imported');
  expect(await countRows()).toEqual({ editions: 0, coverage: 0 });
});

test('a file that was cut off leaves no edition, for its rows would pass for all of them', async () => {
  await expect(importText('cut_2021_mitte.csv', `${header}07313000;99,26;1,90\n07314000;98,1`)).rejects.toThrow(
    'Line 3',
  );
  expect(await countRows()).toEqual({ editions: 0, coverage: 0 });
});
