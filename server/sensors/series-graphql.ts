import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import { Kind } from 'graphql';
import { loadTogether } from '../batch.ts';
import { type ApiContext, builder } from '../builder.ts';
import { InvalidArgumentError } from '../errors.ts';
import type { Datastream } from './queries.ts';
import { type Bucket, countBuckets, type SeriesWindow } from './series-grid.ts';
import { longestSeries, type Series, type SeriesColumn, seriesColumns } from './series-queries.ts';
import { listUsualRanges, type UsualRange, usualYears } from './usual-range.ts';

const BucketEnum = builder.enumType('SeriesBucket', {
  description: 'What the values of a series are summed up by.',
  values: {
    RAW: { value: 'raw', description: 'Not at all: single observations.' },
    HOUR: { value: 'hour', description: 'By hour.' },
    DAY: { value: 'day', description: 'By day in Germany.' },
    MONTH: { value: 'month', description: 'By month in Germany.' },
  } satisfies Record<string, { value: Bucket; description: string }>,
});

/** A series, and which of its columns tells. */
interface ToldSeries extends Series {
  summed: boolean;
}

const column =
  (name: SeriesColumn) =>
  ({ columns }: ToldSeries) =>
    columns[name] ?? [];

const SeriesType = builder.objectRef<ToldSeries>('Series').implement({
  description:
    'A series as columns of equal length: an entry a bucket, gaps included, or an observation. In the unit of the ' +
    'datastream; null = nothing is known of that time, never zero.',
  fields: (t) => ({
    bucket: t.expose('bucket', { type: BucketEnum, description: 'What is summed up.' }),
    start: t.expose('start', {
      type: 'DateTime',
      description:
        'Start of the first bucket; the next ones follow hour by hour, day by day, month by month, without gap. Of ' +
        'single observations the time that `times` count from.',
    }),
    length: t.exposeInt('length', { description: 'Number of entries of each column.' }),
    times: t.expose('times', {
      type: 'Numbers',
      nullable: true,
      description: 'Of single observations, seconds after `start`; null for buckets.',
    }),
    values: t.field({
      type: 'Numbers',
      description: 'What tells: the sums of what adds up (counts, rain), the means of all else.',
      resolve: ({ columns, summed }) => (summed ? columns.sums : columns.means) ?? [],
    }),
    means: t.field({
      type: 'Numbers',
      description:
        'Arithmetic means of all observations, of levels (dB) and of directions too: no Leq, and misleading around north.',
      resolve: column('means'),
    }),
    sums: t.field({ type: 'Numbers', description: 'Sums.', resolve: column('sums') }),
    minima: t.field({ type: 'Numbers', description: 'Least results, doubtful or not.', resolve: column('minima') }),
    maxima: t.field({ type: 'Numbers', description: 'Greatest results, doubtful or not.', resolve: column('maxima') }),
    plausibleMeans: t.field({
      type: 'Numbers',
      description: 'Means of the results that are not doubtful; null = none is known.',
      resolve: column('plausibleMeans'),
    }),
    plausibleSums: t.field({
      type: 'Numbers',
      description: 'Sums of the results that are not doubtful; null = none is known.',
      resolve: column('plausibleSums'),
    }),
    plausibleMinima: t.field({
      type: 'Numbers',
      description: 'Least results that are not doubtful; null = none is known.',
      resolve: column('plausibleMinima'),
    }),
    plausibleMaxima: t.field({
      type: 'Numbers',
      description: 'Greatest results that are not doubtful; null = none is known.',
      resolve: column('plausibleMaxima'),
    }),
    lasts: t.field({ type: 'Numbers', description: 'Last results.', resolve: column('lasts') }),
    counts: t.field({ type: 'Numbers', description: 'Numbers of observations; 0 = a gap.', resolve: column('counts') }),
    doubtful: t.field({
      type: 'Numbers',
      description:
        'Numbers of observations whose result is doubtful; all columns hold them but those that are called plausible.',
      resolve: column('doubtful'),
    }),
    flags: t.field({
      type: 'Numbers',
      description: 'Flags of single observations, a bit a flag as `qualityFlags` has them; null for buckets.',
      resolve: column('flags'),
    }),
  }),
});

const UsualRangeType = builder.objectRef<UsualRange>('UsualRange').implement({
  description:
    'Between which values nine hours in ten lay, by hour of the day in Germany; 24 entries, null = too little is known.',
  fields: (t) => ({
    lows: t.expose('lows', { type: 'Numbers', description: 'Lower bounds, in the unit of the datastream.' }),
    highs: t.expose('highs', { type: 'Numbers', description: 'Upper bounds.' }),
  }),
});

