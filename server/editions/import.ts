import { sql } from 'kysely';
import type { GeodataRecord, Header, Problem, ReaderItem } from '../../geodata/records.ts';
import { FormatError } from '../../geodata/records.ts';
import { type SourceId, sources } from '../../geodata/sources.ts';
import { notify, type Transaction } from '../database/database.ts';
import { OperatorError } from '../errors.ts';
import { listEditionsByChecksum } from './queries.ts';
import { editionsChannel } from './register.ts';
import type { RecordWriter, WriterContext } from './writer.ts';

/** What is said of an edition beside its records. */
export interface EditionDescription {
  title: string;
  /** Goes before the source that the reader names. */
  source?: SourceId;
  /** Who says so, where the source does not tell. */
  publisher?: string;
  /** ISO date; goes before the date that the reader found. */
  referenceDate?: string | undefined;
  modelled?: boolean;
  method?: string | null;
  fileName: string | null;
  url: string | null;
  sha256: string;
  /** Edition that this one corrects. */
  supersedes?: string | undefined;
  /** When it became known, where that is not now: what the project ships was known on the day of its publication. */
  recordedAt?: Date | undefined;
  /** True: this edition stands beside another one of the same kind, source and date (another region, say). */
  beside?: boolean;
}

export interface ImportResult {
  /** `known`: the same file was imported before, and nothing was changed; `rehearsed`: nothing was kept. */
  status: 'imported' | 'known' | 'rehearsed';
  editionId: string;
  title: string;
  read: number;
  written: number;
  refused: number;
  warnings: number;
}

/** Makes the writer of an edition's kind. */
export type OpenWriter = (context: WriterContext) => Promise<RecordWriter<GeodataRecord>>;

export interface ImportObserver {
  onProblem?(problem: Problem): void;
  /** Called every thousand records with their number so far and, if known, the number expected. */
  onProgress?(read: number, expected: number | null): void;
}

/**
 * Writes one edition in the caller's transaction: all of it, or an error, and then the caller must roll back. The same
 * checksum again changes nothing, unless its date is to be corrected.
 * Errors: OperatorError when the date is unknown, when another edition stands in its place, or when no record was usable;
 * FormatError from the reader.
 */
export async function importEdition(
  transaction: Transaction,
  items: AsyncIterable<ReaderItem>,
  description: EditionDescription,
  openWriter: OpenWriter,
  observer: ImportObserver = {},
): Promise<ImportResult> {
  const { title } = description;
  const known = await findKnown(transaction, description);
  if (known) {
    return { status: 'known', editionId: known.id, title: known.title, read: 0, written: 0, refused: 0, warnings: 0 };
  }
  await sql`set local statement_timeout = 0`.execute(transaction); // aggregates of millions of cells take their time
  const tally = new Tally(observer);
  let header: Header | undefined;
  let writer: RecordWriter<GeodataRecord> | undefined;
  let edition: InsertedEdition | undefined;
  for await (const item of items) {
    if (item.type === 'header') {
      header = item;
      edition = await insertEdition(transaction, header, description);
      writer = await openWriter({
        transaction,
        ...edition,
        header,
        report: (problem) => tally.reportByWriter(problem),
      });
    } else if (item.type === 'problem') {
      // What is there of a file that was cut off would pass for the whole of it.
      if (item.rule === 'truncated')
        throw new FormatError(item.rule, `Line ${item.line}: ${item.message}. ${item.fix}.`, item.line);
      tally.reportByReader(item);
    } else {
      if (!writer) throw new Error('A reader must yield its header before its records');
      tally.count(header?.expected ?? null);
      await writer.write(item);
    }
  }
  if (!writer || !edition) throw new FormatError('empty', 'The file holds nothing that could be read.');
  await writer.finish();
  const { editionId } = edition;
  const { read, written, refused, warnings } = tally;
  if (written === 0) {
    throw new OperatorError(
      `No record of ${description.fileName ?? description.url ?? title} could be used, so nothing was imported.`,
      'nothing-usable',
      { file: description.fileName ?? description.url ?? title },
    );
  }
  await transaction
    .updateTable('edition')
    .set({ read_count: read, written_count: written, refused_count: refused, warning_count: warnings })
    .where('id', '=', editionId)
    .execute();
  await notify(transaction, editionsChannel, editionId);
  observer.onProgress?.(read, read);
  return { status: 'imported', editionId, title, read, written, refused, warnings };
}

/** Counts what became of an edition's records; what a reader refuses never was a record, what a writer refuses was one. */
class Tally {
  readonly #observer: ImportObserver;
  #records = 0;
  #refusedByReader = 0;
  #refusedByWriter = 0;
  readonly #refusedLines = new Set<number>();
  warnings = 0;

  constructor(observer: ImportObserver) {
    this.#observer = observer;
  }

  count(expected: number | null): void {
    this.#records++;
    if (this.#records % 1000 === 0) this.#observer.onProgress?.(this.#records, expected);
  }

  reportByReader(problem: Problem): void {
    if (problem.severity === 'refused') this.#refusedByReader++;
    this.#report(problem);
  }

  reportByWriter(problem: Problem): void {
    // One record may say several things, and all of them be refused.
    const again = problem.line > 0 && this.#refusedLines.has(problem.line);
    if (problem.severity === 'refused' && !again) this.#refusedByWriter++;
    if (problem.severity === 'refused') this.#refusedLines.add(problem.line);
    this.#report(problem);
  }

  get read(): number {
    return this.#records + this.#refusedByReader;
  }

  get written(): number {
    return this.#records - this.#refusedByWriter;
  }

  get refused(): number {
    return this.#refusedByReader + this.#refusedByWriter;
  }

  #report(problem: Problem): void {
    if (problem.severity === 'warning') this.warnings++;
    this.#observer.onProblem?.(problem);
  }
}

