import { describe, expect, test } from 'vitest';
import type { BusinessParkRecord, MobileCoverageRecord } from '../../../geodata/records.ts';
import { collectFile, collectText, shipped } from './sources.ts';

describe('business parks of mid-2019', () => {
  test('11,305 municipalities, counts of companies', async () => {
    const { header, records, problems } = await collectFile<BusinessParkRecord>(
      shipped('gemeinden_gewerbegebiete_2019_mitte.csv.gz'),
    );
    expect(header).toMatchObject({
      kind: 'business_parks',
      population: 'business_parks',
      referenceDate: '2019-06-30',
      figures: [],
    });
    expect(records).toHaveLength(11305);
    expect(problems).toEqual([]);
    expect(records.find(({ ags }) => ags === '07313000')).toEqual({
      type: 'business_parks',
      line: 4609,
      ags: '07313000',
      companies: 103207,
      connected: 103132,
      connectable: 21,
      unconnected: 54,
    });
  });

  const head =
    'ags;firmen_in_gwg_gesamt;firmen_angeschlossen_absolut;firmen_anschliessbar_absolut;firmen_unangeschlossen_absolut\n';

  test('empty is not stated, and what is no count is reported', async () => {
    const { records, problems } = await collectText<BusinessParkRecord>(`${head}7313000;10;;-2;n/a\n`);
    expect(records).toMatchObject([{ companies: 10, connected: null, connectable: null, unconnected: null }]);
    expect(problems.map(({ rule, line }) => [rule, line])).toEqual([
      ['count-not-a-number', 2],
      ['count-not-a-number', 2],
    ]);
  });

  test('missing columns are named', async () => {
    const reading = collectText('ags;firmen_in_gwg_gesamt\n07313000;1\n');
    await expect(reading).rejects.toMatchObject({ rule: 'missing-columns' });
    await expect(reading).rejects.toThrow(/firmen_angeschlossen_absolut/);
  });
});

describe('mobile coverage of mid-2021', () => {
  test('21,815 shares of 401 counties, five technologies, eleven kinds of area', async () => {
    const { header, records, problems } = await collectFile<MobileCoverageRecord>(
      shipped('landkreise_mobilfunk_2021_mitte.csv.gz'),
    );
    expect(header).toMatchObject({ kind: 'mobile_coverage', referenceDate: '2021-06-30' });
    expect(records).toHaveLength(21815);
    expect(problems).toEqual([]);
    const different = (pick: (record: MobileCoverageRecord) => string): number => new Set(records.map(pick)).size;
    expect(different(({ technology }) => technology)).toBe(5);
    expect(different(({ areaType }) => areaType)).toBe(11);
    expect(records.filter(({ countyAgs, technology }) => countyAgs === '07313' && technology === '5G2')).toContainEqual(
      {
        type: 'mobile_coverage',
        line: 8763,
        countyAgs: '07313',
        technology: '5G2',
        areaType: 'Bahnstrecken',
        areaGroup: 'Infrastruktur',
        share: 95.59,
      },
    );
  });

  const head = 'AGS;Technologie;Flaechenart;Flaechen Gruppe;Flaechen Gruppe Name;Verfügbarkeit\n';

  test('a lost zero comes back, a share beyond 100 does not count, a row given twice counts once', async () => {
    const { records, problems } = await collectText<MobileCoverageRecord>(
      `${head}7313;LTE2;Autobahn;30;Infrastruktur;101\n07313;LTE2;Autobahn;30;Infrastruktur;5\n07313000;LTE2;Autobahn;30;Infrastruktur;5\n`,
    );
    expect(records).toMatchObject([{ countyAgs: '07313', share: null }]);
    expect(problems.map(({ rule, line }) => [rule, line])).toEqual([
      ['share-out-of-range', 2],
      ['duplicate-row', 3],
      ['unusable-ags', 4],
    ]);
  });

  test('Latin-1 headers are understood', async () => {
    const { records, problems } = await collectText<MobileCoverageRecord>(
      Buffer.from(`${head}07313;LTE2;Bundesstraßen;30;Infrastruktur;98,5\n`, 'latin1'),
    );
    expect(records).toMatchObject([{ areaType: 'Bundesstraßen', share: 98.5 }]);
    expect(problems).toMatchObject([{ rule: 'encoding-not-utf-8', severity: 'warning' }]);
  });
});
