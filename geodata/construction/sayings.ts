/**
 * What is said of one stage, from the texts of a table's row, a feature's attributes or a form: the same words, the same
 * rules, wherever they come from.
 */
import type { SourceText, StageSaying } from './records.ts';
import { isRefusal, type Period, readPeriod } from './periods.ts';
import { readShare, type Share } from './shares.ts';
import { findCertainty, findProgress, findStage, findStatus } from './stage-names.ts';
import type { Certainty, Progress, Stage } from './stages.ts';

/** Texts that make up what is said; each may be empty. */
export const sayingFields = [
  'stage',
  'progress',
  /** Stage and progress in one. */
  'status',
  /** When the stage began, or since when it is so. */
  'from',
  /** Last day on which it was so. */
  'until',
  'share',
  'shareOf',
  'certainty',
  'quotaRequired',
  /** When it is to come, as it was announced. */
  'expected',
  'announcedAt',
  'note',
  /** Where it stands, beside the source of the whole edition. */
  'sourceNote',
] as const;
export type SayingField = (typeof sayingFields)[number];

/** What is wrong with one text, or deserves a look. */
export interface SayingFinding {
  severity: 'refused' | 'warning';
  field: SayingField;
  rule: string;
  /** The text itself; empty = it is missing. */
  read: string;
  why: string;
  fix: string;
}

/**
 * What texts say. `reportedOn`: ISO date of the report, which knows nothing of what comes after it. Null where a finding
 * is one that refuses.
 */
export function readSaying(
  text: (field: SayingField) => string,
  reportedOn: string,
): { saying: StageSaying | null; findings: SayingFinding[] } {
  const reader = new SayingReader(text, reportedOn);
  const saying = reader.read();
  const refused = reader.findings.some(({ severity }) => severity === 'refused');
  return { saying: refused ? null : saying, findings: reader.findings };
}

const stageFix = 'Write one of the stages, "Tiefbau" say; the template lists all';

class SayingReader {
  readonly findings: SayingFinding[] = [];
  readonly #text: (field: SayingField) => string;
  readonly #reportedOn: string;

  constructor(text: (field: SayingField) => string, reportedOn: string) {
    this.#text = (field) => text(field).trim();
    this.#reportedOn = reportedOn;
  }

  read(): StageSaying | null {
    const stage = this.#stage();
    if (stage === undefined) return null;
    const announcement = this.#announcement(stage.stage);
    const progress = this.#progress(stage.progress, announcement !== null);
    const statement = progress === undefined || stage.stage === null ? null : this.#statement(stage.stage, progress);
    if (stage.stage === null && progress !== undefined) {
      this.#refuse('stage', 'missing-stage', 'how far it is, is said of no stage', stageFix);
    }
    return { statement, announcement };
  }

