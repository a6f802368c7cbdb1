import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Problem } from '../../../geodata/records.ts';
import type { ImportOptions } from '../../../server/import-source.ts';
import { importSource } from '../../../server/import-source.ts';
import { addAddresses, addBoundaries, addDistricts, aDistrict, aMunicipality, anAddress, box } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';

const ags = '07313000';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'breitblick-addresses-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await database.db.deleteFrom('edition').execute();
  await addBoundaries(database, [
    aMunicipality({ ags, name: 'Landau', geometry: box(8, 49.1, 8.3, 49.3) }),
    aMunicipality({ ags: '07334007', name: 'Germersheim', geometry: box(8.3, 49.1, 8.5, 49.3) }),
  ]);
  await addDistricts(database, [
    aDistrict({ ags, name: 'Mörzheim', geometry: box(8, 49.1, 8.15, 49.3) }),
    aDistrict({ ags, name: 'Nußdorf', geometry: box(8.15, 49.1, 8.3, 49.3) }),
  ]);
  await addAddresses(database, [anAddress({ ags, id: 'sample-1', longitude: 8.1, latitude: 49.2 })], {
    modelled: true,
  });
});

/** A record of official house coordinates in the west of Landau. */
function official(street: string, number: string, addition = '', district = '', east = 0): string {
  return `N;DERPLP0000012345;A;07;3;13;000;0000;00123;${number};${addition};${32435000 + east},0;5449900,0;${street};76829;Landau;;${district}`;
}

interface Outcome {
  editionId: string;
  written: number;
  refused: number;
  problems: Problem[];
}

async function importText(name: string, lines: readonly string[], options: ImportOptions = {}): Promise<Outcome> {
  const path = join(folder, name);
  await writeFile(path, lines.join('\n'));
  const problems: Problem[] = [];
  const { editionId, written, refused } = await importSource(database, path, options, (event) => {
    if (event.type === 'problem') problems.push(event.problem);
  });
  return { editionId, written, refused, problems };
}

const importOfficial = (date: string, ...lines: string[]) => importText(`hk_${date}.txt`, lines);
const importList = (date: string, ...lines: string[]) => importText(`liste_${date}.csv`, lines);

async function current(): Promise<string[]> {
  const rows = await database.db
    .selectFrom('address')
    .select(['street', 'house_number', 'addition', 'district_name'])
    .where(sql<boolean>`upper_inf(recorded)`)
    .orderBy('street')
    .orderBy('house_number')
    .orderBy('district_name')
    .execute();
  return rows.map(({ street, house_number, addition, district_name }) =>
    [`${street} ${house_number}${addition ?? ''}`, district_name].filter((part) => part !== null).join(', '),
  );
}

async function ids(): Promise<Record<string, string>> {
  const rows = await database.db
    .selectFrom('address')
    .select(['street', 'house_number', 'id'])
    .where(sql<boolean>`upper_inf(recorded)`)
    .execute();
  return Object.fromEntries(rows.map(({ street, house_number, id }) => [`${street} ${house_number}`, id]));
}

