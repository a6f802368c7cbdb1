import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../errors.ts';

/** Who holds a data folder. `url` and `token` let the import command hand its file to a running server. */
export interface LockOwner {
  pid: number;
  host: string;
  /** Start of the process in clock ticks since boot, so that a reused pid is told apart; null where it can't be read. */
  started: string | null;
  since: string;
  command: string;
  url: string | null;
  token: string;
}

export interface FolderLock {
  owner: LockOwner;
  /** Makes known where the owner can be reached. */
  announce(url: string): void;
  release(): void;
}

const fileName = 'lock.json';

/** The folder's lock is held by a living process. */
export class FolderLockedError extends OperatorError {
  readonly owner: LockOwner;
  constructor(folder: string, owner: LockOwner) {
    const elsewhere = owner.host !== hostname();
    const where = elsewhere ? ` on ${owner.host}` : '';
    super(
      `The data folder ${folder} is open in another process: pid ${owner.pid}${where} (${owner.command}), since ${owner.since}. ` +
        'Stop that one first, or set DATA_DIR to another folder.' +
        // Whether a process of another machine (or of a container that is gone) lives can't be seen from here.
        (elsewhere ? ` If it is gone for certain, remove ${join(folder, fileName)}.` : ''),
    );
    this.owner = owner;
  }
}

/**
 * Takes the folder for this process. The embedded database has no lock of its own, and two processes on one folder
 * lose rows without an error. A lock whose owner is dead is taken over.
 * Errors: FolderLockedError that names the process that holds it.
 */
export async function lockFolder(folder: string, command: string): Promise<FolderLock> {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new OperatorError(
      `The data folder ${folder} can't be used: ${(error as Error).message}. Set DATA_DIR to a folder that this account may write to.`,
    );
  }
  const owner: LockOwner = {
    pid: process.pid,
    host: hostname(),
    started: startOf(process.pid),
    since: new Date().toISOString(),
    command,
    url: null,
    token: randomBytes(24).toString('base64url'),
  };
  const path = join(folder, fileName);
  while (!create(path, owner)) {
    const holder = readLock(folder);
    if (holder && isAlive(holder)) throw new FolderLockedError(folder, holder);
    await removeDeadLock(folder, path);
  }
  return {
    owner,
    announce(url) {
      owner.url = url;
      const draft = `${path}.${process.pid}`;
      write(draft, owner);
      renameSync(draft, path);
    },
    release() {
      if (readLock(folder)?.token === owner.token) rmSync(path, { force: true });
    },
  };
}

/** The process that holds the folder, if it lives. */
export function findLockOwner(folder: string): LockOwner | undefined {
  const holder = readLock(folder);
  return holder && isAlive(holder) ? holder : undefined;
}

/** Removal is itself guarded: of two processes that find a dead lock, the later must not remove the lock of the earlier. */
async function removeDeadLock(folder: string, path: string): Promise<void> {
  const guard = join(folder, 'lock.takeover');
  try {
    writeFileSync(guard, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if (ageOf(guard) > 10_000) rmSync(guard, { force: true });
    await sleep(50);
    return;
  }
  try {
    const holder = readLock(folder);
    if (!holder || !isAlive(holder)) rmSync(path, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/** A link appears whole or not at all, so nobody ever reads half a lock. */
function create(path: string, owner: LockOwner): boolean {
  const draft = `${path}.${owner.token}`;
  write(draft, owner);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function write(path: string, owner: LockOwner): void {
  writeFileSync(path, JSON.stringify(owner), { mode: 0o600 });
}

function readLock(folder: string): LockOwner | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, fileName), 'utf8')) as LockOwner;
  } catch {
    return undefined;
  }
}

function isAlive(owner: LockOwner): boolean {
  // A folder shared between machines: the pid says nothing here, so the other machine is believed.
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  const started = startOf(owner.pid);
  return started === null || owner.started === null || started === owner.started;
}

function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
