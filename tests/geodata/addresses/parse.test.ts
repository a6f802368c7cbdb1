import { assert, constantFrom, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { parseAddress } from '../../../geodata/addresses/parse.ts';
import { formatHouseNumber } from '../../../geodata/addresses/house-number.ts';

test.each([
  ['Hauptstraße 12', 'Hauptstraße', '12', null, null],
  ['Hauptstr. 12 a', 'Hauptstr.', '12a', null, null],
  ['Hauptstr.12a', 'Hauptstr.', '12a', null, null],
  ['Hauptstraße 12a, 76829 Landau', 'Hauptstraße', '12a', '76829', 'Landau'],
  ['Hauptstraße 12 a 76829 Landau in der Pfalz', 'Hauptstraße', '12a', '76829', 'Landau in der Pfalz'],
  ['76829 Landau, Hauptstraße 12-14', 'Hauptstraße', '12-14', '76829', 'Landau'],
  ['Hauptstraße 12 - 14, D-76829 Landau', 'Hauptstraße', '12-14', '76829', 'Landau'],
  ['Hauptstraße 12 bis 14', 'Hauptstraße', '12-14', null, null],
  ['Hauptstraße 12 1/2', 'Hauptstraße', '12 1/2', null, null],
  ['Hauptstraße 12/1', 'Hauptstraße', '12/1', null, null],
  ['Hauptstr. 12 Mörzheim', 'Hauptstr.', '12', null, 'Mörzheim'],
  ['Hauptstr. 12a Mörzheim', 'Hauptstr.', '12a', null, 'Mörzheim'],
  ['Hauptstr., Mörzheim', 'Hauptstr.', null, null, 'Mörzheim'],
  ['Hauptstraße Nr. 12', 'Hauptstraße', '12', null, null],
  ['Straße des 17. Juni', 'Straße des 17. Juni', null, null, null],
  ['Straße des 17. Juni 135', 'Straße des 17. Juni', '135', null, null],
  ['Mörzheim, Hauptstr. 12', 'Hauptstr.', '12', null, 'Mörzheim'],
  ['Q 7, 24', 'Q 7', '24', null, null],
  ['Haupt', 'Haupt', null, null, null],
  ['76829', '', null, '76829', null],
  ['  Am   Bach  3 ', 'Am Bach', '3', null, null],
  ['', '', null, null, null],
])('%j', (text, street, number, postcode, place) => {
  const parsed = parseAddress(text);
  expect({ ...parsed, house: parsed.house && formatHouseNumber(parsed.house) }).toEqual({
    street,
    house: number,
    postcode,
    place,
  });
});

test('street, number, postcode and place come back however they are put together', () => {
  const street = constantFrom('Hauptstr.', 'Straße des 17. Juni', 'Am Alten Bach', 'Dr.-Müller-Weg');
  const addition = constantFrom('', 'a', ' b', ' 1/2', '/1', '-900');
  const order = constantFrom(0, 1, 2);
  assert(
    property(street, integer({ min: 1, max: 899 }), addition, order, (name, number, text, way) => {
      const line = `${name} ${number}${text}`;
      const [one] = [[`${line}, 76829 Landau`, `76829 Landau, ${line}`, `${line} 76829 Landau`][way] ?? ''];
      const parsed = parseAddress(one);
      expect(parsed).toMatchObject({ street: name, postcode: '76829', place: 'Landau', house: { number } });
      expect(parsed.house?.addition).toBe(text.trim());
    }),
  );
});
