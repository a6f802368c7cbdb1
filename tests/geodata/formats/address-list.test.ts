import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import excel from 'exceljs';
import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AddressRecord } from '../../../geodata/records.ts';
import { collectFile, collectText } from './sources.ts';

const read = (...lines: string[]) => collectText<AddressRecord>(lines.join('\n'), 'adressen_2026-01-31.csv');

describe("an operator's list as CSV", () => {
  test('street, number, postcode and town in columns', async () => {
    const { header, records, problems } = await read(
      'strasse;hnr;hnr_zusatz;plz;ort;ortsteil;wohneinheiten',
      'Hauptstr.;12;a;76829;Landau;Mörzheim;3',
      'Am Bach;1-3;;;;;',
    );
    expect(problems).toEqual([]);
    expect(header).toMatchObject({ kind: 'addresses', source: 'adressliste', referenceDate: '2026-01-31' });
    expect(records).toEqual([
      {
        type: 'addresses',
        line: 2,
        ags: null,
        id: null,
        street: 'Hauptstr.',
        houseNumber: 12,
        addition: 'a',
        postcode: '76829',
        place: 'Landau',
        district: 'Mörzheim',
        areaId: null,
        households: 3,
        longitude: null,
        latitude: null,
      },
      {
        type: 'addresses',
        line: 3,
        ags: null,
        id: null,
        street: 'Am Bach',
        houseNumber: 1,
        addition: '-3',
        postcode: null,
        place: null,
        district: null,
        areaId: null,
        households: null,
        longitude: null,
        latitude: null,
      },
    ]);
  });

  test.each([
    ['Straße,Hausnummer,PLZ,Ort', 'Hauptstr.,12 a,76829,Landau'],
    ['STRASSE;HAUSNR.;POSTLEITZAHL;STADT', 'Hauptstr.;12A;76829;Landau'],
    ['Adresse;PLZ;Ort', 'Hauptstr. 12 a;76829;Landau'],
    ['nr;Anschrift', '1;"Hauptstr. 12a, 76829 Landau"'],
    ['strasse;plz;ort', 'Hauptstr. 12a;76829;Landau'],
    ['street\thouse_number\tpostcode\tcity', 'Hauptstr.\t12/a\t76829\tLandau'],
  ])('%s', async (names, row) => {
    const { records, problems } = await read(names, row);
    expect(problems).toEqual([]);
    expect(records).toMatchObject([
      { street: 'Hauptstr.', houseNumber: 12, addition: 'a', postcode: '76829', place: 'Landau' },
    ]);
  });

  test.each([
    ['lat;lon', '49,1988;8,1166'],
    ['Breitengrad;Längengrad', '49.1988;8.1166'],
    ['y;x', '49.1988;8.1166'],
    ['nordwert;ostwert', '5449924,1;32435627,3'],
    ['hochwert;rechtswert;zone', '5449924.1;435627.3;32'],
  ])('the place in %s', async (names, values) => {
    const { records, problems } = await read(`strasse;hnr;${names}`, `Am Bach;1;${values}`);
    expect(records[0]?.longitude).toBeCloseTo(8.1166, 2);
    expect(records[0]?.latitude).toBeCloseTo(49.1988, 2);
    expect(problems).toEqual([]);
  });

  test('metres without a zone are taken for zone 32, which is said', async () => {
    const { records, problems } = await read(
      'strasse;hnr;x;y',
      'Am Bach;1;435627.3;5449924.1',
      'Am Bach;3;435627;5449924',
    );
    expect(records[0]?.longitude).toBeCloseTo(8.1166, 2);
    expect(problems).toMatchObject([{ line: 2, rule: 'zone-assumed', severity: 'warning' }]);
  });

  test('what can not be read is named with its line, and the rest is taken', async () => {
    const { records, problems } = await read(
      'strasse;hnr;plz;ort;lat;lon;haushalte;ags',
      'Am Bach;1;76829;Landau;49.1988;8.1166;2;7313000',
      ';2;76829;Landau;;;;',
      'Am Bach;;76829;Landau;;;;',
      'Am Bach;12.10.2026;76829;Landau;;;;',
      'Am Bach;Hinterhaus;76829;Landau;;;;',
      'AM BACH;01;76829;Landau;;;;07313000',
      'Am Bach;3;76829;Landau;8.1166;49.1988;;',
      'Am Bach;4;76829;Landau;;;viele;',
      'Am Bach;5;76829;Landau;;;;99',
      'Am Bach;6;4103;Leipzig;;;;',
    );
    expect(records.map(({ line, houseNumber, longitude }) => [line, houseNumber, longitude])).toEqual([
      [2, 1, 8.1166],
      [8, 3, null],
      [9, 4, null],
      [10, 5, null],
      [11, 6, null],
    ]);
    expect(records.at(-1)?.postcode).toBe('04103');
    expect(problems.map(({ line, rule, severity }) => [line, rule, severity])).toEqual([
      [3, 'missing-street', 'refused'],
      [4, 'missing-house-number', 'refused'],
      [5, 'house-number-is-date', 'refused'],
      [6, 'unusable-house-number', 'refused'],
      [7, 'duplicate-address', 'refused'],
      [8, 'unusable-place', 'warning'],
      [9, 'count-not-a-number', 'warning'],
      [10, 'unusable-ags', 'warning'],
    ]);
    expect(problems[5]?.fix).toContain('exchanged');
  });
});

