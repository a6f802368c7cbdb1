import { describe, expect, test } from 'vitest';
import type { MunicipalCoverageRecord } from '../../../geodata/records.ts';
import { collectFile, collectText, sharesOf, shipped } from './sources.ts';

const landau = '07313000';

async function readMunicipal(name: string) {
  const { header, records, problems } = await collectFile<MunicipalCoverageRecord>(shipped(name));
  return {
    header,
    records,
    problems,
    landau: sharesOf(
      header,
      records.find(({ ags }) => ags === landau),
    ),
  };
}

describe('the published files', () => {
  test('mid-2018: 11,330 municipalities, decimal comma, CRLF, FTTH meaning FTTH/B', async () => {
    const file = await readMunicipal('gemeinden_haushalte_2018_mitte.csv.gz');
    expect(file.records).toHaveLength(11330);
    expect(file.problems).toEqual([]);
    expect(file.header).toMatchObject({
      kind: 'municipal_coverage',
      population: 'households',
      referenceDate: '2018-06-30',
      source: 'breitbandatlas',
    });
    expect(file.header.figures).toHaveLength(47);
    expect(file.header.figures.filter((figure) => /^FTTH_\d/.test(figure))).toEqual([]);
    expect(file.landau).toMatchObject({
      ALL_16: 99,
      ALL_30: 98,
      ALL_50: 97,
      FTTH_B_50: 1,
      HFC_50: 81,
      LTE_6: 98,
      WLAN_30: 5,
    });
  });

  test('end of 2018: quoted, eleven classes up to a gigabit', async () => {
    const file = await readMunicipal('gemeinden_haushalte_2018_ende.csv.gz');
    expect(file.records).toHaveLength(11330);
    expect(file.problems).toEqual([]);
    expect(file.header.referenceDate).toBe('2018-12-31');
    expect(file.landau).toMatchObject({
      ALL_16: 99,
      ALL_30: 98,
      ALL_50: 97,
      ALL_100: 80,
      ALL_200: 80,
      ALL_400: 63,
      ALL_1000: 1,
      HFC_1000: 0,
      FTTH_B_1000: 1,
      WIRELESS_6: 99,
    });
  });

  test('mid-2021: comma as delimiter, classes 8 and 10, and 36 cells of six municipalities above 100 %', async () => {
    const file = await readMunicipal('gemeinden_haushalte_2021_mitte.csv.gz');
    expect(file.records).toHaveLength(11388);
    expect(file.header.referenceDate).toBe('2021-06-30');
    expect(file.header.figures).toContain('ALL_8');
    expect(file.landau).toMatchObject({
      ALL_16: 99.59,
      ALL_30: 99.26,
      ALL_50: 99.03,
      ALL_100: 91.88,
      ALL_200: 88.75,
      ALL_400: 82.49,
      ALL_1000: 80.97,
      HFC_1000: 80.67,
      FTTH_B_1000: 1.9,
    });
    expect(file.problems).toHaveLength(36);
    expect(new Set(file.problems.map(({ line }) => line)).size).toBe(6);
    expect(file.problems[0]).toEqual({
      type: 'problem',
      severity: 'warning',
      line: 1839,
      rule: 'share-out-of-range',
      message: 'column "alle Technologien ≥ 1 Mbit/s": "100.39" is not within 0 and 100%; taken as not stated',
      fix: 'Correct the share, or leave the cell empty',
    });
    expect(
      sharesOf(
        file.header,
        file.records.find(({ ags }) => ags === '03357002'),
      ),
    ).toMatchObject({ ALL_1: null });
  });

  test('business parks of mid-2021 are shares of companies, by the name of the file', async () => {
    const file = await readMunicipal('gemeinden_gewerbegebiete_2021_mitte.csv.gz');
    expect(file.records).toHaveLength(8211);
    expect(file.problems).toEqual([]);
    expect(file.header).toMatchObject({
      kind: 'municipal_coverage',
      population: 'business_parks',
      referenceDate: '2021-06-30',
    });
    expect(file.landau).toMatchObject({ FTTH_B_1000: 46.98, WIRED_1000: 61.15 });
  });
});

