/**
 * Streets and houses for Landau, made up: a street is a row of neighbouring settled cells, and has houses on both sides.
 * No name, number or place here is that of a real house.
 */
import type { MultiPolygon } from 'geojson';
import type { AreaRecord } from '../construction/records.ts';
import { toLonLat } from '../grid.ts';
import type { AddressRecord } from '../records.ts';
import { landauAgs, landauDistricts } from './facts.ts';
import { settle, type SettledCell, shareOut } from './model-settlement.ts';
import { fraction, hash } from './noise.ts';
import { areaAt } from './rollout-areas.ts';

/** A made-up street with its houses from west to east. */
export interface SampleStreet {
  name: string;
  district: string;
  houses: readonly (AddressRecord & { id: string })[];
  /** Along its middle, EPSG:4326. */
  line: [longitude: number, latitude: number][];
}

/** Households that one sample address stands for in a village. */
const householdsPerAddress = 2.2;

/** Fewer than they would be, for nothing is built there; the samples only show how that looks. */
const fewAddresses: Record<string, number> = { Kernstadt: 400, Queichheim: 300 };

/** Cells of a row that are farther apart than this, in metres, belong to two streets. */
const widestGap = 200;

const seeds = { side: 41, addition: 42, households: 43 };

const beginnings =
  'Linden Ahorn Birken Eichen Erlen Eschen Buchen Kastanien Kirschen Pappel Ulmen Weiden Akazien Holunder Flieder Rosen Tulpen Nelken Veilchen Lilien Amsel Drossel Finken Lerchen Meisen Schwalben Storchen Falken Riesling Silvaner Traminer Burgunder Winzer Kelter Reben Trauben Keller Mühl Bach Brunnen Wiesen Garten Feld Wald Berg Tal Kirch Schul Rathaus Bahnhof Post Turm Burg Schloss Römer Hof Sonnen Quell Mandel Quitten'.split(
    ' ',
  );
const endings = ['straße', 'weg', 'gasse', 'ring', 'pfad'];

/** Villages that became part of a city keep one main street each, with their name before it. */
const mainStreets: Record<string, string> = {
  Arzheim: 'Arzheimer Hauptstraße',
  Dammheim: 'Dammheimer Hauptstraße',
  Godramstein: 'Godramsteiner Hauptstraße',
  Mörlheim: 'Mörlheimer Hauptstraße',
  Mörzheim: 'Mörzheimer Hauptstraße',
  Nußdorf: 'Nußdorfer Hauptstraße',
  Queichheim: 'Queichheimer Hauptstraße',
  Wollmesheim: 'Wollmesheimer Hauptstraße',
};

/** All sample streets with their addresses, district by district; the same on every machine. */
export function modelStreets(boundary: MultiPolygon, areas: readonly AreaRecord[]): SampleStreet[] {
  const cells = settle(boundary);
  const names = streetNames();
  const streets = landauDistricts.flatMap(({ name: district }) => {
    const own = cells.filter((cell) => cell.district === district);
    const households = own.reduce((sum, cell) => sum + cell.households, 0);
    const counts = shareOut(
      fewAddresses[district] ?? Math.round(households / householdsPerAddress),
      own.map((cell) => cell.households),
    );
    const rows = rowsOf(
      own.map((cell, index) => ({ ...cell, houses: counts[index] ?? 0 })).filter(({ houses }) => houses > 0),
    );
    const longest = rows.toSorted((one, other) => housesOf(other) - housesOf(one))[0];
    return rows.map((row) => ({
      district,
      row,
      name: (row === longest ? mainStreets[district] : undefined) ?? names.next().value ?? '',
    }));
  });
  let count = 0;
  return streets.map(({ district, row, name }) => ({
    name,
    district,
    houses: housesAlong(row).map(({ place, ...house }) => ({
      type: 'addresses' as const,
      line: 0,
      ags: landauAgs,
      id: `sample-${String(++count).padStart(4, '0')}`,
      street: name,
      ...house,
      postcode: '76829',
      place: 'Landau in der Pfalz',
      district,
      areaId: areaAt(areas, place)?.id ?? null,
      longitude: place[0],
      latitude: place[1],
    })),
    line: [row[0], ...row, row.at(-1)].flatMap((cell, index) =>
      cell ? [degrees(cell.easting + (index === 0 ? 0 : index > row.length ? 100 : 50), cell.northing + 50)] : [],
    ),
  }));
}

type Plot = SettledCell & { houses: number };

/** Runs of cells of one row without a wide gap, from south-west to north-east. */
function rowsOf(cells: readonly Plot[]): Plot[][] {
  const rows: Plot[][] = [];
  for (const cell of cells) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    if (row && last?.northing === cell.northing && cell.easting - last.easting <= widestGap) row.push(cell);
    else rows.push([cell]);
  }
  return rows;
}

function housesOf(row: readonly Plot[]): number {
  return row.reduce((sum, { houses }) => sum + houses, 0);
}

interface House extends Pick<AddressRecord, 'houseNumber' | 'addition' | 'households'> {
  place: [longitude: number, latitude: number];
}

/** Odd numbers in the north, even ones in the south; now and then a house was built between two. */
function housesAlong(row: readonly Plot[]): House[] {
  const last = [-1, 0];
  const added = [true, true];
  return row.flatMap(({ easting, northing, houses }) =>
    Array.from({ length: houses }, (_, index): House => {
      const [x, y] = [easting + Math.round((100 * (index + 0.5)) / houses), northing];
      const side = hash(seeds.side, x, y) % 2;
      const between = !added[side] && hash(seeds.addition, x, y) % 14 === 0;
      added[side] = between || (last[side] ?? 0) <= 0;
      if (!between) last[side] = (last[side] ?? 0) + 2;
      return {
        houseNumber: last[side] ?? 0,
        addition: between ? 'a' : null,
        households: householdsIn(fraction(seeds.households, x, y)),
        place: degrees(x, y + (side === 0 ? 66 : 34)),
      };
    }),
  );
}

/** Mostly houses of one family, some of two, few of many. */
function householdsIn(chance: number): number {
  if (chance < 0.72) return 1;
  if (chance < 0.9) return 2;
  return chance < 0.96 ? 3 : 8;
}

function* streetNames(): Generator<string, undefined> {
  for (const turn of endings.keys()) {
    for (const [index, beginning] of beginnings.entries()) {
      yield `${beginning}${endings[(index + turn) % endings.length] ?? ''}`;
    }
  }
}

/** Six decimals are a tenth of a metre. */
function degrees(easting: number, northing: number): [longitude: number, latitude: number] {
  const [longitude, latitude] = toLonLat(easting, northing);
  return [Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6];
}
