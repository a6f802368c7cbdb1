import { sql } from 'kysely';
import { refused } from '../../geodata/formats/problems.ts';
import type { StatementRecord } from '../../geodata/construction/records.ts';
import { mainStages, predecessorsOf, type Stage } from '../../geodata/construction/stages.ts';
import type { Problem } from '../../geodata/records.ts';
import { advanceClock } from '../editions/clock.ts';
import type { Recording } from './import.ts';
import { findKnownSubjects, keyOfSubject } from './subjects-import.ts';

/** When a stage of a subject began at the earliest, and which line of this edition says so (0 = an edition before). */
interface Begin {
  day: string;
  line: number;
}

/** A statement about one stage of one subject that this edition has made already. */
interface Said {
  from: string;
  until: string | null;
  line: number;
}

/** Records what one edition says of stages; what can't be is reported and left out. */
export class StatementRecorder {
  readonly #recording: Recording;
  readonly #said = new Map<string, Said[]>();
  readonly #begins = new Map<string, Map<Stage, Begin>>();

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  /**
   * Records statements. What they supersede is closed; where that held for other days too, it is recorded again for
   * those, with its own source.
   */
  async record(batch: readonly StatementRecord[]): Promise<void> {
    const { transaction, report } = this.#recording;
    // Before anything is read: what somebody else is recording there at this moment must be seen.
    for (const ags of [...new Set(batch.map((record) => record.ags))].sort()) await this.#recording.timeOf(ags);
    const known = await findKnownSubjects(transaction, batch);
    await this.#readBegins(batch.filter((record) => known.has(keyOfSubject(record))));
    const taken: StatementRecord[] = [];
    for (const record of batch) {
      const problem = known.has(keyOfSubject(record))
        ? (unusable(record) ?? this.#twice(record) ?? this.#outOfOrder(record))
        : unknownSubject(record);
      if (problem) report(problem);
      else {
        this.#remember(record);
        taken.push(record);
      }
    }
    for (const [ags, statements] of Map.groupBy(taken, (record) => record.ags)) await this.#write(ags, statements);
  }

  /** Begins that editions before this one have stated, of subjects not met before. */
  async #readBegins(batch: readonly StatementRecord[]): Promise<void> {
    const met = Map.groupBy(batch, keyOfSubject);
    const fresh = [...met].filter(([key]) => !this.#begins.has(key)).flatMap(([, records]) => records.slice(0, 1));
    for (const record of fresh) this.#begins.set(keyOfSubject(record), new Map());
    if (fresh.length === 0) return;
    const { rows } = await sql<{
      ags: string;
      kind: StatementRecord['subject']['kind'];
      id: string;
      stage: Stage;
      day: string;
    }>`
      select s.ags, s.subject_kind as kind, s.subject_id as id, s.stage, min(coalesce(s.begin_earliest, lower(s.valid))) as day
      from stage_statement as s
      join unnest(${fresh.map(({ ags }) => ags)}::text[], ${fresh.map(({ subject }) => subject.kind)}::text[],
        ${fresh.map(({ subject }) => subject.id)}::text[]) as k (ags, kind, id)
        on s.ags = k.ags and s.subject_kind = k.kind and s.subject_id = k.id
      where upper_inf(s.recorded) and s.progress not in ('open', 'missed')
      group by 1, 2, 3, 4`.execute(this.#recording.transaction);
    for (const { ags, kind, id, stage, day } of rows) {
      this.#begins.get(keyOfSubject({ ags, subject: { kind, id } }))?.set(stage, { day, line: 0 });
    }
  }

  #twice(record: StatementRecord): Problem | undefined {
    const earlier = this.#said
      .get(`${keyOfSubject(record)} ${record.stage}`)
      ?.find(
        ({ from, until }) => (until === null || record.from < until) && (record.until === null || from < record.until),
      );
    if (!earlier) return undefined;
    return refused(
      record.line,
      'duplicate-event',
      `line ${earlier.line} speaks of ${record.stage} of ${record.subject.id} in the same days already`,
      'Leave one of them out, or let the days of one end where the other begins',
    );
  }

  #outOfOrder(record: StatementRecord): Problem | undefined {
    const begins = this.#begins.get(keyOfSubject(record));
    if (!begins || !hasBegun(record)) return undefined;
    const [earliest, latest] = [record.beginEarliest ?? record.from, record.beginLatest ?? record.from];
    for (const stage of predecessorsOf(record.stage)) {
      const before = begins.get(stage);
      if (before && before.day > latest) return tooEarly(record, latest, stage, before);
    }
    for (const [stage, after] of begins) {
      // What is known from an edition before may be corrected; of two lines of one edition the later is refused.
      if (after.line > 0 && predecessorsOf(stage).includes(record.stage) && after.day < earliest) {
        return refused(
          record.line,
          'after-successor',
          `${record.subject.id}: ${record.stage} begins on ${earliest}, but ${stage}, which follows it, on ${after.day} (line ${after.line})`,
          'Correct one of the dates',
        );
      }
    }
    return undefined;
  }

