/** What tables of one kind of record have in common: a header, then of each row its records and what is wrong with it. */
import type { GeodataRecord, Header, Problem } from '../records.ts';
import type { Row, RowSource } from './rows.ts';
import { tableRows } from './table.ts';

/** Text of a column in a row; empty where there is none. */
export type CellOf<Column extends string> = (column: Column) => string;

/**
 * Records from rows whose first one is the header. `findColumns` says at which place each column stands; `readRow` gets
 * the text of a column.
 * Errors: those of `findColumns` and of `tableRows`.
 */
export async function* readRecordTable<Column extends string, R extends GeodataRecord>(
  source: RowSource,
  about: Pick<Header, 'kind' | 'source' | 'referenceDate'>,
  findColumns: (header: Row) => ReadonlyMap<Column, number>,
  readRow: (cell: CellOf<Column>, line: number) => Iterable<R | Problem>,
): AsyncGenerator<Header | R | Problem> {
  let columns: ReadonlyMap<Column, number> = new Map();
  for await (const item of tableRows(source, (header) => ({
    found: findColumns(header),
    count: header.cells.length,
  }))) {
    if (item.type === 'problem') yield item;
    else if (item.type === 'start') {
      columns = item.columns.found;
      yield { type: 'header', figures: [], population: 'households', expected: null, ...about };
    } else {
      const { cells, line } = item;
      yield* readRow((column) => (cells[columns.get(column) ?? -1] ?? '').trim(), line);
    }
  }
}
