import { expect, test } from 'vitest';
import { isDeviceHeader } from '../../../geodata/formats/device-columns.ts';
import { deviceTemplate } from '../../../geodata/sensors/device-template.ts';
import type { SensorsRecord } from '../../../geodata/sensors/records.ts';
import { collectText } from './sources.ts';

const read = (...lines: string[]) => collectText<SensorsRecord>(lines.join('\n'), 'geraete_2026-03-20.csv');
const head = 'ags;messstelle;thema;lat;lon;messgroesse;protokoll;geraet;feld;profil;takt_minuten;von;bis;plaetze';
const rulesOf = async (...rows: string[]) =>
  (await read(head, ...rows)).problems.map(({ line, rule, read: text }) => [line, rule, text]);

test('the template is known by its head, and its examples are not taken for real', async () => {
  expect(isDeviceHeader(deviceTemplate.columns)).toBe(true);
  const rows = [deviceTemplate.columns, ...deviceTemplate.examples].map((cells) => cells.join(';'));
  const { records, problems } = await read(...rows);
  expect(records).toEqual([]);
  expect(problems.map(({ rule }) => rule)).toEqual(['example-row', 'example-row', 'example-row']);
  const meant = rows.map((row) => row.replace(/^x;/, ';'));
  expect((await read(...meant)).records.map(({ record }) => record)).toEqual([
    'thing',
    'datastream',
    'thing',
    'datastream',
  ]);
  expect((await read(...meant)).problems).toEqual([]);
});

test('rows of one station are one thing, and of one property one series that survives its devices', async () => {
  const { header, records, problems } = await read(
    head,
    '07313000;Nordring;Bäume und Boden;49,2021;8,1189;soil_moisture;ttn;a8404100000099cd;;dragino-lse01;20;12.05.2026;;',
    '7313000;Nordring;;;;soil_moisture;ttn;A8404100000017AB;;dragino-lse01;20;;;',
    '07313000;Nordring;;;;Bodentemperatur;ttn;A8404100000017AB;;dragino-lse01;20;;;',
    '07313000;Markt;parking;49,1985;8,1178;parking_free;csv;tg-markt;frei;;;;;210',
  );
  expect(problems).toEqual([]);
  expect(header).toMatchObject({ kind: 'sensors', source: 'sensornetz', referenceDate: '2026-03-20' });
  const tree = { ags: '07313000', thing: 'Nordring', intervalSeconds: 1200, counter: false };
  const device = { source: 'ttn', profile: 'dragino-lse01' };
  expect(records).toMatchObject([
    { record: 'thing', key: 'Nordring', theme: 'soil', latitude: 49.2021, longitude: 8.1189, properties: {} },
    {
      ...tree,
      property: 'soil_moisture',
      devices: [
        { ...device, key: 'A8404100000017AB', field: 'soil_moisture', from: null, until: '2026-05-11T22:00:00.000Z' },
        { ...device, key: 'A8404100000099CD', from: '2026-05-11T22:00:00.000Z', until: null },
      ],
    },
    { ...tree, property: 'soil_temperature', devices: [{ key: 'A8404100000017AB', until: null }] },
    { record: 'thing', key: 'Markt', theme: 'parking', properties: { spaces: 210 } },
    { property: 'parking_free', intervalSeconds: null, devices: [{ source: 'csv', key: 'tg-markt', field: 'frei' }] },
  ]);
});

test('what can not be understood is said with its line, and the other rows are taken', async () => {
  expect(
    await rulesOf(
      '07313000;A;soil;49,2;8,1;moisture;ttn;1;;;;;;',
      '07313000;B;soil;49,2;8,1;soil_moisture;lora;1;;;;;;',
      '99;C;soil;49,2;8,1;soil_moisture;ttn;1;;;;;;',
      '07313000;;soil;49,2;8,1;soil_moisture;ttn;1;;;;;;',
      '07313000;E;soil;8,1;49,2;soil_moisture;ttn;1;;;;;;',
      '07313000;F;soil;49,2;8,1;soil_moisture;ttn;1;;;-5;;;',
      '07313000;G;soil;49,2;8,1;soil_moisture;ttn;1;;;;Mai 2026;;',
      '07313000;H;soil;;;soil_moisture;ttn;1;;;;;;',
      '07313000;I;soil;49,2;8,1;soil_moisture;ttn;1;;;;;;',
      '07313000;I;soil;49,2;8,1;soil_moisture;ttn;2;;;;;;',
    ),
  ).toEqual([
    [2, 'unknown-choice', 'moisture'],
    [3, 'unknown-choice', 'lora'],
    [4, 'unusable-ags', '99'],
    [5, 'missing-text', undefined],
    [6, 'unusable-point', '8,1'],
    [7, 'not-an-amount', '-5'],
    [8, 'no-single-day', 'Mai 2026'],
    [9, 'missing-place', undefined],
    [11, 'overlapping-devices', undefined],
  ]);
  await expect(read('messgroesse;protokoll;geraet', 'soil_moisture;ttn;1')).rejects.toMatchObject({
    rule: 'missing-columns',
    message: expect.stringContaining('messstelle, lat') as unknown,
  });
});
