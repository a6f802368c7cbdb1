/** One million cells that are the same on every machine: a square of 100 km in the south-west, every cell of it inhabited. */
import type { CellCoverageRecord, Header } from '../../geodata/records.ts';
import { type Figure, figureOf, type SpeedClass, type Technology } from '../../geodata/technologies.ts';

/** Lower-left corner, metres, EPSG:3035. */
const origin = { northing: 2_880_000, easting: 4_150_000 };

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

/** Records of `side` × `side` cells, row by row from the south-west. */
export function* generateCells(side: number): Generator<CellCoverageRecord> {
  const random = createRandom(20260101);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      yield {
        type: 'cell_coverage',
        line: row * side + column + 2,
        northing: origin.northing + row * 100,
        easting: origin.easting + column * 100,
        ags: '07313000',
        households: 5 + Math.floor(random() * 60),
        shares: generateShares(random),
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

/** Cumulative, so they never rise; about one figure in fifty is not stated. */
function generateShares(random: () => number): (number | null)[] {
  return technologies.flatMap(() => {
    let share = Math.min(100, Math.round(random() * 130));
    return classes.map(() => {
      const stated = random() < 0.02 ? null : share;
      share = Math.round(share * (0.6 + 0.4 * random()));
      return stated;
    });
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
