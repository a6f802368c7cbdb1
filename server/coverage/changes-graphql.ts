import { figureOf } from '../../geodata/technologies.ts';
import { type ApiContext, builder, connectionNames } from '../builder.ts';
import { EditionType } from '../editions/graphql.ts';
import { checkedSpeedClass, TechnologyEnum } from '../editions/vocabulary-graphql.ts';
import { InvalidArgumentError, NotFoundError, SeriesBreakError } from '../errors.ts';
import { type Key, pageCost, pageOf, readPage } from '../pagination.ts';
import type { MunicipalityFilter } from '../places/directory.ts';
import { MunicipalityFilterInput, MunicipalityType } from '../places/graphql.ts';
import {
  type Changes,
  changesOf,
  countChanges,
  countOnlyIn,
  medianChange,
  type RankedChange,
  rankChanges,
} from './change.ts';
import type { FigureColumn } from './columns.ts';
import { seriesBreakError } from './comparison-graphql.ts';
import { breakOfPair, type EditionPair, getEditionPair } from './edition-pair.ts';
import { argumentDescriptions } from './graphql.ts';
import { type FigureArguments } from './peers.ts';
import { DirectionEnum } from './ranking-graphql.ts';

interface CoverageChanges extends Changes, EditionPair {
  columns: EditionPairColumns;
  onlyEarlierCount: number;
  onlyLaterCount: number;
  /** Names the list for its cursors. */
  asked: object;
}

interface EditionPairColumns {
  ags: readonly string[];
  earlierPercent: readonly (number | null)[];
  laterPercent: readonly (number | null)[];
}

const RankedChangeType = builder.objectRef<RankedChange>('RankedChange').implement({
  description: 'What changed in a municipality, and where that stands among the changes of the others.',
  fields: (t) => ({
    rank: t.exposeInt('rank', {
      description:
        'Its rank from the end that comes first, 1 = largest rise (or fall); equal differences share a rank.',
    }),
    sharedBy: t.exposeInt('sharedBy', { description: 'Number of municipalities that share the rank, at least 1.' }),
    earlierPercent: t.exposeFloat('earlierPercent', { description: 'Share in the earlier edition, % of households.' }),
    laterPercent: t.exposeFloat('laterPercent', { description: 'Share in the later edition, % of households.' }),
    differencePercentagePoints: t.exposeFloat('differencePercentagePoints', {
      description: 'Later minus earlier, percentage points; below zero where coverage fell.',
    }),
    municipality: t.expose('municipality', { type: MunicipalityType, description: 'The municipality.' }),
  }),
});

const ChangeColumnsType = builder.objectRef<EditionPairColumns>('ChangeColumns').implement({
  description:
    'The shares of all inhabited municipalities in both editions as columns, for maps: the entries of all columns belong ' +
    'together.',
  fields: (t) => ({
    ags: t.exposeStringList('ags', { description: 'Keys, eight digits, in order.' }),
    earlierPercent: t.field({
      type: ['Float'],
      nullable: { list: false, items: true },
      description: 'Share in the earlier edition, % of households, 0-100; null = not stated.',
      resolve: ({ earlierPercent }) => earlierPercent,
    }),
    laterPercent: t.field({
      type: ['Float'],
      nullable: { list: false, items: true },
      description: 'Share in the later edition, % of households, 0-100; null = not stated.',
      resolve: ({ laterPercent }) => laterPercent,
    }),
  }),
});

