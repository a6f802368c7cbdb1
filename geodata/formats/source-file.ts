/** Files that readers read: on disk, or brought there first from the web or from memory. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FormatError } from '../records.ts';
import { fetchSource } from './http.ts';
import { quote } from './problems.ts';
import type { Bytes } from './text.ts';

/** A file on disk. */
export interface SourceFile {
  path: string;
  /** Name as the publisher gave it: what dates and populations are read from. */
  name: string;
  /** Bytes on disk. */
  size: number;
  /** Removes what was stored for this file only; does nothing for a file of the user's. */
  dispose(): Promise<void>;
}

/** No download is stored beyond this; a file of this size has to come from a disk. */
export const maximumDownloadBytes = 16 * 2 ** 30;

/** The bytes of a file; `onBytes` is told how many were read so far. */
export async function* readBytes(path: string, onBytes?: (bytesRead: number) => void): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    read += chunk.length;
    onBytes?.(read);
    yield chunk;
  }
}

/**
 * A file of the user's.
 * Errors: FormatError `file-not-found`, `file-unreadable`.
 */
export async function fileAt(path: string): Promise<SourceFile> {
  try {
    const { size } = await stat(path);
    // What may be seen may still not be read; without this, that would only show in the middle of recognising.
    await access(path, constants.R_OK);
    return { path, name: basename(path), size, dispose: () => Promise.resolve() };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw missing
      ? new FormatError('file-not-found', `there is no file ${quote(path, 200)}; check the path`, 0, {
          path: quote(path, 200),
        })
      : new FormatError('file-unreadable', `${quote(path, 200)} can't be read (${(error as Error).message})`, 0, {
          path: quote(path, 200),
        });
  }
}

/** Name of the file that an address leads to; a stray `%`, which servers do not mind, stays as it is. */
function nameIn(url: string): string {
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** Stores bytes in a temporary file, so that they can be read more than once without being held in memory. */
export async function storeBytes(bytes: Bytes | Uint8Array, name: string): Promise<SourceFile> {
  const folder = await mkdtemp(join(tmpdir(), 'breitblick-'));
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'source');
  let size = 0;
  const limited = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
      size += chunk.length;
      if (size > maximumDownloadBytes) {
        throw new FormatError(
          'too-large',
          `${quote(name, 200)} has more than ${maximumDownloadBytes / 2 ** 30} GiB; import it from a disk`,
        );
      }
      yield chunk;
    }
  };
  try {
    await pipeline(Readable.from(limited(), { objectMode: true, highWaterMark: 2 }), createWriteStream(path));
  } catch (error) {
    await dispose();
    throw error;
  }
  return { path, name: basename(name), size, dispose };
}

/**
 * Fetches a file over HTTP(S) into a temporary one. `onBytes` is told the bytes fetched and, if known, the total.
 * Errors: FormatError, see `fetchSource`.
 */
export async function download(
  url: string,
  onBytes?: (bytes: number, total: number | null) => void,
  signal?: AbortSignal,
): Promise<SourceFile> {
  const response = await fetchSource(url, signal ? { signal } : {});
  if (!response.body) throw new FormatError('empty-file', `${url} answered without content`);
  // The length counts packed bytes where the server packs, and would promise too little.
  const length = response.headers.get('content-encoding') ? null : response.headers.get('content-length');
  const total = length === null ? null : Number(length);
  const body = response.body as unknown as AsyncIterable<Uint8Array>;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    let read = 0;
    try {
      // A body that is shorter than its announced length is an error of fetch itself.
      for await (const chunk of body) {
        read += chunk.length;
        onBytes?.(read, total);
        yield chunk;
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw new FormatError(
        'download-broken',
        `${url} broke off after ${read} bytes (${(error as Error).message}); try again`,
      );
    }
  };
  const suggested = /filename="?([^";]+)/i.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return storeBytes(counted(), suggested ?? nameIn(response.url || url));
}

/** SHA-256 of bytes, hexadecimal. */
export async function hashBytes(...streams: Bytes[]): Promise<string> {
  const hash = createHash('sha256');
  for (const bytes of streams) for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}
