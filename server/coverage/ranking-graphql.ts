import { type Figure, figureOf, type Technology } from '../../geodata/technologies.ts';
import { type ApiContext, builder, connectionNames } from '../builder.ts';
import { loadTogether } from '../batch.ts';
import { EditionType, getEdition } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { checkedSpeedClass, TechnologyEnum } from '../editions/vocabulary-graphql.ts';
import { type Key, pageCost, pageOf, readPage } from '../pagination.ts';
import type { MunicipalityFilter } from '../places/directory.ts';
import { MunicipalityFilterInput, MunicipalityType } from '../places/graphql.ts';
import { newestEdition } from './entries.ts';
import { argumentDescriptions } from './graphql.ts';
import {
  type Bin,
  binShares,
  medianOf,
  type RankedMunicipality,
  type Ranking,
  rankMunicipalities,
  thinnedShares,
} from './ranking.ts';

interface Rank extends Ranking {
  edition: Edition;
  own: RankedMunicipality;
  best: RankedMunicipality;
  worst: RankedMunicipality;
}

const RankNeighbourType = builder.objectRef<RankedMunicipality>('RankNeighbour').implement({
  description: 'A peer near in rank.',
  fields: (t) => ({
    municipality: t.expose('municipality', { type: MunicipalityType, description: 'The peer.' }),
    sharePercent: t.exposeFloat('sharePercent', { description: 'Its share, % of households.' }),
  }),
});

const RankType = builder.objectRef<Rank>('Rank').implement({
  description:
    'Where a municipality stands among its peers. Uninhabited areas and those without a share are not ranked.',
  fields: (t) => ({
    rank: t.int({
      description: 'Its rank, 1 = highest share; equal shares share a rank.',
      resolve: ({ own }) => own.rank,
    }),
    of: t.int({ description: 'Number of ranked peers, itself among them.', resolve: ({ ranked }) => ranked.length }),
    notStatedCount: t.exposeInt('notStatedCount', { description: 'Number of inhabited peers without a share.' }),
    minPercent: t.float({
      description: 'Lowest share, % of households.',
      resolve: ({ worst }) => worst.sharePercent,
    }),
    medianPercent: t.float({
      description: 'Median of the shares, % of households.',
      resolve: ({ ranked }) => medianOf(ranked),
    }),
    maxPercent: t.float({
      description: 'Highest share, % of households.',
      resolve: ({ best }) => best.sharePercent,
    }),
    sharesPercent: t.field({
      type: ['Float'],
      description:
        'Shares of all ranked peers, % of households, highest first; at most 500, larger groups evenly thinned, best and ' +
        'worst kept.',
      resolve: ({ ranked }) => thinnedShares(ranked),
    }),
    best: t.field({
      type: RankNeighbourType,
      description: 'The first of all.',
      resolve: ({ best }) => best,
    }),
    above: t.field({
      type: RankNeighbourType,
      nullable: true,
      description: 'The nearest with a higher share; null = there is none.',
      resolve: ({ ranked, own }) => ranked.findLast(({ sharePercent }) => sharePercent > own.sharePercent) ?? null,
    }),
    below: t.field({
      type: RankNeighbourType,
      nullable: true,
      description: 'The nearest with a lower share; null = there is none.',
      resolve: ({ ranked, own }) => ranked.find(({ sharePercent }) => sharePercent < own.sharePercent) ?? null,
    }),
    edition: t.expose('edition', { type: EditionType, description: 'Where the shares come from.' }),
  }),
});

const RankedMunicipalityType = builder.objectRef<RankedMunicipality>('RankedMunicipality').implement({
  description: 'A municipality in a ranking.',
  fields: (t) => ({
    rank: t.exposeInt('rank', { description: 'Its rank, 1 = highest share; equal shares share a rank.' }),
    sharePercent: t.exposeFloat('sharePercent', { description: 'Its share, % of households.' }),
    municipality: t.expose('municipality', { type: MunicipalityType, description: 'The municipality.' }),
  }),
});

const DirectionEnum = builder.enumType('Direction', {
  description: 'From which end.',
  values: { ASCENDING: { description: 'Lowest first.' }, DESCENDING: { description: 'Highest first.' } } as const,
});

