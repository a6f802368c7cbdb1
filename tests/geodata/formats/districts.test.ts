/* eslint-disable @typescript-eslint/no-non-null-assertion -- a test that finds nothing there fails, as it should */
import { describe, expect, test } from 'vitest';
import { signedArea } from '../../../geodata/formats/rings.ts';
import type { DistrictRecord } from '../../../geodata/records.ts';
import { collectText } from './sources.ts';

const clockwise = [
  [
    [8.1, 49.1],
    [8.1, 49.2],
    [8.2, 49.2],
    [8.2, 49.1],
    [8.1, 49.1],
  ],
];

function collection(...features: { properties: object; geometry: object | null }[]): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: features.map((feature) => ({ type: 'Feature', ...feature })),
  });
}

describe('districts', () => {
  test('a polygon becomes a MultiPolygon that runs counter-clockwise; inhabitants may be missing', async () => {
    const { header, records, problems } = await collectText<DistrictRecord>(
      collection(
        {
          properties: { ags: '07313000', name: 'Nußdorf', inhabitants: 1600 },
          geometry: { type: 'Polygon', coordinates: clockwise },
        },
        {
          properties: { ags: '07313000', name: 'Arzheim' },
          geometry: { type: 'MultiPolygon', coordinates: [clockwise] },
        },
      ),
      'districts-2021-06-30.geojson',
    );
    expect(header).toMatchObject({ kind: 'districts', referenceDate: '2021-06-30' });
    expect(records).toMatchObject([
      { type: 'districts', line: 1, ags: '07313000', name: 'Nußdorf', inhabitants: 1600 },
      { type: 'districts', line: 2, ags: '07313000', name: 'Arzheim', inhabitants: null },
    ]);
    for (const { geometry } of records) expect(signedArea(geometry.coordinates[0]![0]!)).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  test('each defect is named, the rest is taken', async () => {
    const geometry = { type: 'Polygon', coordinates: clockwise };
    const { records, problems } = await collectText<DistrictRecord>(
      collection(
        { properties: { ags: '07313000', name: 'Arzheim', inhabitants: 'many' }, geometry },
        { properties: { ags: '07313000', name: 'Arzheim' }, geometry },
        { properties: { ags: 'Landau', name: 'Dammheim' }, geometry },
        { properties: { ags: '07313000', name: ' ' }, geometry },
        { properties: { ags: '07313000', name: 'Mörzheim' }, geometry: null },
        {
          properties: { ags: '07313000', name: 'Mörlheim' },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [435643, 5449931],
                [1, 1],
                [2, 2],
                [3, 3],
              ],
            ],
          },
        },
      ),
      'districts.geojson',
    );
    expect(records.map(({ name, inhabitants }) => [name, inhabitants])).toEqual([['Arzheim', null]]);
    expect(problems.map(({ line, rule }) => [line, rule])).toEqual([
      [1, 'count-not-a-number'],
      [2, 'duplicate-district'],
      [3, 'unusable-ags'],
      [4, 'missing-name'],
      [5, 'no-area'],
      [6, 'no-area'],
    ]);
  });
});
