import type { Choice } from './questions.ts';

/** How much smaller or larger an area may be to count as of the same size. */
const sizeFactor = 1.5;

/** Whom a municipality is ranked among: its kind in the Land first, then wider circles, as filters of the API. */
export function peersOf(municipality: {
  independent: boolean;
  designation: string;
  stateCode: string;
  areaKm2: number;
}) {
  const { independent, designation, stateCode, areaKm2 } = municipality;
  const kind = independent ? { independent } : { independent, designation };
  return {
    peers: { ...kind, stateCode },
    peersInGermany: kind,
    peersOfSize: { ...kind, areaKm2: { min: areaKm2 / sizeFactor, max: areaKm2 * sizeFactor } },
    state: { stateCode },
  };
}

/** Variables of the question where a municipality stands; undefined where nobody lives, for a share of nobody has no rank. */
export function rankVariables(
  municipality: Parameters<typeof peersOf>[0] & { ags: string; inhabited: boolean },
  { edition, technology, speed }: Pick<Choice, 'edition' | 'technology' | 'speed'>,
) {
  if (!municipality.inhabited) return undefined;
  return { ags: municipality.ags, edition: edition.editionId, technology, speed, ...peersOf(municipality) };
}

/** End and ticks of an axis that starts at 0: whole tens up to 50 %, else all of 100 %. */
export function axisOf(maxPercent: number): { end: number; ticks: number[] } {
  if (maxPercent > 50) return { end: 100, ticks: [0, 25, 50, 75, 100] };
  const end = maxPercent <= 5 ? 5 : Math.ceil(maxPercent / 10) * 10;
  const step = end === 5 ? 1 : 10;
  return { end, ticks: Array.from({ length: end / step + 1 }, (_, index) => index * step) };
}

/** Width of a letter at 12 px, in the middle of what Fira Sans has. */
const letter = 6.4;

/** Between two labels, px. */
const gap = 12;

/** A label farther from its dot than this belongs to no dot any more, px. */
const farthest = 96;

/**
 * Puts labels above their dots, moved aside where they would touch; a leader then leads to the dot. The first ones come
 * first: one for which there is no room is left out rather than laid over another.
 */
export function placeLabels<Label extends { text: string; at: number }>(
  labels: readonly Label[],
  width: number,
): (Label & { from: number; to: number })[] {
  return labels.reduce<(Label & { from: number; to: number })[]>((placed, label) => {
    const tried = spread([...placed, label], width);
    const close = tried.every(({ at, from, to }) => at >= from - farthest && at <= to + farthest);
    return close && (tried[0]?.from ?? 0) >= 0 ? tried : placed;
  }, []);
}

/** Each as near to its dot as the others and the edges let it, from left to right. */
function spread<Label extends { text: string; at: number }>(
  labels: readonly Label[],
  width: number,
): (Label & { from: number; to: number })[] {
  const placed: (Label & { from: number; to: number })[] = [];
  for (const label of labels.toSorted((one, other) => one.at - other.at)) {
    const size = label.text.length * letter;
    const from = Math.max(label.at - size / 2, (placed.at(-1)?.to ?? -gap) + gap);
    placed.push({ ...label, from, to: from + size });
  }
  let edge = width;
  for (const label of placed.toReversed()) {
    const over = Math.max(0, label.to - edge);
    label.from -= over;
    label.to -= over;
    edge = label.from - gap;
  }
  return placed;
}
