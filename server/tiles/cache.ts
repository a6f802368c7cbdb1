import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';

const compress = promisify(gzip);

/** A tile as it goes out: bytes, and what identifies them. */
export interface StoredTile {
  bytes: Buffer;
  encoding: 'gzip' | 'identity';
  /** Strong: the same tag, the same bytes. */
  etag: string;
}

/** What a tile costs beside its bytes: key, entry and headers. */
const overhead = 1000;

/**
 * Tiles as they were sent, the least used forgotten first. Whoever asks for a tile that is being made waits for that
 * one: a link that is shared widely makes one query. A new edition may change tiles of others, so all are made anew then.
 */
export class TileCache {
  readonly #stored: LRUCache<string, StoredTile> | undefined;
  /** Counts how often all was forgotten, for what was begun before is not to be kept. */
  #generation = 0;
  readonly #underWay = new Map<string, Promise<StoredTile>>();

  /** Keeps at most `bytes` bytes; 0 keeps nothing. */
  constructor(bytes: number) {
    if (bytes > 0) {
      this.#stored = new LRUCache({ maxSize: bytes, sizeCalculation: (tile) => tile.bytes.length + overhead });
    }
  }

  find(key: string): StoredTile | undefined {
    return this.#stored?.get(key);
  }

  /** The tile of this key, made by `make` if it is not there. Errors of `make` go to all who wait, and are not kept. */
  get(key: string, encoding: StoredTile['encoding'], make: () => Promise<Buffer>): Promise<StoredTile> {
    const stored = this.find(key);
    if (stored) return Promise.resolve(stored);
    let underWay = this.#underWay.get(key);
    if (!underWay) {
      const begun = this.#make(key, encoding, make).finally(() => {
        if (this.#underWay.get(key) === begun) this.#underWay.delete(key);
      });
      underWay = begun;
      this.#underWay.set(key, begun);
    }
    return underWay;
  }

  /** Forgets all tiles, also those that are being made. */
  clear(): void {
    this.#generation++;
    this.#stored?.clear();
    this.#underWay.clear();
  }

  async #make(key: string, encoding: StoredTile['encoding'], make: () => Promise<Buffer>): Promise<StoredTile> {
    const generation = this.#generation;
    const tile = await make();
    const bytes = encoding === 'gzip' && tile.length > 0 ? await compress(tile) : tile;
    // The bytes that are sent, not the tile's: compressed and uncompressed are two representations (RFC 9110, 8.8.3).
    const etag = `"${hash('sha1', bytes, 'base64url')}"`;
    const stored = { bytes, encoding, etag };
    if (generation === this.#generation) this.#stored?.set(key, stored);
    return stored;
  }
}
