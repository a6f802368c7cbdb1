import { builder } from '../builder.ts';
import { EditionType } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { TechnologyEnum } from '../editions/vocabulary-graphql.ts';
import { MunicipalityFilterInput } from '../places/graphql.ts';
import { argumentDescriptions } from './graphql.ts';
import { rankOf, readFigure } from './peers.ts';
import { type Bin, binShares, type Ranking } from './ranking.ts';

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
    "All inhabited municipalities' shares as columns, for maps and tables: the entries of all columns belong together.",
  fields: (t) => ({
    edition: t.expose('edition', { type: EditionType, description: 'Where the shares come from.' }),
    ags: t.exposeStringList('ags', { description: 'Keys, eight digits, in order.' }),
    name: t.exposeStringList('name', { description: 'Names.' }),
    stateCode: t.exposeStringList('stateCode', { description: 'Länder, 01 to 16.' }),
    sharesPercent: t.field({
      type: ['Float'],
      nullable: { list: false, items: true },
      description: '% of households, 0-100; null = not stated or not surveyed.',
      resolve: ({ sharesPercent }) => sharesPercent,
    }),
  }),
});

builder.queryFields((t) => {
  const figureArguments = () => ({
    technology: t.arg({ type: TechnologyEnum, required: true, description: argumentDescriptions.technology }),
    minDownstreamMbits: t.arg.int({ required: true, description: argumentDescriptions.minDownstreamMbits }),
    edition: t.arg.string({ description: argumentDescriptions.newestSurveyed }),
  });
  return {
    distribution: t.field({
      type: DistributionType,
      description: 'How municipalities spread over the classes of the map.',
      complexity: 50,
      args: {
        ...figureArguments(),
        filter: t.arg({ type: MunicipalityFilterInput, description: 'Which municipalities; default: all.' }),
      },
      resolve: (_root, args, context) => rankOf(context, args, args.filter),
    }),
    coverageColumns: t.field({
      type: CoverageColumnsType,
      description: 'The shares of all inhabited municipalities at once.',
      complexity: { field: 10_000, multiplier: 1 },
      args: figureArguments(),
      resolve: async (_root, args, context) => {
        const { edition, municipalities, column } = await readFigure(context, args);
        const all = municipalities.list({ inhabited: true }, 'AGS');
        return {
          edition,
          ags: all.map(({ ags }) => ags),
          name: all.map(({ name }) => name),
          stateCode: all.map(({ ags }) => ags.slice(0, 2)),
          sharesPercent: all.map(({ ags }) => column.shares.get(ags) ?? null),
        };
      },
    }),
  };
});
