/**
 * From the bytes of a file to its lines: unpacks gzip, finds out the encoding, refuses what is no text.
 * Everything streams: memory does not grow with the file.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FormatError, type Problem } from '../records.ts';
import { warning } from './problems.ts';

export type Bytes = AsyncIterable<Uint8Array>;

/** Lines without their ends; `firstLine` counts from 1. */
export interface LineBatch {
  firstLine: number;
  lines: string[];
}

/** A packed file may unpack to this many times its size. Tables of coverage reach about 40, a gzip bomb about 1000. */
export const maximumExpansion = 250;
/** Below this size nothing is suspicious: a short file of equal lines packs very well. */
export const expansionCheckedFromBytes = 16 * 2 ** 20;
/** No file of the field comes near: all 35.7 million cells with 50 figures are about 7 GiB of text. */
export const maximumUnpackedBytes = 32 * 2 ** 30;
/** The longest header known has 5,000 characters; a "line" beyond this is no table. */
export const maximumLineCharacters = 4 * 2 ** 20;

/** The first bytes of a stream (at least `length`, unless it is shorter) and the whole stream, first bytes included. */
export async function peek(bytes: Bytes, length: number): Promise<{ head: Buffer; whole: Bytes }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size < length) {
    const next = await iterator.next();
    if (next.done) break;
    chunks.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(chunks);
  async function* whole(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head, whole: whole() };
}

/** Whether bytes start like a gzip file. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * Unpacks gzip; other bytes pass through.
 * Errors: FormatError `gzip-bomb` beyond `maximumExpansion` or `maximumUnpackedBytes`, `gzip-damaged` if it is cut off
 * or broken.
 */
export async function* unpack(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const { head, whole } = await peek(bytes, 2);
  if (!isGzip(head)) {
    yield* whole;
    return;
  }
  let packed = 0;
  let unpacked = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of whole) {
      packed += chunk.length;
      yield chunk;
    }
  };
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  // The error arrives through the iteration below as well; the callback only keeps it from being unhandled.
  pipeline(Readable.from(counted(), { objectMode: true, highWaterMark: 1 }), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (unpacked > expansionCheckedFromBytes && unpacked > packed * maximumExpansion) {
        throw new FormatError(
          'gzip-bomb',
          `the gzip file unpacks to more than ${maximumExpansion} times its size; no table does that. Unpack it by hand and look at it`,
        );
      }
      if (unpacked > maximumUnpackedBytes) {
        throw new FormatError(
          'gzip-bomb',
          `the gzip file unpacks to more than ${maximumUnpackedBytes / 2 ** 30} GiB; split it into smaller files`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof FormatError || !(error instanceof Error) || !isZlibError(error)) throw error;
    throw new FormatError('gzip-damaged', `the gzip file is damaged or cut off (${error.message}); fetch it again`);
  }
}

function isZlibError(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
}

/** Throws a FormatError that names what a file is, if its first bytes say that it is no text. */
export function refuseBinary(head: Uint8Array, line = 0): void {
  const starts = (magic: string): boolean => Buffer.from(head.subarray(0, magic.length)).toString('latin1') === magic;
  const refuse = (what: string): never => {
    throw new FormatError('binary-content', `the file is ${what}`, line);
  };
  if (starts('PK\x03\x04')) refuse('a ZIP archive, not a text; unpack it first');
  if (starts('SQLite format 3')) {
    refuse('a GeoPackage or another SQLite database; export the layer as GeoJSON (ogr2ogr cells.geojson file.gpkg)');
  }
  if (starts('\xd0\xcf\x11\xe0')) refuse('an old Excel file (.xls); save it as .xlsx or CSV');
  if (starts('%PDF')) refuse('a PDF; ask its publisher for the table as CSV or XLSX');
  if (starts('PAR1')) refuse('a Parquet file; export it as CSV');
  if (head.includes(0)) refuse('binary, not a text; export it as CSV, XLSX or GeoJSON');
}

/**
 * Decodes text: UTF-8 with or without byte order mark, UTF-16 with one, otherwise Windows-1252 (of which Latin-1 is
 * the part that people mean), with one warning in `problems`.
 * Errors: FormatError `empty-file`, `binary-content`.
 */
