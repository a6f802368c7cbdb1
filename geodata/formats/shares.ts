/** Reading and judging shares: one way for municipal files, cells and the live service. */
import type { Problem } from '../records.ts';
import { parseFigure, type Figure, type Technology } from '../technologies.ts';
import { quote, warning } from './problems.ts';

/**
 * A share in %: decimal point or comma, 0 to 100, two decimals; an empty cell is null (not stated).
 * A cell that can't be read is null too, with a warning `share-not-a-number` or `share-out-of-range` in `problems`.
 */
export function readShare(text: string, line: number, column: string, problems: Problem[]): number | null {
  if (text === '') return null;
  let value = Number(text);
  if (!Number.isFinite(value) || text.charCodeAt(0) <= 32) {
    const trimmed = text.trim();
    if (trimmed === '') return null;
    const plain = /^([+-]?\d+)(?:[.,](\d+))?(?: ?%)?$/.exec(trimmed);
    if (!plain) {
      problems.push(
        warning(
          line,
          'share-not-a-number',
          `${column}: ${quote(text)} is no number; taken as not stated`,
          'Write a number from 0 to 100, or leave the cell empty',
        ),
      );
      return null;
    }
    value = Number(`${plain[1]}.${plain[2] ?? 0}`);
  }
  if (value < 0 || value > 100) {
    problems.push(
      warning(
        line,
        'share-out-of-range',
        `${column}: ${quote(text)} is not within 0 and 100%; taken as not stated`,
        'Correct the share, or leave the cell empty',
      ),
    );
    return null;
  }
  return Math.round(value * 100) / 100;
}

/** For each technology the places of its classes in `shares`, slowest first. */
export type Ladders = readonly { technology: Technology; places: readonly number[] }[];

/** The ladders of cumulative classes in a list of figures. */
export function findLadders(figures: readonly Figure[]): Ladders {
  const ladders = new Map<Technology, { place: number; mbits: number }[]>();
  figures.forEach((figure, place) => {
    const { technology, downstreamMbits } = parseFigure(figure) ?? {};
    if (!technology || !downstreamMbits) return;
    const ladder = ladders.get(technology) ?? [];
    ladder.push({ place, mbits: downstreamMbits });
    ladders.set(technology, ladder);
  });
  return [...ladders].map(([technology, rungs]) => ({
    technology,
    places: rungs.sort((a, b) => a.mbits - b.mbits).map(({ place }) => place),
  }));
}

/**
 * Reports cumulative classes that rise, at most once a technology: who can get 100 Mbit/s can get 50 as well.
 * There is no tolerance: rounding never makes a falling ladder rise, and none of the published files has a rise.
 */
export function reportRises(
  shares: readonly (number | null)[],
  ladders: Ladders,
  figures: readonly Figure[],
  line: number,
  problems: Problem[],
): void {
  for (const { technology, places } of ladders) {
    let slower = -1;
    for (const place of places) {
      const share = shares[place] ?? null;
      if (share === null) continue;
      const slowerShare = shares[slower] ?? null;
      if (slowerShare !== null && share > slowerShare) {
        problems.push(
          warning(
            line,
            'cumulative-rise',
            `${technology}: ${figures[place]} is ${share}%, more than ${figures[slower]} with ${slowerShare}%, though the classes are cumulative`,
            'Ask the publisher which of the two is right; both were taken as they are',
          ),
        );
        break;
      }
      slower = place;
    }
  }
}
