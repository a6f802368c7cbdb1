import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import excel from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbook } from '../../../geodata/formats/workbook.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function rowsOf(path: string): Promise<Record<string, [line: number, cells: string[]][]>> {
  const sheets: Record<string, [number, string[]][]> = {};
  for (const sheet of await openWorkbook(path)) {
    const rows: [number, string[]][] = (sheets[sheet.name] = []);
    for await (const batch of sheet.rows()) for (const { line, cells } of batch) rows.push([line, cells]);
  }
  return sheets;
}

async function written(name: string, workbook: excel.Workbook): Promise<string> {
  const path = join(folder, name);
  await workbook.xlsx.writeFile(path);
  return path;
}

test('cells are text: formulas count as results, dates are ISO 8601, rich text loses its looks', async () => {
  const workbook = new excel.Workbook();
  const sheet = workbook.addWorksheet('Größen & mehr');
  sheet.addRow(['Straße', 12, 81.25, true, null, 'ß']);
  sheet.addRow([]);
  sheet.addRow([
    new Date('2026-01-08'),
    new Date('2026-01-08T13:45:00Z'),
    { formula: '1+1', result: 2 },
    { formula: 'A1', result: 'Text' },
    { richText: [{ text: 'Mörz' }, { font: { bold: true }, text: 'heim' }] },
    { formula: '1/0', result: { error: '#DIV/0!' } },
  ]);
  sheet.getCell('A3').numFmt = 'dd.mm.yyyy';
  sheet.getCell('B3').numFmt = 'dd.mm.yyyy hh:mm';
  sheet.getCell('C1').numFmt = '0.00 "Tage"';
  expect(await rowsOf(await written('cells.xlsx', workbook))).toEqual({
    'Größen & mehr': [
      [1, ['Straße', '12', '81.25', 'true', '', 'ß']],
      [3, ['2026-01-08', '2026-01-08T13:45:00', '2', 'Text', 'Mörzheim', '#DIV/0!']],
    ],
  });
});

test('days are counted from 1904 where a workbook says so', async () => {
  const workbook = new excel.Workbook();
  workbook.properties.date1904 = true;
  workbook.addWorksheet('A').addRow([new Date('2026-01-08')]);
  expect(await rowsOf(await written('1904.xlsx', workbook))).toEqual({ A: [[1, ['2026-01-08']]] });
});

test('columns beyond Z and rows far down keep their places', async () => {
  const workbook = new excel.Workbook();
  const sheet = workbook.addWorksheet('A');
  sheet.getCell('AB70000').value = 'x';
  workbook.addWorksheet('leer');
  const sheets = await rowsOf(await written('far.xlsx', workbook));
  expect(sheets).toEqual({ A: [[70_000, [...Array<string>(27).fill(''), 'x']]], leer: [] });
});
