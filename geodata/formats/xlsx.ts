/**
 * Rows of the atlas' XLSX files (2022 on), for the same reader that reads its CSV files.
 * Shape: a sheet of notes first, then a sheet whose column names stand below titles that span several columns. The
 * header is the first row with a key and figures; a name that is only a class ("≥ 30 Mbit/s") takes the title above it.
 * Sheets of Länder or counties have shorter keys and are passed over.
 */
import { stat } from 'node:fs/promises';
import { FormatError, type Problem } from '../records.ts';
import { normaliseAgs } from '../states.ts';
import { findAtlasColumns } from './atlas-columns.ts';
import { quote } from './problems.ts';
import type { Row, RowSource } from './rows.ts';
import { openWorkbook, type Sheet } from './workbook.ts';

/** Titles, notes and merged cells above the column names take fewer rows than this. */
const headerSearchedRows = 30;

/**
 * The municipal sheet of an XLSX file: its header first, titles merged in, then its rows, all of the header's width.
 * `line` is the row's number in the sheet; `onBytes` counts up to the file's size.
 * Errors: FormatError `missing-columns` if no sheet has municipalities, and those of `openWorkbook`.
 */
export function readXlsxRows(path: string, onBytes?: (bytesRead: number) => void): RowSource {
  const problems: Problem[] = [];
  return { batches: readMunicipalSheet(path, onBytes), problems };
}

async function* readMunicipalSheet(path: string, onBytes?: (bytesRead: number) => void): AsyncGenerator<Row[]> {
  const { size } = await stat(path);
  // How much unpacked is still to come isn't known before it is read; packed sheets are about a tenth.
  const sheets = await openWorkbook(path, (unpacked) => onBytes?.(Math.min(size, Math.round(unpacked / 10))));
  for (const sheet of sheets) {
    let found = false;
    for await (const batch of findTable(sheet)) {
      found = true;
      yield batch;
    }
    if (found) return;
  }
  throw new FormatError(
    'missing-columns',
    `none of the sheets ${sheets.map(({ name }) => quote(name)).join(', ')} has a column "AGS" with municipality keys and columns of technologies and speed classes`,
  );
}

/** Batches of the table in a sheet, header first; nothing if the sheet has none of municipalities. */
async function* findTable(sheet: Sheet): AsyncGenerator<Row[]> {
  const above: string[][] = [];
  let header: Row | undefined;
  let key = -1;
  for await (const rows of sheet.rows()) {
    const batch: Row[] = [];
    for (const { line, cells } of rows) {
      if (!header) {
        const names = withTitles(cells, above);
        const columns = findAtlasColumns(names);
        if (columns && columns.key >= 0) {
          header = { type: 'row', line, cells: names };
          key = columns.key;
        } else if (above.push(cells) > headerSearchedRows) return;
        continue;
      }
      const width = header.cells.length;
      while (cells.length < width) cells.push('');
      if (key >= 0) {
        if (!normaliseAgs(cells[key] ?? '')) return;
        batch.push(header);
        key = -1;
      }
      batch.push({ type: 'row', line, cells: cells.length > width ? cells.slice(0, width) : cells });
    }
    if (batch.length > 0) yield batch;
  }
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
