import { describe, expect, test } from 'vitest';
import { readPeriod } from '../../../geodata/construction/periods.ts';

describe('a period is as exact as its words, and no more', () => {
  test.each([
    ['2026-03-15', '2026-03-15', '2026-03-15'],
    ['15.3.2026', '2026-03-15', '2026-03-15'],
    ['15.03.26', '2026-03-15', '2026-03-15'],
    ['15. März 2026', '2026-03-15', '2026-03-15'],
    ['2026-03-15T00:00:00', '2026-03-15', '2026-03-15'],
    ['29.02.2028', '2028-02-29', '2028-02-29'],
    ['2026-03', '2026-03-01', '2026-03-31'],
    ['03/2026', '2026-03-01', '2026-03-31'],
    ['März 2026', '2026-03-01', '2026-03-31'],
    ['Q2 2026', '2026-04-01', '2026-06-30'],
    ['2026 Q2', '2026-04-01', '2026-06-30'],
    ['2. Quartal 2026', '2026-04-01', '2026-06-30'],
    ['Q2/2026', '2026-04-01', '2026-06-30'],
    ['1. Halbjahr 2026', '2026-01-01', '2026-06-30'],
    ['Ende Q2 2026', '2026-06-01', '2026-06-30'],
    ['Anfang Q1 2026', '2026-01-01', '2026-01-31'],
    ['Mitte Juni 2026', '2026-06-11', '2026-06-20'],
    ['Ende Februar 2026', '2026-02-21', '2026-02-28'],
    ['Ende 2026', '2026-10-01', '2026-12-31'],
    ['Jahresende 2026', '2026-10-01', '2026-12-31'],
    ['end of 2026', '2026-10-01', '2026-12-31'],
    ['2026', '2026-01-01', '2026-12-31'],
    ['Frühjahr 2026', '2026-03-01', '2026-05-31'],
    ['Fruehjahr 2026', '2026-03-01', '2026-05-31'],
    ['autumn 2026', '2026-09-01', '2026-11-30'],
    ['Winter 2025/26', '2025-12-01', '2026-02-28'],
    ['bis 30.06.2026', null, '2026-06-30'],
    ['by the', undefined, undefined],
    ['spätestens Q2 2026', null, '2026-06-30'],
    ['ab April 2026', '2026-04-01', null],
    ['1.3. – 15.4.2026', '2026-03-01', '2026-04-15'],
    ['März bis Mai 2026', '2026-03-01', '2026-05-31'],
    ['zwischen Q1 2026 und Q3 2026', '2026-01-01', '2026-09-30'],
    ['2026-03-01/2026-04-15', '2026-03-01', '2026-04-15'],
  ])('%s', (text, first, last) => {
    const read = readPeriod(text);
    if (first === undefined) expect(read).toMatchObject({ rule: 'unusable-date' });
    else expect(read).toEqual({ first, last, about: false });
  });
});

test('"about" is told', () => {
  expect(readPeriod('ca. Juni 2026')).toEqual({ first: '2026-06-01', last: '2026-06-30', about: true });
});

test.each([
  ['31.02.2026', 'no-such-day', 'month 2 of 2026 has 28 days'],
  ['29.02.2026', 'no-such-day', 'month 2 of 2026 has 28 days'],
  ['2026-13-01', 'no-such-day', 'the calendar has no such day'],
  ['1.1.1026', 'no-such-day', 'the calendar has no such day'],
  ['Ende Q2', 'missing-year', 'it says no year'],
  ['Ende', 'missing-year', 'it says no year'],
  ['15.3.', 'missing-year', 'it says no year'],
  ['15. März', 'missing-year', 'it says no year'],
  ['Frühjahr', 'missing-year', 'it says no year'],
  ['Winter 2026', 'winter-of-which-year', 'a winter lies in two years'],
  ['Winter 2025/27', 'unusable-date', 'it is neither a day nor a range of days'],
  ['Q5 2026', 'unusable-date', 'it is neither a day nor a range of days'],
  ['demnächst', 'unusable-date', 'it is neither a day nor a range of days'],
  ['2026-05 bis 2026-03', 'range-reversed', '2026-05-01 is later than 2026-03-31'],
])('"%s" is refused: %s', (text, rule, why) => {
  expect(readPeriod(text)).toMatchObject({ rule, why });
});
