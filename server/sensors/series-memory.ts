import { LRUCache } from 'lru-cache';
import type { Database } from '../database/database.ts';
import { NumberText } from '../number-text.ts';
import { readBlocks } from './fortnights.ts';
import { observationsChannel, readNews } from './news.ts';
import { blockLength, blocksOf, type Grid, gridOf, type RolledUp, type SeriesWindow } from './series-grid.ts';
import {
  type BlockKey,
  type BlockTexts,
  emptyBlock,
  listSingle,
  type Series,
  type SeriesColumn,
} from './series-queries.ts';

/** What a block takes beside its texts. */
const blockBytes = 200;

/** Blocks that something was heard of, at most; beyond that everything counts as changed. */
const mostChanges = 200_000;

interface Kept {
  texts: BlockTexts;
  /** Count of what had been heard before it was read. */
  heard: number;
}

/**
 * Roll-ups that were asked for lately, by datastream and block of time, as the text that answers are made of: any window is
 * put together from blocks, and an observation makes the block that it lies in be read anew and no other, whichever
 * process wrote it. Of days and months, which are few, all of its datastream are read anew. Single observations are not kept.
 */
export class SeriesMemory {
  readonly #database: Pick<Database, 'db' | 'listen'>;
  readonly #kept: LRUCache<string, Kept>;
  #heard = 0;
  /** When something was heard, by datastream, and by datastream and fortnight. */
  readonly #changed = new Map<string, number>();
  /** When messages may have been missed. */
  #missed = 0;
  #listening: Promise<void> | undefined;

  /** `megabytes`: what is kept at most. A year of hourly means and counts is some 170 kB. */
  constructor(database: Pick<Database, 'db' | 'listen'>, megabytes: number) {
    this.#database = database;
    const maxSize = Math.max(1, megabytes * 1_000_000); // a block is larger than one byte
    this.#kept = new LRUCache({ maxSize, sizeCalculation: ({ texts }) => bytesOf(texts) });
  }

  /** Series of datastreams in one window; what is not known is read in two statements at most. */
  async list(
    ids: readonly number[],
    window: SeriesWindow,
    wanted: readonly SeriesColumn[],
  ): Promise<Map<number, Series>> {
    const { bucket } = window;
    if (bucket === 'raw') return listSingle(this.#database.db, ids, window, wanted);
    await (this.#listening ??= this.#listen());
    const grid = gridOf(window, bucket);
    const blocks = blocksOf(grid);
    const found = await this.#listBlocks(ids, blocks, window.ags, bucket, wanted);
    const { start, length } = grid;
    return new Map(
      ids.map((id) => {
        const own = blocks.map((block) => found.get(keyOf(bucket, { id, block })) ?? {});
        const columns = Object.fromEntries(wanted.map((name) => [name, columnOf(grid, own, name)]));
        return [id, { bucket, start, length, times: null, columns }];
      }),
    );
  }

  async #listBlocks(
    ids: readonly number[],
    blocks: readonly number[],
    ags: string,
    bucket: RolledUp,
    wanted: readonly SeriesColumn[],
  ): Promise<Map<string, BlockTexts>> {
    const found = new Map<string, BlockTexts>();
    const missing: BlockKey[] = [];
    const columns = new Set(wanted);
    for (const key of ids.flatMap((id) => blocks.map((block) => ({ id, block })))) {
      const texts = this.#find(bucket, key);
      if (texts && wanted.every((name) => name in texts)) found.set(keyOf(bucket, key), texts);
      else {
        missing.push(key);
        // What is known of a block stays so, and all of it is of the same moment.
        for (const name of Object.keys(texts ?? {})) columns.add(name as SeriesColumn);
      }
    }
    if (missing.length === 0 || columns.size === 0) return found;
    const heard = this.#heard;
    const read = await readBlocks(this.#database.db, ags, bucket, missing, [...columns]);
    for (const [index, key] of missing.entries()) {
      const texts = read[index] ?? {};
      found.set(keyOf(bucket, key), texts);
      this.#kept.set(keyOf(bucket, key), { texts, heard });
    }
    return found;
  }

  /** What is kept of a block and still holds. */
  #find(bucket: RolledUp, key: BlockKey): BlockTexts | undefined {
    const kept = this.#kept.get(keyOf(bucket, key));
    const changed = this.#changed.get(bucket === 'hour' ? `${key.id} ${key.block}` : String(key.id)) ?? 0;
    return kept && kept.heard >= changed && kept.heard >= this.#missed ? kept.texts : undefined;
  }

  async #listen(): Promise<void> {
    try {
      await this.#database.listen(observationsChannel, (message) => this.#hear(message));
    } catch (error) {
      // The next one who asks tries again.
      this.#listening = undefined;
      throw error;
    }
  }

  #hear(message: string): void {
    const now = ++this.#heard;
    const news = readNews(message);
    if (news === null || this.#changed.size > mostChanges) {
      this.#missed = now;
      this.#changed.clear();
    }
    for (const id of news?.datastreamIds ?? []) {
      this.#changed.set(String(id), now);
      this.#changed.set(`${id} ${news?.fortnight}`, now);
    }
  }
}

function keyOf(bucket: RolledUp, { id, block }: BlockKey): string {
  return `${id} ${bucket} ${block}`;
}

function bytesOf(texts: BlockTexts): number {
  let bytes = blockBytes;
  for (const [name, text] of Object.entries(texts)) {
    // What is empty is there once for all.
    if (text !== emptyBlock(name as SeriesColumn)) bytes += text.length;
  }
  return bytes;
}

/** A column of a grid, from the blocks in which it lies. */
function columnOf({ first, length }: Grid, blocks: readonly BlockTexts[], name: SeriesColumn): NumberText {
  const offset = first - Math.floor(first / blockLength) * blockLength;
  const parts = blocks.map((texts, index) => {
    const text = texts[name] ?? emptyBlock(name);
    const from = Math.max(0, offset - index * blockLength);
    const until = Math.min(blockLength, offset + length - index * blockLength);
    return until - from === blockLength ? text : text.split(',').slice(from, until).join();
  });
  return new NumberText(`[${parts.join()}]`);
}
