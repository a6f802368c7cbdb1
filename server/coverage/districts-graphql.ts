import { builder } from '../builder.ts';
import { loadTogether } from '../batch.ts';
import { getEdition } from '../editions/graphql.ts';
import { checkedSpeedClass, TechnologyEnum } from '../editions/vocabulary-graphql.ts';
import { DistrictType } from '../places/graphql.ts';
import { isProtected } from '../places/grid.ts';
import { type FigureRequest, slotsOf, toEntries } from './entries.ts';
import { argumentDescriptions, CoverageType, seriesCost } from './graphql.ts';
import { findDistrictShares } from './queries.ts';

builder.objectField(DistrictType, 'coverage', (t) =>
  t.field({
    type: [CoverageType],
    description:
      'One entry an edition of cells that knows cells in this district, oldest first: the mean of the cells whose centre ' +
      'lies in it, weighted by households, cells without the figure left out. Where an edition states no households, ' +
      'every cell weighs the same.',
    complexity: ({ edition }) => ({ field: 20, multiplier: edition == null ? seriesCost.multiplier : 1 }),
    args: {
      technology: t.arg({ type: TechnologyEnum, required: true, description: argumentDescriptions.technology }),
      minDownstreamMbits: t.arg.int({ required: true, description: argumentDescriptions.minDownstreamMbits }),
      edition: t.arg.string({ description: 'Only this edition of cells, by its `editionId`; default: all.' }),
      asOf: t.arg({ type: 'DateTime', description: argumentDescriptions.asOf }),
    },
    resolve: (district, args, context, info) =>
      loadTogether(context, info, district, async (districts) => {
        const request: FigureRequest = {
          technology: args.technology,
          minDownstreamMbits: checkedSpeedClass(args.minDownstreamMbits),
          editions:
            args.edition == null
              ? context.register.list('cell_coverage', { asOf: args.asOf ?? null })
              : [getEdition(context, 'edition', args.edition, 'cell_coverage')],
        };
        const rows =
          request.editions.length === 0 ? [] : await findDistrictShares(context.db, districts, slotsOf(request));
        const found = Map.groupBy(rows, ({ ags, name }) => `${ags} ${name}`);
        return ({ ags, name }) =>
          toEntries(request, found.get(`${ags} ${name}`) ?? [], ({ households }) =>
            isProtected(households, context.kAnonymity) ? 'PROTECTED' : undefined,
          );
      }),
  }),
);
