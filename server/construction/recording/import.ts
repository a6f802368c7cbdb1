import { createHash, randomUUID } from 'node:crypto';
import type { StageSaying } from '../../../geodata/construction/records.ts';
import { readSaying, type SayingField } from '../../../geodata/construction/sayings.ts';
import type { Header, Problem, ReaderItem } from '../../../geodata/records.ts';
import type { Transaction } from '../../database/database.ts';
import { advanceClock } from '../../editions/clock.ts';
import { importEdition } from '../../editions/import.ts';
import { OperatorError } from '../../errors.ts';
import { writeRollout } from '../import.ts';
import type { Subject } from '../queries.ts';
import { ChangedMeanwhileError, type StageFinding, StageRefusedError } from './errors.ts';
import { announcementOf, statementOf } from './events-import.ts';
import { findRevision, findSince } from './queries.ts';

/** Where something that is recorded by hand stands or who said it. */
export interface RecordSource {
  title: string;
  publisher: string;
  url: string | null;
  /** ISO date of the report. */
  reportedOn: string;
}

/** What a form says: texts as in a table, about subjects of one municipality. */
export interface StageForm {
  ags: string;
  subjects: readonly Subject[];
  texts: Partial<Record<SayingField, string>>;
  source: RecordSource;
}

const longestText = 300;

/**
 * What a form says, understood. Errors: StageRefusedError with all that is wrong, field by field.
 */
export function readForm({ texts, source, subjects }: StageForm, today: string): StageSaying {
  const findings: StageFinding[] = [...findingsOfSource(source, today)];
  if (subjects.length === 0) {
    findings.push({
      severity: 'refused',
      field: 'subject',
      rule: 'unknown-subject',
      read: '',
      message: 'there is nothing here of this name',
      fix: 'Choose a district, an area or an address',
    });
  }
  for (const [field, text] of Object.entries(texts)) {
    if (text.length > longestText) findings.push(tooLong(field as SayingField, text));
  }
  const { saying, findings: found } = readSaying((field) => texts[field] ?? '', source.reportedOn);
  findings.push(...found.map(({ why, ...finding }) => ({ ...finding, message: why })));
  if (saying && !saying.statement && !saying.announcement) {
    findings.push(
      missing(
        'progress',
        'missing-progress',
        'neither a state nor a date is said',
        'Say how far it is, or when it is expected',
      ),
    );
  }
  if (!saying || findings.some(({ severity }) => severity === 'refused')) throw new StageRefusedError(findings);
  return saying;
}

/**
 * Nobody else records in the municipality from now on until the transaction ends.
 * Errors: ChangedMeanwhileError if something was recorded of the subjects since `basedOn`.
 */
export async function lockSubjects(
  transaction: Transaction,
  ags: string,
  subjects: readonly Subject[],
  basedOn: string,
): Promise<void> {
  await advanceClock(transaction, ags, new Date());
  const revision = await findRevision(transaction, subjects);
  if (revision !== basedOn) throw new ChangedMeanwhileError(revision, await findSince(transaction, subjects, basedOn));
}

/**
 * Records what a form says as an edition of its own, all of it or nothing.
 * Errors: StageRefusedError for what can't be true beside what is known.
 */
export async function writeStage(
  transaction: Transaction,
  { ags, subjects, source }: StageForm,
  saying: StageSaying,
): Promise<{ editionId: string; warnings: StageFinding[] }> {
  const header: Header = {
    type: 'header',
    kind: 'rollout',
    figures: [],
    population: 'households',
    referenceDate: source.reportedOn,
    source: 'planung',
    expected: null,
  };
  const items: ReaderItem[] = [header];
  for (const [index, { kind, id }] of subjects.entries()) {
    const statement = statementOf(saying, index + 1, ags, { kind, id });
    const announcement = announcementOf(saying, index + 1, ags, { kind, id });
    if (statement) items.push(statement);
    if (announcement) items.push(announcement);
  }
  const problems: Problem[] = [];
  const description = {
    title: source.title,
    publisher: source.publisher,
    referenceDate: source.reportedOn,
    fileName: null,
    url: source.url,
    // The same may be recorded, taken back and recorded again.
    sha256: createHash('sha256')
      .update(`${JSON.stringify(items)} ${randomUUID()}`)
      .digest('hex'),
    beside: true,
  };
  try {
    const { editionId } = await importEdition(transaction, readAll(items), description, writeRollout, {
      onProblem: (problem) => void problems.push(problem),
    });
    const findings = findingsOf(problems);
    if (findings.some(({ severity }) => severity === 'refused')) throw new StageRefusedError(findings);
    return { editionId, warnings: findings };
  } catch (error) {
    // Where all is refused, nothing is imported.
    if (error instanceof OperatorError && problems.length > 0) throw new StageRefusedError(findingsOf(problems));
    throw error;
  }
}

async function* readAll(items: readonly ReaderItem[]): AsyncGenerator<ReaderItem> {
  await Promise.resolve();
  yield* items;
}

/** Which field a finding of the record is about. */
const fieldOfRule: Record<string, StageFinding['field']> = {
  'before-predecessor': 'from',
  'after-successor': 'from',
  'end-before-begin': 'until',
  'range-reversed': 'share',
  'share-out-of-range': 'share',
  'quota-without-demand': 'quotaRequired',
  'unknown-subject': 'subject',
  'duplicate-announcement': 'expected',
  'expected-before-announced': 'expected',
};

/** Of several areas each may say the same. */
function findingsOf(problems: readonly Problem[]): StageFinding[] {
  return problems.map(({ severity, rule, message, fix }) => ({
    severity,
    field: fieldOfRule[rule] ?? null,
    rule,
    read: '',
    message,
    fix,
  }));
}

function findingsOfSource({ title, publisher, url, reportedOn }: RecordSource, today: string): StageFinding[] {
  const findings: StageFinding[] = [];
  if (title.trim() === '')
    findings.push(missing('title', 'missing-title', 'the source has no title', 'Name the report or the meeting'));
  if (publisher.trim() === '')
    findings.push(missing('publisher', 'missing-publisher', 'it is not said who says so', 'Name who said it'));
  for (const [field, text] of Object.entries({ title, publisher, url: url ?? '' })) {
    if (text.length > longestText) findings.push(tooLong(field as 'title', text));
  }
  if (url !== null && !isWebAddress(url)) {
    findings.push({
      ...missing('url', 'no-web-address', 'it is no address of the web', 'Begin with https://'),
      read: url,
    });
  }
  if (reportedOn > today) {
    const finding = missing(
      'reportedOn',
      'report-of-future',
      'the report is of a day that is still to come',
      'Give today or a day before',
    );
    findings.push({ ...finding, read: reportedOn });
  }
  return findings;
}

/** Whether readers may follow it: a link could run a script otherwise. */
function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function missing(field: StageFinding['field'], rule: string, message: string, fix: string): StageFinding {
  return { severity: 'refused', field, rule, read: '', message, fix };
}

function tooLong(field: StageFinding['field'], text: string): StageFinding {
  const finding = missing(field, 'too-long', `it has more than ${longestText} characters`, 'Say it shorter');
  return { ...finding, read: text.slice(0, 40) };
}
