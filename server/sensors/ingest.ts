import { LRUCache } from 'lru-cache';
import { decodeUplink, type UplinkFormat } from '../../geodata/formats/uplinks/formats.ts';
import type { Problem } from '../../geodata/records.ts';
import type { ReadingItem } from '../../geodata/sensors/readings.ts';
import type { Database } from '../database/database.ts';
import type { Logger } from '../log.ts';
import { keepDeadLetters, type Message } from './dead-letters.ts';
import { DeviceDirectory } from './devices.ts';
import { recordObservations } from './import.ts';
import type { NewObservation } from './observations.ts';
import { resolve } from './resolve.ts';

/** What became of a message, once it is safe in the database. */
export interface Receipt {
  /** Observations that it held. */
  observations: number;
  /** What could not be understood; the message is a dead letter then. */
  problems: readonly Problem[];
}

/** A message that is read and waits to be written. */
interface Waiting {
  message: Message;
  observations: NewObservation[];
  problems: Problem[];
  done: (receipt: Receipt) => void;
  fail: (error: Error) => void;
}

/** The queue takes no more for now; whoever sends should come again. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  /** True: nobody sent too much, the server is going. */
  readonly stopping: boolean;
  constructor(message: string, { stopping }: { stopping: boolean }) {
    super(message);
    this.stopping = stopping;
  }
}

const limits = {
  /** Messages that wait; then senders are held back. */
  waiting: 5_000,
  /** Bytes of messages that wait. */
  waitingBytes: 64 * 2 ** 20,
  /** Observations of one transaction. */
  batch: 4_000,
  /** How long a message waits for others to be written with, milliseconds. */
  patience: 5,
};

/** The same radio message heard again later than this is another one. Source: ChirpStack's and TTN's own windows. */
const retransmissionMs = 10 * 60_000;

/**
 * The one way of messages into the database: read at once, written by one writer in batches. A message is acknowledged
 * when it is committed, so that a sender who repeats what was not acknowledged loses nothing, and the database makes one
 * observation of what he repeats.
 */
export class Ingest {
  readonly #database: Pick<Database, 'db'>;
  readonly #logger: Logger;
  readonly #devices: DeviceDirectory;
  readonly #heard = new LRUCache<string, Date>({ max: 50_000, ttl: retransmissionMs });
  #queue: Waiting[] = [];
  #queuedBytes = 0;
  #writing: Promise<void> | undefined;
  #stopping = false;
  #room: (() => void)[] = [];

  constructor(database: Pick<Database, 'db'>, logger: Logger) {
    this.#database = database;
    this.#logger = logger;
    this.#devices = new DeviceDirectory(database.db);
  }

  /** True: there is room for another message. */
  get hasRoom(): boolean {
    return this.#queue.length < limits.waiting && this.#queuedBytes < limits.waitingBytes;
  }

