import { createHash } from 'node:crypto';
import type {
  AnnouncementRecord,
  AreaRecord,
  RolloutRecord,
  StatementRecord,
  TrenchRecord,
} from '../../../geodata/construction/records.ts';
import type { Header, Problem, ReaderItem } from '../../../geodata/records.ts';
import type { Database } from '../../../server/database/database.ts';
import { importEdition, type ImportResult } from '../../../server/editions/import.ts';
import { openWriter } from '../../../server/imports.ts';
import { box } from '../../builders.ts';

type TestSubject = StatementRecord['subject'] & { ags: string };

export function anArea(area: Partial<AreaRecord> & { ags: string; id: string }): AreaRecord {
  return {
    type: 'rollout',
    record: 'area',
    line: 0,
    name: `Gebiet ${area.id}`,
    district: null,
    operator: 'Netz GmbH',
    funding: 'private',
    households: null,
    geometry: box(8, 49, 8.1, 49.1),
    ...area,
  };
}

export function aTrench(trench: Partial<TrenchRecord> & Pick<TrenchRecord, 'ags' | 'id' | 'geometry'>): TrenchRecord {
  return { type: 'rollout', record: 'trench', line: 0, areaId: null, surface: null, ...trench };
}

/** Done from a day on, unless it says otherwise. */
export function aStatement(
  { ags, ...subject }: TestSubject,
  statement: Partial<StatementRecord> & Pick<StatementRecord, 'stage' | 'from'>,
): StatementRecord {
  return {
    type: 'rollout',
    record: 'statement',
    line: 0,
    ags,
    subject,
    progress: 'done',
    until: null,
    beginEarliest: statement.from,
    beginLatest: statement.from,
    shareLow: null,
    shareHigh: null,
    shareHighOpen: false,
    shareOf: null,
    shareText: null,
    certainty: 'stated',
    quotaRequired: null,
    note: null,
    ...statement,
  };
}

export function anAnnouncement(
  { ags, ...subject }: TestSubject,
  announcement: Partial<AnnouncementRecord> & Pick<AnnouncementRecord, 'announcedAt' | 'expected'>,
): AnnouncementRecord {
  return {
    type: 'rollout',
    record: 'announcement',
    line: 0,
    ags,
    subject,
    stage: 'active',
    expectedText: null,
    ...announcement,
  };
}

let count = 0;

/** Records an edition, as known from a time on. Errors: as `importEdition`; nothing is recorded then. */
export async function record(
  { db }: Database,
  records: readonly RolloutRecord[],
  recordedAt?: Date,
  modelled = false,
): Promise<ImportResult & { problems: Problem[] }> {
  const header: Header = {
    type: 'header',
    kind: 'rollout',
    figures: [],
    population: 'households',
    referenceDate: '2025-01-01',
    source: 'breitblick',
    expected: null,
  };
  const description = {
    title: `Test ${++count}`,
    fileName: 'test.csv',
    url: null,
    sha256: createHash('sha256').update(`construction ${count}`).digest('hex'),
    beside: true,
    modelled,
    recordedAt,
  };
  const problems: Problem[] = [];
  const observer = { onProblem: (problem: Problem) => void problems.push(problem) };
  const result = await db
    .transaction()
    .execute((transaction) =>
      importEdition(transaction, readAll([header, ...records]), description, openWriter, observer),
    );
  return { ...result, problems };
}

async function* readAll(items: ReaderItem[]): AsyncGenerator<ReaderItem> {
  await Promise.resolve();
  yield* items;
}
