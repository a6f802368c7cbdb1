import { Presets, SingleBar } from 'cli-progress';
import type { Language } from '../geodata/words/problems.ts';
import type { ImportEvent } from '../server/import-source.ts';
import { importWords } from './import-words.ts';

/** So many problems are listed one by one; the file of `--problems` has all. */
const mostListed = 20;

/** Shows on the console how one import goes: a bar, the problems with line and reason, and the counts. */
export class ImportReport {
  readonly #source: string;
  readonly #language: Language;
  readonly #count: (value: number) => string;
  readonly #bar: SingleBar;
  #listed = 0;
  #more = 0;
  failed = false;

  constructor(source: string, language: Language = 'en') {
    this.#source = source;
    this.#language = language;
    const number = new Intl.NumberFormat(language);
    this.#count = (value) => number.format(value);
    const format = `{bar} {percentage} % | {records} ${this.#words.records}`;
    this.#bar = new SingleBar(
      { format, hideCursor: true, clearOnComplete: true, noTTYOutput: false },
      Presets.shades_classic,
    );
  }

  get #words() {
    return importWords[this.#language];
  }

  show(event: ImportEvent): void {
    switch (event.type) {
      case 'opened':
        console.log(`${this.#source}: ${event.description}`);
        this.#bar.start(event.bytesTotal ?? 0, 0, { records: 0 });
        break;
      case 'progress':
        if (event.bytesTotal !== null) this.#bar.setTotal(event.bytesTotal);
        this.#bar.update(event.bytes, { records: this.#count(event.records) });
        break;
      case 'problem':
        this.#problem(event);
        break;
      case 'done': {
        this.#bar.stop();
        const { status, editionId } = event.result;
        if (status === 'known') {
          console.log(`  ${this.#words.known(editionId)}`);
          break;
        }
        this.#sumProblems();
        console.log(`  ${this.#words.counts(event.result, this.#count)}`);
        break;
      }
      case 'failed':
        this.#bar.stop();
        this.#sumProblems();
        this.failed = true;
        console.error(`${this.#source}: ${event.message} ${this.#words.nothingWritten}`);
    }
  }

  #problem({ problem, text }: Extract<ImportEvent, { type: 'problem' }>): void {
    if (this.#listed === mostListed) {
      this.#more++;
      return;
    }
    this.#listed++;
    const { line, severity, rule, read } = problem;
    // German words are those of the rule; what it was found in stands beside.
    const found = this.#language === 'de' && read !== undefined ? ` (${read})` : '';
    this.#log(`  ${this.#words.line(line)}, ${this.#words.severity[severity]} (${rule}): ${text}${found}`);
  }

  #sumProblems(): void {
    if (this.#more > 0) console.log(`  ${this.#words.more(this.#count(this.#more))}`);
  }

  /** The bar redraws its own line, so a line above it has to end it first. */
  #log(line: string): void {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    console.log(line);
  }
}