const DistributionBinType = builder.objectRef<Bin>('DistributionBin').implement({
  description:
    'A class of the map: shares from the first number, up to and without the second; the last class holds 100.',
  fields: (t) => ({
    fromPercent: t.exposeFloat('fromPercent', { description: '% of households, from.' }),
    toPercent: t.exposeFloat('toPercent', { description: '% of households, below; 0 to 0 is exactly zero.' }),
    count: t.exposeInt('count', { description: 'Number of municipalities.' }),
  }),
});

const DistributionType = builder.objectRef<Ranking & { edition: Edition }>('Distribution').implement({
  description: 'How municipalities spread over the classes of the map.',
  fields: (t) => ({
    edition: t.expose('edition', { type: EditionType, description: 'Where the shares come from.' }),
    bins: t.field({
      type: [DistributionBinType],
      description: 'Classes, lowest first: 0, above 0 to 2, then to 10, 25, 50, 75, 95, 100.',
      resolve: ({ ranked }) => binShares(ranked),
    }),
    notStatedCount: t.exposeInt('notStatedCount', {
      description: 'Number of inhabited municipalities without a share.',
    }),
    uninhabitedCount: t.exposeInt('uninhabitedCount', { description: 'Number of areas where nobody lives.' }),
    totalCount: t.int({
      description: 'Number of all of them: in the classes, without a share, uninhabited.',
      resolve: ({ ranked, notStatedCount, uninhabitedCount }) => ranked.length + notStatedCount + uninhabitedCount,
    }),
  }),
});

interface Columns {
  edition: Edition;
  ags: readonly string[];
  name: readonly string[];
  stateCode: readonly string[];
  sharesPercent: readonly (number | null)[];
}

const CoverageColumnsType = builder.objectRef<Columns>('CoverageColumns').implement({
  description:
    "All municipalities' shares as columns, for maps and tables: the entries of all columns belong together.",
  fields: (t) => ({
    edition: t.expose('edition', { type: EditionType, description: 'Where the shares come from.' }),
    ags: t.exposeStringList('ags', { description: 'Keys, eight digits, in order.' }),
    name: t.exposeStringList('name', { description: 'Names.' }),
    stateCode: t.exposeStringList('stateCode', { description: 'Länder, 01 to 16.' }),
    sharesPercent: t.field({
      type: ['Float'],
      nullable: { list: false, items: true },
      description: '% of households, 0-100; null = not stated, not surveyed, or nobody lives there.',
      resolve: ({ sharesPercent }) => sharesPercent,
    }),
  }),
});

interface FigureArguments {
  technology: Technology;
  minDownstreamMbits: number;
  edition?: string | null | undefined;
}

const editionDescription = 'Edition by its `editionId`; default: the newest that surveyed the figure.';

builder.objectField(MunicipalityType, 'rank', (t) =>
  t.field({
    type: RankType,
    nullable: true,
    description:
      'Where it stands among its peers, those of the filter; null = it is none of them, nobody lives there, or it has no share.',
    complexity: 50,
    args: {
      technology: t.arg({ type: TechnologyEnum, required: true, description: argumentDescriptions.technology }),
      minDownstreamMbits: t.arg.int({ required: true, description: argumentDescriptions.minDownstreamMbits }),
      edition: t.arg.string({ description: editionDescription }),
      filter: t.arg({ type: MunicipalityFilterInput, description: 'Which ones are peers; default: all.' }),
    },
    resolve: ({ ags }, args, context, info) =>
      loadTogether(context, info, ags, async () => {
        const ranking = await rankOf(context, args, args.filter);
        const byAgs = new Map(ranking.ranked.map((entry) => [entry.municipality.ags, entry]));
        return (key) => {
          const own = byAgs.get(key);
          if (!own) return null;
          return { ...ranking, own, best: ranking.ranked[0] ?? own, worst: ranking.ranked.at(-1) ?? own };
        };
      }),
  }),
);

