/* eslint-disable @typescript-eslint/no-non-null-assertion -- a test that finds nothing there fails, as it should */
import { array, assert, asyncProperty, constantFrom, integer, option } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCells } from '../../../geodata/formats/cells.ts';
import { readCsvRows } from '../../../geodata/formats/rows.ts';
import { cellId, toLonLat } from '../../../geodata/grid.ts';
import type { CellCoverageRecord } from '../../../geodata/records.ts';
import { bytesOf, collect, collectText, sharesOf } from './sources.ts';

const landau = { northing: 2900100, easting: 4183700 };

describe('the census', () => {
  const head = 'GITTER_ID_100m;x_mp_100m;y_mp_100m;Insgesamt_Haushalte;1_Person\n';

  test('has households and no shares; a dash is not stated', async () => {
    const { header, records, problems } = await collectText<CellCoverageRecord>(
      `${head}CRS3035RES100mN2900100E4183700;4183750;2900150;12;4\nCRS3035RES100mN2900200E4183700;4183750;2900250;–;–\n`,
      'Zensus2022_Haushalte_100m-Gitter.csv',
    );
    expect(header).toMatchObject({ kind: 'cell_coverage', figures: [], source: 'zensus', referenceDate: null });
    expect(records).toEqual([
      { type: 'cell_coverage', line: 2, ...landau, ags: null, households: 12, shares: [] },
      { type: 'cell_coverage', line: 3, northing: 2900200, easting: 4183700, ags: null, households: null, shares: [] },
    ]);
    expect(problems).toEqual([]);
  });

  test('a dash in Windows-1252 is one as well', async () => {
    const { records } = await collectText<CellCoverageRecord>(
      Buffer.concat([
        Buffer.from(`${head}CRS3035RES100mN2900100E4183700;4183750;2900150;`),
        Buffer.from([0x96]),
        Buffer.from(';1\n'),
      ]),
    );
    expect(records[0]?.households).toBeNull();
  });

  test('the middle of a cell does without its id', async () => {
    const { records, problems } = await collectText<CellCoverageRecord>(
      'x_mp_100m;y_mp_100m;Haushalte\n4183750;2900150;3\n4183700;2900150;3\n',
    );
    expect(records).toMatchObject([{ ...landau, households: 3 }]);
    expect(problems).toMatchObject([{ rule: 'unusable-cell-id', line: 3, severity: 'refused' }]);
  });

  test('coarser grids are refused by their size', async () => {
    await expect(
      collectText('GITTER_ID_1km;x_mp_1km;y_mp_1km;Haushalte\nCRS3035RES1000mN2900000E4183000;1;1;1\n'),
    ).rejects.toThrow(/1km grid; take the file of the 100 m grid/);
  });

  test('a table without households says what it lacks', async () => {
    await expect(
      collectText('GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\nCRS3035RES100mN2900100E4183700;1;1;1\n'),
    ).rejects.toMatchObject({
      rule: 'missing-columns',
    });
  });
});

describe("the atlas' columns", () => {
  test('every figure has its column, in any order, also quoted', async () => {
    const { header, records } = await collectText<CellCoverageRecord>(
      'gem,id,down_fn_hh_ftthb_1000,households,down_fn_hh_alle_10,down_fn_hh_hfc_400\n"7313000","100mN29001E41837","1.9",57,100,"82,25"\n',
      'cells_2023-12-31.csv',
    );
    expect(header).toMatchObject({ source: 'breitbandatlas', referenceDate: '2023-12-31', population: 'households' });
    expect(records[0]).toMatchObject({ ...landau, ags: '07313000', households: 57 });
    expect(sharesOf(header, records[0])).toEqual({ FTTH_B_1000: 1.9, ALL_10: 100, HFC_400: 82.25 });
  });

  const head = 'id;gem;down_fn_hh_alle_10;down_fn_hh_alle_100\n';

  test('every defect is reported with its line; what can be taken is taken', async () => {
    const { records, problems } = await collectText<CellCoverageRecord>(
      [
        `${head}100mN29001E41837;07313000;130;n/a`,
        '100mN29002E41837;07313000;10;20',
        '100mN29001E41837;07313000;1;1',
        'somewhere;07313000;1;1',
        '100mN41837E29001;07313000;1;1',
        '100mN29003E41837;Landau;;1',
        '100mN29004E41837;07313000;1',
        '100mN29005E41837;0731',
      ].join('\n'),
    );
    expect(records.map(({ line, shares }) => [line, ...shares])).toEqual([
      [2, null, null],
      [3, 10, 20],
      [7, null, 1],
    ]);
    expect(records[2]?.ags).toBeNull();
    expect(problems.map(({ line, rule, severity }) => [line, rule, severity])).toEqual([
      [2, 'share-out-of-range', 'warning'],
      [2, 'share-not-a-number', 'warning'],
      [3, 'cumulative-rise', 'warning'],
      [4, 'duplicate-cell', 'refused'],
      [5, 'unusable-cell-id', 'refused'],
      [6, 'outside-germany', 'refused'],
      [7, 'unusable-ags', 'warning'],
      [8, 'wrong-column-count', 'refused'],
      [9, 'truncated', 'refused'],
    ]);
  });

  test('an unknown class is left out and named', async () => {
    const { header, problems } = await collectText('id;down_fn_hh_alle_10;down_fn_hh_alle_25\n100mN29001E41837;1;1\n');
    expect(header.figures).toEqual(['ALL_10']);
    expect(problems).toMatchObject([{ rule: 'unknown-column' }]);
  });

  test('a municipal table that counts its rows in a column "id" is no table of cells', async () => {
    const { header } = await collectText('id;AGS;down_fn_hh_alle_10\n1;07313000;99\n');
    expect(header.kind).toBe('municipal_coverage');
  });
});