describe('official house coordinates', () => {
  test('replace the samples of their municipality, whose rows stay for whoever asks about before', async () => {
    const { written, problems } = await importOfficial(
      '2026-01-01',
      official('Am Bach', '1'),
      official('Am Bach', '2', 'A'),
    );
    expect([written, problems]).toEqual([2, []]);
    expect(await current()).toEqual(['Am Bach 1, Mörzheim', 'Am Bach 2a, Mörzheim']);
    const closed = await database.db
      .selectFrom('address')
      .select('id')
      .where(sql<boolean>`not upper_inf(recorded)`)
      .execute();
    expect(closed).toEqual([{ id: 'sample-1' }]);
  });

  test('of one municipality leave those of another alone', async () => {
    await addAddresses(
      database,
      [anAddress({ ags: '07334007', id: 'far', street: 'Fern', longitude: 8.4, latitude: 49.2 })],
      {
        modelled: true,
      },
    );
    await importOfficial('2026-01-01', official('Am Bach', '1'));
    expect(await current()).toEqual(['Am Bach 1, Mörzheim', 'Fern 1']);
  });

  test('keep the ids of the year before, however a street is written, and drop what is gone', async () => {
    await importOfficial(
      '2025-01-01',
      official('Dr.-Müller-Str.', '1'),
      official('Am Bach', '1'),
      official('Am Bach', '2'),
    );
    const before = await ids();
    await importOfficial(
      '2026-01-01',
      official('Am Bach', '2'),
      official('Am Bach', '4'),
      official('Doktor-Müller-Straße', '1'),
    );
    const after = await ids();
    expect(Object.keys(after)).toEqual(expect.arrayContaining(['Am Bach 2', 'Am Bach 4', 'Doktor-Müller-Straße 1']));
    expect(Object.keys(after)).toHaveLength(3);
    expect(after['Am Bach 2']).toBe(before['Am Bach 2']);
    expect(after['Doktor-Müller-Straße 1']).toBe(before['Dr.-Müller-Str. 1']);
  });

  test('keep two houses of one name apart, by where they stand', async () => {
    // East of 8.15 degrees is Nußdorf; the third house is in no other district than the first.
    const houses = [
      official('Hauptstraße', '5'),
      official('Hauptstraße', '5', '', '', 5000),
      official('Hauptstraße', '5', '', '', 900),
    ];
    const keyed = houses.map((house, index) => house.replace(';00123;', `;0012${index};`));
    await importOfficial('2025-01-01', ...keyed);
    const idsByPlace = async () =>
      database.db
        .selectFrom('address')
        .select(['id', sql<string>`ST_AsText(point, 5)`.as('at')])
        .where(sql<boolean>`upper_inf(recorded)`)
        .orderBy('at')
        .execute();
    expect(await current()).toEqual(['Hauptstraße 5, Mörzheim', 'Hauptstraße 5, Mörzheim', 'Hauptstraße 5, Nußdorf']);
    const before = await idsByPlace();
    expect(new Set(before.map(({ id }) => id)).size).toBe(3);
    await importOfficial('2026-01-01', ...keyed.toReversed());
    expect(await idsByPlace()).toEqual(before);
  });

  test('that are older than what is known change nothing', async () => {
    await importOfficial('2026-01-01', official('Am Bach', '1'));
    await expect(importOfficial('2025-01-01', official('Am Bach', '2'))).rejects.toThrow('nothing was imported');
    expect(await current()).toEqual(['Am Bach 1, Mörzheim']);
  });

  test('give one number in two districts two ids, and take a stated district for the one of the map', async () => {
    await importOfficial(
      '2026-01-01',
      official('Hauptstraße', '5', '', 'MOERZHEIM'),
      official('Hauptstraße', '5', '', 'Nussdorf'),
    );
    expect(await current()).toEqual(['Hauptstraße 5, Mörzheim', 'Hauptstraße 5, Nußdorf']);
  });

  test('again change nothing', async () => {
    const first = await importOfficial('2026-01-01', official('Am Bach', '1'));
    const again = await importOfficial('2026-01-01', official('Am Bach', '1'));
    expect(again).toMatchObject({ editionId: first.editionId, written: 0 });
    expect(await current()).toHaveLength(1);
  });
});

