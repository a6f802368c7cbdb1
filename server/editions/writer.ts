import type { GeodataRecord, Header, Problem } from '../../geodata/records.ts';
import type { Transaction } from '../database/database.ts';

/** What a room gets to write an edition's records with. */
export interface WriterContext {
  transaction: Transaction;
  editionId: string;
  /** When the edition became known. */
  recordedAt: Date;
  header: Header;
  /** Reports a record that was left out (severity `refused`) or that deserves a look. */
  report: (problem: Problem) => void;
}

/** Takes an edition's records one by one and writes them in batches; nothing is complete before `finish`. */
export interface RecordWriter<R extends GeodataRecord> {
  write(record: R): Promise<void>;
  finish(): Promise<void>;
}

/** Most records that wait in memory for the next statement. */
export const batchSize = 2000;

/** Collects records and hands them on in batches, so that a statement is sent for thousands and memory stays flat. */
export class Batch<R> {
  readonly #flush: (records: R[]) => Promise<void>;
  readonly #size: number;
  #records: R[] = [];

  constructor(flush: (records: R[]) => Promise<void>, size = batchSize) {
    this.#flush = flush;
    this.#size = size;
  }

  async add(record: R): Promise<void> {
    this.#records.push(record);
    if (this.#records.length >= this.#size) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#records.length === 0) return;
    const records = this.#records;
    this.#records = [];
    await this.#flush(records);
  }
}
