import { stringify } from 'csv-stringify/sync';
import type { Row, Table, Value } from '../table.ts';

/**
 * `rfc4180`: comma, CRLF, UTF-8, names of columns at the head. `excel-de`: what a German Excel opens by double click,
 * semicolon, decimal comma and a byte order mark, titles at the head.
 */
export const csvDialects = ['rfc4180', 'excel-de'] as const;
export type CsvDialect = (typeof csvDialects)[number];

/** Rows that are written at once: some ten kilobytes. */
const batchSize = 200;

/**
 * Writes a table as CSV, as pieces of text. No value is an empty cell. Text that a spreadsheet would run as a formula
 * gets an apostrophe before it; numbers never do.
 * Source: RFC 4180; OWASP, CSV injection.
 */
export async function* writeCsv(
  { columns }: Pick<Table, 'columns'>,
  rows: AsyncIterable<Row>,
  dialect: CsvDialect = 'rfc4180',
): AsyncGenerator<string> {
  const german = dialect === 'excel-de';
  const cellOf = german ? toGermanCell : toCell;
  const write = (records: readonly (readonly string[])[]): string =>
    stringify(records as string[][], { delimiter: german ? ';' : ',', record_delimiter: '\r\n' });

  const head = columns.map(({ name, title, unit }) =>
    german ? guarded(unit === null ? title : `${title} (${unit})`) : name,
  );
  yield `${german ? '\u{FEFF}' : ''}${write([head])}`;
  let batch: string[][] = [];
  for await (const { values } of rows) {
    batch.push(values.map((value) => cellOf(value)));
    if (batch.length === batchSize) {
      yield write(batch);
      batch = [];
    }
  }
  if (batch.length > 0) yield write(batch);
}

function toCell(value: Value): string {
  if (value === null) return '';
  return typeof value === 'string' ? guarded(value) : String(value);
}

function toGermanCell(value: Value): string {
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (typeof value === 'boolean') return value ? 'WAHR' : 'FALSCH';
  // Excel takes a key for a number and drops its leading zero, unless it comes as a text's formula.
  if (value !== null && /^\d{2,15}$/.test(value)) return `="${value}"`;
  return toCell(value);
}

function guarded(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
