/**
 * The one door to all formats: finds out what a file, an upload or an address holds, and reads it.
 * The content decides, the name only adds what publishers put nowhere else (date, business parks).
 */
import type { ConstructionContent } from '../construction/contents.ts';
import { FormatError, type EditionKind, type Population, type ReaderItem } from '../records.ts';
import { isFeatureServer, openFeatureServer, type FeatureServerOptions } from './arcgis.ts';
import { withEnd } from './batches.ts';
import { isDate } from './file-name.ts';
import { quote } from './problems.ts';
import { recognise, type RecogniseOptions } from './recognise.ts';
import { download, fileAt, storeBytes, type SourceFile } from './source-file.ts';
import type { Bytes } from './text.ts';

/** Where the data is: a file (or folder), an address, or bytes with the name that the file had. */
export type SourceInput = { path: string } | { url: string } | { bytes: Bytes | Uint8Array; name: string };

/** What the one who imports knows better than the file. */
export interface SourceOptions
  extends
    Pick<FeatureServerOptions, 'onPage' | 'configUrl' | 'spoolFolder'>,
    Pick<RecogniseOptions, 'holds' | 'network'> {
  /** Whose shares they are; goes before what the name says. */
  population?: Population;
  /** ISO date that the figures hold for; goes before that of the name. */
  referenceDate?: string;
  /** Told the bytes read so far and their total, null if unknown: first for a download, then for the reading. */
  onBytes?: (bytes: number, total: number | null) => void;
  signal?: AbortSignal;
}

export interface OpenedSource {
  kind: EditionKind;
  /** Of the construction record: what it holds; null = it is none of it, or official house coordinates. */
  content: ConstructionContent | null;
  /** What was recognised, for people, e.g. `municipal coverage of the Breitbandatlas, households (CSV)`. */
  description: string;
  /** Name of the file or service, for the edition. */
  name: string;
  url: string | null;
  /** What `onBytes` counts up to while reading; null where it is not known. */
  bytesTotal: number | null;
  /** A Header first, then records and problems. Can be read once; removes temporary files at its end. */
  items: AsyncIterableIterator<ReaderItem>;
  /**
   * SHA-256 of the content, hexadecimal, whatever it is packed in, so that a file and its gzip copy are known as the
   * same: of a Shapefile .shp, .dbf and .prj; of a live service all features as it gave them. Reads the
   * file once more; to be called before `items` are read.
   */
  sha256(): Promise<string>;
  /** Removes temporary files; needed only if `items` are not read to their end. */
  dispose(): Promise<void>;
}

/**
 * Recognises what an input holds and opens it.
 * Errors: FormatError `unknown-format` lists what is understood; others as the readers have them.
 */
export async function openSource(input: SourceInput, options: SourceOptions = {}): Promise<OpenedSource> {
  const { referenceDate, onBytes } = options;
  if (referenceDate !== undefined && !isDate(referenceDate)) {
    throw new FormatError('invalid-date', `${quote(referenceDate)} is no date; write it as 2021-06-30`, 0, {
      date: quote(referenceDate),
    });
  }
  if ('url' in input && isFeatureServer(input.url)) {
    return openFeatureServer(input.url, options);
  }
  const file = await fetchFile(input, options);
  try {
    const form = await recognise(file, options);
    const items = form.read((bytesRead) => onBytes?.(bytesRead, form.size));
    return {
      kind: form.kind,
      content: form.content ?? null,
      description: form.description,
      name: file.name,
      url: 'url' in input ? input.url : null,
      bytesTotal: form.size,
      items: withEnd(items, () => file.dispose()),
      sha256: () => form.sha256(),
      dispose: () => file.dispose(),
    };
  } catch (error) {
    await file.dispose();
    throw error;
  }
}

function fetchFile(input: SourceInput, { onBytes, signal }: SourceOptions): Promise<SourceFile> {
  if ('path' in input) return fileAt(input.path);
  if ('url' in input) return download(input.url, onBytes, signal);
  return storeBytes(input.bytes, input.name);
}

/** SHA-256 of an input's content, as `OpenedSource.sha256`, without reading its records. */
export async function hashSource(input: SourceInput, options: SourceOptions = {}): Promise<string> {
  const source = await openSource(input, options);
  try {
    return await source.sha256();
  } finally {
    await source.dispose();
  }
}
