/**
 * Rows of the atlas' XLSX files (2022 on), for the same reader that reads its CSV files.
 * Shape: a sheet of notes first, then a sheet whose column names stand below titles that span several columns. The
 * header is the first row with a key and figures; a name that is only a class ("≥ 30 Mbit/s") takes the title above it.
 * Sheets of Länder or counties have shorter keys and are passed over.
 */
import { createReadStream } from 'node:fs';
import type { Row as SheetRow } from 'exceljs';
import { FormatError, type Problem } from '../records.ts';
import { normaliseAgs } from '../states.ts';
import { listArchive } from './archive.ts';
import { findAtlasColumns } from './atlas-columns.ts';
import { quote } from './problems.ts';
import type { Row, RowSource } from './rows.ts';

/** Titles, notes and merged cells above the column names take fewer rows than this. */
const headerSearchedRows = 30;
const rowsInBatch = 512;

/** Whether the entries of a ZIP archive are those of an XLSX file. */
export function isXlsx(entries: readonly { name: string }[]): boolean {
  return entries.some(({ name }) => name === 'xl/workbook.xml');
}

/**
 * The municipal sheet of an XLSX file: its header first, titles merged in, then its rows, all of the header's width.
 * `line` is the row's number in the sheet.
 * Errors: FormatError `missing-columns` if no sheet has municipalities, `xlsx-damaged`, `zip-damaged`, `zip-bomb`.
 */
export function readXlsxRows(path: string, onBytes?: (bytesRead: number) => void): RowSource {
  const problems: Problem[] = [];
  return { batches: readMunicipalSheet(path, onBytes), problems };
}

async function* readMunicipalSheet(path: string, onBytes?: (bytesRead: number) => void): AsyncGenerator<Row[]> {
  await listArchive(path); // a cut off file has no directory, and the reader below would wait for it for ever
  const { default: excel } = await import('exceljs');
  const file = createReadStream(path);
  let read = 0;
  file.on('data', (chunk) => onBytes?.((read += chunk.length)));
  const names: string[] = [];
  try {
    const workbook = new excel.stream.xlsx.WorkbookReader(file, {
      sharedStrings: 'cache',
      worksheets: 'emit',
    } as never);
    for await (const sheet of workbook) {
      names.push(String((sheet as unknown as { name?: string }).name ?? names.length + 1));
      let found = false;
      for await (const batch of findTable(sheet)) {
        found = true;
        yield batch;
      }
      if (found) return;
    }
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(
      'xlsx-damaged',
      `the XLSX file can't be read (${(error as Error).message}); open and save it again, or save it as CSV`,
    );
  } finally {
    file.destroy();
  }
  throw new FormatError(
    'missing-columns',
    `none of the sheets ${names.map((name) => quote(name)).join(', ')} has a column "AGS" with municipality keys and columns of technologies and speed classes`,
  );
}

/** Batches of the table in a sheet, header first; nothing if the sheet has none of municipalities. */
async function* findTable(rows: AsyncIterable<SheetRow>): AsyncGenerator<Row[]> {
  const above: string[][] = [];
  let header: Row | undefined;
  let key = -1;
  let batch: Row[] = [];
  for await (const sheetRow of rows) {
    const cells = cellsOf(sheetRow);
    if (cells.every((cell) => cell === '')) continue;
    if (!header) {
      const names = withTitles(cells, above);
      const columns = findAtlasColumns(names);
      if (columns && columns.key >= 0) {
        header = { type: 'row', line: sheetRow.number, cells: names };
        key = columns.key;
      } else if (above.push(cells) > headerSearchedRows) return;
      continue;
    }
    const width = header.cells.length;
    while (cells.length < width) cells.push('');
    if (key >= 0) {
      if (!normaliseAgs(cells[key] ?? '')) return;
      batch = [header];
      key = -1;
    }
    batch.push({ type: 'row', line: sheetRow.number, cells: cells.length > width ? cells.slice(0, width) : cells });
    if (batch.length < rowsInBatch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Column names, each with the nearest title above it if it says a class only. A title spans the columns right of it. */
function withTitles(cells: readonly string[], above: readonly string[][]): string[] {
  const titleOf = (column: number): string => {
    for (const titles of above.toReversed()) {
      for (let left = column; left >= 0; left -= 1) {
        const title = titles[left];
        if (title) return title;
      }
    }
    return '';
  };
  return cells.map((cell, column) =>
    /^[^a-z0-9]*\d+ *(mbit\/?s)?$/i.test(cell) ? `${titleOf(column)} ${cell}` : cell,
  );
}

/** Cells of a row as text; a formula counts as its result. */
function cellsOf(row: SheetRow): string[] {
  const values = row.values as unknown[];
  const cells: string[] = [];
  for (let index = 1; index < values.length; index += 1) cells.push(textOf(values[index]));
  return cells;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof Date) return value.toISOString();
  if ('result' in value) return textOf(value.result);
  if ('richText' in value)
    return (value.richText as { text: string }[])
      .map(({ text }) => text)
      .join('')
      .trim();
  if ('text' in value) return textOf(value.text);
  return 'error' in value ? textOf(value.error) : '';
}
