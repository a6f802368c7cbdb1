import type { EditionKind, Population } from '../../geodata/records.ts';
import type { Database } from '../database/database.ts';
import { countEditions, type Edition, listEditions } from './queries.ts';

/** The channel on which an import tells all servers of this database that there is a new edition. */
export const editionsChannel = 'breitblick_editions';

export interface EditionChoice {
  population?: Population;
  /** Only what was known then; default: now. */
  asOf?: Date | null;
  /** Only editions of this reference date. */
  referenceDate?: string | null;
}

/**
 * All editions, kept in memory and current: an import anywhere on the database is seen here at once. Editions are asked
 * for with every figure and never change; so each is read when it is added, by itself, for planners may have recorded a
 * hundred thousand.
 */
export class EditionRegister {
  readonly #database: Database;
  readonly #watchers = new Set<() => void>();
  #editions: readonly Edition[] = [];
  #byId = new Map<string, Edition>();
  #byKind = new Map<EditionKind, readonly Edition[]>();
  #reloading: Promise<void> = Promise.resolve();

  private constructor(database: Database) {
    this.#database = database;
  }

  static async open(database: Database): Promise<EditionRegister> {
    const register = new EditionRegister(database);
    await database.listen(editionsChannel, (editionId) => register.#renewSoon(editionId));
    register.#reloading = register.reload();
    await register.#reloading;
    return register;
  }

  /** After a notification: one reading at a time, so that none overtakes a newer one; tried again until it succeeds. */
  #renewSoon(editionId: string): void {
    this.#reloading = this.#reloading
      .then(() => this.#renew(editionId))
      .catch(() => {
        setTimeout(() => this.#renewSoon(''), 1000).unref();
      });
  }

  /** Reads one edition; all of them where it is not said which one is new, or where others came or went unheard. */
  async #renew(editionId: string): Promise<void> {
    const { db } = this.#database;
    const [edition] = editionId === '' ? [] : await listEditions(db, [editionId]);
    const others = this.#editions.filter(({ id }) => id !== editionId);
    if (!edition || others.length + 1 !== (await countEditions(db))) return this.reload();
    const place = others.findLastIndex((other) => comesBefore(other, edition)) + 1;
    this.#take(others.toSpliced(place, 0, edition));
  }

  /** Reads all editions again. */
  async reload(): Promise<void> {
    this.#take(await listEditions(this.#database.db));
  }

  #take(editions: readonly Edition[]): void {
    this.#editions = editions;
    this.#byId = new Map(editions.map((edition) => [edition.id, edition]));
    this.#byKind = Map.groupBy(editions, ({ kind }) => kind);
    for (const watcher of this.#watchers) watcher();
  }

  /** Calls back after the editions have changed. */
  watch(callback: () => void): void {
    this.#watchers.add(callback);
  }

  find(id: string): Edition | undefined {
    return this.#byId.get(id);
  }

  /** Editions of a kind, oldest reference date first; those that another one corrected are left out. */
  list(kind: EditionKind, { population = 'households', asOf, referenceDate }: EditionChoice = {}): Edition[] {
    // An edition is corrected by one of its own kind.
    const known = (this.#byKind.get(kind) ?? []).filter(({ recordedAt }) => !asOf || recordedAt <= asOf);
    const corrected = new Set(known.map(({ supersedes }) => supersedes));
    return known.filter(
      (edition) =>
        edition.population === population &&
        !corrected.has(edition.id) &&
        (!referenceDate || edition.referenceDate === referenceDate),
    );
  }

  /** The edition of a kind with the latest reference date. */
  newest(kind: EditionKind, choice: EditionChoice = {}): Edition | undefined {
    return this.list(kind, choice).at(-1);
  }

  /**
   * True for an edition of a part: it holds fewer than half of the records of the largest one of its kind. A town's own
   * correction, say, must not become what map and ranking of the whole country show by themselves.
   */
  isPartial(edition: Edition): boolean {
    const { kind, population, writtenCount } = edition;
    return this.list(kind, { population }).some((other) => other.writtenCount > 2 * writtenCount);
  }

  /** Editions of a kind that are no part of a larger one, oldest first. */
  listWhole(kind: EditionKind, choice: EditionChoice = {}): Edition[] {
    return this.list(kind, choice).filter((edition) => !this.isPartial(edition));
  }

  /** All editions of all kinds, those corrected too. */
  get all(): readonly Edition[] {
    return this.#editions;
  }
}

/** In the order of `listEditions`. */
function comesBefore(one: Edition, other: Edition): boolean {
  if (one.referenceDate !== other.referenceDate) return one.referenceDate < other.referenceDate;
  const between = one.recordedAt.getTime() - other.recordedAt.getTime();
  return between === 0 ? one.id < other.id : between < 0;
}