  #remember(record: StatementRecord): void {
    const key = `${keyOfSubject(record)} ${record.stage}`;
    const said = this.#said.get(key) ?? [];
    said.push(record);
    this.#said.set(key, said);
    if (!hasBegun(record)) return;
    const begins = this.#begins.get(keyOfSubject(record));
    const day = record.beginEarliest ?? record.from;
    const before = begins?.get(record.stage);
    if (!before || before.line === 0 || day < before.day) begins?.set(record.stage, { day, line: record.line });
  }

  async #write(ags: string, statements: readonly StatementRecord[]): Promise<void> {
    const { transaction, editionId } = this.#recording;
    const column = <T>(valueOf: (record: StatementRecord) => T): T[] => statements.map(valueOf);
    const spans = sql`${column(({ subject }) => subject.kind)}::text[], ${column(({ subject }) => subject.id)}::text[],
      ${column(({ stage }) => stage)}::text[], ${column(({ from }) => from)}::date[], ${column(({ until }) => until)}::date[]`;
    // Lateral, and so by the index for each: joined, an unanalysed table is read as a whole for every batch.
    const superseded = await sql<{ id: number; last: Date }>`
      select s.id, s.last
      from unnest(${spans}) as n (subject_kind, subject_id, stage, first_day, end_day)
      cross join lateral (
        select id, lower(recorded) as last from stage_statement
        where ags = ${ags} and subject_kind = n.subject_kind and subject_id = n.subject_id and stage = n.stage
          and upper_inf(recorded) and valid && daterange(n.first_day, n.end_day)
        offset 0
      ) as s`.execute(transaction);
    const recordedAt = await this.#close(ags, superseded.rows);
    if (superseded.rows.length > 0) {
      await sql`
        insert into stage_statement (ags, subject_kind, subject_id, stage, progress, valid, begin_earliest, begin_latest,
          share_low, share_high, share_high_open, share_of, share_text_de, share_text_en, certainty, quota_required, note_de,
          note_en, recorded, first_recorded_at, edition_id, line)
        select s.ags, s.subject_kind, s.subject_id, s.stage, s.progress, rest, s.begin_earliest, s.begin_latest,
          s.share_low, s.share_high, s.share_high_open, s.share_of, s.share_text_de, s.share_text_en, s.certainty,
          s.quota_required, s.note_de, s.note_en, tstzrange(${recordedAt}, null), s.first_recorded_at, s.edition_id, s.line
        from stage_statement as s
        cross join lateral unnest(datemultirange(s.valid) - (
          select range_agg(daterange(n.first_day, n.end_day))
          from unnest(${spans}) as n (subject_kind, subject_id, stage, first_day, end_day)
          where s.subject_kind = n.subject_kind and s.subject_id = n.subject_id and s.stage = n.stage
        )) as rest
        where s.ags = ${ags} and s.id = any(${superseded.rows.map(({ id }) => id)}::bigint[])`.execute(transaction);
    }
    await sql`
      insert into stage_statement (ags, subject_kind, subject_id, stage, progress, valid, begin_earliest, begin_latest,
        share_low, share_high, share_high_open, share_of, share_text_de, share_text_en, certainty, quota_required, note_de, note_en,
        recorded, first_recorded_at, edition_id, line)
      select ${ags}, subject_kind, subject_id, stage, progress, daterange(first_day, end_day), begin_earliest, begin_latest,
        share_low, share_high, share_high_open, share_of, share_text_de, share_text_en, certainty, quota_required, note_de, note_en,
        tstzrange(${recordedAt}, null), ${recordedAt}, ${editionId}, line
      from unnest(${spans}, ${column(({ progress }) => progress)}::text[],
        ${column(({ beginEarliest }) => beginEarliest)}::date[], ${column(({ beginLatest }) => beginLatest)}::date[],
        ${column(({ shareLow }) => shareLow)}::real[], ${column(({ shareHigh }) => shareHigh)}::real[],
        ${column(({ shareHighOpen }) => shareHighOpen)}::boolean[], ${column(({ shareOf }) => shareOf)}::text[],
        ${column(({ shareText }) => shareText?.de ?? null)}::text[], ${column(({ shareText }) => shareText?.en ?? null)}::text[],
        ${column(({ certainty }) => certainty)}::text[], ${column(({ quotaRequired }) => quotaRequired)}::real[],
        ${column(({ note }) => note?.de ?? null)}::text[], ${column(({ note }) => note?.en ?? null)}::text[],
        ${column(({ line }) => line)}::integer[])
        as n (subject_kind, subject_id, stage, first_day, end_day, progress, begin_earliest, begin_latest, share_low,
          share_high, share_high_open, share_of, share_text_de, share_text_en, certainty, quota_required, note_de, note_en, line)`.execute(
      transaction,
    );
  }

  /** Ends what is superseded, and says when that is. */
  async #close(ags: string, superseded: readonly { id: number; last: Date }[]): Promise<Date> {
    const { transaction } = this.#recording;
    const last = Math.max(...superseded.map((row) => row.last.getTime()));
    let recordedAt = await this.#recording.timeOf(ags);
    if (superseded.length === 0) return recordedAt;
    // Closed at the time it was opened, a row would never have been known.
    if (last >= recordedAt.getTime()) recordedAt = await advanceClock(transaction, ags, new Date(last + 1));
    await sql`
      update stage_statement set recorded = tstzrange(lower(recorded), ${recordedAt})
      where ags = ${ags} and id = any(${superseded.map(({ id }) => id)}::bigint[])`.execute(transaction);
    return recordedAt;
  }
}

