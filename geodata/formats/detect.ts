/**
 * The one door to all formats: finds out what a file, an upload or an address holds, and reads it.
 * The content decides, the name only adds what publishers put nowhere else (date, business parks).
 */
import { FormatError, type EditionKind, type Population, type ReaderItem } from '../records.ts';
import { readAtlas } from './atlas-csv.ts';
import { findAtlasColumns } from './atlas-columns.ts';
import { isBusinessParkHeader, readBusinessParks } from './business-parks-2019.ts';
import { isDate, populationOf, referenceDateOf } from './file-name.ts';
import { isMobileHeader, readMobileCoverage } from './mobile-long.ts';
import { quote } from './problems.ts';
import { readCsvRows } from './rows.ts';
import { download, fileAt, hashBytes, readBytes, storeBytes, type SourceFile } from './source-file.ts';
import { unpack, type Bytes } from './text.ts';

/** Where the data is: a file, an address, or bytes with the name that the file had. */
export type SourceInput = { path: string } | { url: string } | { bytes: Bytes | Uint8Array; name: string };

/** What the one who imports knows better than the file. */
export interface SourceOptions {
  population?: Population;
  /** ISO date that the figures hold for; goes before that of the name. */
  referenceDate?: string;
  /** Told the bytes read so far and their total, null if unknown: first for the download, then for the reading. */
  onBytes?: (bytes: number, total: number | null) => void;
  signal?: AbortSignal;
}

export interface OpenedSource {
  kind: EditionKind;
  /** What was recognised, for people, e.g. `municipal coverage of the Breitbandatlas (CSV)`. */
  description: string;
  /** Name of the file or address, for the edition. */
  name: string;
  url: string | null;
  /** Size on disk, for progress (see `onBytes`); null where it is not known. */
  bytesTotal: number | null;
  /** A Header first, then records and problems. Can be read once; removes temporary files at its end. */
  items: AsyncIterable<ReaderItem>;
  /**
   * SHA-256 of the content, whatever it is packed in, so that a file and its gzip copy are known as the same.
   * Reads the file once; may be called before `items` are read.
   */
  sha256(): Promise<string>;
  /** Removes temporary files; needed only if `items` are not read. */
  dispose(): Promise<void>;
}

/** A form of data that was recognised in a file. */
interface Form {
  kind: EditionKind;
  description: string;
  read(onBytes: (bytesRead: number) => void): AsyncIterable<ReaderItem>;
  sha256(): Promise<string>;
}

/**
 * Recognises what an input holds and opens it.
 * Errors: FormatError `unknown-format` lists what is understood; others as the readers have them.
 */
export async function openSource(input: SourceInput, options: SourceOptions = {}): Promise<OpenedSource> {
  if (options.referenceDate !== undefined && !isDate(options.referenceDate)) {
    throw new FormatError('invalid-date', `${quote(options.referenceDate)} is no date; write it as 2021-06-30`);
  }
  const { onBytes, signal } = options;
  const file =
    'path' in input
      ? await fileAt(input.path)
      : 'url' in input
        ? await download(input.url, onBytes, signal)
        : await storeBytes(input.bytes, input.name);
  try {
    const form = await recognise(file, options);
    const items = async function* (): AsyncGenerator<ReaderItem> {
      try {
        yield* form.read((bytesRead) => onBytes?.(bytesRead, file.size));
      } finally {
        await file.dispose();
      }
    };
    return {
      kind: form.kind,
      description: form.description,
      name: file.name,
      url: 'url' in input ? input.url : null,
      bytesTotal: file.size,
      items: items(),
      sha256: form.sha256,
      dispose: file.dispose,
    };
  } catch (error) {
    await file.dispose();
    throw error;
  }
}

async function recognise(file: SourceFile, options: SourceOptions): Promise<Form> {
  return recogniseTable(file, (onBytes) => unpack(readBytes(file.path, onBytes)), options);
}

async function recogniseTable(
  file: SourceFile,
  open: (onBytes?: (bytesRead: number) => void) => Bytes,
  options: SourceOptions,
): Promise<Form> {
  const referenceDate = options.referenceDate ?? referenceDateOf(file.name);
  const population = options.population ?? populationOf(file.name);
  const sha256 = (): Promise<string> => hashBytes(open());
  let header: string[] = [];
  for await (const [row] of readCsvRows(open()).batches) {
    header = row!.cells;
    break;
  }
  if (isBusinessParkHeader(header)) {
    return {
      kind: 'business_parks',
      description: 'companies in business parks of the Breitbandatlas, schema of 2019 (CSV)',
      read: (onBytes) => readBusinessParks(readCsvRows(open(onBytes)), referenceDate),
      sha256,
    };
  }
  if (isMobileHeader(header)) {
    return {
      kind: 'mobile_coverage',
      description: 'mobile coverage of counties of the Breitbandatlas (CSV)',
      read: (onBytes) => readMobileCoverage(readCsvRows(open(onBytes)), referenceDate),
      sha256,
    };
  }
  if (findAtlasColumns(header)) {
    return {
      kind: 'municipal_coverage',
      description: `municipal coverage of the Breitbandatlas, ${population === 'households' ? 'households' : 'business parks'} (CSV)`,
      read: (onBytes) => readAtlas(readCsvRows(open(onBytes)), { population, referenceDate }),
      sha256,
    };
  }
  throw new FormatError('unknown-format', `${file.name} is not understood: ${quote(header.join(' | '), 100)}`, 1);
}