builder.queryFields((t) => {
  const figureArguments = () => ({
    technology: t.arg({ type: TechnologyEnum, required: true, description: argumentDescriptions.technology }),
    minDownstreamMbits: t.arg.int({ required: true, description: argumentDescriptions.minDownstreamMbits }),
    edition: t.arg.string({ description: editionDescription }),
  });
  const filter = () => t.arg({ type: MunicipalityFilterInput, description: 'Which municipalities; default: all.' });
  return {
    ranking: t.connection(
      {
        type: RankedMunicipalityType,
        description:
          'Municipalities by their share. Those without a share and uninhabited areas are left out and counted.',
        complexity: (args) => ({ ...pageCost(args), field: 50 }),
        args: {
          ...figureArguments(),
          filter: filter(),
          direction: t.arg({ type: DirectionEnum, defaultValue: 'DESCENDING', description: 'Which end comes first.' }),
        },
        resolve: async (
          _root,
          { technology, minDownstreamMbits, edition, filter, direction, ...pageArguments },
          context,
        ) => {
          const chosen = editionOf(context, { technology, minDownstreamMbits, edition });
          const upwards = direction === 'ASCENDING';
          const list = { list: 'ranking', technology, minDownstreamMbits, edition: chosen.id, filter, upwards };
          const page = readPage(pageArguments, list, ['number', 'string']);
          const ranking = await rankOf(context, { technology, minDownstreamMbits, edition: chosen.id }, filter);
          const ordered = upwards ? ranking.ranked.toReversed() : ranking.ranked;
          const { notStatedCount, uninhabitedCount } = ranking;
          const compare = (one: Key, other: Key): number => (upwards ? byShare(other, one) : byShare(one, other));
          return { ...pageOf(ordered, page, rankKey, compare), edition: chosen, notStatedCount, uninhabitedCount };
        },
      },
      {
        name: 'RankingConnection',
        description: 'A page of a ranking.',
        fields: (c) => ({
          edition: c.expose('edition', { type: EditionType, description: 'Where the shares come from.' }),
          notStatedCount: c.exposeInt('notStatedCount', {
            description: 'Number of inhabited municipalities without a share.',
          }),
          uninhabitedCount: c.exposeInt('uninhabitedCount', { description: 'Number of areas where nobody lives.' }),
        }),
      },
      connectionNames('RankedMunicipality', 'ranked municipalities')[1],
    ),
    distribution: t.field({
      type: DistributionType,
      description: 'How municipalities spread over the classes of the map.',
      complexity: 50,
      args: { ...figureArguments(), filter: filter() },
      resolve: (_root, args, context) => rankOf(context, args, args.filter),
    }),
    coverageColumns: t.field({
      type: CoverageColumnsType,
      description: 'The shares of all municipalities at once.',
      complexity: { field: 10_000, multiplier: 1 },
      args: figureArguments(),
      resolve: async (_root, args, context) => {
        const { edition, municipalities, column } = await readFigure(context, args);
        const all = municipalities.list(null, 'AGS');
        return {
          edition,
          ags: all.map(({ ags }) => ags),
          name: all.map(({ name }) => name),
          stateCode: all.map(({ ags }) => ags.slice(0, 2)),
          sharesPercent: all.map(({ ags, inhabited }) => (inhabited ? (column.shares.get(ags) ?? null) : null)),
        };
      },
    }),
  };
});

/** The ranking of those that a filter holds for. */
async function rankOf(
  context: ApiContext,
  args: FigureArguments,
  filter: MunicipalityFilter | null | undefined,
): Promise<Ranking & { edition: Edition }> {
  const { edition, municipalities, column } = await readFigure(context, args);
  return { ...rankMunicipalities(municipalities.list(filter), column), edition };
}

async function readFigure(context: ApiContext, args: FigureArguments) {
  const edition = editionOf(context, args);
  const column = await context.columns.get(edition, figureFrom(args));
  return { edition, column, municipalities: await context.places.get() };
}

function editionOf(context: ApiContext, args: FigureArguments): Edition {
  return args.edition == null
    ? newestEdition(context, figureFrom(args))
    : getEdition(context, 'edition', args.edition, 'municipal_coverage');
}

function figureFrom({ technology, minDownstreamMbits }: FigureArguments): Figure {
  return figureOf(technology, checkedSpeedClass(minDownstreamMbits));
}

function rankKey({ sharePercent, municipality }: RankedMunicipality): Key {
  return [sharePercent, municipality.ags];
}

/** Highest share first, then by key, as columns are ordered. */
function byShare([share, ags]: Key, [otherShare, otherAgs]: Key): number {
  if (share !== otherShare) return Number(otherShare) - Number(share);
  if (ags === otherAgs) return 0;
  return String(ags) < String(otherAgs) ? -1 : 1;
}
