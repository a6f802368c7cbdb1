import { findSeriesBreak, type SeriesBreak } from '../../geodata/series-breaks.ts';
import { type Figure, figureOf, type SpeedClass, type Technology } from '../../geodata/technologies.ts';
import type { Edition } from '../editions/queries.ts';
import type { Slot } from './queries.ts';

/** Why there is no share. */
export type Absence = 'NOT_SURVEYED' | 'NOT_STATED' | 'PROTECTED' | 'UNINHABITED';

/** One figure for one place, as one edition has it. */
export interface CoverageEntry {
  technology: Technology;
  minDownstreamMbits: SpeedClass;
  /** %, 0-100; null: see absence. */
  sharePercent: number | null;
  absence: Absence | null;
  edition: Edition;
  /** Break in series between this edition and the one of the entry before. */
  breakInSeries: SeriesBreak | null;
}

/** What was asked for: one figure, in the editions that go into the answer, oldest first. */
export interface FigureRequest {
  technology: Technology;
  minDownstreamMbits: SpeedClass;
  editions: readonly Edition[];
}

/** Where the figure stands in each of the editions. */
export function slotsOf({ technology, minDownstreamMbits, editions }: FigureRequest): Slot[] {
  const figure = figureOf(technology, minDownstreamMbits);
  return editions.map((edition) => slotOf(edition, figure));
}

export function slotOf({ id, figures }: Edition, figure: Figure): Slot {
  return { editionId: id, position: figures.indexOf(figure) + 1 };
}

/**
 * The entries of one place, from its rows by slot. `absence` says why a share must not be shown, whatever the row has;
 * an edition without a row does not know the place and gives no entry.
 */
export function toEntries<R extends { slot: number; share: number | null }>(
  request: FigureRequest,
  rows: readonly R[],
  absenceOf: (row: R, edition: Edition) => Absence | undefined,
): CoverageEntry[] {
  const { technology, minDownstreamMbits, editions } = request;
  const figure = figureOf(technology, minDownstreamMbits);
  const entries: CoverageEntry[] = [];
  for (const row of rows) {
    const edition = editions[row.slot];
    if (!edition) continue;
    const hidden = absenceOf(row, edition) ?? (edition.figures.includes(figure) ? undefined : 'NOT_SURVEYED');
    const sharePercent = hidden === undefined ? row.share : null;
    const before = entries.at(-1)?.edition;
    entries.push({
      technology,
      minDownstreamMbits,
      sharePercent,
      absence: hidden ?? (sharePercent === null ? 'NOT_STATED' : null),
      edition,
      breakInSeries: before ? (breakBetween(before, edition) ?? null) : null,
    });
  }
  return entries;
}

/** The break between two editions, if there is one. */
export function breakBetween(one: Edition, other: Edition): SeriesBreak | undefined {
  return findSeriesBreak(other.source, one.referenceDate, other.referenceDate);
}
