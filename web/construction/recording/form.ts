import type { StageEvent, StageSubject } from './documents.ts';

/** What stands in the fields; all texts, empty = nothing. */
export interface Fields {
  /** PROJECT: the end of the whole. */
  stage: NonNullable<StageEvent['stage']> | 'PROJECT';
  progress: NonNullable<StageEvent['progress']> | '';
  from: string;
  until: string;
  share: string;
  shareOf: NonNullable<StageEvent['shareOf']> | '';
  certainty: NonNullable<StageEvent['certainty']> | '';
  quotaRequired: string;
  expected: string;
  announcedAt: string;
  note: string;
  title: string;
  publisher: string;
  url: string;
  reportedOn: string;
}

/** An empty form of a day. */
export function emptyFields(today: string): Fields {
  return {
    stage: 'CIVIL_WORKS',
    progress: '',
    from: '',
    until: '',
    share: '',
    shareOf: '',
    certainty: '',
    quotaRequired: '',
    expected: '',
    announcedAt: '',
    note: '',
    title: '',
    publisher: '',
    url: '',
    reportedOn: today,
  };
}

/** What the next event of the same report begins with: its source stays. */
export function nextFields({ title, publisher, url, reportedOn }: Fields, today: string): Fields {
  return { ...emptyFields(today), title, publisher, url, reportedOn };
}

/** Whether anything is said yet that a preview could show. */
export function saysAnything({ progress, expected, stage, reportedOn }: Fields): boolean {
  return ((stage !== 'PROJECT' && progress !== '') || expected.trim() !== '') && reportedOn !== '';
}

/** The form as the API takes it; what is empty is left out. */
export function eventOf(fields: Fields, subject: StageSubject): StageEvent {
  const { stage, progress, shareOf, certainty, announcedAt, title, publisher, url, reportedOn } = fields;
  const text = (value: string): string | null => (value.trim() === '' ? null : value.trim());
  const ofProject = stage === 'PROJECT';
  return {
    subject,
    stage: ofProject ? null : stage,
    progress: ofProject || progress === '' ? null : progress,
    from: text(fields.from),
    until: text(fields.until),
    share: text(fields.share),
    shareOf: shareOf === '' ? null : shareOf,
    certainty: certainty === '' ? null : certainty,
    quotaRequired: stage === 'DEMAND' ? text(fields.quotaRequired) : null,
    expected: text(fields.expected),
    announcedAt: announcedAt === '' ? null : announcedAt,
    note: text(fields.note),
    source: { title, publisher, url: text(url), reportedOn },
  };
}
