/**
 * Where Landau's households live, modelled: inhabited 100 m cells and whole households in each. What is known is how
 * many people live in each district and where its middle is; the rest are the assumptions named here.
 */
import type { MultiPolygon, Position } from 'geojson';
import { isInside } from '../formats/rings.ts';
import { toLonLat, toMetres } from '../grid.ts';
import { mainRing, nearestDistrict } from './districts.ts';
import { landauDistricts, landauInhabitants, type DistrictFact } from './facts.ts';
import { fraction, hash, landscape } from './noise.ts';

/** Assumed: two people a household, as is about the mean of German towns of this size. */
export const inhabitantsPerHousehold = 2;

/** An inhabited cell. `northing` and `easting` of the lower-left corner in metres, EPSG:3035. */
export interface SettledCell {
  northing: number;
  easting: number;
  district: string;
  households: number;
  /** Metres along streets from the district's middle. */
  fromMiddle: number;
}

/** A built-up area: its middle in metres east and north of the district's, and its form. */
interface Quarter {
  east: number;
  north: number;
  /** Part of the district's built-up area. */
  part: number;
  /** Length divided by width, and the direction of the length. */
  stretch: number;
  direction: readonly [east: number, north: number];
  /** How densely people live in its middle, compared with other quarters of the district. */
  density: number;
}

interface Form {
  /** Mean households of an inhabited cell. */
  householdsPerCell: number;
  quarters: readonly Quarter[];
}

function quarter(east: number, north: number, part: number, density: number, ...form: number[]): Quarter {
  const [stretch = 1, directionEast = 1, directionNorth = 0] = form;
  return { east, north, part, density, stretch, direction: [directionEast, directionNorth] };
}

/** Assumed forms: a dense core with quarters around it, and villages that are longer than wide. */
const forms: Record<string, Form> = {
  Kernstadt: {
    householdsPerCell: 27,
    quarters: [
      quarter(0, -50, 0.34, 1),
      quarter(-800, 200, 0.17, 0.5, 1.4, 0.6, 0.8),
      quarter(-900, -650, 0.13, 0.4, 1.6, 0.8, -0.6),
      quarter(0, 700, 0.14, 0.5, 1.5, 0.96, 0.28),
      quarter(250, -1050, 0.22, 0.55, 1.7, 0.28, 0.96),
    ],
  },
  Queichheim: { householdsPerCell: 15, quarters: [quarter(50, 0, 1, 1, 1.8)] },
  Godramstein: { householdsPerCell: 13, quarters: [quarter(50, 0, 1, 1, 2.2)] },
  Arzheim: { householdsPerCell: 11, quarters: [quarter(0, 0, 1, 1, 2.2, 0.96, 0.28)] },
  Dammheim: { householdsPerCell: 11, quarters: [quarter(0, 0, 1, 1, 1.6, 0.6, -0.8)] },
  Mörlheim: { householdsPerCell: 10, quarters: [quarter(0, 0, 1, 1, 1.8, 0.6, 0.8)] },
  Mörzheim: { householdsPerCell: 11, quarters: [quarter(0, 0, 1, 1, 2, 0.8, 0.6)] },
  Nußdorf: { householdsPerCell: 12, quarters: [quarter(0, 0, 1, 1, 1.8, 0.8, -0.6)] },
  Wollmesheim: { householdsPerCell: 10, quarters: [quarter(0, 0, 1, 1, 2, 0.96, -0.28)] },
};

/** One farmstead in this many cells of open land. */
const openLandPerFarmstead = 90;

const seeds = { edge: 11, lanes: 12, gaps: 13, density: 14, farmsteads: 15 };

/** Inhabited cells of the main part of the city, from south-west to north-east, with all of its households. */
export function settle(boundary: MultiPolygon): SettledCell[] {
  const lots = layOut(boundary);
  const households = shareOut(
    Math.round(landauInhabitants / inhabitantsPerHousehold),
    landauDistricts.map(({ inhabitants }) => inhabitants),
  );
  const cells = landauDistricts.flatMap((district, index) =>
    settleDistrict(
      district,
      lots.filter((lot) => lot.district === district.name),
      households[index] ?? 0,
    ),
  );
  return cells.sort((one, other) => one.northing - other.northing || one.easting - other.easting);
}

/** A cell that people could live in. */
interface Lot {
  northing: number;
  easting: number;
  district: string;
}

