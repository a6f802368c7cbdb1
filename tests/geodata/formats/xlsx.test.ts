import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MunicipalCoverageRecord } from '../../../geodata/records.ts';
import { collectFile, sharesOf } from './sources.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xlsx-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A workbook as the atlas publishes it: notes, a sheet of counties, municipalities below merged titles. */
async function writeWorkbook(name: string, rows: readonly (readonly unknown[])[]): Promise<string> {
  const workbook = new excel.Workbook();
  workbook.addWorksheet('Hinweise').addRow(['Die Daten gelten als Anhaltswerte.']);
  const counties = workbook.addWorksheet('Kreise');
  counties.addRow(['AGS', 'down_fn_hh_alle_30']);
  counties.addRow(['07313', 99]);
  const sheet = workbook.addWorksheet('Gemeinden');
  for (const row of rows) sheet.addRow([...row]);
  sheet.mergeCells('C2:F2');
  sheet.mergeCells('C3:D3');
  sheet.mergeCells('E3:F3');
  const path = join(folder, name);
  await workbook.xlsx.writeFile(path);
  return path;
}

describe('the sheets of 2022 on', () => {
  test('names in row 4 below merged titles, notes and counties passed over', async () => {
    const path = await writeWorkbook('gemeinden_2022-12-31.xlsx', [
      ['Breitbandverfügbarkeit der Gemeinden'],
      ['', '', 'Privathaushalte'],
      ['', '', 'alle', '', 'FTTB/H'],
      [
        'AGS',
        'Gemeinde',
        'down_fn_hh_alle_30',
        'down_fn_hh_alle_1000',
        'down_fn_hh_ftthb_100',
        'down_fn_hh_ftthb_1000',
      ],
      ['07313000', 'Landau in der Pfalz', 99.3, 81.25, 12.004, { formula: '1+1', result: 2 }],
      [7314000, 'Ludwigshafen', '97,4', null, 'n/a', 130],
    ]);
    const { header, records, problems } = await collectFile<MunicipalCoverageRecord>(path);
    expect(header).toMatchObject({ kind: 'municipal_coverage', population: 'households', referenceDate: '2022-12-31' });
    expect(records.map(({ ags, line }) => [ags, line])).toEqual([
      ['07313000', 5],
      ['07314000', 6],
    ]);
    expect(sharesOf(header, records[0])).toEqual({ ALL_30: 99.3, ALL_1000: 81.25, FTTH_B_100: 12, FTTH_B_1000: 2 });
    expect(records[1]?.shares).toEqual([97.4, null, null, null]);
    expect(problems.map(({ rule, line }) => [rule, line])).toEqual([
      ['share-not-a-number', 6],
      ['share-out-of-range', 6],
    ]);
  });

  test('a name that is a class only takes the title above', async () => {
    const path = await writeWorkbook('classes.xlsx', [
      ['Titel'],
      ['', '', 'Privathaushalte'],
      ['', '', 'alle Technologien', '', 'FTTH/B'],
      ['AGS', 'Gemeinde', '≥ 30 Mbit/s', '≥ 1000 Mbit/s', '≥ 100 Mbit/s', '≥ 1000 Mbit/s'],
      ['07313000', 'Landau', 99, 81, 12, 2],
    ]);
    const { header, records } = await collectFile<MunicipalCoverageRecord>(path);
    expect(sharesOf(header, records[0])).toEqual({ ALL_30: 99, ALL_1000: 81, FTTH_B_100: 12, FTTH_B_1000: 2 });
  });

  test('a workbook without municipalities names its sheets', async () => {
    const path = await writeWorkbook('none.xlsx', [['Titel'], ['', '', 'x'], ['', '', 'y'], ['AGS', 'Name']]);
    const reading = collectFile(path);
    await expect(reading).rejects.toMatchObject({ name: 'FormatError', rule: 'missing-columns' });
    await expect(reading).rejects.toThrow(/"Hinweise", "Kreise", "Gemeinden"/);
  });

  test('one that is cut off or damaged within is refused, not waited for', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => [
      String(1001000 + index),
      `Gemeinde ${index}`,
      99,
      81,
      12,
      2,
    ]);
    const path = await writeWorkbook('whole.xlsx', [
      ['T'],
      ['', '', 'P'],
      ['', '', 'a', '', 'F'],
      ['AGS', 'N', '300_30', '300_50', 'DSL_16', 'DSL_30'],
      ...rows,
    ]);
    const bytes = await readFile(path);
    const cut = join(folder, 'cut.xlsx');
    await writeFile(cut, bytes.subarray(0, bytes.length / 2));
    await expect(collectFile(cut)).rejects.toMatchObject({ rule: 'zip-damaged' });
    const damaged = join(folder, 'damaged.xlsx');
    const sheet = bytes.indexOf('xl/worksheets/sheet3.xml');
    bytes.fill(0xff, sheet + 200, sheet + 400);
    await writeFile(damaged, bytes);
    await expect(collectFile(damaged)).rejects.toMatchObject({ name: 'FormatError' });
  });
});