  /** Resolves when there is room again. */
  async room(): Promise<void> {
    while (!this.hasRoom) await new Promise<void>((resolve) => this.#room.push(resolve));
  }

  /** Descriptions of devices have changed. */
  async renewDevices(): Promise<void> {
    await this.#devices.renew();
  }

  /**
   * Takes a message; resolves when what it holds is committed, and the rest a dead letter.
   * Errors: BusyError when the queue is full, or this is being stopped; then nothing was taken.
   */
  async accept(message: Message): Promise<Receipt> {
    if (this.#stopping) {
      throw new BusyError('The server is being stopped; send it again in a minute.', { stopping: true });
    }
    if (!this.hasRoom) {
      throw new BusyError('Too many messages wait to be written; send it again in a few seconds.', { stopping: false });
    }
    this.#queuedBytes += message.payload.length;
    const { promise, resolve: done, reject: fail } = Promise.withResolvers<Receipt>();
    this.#queue.push({ message, observations: [], problems: [], done, fail });
    this.#startWriting();
    return promise;
  }

  #startWriting(): void {
    this.#writing ??= this.#write()
      .catch((error: unknown) => this.#giveUp(error))
      .finally(() => {
        this.#writing = undefined;
        // What came while the writer was going would wait for the next that comes.
        if (this.#queue.length > 0) this.#startWriting();
      });
  }

  /** Takes nothing more, and resolves when all that was taken is written. */
  async close(): Promise<void> {
    this.#stopping = true;
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#queue.length > 0) {
      if (this.#queue.length < 100 && !this.#stopping) await sleep(limits.patience);
      const batch: Waiting[] = [];
      for (let size = 0; this.#queue.length > batch.length && size < limits.batch;) {
        const waiting = this.#queue[batch.length];
        if (!waiting) break;
        await this.#read(waiting);
        size += waiting.observations.length + 1;
        batch.push(waiting);
      }
      await this.#commit(batch);
      this.#queue = this.#queue.slice(batch.length);
      for (const { message, observations, problems, done } of batch) {
        this.#queuedBytes -= message.payload.length;
        done({ observations: observations.length, problems });
      }
      for (const resolve of this.#room.splice(0)) resolve();
    }
  }

  /** Only while the server stops and the database is away: nothing is acknowledged, so that senders send it again. */
  #giveUp(error: unknown): void {
    this.#logger.error({ err: error }, 'messages that wait are given back to their senders');
    const given = new BusyError('The server is being stopped; send it again.', { stopping: true });
    for (const { fail } of this.#queue.splice(0)) fail(given);
    this.#queuedBytes = 0;
  }

  async #read(waiting: Waiting): Promise<void> {
    const { source, topic, payload, receivedAt } = waiting.message;
    try {
      const items = decodeUplink(source as UplinkFormat, payload, receivedAt, topic);
      const keys = new Set(items.flatMap((item) => (item.type === 'reading' ? [item.device] : [])));
      await this.#untilDone(() => this.#devices.refresh(source, keys));
      const { observations, problems } = resolve(this.#withoutRetransmissions(source, items), (key) =>
        this.#devices.find(source, key),
      );
      Object.assign(waiting, { observations, problems });
    } catch (error) {
      // A mistake of ours in one message must not stop the others.
      this.#logger.error({ err: error, source }, 'a message could not be read');
      waiting.problems = [ourMistake];
    }
  }

  /** A radio message that was heard twice keeps the time of the first, and so is one observation. */
  #withoutRetransmissions(source: string, items: readonly ReadingItem[]): ReadingItem[] {
    const times = new Map<string, number>();
    return items.map((item) => {
      if (item.type === 'problem' || item.transmission === null) return item;
      // One message may hold a field several times, each at its own time.
      const field = `${source} ${item.transmission} ${item.field}`;
      const place = times.get(field) ?? 0;
      times.set(field, place + 1);
      const key = `${field} ${place}`;
      const time = this.#heard.get(key);
      if (time === undefined) {
        this.#heard.set(key, item.time);
        return item;
      }
      return Math.abs(item.time.getTime() - time.getTime()) < retransmissionMs ? { ...item, time } : item;
    });
  }

  /** Commits a batch, whatever happens: what can't be written even alone is a dead letter. */
  async #commit(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#untilDone(() => this.#record(batch));
    } catch (error) {
      if (batch.length > 1) {
        const middle = batch.length >> 1;
        await this.#commit(batch.slice(0, middle));
        await this.#commit(batch.slice(middle));
        return;
      }
      this.#logger.error({ err: error }, 'a message could not be written');
      for (const waiting of batch) Object.assign(waiting, { observations: [], problems: [ourMistake] });
      await this.#untilDone(() => this.#record(batch));
    }
  }

  async #record(batch: readonly Waiting[]): Promise<void> {
    await this.#database.db.transaction().execute(async (transaction) => {
      const { refused } = await recordObservations(
        transaction,
        batch.flatMap(({ observations }) => observations),
      );
      const reasons = Map.groupBy(refused, ({ observation }) => observation);
      const letters = batch.flatMap(({ message, observations, problems }) => {
        const found = problems.map(({ rule, message: text, fix }) => ({ reason: rule, text: `${text}. ${fix}.` }));
        for (const observation of observations) {
          const said = reasons.get(observation) ?? [];
          found.push(...said.map(({ reason, message: text }) => ({ reason, text })));
        }
        // One letter a reason, however many rows of a table have it.
        const once = new Map(found.map((each) => [each.reason, each]));
        return [...once.values()].map((each) => ({ message, ...each }));
      });
      await keepDeadLetters(transaction, letters);
    });
  }

  /** Repeats what failed because the database was away; meanwhile messages wait, and then their senders. */
  async #untilDone(work: () => Promise<void>): Promise<void> {
    for (let pause = 100; ; pause = Math.min(pause * 2, 5_000)) {
      try {
        await work();
        return;
      } catch (error) {
        if (!isPassing(error) || this.#stopping) throw error;
        this.#logger.warn({ err: error }, 'the database is away; messages wait');
        await sleep(pause);
      }
    }
  }
}

const ourMistake: Problem = {
  type: 'problem',
  severity: 'refused',
  line: 0,
  rule: 'internal',
  message: 'the message could not be taken; the log says why',
  fix: 'Tell the operator',
};

/** Errors of a connection or of its time, and not of what is written: SQLSTATE classes 08, 40, 53, 55, 57. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string')
    return error instanceof Error && /terminated|timeout exceeded|ended/i.test(error.message);
  return /^(08|40|53|55|57)/.test(code) || code.startsWith('ECONN') || code === 'EPIPE';
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
