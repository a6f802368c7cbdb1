import { sql } from 'kysely';
import { refused, warning } from '../../geodata/formats/problems.ts';
import type { AnnouncementRecord } from '../../geodata/construction/records.ts';
import type { Recording } from './import.ts';
import { findKnownSubjects, keyOfSubject } from './subjects-import.ts';
import { unknownSubject } from './statements-import.ts';

/**
 * Records announcements beside all earlier ones. Only one of the same day about the same stage takes the place of the
 * earlier: then it corrects how that was written down.
 */
export async function insertAnnouncements(recording: Recording, batch: readonly AnnouncementRecord[]): Promise<void> {
  const { transaction, editionId, report } = recording;
  const known = await findKnownSubjects(transaction, batch);
  const taken = new Map<string, AnnouncementRecord & { recordedAt: Date }>();
  for (const record of batch) {
    const { line, stage, announcedAt, expected } = record;
    const key = `${keyOfSubject(record)} ${stage} ${announcedAt}`;
    const earlier = taken.get(key);
    if (!known.has(keyOfSubject(record))) report(unknownSubject(record));
    else if (earlier) {
      report(
        refused(
          line,
          'duplicate-announcement',
          `${record.subject.id} has an announcement of ${announcedAt} for ${stage ?? 'the end'} in line ${earlier.line} already`,
          'Leave one of them out',
        ),
      );
    } else {
      if (expected && expected.last < announcedAt) {
        report(
          warning(
            line,
            'expected-before-announced',
            `what was announced on ${announcedAt} was to come by ${expected.last}, before that`,
            'Check both dates',
          ),
        );
      }
      taken.set(key, { ...record, recordedAt: await recording.timeOf(record.ags) });
    }
  }
  const announcements = [...taken.values()];
  const column = <T>(valueOf: (record: (typeof announcements)[number]) => T): T[] => announcements.map(valueOf);
  const subjects = sql`${column(({ ags }) => ags)}::text[], ${column(({ subject }) => subject.kind)}::text[],
    ${column(({ subject }) => subject.id)}::text[], ${column(({ stage }) => stage)}::text[],
    ${column(({ announcedAt }) => announcedAt)}::date[], ${column(({ recordedAt }) => recordedAt)}::timestamptz[]`;
  await sql`
    update announcement as a
    set recorded = tstzrange(lower(a.recorded), greatest(n.recorded_at, lower(a.recorded) + interval '1 millisecond'))
    from unnest(${subjects}) as n (ags, subject_kind, subject_id, stage, announced_at, recorded_at)
    where a.ags = n.ags and a.subject_kind = n.subject_kind and a.subject_id = n.subject_id
      and a.stage is not distinct from n.stage and a.announced_at = n.announced_at and upper_inf(a.recorded)`.execute(
    transaction,
  );
  await sql`
    insert into announcement (ags, subject_kind, subject_id, stage, announced_at, expected, expected_text_de,
      expected_text_en, recorded, edition_id, line)
    select ags, subject_kind, subject_id, stage, announced_at,
      case when first_day is not null then daterange(first_day, last_day, '[]') end, text_de, text_en,
      tstzrange(recorded_at, null), ${editionId}, line
    from unnest(${subjects}, ${column(({ expected }) => expected?.first ?? null)}::date[],
      ${column(({ expected }) => expected?.last ?? null)}::date[],
      ${column(({ expectedText }) => expectedText?.de ?? null)}::text[],
      ${column(({ expectedText }) => expectedText?.en ?? null)}::text[], ${column(({ line }) => line)}::integer[])
      as a (ags, subject_kind, subject_id, stage, announced_at, recorded_at, first_day, last_day, text_de, text_en, line)`.execute(
    transaction,
  );
}
