import { type Figure, figureOf, type Technology } from '../../geodata/technologies.ts';
import type { ApiContext } from '../builder.ts';
import { getEdition, newestEdition } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { checkedSpeedClass } from '../editions/vocabulary-graphql.ts';
import type { MunicipalityFilter } from '../places/directory.ts';
import { type Ranking, rankMunicipalities } from './ranking.ts';

/** Which figure, as a client says it. */
export interface FigureArguments {
  technology: Technology;
  minDownstreamMbits: number;
  edition?: string | null | undefined;
}

/** The ranking of those that a filter holds for. */
export async function rankOf(
  context: ApiContext,
  args: FigureArguments,
  filter: MunicipalityFilter | null | undefined,
): Promise<Ranking & { edition: Edition }> {
  const { edition, municipalities, column } = await readFigure(context, args);
  return { ...rankMunicipalities(municipalities.list(filter), column), edition };
}

/** The figure for all municipalities, and the municipalities. */
export async function readFigure(context: ApiContext, args: FigureArguments) {
  const edition = editionOf(context, args);
  const column = await context.columns.get(edition, figureFrom(args));
  return { edition, column, municipalities: await context.places.get() };
}

/** The edition that an argument names, else the newest that surveyed the figure. */
export function editionOf(context: ApiContext, args: FigureArguments): Edition {
  return args.edition == null
    ? newestEdition(context, figureFrom(args))
    : getEdition(context, 'edition', args.edition, 'municipal_coverage');
}

function figureFrom({ technology, minDownstreamMbits }: FigureArguments): Figure {
  return figureOf(technology, checkedSpeedClass(minDownstreamMbits));
}
