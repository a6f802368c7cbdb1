import { type Figure } from '../../geodata/technologies.ts';
import type { ApiContext } from '../builder.ts';
import { subjects } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { InvalidArgumentError, NotFoundError, type SeriesBreakError } from '../errors.ts';
import { breakBetween } from './entries.ts';

/** Two editions of one series, by reference date. */
export interface EditionPair {
  earlier: Edition;
  later: Edition;
}

/**
 * The two editions that a client names, put in order: a comparison always reads from the earlier to the later.
 * Errors: NotFoundError for an edition that there isn't or that has no such figures, InvalidArgumentError where the two
 * are one, or about different populations.
 */
export function getEditionPair(context: ApiContext, from: string, to: string): EditionPair {
  const [one, other] = [getSeriesEdition(context, from), getSeriesEdition(context, to)];
  if (one.population !== other.population) {
    throw new InvalidArgumentError(
      'to',
      `to: edition ${to} is about ${subjects[other.population]}, edition ${from} in "from" about ` +
        `${subjects[one.population]}; name two about the same.`,
    );
  }
  const [earlier, later] = [one, other].sort(byDate);
  if (!earlier || !later || earlier === later) {
    throw new InvalidArgumentError('to', 'to: name another edition than in "from".');
  }
  return { earlier, later };
}

/** Why the difference of a figure would be no progress; undefined = the two can be compared. */
export function breakOfPair(
  { earlier, later }: EditionPair,
  figure: Figure,
): Pick<SeriesBreakError, 'reason' | 'note'> | undefined {
  const unsurveyed = [earlier, later].find(({ figures }) => !figures.includes(figure));
  if (unsurveyed) {
    return { reason: 'CLASSES', note: `The edition of ${unsurveyed.referenceDate} did not survey ${figure}.` };
  }
  return breakBetween(earlier, later);
}

/**
 * Of all pairs that can be compared, the one whose dates lie nearest to what was asked for; among equals the one that
 * keeps the later edition. Undefined = there is none.
 */
export function nearestPair(editions: readonly Edition[], asked: EditionPair, figure: Figure): EditionPair | undefined {
  const ordered = editions.toSorted(byDate);
  const pairs = ordered.flatMap((earlier, index) => ordered.slice(index + 1).map((later) => ({ earlier, later })));
  const far = (pair: EditionPair, end: keyof EditionPair) =>
    Math.abs(Date.parse(pair[end].referenceDate) - Date.parse(asked[end].referenceDate));
  const distance = (pair: EditionPair) => far(pair, 'earlier') + far(pair, 'later');
  return pairs
    .filter((pair) => pair.earlier.referenceDate < pair.later.referenceDate && !breakOfPair(pair, figure))
    .sort((one, other) => distance(one) - distance(other) || far(one, 'later') - far(other, 'later'))[0];
}

function getSeriesEdition({ register }: ApiContext, editionId: string): Edition {
  const edition = register.find(editionId);
  if (!edition) throw new NotFoundError(`There is no edition ${JSON.stringify(editionId)}.`);
  if (edition.kind !== 'municipal_coverage') {
    throw new NotFoundError(
      `The edition ${editionId} is of the kind ${edition.kind.toUpperCase()} and has no such figures.`,
    );
  }
  return edition;
}

export function byDate(one: Edition, other: Edition): number {
  return one.referenceDate < other.referenceDate ? -1 : Number(one.referenceDate > other.referenceDate);
}
