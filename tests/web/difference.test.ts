import { createExpression } from '@maplibre/maplibre-gl-style-spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countByClass,
  differenceClasses,
  differenceClassOf,
  differenceOf,
  differenceRange,
} from '../../web/coverage/compare/difference.ts';
import { dividerAfter } from '../../web/coverage/compare/divider.ts';
import { colourOfDifference, differenceLayers } from '../../web/coverage/compare/style.ts';
import { aPalette } from './palette.ts';

const palette = aPalette();

/** What the map paints for a municipality in a feature state. */
function paint(state: Record<string, unknown>, properties: Record<string, unknown> = {}): string {
  const parsed = createExpression(colourOfDifference(palette), 'fill-color');
  if (parsed.result === 'error') throw new Error(parsed.value.map(({ message }) => message).join());
  return String(parsed.value.evaluate({ zoom: 9 }, { type: 'Polygon', properties } as never, state));
}

function opacity(layer: string, state: Record<string, unknown>, properties: Record<string, unknown> = {}): number {
  const found = differenceLayers(palette).find(({ id }) => id === layer);
  const parsed = createExpression(found?.paint?.['fill-opacity'], 'fill-opacity');
  if (parsed.result === 'error') throw new Error(parsed.value.map(({ message }) => message).join());
  return Number(parsed.value.evaluate({ zoom: 9 }, { type: 'Polygon', properties } as never, state));
}

test('a difference has the two decimals of its source, and none where one share is missing', () => {
  expect(differenceOf(20.1, 50.3)).toBe(30.2);
  expect(differenceOf(0, 0)).toBe(0);
  expect(differenceOf(null, 50)).toBeNull();
  expect(differenceOf(50, null)).toBeNull();
});

test('rise and fall of the same size are in classes of the same size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
      const points = hundredths / 100;
      expect(differenceClassOf(-points) + differenceClassOf(points)).toBe(0);
    }),
  );
  expect([0.99, 1, 9.99, 10, 29.99, 30, 100].map(differenceClassOf)).toEqual([0, 1, 1, 2, 2, 3, 3]);
});

test('every difference lies in the range that its class is written with', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000, max: 10_000 }), (hundredths) => {
      const points = hundredths / 100;
      const { lower, upper } = differenceRange(differenceClassOf(points));
      expect(points).toBeGreaterThanOrEqual(lower ?? -100);
      expect(points).toBeLessThanOrEqual(upper ?? 100);
    }),
  );
});

test('classes are counted worst first, what has no difference apart', () => {
  expect(countByClass([-86.96, -1, -0.5, 0, 0.9, 12, 30, null, null])).toEqual({
    counts: [1, 0, 1, 3, 0, 1, 1],
    missing: 2,
  });
});

describe('on the map', () => {
  test.each([-86.96, -30, -29.99, -10, -1, -0.99, 0, 0.99, 1, 10, 29.99, 30, 100])(
    'a difference of %d points has the colour of its class',
    (difference) => {
      const step = differenceClasses.indexOf(differenceClassOf(difference));
      expect(paint({ difference, missing: false })).toBe(palette.difference[step]);
    },
  );

  test('missing is hatched and not painted like "the same"; before anything is known nothing is said', () => {
    const missing = { difference: null, missing: true };
    expect(paint(missing)).toBe(palette.missingGround);
    expect(opacity('municipalities-missing', missing)).toBe(1);
    expect(opacity('municipalities-missing', { difference: 0, missing: false })).toBe(0);
    expect([paint({}), opacity('municipalities-missing', {})]).toEqual([palette.ground, 0]);
  });

  test('what got less has dashes too, so that it is told apart without its colour', () => {
    expect(opacity('municipalities-worse', { difference: -1 })).toBeGreaterThan(0);
    expect(opacity('municipalities-worse', { difference: 1 })).toBe(0);
    expect(opacity('municipalities-worse', {})).toBe(0);
  });

  test('where nobody lives nothing is painted', () => {
    const empty = { inhabited: false };
    expect(paint({ difference: 0, missing: false }, empty)).toBe('rgba(0,0,0,0)');
    expect(opacity('municipalities-missing', { missing: true }, empty)).toBe(0);
    expect(opacity('municipalities-worse', { difference: -5 }, empty)).toBe(0);
  });
});

test('the divider stays on the map, goes to both ends, and leaves other keys alone', () => {
  expect(dividerAfter('ArrowRight', 50, false)).toBe(52);
  expect(dividerAfter('ArrowLeft', 50, true)).toBe(40);
  expect([dividerAfter('Home', 50, false), dividerAfter('End', 50, false)]).toEqual([0, 100]);
  expect([dividerAfter('ArrowLeft', 1, false), dividerAfter('PageUp', 95, false)]).toEqual([0, 100]);
  expect(dividerAfter('Tab', 50, false)).toBeUndefined();
});