/** What is said of something that no edition knows. */
export function unknownSubject({ line, ags, subject }: Pick<StatementRecord, 'line' | 'ags' | 'subject'>): Problem {
  const name = subject.kind.replace('_', ' ');
  return refused(
    line,
    'unknown-subject',
    `there is no ${name} "${subject.id}" in ${ags}`,
    `Import the ${name} first, or correct its id`,
  );
}

/** What the database would refuse, in words. */
function unusable({
  line,
  stage,
  from,
  until,
  beginEarliest,
  beginLatest,
  shareLow,
  shareHigh,
  quotaRequired,
}: StatementRecord): Problem | undefined {
  if (until !== null && until <= from) {
    return refused(
      line,
      'end-before-begin',
      `it holds from ${from} until ${until}, which is no day at all`,
      'Let it end later, or leave the end out',
    );
  }
  if (beginEarliest !== null && beginLatest !== null && beginLatest < beginEarliest) {
    return refused(
      line,
      'range-reversed',
      `it began between ${beginEarliest} and ${beginLatest}, which is no range`,
      'Exchange the two dates',
    );
  }
  for (const share of [shareLow, shareHigh, quotaRequired]) {
    if (share !== null && !(share >= 0 && share <= 100)) {
      return refused(line, 'share-out-of-range', `${share}% is no share`, 'Give 0 to 100');
    }
  }
  if (shareLow !== null && shareHigh !== null && shareHigh < shareLow) {
    return refused(line, 'range-reversed', `${shareLow} to ${shareHigh}% is no range`, 'Exchange the two shares');
  }
  if (quotaRequired !== null && stage !== 'demand') {
    return refused(
      line,
      'quota-without-demand',
      `a required quota stands beside the stage ${stage}`,
      'Only demand has a quota; leave it out',
    );
  }
  return undefined;
}

function tooEarly(
  { line, subject, stage }: StatementRecord,
  day: string,
  before: Stage,
  { day: begun, line: other }: Begin,
): Problem {
  const where = other === 0 ? 'as recorded before' : `line ${other}`;
  return refused(
    line,
    'before-predecessor',
    `${subject.id}: ${stage} on ${day} comes before ${before} on ${begun} (${where})`,
    `Correct one of the dates; the order is ${mainStages.join(', ')}`,
  );
}

function hasBegun({ progress }: StatementRecord): boolean {
  return progress !== 'open' && progress !== 'missed';
}