describe('dialects', () => {
  test.each([
    ['verf_100_30', 'WIRED_30'],
    ['100_30', 'WIRED_30'],
    ['verf_200_2', 'WIRELESS_2'],
    ['300_30', 'ALL_30'],
    ['DSL_16', 'DSL_16'],
    ['CATV_50', 'HFC_50'],
    ['FTTH_50', 'FTTH_B_50'],
    ['WiMAX_6', 'WIMAX_6'],
    ['PLC_1', 'PLC_1'],
    ['dsl_gtoe_16_mbits', 'DSL_16'],
    ['ftthb_gtoe_1000_mbits', 'FTTH_B_1000'],
    ['alle_gtoe_30_mbits', 'ALL_30'],
    ['leitungsg. Technologien ≥ 30 Mbit/s', 'WIRED_30'],
    ['mobile Technologien ≥ 6 Mbit/s', 'WIRELESS_6'],
    ['FTTB/H ≥ 100 Mbit/s', 'FTTH_B_100'],
    ['FTTH/B ≥ 100 Mbit/s', 'FTTH_B_100'],
    ['FTTH ≥ 100 Mbit/s', 'FTTH_100'],
    ['alle Technologien >= 100 Mbit/s', 'ALL_100'],
    ['alle Technologien ? 100 Mbit/s', 'ALL_100'],
    ['down_fn_hh_ftthb_1000', 'FTTH_B_1000'],
    ['down_fn_hh_ftth_1000', 'FTTH_1000'],
    ['down_fn_hh_hfc_400', 'HFC_400'],
  ])('%s is %s', async (name, figure) => {
    const { header, records } = await collectText<MunicipalCoverageRecord>(`AGS;${name}\n07313000;12,5\n`);
    expect(header.figures).toEqual([figure]);
    expect(records[0]?.shares).toEqual([12.5]);
  });

  test('FTTH stays FTTH where FTTB has a column of its own', async () => {
    const { header } = await collectText('AGS;FTTH_50;FTTB_50\n07313000;1;2\n');
    expect(header.figures).toEqual(['FTTH_50', 'FTTB_50']);
  });

  test('a lost leading zero comes back, and an empty cell stays null', async () => {
    const { records } = await collectText('AGS;alle Technologien ≥ 30 Mbit/s\n7313000;\n');
    expect(records).toEqual([{ type: 'municipal_coverage', line: 2, ags: '07313000', shares: [null] }]);
  });

  test('a decimal comma beside the delimiter comma is quoted', async () => {
    const { records } = await collectText<MunicipalCoverageRecord>('"AGS","DSL ≥ 30 Mbit/s"\r\n"07313000","97,4"\r\n');
    expect(records[0]?.shares).toEqual([97.4]);
  });

  test('columns beside the figures are passed over, tab is a delimiter, order is free', async () => {
    const { header, records } = await collectText<MunicipalCoverageRecord>('Name\t300_30\tAGS\nLandau\t98\t07313000\n');
    expect(header.figures).toEqual(['ALL_30']);
    expect(records[0]).toMatchObject({ ags: landau, shares: [98] });
  });
});

