import { array, assert, constantFrom, integer, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareHouseNumbers,
  expandHouseNumber,
  formatHouseNumber,
  isHouseNumberTakenForDate,
  parseHouseNumber,
} from '../../../geodata/addresses/house-number.ts';

describe('a house number', () => {
  test.each([
    ['12', 12, ''],
    ['012', 12, ''],
    [' 12 ', 12, ''],
    ['12a', 12, 'a'],
    ['12 a', 12, 'a'],
    ['12A', 12, 'a'],
    ['12/a', 12, 'a'],
    ['12 1/2', 12, '1/2'],
    ['12½', 12, '1/2'],
    ['12/1', 12, '/1'],
    ['12-1', 12, '/1'],
    ['12-14', 12, '-14'],
    ['12 – 14', 12, '-14'],
    ['12 bis 14', 12, '-14'],
    ['12+14', 12, '+14'],
    ['12 u. 14', 12, '+14'],
    ['12 und 14', 12, '+14'],
    ['12a-c', 12, 'a-c'],
    ['12a - 14b', 12, 'a-14b'],
    ['12a/b', 12, 'a+b'],
    ['Nr. 12', 12, ''],
    ['Hausnr. 7b', 7, 'b'],
  ])('%j is %i with %j', (text, number, addition) => {
    expect(parseHouseNumber(text)).toEqual({ number, addition });
  });

  test.each(['', '0', 'a', 'ohne Nr.', '12345', '12-', '-12', '12.5', '12 Hinterhaus', '86188851', '12+12'])(
    '%j is none',
    (text) => {
      expect(parseHouseNumber(text)).toBeUndefined();
    },
  );

  test.each(['12.10.2026', '2026-12-10', '2026-12-10T00:00:00.000Z', '10. Dez', '10.12.', 'Dez 14', '10-Dec'])(
    '%j is what a spreadsheet made of one',
    (text) => {
      expect(parseHouseNumber(text)).toBeUndefined();
      expect(isHouseNumberTakenForDate(text)).toBe(true);
    },
  );

  test.each(['12', '12-14', '12a', '12 1/2', 'Dez'])('%j is no date', (text) => {
    expect(isHouseNumberTakenForDate(text)).toBe(false);
  });

  const addition = constantFrom('', 'a', 'z', '1/2', '/1', '/3', 'a-c', 'a+b', '-9999', 'a/1');
  const house = tuple(integer({ min: 1, max: 9998 }), addition).map(([number, text]) => ({ number, addition: text }));

  test('is the same after it was written and read', () => {
    assert(
      property(house, constantFrom('', ' ', '  '), (one, blanks) => {
        expect(parseHouseNumber(formatHouseNumber(one))).toEqual(one);
        expect(
          parseHouseNumber(
            formatHouseNumber(one)
              .toUpperCase()
              .replace(/(?<=\d)(?=[A-Z])/, blanks),
          ),
        ).toEqual(one);
      }),
    );
  });

  test('stands in one place of every order', () => {
    assert(
      property(array(house, { minLength: 2, maxLength: 8 }), (houses) => {
        const sorted = houses.toSorted(compareHouseNumbers);
        expect(sorted.toReversed().toSorted(compareHouseNumbers)).toEqual(sorted);
        for (const [index, one] of sorted.entries())
          expect(one.number).toBeLessThanOrEqual(sorted[index + 1]?.number ?? Infinity);
      }),
    );
  });
});

describe('an address for several numbers', () => {
  const expand = (text: string): string[] => {
    const house = parseHouseNumber(text);
    return house ? expandHouseNumber(house).map(formatHouseNumber) : [];
  };

  test.each([
    ['12', ['12']],
    ['12 1/2', ['12 1/2']],
    ['12/1', ['12/1']],
    ['12-16', ['12', '14', '16']],
    ['12-15', ['12', '13', '14', '15']],
    ['12a-c', ['12a', '12b', '12c']],
    ['12-c', ['12', '12a', '12b', '12c']],
    ['12+14', ['12', '14']],
    ['12/14', ['12', '14']],
    ['12a+b', ['12a', '12b']],
    ['10a-12b', ['10a', '12', '12a', '12b']],
    ['12-1400', ['12-1400']],
  ])('%s stands for %j', (text, numbers) => {
    expect(expand(text)).toEqual(numbers);
  });

  test('holds both of its ends, in order, and keeps to its side of the street', () => {
    assert(
      property(integer({ min: 1, max: 500 }), integer({ min: 1, max: 49 }), (first, length) => {
        const last = first + length;
        const numbers = expandHouseNumber({ number: first, addition: `-${last}` }).map(({ number }) => number);
        expect(numbers[0]).toBe(first);
        expect(numbers.at(-1)).toBe(last);
        expect(numbers).toHaveLength(length % 2 === 0 ? length / 2 + 1 : length + 1);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
  });
});
