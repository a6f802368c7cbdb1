import { builder } from '../../builder.ts';
import { EditionType } from '../../editions/graphql.ts';
import { InvalidArgumentError, PlannerOnlyError } from '../../errors.ts';
import { checkedLimit, defaultPage, largestPage } from '../../pagination.ts';
import { checkedAgs, editionOf } from '../../places/graphql.ts';
import { requirePlanner } from '../../planner-graphql.ts';
import { ProgressEnum, StageEnum, SubjectKindEnum } from '../vocabulary-graphql.ts';
import { knowEditions } from './drafts.ts';
import { type HandRecord, type HandRecordFilter, listHandRecords } from './history-queries.ts';

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
      description: 'Names of areas, street and number, or ids of trenches and network points; at most three of them.',
    }),
    subjectCount: t.exposeInt('subjectCount', { description: 'Number of all of these that it is about.' }),
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

const HandRecordsType = builder.objectRef<{ records: HandRecord[]; more: boolean }>('HandRecords').implement({
  description: 'What was recorded by hand.',
  fields: (t) => ({
    records: t.expose('records', { type: [HandRecordType], description: 'The last one first.' }),
    more: t.exposeBoolean('more', { description: 'True if older entries follow.' }),
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
      districtName: t.arg.string({
        description: 'Only what concerns the areas of this district or something that lies in it; default: all.',
      }),
      kind: t.arg({ type: SubjectKindEnum, description: 'Only what is about such things; default: all.' }),
      id: t.arg.string({
        description:
          'Only what concerns this one of `kind`: itself, the area it lies in and, if it is an area, whatever lies in it.',
      }),
      stage: t.arg({ type: StageEnum, description: 'Only what is about this stage; default: all.' }),
    },
    resolve: async (_root, { ags, first, after, ...given }, context) => {
      requirePlanner(context);
      const filter = filterOf(given);
      const limit = checkedLimit('first', first ?? defaultPage);
      // One more than asked for tells whether there are more.
      const page = { ...filter, limit: limit + 1, after: after ?? null };
      const found = await listHandRecords(context.db, checkedAgs(ags), page);
      const records = found.slice(0, limit);
      await knowEditions(
        context,
        records.map(({ editionId }) => editionId),
      );
      return { records, more: found.length > limit };
    },
  }),
);

/** Errors: InvalidArgumentError where it can't be told what is meant. */
function filterOf(given: { [Name in keyof HandRecordFilter]?: HandRecordFilter[Name] | undefined }): HandRecordFilter {
  const { districtName = null, kind = null, id = null, stage = null } = given;
  if (id !== null && (kind === null || districtName !== null)) {
    throw new InvalidArgumentError('id', 'id: give kind with it, and no districtName.');
  }
  return { districtName, kind, id, stage };
}
