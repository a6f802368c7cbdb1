import type { InputShapeFromFields } from '@pothos/core';
import { builder } from '../../builder.ts';
import { EditionType } from '../../editions/graphql.ts';
import { asOfDescription, checkedAgs, editionOf } from '../../places/graphql.ts';
import { onDescription } from '../areas-graphql.ts';
import { today } from '../today.ts';
import { StageEnum } from '../vocabulary-graphql.ts';
import {
  type Columns,
  type CurveColumns,
  curveColumns,
  type MetresColumns,
  metresColumns,
  type StageColumns,
  stageColumns,
} from './figures.ts';
import { findMetres, findPlan, findSpending, type Metres } from './queries.ts';
import { findPlanning, type Planning } from './scope.ts';
import { BucketEnum, SurfaceEnum } from './vocabulary-graphql.ts';

export const ProgressType = builder.objectRef<Planning>('RolloutProgress');

const columnsFields = {
  start: 'First day of the first bucket; null = there is none.',
  bucket: 'Length of a bucket.',
  days: 'Day that each value holds for: the last one of its bucket, or the day of the question where that comes before. All columns have a value for each, in this order; null = nothing was known of that day.',
};

const nullable = { list: false, items: true } as const;

const ColumnsInterface = builder.interfaceRef<Columns>('RolloutColumns').implement({
  description: 'Figures over time as columns of one length.',
  fields: (t) => ({
    start: t.expose('start', { type: 'Date', nullable: true, description: columnsFields.start }),
    bucket: t.expose('bucket', { type: BucketEnum, description: columnsFields.bucket }),
    days: t.expose('days', { type: ['Date'], description: columnsFields.days }),
  }),
});

const StageColumn = builder.objectRef<StageColumns['stages'][number]>('StageColumn').implement({
  description: 'Addresses that stand at one stage, over time.',
  fields: (t) => ({
    stage: t.expose('stage', {
      type: StageEnum,
      nullable: true,
      description: 'Last stage of the main track that is done; null = nothing is known of these addresses.',
    }),
    addresses: t.expose('addresses', { type: ['Int'], nullable, description: 'Number of addresses.' }),
    households: t.expose('households', {
      type: ['Int'],
      nullable,
      description: 'Number of households, of addresses that state it.',
    }),
  }),
});

const StageColumnsType = builder.objectRef<StageColumns>('StageColumns').implement({
  description: 'Addresses by stage over time; each address counts once at any time.',
  interfaces: [ColumnsInterface],
  fields: (t) => ({
    stages: t.expose('stages', { type: [StageColumn], description: 'A column for each stage that occurs.' }),
    orderable: t.expose('orderable', {
      type: ['Int'],
      nullable,
      description: 'Addresses where a connection can be ordered, whatever their stage.',
    }),
    withheld: t.exposeBoolean('withheld', {
      description:
        'True if so few addresses are known that stages which follow from an order are not told in public; they count as CABLE_LAID then.',
    }),
    sources: t.field({
      type: [EditionType],
      description: 'Editions that told of these addresses.',
      resolve: ({ editionIds }, _args, context) => editionIds.map((id) => editionOf(context, id)),
    }),
  }),
});

const MetresColumn = builder.objectRef<MetresColumns['series'][number]>('MetresColumn').implement({
  description: 'Metres of trench of one surface that have reached one stage, since the beginning.',
  fields: (t) => ({
    surface: t.expose('surface', {
      type: SurfaceEnum,
      nullable: true,
      description: 'What was opened; null = not stated.',
    }),
    stage: t.expose('stage', { type: StageEnum, description: 'The stage that is done.' }),
    metres: t.expose('metres', { type: ['Float'], nullable, description: 'Metres.' }),
  }),
});

const MetresColumnsType = builder.objectRef<MetresColumns & { rows: readonly Metres[] }>('MetresColumns').implement({
  description: 'Built metres by surface and stage over time.',
  interfaces: [ColumnsInterface],
  fields: (t) => ({
    series: t.expose('series', {
      type: [MetresColumn],
      description: 'A column for each surface and stage that occurs.',
    }),
    sources: t.field({
      type: [EditionType],
      description: 'Editions that told of these trenches.',
      resolve: ({ rows }, _args, context) =>
        [...new Set(rows.flatMap(({ editionIds }) => editionIds))].map((id) => editionOf(context, id)),
    }),
  }),
});

