/** One million cells that are the same on every machine: a square of 100 km in the south-west, every cell of it inhabited. */
import type { CellCoverageRecord, Header } from '../../geodata/records.ts';
import { type Figure, figureOf, type SpeedClass, type Technology } from '../../geodata/technologies.ts';

/** Lower-left corner, metres, EPSG:3035. */
export const origin = { northing: 2_880_000, easting: 4_150_000 };

/** The atlas' columns of a cell: six technologies, eight classes each. */
const technologies: [technology: Technology, column: string][] = [
  ['ALL', 'alle'],
  ['FTTH_B', 'ftthb'],
  ['FTTH', 'ftth'],
  ['FTTB', 'fttb'],
  ['FTTC', 'fttc'],
  ['HFC', 'hfc'],
];
const classes: readonly SpeedClass[] = [10, 16, 30, 50, 100, 200, 400, 1000];

export const figures: readonly Figure[] = technologies.flatMap(([technology]) =>
  classes.map((downstreamMbits) => figureOf(technology, downstreamMbits)),
);

/** Names of the atlas' columns, in the order of `figures`. */
export const columns: readonly string[] = technologies.flatMap(([, column]) =>
  classes.map((downstreamMbits) => `down_fn_hh_${column}_${downstreamMbits}`),
);

/** Cells along the side of a patch that was built out together. */
const patchSide = 6;

/** Records of `side` × `side` cells, row by row from the south-west. */
export function* generateCells(side: number): Generator<CellCoverageRecord> {
  const patches = Math.ceil(side / patchSide);
  const randomOfPatch = createRandom(20260101);
  const networks = Array.from({ length: patches * patches }, () => drawNetworks(randomOfPatch));
  const random = createRandom(7313000);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const patch = Math.floor(row / patchSide) * patches + Math.floor(column / patchSide);
      const households = 5 + Math.floor(random() * random() * 120);
      yield {
        type: 'cell_coverage',
        line: row * side + column + 2,
        northing: origin.northing + row * 100,
        easting: origin.easting + column * 100,
        ags: '07313000',
        households,
        shares: (networks[patch] ?? []).flatMap((network) => sharesOf(network, households, random)),
      };
    }
  }
}

/** What a reader of such a file would yield first. */
export function cellHeader(side: number): Header {
  return {
    type: 'header',
    kind: 'cell_coverage',
    figures,
    population: 'households',
    referenceDate: '2025-06-30',
    source: 'breitbandatlas',
    expected: side * side,
  };
}

/** The same cells as lines of the atlas' CSV. */
export function* generateCsv(side: number): Generator<string> {
  yield `id,gem,hh,${columns.join(',')}\n`;
  for (const { northing, easting, ags, households, shares } of generateCells(side)) {
    yield `100mN${northing / 100}E${easting / 100},${ags},${households},${shares.map((share) => share ?? '').join(',')}\n`;
  }
}

/** What a technology reaches in a patch: the share of each class where it was built, or null where nobody has said. */
type Network = readonly (number | null)[];

/**
 * As in the atlas, most figures are 0 or 100, neighbours are alike, and classes are cumulative. In the order of
 * `technologies`.
 */
function drawNetworks(random: () => number): Network[] {
  const upTo = (fastest: number): number[] => classes.map((mbits) => (mbits <= fastest ? 100 : 0));
  const fibre = random() < 0.35;
  const cable = random() < 0.4;
  const homes = fibre && random() < 0.8;
  const copper = [16, 50, 100, 200][Math.floor(random() * 4)] ?? 16;
  const all = upTo(fibre || cable ? 1000 : copper);
  const unknown = random() < 0.03;
  return [
    all,
    upTo(fibre ? 1000 : 0),
    upTo(homes ? 1000 : 0),
    unknown ? classes.map(() => null) : upTo(fibre && !homes ? 1000 : 0),
    upTo(copper),
    upTo(cable ? 1000 : 0),
  ];
}

/** In one cell of five a network reaches only some of the households. */
function sharesOf(network: Network, households: number, random: () => number): (number | null)[] {
  let reached = random() < 0.2 ? Math.floor(random() * households) / households : 1;
  return network.map((share, index) => {
    if (reached < 1 && index > 0) reached *= 0.9 + 0.1 * random();
    return share === null ? null : Math.round(share * reached * 100) / 100;
  });
}

/** Mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
