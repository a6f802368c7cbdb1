import { describe, expect, test } from 'vitest';
import type { AddressRecord } from '../../../geodata/records.ts';
import { collectText } from './sources.ts';

/** A record of HK-DE: 18 fields, no header. */
function aRecord(
  fields: Partial<
    Record<'nba' | 'qua' | 'gmd' | 'hnr' | 'adz' | 'e' | 'n' | 'stn' | 'plz' | 'pot' | 'sss', string>
  > = {},
) {
  const { nba = 'N', qua = 'A', gmd = '000', hnr = '12', adz = '', e = '32435600,123', n = '5449900,456' } = fields;
  const { stn = 'Hauptstraße', plz = '76829', pot = 'Mörzheim', sss = '00123' } = fields;
  return [
    nba,
    'DERPLP0000012345',
    qua,
    '07',
    '3',
    '13',
    gmd,
    '0000',
    sss,
    hnr,
    adz,
    e,
    n,
    stn,
    plz,
    'Landau',
    'in der Pfalz',
    pot,
  ].join(';');
}

const read = (...lines: string[]) => collectText<AddressRecord>(lines.join('\r\n'), 'hk_2026-01-01.txt');

describe('house coordinates of HK-DE', () => {
  test('a record becomes an address with its place in degrees', async () => {
    const { header, records, problems } = await read(aRecord(), aRecord({ hnr: '14', adz: 'A' }));
    expect(problems).toEqual([]);
    expect(header).toMatchObject({ kind: 'addresses', source: 'hauskoordinaten', referenceDate: '2026-01-01' });
    expect(records[0]).toEqual({
      type: 'addresses',
      line: 1,
      ags: '07313000',
      id: null,
      street: 'Hauptstraße',
      houseNumber: 12,
      addition: null,
      postcode: '76829',
      place: 'Landau in der Pfalz',
      district: 'Mörzheim',
      areaId: null,
      households: null,
      longitude: expect.closeTo(8.118, 2) as number,
      latitude: expect.closeTo(49.198, 2) as number,
    });
    expect(records[1]).toMatchObject({ line: 2, houseNumber: 14, addition: 'a' });
  });

  test('what is no address is left out, with line and reason', async () => {
    const { records, problems } = await read(
      aRecord(),
      aRecord({ nba: 'L', hnr: '1' }),
      aRecord({ qua: 'C', hnr: '86188851' }),
      aRecord({ stn: '', hnr: '2' }),
      aRecord({ hnr: 'x' }),
      aRecord({ gmd: '00', hnr: '3' }),
      aRecord({ e: '435600,1', hnr: '4' }),
      aRecord({ n: '', hnr: '5' }),
      aRecord({ e: '33435600,1', n: '449900', hnr: '6' }),
      aRecord({ stn: 'HAUPTSTR.', hnr: '012' }),
    );
    expect(records).toHaveLength(1);
    expect(problems.map(({ line, rule, severity }) => [line, rule, severity])).toEqual([
      [2, 'change-record', 'refused'],
      [3, 'cadastral-number', 'refused'],
      [4, 'missing-street', 'refused'],
      [5, 'unusable-house-number', 'refused'],
      [6, 'unusable-ags', 'refused'],
      [7, 'unusable-place', 'refused'],
      [8, 'unusable-place', 'refused'],
      [9, 'unusable-place', 'refused'],
      [10, 'duplicate-address', 'refused'],
    ]);
    expect(problems.at(-1)?.message).toContain('line 1');
  });

  test('one number in two districts are two addresses', async () => {
    const { records, problems } = await read(aRecord(), aRecord({ pot: 'Nußdorf' }), aRecord({ pot: 'NUSSDORF' }));
    expect(records.map(({ district }) => district)).toEqual(['Mörzheim', 'Nußdorf']);
    expect(problems).toMatchObject([{ line: 3, rule: 'duplicate-address' }]);
  });

  test('one number in two streets of one name, told apart by their keys alone, are two addresses', async () => {
    const { records, problems } = await read(aRecord({ pot: '' }), aRecord({ pot: '', sss: '00456' }));
    expect(records).toHaveLength(2);
    expect(problems).toEqual([]);
  });

  test('zone 33 is another place', async () => {
    const { records } = await read(aRecord({ e: '33391000,5', n: '5820000,5' }), aRecord({ hnr: '1' }));
    expect(records[0]?.longitude).toBeCloseTo(13.396, 2);
    expect(records[0]?.latitude).toBeCloseTo(52.52, 2);
  });

  test('text in Latin-1 is read, with a warning', async () => {
    const { records, problems } = await collectText<AddressRecord>(
      Buffer.from([aRecord(), aRecord({ hnr: '14' })].join('\n'), 'latin1'),
      'hk_2026-01-01.txt',
    );
    expect(records[0]?.street).toBe('Hauptstraße');
    expect(problems).toMatchObject([{ rule: 'encoding-not-utf-8' }]);
  });

  test('a file that was cut off says so', async () => {
    const { problems } = await read(aRecord(), aRecord({ hnr: '14' }).slice(0, 60));
    expect(problems).toMatchObject([{ line: 2, rule: 'truncated' }]);
  });
});

describe('house coordinates of the Länder as open data', () => {
  const names =
    'nba;oid;qua;landschl;land;regbezschl;regbez;kreisschl;kreis;gmdschl;gmd;ottschl;ott;strschl;str;hnr;adz;zone;ostwert;nordwert;postplz;postonm;postonmzus;postott;poststr;aud';
  const record =
    'N;DEBW0000000abc;A;08;Baden-Württemberg;3;Freiburg;17;Ortenaukreis;096;Offenburg;0000;;91489;Schwalbenweg;104;a;32;420637.510;5368155.180;;;;;;2026-07-15';

  test.each([
    ['with a header', [names, record], 2],
    ['without one', [record], 1],
  ])('%s: the zone has a field of its own, and a missing postcode stays missing', async (_, lines, line) => {
    const { records, problems } = await read(...lines);
    expect(problems).toEqual([]);
    expect(records).toMatchObject([
      {
        line,
        ags: '08317096',
        street: 'Schwalbenweg',
        houseNumber: 104,
        addition: 'a',
        postcode: null,
        place: 'Offenburg',
        district: null,
        longitude: expect.closeTo(7.93, 2) as number,
        latitude: expect.closeTo(48.46, 1) as number,
      },
    ]);
  });

  test('commas, quotes and a name of a field without its last letter', async () => {
    const { records, problems } = await read(
      'nba,oid,qua,landschl,land,regbezschl,regbez,kreissch,kreis,gmdschl,gmd,ottschl,ott,strschl,str,hnr,adz,zone,ostwert,nordwert',
      'N,DEHE000000000abc,A,"06",Hessen,"6",Kassel,"11",Kreisfreie Stadt Kassel,"000",Kassel,"1530",Wehlheiden,"00022","Am Markt, Nord","3",A,"32","534215.816","5685098.32"',
    );
    expect(problems).toEqual([]);
    expect(records).toMatchObject([
      { ags: '06611000', street: 'Am Markt, Nord', addition: 'a', district: 'Wehlheiden' },
    ]);
  });

  test('a header that lacks a field names it', async () => {
    await expect(read(names.replace(';nordwert', ';hochwert'), record)).rejects.toMatchObject({
      rule: 'missing-columns',
      message: expect.stringContaining('nordwert') as string,
    });
  });
});
