import { rounded } from '../../geodata/make-up.ts';
import { type Figure, figureOf } from '../../geodata/technologies.ts';
import { builder } from '../builder.ts';
import { loadTogether } from '../batch.ts';
import type { Edition } from '../editions/queries.ts';
import { checkedSpeedClass, TechnologyEnum } from '../editions/vocabulary-graphql.ts';
import { NotFoundError, SeriesBreakError } from '../errors.ts';
import { MunicipalityType } from '../places/graphql.ts';
import type { Municipality } from '../places/queries.ts';
import { byDate, breakOfPair, type EditionPair, getEditionPair, nearestPair } from './edition-pair.ts';
import { type CoverageEntry, type FigureRequest, slotsOf, toEntries } from './entries.ts';
import { absenceIn, argumentDescriptions, BreakReasonEnum, CoverageType } from './graphql.ts';
import { findMunicipalShares } from './queries.ts';

interface Comparison {
  earlier: CoverageEntry;
  later: CoverageEntry;
  differencePercentagePoints: number;
}

const ComparisonType = builder.objectRef<Comparison>('Comparison').implement({
  description: 'One figure in two editions that can be compared.',
  fields: (t) => ({
    earlier: t.expose('earlier', { type: CoverageType, description: 'The figure in the edition of the earlier date.' }),
    later: t.expose('later', { type: CoverageType, description: 'The figure in the edition of the later date.' }),
    differencePercentagePoints: t.exposeFloat('differencePercentagePoints', {
      description: 'Later minus earlier, percentage points; below zero where coverage fell.',
    }),
  }),
});

builder.objectType(SeriesBreakError, {
  name: 'SeriesBreakError',
  description: 'The two editions differ in method, classes or keys, so that their difference would be no progress.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is the matter, in a sentence.' }),
    earlier: t.expose('earlier', { type: 'Date', description: 'Reference date of the earlier edition.' }),
    later: t.expose('later', { type: 'Date', description: 'Reference date of the later edition.' }),
    reason: t.expose('reason', { type: BreakReasonEnum, description: 'What changed between them.' }),
    note: t.exposeString('note', { description: 'What changed between them, in a sentence.' }),
    nearestEditionId: t.exposeString('nearestEditionId', {
      nullable: true,
      description: 'Edition nearest to the earlier one that can be compared with the later one; null = there is none.',
    }),
    nearestPair: t.exposeStringList('nearestPair', {
      description:
        'The two editions nearest to what was asked for that can be compared, earlier and later; empty = there are none.',
    }),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'Something that was asked for by name is not there.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is missing, in a sentence.' }),
  }),
});

builder.objectField(MunicipalityType, 'comparison', (t) =>
  t.field({
    type: ComparisonType,
    description: 'What changed from one edition to another, if the two can be compared.',
    complexity: 3,
    errors: {
      types: [SeriesBreakError, NotFoundError],
      directResult: true,
      union: { name: 'ComparisonResult', description: 'A comparison, or why there is none.' },
    },
    args: {
      technology: t.arg({ type: TechnologyEnum, required: true, description: argumentDescriptions.technology }),
      minDownstreamMbits: t.arg.int({ required: true, description: argumentDescriptions.minDownstreamMbits }),
      from: t.arg.string({ required: true, description: 'Edition by its `editionId`.' }),
      to: t.arg.string({ required: true, description: 'Edition by its `editionId`.' }),
    },
    resolve: (municipality, { technology, minDownstreamMbits, from, to }, context, info) =>
      loadTogether(context, info, municipality, async (municipalities) => {
        const { earlier, later } = getEditionPair(context, from, to);
        // All editions of the series: the error names one that can be compared instead.
        const series = context.register.list('municipal_coverage', { population: later.population });
        const request: FigureRequest = {
          technology,
          minDownstreamMbits: checkedSpeedClass(minDownstreamMbits),
          editions: [...new Set([...series, earlier, later])].sort(byDate),
        };
        const keys = municipalities.map(({ ags }) => ags);
        const found = Map.groupBy(await findMunicipalShares(context.db, keys, slotsOf(request)), ({ ags }) => ags);
        return (place) =>
          compare(place, toEntries(request, found.get(place.ags) ?? [], absenceIn(place)), earlier, later);
      }),
  }),
);

/** Errors: SeriesBreakError, NotFoundError. */
function compare(
  { name, inhabited }: Municipality,
  entries: readonly CoverageEntry[],
  earlierEdition: Edition,
  laterEdition: Edition,
): Comparison {
  const [earlier, later] = [earlierEdition, laterEdition].map((edition) => {
    const entry = entries.find((candidate) => candidate.edition === edition);
    if (!entry) throw new NotFoundError(`The edition ${edition.id} does not know ${name} by its present key.`);
    return entry;
  }) as [CoverageEntry, CoverageEntry];
  if (!inhabited && laterEdition.population === 'households') throw new NotFoundError(`Nobody lives in ${name}.`);
  const asked = { earlier: earlierEdition, later: laterEdition };
  const figure = figureOf(later.technology, later.minDownstreamMbits);
  const seriesBreak = breakOfPair(asked, figure);
  if (seriesBreak) {
    const stated = entries.filter(({ sharePercent }) => sharePercent !== null).map(({ edition }) => edition);
    throw seriesBreakError(asked, seriesBreak, figure, stated);
  }
  if (earlier.sharePercent === null || later.sharePercent === null) {
    const { edition } = earlier.sharePercent === null ? earlier : later;
    throw new NotFoundError(`The edition ${edition.id} states no such figure for ${name}.`);
  }
  return { earlier, later, differencePercentagePoints: rounded(later.sharePercent - earlier.sharePercent) };
}

/** Says what is broken, and which of some editions can be compared instead. */
export function seriesBreakError(
  asked: EditionPair,
  seriesBreak: Pick<SeriesBreakError, 'reason' | 'note'>,
  figure: Figure,
  editions: readonly Edition[],
): SeriesBreakError {
  const { earlier, later } = asked;
  const nearest = editions
    .toSorted(byDate)
    .find(
      (edition) =>
        edition.referenceDate >= earlier.referenceDate &&
        edition.referenceDate < later.referenceDate &&
        !breakOfPair({ earlier: edition, later }, figure),
    );
  const pair = nearestPair(editions, asked, figure);
  const dates = [earlier.referenceDate, later.referenceDate] as const;
  return new SeriesBreakError(dates, seriesBreak, nearest?.id ?? null, pair ? [pair.earlier.id, pair.later.id] : []);
}