describe("an operator's list as XLSX", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'address-list-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('below a title, with merged streets, formulas and a number that became a date', async () => {
    const workbook = new excel.Workbook();
    workbook.addWorksheet('Hinweise').addRow(['Stand Januar']);
    const sheet = workbook.addWorksheet('Adressen');
    sheet.addRow(['Ausbauliste Landau']);
    sheet.addRow([]);
    sheet.addRow(['Straße', 'HNr', 'PLZ', 'Ort']);
    sheet.addRow(['Am Bach', 1, 76829, 'Landau']);
    sheet.addRow(['', { formula: 'B4+2', result: 3 }, 76829, 'Landau']);
    sheet.addRow(['', { formula: 'B5+2' }, 76829, 'Landau']);
    sheet.addRow(['Hauptstraße', new Date(Date.UTC(2026, 11, 10)), 76829, 'Landau']);
    sheet.mergeCells('A1:D1');
    sheet.mergeCells('A4:A6');
    const path = join(folder, 'liste_2026-01-31.xlsx');
    await workbook.xlsx.writeFile(path);
    const { header, records, problems } = await collectFile<AddressRecord>(path);
    expect(header).toMatchObject({ kind: 'addresses', referenceDate: '2026-01-31' });
    expect(records.map(({ line, street, houseNumber, postcode }) => [line, street, houseNumber, postcode])).toEqual([
      [4, 'Am Bach', 1, '76829'],
      [5, 'Am Bach', 3, '76829'],
    ]);
    expect(problems.map(({ line, rule }) => [line, rule])).toEqual([
      [5, 'formula-results'],
      [6, 'formula-without-result'],
      [4, 'merged-cells'],
      [6, 'missing-house-number'],
      [7, 'house-number-is-date'],
    ]);
    expect(problems[2]?.message).toContain('A4:A6');
  });
});

test('whatever is in the cells, each row becomes an address or a problem that names its line, and none is lost', async () => {
  const cell = oneof(
    constantFrom(
      'Am Bach',
      'Hauptstr. 5',
      '12a',
      '12-14',
      '10. Dez',
      '76829',
      '49.2',
      '8.1',
      '',
      ' ',
      '"',
      '=1+1',
      'ß',
      '🏠',
    ),
    string({ maxLength: 12 }),
  ).map((text) => text.replaceAll(/[;\r\n\u0000"\u0085\u2028\u2029]/g, ' '));
  const names = ['strasse', 'hnr', 'plz', 'ort', 'lat', 'lon'];
  const row = array(cell, { minLength: names.length, maxLength: names.length });
  await assert(
    asyncProperty(array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const lines = rows.map((cells) => ['x', ...cells].join(';'));
      const { records, problems } = await read(['nummer', ...names].join(';'), ...lines);
      const told = new Set([...records, ...problems].map(({ line }) => line));
      for (const index of rows.keys()) expect(told).toContain(index + 2);
      const refused = problems.filter(({ severity }) => severity === 'refused');
      expect(records.length + refused.length).toBe(rows.length);
    }),
    { numRuns: 60 },
  );
});