describe('GeoJSON', () => {
  const feature = (properties: object, geometry: object | null = null, id?: string): object => ({
    type: 'Feature',
    ...(id && { id }),
    properties,
    geometry,
  });
  const collection = (features: object[]): string =>
    JSON.stringify({
      type: 'FeatureCollection',
      crs: { type: 'name', properties: { name: 'EPSG:3035 {["' } },
      features,
    });
  const squareInMetres = ({ northing: n, easting: e }: typeof landau, size = 100): object => ({
    type: 'Polygon',
    coordinates: [
      [
        [e, n],
        [e + size, n],
        [e + size, n + size],
        [e, n + size],
        [e, n],
      ],
    ],
  });

  test('a collection and one feature a line hold the same', async () => {
    const features = [
      feature({
        id: '100mN29001E41837',
        gem: '07313000',
        households: 4,
        down_fn_hh_alle_10: 100,
        down_fn_hh_ftthb_10: null,
      }),
      feature({ id: '100mN29002E41837', gem: '07313000', households: 5, down_fn_hh_alle_10: 50.5 }),
    ];
    const whole = await collectText<CellCoverageRecord>(collection(features), 'cells.geojson');
    expect(whole.header.figures).toEqual(['ALL_10', 'FTTH_B_10']);
    expect(whole.records.map(({ households, shares }) => [households, shares])).toEqual([
      [4, [100, null]],
      [5, [50.5, null]],
    ]);
    const perLine = features.map((one) => JSON.stringify(one));
    for (const text of [
      perLine.join('\n'),
      perLine.map((line) => `\u001e${line}\n`).join(''),
      JSON.stringify(JSON.parse(collection(features)), null, 2),
    ]) {
      expect(await collectText(text, 'cells.geojson')).toEqual(whole);
    }
  });

  test('the cell follows from its square, in metres and in degrees', async () => {
    await assert(
      asyncProperty(integer({ min: 27_000, max: 35_000 }), integer({ min: 40_500, max: 46_500 }), async (n, e) => {
        const corner = { northing: n * 100, easting: e * 100 };
        const metres = squareInMetres(corner) as { coordinates: [number, number][][] };
        const degrees = {
          type: 'Polygon',
          coordinates: metres.coordinates.map((ring) =>
            ring.map(([x, y]) => toLonLat(x, y).map((value) => Number(value.toFixed(6)))),
          ),
        };
        for (const geometry of [metres, degrees]) {
          const { records } = await collectText<CellCoverageRecord>(
            collection([feature({ down_fn_hh_alle_10: 1 }, geometry)]),
            'x.geojson',
          );
          expect(records).toMatchObject([corner]);
        }
      }),
      { numRuns: 20 },
    );
  });

  test("the feature's own id counts, a square of another size does not", async () => {
    const { records, problems } = await collectText<CellCoverageRecord>(
      collection([
        feature({ down_fn_hh_alle_10: 1 }, null, 'CRS3035RES100mN2900100E4183700'),
        feature({ down_fn_hh_alle_10: 1 }, squareInMetres(landau, 1000)),
        feature({ down_fn_hh_alle_10: 1 }, { type: 'Point', coordinates: [8, 49] }),
      ]),
      'x.geojson',
    );
    expect(records).toMatchObject([landau]);
    expect(problems.map(({ line, rule }) => [line, rule])).toEqual([
      [2, 'unusable-cell-id'],
      [3, 'unusable-cell-id'],
    ]);
  });

  test('a file that is cut off gives what it has and says so', async () => {
    const text = collection([1, 2, 3].map((row) => feature({ id: `100mN2900${row}E41837`, down_fn_hh_alle_10: row })));
    const { records, problems } = await collectText<CellCoverageRecord>(text.slice(0, -30), 'x.geojson');
    expect(records).toHaveLength(2);
    expect(problems).toMatchObject([{ rule: 'truncated', line: 3, severity: 'refused' }]);
  });

  test.each([
    ['{"type":"FeatureCollection","features":[]}', 'no-features'],
    ['{"type":"FeatureCollection","features":[{"type":"Feat', 'no-features'],
    ['[1,2,3]', 'no-features'],
    ['{"type":"Feature","properties":{"x":1},"geometry":null}', 'unknown-format'],
  ])('%s is refused', async (text, rule) => {
    await expect(collectText(text, 'x.geojson')).rejects.toMatchObject({ name: 'FormatError', rule });
  });

  test('chunks may end anywhere', async () => {
    const tricky = collection([
      feature({ id: '100mN29001E41837', down_fn_hh_alle_10: 1, note: 'a "quoted\\" {brace [ \\' }),
    ]);
    const { readFeatures } = await import('../../../geodata/formats/geojson.ts');
    for (const chunk of [1, 2, 3, 7]) {
      const features = (await Array.fromAsync(readFeatures(bytesOf(tricky, chunk)))).flat();
      expect(features).toMatchObject([{ number: 1, properties: { note: 'a "quoted\\" {brace [ \\' } }]);
    }
  });
});

