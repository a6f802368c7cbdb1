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

/** End and ticks of an axis that starts at 0: whole tens up to 50 %, else all of 100 %. */
export function axisOf(maxPercent: number): { end: number; ticks: number[] } {
  if (maxPercent > 50) return { end: 100, ticks: [0, 25, 50, 75, 100] };
  const end = maxPercent <= 5 ? 5 : Math.ceil(maxPercent / 10) * 10;
  const step = end === 5 ? 1 : 10;
  return { end, ticks: Array.from({ length: end / step + 1 }, (_, index) => index * step) };
}

/** Width of a letter at 12 px, in the middle of what Fira Sans has. */
const letter = 6.4;

/** Puts labels above their dots, the first ones first; one without room is left out rather than laid over another. */
export function placeLabels<Label extends { text: string; at: number }>(
  labels: readonly Label[],
  width: number,
): (Label & { x: number; anchor: 'start' | 'middle' | 'end' })[] {
  const taken: [number, number][] = [];
  return labels.flatMap((label) => {
    const half = (label.text.length * letter) / 2;
    const from = Math.min(Math.max(0, label.at - half), width - 2 * half);
    const to = from + 2 * half;
    if (taken.some(([start, end]) => from < end + 10 && to > start - 10)) return [];
    taken.push([from, to]);
    const anchor = from === 0 ? 'start' : to >= width ? 'end' : 'middle';
    return [{ ...label, x: anchor === 'start' ? 0 : anchor === 'end' ? width : label.at, anchor } as const];
  });
}
