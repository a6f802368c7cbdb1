/** Where a series of editions stops being one: what was measured, how, or for whom, changed between two dates. */
export interface SeriesBreak {
  /** Ids in `sources.ts` of the sources that it holds for; what is modelled from a source inherits its breaks. */
  sources: readonly string[];
  /** ISO reference dates of the last edition before the break and the first one after it. */
  earlier: string;
  later: string;
  reason: 'METHOD' | 'CLASSES' | 'KEYS';
  /** Why, in one English sentence. */
  note: string;
}

/** Source: Breitbandatlas, notes on method; the publisher calls its editions no true time series. */
export const seriesBreaks: readonly SeriesBreak[] = [
  {
    sources: ['breitbandatlas', 'breitblick'],
    earlier: '2014-12-31',
    later: '2015-06-30',
    reason: 'METHOD',
    note: 'The method of the survey changed.',
  },
  {
    sources: ['breitbandatlas', 'breitblick'],
    earlier: '2018-06-30',
    later: '2018-12-31',
    reason: 'METHOD',
    note: 'Another survey with other classes; the publisher says that its editions are no true time series.',
  },
];

/** The first break that lies between two reference dates of a source, whichever of the two is earlier. */
export function findSeriesBreak(source: string, one: string, other: string): SeriesBreak | undefined {
  const [from, to] = one <= other ? [one, other] : [other, one];
  return seriesBreaks.find(
    (seriesBreak) => seriesBreak.sources.includes(source) && from <= seriesBreak.earlier && to >= seriesBreak.later,
  );
}
