import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Logger } from '../log.ts';
import { forgetMessages } from './alarm-messages.ts';
import { writeFortnights } from './fortnights.ts';
import { catchUp, fillHistory, untilNextValue } from './modelled.ts';
import { compareNeighbours } from './neighbours.ts';
import { forgetOld } from './retention.ts';

/** Any number does that nothing else on the database takes. */
const upkeepLock = 7_313_001;

/** Whoever opens the page first is not to wait for history. */
const firstRestMs = 5_000;

/** Past fortnights that are written in one transaction: a tenth of a second's work, or three where the database is embedded. */
const fortnightsAtOnce = 100;

/**
 * What goes on beside the answers for as long as the server runs: the modelled town lives on and gets its history, and
 * what is not kept any longer goes; neighbours are compared; past fortnights are written as text. Of several servers on one
 * database one does it.
 */
export class Upkeep {
  readonly #database: Pick<Database, 'db'>;
  readonly #logger: Logger;
  readonly #lives: boolean;
  #filled = 1;
  #isFilled = false;
  #closed = false;
  #wake: (() => void) | undefined;
  #running: Promise<void> | undefined;

  /** `lives`: false where real devices are heard; then the modelled town stays as it is. */
  constructor(database: Pick<Database, 'db'>, logger: Logger, { lives }: { lives: boolean }) {
    this.#database = database;
    this.#logger = logger;
    this.#lives = lives;
  }

  /** Share of the modelled history that is there, 0 to 1. */
  get filled(): number {
    return this.#filled;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends after the part that is being written. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (;;) {
      try {
        await this.#work();
      } catch (error) {
        if (this.#isClosed()) return;
        this.#logger.error({ err: error }, 'upkeep of the sensors failed');
      }
      await this.#pause(untilNextValue(new Date()));
      if (this.#isClosed()) return;
    }
  }

  async #work(): Promise<void> {
    if (this.#lives) {
      await catchUp(this.#database, new Date());
      await this.#fill();
    }
    await this.#database.db.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ ours: boolean }>`select pg_try_advisory_xact_lock(${upkeepLock}) as ours`.execute(
        transaction,
      );
      if (!rows[0]?.ours) return;
      await compareNeighbours(transaction, new Date());
      await forgetOld(transaction, new Date());
    });
    await forgetMessages(this.#database, new Date());
    await this.#writeFortnights();
  }

  async #writeFortnights(): Promise<void> {
    for (;;) {
      const began = performance.now();
      const count = await writeFortnights(this.#database, new Date(), fortnightsAtOnce);
      if (count === 0 || this.#isClosed()) return;
      // As with history, half of the time is that of those who ask.
      await this.#pause(performance.now() - began);
    }
  }

  async #fill(): Promise<void> {
    if (this.#isClosed() || this.#isFilled) return;
    await this.#pause(firstRestMs);
    let began = performance.now();
    for await (const share of fillHistory(this.#database, new Date())) {
      this.#filled = share;
      this.#isFilled = share >= 1;
      // The embedded database lets everybody wait while it writes: half of the time is theirs.
      await this.#pause(performance.now() - began);
      if (this.#isClosed()) return;
      began = performance.now();
    }
  }

  /** A call, for it changes while something is awaited. */
  #isClosed(): boolean {
    return this.#closed;
  }

  async #pause(milliseconds: number): Promise<void> {
    if (this.#closed) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, milliseconds).unref();
    });
  }
}
