/** Rows of a table in an XLSX file, for the same reader that reads its CSV form. */
import { stat } from 'node:fs/promises';
import type { Problem } from '../records.ts';
import { quote, warning } from './problems.ts';
import type { Row, RowSource } from './rows.ts';
import { openWorkbook, rangeOf, type Sheet, type SheetNotes } from './workbook.ts';

/** Titles and notes above the column names take fewer rows than this. */
const headerSearchedRows = 30;
/** So many findings of one kind are named one by one. */
const mostNamed = 20;

/** Tells by its cells whether a row is the header that is looked for. */
type IsHeader = (cells: readonly string[]) => boolean;

/** Whether a workbook has a sheet with such a header. Errors: those of `openWorkbook`. */
export async function hasSheet(path: string, isHeader: IsHeader): Promise<boolean> {
  return (await findSheet(await openWorkbook(path), isHeader)) !== undefined;
}

/**
 * The first sheet with such a header: its header, then its rows, all of the header's width. `line` is the row's number in the
 * sheet. Of merged cells all rows get the value, for a street merged over its houses is meant for all of them; of formulas
 * the last result counts. Both is said in a warning.
 */
export function readSheetTable(path: string, isHeader: IsHeader, onBytes?: (bytesRead: number) => void): RowSource {
  const problems: Problem[] = [];
  return { batches: readSheet(path, isHeader, problems, onBytes), problems };
}

async function* readSheet(
  path: string,
  isHeader: IsHeader,
  problems: Problem[],
  onBytes?: (bytesRead: number) => void,
): AsyncGenerator<Row[]> {
  const { size } = await stat(path);
  // Rows are read twice, for what is merged stands behind them; packed sheets are about a tenth of that.
  const sheets = await openWorkbook(path, (unpacked) => onBytes?.(Math.min(size, Math.round(unpacked / 20))));
  const found = await findSheet(sheets, isHeader);
  if (!found) return;
  const { sheet, header } = found;
  const notes: SheetNotes = { formulas: [], unresolved: [], merged: [] };
  const notedRows = sheet.rows(notes);
  while ((await notedRows.next()).done !== true) continue;
  const merged = new MergedColumns(notes, header.line);
  problems.push(...findingsOf(notes, merged));
  const width = header.cells.length;
  for await (const rows of sheet.rows()) {
    const batch: Row[] = [];
    for (const { line, cells } of rows) {
      if (line < header.line) continue;
      const all = Array.from({ length: Math.max(width, cells.length) }, (_, column) => cells[column] ?? '');
      batch.push({ type: 'row', line, cells: line === header.line ? all : merged.fill(line, all) });
    }
    if (batch.length > 0) yield batch;
  }
}

async function findSheet(
  sheets: readonly Sheet[],
  isHeader: IsHeader,
): Promise<{ sheet: Sheet; header: Row } | undefined> {
  for (const sheet of sheets) {
    let searched = 0;
    search: for await (const rows of sheet.rows()) {
      for (const row of rows) {
        if (isHeader(row.cells)) return { sheet, header: row };
        if (++searched === headerSearchedRows) break search;
      }
    }
  }
  return undefined;
}

/** Ranges below the header that are merged over several rows. */
class MergedColumns {
  readonly references: string[] = [];
  readonly #ranges: { first: number; last: number; column: number; value: string }[] = [];

  constructor({ merged }: SheetNotes, headerLine: number) {
    for (const reference of merged) {
      const range = rangeOf(reference);
      if (!range || range.first <= headerLine || range.first === range.last) continue;
      this.references.push(reference);
      this.#ranges.push({ ...range, value: '' });
    }
  }

  /** Puts the value of a range's first row into its other rows, which come after it. */
  fill(line: number, cells: string[]): string[] {
    for (const range of this.#ranges) {
      if (line < range.first || line > range.last) continue;
      if (line === range.first) range.value = cells[range.column] ?? '';
      else cells[range.column] = range.value;
    }
    return cells;
  }
}

function findingsOf({ formulas, unresolved }: SheetNotes, { references }: MergedColumns): Problem[] {
  const problems: Problem[] = [];
  const lineOf = (reference: string): number => Number(/\d+/.exec(reference)?.[0] ?? 0);
  if (formulas.length > unresolved.length) {
    problems.push(
      warning(
        lineOf(formulas[0] ?? ''),
        'formula-results',
        `${formulas.length - unresolved.length} cells hold formulas (${named(formulas)}); their last results were taken`,
        'Nothing is to be done if the file was saved after the last change; else open and save it again',
      ),
    );
  }
  for (const reference of unresolved.slice(0, mostNamed)) {
    problems.push(
      warning(
        lineOf(reference),
        'formula-without-result',
        `cell ${reference} holds a formula without a result; it was read as empty`,
        'Open the file in a spreadsheet program and save it again, or put the value in place of the formula',
      ),
    );
  }
  for (const reference of references.slice(0, mostNamed)) {
    problems.push(
      warning(
        lineOf(reference),
        'merged-cells',
        `the cells ${quote(reference)} are merged; the value was taken for each of their rows`,
        'Unmerge the cells and fill in the value in each row if it is not meant for all of them',
      ),
    );
  }
  return problems;
}

function named(references: readonly string[]): string {
  return references.length > 3 ? `${references.slice(0, 3).join(', ')} …` : references.join(', ');
}
