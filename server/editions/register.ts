import type { EditionKind, Population } from '../../geodata/records.ts';
import type { Database } from '../database/database.ts';
import { type Edition, listEditions } from './queries.ts';

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
 * All editions, kept in memory and current: an import anywhere on the database is seen here at once. Editions are few,
 * are asked for with every figure, and never change; so they are read when one is added and not at each request.
 */
export class EditionRegister {
  readonly #database: Database;
  readonly #watchers = new Set<() => void>();
  #editions: readonly Edition[] = [];
  #byId = new Map<string, Edition>();
  #reloading: Promise<void> = Promise.resolve();

  private constructor(database: Database) {
    this.#database = database;
  }

  static async open(database: Database): Promise<EditionRegister> {
    const register = new EditionRegister(database);
    await database.listen(editionsChannel, () => register.#reloadSoon());
    register.#reloading = register.reload();
    await register.#reloading;
    return register;
  }

  /** After a notification: one reading at a time, so that none overtakes a newer one; tried again until it succeeds. */
  #reloadSoon(): void {
    this.#reloading = this.#reloading
      .then(() => this.reload())
      .catch(() => {
        setTimeout(() => this.#reloadSoon(), 1000).unref();
      });
  }

  /** Reads the editions again; called by itself after an import. */
  async reload(): Promise<void> {
    this.#editions = await listEditions(this.#database.db);
    this.#byId = new Map(this.#editions.map((edition) => [edition.id, edition]));
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
    const known = this.#editions.filter(({ recordedAt }) => !asOf || recordedAt <= asOf);
    const corrected = new Set(known.map(({ supersedes }) => supersedes));
    return known.filter(
      (edition) =>
        edition.kind === kind &&
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
