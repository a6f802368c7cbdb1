import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cornerAt, toLonLat } from '../../../geodata/grid.ts';
import { addBoundaries, addCells, addCoverage, addDistricts, aDistrict, aMunicipality, box } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from './api.ts';

const city = '07313000';
const village = '07337001';
const forest = '07337999';
const silent = '07337002';
const corner = cornerAt(8.05, 49.05);

/** A cell so many hundred metres up and right of the corner; households, then shares of ALL_100 and FTTH_B_100. */
function cell(up: number, right: number, households: number | null, ...shares: (number | null)[]) {
  const [northing, easting] = [corner.northing + up * 100, corner.easting + right * 100];
  return { northing, easting, ags: city, households, shares };
}

let database: TestDatabase;
let api: Api;
let households: string;
let statements: string[] = [];
beforeAll(async () => {
  database = await openTestDatabase((sql) => statements.push(sql));
  await addBoundaries(database, [
    aMunicipality({ ags: city, name: 'Stadt', geometry: box(8, 49, 8.1, 49.1) }),
    aMunicipality({ ags: village, name: 'Dorf', geometry: box(8.1, 49, 8.2, 49.1) }),
    aMunicipality({ ags: silent, name: 'Stille', geometry: box(8.2, 49, 8.3, 49.1) }),
    aMunicipality({ ags: forest, name: 'Wald', inhabited: false, geometry: box(8.3, 49, 8.4, 49.1) }),
  ]);
  const middle = toLonLat(corner.easting, corner.northing + 500)[1];
  await addDistricts(database, [
    aDistrict({ ags: city, name: 'Unten', geometry: box(8, 49, 8.1, middle) }),
    aDistrict({ ags: city, name: 'Oben', geometry: box(8, middle, 8.1, 49.1) }),
  ]);
  await addCoverage(database, ['ALL_100', 'FTTH_B_100'], {
    [city]: [60, 10],
    [village]: [20, 0],
    [silent]: [null, null],
    [forest]: [0, 0],
  });
  households = await addCells(
    database,
    ['ALL_100', 'FTTH_B_100'],
    [
      // Below: two cells that touch at a corner, a good one, and one parted from them by a protected cell.
      cell(0, 0, 20, 10, 0),
      cell(1, 1, 10, 40, 0),
      cell(0, 1, 50, 100, 0),
      cell(0, 2, 4, 0, 0),
      cell(0, 3, 12, 0, 0),
      cell(3, 0, 8, null, null),
      // Above: one gap.
      cell(7, 0, 30, 0, 0),
      cell(7, 1, 70, 90, 50),
    ],
  );
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

async function ask<T>(query: string): Promise<T> {
  statements = [];
  const { data, errors } = await api.ask(query);
  expect(errors).toEqual([]);
  return data as T;
}

async function refusal(query: string) {
  const { errors } = await api.ask(query);
  return { message: errors[0]?.message, code: errors[0]?.extensions?.code };
}

const question = 'technology: ALL, minDownstreamMbits: 100, belowPercent: 50';

describe('clusters', () => {
  test('hang together at edges and corners, with most households without first', async () => {
    const answer = await ask(`{ clusterGaps(ags: "${city}", ${question}) {
      totalCount protectedCount notStatedCount smallerCount householdsWithout edition { editionId }
      edges { node { name place direction households householdsWithout sharePercent cellCount areaKm2
        allPercent fibrePercent cablePercent modelled } } } }`);
    const plain = { modelled: false, fibrePercent: 0, cablePercent: null, place: 'Unten' };
    expect(answer).toEqual({
      clusterGaps: {
        totalCount: 3,
        protectedCount: 1,
        notStatedCount: 1,
        smallerCount: 0,
        householdsWithout: 30 + 24 + 12,
        edition: { editionId: households },
        edges: [
          {
            node: {
              ...plain,
              place: 'Oben',
              name: 'Oben West',
              direction: 'WEST',
              households: 30,
              householdsWithout: 30,
              sharePercent: 0,
              allPercent: 0,
              cellCount: 1,
              areaKm2: 0.01,
            },
          },
          {
            node: {
              ...plain,
              name: 'Unten West',
              direction: 'WEST',
              households: 30,
              householdsWithout: 24,
              sharePercent: 20,
              allPercent: 20,
              cellCount: 2,
              areaKm2: 0.02,
            },
          },
          {
            node: {
              ...plain,
              name: 'Unten Ost',
              direction: 'EAST',
              households: 12,
              householdsWithout: 12,
              sharePercent: 0,
              allPercent: 0,
              cellCount: 1,
              areaKm2: 0.01,
            },
          },
        ],
      },
    });
  });

  test('with too few households without are left out and counted', async () => {
    const { clusterGaps } = await ask<{ clusterGaps: object }>(
      `{ clusterGaps(ags: "${city}", ${question}, minHouseholds: 13) { totalCount smallerCount } }`,
    );
    expect(clusterGaps).toEqual({ totalCount: 2, smallerCount: 1 });
  });

  test('have an outline around their cells, which touch at a corner here', async () => {
    const { clusterGaps } = await ask<{
      clusterGaps: { edges: { node: { outline: { type: string; coordinates: number[][][][] }; bounds: number[] } }[] };
    }>(`{ clusterGaps(ags: "${city}", ${question}) { edges { node { outline bounds } } } }`);
    const { outline, bounds } = clusterGaps.edges[1]?.node ?? {};
    expect(outline?.type).toBe('MultiPolygon');
    expect(outline?.coordinates).toHaveLength(2);
    const [west, south] = toLonLat(corner.easting, corner.northing);
    expect(outline?.coordinates[0]?.[0]?.[0]?.[0]).toBeCloseTo(west, 5);
    expect(bounds?.[1]).toBeCloseTo(south, 3);
  });

  test('come page by page in the order that was asked for', async () => {
    const first = await ask<{ clusterGaps: { edges: { cursor: string; node: { name: string } }[]; pageInfo: object } }>(
      `{ clusterGaps(ags: "${city}", ${question}, orderBy: SHARE, first: 2) {
        pageInfo { hasNextPage } edges { cursor node { name } } } }`,
    );
    expect(first.clusterGaps.edges.map(({ node }) => node.name)).toEqual(['Oben West', 'Unten Ost']);
    expect(first.clusterGaps.pageInfo).toEqual({ hasNextPage: true });
    const rest = await ask<{ clusterGaps: { edges: { node: { name: string } }[] } }>(
      `{ clusterGaps(ags: "${city}", ${question}, orderBy: SHARE, after: "${first.clusterGaps.edges[1]?.cursor}") {
        edges { node { name } } } }`,
    );
    expect(rest.clusterGaps.edges.map(({ node }) => node.name)).toEqual(['Unten West']);
  });

  test('take two statements, however many there are', async () => {
    await ask(`{ clusterGaps(ags: "${city}", ${question}) { edges { node { name outline bounds allPercent } } } }`);
    expect(statements).toHaveLength(2);
  });

  test('say nothing of a figure that was not surveyed', async () => {
    expect(
      await ask(`{ clusterGaps(ags: "${city}", technology: HFC, minDownstreamMbits: 100, belowPercent: 50) {
        surveyed totalCount notStatedCount protectedCount } }`),
    ).toEqual({ clusterGaps: { surveyed: false, totalCount: 0, notStatedCount: 7, protectedCount: 1 } });
  });
});

describe('districts', () => {
  test('have the share that their coverage has; households of protected cells are in no count', async () => {
    const { districtGaps, municipality } = await ask<{
      districtGaps: { edges: { node: { district: { name: string }; sharePercent: number } }[] };
      municipality: { districts: { name: string; coverage: { sharePercent: number }[] }[] };
    }>(`{
      districtGaps(ags: "${city}", technology: ALL, minDownstreamMbits: 100, belowPercent: 100) {
        totalCount householdsWithout protectedCount
        edges { node { sharePercent households householdsWithout protectedCellCount cellCount district { name boundary } } }
      }
      municipality(ags: "${city}") { districts { name coverage(technology: ALL, minDownstreamMbits: 100) { sharePercent } } }
    }`);
    expect(districtGaps).toMatchObject({
      totalCount: 2,
      householdsWithout: 36 + 37,
      edges: [
        {
          node: {
            district: { name: 'Oben', boundary: { type: 'MultiPolygon' } },
            sharePercent: 63,
            households: 100,
            householdsWithout: 37,
            cellCount: 2,
          },
        },
        {
          node: {
            district: { name: 'Unten' },
            sharePercent: 58.33,
            households: 100,
            householdsWithout: 36,
            protectedCellCount: 1,
            cellCount: 6,
          },
        },
      ],
    });
    for (const { node } of districtGaps.edges) {
      const district = municipality.districts.find(({ name }) => name === node.district.name);
      expect(district?.coverage[0]?.sharePercent).toBe(node.sharePercent);
    }
  });
});

describe('municipalities', () => {
  test('below the share; unknown and uninhabited ones are counted apart', async () => {
    expect(
      await ask(`{ municipalityGaps(technology: FTTH_B, minDownstreamMbits: 100, belowPercent: 50) {
        totalCount notStatedCount uninhabitedCount householdsUnknownCount
        edges { node { municipality { name } sharePercent households householdsWithout modelled } } } }`),
    ).toEqual({
      municipalityGaps: {
        totalCount: 2,
        notStatedCount: 1,
        uninhabitedCount: 1,
        householdsUnknownCount: 1,
        edges: [
          {
            node: {
              municipality: { name: 'Stadt' },
              sharePercent: 10,
              households: 204,
              householdsWithout: 184,
              modelled: false,
            },
          },
          {
            node: {
              municipality: { name: 'Dorf' },
              sharePercent: 0,
              households: null,
              householdsWithout: null,
              modelled: false,
            },
          },
        ],
      },
    });
  });

  test('whose households nobody states are left out when a number of them is asked for', async () => {
    expect(
      await ask(`{ municipalityGaps(technology: FTTH_B, minDownstreamMbits: 100, belowPercent: 50, minHouseholds: 1) {
        smallerCount edges { node { municipality { name } } } } }`),
    ).toEqual({ municipalityGaps: { smallerCount: 1, edges: [{ node: { municipality: { name: 'Stadt' } } }] } });
  });
});

describe('wrong arguments are told', () => {
  test.each([
    [
      `clusterGaps(ags: "${city}", technology: ALL, minDownstreamMbits: 100, belowPercent: 101)`,
      'belowPercent: 101 is out of range, it can be above 0 to 100.',
    ],
    [
      `municipalityGaps(technology: ALL, minDownstreamMbits: 100, belowPercent: 0)`,
      'belowPercent: 0 is out of range, it can be above 0 to 100.',
    ],
    [
      `districtGaps(ags: "${city}", ${question}, minHouseholds: -1)`,
      'minHouseholds: -1 is out of range, it can be 0 or more.',
    ],
    [
      `clusterGaps(ags: "${city}", ${question}, edition: "none")`,
      'edition: there is no edition "none"; see editions(kind: CELL_COVERAGE).',
    ],
    [
      `clusterGaps(ags: "${village}", ${question})`,
      `ags: no edition has cells of municipality ${village}; gaps of municipalities are in municipalityGaps.`,
    ],
    [
      `clusterGaps(ags: "731", ${question})`,
      'ags: "731" is no key of a municipality; it has eight digits, e.g. 07313000.',
    ],
    [
      `clusterGaps(ags: "${city}", technology: ALL, minDownstreamMbits: 99, belowPercent: 50)`,
      'minDownstreamMbits: 99 is no speed class; the classes are 1, 2, 6, 8, 10, 16, 30, 50, 100, 200, 400, 1000 Mbit/s.',
    ],
  ])('%s', async (field, message) => {
    expect(await refusal(`{ ${field} { totalCount } }`)).toEqual({ message, code: 'BAD_USER_INPUT' });
  });
});

test('a stricter operator protects more cells', async () => {
  const strict = await openApi(database, 15);
  const { data } = await strict.ask(`{ clusterGaps(ags: "${city}", ${question}) {
    totalCount protectedCount householdsWithout } }`);
  await strict.close();
  expect(data).toEqual({ clusterGaps: { totalCount: 2, protectedCount: 4, householdsWithout: 30 + 18 } });
});