test('whatever shares go in come out, and a rise is reported exactly where there is one', async () => {
  const share = option(constantFrom(0, 1, 12.5, 33.33, 50, 99.99, 100));
  await assert(
    asyncProperty(
      array(array(share, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 }),
      async (cells) => {
        const rows = cells.map(
          (shares, index) =>
            `${cellId({ northing: 2900100 + index * 100, easting: 4183700 })};${shares.map((value) => value ?? '').join(';')}`,
        );
        const text = `id;down_fn_hh_alle_10;down_fn_hh_alle_100;down_fn_hh_alle_1000\n${rows.join('\n')}\n`;
        const { records, problems } = await collect<CellCoverageRecord>(readCells(readCsvRows(bytesOf(text, 64))));
        expect(records.map(({ shares }) => shares)).toEqual(cells);
        const rising = cells.flatMap((shares, index) => {
          const stated = shares.filter((value) => value !== null);
          return stated.some((value, place) => place > 0 && value > stated[place - 1]!) ? [index + 2] : [];
        });
        expect(problems.map(({ rule, line }) => `${rule} ${line}`)).toEqual(
          rising.map((line) => `cumulative-rise ${line}`),
        );
      },
    ),
  );
});

test('200,000 cells take seconds and no memory that grows with them', async () => {
  const figures = [10, 16, 30, 50, 100, 200, 400, 1000].flatMap((mbits) =>
    ['alle', 'ftthb', 'fttc', 'hfc'].map((name) => `down_fn_hh_${name}_${mbits}`),
  );
  const values = figures.map(() => '97.25').join(';');
  const file = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(`id;gem;${figures.join(';')}\n`));
    for (let row = 0; row < 400; row += 1) {
      let text = '';
      for (let column = 0; column < 500; column += 1)
        text += `100mN${27000 + row}E${42000 + column};07313000;${values}\n`;
      yield Buffer.from(text);
    }
  };
  const start = performance.now();
  let cells = 0;
  let peak = 0;
  const before = process.memoryUsage().rss;
  for await (const item of readCells(readCsvRows(file()))) {
    if (item.type === 'cell_coverage' && (cells += 1) % 20_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
  expect(cells).toBe(200_000);
  expect((performance.now() - start) / 1000).toBeLessThan(20);
  expect((peak - before) / 2 ** 20).toBeLessThan(250);
});
