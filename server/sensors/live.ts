import type { ThemeId } from '../../geodata/sensors/themes.ts';
import type { Database } from '../database/database.ts';
import { type LatestValues, listLatestValues } from './latest-queries.ts';
import { observationsChannel, readNews } from './news.ts';

/** Most who listen at once; each holds a connection open. */
export const mostListeners = 1000;

/** Messages that one listener may be behind; who reads slower than that is let go, and may ask anew. */
const mostWaiting = 20;

interface Audience {
  ags: string;
  theme: ThemeId | null;
  listeners: Set<Listener>;
}

/** Tells of new latest values as they come, whichever process writes them. */
export class LiveValues {
  readonly #database: Pick<Database, 'db' | 'listen'>;
  readonly #gatherMs: number;
  readonly #audiences = new Map<string, Audience>();
  #listening: Promise<void> | undefined;
  /** Datastreams with news; 'all' = nobody knows which, for messages may have been missed. */
  #news: Set<number> | 'all' = new Set();
  #timer: NodeJS.Timeout | undefined;
  #count = 0;

  /** `gatherMs`: so long news are gathered, so that a busy town costs a statement a second and not thousands. */
  constructor(database: Pick<Database, 'db' | 'listen'>, gatherMs = 1000) {
    this.#database = database;
    this.#gatherMs = gatherMs;
  }

  /** Number of those who listen now. */
  get count(): number {
    return this.#count;
  }

  /** The latest values that change from now on, until the listener leaves or falls behind. */
  async listen(ags: string, theme: ThemeId | null): Promise<AsyncIterableIterator<LatestValues>> {
    await (this.#listening ??= this.#database.listen(observationsChannel, (payload) => this.#hear(payload)));
    const key = `${ags} ${theme ?? ''}`;
    const audience = this.#audiences.get(key) ?? { ags, theme, listeners: new Set<Listener>() };
    this.#audiences.set(key, audience);
    const listener = new Listener(() => {
      this.#count--;
      audience.listeners.delete(listener);
      if (audience.listeners.size === 0) this.#audiences.delete(key);
    });
    audience.listeners.add(listener);
    this.#count++;
    return listener;
  }

  #hear(payload: string): void {
    if (this.#audiences.size === 0) return;
    const news = readNews(payload);
    if (news?.past) return;
    if (news === null) this.#news = 'all';
    else if (this.#news !== 'all') for (const id of news.datastreamIds) this.#news.add(id);
    this.#timer ??= setTimeout(() => void this.#tell(), this.#gatherMs).unref();
  }

  async #tell(): Promise<void> {
    const ids = this.#news === 'all' ? null : [...this.#news];
    this.#news = new Set();
    this.#timer = undefined;
    for (const { ags, theme, listeners } of this.#audiences.values()) {
      try {
        const values = await listLatestValues(this.#database.db, ags, theme, ids);
        if (values.datastreamIds.length > 0) for (const listener of listeners) listener.take(values);
      } catch {
        // Whoever listens asks anew, and is told then what is wrong.
        for (const listener of listeners) void listener.return();
      }
    }
  }
}

const done = { done: true, value: undefined } as const;

/**
 * What waits to be read by one listener. No generator, for one that waits for news could not be ended before they come, and
 * whoever has left would be kept for ever.
 */
class Listener implements AsyncIterableIterator<LatestValues> {
  readonly #waiting: LatestValues[] = [];
  readonly #leave: () => void;
  #asking: ((result: IteratorResult<LatestValues>) => void) | undefined;
  #gone = false;

  constructor(leave: () => void) {
    this.#leave = leave;
  }

  take(values: LatestValues): void {
    if (this.#asking) {
      this.#asking({ done: false, value: values });
      this.#asking = undefined;
    } else if (this.#waiting.length < mostWaiting) this.#waiting.push(values);
    else void this.return();
  }

  next(): Promise<IteratorResult<LatestValues>> {
    const value = this.#waiting.shift();
    if (value) return Promise.resolve({ done: false, value });
    if (this.#gone) return Promise.resolve(done);
    return new Promise((resolve) => (this.#asking = resolve));
  }

  return(): Promise<IteratorResult<LatestValues>> {
    if (!this.#gone) {
      this.#gone = true;
      this.#waiting.length = 0;
      this.#leave();
      this.#asking?.(done);
    }
    return Promise.resolve(done);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
