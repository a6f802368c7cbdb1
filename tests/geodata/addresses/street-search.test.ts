import { describe, expect, test } from 'vitest';
import { type Street, StreetSearch } from '../../../geodata/addresses/street-search.ts';

function aStreet(name: string, districtName: string | null = null, postcode: string | null = '76829'): Street {
  return { name, districtName, postcode, place: 'Landau in der Pfalz' };
}

const search = new StreetSearch([
  aStreet('Hauptstraße', 'Mörzheim'),
  aStreet('Hauptstraße', 'Nußdorf'),
  aStreet('Obere Hauptstraße', 'Arzheim'),
  aStreet('Mörzheimer Straße'),
  aStreet('Konrad-Adenauer-Straße'),
  aStreet('Dr.-Müller-Straße'),
  aStreet('Ludowicistraße'),
  aStreet('Löhlstraße'),
  aStreet('Straße des 13. Juni'),
  aStreet('Lindenweg', 'Queichheim', '76831'),
  aStreet('Lindenstraße', 'Kernstadt'),
]);

function namesFor(text: string, first = 3): string[] {
  return search.search(text, first).found.map(({ street }) => street.name);
}

describe('a street is found', () => {
  test.each([
    ['Konrad-Adenauer-Straße', 'Konrad-Adenauer-Straße'],
    ['konr', 'Konrad-Adenauer-Straße'],
    ['Adenauer', 'Konrad-Adenauer-Straße'],
    ['adenaur', 'Konrad-Adenauer-Straße'],
    ['k adenauer str', 'Konrad-Adenauer-Straße'],
    ['Konrad Adenauerstr. 5', 'Konrad-Adenauer-Straße'],
    ['konrda-adenauer', 'Konrad-Adenauer-Straße'],
    ['Doktor Mueller Str', 'Dr.-Müller-Straße'],
    ['dr. muller', 'Dr.-Müller-Straße'],
    ['Ludowizistr', 'Ludowicistraße'],
    ['Löhl', 'Löhlstraße'],
    ['loehlstrasse', 'Löhlstraße'],
    ['lohlstr', 'Löhlstraße'],
    ['strasse des 13', 'Straße des 13. Juni'],
    ['Lindenw', 'Lindenweg'],
    ['Mörzheimer Str. 4', 'Mörzheimer Straße'],
  ])('by %j', (text, name) => {
    expect(namesFor(text)[0]).toBe(name);
  });

  test('in the district that is named before it, behind it, or behind the number', () => {
    for (const text of ['Hauptstr Nußdorf', 'Nußdorf Hauptstr', 'Hauptstr. 5 Nussdorf', 'Hauptstr. 5, Nußd']) {
      const [first, ...others] = search.search(text, 5).found;
      expect([text, first?.street.districtName]).toEqual([text, 'Nußdorf']);
      expect(others.every(({ score }) => score > (first?.score ?? 0))).toBe(true);
    }
  });

  test('in the postcode that is typed', () => {
    expect(namesFor('Linden, 76831')[0]).toBe('Lindenweg');
    expect(namesFor('Linden, 76829')[0]).toBe('Lindenstraße');
  });

  test('equally well in two districts, where none is named', () => {
    const found = search.search('hauptstr', 5).found.slice(0, 2);
    expect(found.map(({ street }) => street.districtName)).toEqual(['Mörzheim', 'Nußdorf']);
    expect(found[0]?.score).toBe(found[1]?.score);
  });
});

test('what fits letter by letter goes before what fits with slips', () => {
  expect(namesFor('Hauptstraße')).toEqual(['Hauptstraße', 'Hauptstraße', 'Obere Hauptstraße']);
});

test('nothing is found for what is no street, and nothing for nothing', () => {
  for (const text of ['', '  ', '12', '76829', 'xyzxyzxyz', '; drop table address', '%', '🏠'])
    expect([text, namesFor(text)]).toEqual([text, []]);
});

test('only streets that are accepted are found, and no more than asked for', () => {
  const { found } = search.search('hauptstr', 5, ({ districtName }) => districtName === 'Arzheim');
  expect(found.map(({ street }) => street.name)).toEqual(['Obere Hauptstraße']);
  expect(namesFor('hauptstr', 1)).toHaveLength(1);
});
