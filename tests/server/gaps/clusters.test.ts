import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelClusters, packing } from '../../../server/gaps/clusters.ts';
import { outlineOf } from '../../../server/gaps/outline.ts';
import { toMetres } from '../../../geodata/grid.ts';

/** Cells on a small piece of the grid, so dense that clusters form, each once and in any order. */
const someCells = fc
  .uniqueArray(fc.tuple(fc.nat(11), fc.nat(11)), { selector: ([row, column]) => row * 12 + column, maxLength: 100 })
  .map((cells) => cells.map(([row, column]) => (29_000 + row) * packing + 41_800 + column));

function clustersOf(numbers: readonly number[]): number[][] {
  const clusters: number[][] = [];
  for (const [index, label] of labelClusters(Float64Array.from(numbers)).entries())
    (clusters[label] ??= []).push(numbers[index] ?? 0);
  return clusters;
}

/** At an edge or at a corner. */
function touch(one: number, other: number): boolean {
  const rows = Math.abs(Math.floor(one / packing) - Math.floor(other / packing));
  const columns = Math.abs((one % packing) - (other % packing));
  return Math.max(rows, columns) === 1;
}

test('every cell is in exactly one cluster', () => {
  fc.assert(
    fc.property(someCells, (cells) => {
      const clusters = clustersOf(cells);
      expect(clusters.flat().sort()).toEqual(cells.toSorted());
      expect(clusters.every((cluster) => cluster.length > 0)).toBe(true);
    }),
  );
});

test('no two clusters touch', () => {
  fc.assert(
    fc.property(someCells, (cells) => {
      const clusters = clustersOf(cells);
      for (const [index, cluster] of clusters.entries())
        for (const other of clusters.slice(index + 1))
          expect(cluster.some((cell) => other.some((neighbour) => touch(cell, neighbour)))).toBe(false);
    }),
  );
});

test('from every cell of a cluster every other is reached over cells that touch', () => {
  fc.assert(
    fc.property(someCells, (cells) => {
      for (const cluster of clustersOf(cells)) {
        const reached = new Set(cluster.slice(0, 1));
        for (const cell of reached) for (const other of cluster) if (touch(cell, other)) reached.add(other);
        expect(reached.size).toBe(cluster.length);
      }
    }),
  );
});

test('the order of the cells does not matter', () => {
  fc.assert(
    fc.property(someCells, (cells) => {
      const inOrder = cells.toSorted((one, other) => one - other);
      expect(clustersOf(cells).map((cluster) => cluster.toSorted())).toEqual(
        clustersOf(inOrder).map((cluster) => cluster.toSorted()),
      );
    }),
  );
});

test('cells at the end of one row and at the start of the next do not touch', () => {
  expect(clustersOf([29_000 * packing + 41_899, 29_001 * packing + 41_800])).toHaveLength(2);
});

/** Twice the signed area of a ring, in units of a cell. */
function twiceArea(ring: number[][]): number {
  const metres = ring.map(([longitude = 0, latitude = 0]) => toMetres(longitude, latitude));
  return metres.slice(1).reduce((sum, [x, y], index) => {
    const [fromX, fromY] = metres[index] ?? [0, 0];
    return sum + (fromX * y - x * fromY) / 10_000;
  }, 0);
}

test('outlines have the area of their cells: outer rings counter-clockwise, holes clockwise', () => {
  fc.assert(
    fc.property(someCells, (cells) => {
      const { coordinates } = outlineOf(cells);
      const area = coordinates.flat().reduce((sum, ring) => sum + twiceArea(ring) / 2, 0);
      expect(area).toBeCloseTo(cells.length, 0);
      for (const [outer, ...holes] of coordinates) {
        expect(twiceArea(outer ?? [])).toBeGreaterThan(0);
        for (const hole of holes) expect(twiceArea(hole)).toBeLessThan(0);
      }
    }),
  );
});

test('no ring of an outline meets itself', () => {
  fc.assert(
    fc.property(someCells, (cells) => {
      for (const ring of outlineOf(cells).coordinates.flat()) {
        expect(ring[0]).toEqual(ring.at(-1));
        expect(new Set(ring.map(String)).size).toBe(ring.length - 1);
      }
    }),
  );
});

test('a ring of cells has a hole, and sides have corners only', () => {
  const ring = [0, 1, 2, packing, packing + 2, 2 * packing, 2 * packing + 1, 2 * packing + 2];
  const { coordinates } = outlineOf(ring.map((cell) => cell + 29_000 * packing + 41_800));
  expect(coordinates.map((rings) => rings.map((positions) => positions.length))).toEqual([[5, 5]]);
});
