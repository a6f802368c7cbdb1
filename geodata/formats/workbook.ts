/**
 * Sheets of an XLSX file as rows of text (Office Open XML, ECMA-376 part 1, clauses 18.2 and 18.3). Entries are taken
 * from the archive one by one, by name, so their order doesn't matter; rows stream, texts shared by cells are kept.
 */
import { SaxesParser } from 'saxes';
import { FormatError } from '../records.ts';
import { listArchive, type ArchiveEntry } from './archive.ts';
import type { Row } from './rows.ts';

export interface Sheet {
  name: string;
  /**
   * Rows with at least one cell that isn't blank, some at once; `line` is the row's number in the sheet. What deserves a
   * look beside them is put into `notes`, complete when the last row was read.
   */
  rows(notes?: SheetNotes): AsyncGenerator<Row[]>;
}

/** What a cell's text alone does not show. References are like "B5" and "A2:A5". */
export interface SheetNotes {
  /** Cells that hold a formula. */
  formulas: string[];
  /** Those whose result was never computed; they read as blank. */
  unresolved: string[];
  /** Ranges of merged cells; all but the first cell of one read as blank. */
  merged: string[];
}

type Attributes = Record<string, string>;

interface Handlers {
  open?: (name: string, attributes: Attributes) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/** The last column that a sheet can have, "XFD". */
const maximumColumns = 16_384;
const millisecondsInDay = 86_400_000;
/** Numbers of the formats that are built in and show a date or a time. */
const builtInDates = /^(1[4-9]|2[0-2]|2[7-9]|3[0-6]|4[5-7]|5[0-8])$/;

/** Whether the entries of a ZIP archive are those of an XLSX file. */
export function isXlsx(entries: readonly { name: string }[]): boolean {
  return entries.some(({ name }) => name === 'xl/workbook.xml');
}

/**
 * The sheets of a workbook in their order. Cells are text: a formula counts as its result, a date is ISO 8601, an error
 * ("#REF!") stays as it is written. `onUnpacked` is told how many bytes of the rows were unpacked so far.
 * Errors: FormatError `xlsx-damaged`, `zip-damaged`, `zip-bomb`, here and from the rows.
 */
export async function openWorkbook(path: string, onUnpacked?: (bytes: number) => void): Promise<Sheet[]> {
  const entries = new Map((await listArchive(path)).map((entry) => [entry.name, entry]));
  const entryOf = (name: string): ArchiveEntry => {
    const entry = entries.get(name);
    if (!entry) throw damaged(`it has no ${name}`);
    return entry;
  };
  const targets = new Map<string, string>();
  await readXml(entryOf('xl/_rels/workbook.xml.rels'), {
    open(name, { Id, Target }) {
      if (name === 'Relationship' && Id !== undefined && Target !== undefined) targets.set(Id, inArchive(Target));
    },
  });
  const listed: { name: string; target: string }[] = [];
  let epoch = Date.UTC(1899, 11, 30);
  await readXml(entryOf('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) epoch = Date.UTC(1904, 0, 1);
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const target = targets.get(relation);
      // Sheets that are a chart have no rows.
      if (target?.includes('worksheets/')) listed.push({ name: attributes.name ?? '', target });
    },
  });
  const texts = await readSharedTexts(entries.get('xl/sharedStrings.xml'));
  const dates = await readDateStyles(entries.get('xl/styles.xml'));
  const valueOf: CellReader = (type, style, value) => {
    if (type === 's') return texts[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? 'true' : 'false';
    if (value === '' || (type !== '' && type !== 'n')) return value;
    const number = Number(value);
    if (Number.isNaN(number)) return value;
    return dates.has(Number(style)) ? dateText(epoch, number) : String(number);
  };
  let unpacked = 0;
  const counted = (bytes: number): void => onUnpacked?.((unpacked += bytes));
  return listed.map(({ name, target }) => ({
    name,
    rows: (notes = { formulas: [], unresolved: [], merged: [] }) => readRows(entryOf(target), valueOf, counted, notes),
  }));
}

type CellReader = (type: string, style: string, value: string) => string;

async function* readRows(
  entry: ArchiveEntry,
  valueOf: CellReader,
  onBytes: (bytes: number) => void,
  notes: SheetNotes,
): AsyncGenerator<Row[]> {
  let rows: Row[] = [];
  let line = 0;
  let cells: string[] = [];
  let column = -1;
  let type = '';
  let style = '';
  let value = '';
  let taking = false;
  let hasFormula = false;
  let hasValue = false;
  const parse = parser({
    open(name, attributes) {
      if (name === 'row') {
        line = attributes.r === undefined ? line + 1 : Number(attributes.r);
        cells = [];
        column = -1;
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        type = attributes.t ?? '';
        style = attributes.s ?? '0';
        value = '';
        hasFormula = hasValue = false;
      } else if (name === 'v' || name === 't') taking = hasValue = true;
      else if (name === 'f') hasFormula = true;
      else if (name === 'mergeCell' && attributes.ref !== undefined) notes.merged.push(attributes.ref);
      // Readings of Japanese texts stand beside what they are the reading of.
      else if (name === 'rPh') type = 'phonetic';
    },
    text(text) {
      if (taking && type !== 'phonetic') value += text;
    },
    close(name) {
      if (name === 'v' || name === 't') taking = false;
      else if (name === 'rPh') type = 'inlineStr';
      else if (name === 'c') {
        while (cells.length < column) cells.push('');
        cells[column] = valueOf(type, style, value).trim();
        if (hasFormula) {
          const reference = `${nameOfColumn(column)}${line}`;
          notes.formulas.push(reference);
          if (!hasValue) notes.unresolved.push(reference);
        }
      } else if (name === 'row' && cells.some((cell) => cell !== '')) rows.push({ type: 'row', line, cells });
    },
  });
  for await (const chunk of entry.open()) {
    onBytes(chunk.length);
    parse.write(chunk);
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
  parse.end();
  if (rows.length > 0) yield rows;
}

/** Texts that cells name by number; of a rich text its runs joined. */
async function readSharedTexts(entry: ArchiveEntry | undefined): Promise<string[]> {
  const texts: string[] = [];
  if (!entry) return texts;
  let text = '';
  let taking = false;
  let phonetic = false;
  await readXml(entry, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') taking = !phonetic;
    },
    text(part) {
      if (taking) text += part;
    },
    close(name) {
      if (name === 't') taking = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') texts.push(text);
    },
  });
  return texts;
}

