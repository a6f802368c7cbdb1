import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeUpOf } from '../../../geodata/make-up.ts';
import { binShares, medianOf, thinnedShares } from '../../../server/coverage/ranking.ts';
import type { Municipality } from '../../../server/places/queries.ts';

test('the parts are none below zero and add up to all households', () => {
  const percent = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
  fc.assert(
    fc.property(percent, percent, percent, (one, other, more) => {
      // What all technologies reach is at least what each of them does.
      const [cable = 0, fibre = 0, all = 0] = [one, other, more].sort((a, b) => a - b);
      const parts = Object.values(makeUpOf({ all, fibre, cable }, 1000)) as number[];
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
      // Each part is rounded to two decimals.
      expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(100, 1);
    }),
  );
});

test('where a figure is missing the parts are unknown, and not zero', () => {
  expect(makeUpOf({ all: 99.26, fibre: null, cable: null }, 1000)).toEqual({
    fibreOnlyPercent: null,
    bothPercent: null,
    cableOnlyPercent: null,
    otherPercent: null,
    nonePercent: 0.74,
  });
  expect(Object.values(makeUpOf({ all: null, fibre: 1, cable: 1 }, 1000))).toEqual([null, null, null, null, null]);
});

test('where copper reaches the class too, who has both is not known', () => {
  const { bothPercent, nonePercent } = makeUpOf({ all: 91.88, fibre: 1.9, cable: 83.12 }, 100);
  expect({ bothPercent, nonePercent }).toEqual({ bothPercent: null, nonePercent: 8.12 });
});

const ranked = (shares: number[]) =>
  shares.map((sharePercent, index) => ({
    rank: index + 1,
    sharedBy: 1,
    sharePercent,
    municipality: {} as Municipality,
  }));

test('exactly zero is a class of its own, a class ends before its second number, and 100 is in the last', () => {
  const bins = binShares(ranked([100, 95, 94.99, 2, 1.99, 0.01, 0, 0]));
  expect(bins.map(({ count }) => count)).toEqual([2, 2, 1, 0, 0, 0, 1, 2]);
});

test('a median of an even number lies between the two in the middle', () => {
  expect(medianOf(ranked([4, 3, 2, 1]))).toBe(2.5);
  expect(medianOf(ranked([3, 2, 1]))).toBe(2);
});

test('many shares are thinned evenly, and best and worst are kept', () => {
  const shares = thinnedShares(ranked(Array.from({ length: 11_000 }, (_, index) => 11_000 - index)));
  expect(shares).toHaveLength(500);
  expect([shares[0], shares.at(-1)]).toEqual([11_000, 1]);
});