describe("an operator's list", () => {
  test('with places replaces the samples where no official addresses are known', async () => {
    const { written, problems } = await importList(
      '2026-01-31',
      'strasse;hnr;plz;ort;lat;lon',
      'Am Bach;1;76829;Landau;49.2;8.1',
      'Am Bach;3;76829;Landau;49.2;8.2',
      'Am Rhein;1;76726;Germersheim;49.2;8.4',
    );
    expect([written, problems]).toEqual([3, []]);
    expect(await current()).toEqual(['Am Bach 1, Mörzheim', 'Am Bach 3, Nußdorf', 'Am Rhein 1']);
  });

  test('without places needs known addresses, and leaves the samples where it has none', async () => {
    await expect(importList('2026-01-31', 'strasse;hnr;plz;ort', 'Am Bach;1;76829;Landau')).rejects.toThrow(
      'nothing was imported',
    );
    expect(await current()).toEqual(['Hauptstraße 1, Mörzheim']);
  });

  test('is matched with what is known, and says how and why not', async () => {
    await importOfficial(
      '2026-01-01',
      official('Hauptstraße', '5', '', 'Mörzheim'),
      official('Hauptstraße', '5', '', 'Nußdorf'),
      official('Dr.-Müller-Straße', '12', 'a'),
      official('Dr.-Müller-Straße', '14'),
      official('Am Bach', '1'),
      official('Am Bach', '3'),
      official('Am Bach', '5'),
    );
    const before = await current();
    const { refused, problems } = await importList(
      '2026-01-31',
      'strasse;hnr;plz;ort;ortsteil',
      'Am Bach;1;76829;Landau;',
      'Dr. Mueller Str.;12 A;76829;Landau;',
      'Am Bach;3-5;76829;Landau;',
      'Hauptstr.;5;76829;Landau-Nußdorf;',
      'Hauptstr.;5;76829;Landau;',
      'Am Bahc;1;76829;Landau;',
      'Am Bach;9;76829;Landau;',
      'Am Bach;3;76831;Landau;',
    );
    expect(await current()).toEqual(before);
    expect(refused).toBe(4);
    expect(problems.map(({ line, rule }) => [line, rule])).toEqual([
      [6, 'ambiguous-address'],
      [7, 'unknown-street'],
      [8, 'unknown-number'],
      [9, 'wrong-postcode'],
      [0, 'matched'],
    ]);
    expect(problems[0]?.message).toMatch(/Mörzheim, Nußdorf/);
    expect(problems[1]?.message).toContain('nearest in spelling: Am Bach');
    expect(problems[2]?.message).toContain('nearest numbers: 5, 3, 1');
    expect(problems[3]?.message).toContain('known: 76829');
    const summary = problems[4]?.message;
    expect(summary).toMatch(/1 are known as written, 3 after normalising/);
    expect(summary).toMatch(/2 by abbreviations \(line 3: "Dr\. Mueller Str\. 12a" is "Dr\.-Müller-Straße 12a"\)/);
    expect(summary).toMatch(/1 by ranges of numbers/);
    expect(summary).toMatch(/1 are ambiguous and 3 unknown/);
  });

  test('adds new houses with their places beside the official ones, and official ones stay where they are', async () => {
    await importOfficial('2026-01-01', official('Am Bach', '1'));
    const [known] = await database.db.selectFrom('address').select('point').where('street', '=', 'Am Bach').execute();
    const { problems } = await importList(
      '2026-01-31',
      'strasse;hnr;plz;ort;lat;lon;haushalte',
      'Am Bach;1;76829;Landau;49.25;8.25;4',
      'Neubaugebiet;1;76829;Landau;49.2;8.2;',
    );
    expect(await current()).toEqual(['Am Bach 1, Mörzheim', 'Neubaugebiet 1, Nußdorf']);
    expect(problems.map(({ severity, rule }) => [severity, rule])).toContainEqual(['warning', 'unknown-street']);
    const [now] = await database.db
      .selectFrom('address')
      .select(['point', 'households'])
      .where('street', '=', 'Am Bach')
      .where(sql<boolean>`upper_inf(recorded)`)
      .execute();
    expect(now).toEqual({ point: known?.point, households: 4 });
  });

  test('stays beside official addresses that come later, and an address of both keeps its id', async () => {
    await importList(
      '2026-01-31',
      'strasse;hnr;plz;ort;lat;lon',
      'Am Bach;1;76829;Landau;49.2;8.1',
      'Neu;1;76829;Landau;49.2;8.1',
    );
    const before = await ids();
    await importOfficial('2026-02-01', official('Am Bach', '1', '', 'Mörzheim'));
    expect(await ids()).toEqual(before);
  });

  test('that corrects another takes back what it no longer has', async () => {
    const first = await importList(
      '2026-01-31',
      'strasse;hnr;plz;ort;lat;lon',
      'A;1;76829;Landau;49.2;8.1',
      'B;1;76829;Landau;49.2;8.1',
    );
    await importText(
      'liste_2026-01-31.csv',
      ['strasse;hnr;plz;ort;lat;lon', 'B;1;76829;Landau;49.2;8.1', 'C;1;76829;Landau;49.2;8.1'],
      {
        supersedes: first.editionId,
      },
    );
    expect(await current()).toEqual(['B 1, Mörzheim', 'C 1, Mörzheim']);
  });

  test('whose municipality can not be told is refused with the remedy', async () => {
    const { problems } = await importList(
      '2026-01-31',
      'strasse;hnr;plz;ort;lat;lon',
      'Am Bach;1;76829;Landau;49.2;8.1',
      'Am Deich;1;26721;Emden;;',
    );
    expect(problems).toMatchObject([{ line: 3, rule: 'unknown-municipality', severity: 'refused' }]);
    expect(problems[0]?.fix).toContain('"ags"');
  });
});

test('samples never come back where real addresses are known', async () => {
  await importOfficial('2026-01-01', official('Am Bach', '1'));
  const again = addAddresses(database, [anAddress({ ags, id: 'sample-2' })], { modelled: true });
  await expect(again).rejects.toThrow('nothing was imported');
  expect(await current()).toEqual(['Am Bach 1, Mörzheim']);
});
