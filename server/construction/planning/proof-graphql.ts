import { builder } from '../../builder.ts';
import { EditionType } from '../../editions/graphql.ts';
import { editionOf } from '../../places/graphql.ts';
import { languageArgument } from '../vocabulary-graphql.ts';
import { scopeArguments, scopeOf } from './progress-graphql.ts';
import { findProof, missingOf, type Proof, type ProofFigure, proofFigures, type ProofFigureId } from './proof.ts';

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

const ProofType = builder.objectRef<Proof>('ProofOfUse').implement({
  description: 'Figures for a proof of use (Verwendungsnachweis) at a reference date.',
  fields: (t) => ({
    ags: t.exposeString('ags', { description: 'Key of the municipality, eight digits.' }),
    districtName: t.exposeString('districtName', { nullable: true, description: 'The district; null = all of it.' }),
    on: t.expose('on', { type: 'Date', description: 'The reference date.' }),
    asOf: t.expose('asOf', { type: 'DateTime', nullable: true, description: 'What was known then; null = now.' }),
    figures: t.expose('figures', { type: [FigureType], description: 'All figures, always in the same order.' }),
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
