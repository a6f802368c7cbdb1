import { builder } from '../builder.ts';
import { EditionType } from '../editions/graphql.ts';
import { editionOf } from '../places/graphql.ts';
import type { Announcement, Statement } from './queries.ts';
import type { Slip } from './slip.ts';
import {
  CertaintyEnum,
  languageArgument,
  ProgressEnum,
  ShareOfEnum,
  StageEnum,
  SubjectKindEnum,
} from './vocabulary-graphql.ts';

export const StatementType = builder.objectRef<Statement>('StageStatement').implement({
  description: 'What one source said of one stage of an area, a trench, a network point or an address.',
  fields: (t) => ({
    subjectKind: t.expose('subjectKind', { type: SubjectKindEnum, description: 'What it is about.' }),
    subjectId: t.exposeString('subjectId', {
      description: 'Id of what it is about, e.g. `areaId` or `addressId`; unique in its municipality.',
    }),
    stage: t.expose('stage', { type: StageEnum, description: 'The stage.' }),
    progress: t.expose('progress', { type: ProgressEnum, description: 'How far it is.' }),
    share: t.float({
      nullable: true,
      description: 'Share that has reached the stage, %, 0–100; null = not stated, or stated as a range.',
      resolve: ({ shareLow, shareHigh, shareHighOpen }) => (shareLow === shareHigh && !shareHighOpen ? shareLow : null),
    }),
    shareLow: t.exposeFloat('shareLow', { nullable: true, description: 'The same, at least, %; null = not stated.' }),
    shareHigh: t.exposeFloat('shareHigh', { nullable: true, description: 'The same, at most, %; null = not stated.' }),
    shareHighOpen: t.exposeBoolean('shareHighOpen', {
      description: 'True where the source says "over" `shareHigh`: then that is no upper end.',
    }),
    shareOf: t.expose('shareOf', { type: ShareOfEnum, nullable: true, description: 'Whose share; null = not stated.' }),
    shareText: t.string({
      nullable: true,
      description: 'The share in the words of the source, e.g. "about 90%"; null = it states none.',
      args: { language: t.arg(languageArgument) },
      resolve: ({ shareTextDe, shareTextEn }, { language }) => (language === 'DE' ? shareTextDe : shareTextEn),
    }),
    certainty: t.expose('certainty', { type: CertaintyEnum, description: 'How sure the source is.' }),
    from: t.expose('from', { type: 'Date', description: 'First day for which the source vouches.' }),
    until: t.expose('until', {
      type: 'Date',
      nullable: true,
      description: 'First day for which it no longer does; null = open.',
    }),
    beginEarliest: t.expose('beginEarliest', {
      type: 'Date',
      nullable: true,
      description: 'First day on which this may have begun; null = not stated.',
    }),
    beginLatest: t.expose('beginLatest', {
      type: 'Date',
      nullable: true,
      description: 'Last day on which this may have begun; null = not stated.',
    }),
    quotaRequired: t.exposeFloat('quotaRequired', {
      nullable: true,
      description: '% of households that had to sign, stage DEMAND only; null = not stated.',
    }),
    note: t.string({
      nullable: true,
      description: 'What else is to be said; null = nothing.',
      args: { language: t.arg(languageArgument) },
      resolve: ({ noteDe, noteEn }, { language }) => (language === 'DE' ? noteDe : noteEn),
    }),
    source: t.field({
      type: EditionType,
      description: 'Who says so.',
      resolve: ({ editionId }, _args, context) => editionOf(context, editionId),
    }),
    recordedAt: t.expose('recordedAt', {
      type: 'DateTime',
      description: 'When it became known here; of what is shipped, the day on which the source was published.',
    }),
  }),
});

export const AnnouncementType = builder.objectRef<Announcement & Slip>('Announcement').implement({
  description: 'What was announced, and when. Nothing disappears: a later announcement stands beside the earlier one.',
  fields: (t) => ({
    subjectKind: t.expose('subjectKind', { type: SubjectKindEnum, description: 'What it is about.' }),
    subjectId: t.exposeString('subjectId', { description: 'Id of what it is about.' }),
    stage: t.expose('stage', {
      type: StageEnum,
      nullable: true,
      description: 'What was announced; null = the end of the whole project.',
    }),
    announcedAt: t.expose('announcedAt', { type: 'Date', description: 'Day on which it was said.' }),
    expected: t.string({
      nullable: true,
      description: 'When it was to come, in the words of the source; null = no date was given.',
      args: { language: t.arg(languageArgument) },
      resolve: ({ expectedTextDe, expectedTextEn, expectedFirst, expectedLast }, { language }) => {
        const text = language === 'DE' ? expectedTextDe : expectedTextEn;
        if (text !== null || expectedFirst === null) return text;
        return expectedFirst === expectedLast ? expectedFirst : `${expectedFirst}/${expectedLast}`;
      },
    }),
    expectedFirst: t.expose('expectedFirst', {
      type: 'Date',
      nullable: true,
      description: 'First day on which it was to come; null = no date was given.',
    }),
    expectedLast: t.expose('expectedLast', {
      type: 'Date',
      nullable: true,
      description: 'Last day on which it was to come; null = no date was given.',
    }),
    slipDays: t.exposeInt('slipDays', {
      nullable: true,
      description:
        'Days that `expectedLast` is later than in the announcement before about the same; negative = earlier; null = it is the first, or one has no date.',
    }),
    slipDaysTotal: t.exposeInt('slipDaysTotal', {
      nullable: true,
      description: 'Days that `expectedLast` is later than in the first announcement about the same; null as there.',
    }),
    source: t.field({
      type: EditionType,
      description: 'Who said so.',
      resolve: ({ editionId }, _args, context) => editionOf(context, editionId),
    }),
    recordedAt: t.expose('recordedAt', { type: 'DateTime', description: 'When it became known here.' }),
  }),
});
