import type { ExpressionSpecification, FillLayerSpecification } from 'maplibre-gl';
import { imagesOf } from '../../map/images.ts';
import type { Palette } from '../../map/palette.ts';
import { differenceBounds } from './difference.ts';

/** Feature states that the layers read: a difference in percentage points, or that there is none. */
export interface DifferenceState {
  difference: number | null;
  missing: boolean;
}

const nothing = 'rgba(0,0,0,0)';
const uninhabited: ExpressionSpecification = ['==', ['get', 'inhabited'], false];
const difference: ExpressionSpecification = ['number', ['feature-state', 'difference'], 0];
const stated: ExpressionSpecification = ['!=', ['feature-state', 'difference'], null];
const missing: ExpressionSpecification = ['boolean', ['feature-state', 'missing'], false];
const none: ExpressionSpecification = ['!', stated];

/** Just below a bound, for steps include their lower end and a fall belongs to the class that it reaches. */
const justAbove = 0.001;

/** Colour of a difference: blue where it is more, orange where it is less, pale where it is the same. */
export function colourOfDifference({ difference: ramp, ground, missingGround }: Palette): ExpressionSpecification {
  const [worst, ...higher] = ramp as [string, ...string[]];
  const edges = [
    ...differenceBounds.toReversed().map((bound) => -bound + justAbove),
    ...differenceBounds.map((bound) => bound as number),
  ];
  const stops = edges.flatMap((edge, index) => [edge, higher[index] ?? worst]);
  return [
    'case',
    uninhabited,
    nothing,
    missing,
    missingGround,
    none,
    ground,
    ['step', difference, worst, ...stops] as ExpressionSpecification,
  ];
}

/** The fills from below to above: class, hatch for missing, dashes for what got less. Everything follows from feature states, so that another figure repaints and reads no tile again. */
export function differenceLayers(palette: Palette): FillLayerSpecification[] {
  const images = imagesOf(palette);
  const municipalities = { type: 'fill', source: 'municipalities', 'source-layer': 'municipalities' } as const;
  const worse: ExpressionSpecification = ['all', stated, ['<=', difference, -differenceBounds[0]]];
  return [
    {
      ...municipalities,
      id: 'municipalities',
      paint: { 'fill-color': colourOfDifference(palette), 'fill-antialias': false },
    },
    {
      ...municipalities,
      id: 'municipalities-missing',
      paint: { 'fill-pattern': images.missing, 'fill-opacity': ['case', uninhabited, 0, missing, 1, 0] },
    },
    {
      ...municipalities,
      id: 'municipalities-worse',
      paint: { 'fill-pattern': images.worse, 'fill-opacity': ['case', uninhabited, 0, worse, 0.75, 0] },
    },
  ];
}