const CurveType = builder.objectRef<CurveColumns & { editionIds: readonly string[] }>('PlanCurve').implement({
  description: 'What was built and spent beside what was planned, since the beginning.',
  interfaces: [ColumnsInterface],
  fields: (t) => {
    const column = (name: keyof CurveColumns & `${string}${'ed' | 'ug' | 'ent'}`, description: string) =>
      t.field({ type: ['Float'], nullable, description, resolve: (curve) => curve[name] });
    return {
      addressesPlanned: column('addressesPlanned', 'Addresses that were to have fibre in their street.'),
      addressesPassed: column('addressesPassed', 'Addresses with fibre in their street.'),
      metresPlanned: column('metresPlanned', 'Metres of trench that were to be dug.'),
      metresDug: column('metresDug', 'Metres of trench that are dug.'),
      eurPlanned: column('eurPlanned', 'Euros that were to be spent.'),
      eurSpent: column('eurSpent', 'Euros that are spent.'),
      sources: t.field({
        type: [EditionType],
        description: 'Editions that plan and spending are from.',
        resolve: ({ editionIds }, _args, context) => editionIds.map((id) => editionOf(context, id)),
      }),
    };
  },
});

const bucketArgument = {
  type: BucketEnum,
  defaultValue: 'MONTH',
  description: 'Length of a bucket; default: a month.',
} as const;

builder.objectType(ProgressType, {
  description: 'How far a municipality or a district has come, for planners.',
  fields: (t) => ({
    ags: t.exposeString('ags', { description: 'Key of the municipality, eight digits.' }),
    districtName: t.exposeString('districtName', { nullable: true, description: 'The district; null = all of it.' }),
    on: t.expose('on', { type: 'Date', description: 'What was true on that day.' }),
    asOf: t.expose('asOf', { type: 'DateTime', nullable: true, description: 'What was known then; null = now.' }),
    stages: t.field({
      type: StageColumnsType,
      description: 'Addresses by stage over time.',
      complexity: 200,
      args: {
        bucket: t.arg(bucketArgument),
        from: t.arg({ type: 'Date', description: 'First day; default: the first on which anything was done.' }),
      },
      resolve: (planning, { bucket, from }, { planner, kAnonymity }) =>
        stageColumns(planning, { bucket: bucket ?? 'MONTH', from: from ?? null, least: planner ? 0 : kAnonymity }),
    }),
    metres: t.field({
      type: MetresColumnsType,
      description: 'Built metres by surface and stage over time.',
      complexity: 100,
      args: { bucket: t.arg(bucketArgument) },
      resolve: async (planning, { bucket }, { db }) => {
        const rows = await findMetres(db, planning);
        return { ...metresColumns(planning, rows, bucket ?? 'MONTH'), rows };
      },
    }),
    curve: t.field({
      type: CurveType,
      description: 'Built and spent beside the plan; it goes on to the end of the plan.',
      complexity: 200,
      args: { bucket: t.arg(bucketArgument) },
      resolve: async (planning, { bucket }, { db }) => {
        const [metres, plan, spending] = await Promise.all([
          findMetres(db, planning),
          findPlan(db, planning),
          findSpending(db, planning),
        ]);
        const editionIds = [...plan.map((row) => row.editionId), ...spending.flatMap((row) => row.editionIds)];
        return {
          ...curveColumns(planning, { metres, plan, spending }, bucket ?? 'MONTH'),
          editionIds: [...new Set(editionIds)],
        };
      },
    }),
  }),
});

/** Where and when: what is asked of a municipality or a district. */
export const scopeArguments = builder.args((t) => ({
  ags: t.string({ required: true, description: 'Key of the municipality, eight digits.' }),
  district: t.string({ description: 'Name of a district; default: all of the municipality.' }),
  on: t.field({ type: 'Date', description: onDescription }),
  asOf: t.field({ type: 'DateTime', description: asOfDescription }),
}));

/** What these arguments ask for. Errors: InvalidArgumentError for what is no key. */
export function scopeOf({
  ags,
  district,
  on,
  asOf,
}: InputShapeFromFields<typeof scopeArguments>): Parameters<typeof findPlanning>[1] {
  return { ags: checkedAgs(ags), districtName: district ?? null, on: on ?? today(), asOf: asOf ?? null };
}

builder.queryField('rolloutProgress', (t) =>
  t.field({
    type: ProgressType,
    description:
      'Progress, slip and forecast of the rollout in a municipality or a district. Where no single household shows, all of it is told in public. Errors: NOT_FOUND for a district without rollout.',
    complexity: 50,
    args: scopeArguments,
    resolve: (_root, scope, context) => findPlanning(context, scopeOf(scope)),
  }),
);
