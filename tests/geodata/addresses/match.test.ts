import { describe, expect, test } from 'vitest';
import { formatHouseNumber, parseHouseNumber } from '../../../geodata/addresses/house-number.ts';
import { AddressBook, type AddressMatch, type AddressName } from '../../../geodata/addresses/match.ts';

function anAddress(street: string, number: string, more: Partial<AddressName> = {}): AddressName {
  const house = parseHouseNumber(number);
  if (!house) throw new Error(`${number} is no house number`);
  return { street, ...house, postcode: '76829', place: 'Landau in der Pfalz', districtName: null, ...more };
}

const book = new AddressBook([
  anAddress('Hauptstraße', '5', { districtName: 'Mörzheim' }),
  anAddress('Hauptstraße', '7', { districtName: 'Mörzheim' }),
  anAddress('Hauptstraße', '5', { districtName: 'Nußdorf' }),
  anAddress('Hauptstraße', '12a', { districtName: 'Nußdorf' }),
  anAddress('Konrad-Adenauer-Straße', '1'),
  anAddress('Konrad-Adenauer-Straße', '3'),
  anAddress('Konrad-Adenauer-Straße', '5'),
  anAddress('Konrad-Adenauer-Straße', '20-24'),
  anAddress('Lindenweg', '1', { postcode: '76831' }),
]);

const unsaid = { postcode: null, place: null };

function match(street: string, number: string, more: Partial<AddressName> = {}): AddressMatch<AddressName> {
  return book.match(anAddress(street, number, { ...unsaid, ...more }), number);
}

function numbersOf(found: AddressMatch<AddressName>): string[] {
  return 'addresses' in found ? found.addresses.map(formatHouseNumber) : [];
}

describe('an address of a list', () => {
  test('is matched exactly where every letter is the same', () => {
    expect(match('Konrad-Adenauer-Straße', '1')).toMatchObject({ kind: 'exact', addresses: [{ number: 1 }] });
  });

  test.each([
    ['Konrad-Adenauer-Str.', '1', ['abbreviation']],
    ['Konrad Adenauer Straße', '1', ['separators']],
    ['Konrad-Adenauer-Strasse', '1', ['umlauts']],
    ['konrad-adenauer-straße', '1', ['case']],
    ['K.-Adenauer-Str.', '1', ['abbreviation']],
    ['Hauptstraße', '12 A', ['number']],
    ['Hauptstr.', '12 a', ['abbreviation', 'number']],
  ])('%s %s is matched, and it is said how', (street, number, differences) => {
    expect(match(street, number)).toMatchObject({ kind: 'normalised', differences });
  });

  test('that stands for several numbers is matched with each that is known', () => {
    const found = match('Konrad-Adenauer-Straße', '1-5');
    expect(found).toMatchObject({ kind: 'normalised', differences: ['range'] });
    expect(numbersOf(found)).toEqual(['1', '3', '5']);
  });

  test('is matched with the known one that stands for it among others', () => {
    const found = match('Konrad-Adenauer-Straße', '22');
    expect(found).toMatchObject({ kind: 'normalised', differences: ['range'] });
    expect(numbersOf(found)).toEqual(['20-24']);
    expect(match('Konrad-Adenauer-Straße', '23')).toMatchObject({ kind: 'unmatched', reason: 'unknown-number' });
  });

  test('that is in two districts is ambiguous until one is named, as district or within the place', () => {
    expect(match('Hauptstraße', '5')).toMatchObject({
      kind: 'ambiguous',
      addresses: [{ districtName: 'Mörzheim' }, { districtName: 'Nußdorf' }],
    });
    expect(match('Hauptstraße', '5', { place: 'Landau in der Pfalz' })).toMatchObject({ kind: 'ambiguous' });
    for (const named of [{ districtName: 'Nußdorf' }, { place: 'Landau-Nussdorf' }, { place: 'Landau, OT Nußdorf' }])
      expect(match('Hauptstraße', '5', named)).toMatchObject({
        kind: 'exact',
        addresses: [{ districtName: 'Nußdorf' }],
      });
  });

  test('on no known street names the nearest ones, and is never taken for one of them', () => {
    expect(match('Lindenweeg', '1')).toEqual({ kind: 'unmatched', reason: 'unknown-street', nearest: ['Lindenweg'] });
    expect(match('Ganz andere Gasse', '1')).toEqual({ kind: 'unmatched', reason: 'unknown-street', nearest: [] });
  });

  test('with an unknown number names the nearest ones of its street', () => {
    expect(match('Konrad-Adenauer-Straße', '7')).toEqual({
      kind: 'unmatched',
      reason: 'unknown-number',
      nearest: ['5', '3', '1'],
    });
    expect(match('Hauptstraße', '8', { districtName: 'Mörzheim' })).toMatchObject({ nearest: ['7', '5'] });
  });

  test('in another postcode or district is not matched, and what is known is named', () => {
    expect(match('Lindenweg', '1', { postcode: '76829' })).toEqual({
      kind: 'unmatched',
      reason: 'wrong-postcode',
      nearest: ['76831'],
    });
    expect(match('Hauptstraße', '7', { districtName: 'Arzheim' })).toEqual({
      kind: 'unmatched',
      reason: 'wrong-place',
      nearest: ['Mörzheim'],
    });
  });
});
