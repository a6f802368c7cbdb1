import { builder } from '../../builder.ts';
import { EditionType } from '../../editions/graphql.ts';
import { editionOf } from '../../places/graphql.ts';
import { languageArgument } from '../vocabulary-graphql.ts';
import { type Funding, missingOfFunding } from './funding.ts';
import { scopeArguments, scopeOf } from './progress-graphql.ts';
import { findProof, missingOf, type Proof, type ProofFigure, proofFigures, type ProofFigureId } from './proof.ts';
import { FundingSourceEnum } from './vocabulary-graphql.ts';

const FigureEnum = builder.enumType('ProofFigureId', {
  description: 'What a figure of a proof of use states.',
  values: Object.fromEntries(
    Object.entries(proofFigures).map(([id, { description }]) => [id, { description }]),
  ) as unknown as Record<ProofFigureId, { description: string }>,
});

const FigureType = builder.objectRef<ProofFigure>('ProofFigure').implement({
  description: 'One figure of a proof of use, with what it is from and what it lacks.',
  fields: (t) => ({
    figure: t.field({ type: FigureEnum, description: 'What it states.', resolve: ({ id }) => id }),
    unit: t.string({ description: 'm, addresses or EUR.', resolve: ({ id }) => proofFigures[id].unit }),
    value: t.exposeFloat('value', {
      nullable: true,
      description:
        'At the day of the question, metres, addresses or euros as `unit` says; null = nothing is recorded, or it is withheld: see `missing`.',
    }),
    planned: t.exposeFloat('planned', {
      nullable: true,
      description:
        'What the plan wanted by that day, in the same unit; metres, addresses or euros; null = it states none.',
    }),
    modelled: t.boolean({
      description: 'True if any source of it is modelled.',
      resolve: ({ editionIds }, _args, context) => editionIds.some((id) => editionOf(context, id).modelled),
    }),
    sources: t.field({
      type: [EditionType],
      description: 'Editions that value and plan are from.',
      resolve: ({ editionIds }, _args, context) => editionIds.map((id) => editionOf(context, id)),
    }),
    missing: t.string({
      nullable: true,
      description: 'What is missing, in words; null = nothing.',
      args: { language: t.arg(languageArgument) },
      resolve: (figure, { language }) => missingOf(figure, language === 'DE' ? 'de' : 'en'),
    }),
  }),
});

const FundingType = builder.objectRef<Funding>('ProofFunding').implement({
  description: 'What one source was to pay, and has paid, for one rollout area in one year.',
  fields: (t) => ({
    areaId: t.exposeString('areaId', { nullable: true, description: 'Rollout area; null = belongs to none.' }),
    areaName: t.exposeString('areaName', { nullable: true, description: 'Its name; null = belongs to none.' }),
    year: t.exposeInt('year', { description: 'Calendar year; that of the reference date counts up to that day.' }),
    fundingSource: t.expose('source', {
      type: FundingSourceEnum,
      nullable: true,
      description: 'Whose money it is; null = not stated.',
    }),
    planned: t.exposeFloat('planned', {
      nullable: true,
      description:
        'Euros that the plan added in the year, below zero where it took some away; null = it does not name this source. ' +
        'A source that a later row of the plan leaves out keeps what was planned of it last, unless the sources of that ' +
        'row make up its sum: then nothing is left for it. Where a plan falls and it is not said whose money falls away, ' +
        'that is below zero at `fundingSource: null`.',
    }),
    spent: t.exposeFloat('spent', {
      nullable: true,
      description:
        'Euros that were spent in the year, below zero where more was paid back; null = nothing is recorded.',
    }),
    modelled: t.boolean({
      description: 'True if any source of it is modelled.',
      resolve: ({ editionIds }, _args, context) => editionIds.some((id) => editionOf(context, id).modelled),
    }),
    sources: t.field({
      type: [EditionType],
      description: 'Editions that plan and spending are from.',
      resolve: ({ editionIds }, _args, context) => editionIds.map((id) => editionOf(context, id)),
    }),
    missing: t.string({
      nullable: true,
      description: 'What is missing, in words; null = nothing.',
      args: { language: t.arg(languageArgument) },
      resolve: (funding, { language }) => missingOfFunding(funding, language === 'DE' ? 'de' : 'en'),
    }),
  }),
});

const ProofType = builder.objectRef<Proof>('ProofOfUse').implement({
  description: 'Figures for a proof of use (Verwendungsnachweis) at a reference date.',
  fields: (t) => ({
    ags: t.exposeString('ags', { description: 'Key of the municipality, eight digits.' }),
    districtName: t.exposeString('districtName', { nullable: true, description: 'The district; null = all of it.' }),
    on: t.expose('on', { type: 'Date', description: 'The reference date.' }),
    asOf: t.expose('asOf', { type: 'DateTime', nullable: true, description: 'What was known then; null = now.' }),
    figures: t.expose('figures', { type: [FigureType], description: 'All figures, always in the same order.' }),
    funding: t.expose('funding', {
      type: [FundingType],
      description:
        'Plan and spending by rollout area, year and whose money it is; together they are `planned` and `value` of EUR_SPENT.',
    }),
  }),
});

builder.queryField('proofOfUse', (t) =>
  t.field({
    type: ProofType,
    description:
      'Built metres, addresses (passed, orderable, connected and active apart) and spending against the plan at a reference date. Errors: NOT_FOUND for a district without rollout.',
    complexity: 200,
    args: scopeArguments,
    resolve: (_root, scope, context) => findProof(context, scopeOf(scope)),
  }),
);
