import { findSeriesBreak, type SeriesBreak } from '../../../geodata/series-breaks.ts';
import { type SpeedClass, speedClasses, type Technology } from '../../../geodata/technologies.ts';
import type { Edition } from '../../editions/editions.ts';
import { isSurveyed } from '../../editions/figures.ts';

/** Two editions, by reference date. */
export interface Pair {
  earlier: Edition;
  later: Edition;
}

export function inOrder(one: Edition, other: Edition): Pair {
  return one.referenceDate <= other.referenceDate ? { earlier: one, later: other } : { earlier: other, later: one };
}

/** The break that lies between two municipal editions; all of them are the atlas or modelled from it. */
export function breakIn({ earlier, later }: Pair): SeriesBreak | undefined {
  return findSeriesBreak('breitbandatlas', earlier.referenceDate, later.referenceDate);
}

function comparable(pair: Pair, technology: Technology, speed: SpeedClass): boolean {
  return !breakIn(pair) && [pair.earlier, pair.later].every((edition) => isSurveyed(edition, technology, speed));
}

/** What an edition is compared with unless the reader says: the oldest whole one that it can be, else the nearest other one. */
export function chooseFrom(
  editions: readonly Edition[],
  to: Edition,
  technology: Technology,
  speed: SpeedClass,
): Edition | undefined {
  const others = editions.filter(({ referenceDate }) => referenceDate !== to.referenceDate);
  const before = others.filter(({ referenceDate }) => referenceDate < to.referenceDate);
  return (
    before.find((edition) => !edition.partial && comparable(inOrder(edition, to), technology, speed)) ??
    before.find((edition) => comparable(inOrder(edition, to), technology, speed)) ??
    before.findLast(({ partial }) => !partial) ??
    others[0]
  );
}

/** The fastest class at which any two whole editions can be compared, the farthest apart: the way out where a class has none. */
export function anyComparable(
  editions: readonly Edition[],
  technology: Technology,
): (Pair & { speed: SpeedClass }) | undefined {
  const whole = editions.filter(({ partial }) => !partial);
  for (const speed of speedClasses.toReversed()) {
    for (const later of whole.toReversed()) {
      const earlier = whole.find(
        (edition) =>
          edition.referenceDate < later.referenceDate && comparable({ earlier: edition, later }, technology, speed),
      );
      if (earlier) return { earlier, later, speed };
    }
  }
  return undefined;
}