describe('what needs mending', () => {
  const head = 'AGS;300_16;300_30;DSL_16;DSL_30\n';

  test.each([
    ['130', 'share-out-of-range'],
    ['-1', 'share-out-of-range'],
    ['100,01', 'share-out-of-range'],
    ['n/a', 'share-not-a-number'],
    ['1e2x', 'share-not-a-number'],
    ['Infinity', 'share-not-a-number'],
  ])('a share of %s makes its cell null and is reported with line, column and value', async (value, rule) => {
    const { records, problems } = await collectText<MunicipalCoverageRecord>(`${head}07313000;99;${value};98;97\n`);
    expect(records[0]?.shares).toEqual([99, null, 98, 97]);
    expect(problems).toMatchObject([{ severity: 'warning', rule, line: 2 }]);
    expect(problems[0]?.message).toContain('"300_30"');
    expect(problems[0]?.message).toContain(value);
  });

  test('classes that rise are reported once a technology, and taken as they are', async () => {
    const { records, problems } = await collectText<MunicipalCoverageRecord>(
      `${head}07313000;50;60;70;70\n07314000;9;8;1;2\n`,
    );
    expect(records.map(({ shares }) => shares)).toEqual([
      [50, 60, 70, 70],
      [9, 8, 1, 2],
    ]);
    expect(problems).toMatchObject([
      { line: 2, rule: 'cumulative-rise', severity: 'warning' },
      { line: 3, rule: 'cumulative-rise', severity: 'warning' },
    ]);
    expect(problems[1]?.message).toContain('DSL_30 is 2%, more than DSL_16 with 1%');
  });

  test('a rise across a missing class is seen', async () => {
    const { problems } = await collectText('AGS;300_16;300_30;300_50\n07313000;50;;51\n');
    expect(problems.map(({ rule }) => rule)).toEqual(['cumulative-rise']);
  });

  test.each(['', 'Landau', '0731300', '99313000', '073130001', '731300', '-7313000'])(
    'a row with the key "%s" is refused',
    async (key) => {
      const text = `AGS;300_30\n${key};1\n07313000;98\n`;
      const { records, problems } = await collectText<MunicipalCoverageRecord>(text);
      expect(records.map(({ ags }) => ags)).toEqual([landau]);
      expect(problems[0]).toMatchObject({ severity: 'refused', line: 2 });
    },
  );

  test('a municipality that comes twice is taken once', async () => {
    const { records, problems } = await collectText<MunicipalCoverageRecord>('AGS;300_30\n07313000;1\n7313000;2\n');
    expect(records).toMatchObject([{ shares: [1] }]);
    expect(problems).toMatchObject([{ severity: 'refused', rule: 'duplicate-ags', line: 3 }]);
    expect(problems[0]?.message).toContain('line 2');
  });

  test('a row of another width is refused, at the end as cut off', async () => {
    const { records, problems } = await collectText<MunicipalCoverageRecord>(
      `${head}07313000;1;1\n07314000;4;3;2;1\n07315000;4;3;2;1;0\n07316000;4;3\n`,
    );
    expect(records.map(({ ags }) => ags)).toEqual(['07314000']);
    expect(problems).toMatchObject([
      { line: 2, rule: 'wrong-column-count', severity: 'refused' },
      { line: 4, rule: 'wrong-column-count', severity: 'refused' },
      { line: 5, rule: 'truncated', severity: 'refused' },
    ]);
  });

  test('an unknown class is left out and named', async () => {
    const { header, problems } = await collectText('AGS;300_30;alle Technologien ≥ 25 Mbit/s\n07313000;1;1\n');
    expect(header.figures).toEqual(['ALL_30']);
    expect(problems).toMatchObject([{ rule: 'unknown-column', line: 1 }]);
  });

  test.each([
    ['AGS;300_30\n', 'no-records'],
    ['300_30;300_50\n1;2\n', 'missing-columns'],
    ['AGS;300_30;verf_300_30\n07313000;1;1\n', 'duplicate-column'],
    ['AGS|300_30\n07313000|1\n', 'no-delimiter'],
    ['AGS;Name\n07313000;Landau\n', 'unknown-format'],
    ['', 'empty-file'],
    ['\n\n\n', 'empty-file'],
  ])('%j is refused as a whole: %s', async (text, rule) => {
    await expect(collectText(text)).rejects.toMatchObject({ name: 'FormatError', rule });
  });
});