  /** Stage null: of the whole project. */
  #stage(): { stage: Stage | null; progress: Progress | undefined } | undefined {
    const [named, status] = [this.#text('stage'), this.#text('status')];
    if (named !== '') {
      const stage = findStage(named);
      if (stage) return { stage, progress: undefined };
      const both = findStatus(named);
      if (both) return both;
      if (isWholeProject(named)) return { stage: null, progress: undefined };
      this.#refuse('stage', 'unknown-stage', 'no stage is called so', stageFix);
      return undefined;
    }
    const both = findStatus(status);
    if (both) return both;
    const stage = findStage(status);
    if (stage) return { stage, progress: undefined };
    if (status === '') this.#refuse('stage', 'missing-stage', 'the stage is missing', stageFix);
    else
      this.#refuse(
        'status',
        'unknown-status',
        'no stage is meant by it',
        'Write it like "Tiefbau abgeschlossen", or use the columns "stufe" and "fortschritt"',
      );
    return undefined;
  }

  #progress(ofStatus: Progress | undefined, isAnnounced: boolean): Progress | undefined {
    const text = this.#text('progress');
    if (text === '') {
      if (ofStatus === undefined && !isAnnounced && !this.#has('expected')) {
        this.#refuse(
          'progress',
          'missing-progress',
          'it is not said how far the stage is',
          'Write offen, läuft, Nachbesserung, verfehlt or erledigt; or when it is expected',
        );
      }
      return ofStatus;
    }
    const progress = findProgress(text);
    if (!progress)
      this.#refuse(
        'progress',
        'unknown-progress',
        'no progress is called so',
        'Write offen, läuft, Nachbesserung, verfehlt or erledigt',
      );
    return progress;
  }

  #statement(stage: Stage, progress: Progress): StageSaying['statement'] {
    const begin = this.#begin();
    const until = this.#until();
    const share = this.#share();
    const quotaRequired = this.#quota(stage);
    const certainty = this.#certainty(share, begin);
    const shareOf = this.#shareOf();
    return {
      stage,
      progress,
      from: begin.from,
      until,
      beginEarliest: begin.earliest,
      beginLatest: begin.latest,
      shareLow: share?.shareLow ?? null,
      shareHigh: share?.shareHigh ?? null,
      shareHighOpen: share?.shareHighOpen ?? false,
      shareOf,
      shareText: share === null ? null : shareTextOf(share, shareOf),
      certainty,
      quotaRequired,
      note: this.#note(),
    };
  }

  /** From which day on it certainly was so, and between which days it began. */
  #begin(): { from: string; earliest: string | null; latest: string; about: boolean } {
    const reported = this.#reportedOn;
    const period = this.#period('from');
    if (!period) return { from: reported, earliest: null, latest: reported, about: false };
    const { first, last, about } = period;
    const isFuture = first !== null && first > reported;
    if (isFuture) {
      this.#refuse(
        'from',
        'after-report',
        `what begins on ${first} could not be known on ${reported}`,
        'Write what is still to come into "erwartet", or correct the date',
      );
    }
    // "In March", said on 20 March: by then it had begun.
    const latest = last === null || last > reported ? reported : last;
    return { from: latest, earliest: first, latest, about };
  }

  #until(): string | null {
    const period = this.#period('until');
    const end = period?.first ?? period?.last ?? null;
    if (end === null) return null;
    // Of a range nobody vouches for more than its first day.
    return new Date(Date.parse(end) + 86_400_000).toISOString().slice(0, 10);
  }

  #announcement(stage: Stage | null): StageSaying['announcement'] {
    const text = this.#text('expected');
    if (text === '') return null;
    const announcedAt = this.#day('announcedAt') ?? this.#reportedOn;
    const isUndated = /^(offen|unbekannt|unklar|kein termin|unknown|open|no date)$/i.test(text);
    const period = isUndated ? null : this.#period('expected');
    const last = period?.last ?? null;
    return {
      stage,
      announcedAt,
      expected: last === null ? null : { first: earlierOf(period?.first ?? announcedAt, last), last },
      expectedText: isDay(period) && !period?.about ? null : { de: text, en: text },
    };
  }

  #share(): Share | null {
    const text = this.#text('share');
    if (text === '') return null;
    const share = readShare(text);
    if (!('rule' in share)) return share;
    this.#refuse('share', share.rule, share.why, share.fix);
    return null;
  }

  #quota(stage: Stage): number | null {
    const text = this.#text('quotaRequired');
    if (text === '') return null;
    const quota = readShare(text);
    if ('rule' in quota) this.#refuse('quotaRequired', quota.rule, quota.why, quota.fix);
    else if (stage !== 'demand')
      this.#refuse('quotaRequired', 'quota-without-demand', 'only demand has a required quota', 'Leave it out');
    else return quota.shareLow ?? quota.shareHigh;
    return null;
  }

  #shareOf(): 'households' | 'connections' | null {
    const text = this.#text('shareOf');
    if (text === '') return null;
    if (/^(der )?(haushalte?n?|households?)$/i.test(text)) return 'households';
    if (/^((bestellten?|bestellte) )?(anschlüsse|anschluesse|connections?)$/i.test(text)) return 'connections';
    this.#refuse(
      'shareOf',
      'unknown-share-of',
      'whose share it is, is not understood',
      'Write Haushalte or Anschlüsse',
    );
    return null;
  }

  #certainty(share: Share | null, begin: { about: boolean }): Certainty {
    const text = this.#text('certainty');
    if (text !== '') {
      const certainty = findCertainty(text);
      if (certainty) return certainty;
      this.#refuse(
        'certainty',
        'unknown-certainty',
        'no certainty is called so',
        'Write sicher, etwa, Spanne or teilweise',
      );
    }
    if (share?.about === true || begin.about) return 'about';
    const isRange = share !== null && (share.shareLow !== share.shareHigh || share.shareHighOpen);
    return isRange ? 'range' : 'stated';
  }

  #note(): SourceText | null {
    const [note, source] = [this.#text('note'), this.#text('sourceNote')];
    if (note === '' && source === '') return null;
    const join = (label: string): string =>
      [note, source === '' ? '' : `${label}: ${source}`].filter(Boolean).join(' ');
    return { de: join('Quelle'), en: join('Source') };
  }

  #day(field: SayingField): string | null {
    const period = this.#period(field);
    if (period === null || isDay(period)) return period?.first ?? null;
    this.#refuse(field, 'no-single-day', 'it is no single day', 'Write the day, as in 30.06.2026');
    return null;
  }

  #period(field: SayingField): Period | null {
    const text = this.#text(field);
    if (text === '') return null;
    const period = readPeriod(text);
    if (!isRefusal(period)) return period;
    this.#refuse(field, period.rule, period.why, period.fix);
    return null;
  }

  #has(field: SayingField): boolean {
    return this.#text(field) !== '';
  }

  #refuse(field: SayingField, rule: string, why: string, fix: string): void {
    this.findings.push({ severity: 'refused', field, rule, read: this.#text(field), why, fix });
  }
}

function isDay(period: Period | null): boolean {
  return period !== null && period.first !== null && period.first === period.last;
}

function earlierOf(one: string, other: string): string {
  return one < other ? one : other;
}

function isWholeProject(text: string): boolean {
  return /^(gesamt|gesamtes projekt|ganzes projekt|projekt|projektende|whole project|project)$/i.test(text);
}

/** The share in words; of ordered connections the page says so itself. */
function shareTextOf({ text }: Share, shareOf: 'households' | 'connections' | null): SourceText {
  if (shareOf !== 'households') return text;
  return { de: `${text.de} der Haushalte`, en: `${text.en} of households` };
}
