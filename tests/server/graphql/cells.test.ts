import { afterAll, beforeAll, expect, test } from 'vitest';
import { cornerAt, toLonLat } from '../../../geodata/grid.ts';
import { addBoundaries, addCells, addDistricts, aDistrict, aMunicipality, box } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from './api.ts';

/** Two municipalities side by side; the western one has two districts, one above the other. */
const west = '07313000';
const east = '07337001';
const border = 8.1;
const corner = cornerAt(8.05, 49.05);
const cell = (up: number, right: number) => ({
  northing: corner.northing + up * 100,
  easting: corner.easting + right * 100,
});
const idOf = ({ northing, easting }: { northing: number; easting: number }) =>
  `100mN${northing / 100}E${easting / 100}`;

let database: TestDatabase;
let api: Api;
let published: string;
let sharesOnly: string;
beforeAll(async () => {
  database = await openTestDatabase();
  await addBoundaries(database, [
    aMunicipality({ ags: west, name: 'West', geometry: box(8, 49, border, 49.1) }),
    aMunicipality({ ags: east, name: 'Ost', geometry: box(border, 49, 8.2, 49.1) }),
  ]);
  const middle = toLonLat(corner.easting, corner.northing + 200)[1];
  await addDistricts(
    database,
    [
      aDistrict({ ags: west, name: 'Unten', geometry: box(8, 49, border, middle) }),
      aDistrict({ ags: west, name: 'Oben', geometry: box(8, middle, border, 49.1) }),
    ],
    { modelled: true },
  );
  published = await addCells(
    database,
    ['ALL_30', 'FTTH_B_1000'],
    [
      { ...cell(0, 0), ags: west, households: 30, shares: [100, 10] },
      { ...cell(1, 0), ags: west, households: 10, shares: [50, null] },
      { ...cell(0, 1), ags: west, households: 4, shares: [0, 0] },
      { ...cell(4, 0), ags: west, households: 3, shares: [75, 75] },
    ],
  );
  sharesOnly = await addCells(
    database,
    ['ALL_30'],
    [
      { ...cell(0, 0), ags: west, households: null, shares: [80] },
      { ...cell(1, 0), ags: west, households: null, shares: [90] },
      { ...cell(0, 1), ags: west, households: null, shares: [70] },
    ],
    { referenceDate: '2022-06-30', modelled: true },
  );
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

async function ask(query: string): Promise<unknown> {
  const { data, errors } = await api.ask(query);
  expect(errors).toEqual([]);
  return data;
}

test('a cell shows its figures, edition by edition', async () => {
  expect(
    await ask(`{ cell(cellId: "${idOf(corner)}") { households protected municipality { name }
      coverage(technology: FTTH_B, minDownstreamMbits: 1000) { sharePercent absence modelled edition { referenceDate } } } }`),
  ).toEqual({
    cell: {
      households: 30,
      protected: false,
      municipality: { name: 'West' },
      coverage: [
        { sharePercent: 10, absence: null, modelled: false, edition: { referenceDate: '2021-06-30' } },
        { sharePercent: null, absence: 'NOT_SURVEYED', modelled: true, edition: { referenceDate: '2022-06-30' } },
      ],
    },
  });
});

test('a cell of fewer than five households tells neither them nor shares, not even by an edition that states no households', async () => {
  const protectedCell = {
    households: null,
    protected: true,
    coverage: [
      { sharePercent: null, absence: 'PROTECTED' },
      { sharePercent: null, absence: 'PROTECTED' },
    ],
  };
  const fields = 'households protected coverage(technology: ALL, minDownstreamMbits: 30) { sharePercent absence }';
  expect(await ask(`{ cell(cellId: "${idOf(cell(0, 1))}") { ${fields} } }`)).toEqual({ cell: protectedCell });
  const stricter = await openApi(database, 20);
  const { data } = await stricter.ask(`{ cell(cellId: "${idOf(cell(1, 0))}") { ${fields} } }`);
  await stricter.close();
  expect(data).toEqual({ cell: protectedCell });
});

test('a district is the mean of its cells, weighted by households where the edition states them', async () => {
  const mean = (data: unknown) =>
    (
      data as { district: { coverage: { sharePercent: number | null; absence: string | null }[] } }
    ).district.coverage.map(({ sharePercent, absence }) => sharePercent ?? absence);
  const coverage = (technology: string, speed: number) =>
    `coverage(technology: ${technology}, minDownstreamMbits: ${speed}) { sharePercent absence }`;
  // (30 × 100 + 10 × 50 + 4 × 0) / 44, and (80 + 90 + 70) / 3
  expect(mean(await ask(`{ district(ags: "${west}", name: "Unten") { ${coverage('ALL', 30)} } }`))).toEqual([
    79.55, 80,
  ]);
  // The cell without a figure is left out: (30 × 10 + 4 × 0) / 34
  expect(mean(await ask(`{ district(ags: "${west}", name: "Unten") { ${coverage('FTTH_B', 1000)} } }`))).toEqual([
    8.82,
    'NOT_SURVEYED',
  ]);
  // Three households in all
  expect(mean(await ask(`{ district(ags: "${west}", name: "Oben") { ${coverage('ALL', 30)} } }`))).toEqual([
    'PROTECTED',
  ]);
});

test('households of a municipality are those of published cells, and unknown where no edition states any', async () => {
  expect(
    await ask(
      `{ west: municipality(ags: "${west}") { households } east: municipality(ags: "${east}") { households } }`,
    ),
  ).toEqual({
    west: { households: 47 },
    east: { households: null },
  });
});

interface Place {
  municipality: { name: string } | null;
  district: { name: string } | null;
  cell: { cellId: string } | null;
}

async function placeAt(longitude: number, latitude: number): Promise<Place> {
  const data = await ask(`{ place(longitude: ${longitude}, latitude: ${latitude}) {
    municipality { name } district { name } cell { cellId } } }`);
  return (data as { place: Place }).place;
}

test('a point inside lies in one municipality, one district and one cell', async () => {
  const [longitude, latitude] = toLonLat(corner.easting + 50, corner.northing + 50);
  expect(await placeAt(longitude, latitude)).toEqual({
    municipality: { name: 'West' },
    district: { name: 'Unten' },
    cell: { cellId: idOf(corner) },
  });
});

test('a point exactly on the edge or the corner of a cell has a cell', async () => {
  for (const [right, up] of [
    [0, 0],
    [0, 50],
    [50, 0],
  ] as const) {
    const [longitude, latitude] = toLonLat(corner.easting + right, corner.northing + up);
    expect((await placeAt(longitude, latitude)).cell, `${right} ${up}`).toEqual({ cellId: idOf(corner) });
  }
  const [longitude, latitude] = toLonLat(corner.easting + 50, corner.northing + 100);
  expect((await placeAt(longitude, latitude)).cell).toEqual({ cellId: idOf(cell(1, 0)) });
});

test('a point exactly on the border of two municipalities lies in one of them, always the same', async () => {
  for (const latitude of [49, 49.02, 49.05, 49.1]) {
    expect((await placeAt(border, latitude)).municipality, String(latitude)).toEqual({ name: 'West' });
  }
  expect((await placeAt(8, 49)).municipality).toEqual({ name: 'West' });
  expect((await placeAt(8.2, 49.1)).municipality).toEqual({ name: 'Ost' });
});

test('far from everything there is nothing, and no error', async () => {
  for (const [longitude, latitude] of [
    [0, 0],
    [-170, -52],
    [180, 90],
    [8.3, 49.3],
  ] as const) {
    expect(await placeAt(longitude, latitude)).toEqual({ municipality: null, district: null, cell: null });
  }
});

test('cells page from south to north and back, and are counted', async () => {
  const read = async (page: string) => {
    const data = await ask(`{ cells(ags: "${west}", edition: "${published}", ${page}) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { node { cellId } } } }`);
    const { cells } = data as {
      cells: {
        totalCount: number;
        pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
        edges: { node: { cellId: string } }[];
      };
    };
    return { ...cells, ids: cells.edges.map(({ node }) => node.cellId) };
  };
  const ids = [cell(0, 0), cell(0, 1), cell(1, 0), cell(4, 0)].map(idOf);
  const first = await read('first: 3');
  expect(first).toMatchObject({
    totalCount: 4,
    ids: ids.slice(0, 3),
    pageInfo: { hasNextPage: true, hasPreviousPage: false },
  });
  const second = await read(`first: 3, after: "${first.pageInfo.endCursor}"`);
  expect(second).toMatchObject({ ids: ids.slice(3), pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  expect(await read('last: 1')).toMatchObject({
    ids: ids.slice(3),
    pageInfo: { hasNextPage: false, hasPreviousPage: true },
  });
  expect(await read(`last: 2, before: "${second.pageInfo.startCursor}"`)).toMatchObject({
    ids: ids.slice(1, 3),
    pageInfo: { hasNextPage: true, hasPreviousPage: true },
  });
});

test('cells listed by an edition without households are protected by those of another one', async () => {
  const fields = 'households protected coverage(technology: ALL, minDownstreamMbits: 30) { sharePercent }';
  const data = await ask(`{ cells(ags: "${west}", edition: "${sharesOnly}") { edges { node { cellId ${fields} } } } }`);
  const node = (
    corner: { northing: number; easting: number },
    households: number | null,
    shares: (number | null)[],
  ) => ({
    node: {
      cellId: idOf(corner),
      households,
      protected: households === null,
      coverage: shares.map((sharePercent) => ({ sharePercent })),
    },
  });
  expect(data).toEqual({
    cells: {
      edges: [node(cell(0, 0), 30, [100, 80]), node(cell(0, 1), null, [null, null]), node(cell(1, 0), 10, [50, 90])],
    },
  });
});

test('everything has an id by which it is found again', async () => {
  const data = (await ask(`{ municipality(ags: "${west}") { id districts { id } } cell(cellId: "${idOf(corner)}") { id }
    edition(editionId: "${published}") { id } }`)) as {
    municipality: { id: string; districts: { id: string }[] };
    cell: { id: string };
    edition: { id: string };
  };
  const ids = [data.municipality.id, ...data.municipality.districts.map(({ id }) => id), data.cell.id, data.edition.id];
  const { data: found } = await api.ask(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename ... on District { name } ... on Cell { cellId } } }`,
    { ids },
  );
  expect((found as { nodes: { id: string }[] }).nodes.map(({ id }) => id)).toEqual(ids);
  expect(found).toMatchObject({
    nodes: [
      { __typename: 'Municipality' },
      { __typename: 'District', name: 'Oben' },
      { __typename: 'District', name: 'Unten' },
      { __typename: 'Cell', cellId: idOf(corner) },
      { __typename: 'Edition' },
    ],
  });
});