/**
 * The edition that this file became before. None if another date is given together with the edition that it corrects.
 * Errors: OperatorError if another date is given and nothing is said of the edition that stands there.
 */
async function findKnown(
  transaction: Transaction,
  { sha256, referenceDate, supersedes }: EditionDescription,
): Promise<{ id: string; title: string } | undefined> {
  const known = await listEditionsByChecksum(transaction, sha256);
  const [last] = known;
  const same = referenceDate === undefined ? last : known.find((edition) => edition.referenceDate === referenceDate);
  if (same || !last || supersedes !== undefined) return same;
  throw new OperatorError(
    `This file was imported for ${last.referenceDate}, as edition ${last.id}. Add --supersedes ${last.id} if ${referenceDate} is the right date.`,
    'imported-for-other-day',
    { date: last.referenceDate, edition: last.id },
  );
}

type InsertedEdition = Pick<WriterContext, 'editionId' | 'recordedAt'>;

async function insertEdition(
  transaction: Transaction,
  header: Header,
  description: EditionDescription,
): Promise<InsertedEdition> {
  const referenceDate = description.referenceDate ?? header.referenceDate;
  if (referenceDate === null) {
    throw new OperatorError(
      `${description.fileName ?? description.title} does not say which date its figures hold for; add it, as in --date 2021-06-30.`,
      'date-not-stated',
      { file: description.fileName ?? description.title },
    );
  }
  const sourceId = description.source ?? header.source;
  if (!(sourceId in sources)) throw new Error(`No source is known as ${sourceId}`);
  const source = sources[sourceId as SourceId];
  const subject = header.population === 'business_parks' ? `${header.kind}-business_parks` : header.kind;
  const id = `${subject.replaceAll('_', '-')}-${referenceDate}-${description.sha256.slice(0, 8)}`;
  await requirePlace(transaction, header, source.id, referenceDate, description);
  const { recordedAt } = await transaction
    .insertInto('edition')
    .values({
      id,
      kind: header.kind,
      population: header.population,
      title: description.title,
      source: source.id,
      publisher: description.publisher ?? source.publisher,
      reference_date: referenceDate,
      licence: source.licence,
      licence_url: source.licenceUrl,
      // The year in it is that of the data.
      attribution: source.attribution.replace(/\(\d{4}\)$/, `(${referenceDate.slice(0, 4)})`),
      url: description.url ?? source.url,
      file_name: description.fileName,
      sha256: description.sha256,
      figures: [...header.figures],
      method: description.method ?? null,
      modelled: description.modelled ?? false,
      supersedes: description.supersedes ?? null,
      ...(description.recordedAt && { recorded_at: description.recordedAt }),
    })
    .returning('recorded_at as recordedAt')
    .executeTakeFirstOrThrow();
  return { editionId: id, recordedAt };
}

/** Two editions for one date are either a correction or two regions; which of them, only a person knows. */
async function requirePlace(
  transaction: Transaction,
  header: Header,
  source: string,
  referenceDate: string,
  { supersedes, beside = false }: EditionDescription,
): Promise<void> {
  if (supersedes !== undefined) {
    const corrected = await transaction
      .selectFrom('edition')
      .select(['kind', 'population', 'reference_date as referenceDate'])
      .where('id', '=', supersedes)
      .executeTakeFirst();
    if (!corrected)
      throw new OperatorError(`There is no edition ${supersedes} to supersede.`, 'unknown-edition', {
        edition: supersedes,
      });
    const [theirs, ours] = [corrected, { ...header, referenceDate }].map(
      ({ kind, population, referenceDate: date }) => `${kind}, ${population}, ${date}`,
    );
    // A wrong date can be corrected too, so only the date may differ.
    if (corrected.kind !== header.kind || corrected.population !== header.population) {
      throw new OperatorError(
        `Edition ${supersedes} is about ${theirs}, this file about ${ours}; it can't correct that.`,
        'edition-of-other-kind',
        { edition: supersedes },
      );
    }
    const other = await transaction
      .selectFrom('edition')
      .select('id')
      .where('supersedes', '=', supersedes)
      .executeTakeFirst();
    if (other) {
      throw new OperatorError(
        `Edition ${supersedes} was corrected already; add --supersedes ${other.id} to correct that.`,
        'edition-corrected',
        { edition: supersedes, other: other.id },
      );
    }
    return;
  }
  if (beside) return;
  const other = await transaction
    .selectFrom('edition')
    .select('id')
    .where('kind', '=', header.kind)
    .where('population', '=', header.population)
    .where('source', '=', source)
    .where('reference_date', '=', referenceDate)
    .executeTakeFirst();
  if (other) {
    throw new OperatorError(
      `There is an edition for ${referenceDate} already: ${other.id}. Add --supersedes ${other.id} if this file corrects it, ` +
        'or --beside if it is to stand beside it, for another region, say.',
      'edition-of-day',
      { date: referenceDate, edition: other.id },
    );
  }
}