/** The field `series` of a datastream: one statement for all datastreams that a query asks the same of. */
export const seriesField = {
  type: SeriesType,
  description: `Its series in a time, from roll-ups; at most ${longestSeries} values.`,
  complexity: 20,
} as const;

export const seriesArguments = {
  from: { type: 'DateTime', required: true, description: 'From this time on.' },
  to: { type: 'DateTime', required: true, description: 'Up to this time, which is not in it.' },
  bucket: { type: BucketEnum, required: true, description: 'What is summed up.' },
} as const;

export async function readSeries(
  datastream: Datastream,
  { from, to, bucket }: Pick<SeriesWindow, 'from' | 'to' | 'bucket'>,
  context: ApiContext,
  info: GraphQLResolveInfo,
): Promise<ToldSeries> {
  const window = { ags: datastream.ags, from, to, bucket };
  checkWindow(window);
  const series = await loadTogether(context, info, datastream, async (datastreams) => {
    const wanted = wantedColumns(info, datastreams);
    const found = await listSeriesByMunicipality(context, datastreams, window, wanted);
    return ({ id }: Datastream) => found.get(id);
  });
  if (!series) throw new Error(`No series of datastream ${datastream.id}`);
  if (series.length > longestSeries) {
    throw new InvalidArgumentError(
      'bucket',
      `bucket: there are more than ${longestSeries} observations between from and to; ask for a shorter time, or by HOUR.`,
    );
  }
  return { ...series, summed: datastream.summed };
}

/** A query may name things of several municipalities; rarely does. */
async function listSeriesByMunicipality(
  { series }: ApiContext,
  datastreams: readonly Datastream[],
  window: SeriesWindow,
  wanted: readonly SeriesColumn[],
): Promise<Map<number, Series>> {
  const found = new Map<number, Series>();
  for (const [ags, own] of Map.groupBy(datastreams, (datastream) => datastream.ags)) {
    const ids = [...new Set(own.map(({ id }) => id))];
    for (const [id, one] of await series.list(ids, { ...window, ags }, wanted)) found.set(id, one);
  }
  return found;
}

function checkWindow(window: SeriesWindow): void {
  if (window.to <= window.from) {
    throw new InvalidArgumentError('to', `to: ${window.to.toISOString()} is not after from; give a later time.`);
  }
  const [first, last] = [window.from.getUTCFullYear(), window.to.getUTCFullYear()];
  if (first < 1900 || last > 2100) {
    throw new InvalidArgumentError('from', 'from, to: series are of the years 1900 to 2100.');
  }
  const buckets = countBuckets(window) ?? 0;
  if (buckets > longestSeries) {
    throw new InvalidArgumentError(
      'bucket',
      `bucket: ${buckets} of these lie between from and to, at most ${longestSeries} are told at once; ask for a shorter time or for longer buckets.`,
    );
  }
}

/** What the query asks of a series: what nobody wants is not summed up. */
function wantedColumns(info: GraphQLResolveInfo, datastreams: readonly Datastream[]): SeriesColumn[] {
  const names = new Set<string>();
  const collect = (selection: SelectionSetNode | undefined): void => {
    for (const node of selection?.selections ?? []) {
      if (node.kind === Kind.FIELD) names.add(node.name.value);
      else
        collect(node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : info.fragments[node.name.value]?.selectionSet);
    }
  };
  for (const node of info.fieldNodes) collect(node.selectionSet);
  if (names.has('values')) for (const { summed } of datastreams) names.add(summed ? 'sums' : 'means');
  return seriesColumns.filter((name) => names.has(name));
}

/** The field `usualRange` of a datastream. */
export const usualRangeField = {
  type: UsualRangeType,
  description: `What is usual in the month of a day, from the hours of that month in the same and the ${usualYears - 1} years before.`,
  complexity: 20,
} as const;

export const usualRangeArguments = {
  on: { type: 'Date', required: true, description: 'A day of the month.' },
} as const;

export async function readUsualRange(
  datastream: Datastream,
  { on }: { on: string },
  context: ApiContext,
  info: GraphQLResolveInfo,
): Promise<UsualRange> {
  const range = await loadTogether(context, info, datastream, async (datastreams) => {
    const found = new Map<number, UsualRange>();
    for (const [ags, own] of Map.groupBy(datastreams, (one) => one.ags)) {
      const ids = own.map(({ id }) => id);
      for (const [id, usual] of await listUsualRanges(context.db, ags, ids, on)) found.set(id, usual);
    }
    return ({ id }: Datastream) => found.get(id);
  });
  const unknown = new Array<null>(24).fill(null);
  return range ?? { lows: unknown, highs: unknown };
}
