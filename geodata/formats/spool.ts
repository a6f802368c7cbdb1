/**
 * Where a download in pages is kept until it is whole, so that one that broke off goes on instead of starting again.
 * Shape: a folder with `features.ndjson` and, replaced after each complete page, `state.json`, which says up to where
 * the former holds. What stands behind that is of a page that broke off, and is cut away.
 */
import { createHash } from 'node:crypto';
import { lstat, mkdir, open, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FormatError } from '../records.ts';
import { readBytes } from './source-file.ts';

/** What is older starts again: a service that does not say when it was changed may well have been since. */
const maximumAgeMs = 7 * 24 * 60 * 60 * 1000;

interface State {
  /** What the source says about itself; pages of different ones don't go together. */
  version: string;
  /** Offset of the page to ask for next. */
  next: number;
  bytes: number;
  complete: boolean;
}

export interface Spool extends Readonly<Omit<State, 'version'>> {
  /** The lines. */
  path: string;
  /** Keeps a page, given as one JSON text a line. */
  append(lines: readonly string[], complete: boolean): Promise<void>;
  /** Ends the use of it and keeps what is there. */
  release(): Promise<void>;
  /** Ends the use of it and removes it. */
  remove(): Promise<void>;
}

/** Folder of what is read from an address, the same each time; nobody but its owner may look into it. */
export function spoolFolderOf(url: string): string {
  return join(tmpdir(), `breitblick-live-${createHash('sha256').update(url).digest('hex').slice(0, 16)}`);
}

/** Folders that this very process holds. */
const held = new Set<string>();

/**
 * Opens a folder for one user, with what an earlier download of the same `version` has left there.
 * Errors: FormatError `spool-busy`, `spool-unsafe`.
 */
export async function openSpool(folder: string, version: string): Promise<Spool> {
  await makeFolder(folder);
  await lock(folder);
  const release = async (): Promise<void> => {
    if (held.delete(folder)) await rm(join(folder, 'lock'), { force: true });
  };
  try {
    return await openLocked(folder, version, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function openLocked(folder: string, version: string, release: () => Promise<void>): Promise<Spool> {
  const path = join(folder, 'features.ndjson');
  const state = (await readState(folder, path, version)) ?? { version, next: 0, bytes: 0, complete: false };
  const file = await open(path, state.bytes > 0 ? 'r+' : 'w', 0o600);
  await file.truncate(state.bytes).finally(() => file.close());
  return {
    path,
    get next() {
      return state.next;
    },
    get bytes() {
      return state.bytes;
    },
    get complete() {
      return state.complete;
    },
    async append(lines, complete) {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const target = await open(path, 'a');
      try {
        await target.appendFile(bytes);
        await target.datasync();
      } finally {
        await target.close();
      }
      state.next += lines.length;
      state.bytes += bytes.length;
      state.complete = complete;
      // Renamed, so that at no time there is half of it.
      await writeFile(join(folder, 'state.new'), JSON.stringify(state), { mode: 0o600 });
      await rename(join(folder, 'state.new'), join(folder, 'state.json'));
    },
    release,
    async remove() {
      if (held.delete(folder)) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const mine = process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0);
  // In a folder that all may write to, somebody else could have put it there to have other figures imported.
  if (!found.isDirectory() || !mine) {
    throw new FormatError('spool-unsafe', `${folder} is not a folder of this user alone; remove it and try again`);
  }
}

async function lock(folder: string): Promise<void> {
  const path = join(folder, 'lock');
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 });
      held.add(folder);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    // A process that was killed leaves its lock; one with the same number as ours is one from before a restart.
    if (attempt > 3 || (owner === process.pid ? held.has(folder) : isAlive(owner))) {
      throw new FormatError(
        'spool-busy',
        `process ${owner} is reading this service already; wait for it, or remove ${path} if there is no such process`,
      );
    }
    await unlink(path).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** State that an earlier download has left, if it can be gone on with. */
async function readState(folder: string, path: string, version: string): Promise<State | undefined> {
  try {
    const file = join(folder, 'state.json');
    const state = JSON.parse(await readFile(file, 'utf8')) as State;
    const [{ mtimeMs }, { size }] = await Promise.all([stat(file), stat(path)]);
    const usable = state.version === version && size >= state.bytes && Date.now() - mtimeMs < maximumAgeMs;
    return usable ? state : undefined;
  } catch {
    return undefined;
  }
}

/** What stands in the lines of a spool, some hundreds at once; `onBytes` is told how many bytes were read so far. */
export async function* readSpool(path: string, onBytes?: (bytesRead: number) => void): AsyncGenerator<unknown[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of readBytes(path, onBytes)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield lines.map((line) => JSON.parse(line) as unknown);
  }
}
