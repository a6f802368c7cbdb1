import { type Figure, figureOf, type Technology } from '../../geodata/technologies.ts';
import type { ApiContext } from '../builder.ts';
import { getEdition, newestEdition } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { checkedSpeedClass } from '../editions/vocabulary-graphql.ts';
import type { MunicipalityFilter } from '../places/directory.ts';
import type { Municipality } from '../places/queries.ts';
import { type RankedMunicipality, type Ranking, rankMunicipalities } from './ranking.ts';

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

/** Circles around a municipality, by what those in one have in common. */
export const circles = {
  ALL: () => '',
  STATE: ({ ags }: Municipality) => ags.slice(0, 2),
  KIND: kindOf,
  KIND_IN_STATE: (municipality: Municipality) => `${municipality.ags.slice(0, 2)} ${kindOf(municipality)}`,
} as const;

export type Circle = keyof typeof circles;

/** A city without a county is of another kind than a town in one. */
function kindOf({ independent, designation }: Municipality): string {
  return independent ? 'independent' : designation;
}

interface OwnRanking extends Ranking {
  edition: Edition;
  own: RankedMunicipality;
}

/** The ranking that each municipality is in, of those that a filter holds for, by key; one that is not ranked is not in it. */
export async function rankingsOf(
  context: ApiContext,
  args: FigureArguments,
  filter: MunicipalityFilter | null | undefined,
  circle: Circle,
  agsKeys: readonly string[],
): Promise<Map<string, OwnRanking>> {
  const { edition, municipalities, column } = await readFigure(context, args);
  const asked = new Set(agsKeys);
  const found = new Map<string, OwnRanking>();
  for (const peers of Map.groupBy(municipalities.list(filter), circles[circle]).values()) {
    if (!peers.some(({ ags }) => asked.has(ags))) continue;
    const ranking = { ...rankMunicipalities(peers, column), edition };
    for (const own of ranking.ranked) {
      const { ags } = own.municipality;
      if (asked.has(ags)) found.set(ags, { ...ranking, own });
    }
  }
  return found;
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