export async function* decodeText(bytes: Bytes, problems: Problem[]): AsyncGenerator<string> {
  const { head, whole } = await peek(bytes, 4096);
  if (head.length === 0) throw new FormatError('empty-file', 'the file is empty; fetch or export it again');
  const utf16 =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : '';
  if (utf16) {
    const decoder = new TextDecoder(utf16);
    for await (const chunk of whole) yield decoder.decode(chunk, { stream: true });
    return;
  }
  refuseBinary(head);

  const windows = new TextDecoder('windows-1252');
  let encoding: 'ascii' | 'utf-8' | 'windows-1252' = 'ascii';
  let start = true;
  const decode = (chunk: Buffer): string => {
    if (chunk.includes(0)) {
      throw new FormatError('binary-content', 'the file has a NUL byte, so it is no text or damaged; fetch it again');
    }
    if (isAscii(chunk)) return chunk.toString('latin1');
    if (encoding === 'ascii') {
      encoding = isUtf8(chunk) ? 'utf-8' : 'windows-1252';
      if (encoding === 'windows-1252') problems.push(encodingProblem());
    }
    if (encoding === 'windows-1252') return windows.decode(chunk);
    if (!isUtf8(chunk) && !problems.some((problem) => problem.rule === 'encoding-mixed')) problems.push(mixedProblem());
    return chunk.toString('utf8');
  };
  let held = Buffer.alloc(0);
  for await (const bytesRead of whole) {
    let chunk =
      held.length > 0
        ? Buffer.concat([held, bytesRead])
        : Buffer.from(bytesRead.buffer, bytesRead.byteOffset, bytesRead.length);
    if (start && chunk.length >= 3) {
      start = false;
      if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) chunk = chunk.subarray(3);
    }
    // Cutting behind an ASCII byte never cuts a character in two, whatever the encoding turns out to be.
    let end = chunk.length;
    while (end > 0 && (chunk[end - 1] ?? 0) >= 0x80) end -= 1;
    held = Buffer.from(chunk.subarray(end));
    if (end === 0) continue;
    yield decode(chunk.subarray(0, end));
  }
  if (held.length > 0) yield decode(held);
}

function encodingProblem(): Problem {
  return warning(
    0,
    'encoding-not-utf-8',
    'the file is not UTF-8; it was read as Windows-1252 (Latin-1)',
    'Look at names with umlauts; save the file as UTF-8 if they are wrong',
  );
}

function mixedProblem(): Problem {
  return warning(
    0,
    'encoding-mixed',
    'the file starts as UTF-8 but has bytes that are not; they were replaced by �',
    'Save the whole file as UTF-8',
  );
}

/**
 * Lines of a text, in batches. Line ends LF, CRLF or CR.
 * Errors: those of `decodeText`, and FormatError `line-too-long`.
 */
export async function* readLines(bytes: Bytes, problems: Problem[]): AsyncGenerator<LineBatch> {
  let rest = '';
  let firstLine = 1;
  let end: '\n' | '\r' | undefined;
  for await (const text of decodeText(bytes, problems)) {
    rest = rest === '' ? text : rest + text;
    end ??= rest.includes('\n') ? '\n' : rest.length > 4096 && rest.includes('\r') ? '\r' : undefined;
    if (rest.length > maximumLineCharacters && !rest.includes(end ?? '\n')) {
      throw new FormatError(
        'line-too-long',
        `line ${firstLine} has more than ${maximumLineCharacters} characters; this is no table`,
        firstLine,
      );
    }
    if (!end) continue;
    const lines = rest.split(end);
    rest = lines.pop() ?? '';
    if (lines.length === 0) continue;
    if (end === '\n') stripCarriageReturns(lines);
    yield { firstLine, lines };
    firstLine += lines.length;
  }
  const lines = rest.split(rest.includes('\n') ? '\n' : '\r');
  stripCarriageReturns(lines);
  if (lines.at(-1) === '') lines.pop();
  if (lines.length > 0) yield { firstLine, lines };
}

function stripCarriageReturns(lines: string[]): void {
  for (const [index, line] of lines.entries()) {
    if (line.charCodeAt(line.length - 1) === 13) lines[index] = line.slice(0, -1);
  }
}
