import { loadTogether } from '../../batch.ts';
import { builder } from '../../builder.ts';
import { EditionType } from '../../editions/graphql.ts';
import { asOfDescription, editionOf } from '../../places/graphql.ts';
import { AreaType, onDescription } from '../areas-graphql.ts';
import { findAnnouncements, findStatements } from '../queries.ts';
import { today } from '../today.ts';
import { type Quota, quotaOf, type RequiredQuota } from './quota.ts';

const RequiredType = builder.objectRef<RequiredQuota>('RequiredQuota').implement({
  description: 'The quota that was required from a day on.',
  fields: (t) => ({
    percent: t.exposeFloat('percent', { description: '% of households that had to sign.' }),
    from: t.expose('from', { type: 'Date', description: 'First day for which the source vouches.' }),
    source: t.field({
      type: EditionType,
      description: 'Who says so.',
      resolve: ({ editionId }, _args, context) => editionOf(context, editionId),
    }),
  }),
});

const QuotaType = builder.objectRef<Quota>('DemandQuota').implement({
  description: 'How far the contracts of an area are from the quota that it takes to build.',
  fields: (t) => ({
    percent: t.exposeFloat('percent', {
      nullable: true,
      description: '% of households that signed; null = not stated.',
    }),
    percentOn: t.expose('percentOn', {
      type: 'Date',
      nullable: true,
      description: 'Day that this share is of; null = none is stated.',
    }),
    required: t.expose('required', {
      type: [RequiredType],
      description: 'What was required, oldest first: an entry for each change.',
    }),
    missingPercent: t.exposeFloat('missingPercent', {
      nullable: true,
      description: 'Percentage points that are missing from the quota required last; 0 = reached; null = not stated.',
    }),
    reached: t.exposeBoolean('reached', {
      nullable: true,
      description: 'Whether it was decided that the quota is reached; null = nothing was decided.',
    }),
    deadline: t.expose('deadline', {
      type: 'Date',
      nullable: true,
      description: 'Last day to sign, as announced last; null = none was announced.',
    }),
    daysLeft: t.exposeInt('daysLeft', {
      nullable: true,
      description:
        'Days from the day of the question until then; below zero = it has passed; null = none was announced.',
    }),
    source: t.field({
      type: EditionType,
      nullable: true,
      description: 'Who stated the share; null = none is stated.',
      resolve: ({ editionId }, _args, context) => (editionId === null ? null : editionOf(context, editionId)),
    }),
  }),
});

builder.objectField(AreaType, 'quota', (t) =>
  t.field({
    type: QuotaType,
    nullable: true,
    description: 'Its quota in the demand phase; null = nobody spoke of one.',
    complexity: 10,
    args: {
      on: t.arg({ type: 'Date', description: onDescription }),
      asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
    },
    resolve: (area, { on, asOf }, context, info) =>
      loadTogether(context, info, area, async (areas) => {
        const subjects = areas.map(({ ags, id }) => ({ ags, kind: 'area' as const, id }));
        const [statements, announcements] = await Promise.all([
          findStatements(context.db, subjects, { on: null, asOf: asOf ?? null }),
          findAnnouncements(context.db, subjects, asOf ?? null),
        ]);
        return ({ ags, id }) =>
          quotaOf(
            statements.filter((one) => one.ags === ags && one.subjectId === id),
            announcements.filter((one) => one.ags === ags && one.subjectId === id),
            on ?? today(),
          );
      }),
  }),
);
