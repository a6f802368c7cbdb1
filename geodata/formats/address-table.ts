/** What all tables of addresses have in common: a header, then of each row its address and what is wrong with it. */
import type { AddressRecord, Header, Problem } from '../records.ts';
import type { Row, RowSource } from './rows.ts';
import { tableRows } from './table.ts';

/**
 * Addresses from rows whose first one is the header. `findColumns` says at which place each column stands; `readRow` gets
 * the text of a column, empty where there is none. `referenceDate` is an ISO date.
 * Errors: those of `findColumns` and of `tableRows`.
 */
export async function* readAddressTable<Column extends string>(
  source: RowSource,
  { name, referenceDate }: { name: string; referenceDate: string | null },
  findColumns: (header: Row) => ReadonlyMap<Column, number>,
  readRow: (cell: (column: Column) => string, line: number) => Iterable<AddressRecord | Problem>,
): AsyncGenerator<Header | AddressRecord | Problem> {
  let columns: ReadonlyMap<Column, number> = new Map();
  for await (const item of tableRows(source, (header) => ({
    found: findColumns(header),
    count: header.cells.length,
  }))) {
    if (item.type === 'problem') yield item;
    else if (item.type === 'start') {
      columns = item.columns.found;
      yield {
        type: 'header',
        kind: 'addresses',
        figures: [],
        population: 'households',
        referenceDate,
        source: name,
        expected: null,
      };
    } else {
      const { cells, line } = item;
      yield* readRow((column) => (cells[columns.get(column) ?? -1] ?? '').trim(), line);
    }
  }
}
