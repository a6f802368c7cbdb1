import type { SayingField } from '../../../geodata/construction/sayings.ts';
import type { Announcement, Statement } from '../queries.ts';

/** What is wrong with a form, or deserves a look. */
export interface StageFinding {
  severity: 'refused' | 'warning';
  /** Field of the form; null = the whole. */
  field: SayingField | 'subject' | 'title' | 'publisher' | 'url' | 'reportedOn' | null;
  rule: string;
  /** Text of the field; empty = it is missing. */
  read: string;
  message: string;
  fix: string;
}

/** Something that can't be recorded so; `findings` say why, field by field. */
export class StageRefusedError extends Error {
  override readonly name = 'StageRefusedError';
  readonly findings: readonly StageFinding[];
  constructor(findings: readonly StageFinding[]) {
    super(findings.map(({ message }) => message).join('; '));
    this.findings = findings;
  }
}

/** Somebody else has recorded something of the same subjects in the meantime. */
export class ChangedMeanwhileError extends Error {
  override readonly name = 'ChangedMeanwhileError';
  /** What to record on from now on. */
  readonly revision: string;
  readonly statements: readonly Statement[];
  readonly announcements: readonly Announcement[];
  constructor(
    revision: string,
    { statements, announcements }: { statements: readonly Statement[]; announcements: readonly Announcement[] },
  ) {
    super('Something was recorded here in the meantime; nothing was overwritten. Look at it and decide.');
    this.revision = revision;
    this.statements = statements;
    this.announcements = announcements;
  }
}
