import { builder } from '../../builder.ts';
import { InvalidArgumentError } from '../../errors.ts';
import { checkedAgs } from '../../places/graphql.ts';
import { sayingFields } from '../../../geodata/construction/sayings.ts';
import type { Reader } from '../../database/database.ts';
import { findAreas, type Subject } from '../queries.ts';
import { CertaintyEnum, ProgressEnum, ShareOfEnum, StageEnum, SubjectKindEnum } from '../vocabulary-graphql.ts';
import { AnnouncementType, StatementType } from '../statements-graphql.ts';
import { withSlip } from '../slip.ts';
import { ChangedMeanwhileError, type StageFinding, StageRefusedError } from './errors.ts';
import type { StageForm } from './import.ts';

export const StageSubjectInput = builder.inputType('StageSubjectInput', {
  description: 'What is recorded of: all areas of a district, or one area, trench, network point or address.',
  fields: (t) => ({
    ags: t.string({ required: true, description: 'Key of the municipality, eight digits.' }),
    districtName: t.string({ description: 'District: all of its areas. Then neither `kind` nor `id` is given.' }),
    kind: t.field({ type: SubjectKindEnum, description: 'What `id` is one of.' }),
    id: t.string({ description: 'E.g. `areaId` or `addressId`.' }),
  }),
});

const StageSourceInput = builder.inputType('StageSourceInput', {
  description: 'Where it stands or who said it; becomes an edition of its own.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'Of the report, the meeting or the call.' }),
    publisher: t.string({ required: true, description: 'Who says so.' }),
    url: t.string({ description: 'Address of the web, http or https; default: none.' }),
    reportedOn: t.field({
      type: 'Date',
      required: true,
      description: 'Day of the report; it knows nothing of later days.',
    }),
  }),
});

export const StageInput = builder.inputType('StageInput', {
  description:
    'One event to record. Days are texts, as exact as they are known: 2026-03-15, 15.3.2026, 2026-03, Q2 2026, Ende Q2 ' +
    '2026, Frühjahr 2026, bis 30.06.2026, März bis Mai 2026. A state needs `progress`; a date alone needs `expected`.',
  fields: (t) => ({
    subject: t.field({ type: StageSubjectInput, required: true, description: 'What it is about.' }),
    stage: t.field({
      type: StageEnum,
      description: 'The stage; default: the end of the whole project, `expected` alone.',
    }),
    progress: t.field({ type: ProgressEnum, description: 'How far the stage is; default: nothing is said of that.' }),
    from: t.string({ description: 'When it began or was reached; default: by the day of the report.' }),
    until: t.string({ description: 'Last day on which it was so; default: it still is.' }),
    share: t.string({ description: '%, as said: 90, rund 90 %, 70 bis über 80 %, mindestens 70 %.' }),
    shareOf: t.field({ type: ShareOfEnum, description: 'Whose share; default: not stated.' }),
    certainty: t.field({
      type: CertaintyEnum,
      description: 'How sure it is; default: by the words of share and days.',
    }),
    quotaRequired: t.string({ description: '% of households that must sign; stage DEMAND alone.' }),
    expected: t.string({ description: 'When it is to come; "offen" = that no date is named.' }),
    announcedAt: t.field({ type: 'Date', description: 'When that was said; default: on the day of the report.' }),
    note: t.string({ description: 'What else is to be said.' }),
    source: t.field({ type: StageSourceInput, required: true, description: 'Who says so.' }),
  }),
});

type Input = typeof StageInput.$inferInput;

/** A form from what a client sends. Errors: InvalidArgumentError. */
export async function formOf(db: Reader, { subject, source, stage, announcedAt, ...texts }: Input): Promise<StageForm> {
  const given: Partial<Record<(typeof sayingFields)[number], string | null | undefined>> = {
    ...texts,
    stage: stage ?? 'projekt',
    announcedAt,
  };
  return {
    ags: checkedAgs(subject.ags),
    subjects: await findSubjects(db, subject),
    texts: Object.fromEntries(sayingFields.flatMap((field) => (given[field] == null ? [] : [[field, given[field]]]))),
    source: { ...source, url: source.url == null || source.url.trim() === '' ? null : source.url.trim() },
  };
}

/** What an input names; empty if there is no such thing. Errors: InvalidArgumentError. */
export async function findSubjects(
  db: Reader,
  { ags, districtName, kind, id }: typeof StageSubjectInput.$inferInput,
): Promise<Subject[]> {
  checkedAgs(ags);
  if (districtName != null && kind == null && id == null) {
    const areas = await findAreas(db, [ags], null);
    return areas
      .filter((area) => area.districtName === districtName)
      .map((area) => ({ ags, kind: 'area', id: area.id }));
  }
  if (districtName == null && kind != null && id != null) return [{ ags, kind, id }];
  throw new InvalidArgumentError('subject', 'subject: give districtName alone, or kind and id.');
}

export const StageFindingType = builder.objectRef<StageFinding>('StageFinding').implement({
  description: 'What is wrong with a form, or deserves a look.',
  fields: (t) => ({
    refused: t.boolean({
      description: 'True: nothing can be recorded so. False: it deserves a look.',
      resolve: ({ severity }) => severity === 'refused',
    }),
    field: t.exposeString('field', {
      nullable: true,
      description: 'Field of the input that it is about, or of its source; null = the whole.',
    }),
    rule: t.exposeString('rule', { description: 'Stable name of the rule, e.g. no-such-day.' }),
    read: t.exposeString('read', { description: 'What the field says; empty = nothing.' }),
    message: t.exposeString('message', { description: 'What is the matter, in English.' }),
    fix: t.exposeString('fix', { description: 'What to do about it, in English.' }),
  }),
});

builder.objectType(StageRefusedError, {
  name: 'StageRefusedError',
  description: 'It can’t be recorded so.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'All that is the matter.' }),
    findings: t.expose('findings', { type: [StageFindingType], description: 'The same, field by field.' }),
  }),
});

builder.objectType(ChangedMeanwhileError, {
  name: 'ChangedMeanwhileError',
  description: 'Somebody else has recorded something of the same in the meantime; nothing was overwritten.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is the matter, in a sentence.' }),
    revision: t.exposeString('revision', { description: 'What to record on, once it was looked at.' }),
    statements: t.expose('statements', { type: [StatementType], description: 'What was recorded of stages since.' }),
    announcements: t.field({
      type: [AnnouncementType],
      description: 'What was announced since.',
      resolve: ({ announcements }) => withSlip(announcements),
    }),
  }),
});
