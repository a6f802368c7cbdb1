import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { writeGeoPackage } from '../../geodata/formats/write-geopackage.ts';
import type { DownloadChoice } from './download.ts';

/** Folder names begin with this, so that an operator knows whose they are. */
export const folderPrefix = 'breitblick-download-';

export interface MadeFile {
  bytes: number;
  open(): Readable;
  remove(): Promise<void>;
}

/**
 * Writes a choice as a GeoPackage into a folder of its own, which nobody else may look into. `signal` ends it early;
 * the folder is then gone, as after any error.
 */
export async function makeGeoPackage(name: string, choice: DownloadChoice, signal: AbortSignal): Promise<MadeFile> {
  const folder = await mkdtemp(join(tmpdir(), folderPrefix));
  const path = join(folder, `${name}.gpkg`);
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await writeGeoPackage(path, { ...choice, name }, endedBy(signal, choice.read({ geometry: true })));
    const { size } = await stat(path);
    return { bytes: size, open: () => createReadStream(path), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function* endedBy<T>(signal: AbortSignal, items: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const item of items) {
    signal.throwIfAborted();
    yield item;
  }
}

/** Lets few at a time work, and few wait; whoever comes then is told to come again. */
export class Queue {
  readonly #most: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor({ most, mostWaiting }: { most: number; mostWaiting: number }) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  get full(): boolean {
    return this.#waiting.length >= this.#mostWaiting;
  }

  /** Errors: those of the work. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy++;
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place, so that nobody slips in between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy--;
    }
  }
}
