import { parseFigure } from '../../geodata/technologies.ts';
import { builder } from '../builder.ts';
import { loadTogether } from '../batch.ts';
import { getEdition } from '../editions/graphql.ts';
import { MunicipalityType } from '../places/graphql.ts';
import { type CoverageEntry, slotOf } from './entries.ts';
import { absenceIn, CoverageType } from './graphql.ts';
import { findMunicipalShares } from './queries.ts';

/** Figures that an edition has at most, for the cost of a query. */
const mostFigures = 60;

builder.objectField(MunicipalityType, 'figures', (t) =>
  t.field({
    type: [CoverageType],
    description:
      'All that one edition has surveyed, an entry a figure in the order of the edition; empty where it does not know this ' +
      'municipality. Errors: BAD_USER_INPUT for an edition that there is not, or of another kind.',
    complexity: { field: 2, multiplier: mostFigures },
    args: { edition: t.arg.string({ required: true, description: 'Edition by its `editionId`.' }) },
    resolve: (municipality, args, context, info) =>
      loadTogether(context, info, municipality, async (municipalities) => {
        const edition = getEdition(context, 'edition', args.edition, 'municipal_coverage', 'any');
        const slots = edition.figures.map((figure) => slotOf(edition, figure));
        const keys = municipalities.map(({ ags }) => ags);
        const found = Map.groupBy(await findMunicipalShares(context.db, keys, slots), ({ ags }) => ags);
        return (place) =>
          (found.get(place.ags) ?? []).flatMap(({ slot, share }): CoverageEntry[] => {
            const figure = parseFigure(edition.figures[slot] ?? '');
            if (!figure) return [];
            const hidden = absenceIn(place)(undefined, edition);
            return [
              {
                technology: figure.technology,
                minDownstreamMbits: figure.downstreamMbits,
                sharePercent: hidden === undefined ? share : null,
                absence: hidden ?? (share === null ? 'NOT_STATED' : null),
                edition,
                breakInSeries: null,
              },
            ];
          });
      }),
  }),
);
