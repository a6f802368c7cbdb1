import { builder, connectionNames } from '../builder.ts';
import { EditionType, getEdition, newestEdition } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { TechnologyEnum } from '../editions/vocabulary-graphql.ts';
import { pageCost, pageOf, readPage } from '../pagination.ts';
import { MunicipalityFilterInput, MunicipalityType } from '../places/graphql.ts';
import { readHouseholds } from '../places/grid.ts';
import { GapOrderEnum, gapTexts } from './graphql.ts';
import { compareGapKeys, gapKey } from './groups.ts';
import { findMunicipalityGaps, type MunicipalityGap } from './municipality-gaps.ts';
import { checkedQuestion } from './question.ts';

const MunicipalityGapType = builder.objectRef<MunicipalityGap & { edition: Edition }>('MunicipalityGap').implement({
  description: 'A municipality where too few households can get a class.',
  fields: (t) => ({
    municipality: t.expose('municipality', { type: MunicipalityType, description: 'The municipality.' }),
    sharePercent: t.exposeFloat('sharePercent', { description: gapTexts.sharePercent }),
    householdsWithout: t.exposeInt('householdsWithout', { nullable: true, description: gapTexts.householdsWithout }),
    households: t.exposeInt('households', {
      nullable: true,
      description:
        'Number of households that live there, by the newest published edition of cells that states them; null = none does.',
    }),
    modelled: t.boolean({ description: gapTexts.modelled, resolve: ({ edition }) => edition.modelled }),
  }),
});

builder.queryFields((t) => ({
  municipalityGaps: t.connection(
    {
      type: MunicipalityGapType,
      description:
        'Municipalities where fewer than a share of households can get a class. Those without a share and uninhabited areas ' +
        'are no gaps; they are counted apart.',
      complexity: (args) => ({ ...pageCost(args), field: 50 }),
      args: {
        technology: t.arg({ type: TechnologyEnum, required: true, description: gapTexts.technology }),
        minDownstreamMbits: t.arg.int({ required: true, description: gapTexts.minDownstreamMbits }),
        belowPercent: t.arg.float({ required: true, description: gapTexts.belowPercent }),
        minHouseholds: t.arg.int({ description: gapTexts.minHouseholds }),
        edition: t.arg.string({
          description: 'Edition by its `editionId`; default: the newest that surveyed the figure.',
        }),
        filter: t.arg({ type: MunicipalityFilterInput, description: 'Which municipalities; default: all.' }),
        orderBy: t.arg({ type: GapOrderEnum, defaultValue: 'HOUSEHOLDS', description: gapTexts.orderBy }),
      },
      resolve: async (_root, { edition: editionId, filter, orderBy, ...args }, context) => {
        const { figure, belowPercent, minHouseholds } = checkedQuestion(args);
        const edition =
          editionId == null
            ? newestEdition(context, figure)
            : getEdition(context, 'edition', editionId, 'municipal_coverage');
        const order = orderBy ?? 'HOUSEHOLDS';
        const list = {
          list: 'municipalityGaps',
          figure,
          belowPercent,
          minHouseholds,
          edition: edition.id,
          filter,
          order,
        };
        const page = readPage(args, list, ['number', 'number', 'string']);
        const [municipalities, column, households] = await Promise.all([
          context.places.get(),
          context.columns.get(edition, figure),
          readHouseholds(context),
        ]);
        const { gaps, ...counts } = findMunicipalityGaps(municipalities.list(filter), column.shares, households, {
          belowPercent,
          minHouseholds,
        });
        const ordered = gaps
          .map((gap) => ({ ...gap, edition }))
          .sort((one, other) => compareGapKeys(gapKey(one, order), gapKey(other, order)));
        return {
          ...pageOf(ordered, page, (gap) => gapKey(gap, order), compareGapKeys),
          ...counts,
          edition,
          surveyed: edition.figures.includes(figure),
        };
      },
    },
    {
      name: 'MunicipalityGapConnection',
      description: 'A page of municipalities that are gaps, and what is in none.',
      fields: (c) => ({
        edition: c.expose('edition', { type: EditionType, description: gapTexts.edition }),
        surveyed: c.exposeBoolean('surveyed', {
          description: 'False if the edition did not survey the figure; nothing is known then, and the list is empty.',
        }),
        notStatedCount: c.exposeInt('notStatedCount', {
          description: 'Number of inhabited municipalities without a share.',
        }),
        uninhabitedCount: c.exposeInt('uninhabitedCount', { description: 'Number of areas where nobody lives.' }),
        smallerCount: c.exposeInt('smallerCount', {
          description: 'Number of gaps left out for `minHouseholds`.',
        }),
        householdsUnknownCount: c.exposeInt('householdsUnknownCount', {
          description: 'Number of gaps in the list whose households nobody states.',
        }),
      }),
    },
    connectionNames('MunicipalityGap', 'municipalities that are gaps')[1],
  ),
}));
