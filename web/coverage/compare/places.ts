import { type SpeedClass, speedClasses, type Technology } from '../../../geodata/technologies.ts';
import type { StateCode } from '../../../geodata/states.ts';
import { choices, resolveTechnology } from '../../editions/figures.ts';
import type { compareWords } from '../../messages/compare.ts';
import type { Reading } from '../sentence.ts';

/** A figure as an edition has it of a place. */
export interface Figure extends Reading {
  technology: Technology;
  minDownstreamMbits: number;
}

/** What is shown of an edition: a row a technology and class that it surveyed, in the order of the controls. */
export interface FigureRow {
  technology: Technology;
  speed: SpeedClass;
}

interface Surveyed {
  figures: readonly { name: string }[];
}

/** Rows for the classes that people choose from; the older ones are left to the table of the place. */
export function rowsOf(edition: Surveyed, from: SpeedClass = 30): FigureRow[] {
  return choices.flatMap(({ technologies }) => {
    const technology = resolveTechnology(edition, technologies[0] ?? 'ALL', 1000);
    return speedClasses
      .filter((speed) => speed >= from && edition.figures.some(({ name }) => name === `${technology}_${speed}`))
      .map((speed) => ({ technology, speed }));
  });
}

/** A place's figure; one that the edition did not survey, or that knows nothing of the place, says which. */
export function readingOf(figures: readonly Figure[], technology: Technology, speed: number): Reading {
  const found = figures.find((figure) => figure.technology === technology && figure.minDownstreamMbits === speed);
  return found ?? { sharePercent: null, absence: figures.length === 0 ? 'NOT_STATED' : 'NOT_SURVEYED' };
}

/** First and last by share; undefined where fewer than two have one. Equal shares have neither. */
export function endsOf<Place extends { share: number | null }>(
  places: readonly Place[],
): { best: Place; last: Place } | undefined {
  const stated = places
    .filter(({ share }) => share !== null)
    .sort((one, other) => (other.share ?? 0) - (one.share ?? 0));
  const [best, last] = [stated[0], stated.at(-1)];
  return best && last && best !== last ? { best, last } : undefined;
}

type Rank = { rank: number; of: number } | null;

/** Where a place stands, from those most alike to all of Germany. */
export function ranksOf(
  place: {
    independent: boolean;
    designation: string;
    stateCode: string;
    rankOfKind: Rank;
    rankInState: Rank;
    rank: Rank;
  },
  c: ReturnType<typeof compareWords>,
): { circle: string; rank: string }[] {
  const value = (rank: Rank) => (rank ? c.places.rankValue(rank.rank, rank.of) : c.places.rankNone);
  const { rankIn } = c.places;
  return [
    { circle: rankIn.kind(place.independent, place.designation), rank: value(place.rankOfKind) },
    { circle: rankIn.state(place.stateCode as StateCode), rank: value(place.rankInState) },
    { circle: rankIn.country, rank: value(place.rank) },
  ];
}
