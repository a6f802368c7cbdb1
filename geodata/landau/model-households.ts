/**
 * Landau's households one by one, modelled, each with how early every network reaches it. An edition then is how far
 * along each order the networks have come; so a place keeps its character from one edition to the next.
 */
import { fraction, hash, landscape } from './noise.ts';
import type { SettledCell } from './model-settlement.ts';

/** What a household can get, Mbit/s downstream by technology; 0 = less than the slowest class of the model. */
export interface Reach {
  cable: number;
  fibre: number;
  copper: number;
  wired: number;
  all: number;
}

export interface Household {
  cell: SettledCell;
  now: Reach;
  /** In the edition before, for what is modelled without being published in every one. */
  before: Reach;
  /** Distinguishes households of a cell, from 0. */
  number: number;
  /** How early television cable was laid past the house. */
  cable: number;
  /** How early the cable network was upgraded here. */
  upgrade: number;
  /** How short the telephone line is. */
  copper: number;
  /** How early fibre came. */
  fibre: number;
}

const seeds = { cable: 21, upgrade: 22, copper: 23, fibre: 24, house: 25 };

/** Assumed: cable in the town and Queichheim, in parts of the larger villages, hardly in the others. */
const cableByDistrict: Record<string, number> = {
  Kernstadt: 1.2,
  Queichheim: 1.05,
  Godramstein: 0.5,
  Nußdorf: 0.25,
  Arzheim: 0.2,
};

/** Assumed places of the first fibre, EPSG:3035: two spots in the core town, and houses too new to have cable. */
const fibreSpots = [
  { easting: 4_183_950, northing: 2_900_350, isNewBuild: false },
  { easting: 4_183_350, northing: 2_899_750, isNewBuild: false },
  { easting: 4_184_250, northing: 2_898_050, isNewBuild: true },
];

/** Goes before every other place. */
const first = 10;

/** Side of the squares that each have one street cabinet, metres. */
const cabinetSpacing = 700;

/** Squares with fewer households are served from a neighbour's cabinet. */
const householdsPerCabinet = 60;

export function listHouseholds(cells: readonly SettledCell[]): Household[] {
  const cabinets = placeCabinets(cells);
  return cells.flatMap((cell) => {
    const place = judge(cell, cabinets);
    return Array.from({ length: cell.households }, (_, number): Household => {
      const luck = (seed: number): number => fraction(seed, cell.easting + number, cell.northing);
      // Some houses stand back from the street, and the network ends before them.
      const isSetBack = luck(seeds.house) < 0.06 && place.upgrade < first;
      return {
        cell,
        now: { cable: 0, fibre: 0, copper: 0, wired: 0, all: 0 },
        before: { cable: 0, fibre: 0, copper: 0, wired: 0, all: 0 },
        number,
        cable: place.cable - (isSetBack ? 1 : 0) + 0.08 * luck(seeds.cable),
        upgrade: place.upgrade + 0.04 * luck(seeds.upgrade),
        copper: place.copper - 160 * luck(seeds.copper) - (luck(seeds.house) > 0.97 ? 400 : 0),
        fibre: place.fibre - 130 * luck(seeds.fibre),
      };
    });
  });
}

interface Cabinet {
  easting: number;
  northing: number;
  /** Handicap of cabinets that are upgraded late, metres. */
  lateness: number;
}

/** A cabinet stands in the most populous cell of its square. */
function placeCabinets(cells: readonly SettledCell[]): Cabinet[] {
  const squares = new Map<string, { households: number; middle: SettledCell }>();
  for (const cell of cells) {
    const [column, row] = [Math.floor(cell.easting / cabinetSpacing), Math.floor(cell.northing / cabinetSpacing)];
    const key = `${cell.district} ${column} ${row}`;
    const square = squares.get(key) ?? { households: 0, middle: cell };
    square.households += cell.households;
    if (cell.households > square.middle.households) square.middle = cell;
    squares.set(key, square);
  }
  return [...squares.values()]
    .filter(({ households }) => households >= householdsPerCabinet)
    .map(({ middle: { easting, northing } }) => ({
      easting,
      northing,
      lateness: 500 * fraction(seeds.copper, easting, northing),
    }));
}

/** How early each network reaches a cell. Lines follow streets, so lengths are sums of east and north. */
function judge(
  { easting, northing, district, fromMiddle }: SettledCell,
  cabinets: readonly Cabinet[],
): Pick<Household, 'cable' | 'upgrade' | 'copper' | 'fibre'> {
  const wayTo = (place: { easting: number; northing: number }): number =>
    Math.abs(place.easting - easting) + Math.abs(place.northing - northing);
  const line = Math.min(...cabinets.map((cabinet) => wayTo(cabinet) + cabinet.lateness));
  const toFibre = Math.min(...fibreSpots.map(wayTo));
  const isNewBuild = fibreSpots.some((spot) => spot.isNewBuild && wayTo(spot) <= 300);
  const isTown = district === 'Kernstadt';
  return {
    cable:
      (cableByDistrict[district] ?? 0) -
      fromMiddle / (isTown ? 6000 : 2500) +
      0.35 * landscape(seeds.cable, easting, northing, 500) -
      (isNewBuild ? 2 : 0),
    upgrade:
      landscape(seeds.upgrade, easting, northing, 850) +
      (isTown ? 0.15 : 0) +
      // Where an operator digs for fibre, the cable network gets its share first.
      (toFibre < 500 && !isNewBuild ? first : 0) +
      // Cable is upgraded by the branch: a whole block at once.
      0.15 * fraction(seeds.upgrade, Math.floor(easting / 300), Math.floor(northing / 300)),
    copper: -line - fromMiddle / (isTown ? 20 : 5),
    fibre: -toFibre - (hash(seeds.fibre, easting, northing) % 4 === 0 ? 250 : 0),
  };
}