/** Numbers of the cell styles that show a number as a date. */
async function readDateStyles(entry: ArchiveEntry | undefined): Promise<Set<number>> {
  const dates = new Set<number>();
  if (!entry) return dates;
  const custom = new Set<string>();
  let inCells = false;
  let index = 0;
  await readXml(entry, {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt' && numFmtId !== undefined && showsDate(formatCode ?? '')) custom.add(numFmtId);
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        if (numFmtId !== undefined && (builtInDates.test(numFmtId) || custom.has(numFmtId))) dates.add(index);
        index += 1;
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}

/** Whether a format's code has parts of a date, quoted words, colours and escapes left out. */
function showsDate(code: string): boolean {
  return /[ymdhs]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '').replaceAll(/general/gi, ''));
}

function dateText(epoch: number, days: number): string {
  const date = new Date(epoch + Math.round(days * millisecondsInDay));
  if (Number.isNaN(date.getTime())) return String(days);
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
}

/** Column of a cell's reference, counted from 0: "AB12" is 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  if (column < 1 || column > maximumColumns) throw damaged(`a cell is named "${reference.slice(0, 20)}"`);
  return column - 1;
}

/** A column as references have it: 27 is "AB". */
function nameOfColumn(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : nameOfColumn(Math.floor(column / 26) - 1) + last;
}

/** First and last row and first column of a range, rows as in the sheet, columns counted from 0; undefined if it is none. */
export function rangeOf(reference: string): { first: number; last: number; column: number } | undefined {
  const [, start = '', first, last] = /^\$?([A-Z]{1,3})\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)$/.exec(reference) ?? [];
  return first === undefined ? undefined : { first: Number(first), last: Number(last), column: columnOf(start) };
}

function inArchive(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

async function readXml(entry: ArchiveEntry, handlers: Handlers): Promise<void> {
  const parse = parser(handlers);
  for await (const chunk of entry.open()) parse.write(chunk);
  parse.end();
}

/** A parser of one entry that is written to chunk by chunk; names lose their prefix, which writers choose freely. */
function parser({ open, text, close }: Handlers): { write(chunk: Uint8Array): void; end(): void } {
  const decoder = new TextDecoder();
  const xml = new SaxesParser();
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  if (open) xml.on('opentag', ({ name, attributes }) => open(local(name), attributes));
  if (text) xml.on('text', text);
  if (close) xml.on('closetag', ({ name }) => close(local(name)));
  const attempt = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      throw error instanceof FormatError ? error : damaged((error as Error).message);
    }
  };
  return {
    write: (chunk) => attempt(() => xml.write(decoder.decode(chunk, { stream: true }))),
    end: () => attempt(() => xml.write(decoder.decode()).close()),
  };
}

function damaged(why: string): FormatError {
  return new FormatError(
    'xlsx-damaged',
    `the XLSX file is damaged (${why}); open and save it again, or save it as CSV`,
  );
}
