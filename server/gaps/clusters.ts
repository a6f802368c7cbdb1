/** Cells that hang together, found among packed cell numbers: fast enough for a million of them. */

/** Factor that packs a cell's northing and easting, both in hundreds of metres, into one number. */
export const packing = 100_000;

/**
 * Labels cells that touch at an edge or at a corner with the same number.
 * Shape: a label a cell, in the order of `numbers`; labels are 0, 1, 2, … by the lowest cell number of their cluster.
 * `numbers`: packed northing × 100 000 + easting in hundreds of metres, each once, in any order.
 */
export function labelClusters(numbers: Float64Array): Uint32Array {
  const order = orderOf(numbers);
  if (!order) return labelAscending(numbers);
  const labels = labelAscending(Float64Array.from(order, (index) => numbers[index] ?? 0));
  const result = new Uint32Array(numbers.length);
  for (let place = 0; place < order.length; place++) result[order[place] ?? 0] = labels[place] ?? 0;
  return result;
}

/** Indices in ascending order of their numbers; undefined where they ascend already, as a database gives them. */
function orderOf(numbers: Float64Array): Uint32Array | undefined {
  let ascending = true;
  for (let index = 1; ascending && index < numbers.length; index++) {
    ascending = (numbers[index] ?? 0) > (numbers[index - 1] ?? 0);
  }
  if (ascending) return undefined;
  return Uint32Array.from(numbers.keys()).sort((one, other) => (numbers[one] ?? 0) - (numbers[other] ?? 0));
}

/**
 * One walk from the lowest number to the highest. Of a cell's eight neighbours, the one to the west and the three in the
 * row below came before it: the first is the cell before, for the others a second finger follows in the row below.
 */
function labelAscending(numbers: Float64Array): Uint32Array {
  const parents = new Uint32Array(numbers.length);
  let below = 0;
  for (let index = 0; index < numbers.length; index++) {
    parents[index] = index;
    const number = numbers[index] ?? 0;
    if (index > 0 && numbers[index - 1] === number - 1) unite(parents, index - 1, index);
    const [first, last] = [number - packing - 1, number - packing + 1];
    while ((numbers[below] ?? Infinity) < first) below++;
    for (let finger = below; (numbers[finger] ?? Infinity) <= last; finger++) unite(parents, finger, index);
  }
  // A root is the lowest of its cluster, so it was labelled before all others of it.
  const labels = new Uint32Array(numbers.length);
  let count = 0;
  for (let index = 0; index < numbers.length; index++) {
    const root = rootOf(parents, index);
    labels[index] = root === index ? count++ : (labels[root] ?? 0);
  }
  return labels;
}

function unite(parents: Uint32Array, one: number, other: number): void {
  const [a, b] = [rootOf(parents, one), rootOf(parents, other)];
  if (a < b) parents[b] = a;
  else parents[a] = b;
}

function rootOf(parents: Uint32Array, index: number): number {
  let at = index;
  for (;;) {
    const parent = parents[at] ?? at;
    if (parent === at) return at;
    const grandparent = parents[parent] ?? parent;
    parents[at] = grandparent; // halves the path for the next one
    at = grandparent;
  }
}
