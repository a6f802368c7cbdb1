/** From lines to rows of cells: finds the delimiter, understands quotes, keeps line numbers. */
import { Readable } from 'node:stream';
import { parse, CsvError } from 'csv-parse';
import { FormatError, type Problem } from '../records.ts';
import { quote } from './problems.ts';
import { readLines, type Bytes, type LineBatch } from './text.ts';

/** Cells of one row; `line` counts from 1. Cells are as written, not trimmed. */
export interface Row {
  type: 'row';
  line: number;
  cells: string[];
}

export type Delimiter = ';' | ',' | '\t';

/** Where rows come from: a text, or a sheet. `problems` fills while the rows are read. */
export interface RowSource {
  batches: AsyncIterable<Row[]>;
  problems: Problem[];
}

const rowsInBatch = 512;
/** A quoted cell that is never closed would otherwise swallow the rest of the file. */
const maximumRecordCharacters = 2 ** 20;

/** The delimiter that a header line uses, or undefined if it has none of `;`, `,` and tab outside quotes. */
export function detectDelimiter(header: string): Delimiter | undefined {
  const counts: Record<Delimiter, number> = { ';': 0, ',': 0, '\t': 0 };
  let quoted = false;
  for (const character of header) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character in counts) counts[character as Delimiter] += 1;
  }
  const [best, count] = (Object.entries(counts) as [Delimiter, number][]).reduce((a, b) => (b[1] > a[1] ? b : a));
  return count > 0 ? best : undefined;
}

/**
 * Rows of a CSV text, the header included, blank lines left out.
 * Errors: those of `readLines`; FormatError `no-delimiter`, `quote-not-closed`.
 */
export function readCsvRows(bytes: Bytes): RowSource {
  const problems: Problem[] = [];
  return { batches: splitLines(readLines(bytes, problems)), problems };
}

async function* splitLines(batches: AsyncGenerator<LineBatch>): AsyncGenerator<Row[]> {
  let delimiter: Delimiter | undefined;
  for await (const batch of batches) {
    if (!delimiter) {
      const header = batch.lines.find((line) => line.trim() !== '');
      if (header === undefined) continue;
      delimiter = detectDelimiter(header);
      if (!delimiter) {
        throw new FormatError(
          'no-delimiter',
          `the first line (${quote(header)}) has no columns separated by ";", "," or tab; save the file as CSV with one of these`,
          1,
        );
      }
    }
    // Splitting is several times quicker than parsing; the first quote hands the rest over to the parser.
    if (batch.lines.some((line) => line.includes('"'))) {
      yield* parseQuoted(batch, batches, delimiter);
      return;
    }
    const rows: Row[] = [];
    for (const [index, line] of batch.lines.entries()) {
      if (line !== '') rows.push({ type: 'row', line: batch.firstLine + index, cells: line.split(delimiter) });
    }
    yield rows;
  }
  if (!delimiter) throw new FormatError('empty-file', 'the file has blank lines only; fetch or export it again');
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

async function* parseQuoted(
  first: LineBatch,
  rest: AsyncIterable<LineBatch>,
  delimiter: Delimiter,
): AsyncGenerator<Row[]> {
  const text = async function* (): AsyncGenerator<string> {
    yield first.lines.join('\n') + '\n';
    for await (const batch of rest) yield batch.lines.join('\n') + '\n';
  };
  let lastLine = first.firstLine;
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maximumRecordCharacters,
    info: true,
    // Rows that wait to be taken are lost with an error, so the line is noted where they are made.
    on_record: (record, { lines }: { lines: number }) => {
      lastLine = first.firstLine + lines - 1;
      return record;
    },
  });
  const source = Readable.from(text());
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let rows: Row[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      rows.push({ type: 'row', line: first.firstLine + info.lines - 1, cells: record });
      if (rows.length < rowsInBatch) continue;
      yield rows;
      rows = [];
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new FormatError(
      'quote-not-closed',
      `a quotation mark after line ${lastLine} is never closed; close or remove it`,
      lastLine,
    );
  }
  if (rows.length > 0) yield rows;
}