const CoverageChangesType = builder.objectRef<CoverageChanges>('CoverageChanges').implement({
  description:
    'What changed in all municipalities from one edition to another. One without a share in one of the two has no ' +
    'difference; it is counted and not taken for zero.',
  fields: (t) => ({
    earlier: t.expose('earlier', { type: EditionType, description: 'The edition of the earlier date.' }),
    later: t.expose('later', { type: EditionType, description: 'The edition of the later date.' }),
    roseCount: t.int({
      description: 'Number of municipalities whose share rose.',
      resolve: (changes) => countChanges(changes).rose,
    }),
    sameCount: t.int({
      description: 'Number of municipalities whose share is the same to two decimals.',
      resolve: (changes) => countChanges(changes).same,
    }),
    fellCount: t.int({
      description: 'Number of municipalities whose share fell.',
      resolve: (changes) => countChanges(changes).fell,
    }),
    medianPercentagePoints: t.float({
      nullable: true,
      description: 'Median of the differences, percentage points; null = there is none.',
      resolve: (changes) => medianChange(changes) ?? null,
    }),
    missingCount: t.exposeInt('missingCount', {
      description: 'Number of inhabited municipalities without a share in one of the editions, or in both.',
    }),
    uninhabitedCount: t.exposeInt('uninhabitedCount', { description: 'Number of areas where nobody lives.' }),
    onlyEarlierCount: t.exposeInt('onlyEarlierCount', {
      description:
        'Number of keys in all of Germany that only the earlier edition has, whatever the filter: municipalities that ' +
        'have merged since, say.',
    }),
    onlyLaterCount: t.exposeInt('onlyLaterCount', {
      description: 'Number of keys in all of Germany that only the later edition has, whatever the filter.',
    }),
    columns: t.expose('columns', {
      type: ChangeColumnsType,
      description: 'All inhabited municipalities of the filter at once.',
      complexity: { field: 10_000, multiplier: 1 },
    }),
    ranking: t.connection(
      {
        type: RankedChangeType,
        description: 'Municipalities by what changed, those with the same difference by key.',
        complexity: pageCost,
        args: {
          direction: t.arg({
            type: DirectionEnum,
            defaultValue: 'DESCENDING',
            description: 'Which end comes first; descending: the largest rise.',
          }),
        },
        resolve: (changes, { direction, ...pageArguments }) => {
          const upwards = direction === 'ASCENDING';
          const page = readPage(pageArguments, { ...changes.asked, upwards }, ['number', 'string']);
          const compare = (one: Key, other: Key): number => (upwards ? byChange(other, one) : byChange(one, other));
          return pageOf(rankChanges(changes, upwards), page, changeKey, compare);
        },
      },
      ...connectionNames('RankedChange', 'changes of municipalities'),
    ),
  }),
});

builder.queryField('coverageChanges', (t) =>
  t.field({
    type: CoverageChangesType,
    description: 'What changed in all municipalities from one edition to another, if the two can be compared.',
    complexity: 50,
    errors: {
      types: [SeriesBreakError, NotFoundError],
      directResult: true,
      union: { name: 'CoverageChangesResult', description: 'The changes, or why there are none.' },
    },
    args: {
      technology: t.arg({ type: TechnologyEnum, required: true, description: argumentDescriptions.technology }),
      minDownstreamMbits: t.arg.int({ required: true, description: argumentDescriptions.minDownstreamMbits }),
      from: t.arg.string({ required: true, description: 'Edition by its `editionId`.' }),
      to: t.arg.string({ required: true, description: 'Edition by its `editionId`.' }),
      filter: t.arg({ type: MunicipalityFilterInput, description: 'Which municipalities; default: all.' }),
    },
    resolve: async (_root, args, context) => readChanges(context, args),
  }),
);

/** Errors: SeriesBreakError, NotFoundError, InvalidArgumentError. */
async function readChanges(
  context: ApiContext,
  {
    technology,
    minDownstreamMbits,
    from,
    to,
    filter,
  }: FigureArguments & { from: string; to: string; filter?: MunicipalityFilter | null | undefined },
): Promise<CoverageChanges> {
  const pair = getEditionPair(context, from, to);
  const { earlier, later } = pair;
  if (later.population !== 'households') {
    throw new InvalidArgumentError('to', 'to: needed are editions about households, these are about companies.');
  }
  const figure = figureOf(technology, checkedSpeedClass(minDownstreamMbits));
  const seriesBreak = breakOfPair(pair, figure);
  if (seriesBreak) {
    throw seriesBreakError(pair, seriesBreak, figure, context.register.listWhole('municipal_coverage'));
  }
  const [before, after, municipalities] = await Promise.all([
    context.columns.get(earlier, figure),
    context.columns.get(later, figure),
    context.places.get(),
  ]);
  const chosen = municipalities.list(filter, 'AGS');
  const isInhabited = (ags: string) => municipalities.find(ags)?.inhabited !== false;
  return {
    ...pair,
    ...changesOf(chosen, before, after),
    columns: columnsOf(
      chosen.filter(({ inhabited }) => inhabited).map(({ ags }) => ags),
      before,
      after,
    ),
    onlyEarlierCount: countOnlyIn(before, after, isInhabited),
    onlyLaterCount: countOnlyIn(after, before, isInhabited),
    asked: { list: 'changes', figure, earlier: earlier.id, later: later.id, filter },
  };
}

function columnsOf(ags: readonly string[], earlier: FigureColumn, later: FigureColumn): EditionPairColumns {
  const shares = (column: FigureColumn) => ags.map((key) => column.shares.get(key) ?? null);
  return { ags, earlierPercent: shares(earlier), laterPercent: shares(later) };
}

function changeKey({ differencePercentagePoints, municipality }: RankedChange): Key {
  return [differencePercentagePoints, municipality.ags];
}

/** Largest rise first, then by key. */
function byChange([difference, ags]: Key, [otherDifference, otherAgs]: Key): number {
  if (difference !== otherDifference) return Number(otherDifference) - Number(difference);
  if (ags === otherAgs) return 0;
  return String(ags) < String(otherAgs) ? -1 : 1;
}
