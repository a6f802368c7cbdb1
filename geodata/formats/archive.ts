/** ZIP archives: what is in them, and one entry as a stream. */
import yauzl from 'yauzl';
import { FormatError } from '../records.ts';
import { maximumExpansion, maximumUnpackedBytes, type Bytes } from './text.ts';

export interface ArchiveEntry {
  name: string;
  /** Bytes, unpacked. */
  size: number;
  open(): Bytes;
}

/** More entries than this are no data set but somebody's backup. */
const maximumEntries = 10_000;

/**
 * Entries of a ZIP archive, folders and the copies that macOS adds left out.
 * Errors: FormatError `zip-damaged`, `zip-bomb`.
 */
export async function listArchive(path: string): Promise<ArchiveEntry[]> {
  const damaged = (error: Error): FormatError =>
    new FormatError('zip-damaged', `the ZIP archive is damaged or cut off (${error.message}); fetch it again`);
  const entries: ArchiveEntry[] = [];
  try {
    const zip = await yauzl.openPromise(path, { autoClose: true, lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      if (entries.length >= maximumEntries)
        throw new FormatError('zip-bomb', `the ZIP archive has more than ${maximumEntries} files`);
      if (entry.fileName.endsWith('/') || entry.fileName.includes('__MACOSX/')) continue;
      const { fileName, uncompressedSize, compressedSize } = entry;
      if (uncompressedSize > maximumUnpackedBytes || uncompressedSize > 2 ** 24 + compressedSize * maximumExpansion) {
        throw new FormatError(
          'zip-bomb',
          `${fileName} unpacks to ${uncompressedSize} bytes; no data set does that. Unpack it by hand and look at it`,
        );
      }
      entries.push({ name: fileName, size: uncompressedSize, open: () => openEntry(path, fileName, damaged) });
    }
  } catch (error) {
    throw error instanceof FormatError ? error : damaged(error as Error);
  }
  return entries;
}

async function* openEntry(
  path: string,
  name: string,
  damaged: (error: Error) => FormatError,
): AsyncGenerator<Uint8Array> {
  try {
    const zip = await yauzl.openPromise(path, { autoClose: false, lazyEntries: true });
    try {
      for await (const entry of zip.eachEntry()) {
        if (entry.fileName !== name) continue;
        // yauzl itself checks that an entry unpacks to the size that it declares.
        yield* await zip.openReadStreamPromise(entry);
        return;
      }
    } finally {
      zip.close();
    }
  } catch (error) {
    throw error instanceof FormatError ? error : damaged(error as Error);
  }
}
