import type { MakeUp } from '../../geodata/make-up.ts';
import type { SwatchKind } from '../frame/swatches.ts';

export type PartName = 'fibreOnly' | 'both' | 'cableOnly' | 'other' | 'none';

export interface Part {
  name: PartName;
  swatch: SwatchKind;
  percent: number;
}

const swatches: Record<PartName, SwatchKind> = {
  fibreOnly: 'fibre',
  both: 'both',
  cableOnly: 'cable',
  other: 'all',
  none: 'none',
};

/** Less than this is rounding: of the source's two decimals, or of a sum of them. */
const rounding = 0.005;

/** The parts of 100 % in the order of the strip, without other technologies where there are none; undefined if unknown. */
export function partsOf(makeUp: MakeUp | null): Part[] | undefined {
  if (makeUp === null) return undefined;
  const { fibreOnlyPercent, bothPercent, cableOnlyPercent, otherPercent, nonePercent } = makeUp;
  if (fibreOnlyPercent === null || bothPercent === null || cableOnlyPercent === null || nonePercent === null)
    return undefined;
  const parts: [PartName, number][] = [
    ['fibreOnly', fibreOnlyPercent],
    ['both', bothPercent],
    ['cableOnly', cableOnlyPercent],
    ['other', otherPercent ?? 0],
    ['none', nonePercent],
  ];
  return parts
    .filter(([name, percent]) => name !== 'other' || percent > rounding)
    .map(([name, percent]) => ({ name, swatch: swatches[name], percent: Math.max(0, percent) }));
}
