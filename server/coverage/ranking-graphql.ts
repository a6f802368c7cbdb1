import { builder, connectionNames } from '../builder.ts';
import { loadTogether } from '../batch.ts';
import { EditionType } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { TechnologyEnum } from '../editions/vocabulary-graphql.ts';
import { type Key, pageCost, pageOf, readPage } from '../pagination.ts';
import { MunicipalityFilterInput, MunicipalityType } from '../places/graphql.ts';
import { argumentDescriptions } from './graphql.ts';
import { editionOf, rankingsOf, rankOf } from './peers.ts';
import { medianOf, type RankedMunicipality, type Ranking, thinnedShares } from './ranking.ts';

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
    sharedBy: t.exposeInt('sharedBy', { description: 'Number of municipalities that share the rank, at least 1.' }),
    municipality: t.expose('municipality', { type: MunicipalityType, description: 'The municipality.' }),
  }),
});

export const DirectionEnum = builder.enumType('Direction', {
  description: 'From which end.',
  values: { ASCENDING: { description: 'Lowest first.' }, DESCENDING: { description: 'Highest first.' } } as const,
});

const CircleEnum = builder.enumType('PeerCircle', {
  description: 'Peers of a municipality, from all to the most alike.',
  values: {
    ALL: { description: 'All of them.' },
    STATE: { description: 'Those of its Land.' },
    KIND: { description: 'Those of its kind: kreisfreie Städte, or those with the same designation.' },
    KIND_IN_STATE: { description: 'Those of its kind in its Land.' },
  } as const,
});

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
      edition: t.arg.string({ description: argumentDescriptions.newestSurveyed }),
      filter: t.arg({ type: MunicipalityFilterInput, description: 'Which ones are peers; default: all.' }),
      circle: t.arg({
        type: CircleEnum,
        defaultValue: 'ALL',
        description: 'Which of these are, by what they have in common with it.',
      }),
    },
    resolve: ({ ags }, args, context, info) =>
      loadTogether(context, info, ags, async (keys) => {
        const rankings = await rankingsOf(context, args, args.filter, args.circle ?? 'ALL', keys);
        return (key) => {
          const ranking = rankings.get(key);
          if (!ranking) return null;
          const { ranked, own } = ranking;
          return { ...ranking, best: ranked[0] ?? own, worst: ranked.at(-1) ?? own };
        };
      }),
  }),
);

builder.queryFields((t) => ({
  ranking: t.connection(
    {
      type: RankedMunicipalityType,
      description:
        'Municipalities by their share. Those without a share and uninhabited areas are left out and counted.',
      complexity: (args) => ({ ...pageCost(args), field: 50 }),
      args: {
        technology: t.arg({ type: TechnologyEnum, required: true, description: argumentDescriptions.technology }),
        minDownstreamMbits: t.arg.int({ required: true, description: argumentDescriptions.minDownstreamMbits }),
        edition: t.arg.string({ description: argumentDescriptions.newestSurveyed }),
        filter: t.arg({ type: MunicipalityFilterInput, description: 'Which municipalities; default: all.' }),
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
}));

function rankKey({ sharePercent, municipality }: RankedMunicipality): Key {
  return [sharePercent, municipality.ags];
}

/** Highest share first, then by key, as columns are ordered. */
function byShare([share, ags]: Key, [otherShare, otherAgs]: Key): number {
  if (share !== otherShare) return Number(otherShare) - Number(share);
  if (ags === otherAgs) return 0;
  return String(ags) < String(otherAgs) ? -1 : 1;
}