/** All cells that lie in the main part of the city as a whole. */
function layOut(boundary: MultiPolygon): Lot[] {
  const ring = mainRing(boundary);
  // Whole metres from here on, so that the last digits of a projection can't move a cell in or out.
  const plane = ring.map(([longitude = 0, latitude = 0]) => wholeMetres(longitude, latitude));
  const [eastings, northings] = [plane.map(([easting]) => easting), plane.map(([, northing]) => northing)];
  const lots: Lot[] = [];
  for (let northing = snap(Math.min(...northings)); northing < Math.max(...northings); northing += 100) {
    for (let easting = snap(Math.min(...eastings)); easting < Math.max(...eastings); easting += 100) {
      const corners: Position[] = [0, 1, 2, 3].map((corner) => [
        easting + 100 * (corner % 2),
        northing + 100 * Math.floor(corner / 2),
      ]);
      if (!corners.every((corner) => isInside(plane, corner))) continue;
      lots.push({ northing, easting, district: nearestDistrict(...toLonLat(easting + 50, northing + 50)).name });
    }
  }
  return lots;
}

function wholeMetres(longitude: number, latitude: number): [easting: number, northing: number] {
  const [easting, northing] = toMetres(longitude, latitude);
  return [Math.round(easting), Math.round(northing)];
}

function snap(metres: number): number {
  return Math.floor(metres / 100) * 100;
}

function settleDistrict(district: DistrictFact, lots: readonly Lot[], households: number): SettledCell[] {
  const form = forms[district.name];
  if (!form) throw new Error(`No form is assumed for ${district.name}`);
  const count = Math.round(households / form.householdsPerCell);
  const middle = wholeMetres(district.longitude, district.latitude);
  const ranked = lots
    .map((lot) => ({ lot, ...judge(lot, form, count, middle) }))
    .sort((one, other) => other.appeal - one.appeal);
  const farmsteads = ranked
    .slice(count)
    .filter(({ lot }) => hash(seeds.farmsteads, lot.easting, lot.northing) % openLandPerFarmstead === 0)
    .map(({ lot }) => ({ lot, households: 1 + (hash(seeds.farmsteads, lot.northing, lot.easting) % 4) }));
  const remaining = farmsteads.reduce((rest, farmstead) => rest - farmstead.households, households);
  const built = ranked.slice(0, count);
  // Every built-up cell has a household; the rest goes where people live densely.
  const shares = shareOut(
    remaining - built.length,
    built.map(({ density }) => density),
  );
  return [...built.map(({ lot }, index) => ({ lot, households: 1 + (shares[index] ?? 0) })), ...farmsteads].map(
    ({ lot, households }) => ({
      ...lot,
      households,
      fromMiddle: Math.abs(lot.easting + 50 - middle[0]) + Math.abs(lot.northing + 50 - middle[1]),
    }),
  );
}

/** How likely a cell is built up, and how densely people live there if it is. */
function judge(
  { northing, easting }: Lot,
  { quarters }: Form,
  count: number,
  middle: readonly [number, number],
): { appeal: number; density: number } {
  const [x, y] = [easting + 50, northing + 50];
  let closeness = -Infinity;
  let density = 0;
  for (const { east, north, part, stretch, direction, density: peak } of quarters) {
    const [dx, dy] = [x - middle[0] - east, y - middle[1] - north];
    const along = dx * direction[0] + dy * direction[1];
    const across = dy * direction[0] - dx * direction[1];
    const squaredRadius = (part * count * 10_000) / Math.PI;
    const close = 1 - ((along * along) / stretch + across * across * stretch) / squaredRadius;
    closeness = Math.max(closeness, close);
    density = Math.max(density, peak * Math.min(1, Math.max(0, (close + 0.6) / 1.6)));
  }
  const edge = landscape(seeds.edge, x, y, 360) - 0.5 + 0.7 * (landscape(seeds.lanes, x, y, 170) - 0.5);
  // Parks, works and the railway: gaps in the middle of a town.
  const gap = landscape(seeds.gaps, x, y, 330) > 0.76 && count > 200 ? 2 : 0;
  const variety = 0.4 + 0.8 * landscape(seeds.density, x, y, 260) + 0.5 * fraction(seeds.density, easting, northing);
  return { appeal: closeness + 1.6 * edge - gap, density: (0.1 + density * density) * variety };
}

/** Whole numbers in proportion to weights that add up to a total, by largest remainders. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((before, weight) => before + weight, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const shares = exact.map(Math.floor);
  const missing = shares.reduce((rest, share) => rest - share, total);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of byRemainder.slice(0, missing)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
