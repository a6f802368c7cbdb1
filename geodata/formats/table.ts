/** What all tables have in common: a header, rows of one width, and an end that may be cut off. */
import { FormatError, type Problem } from '../records.ts';
import { flatten } from './batches.ts';
import { refused } from './problems.ts';
import type { Row, RowSource } from './rows.ts';

/** A problem, a row below the header, or the header as its reader understood it. */
export type TableItem<C> = Problem | Row | { type: 'start'; line: number; columns: C };

/** The items of `tableBatches` one by one. */
export function tableRows<C extends { count: number }>(
  source: RowSource,
  readHeader: (header: Row) => C,
): AsyncIterable<TableItem<C>> {
  return flatten(tableBatches(source, readHeader));
}

/**
 * The rows below the header that have as many cells as it, with a Problem for each other row and those of the source.
 * `readHeader` gets the first row and says what it understood of it, among that how many cells a row must have (`count`);
 * it may throw FormatError.
 * Errors: FormatError `no-records` if nothing follows the header.
 */
export async function* tableBatches<C extends { count: number }>(
  source: RowSource,
  readHeader: (header: Row) => C,
): AsyncGenerator<TableItem<C>[]> {
  let count: number | undefined;
  let short: Row | undefined;
  let rows = 0;
  let header = 1;
  for await (const batch of source.batches) {
    const items: TableItem<C>[] = [];
    for (const row of batch) {
      if (count === undefined) {
        const columns = readHeader(row);
        count = columns.count;
        header = row.line;
        items.push({ type: 'start', line: row.line, columns }, ...source.problems.splice(0));
        continue;
      }
      rows += 1;
      if (short) {
        items.push(wrongCount(short, count));
        short = undefined;
      }
      if (row.cells.length === count) {
        items.push(row);
      } else if (row.cells.length > count && row.cells.slice(count).every((cell) => cell === '')) {
        items.push({ type: 'row', line: row.line, cells: row.cells.slice(0, count) });
      } else {
        short = row;
      }
    }
    if (count !== undefined) items.push(...source.problems.splice(0));
    yield items;
  }
  if (rows === 0) {
    throw new FormatError('no-records', 'the file has a header but no row below it; fetch or export it again', header);
  }
  if (short && count !== undefined) {
    yield [short.cells.length < count ? truncated(short, count) : wrongCount(short, count)];
  }
}

function wrongCount({ line, cells }: Row, count: number): Problem {
  return refused(
    line,
    'wrong-column-count',
    `the row has ${cells.length} cells, the header ${count}`,
    'Add or remove cells; a decimal comma beside the delimiter "," must be quoted',
  );
}

function truncated({ line, cells }: Row, count: number): Problem {
  return refused(
    line,
    'truncated',
    `the last row has ${cells.length} of ${count} cells; the file was probably cut off`,
    'Fetch the whole file again',
  );
}
