import { builder } from '../../builder.ts';
import { EditionType } from '../../editions/graphql.ts';
import { PlannerOnlyError } from '../../errors.ts';
import { checkedLimit, defaultPage, largestPage } from '../../pagination.ts';
import { checkedAgs, editionOf } from '../../places/graphql.ts';
import { requirePlanner } from '../../planner-graphql.ts';
import { ProgressEnum, StageEnum, SubjectKindEnum } from '../vocabulary-graphql.ts';
import { knowEditions } from './drafts.ts';
import { type HandRecord, listHandRecords } from './history-queries.ts';

const HandRecordType = builder.objectRef<HandRecord>('HandRecord').implement({
  description: 'Something that was recorded by hand.',
  fields: (t) => ({
    edition: t.field({
      type: EditionType,
      description: 'Who said it, where it stands, and when it was recorded; `editionId` takes it back.',
      resolve: ({ editionId }, _args, context) => editionOf(context, editionId),
    }),
    subjectKind: t.expose('subjectKind', { type: SubjectKindEnum, description: 'What it is about.' }),
    subjects: t.exposeStringList('subjects', {
      description: 'Names of areas, or street and number; at most three of them.',
    }),
    subjectCount: t.exposeInt('subjectCount', { description: 'Number of all areas or addresses that it is about.' }),
    stage: t.expose('stage', {
      type: StageEnum,
      nullable: true,
      description: 'The stage; null = the end of the whole project.',
    }),
    progress: t.expose('progress', {
      type: ProgressEnum,
      nullable: true,
      description: 'How far it was said to be; null = only a date was announced.',
    }),
    expected: t.exposeString('expected', {
      nullable: true,
      description: 'Date that was announced, as it was written, in German; null = none.',
    }),
    holds: t.exposeBoolean('holds', {
      description: 'False if nothing of it holds any more: it was superseded, or taken back.',
    }),
  }),
});

const HandRecordsType = builder.objectRef<{ records: HandRecord[] }>('HandRecords').implement({
  description: 'What was recorded by hand.',
  fields: (t) => ({
    records: t.expose('records', { type: [HandRecordType], description: 'The last one first.' }),
  }),
});

builder.queryField('handRecords', (t) =>
  t.field({
    type: HandRecordsType,
    description:
      'What was recorded by hand in a municipality. `retractStage` takes back any of it, unless something later stands on it. For planners.',
    complexity: ({ first }) => ({ field: 20, multiplier: first ?? defaultPage }),
    errors: {
      types: [PlannerOnlyError],
      directResult: true,
      union: { name: 'HandRecordsResult', description: 'What was recorded, or why it is not told.' },
    },
    args: {
      ags: t.arg.string({ required: true, description: 'Key of the municipality, eight digits.' }),
      first: t.arg.int({ description: `How many, at most ${largestPage}; default ${defaultPage}.` }),
      after: t.arg.string({
        description: '`editionId` of the last entry of the page before; default: from the newest entry on.',
      }),
    },
    resolve: async (_root, { ags, first, after }, context) => {
      requirePlanner(context);
      const limit = checkedLimit('first', first ?? defaultPage);
      const records = await listHandRecords(context.db, checkedAgs(ags), { limit, after: after ?? null });
      await knowEditions(
        context,
        records.map(({ editionId }) => editionId),
      );
      return { records };
    },
  }),
);
