import type { TechnologyFamily } from '../../geodata/technologies.ts';

/** A class of the gap map: shares from the first number, up to and without the second, in %. */
export interface GapClass {
  from: number;
  to: number;
  /** Below the threshold of the question. */
  gap: boolean;
  /** Ramp and step of its colour: the less can be had, the more a gap stands out; what is none stays quiet. */
  ramp: Extract<TechnologyFamily, 'copper' | 'all'>;
  step: number;
}

/** Lower bounds in %. Coarser than those of the coverage map, for here only gaps are to be told apart. */
const bounds = [0, 10, 25, 50, 75, 95] as const;

/** The classes of a threshold, lowest first; a threshold within a class parts it. */
export function gapClasses(below: number): GapClass[] {
  const edges = [...new Set([...bounds, below])].filter((edge) => edge < 100).sort((one, other) => one - other);
  let quiet = 0;
  return edges.map((from, index) => {
    const to = edges[index + 1] ?? 100;
    const gap = from < below;
    if (!gap) quiet++;
    const loudness = 6 - bounds.filter((bound) => bound > 0 && bound <= from).length;
    return gap
      ? { from, to, gap, ramp: 'copper', step: loudness }
      : { from, to, gap, ramp: 'all', step: Math.min(quiet, 5) };
  });
}
