import { Presets, SingleBar } from 'cli-progress';
import type { ImportEvent } from '../server/import-source.ts';

/** So many problems are listed one by one; the file of `--problems` has all. */
const mostListed = 20;

const number = new Intl.NumberFormat('en');

/** Shows on the console how one import goes: a bar, the problems with line and reason, and the counts. */
export class ImportReport {
  readonly #source: string;
  readonly #bar = new SingleBar(
    { format: '{bar} {percentage} % | {records} records', hideCursor: true, clearOnComplete: true, noTTYOutput: false },
    Presets.shades_classic,
  );
  #listed = 0;
  #more = 0;
  failed = false;

  constructor(source: string) {
    this.#source = source;
  }

  show(event: ImportEvent): void {
    switch (event.type) {
      case 'opened':
        console.log(`${this.#source}: ${event.description}`);
        this.#bar.start(event.bytesTotal ?? 0, 0, { records: 0 });
        break;
      case 'progress':
        if (event.bytesTotal !== null) this.#bar.setTotal(event.bytesTotal);
        this.#bar.update(event.bytes, { records: number.format(event.records) });
        break;
      case 'problem':
        this.#problem(event.problem);
        break;
      case 'done': {
        this.#bar.stop();
        const { status, editionId, read, written, refused, warnings } = event.result;
        if (status === 'known') {
          console.log(`  known already as edition ${editionId}; nothing was changed`);
          break;
        }
        this.#sumProblems();
        console.log(
          `  ${status === 'rehearsed' ? 'rehearsed, nothing was written' : `edition ${editionId}`}: ${number.format(read)} records read, ${number.format(written)} written, ` +
            `${number.format(refused)} refused, ${number.format(warnings)} warnings`,
        );
        break;
      }
      case 'failed':
        this.#bar.stop();
        this.#sumProblems();
        this.failed = true;
        console.error(`${this.#source}: ${event.message} Nothing was written.`);
    }
  }

  #problem({ line, severity, rule, message, fix }: Extract<ImportEvent, { type: 'problem' }>['problem']): void {
    if (this.#listed === mostListed) {
      this.#more++;
      return;
    }
    this.#listed++;
    const place = line === 0 ? 'file' : `line ${line}`;
    this.#log(`  ${place}, ${severity} (${rule}): ${message}. ${fix}`);
  }

  #sumProblems(): void {
    if (this.#more > 0) console.log(`  … and ${number.format(this.#more)} more; --problems FILE.csv lists them all`);
  }

  /** The bar redraws its own line, so a line above it has to end it first. */
  #log(line: string): void {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    console.log(line);
  }
}
