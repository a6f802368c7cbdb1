import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockCorner, CellPacker, missingStep, packHouseholds, packShare } from '../../../server/coverage/packing.ts';
import { classOf } from '../../../web/coverage/classes.ts';

test('a packed share is in the class of the exact one', () => {
  const shares = fc.oneof(
    fc.float({ min: 0, max: 100, noNaN: true }),
    fc.integer({ min: 0, max: 10_000 }).map((hundredths) => Math.fround(hundredths / 100)),
    fc.constantFrom(0, 0.01, 1.99, 2, 9.99, 10, 24.99, 25, 49.99, 50, 74.99, 75, 94.99, 95, 99.99, 100),
  );
  fc.assert(
    fc.property(shares, (share) => {
      expect(classOf(packShare(share) / 2)).toBe(classOf(share));
    }),
    { numRuns: 5000 },
  );
});

test('a packed share is never above the exact one, save the smallest, and at most half a percent below', () => {
  fc.assert(
    fc.property(fc.float({ min: 0, max: 100, noNaN: true }), (share) => {
      const packed = packShare(share) / 2;
      expect(share - packed).toBeLessThan(0.5);
      expect(packed <= share || packed === 0.5).toBe(true);
    }),
  );
});

test('only an exact 0 is 0, only an exact 100 is 100, and what is missing is neither', () => {
  expect([0, 0.001, 99.999, 100, null].map(packShare)).toEqual([0, 1, 199, 200, missingStep]);
});

test('households fit three bytes, and what is not stated is not the largest of them', () => {
  expect([0, 5, 1_900_000, null].map(packHouseholds)).toEqual([0, 5, 1_900_000, 16_777_215]);
});

test('cells go to the block of eight by eight that they lie in, and to their place in it', () => {
  expect(blockCorner({ northing: 2_900_100, easting: 4_183_700 }, 100)).toEqual({
    northing: 2_900_000,
    easting: 4_183_200,
  });
  const packer = new CellPacker(100, 2, 1);
  packer.add({ northing: 2_900_100, easting: 4_183_700 }, 12, [97.5, null]);
  packer.add({ northing: 2_900_000, easting: 4_184_000 }, null, [0, 100]);
  packer.add({ northing: 2_900_700, easting: 4_183_900 }, 300, [1, 2]);
  expect(packer.take()).toEqual([
    {
      northing: 2_900_000,
      easting: 4_183_200,
      cells: 2,
      records: Buffer.from([1 * 8 + 5, 0, 0, 12, 195, 255, 7 * 8 + 7, 0, 1, 44, 2, 4]),
    },
    { northing: 2_900_000, easting: 4_184_000, cells: 1, records: Buffer.from([0, 255, 255, 255, 0, 200]) },
  ]);
  expect(packer.take()).toEqual([]);
});
