import { LRUCache } from 'lru-cache';
import type { Database } from '../database/database.ts';
import { observationsChannel } from './news.ts';
import { listSeries, type Series, type SeriesColumn, type SeriesWindow } from './series-queries.ts';

/** Numbers that are kept at most, eight bytes each. */
const mostNumbers = 4_000_000;

interface Kept {
  series: Series;
  /** What had been heard of its datastream, and of all, before it was read. */
  heard: number;
  heardOfAll: number;
}

/**
 * Series that were asked for lately. A year of hours is what everybody asks for who opens its chart, and it changes when
 * its datastream says something and not before: then it is read anew, whichever process wrote the observation.
 */
export class SeriesMemory {
  readonly #database: Pick<Database, 'db' | 'listen'>;
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: mostNumbers,
    sizeCalculation: ({ series: { length, columns, times } }) =>
      1 + length * (Object.keys(columns).length + (times === null ? 0 : 1)),
  });
  /** How often something was heard, by datastream. */
  readonly #heard = new Map<number, number>();
  #heardOfAll = 0;
  #listening: Promise<void> | undefined;

  constructor(database: Pick<Database, 'db' | 'listen'>) {
    this.#database = database;
  }

  /** See `listSeries`; what is not known is read in one statement. */
  async list(
    ids: readonly number[],
    window: SeriesWindow,
    wanted: readonly SeriesColumn[],
  ): Promise<Map<number, Series>> {
    await (this.#listening ??= this.#listen());
    const { ags, from, to, bucket } = window;
    const question = [ags, bucket, from.getTime(), to.getTime(), ...wanted].join(' ');
    const found = new Map<number, Series>();
    const asked = new Map<number, Kept['heard']>();
    for (const id of ids) {
      const kept = this.#kept.get(`${id} ${question}`);
      const heard = this.#heard.get(id) ?? 0;
      if (kept?.heard === heard && kept.heardOfAll === this.#heardOfAll) found.set(id, kept.series);
      else asked.set(id, heard);
    }
    if (asked.size === 0) return found;
    const heardOfAll = this.#heardOfAll;
    for (const [id, series] of await listSeries(this.#database.db, [...asked.keys()], window, wanted)) {
      found.set(id, series);
      this.#kept.set(`${id} ${question}`, { series, heard: asked.get(id) ?? 0, heardOfAll });
    }
    return found;
  }

  async #listen(): Promise<void> {
    try {
      await this.#database.listen(observationsChannel, (payload) => {
        if (payload === '') this.#heardOfAll++;
        else for (const id of payload.split(',')) this.#hear(Number(id));
      });
    } catch (error) {
      // The next one who asks tries again.
      this.#listening = undefined;
      throw error;
    }
  }

  #hear(id: number): void {
    this.#heard.set(id, (this.#heard.get(id) ?? 0) + 1);
  }
}
