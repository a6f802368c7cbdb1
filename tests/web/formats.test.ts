import { expect, test } from 'vitest';
import { formatsOf } from '../../web/messages/formats.ts';
import { de } from '../../web/messages/de.ts';
import { en } from '../../web/messages/en.ts';

const german = formatsOf('de');

test.each([
  [0, '0\u00a0%'],
  [0.02, 'unter\u00a00,1\u00a0%'],
  [1.9, '1,9\u00a0%'],
  [9.99, '10\u00a0%'],
  [80.97, '81\u00a0%'],
  [99.59, '99,6\u00a0%'],
  [100, '100\u00a0%'],
])('%d is said as %s', (share, expected) => {
  expect(german.share(share)).toBe(expected);
});

test('tables keep the digits of the source', () => {
  expect(german.exact(1.9)).toBe('1,90\u00a0%');
  expect(german.exactDigits(80.97)).toBe('80,97');
  expect(german.exactPoints(-0.9)).toBe('−0,90');
  expect(german.exact(1)).toBe('1\u00a0%');
  expect(german.exact(98.25)).toBe('98,25\u00a0%');
  expect(formatsOf('en').exact(98.25)).toBe('98.25%');
});

test('what is rounded to nothing has no sign, and a column has one number of decimals', () => {
  expect([german.tenth(-0.04), german.decimal(-0.001), german.tenth(-0.05)]).toEqual(['0', '0', '-0,1']);
  expect([german.fixed(-0.04, 1), german.fixed(-3, 1), german.fixed(2.345, 2)]).toEqual(['0,0', '−3,0', '2,35']);
});

test('thin spaces from 10 000 on', () => {
  expect(german.count(1288)).toBe('1288');
  expect(german.count(10997)).toBe('10\u202f997');
  expect(formatsOf('en').count(10997)).toBe('10,997');
});

test.each(['de', 'en'] as const)('numbers in %s are written as the language standard writes them', (locale) => {
  const own = formatsOf(locale);
  const standard = (most: number, least: number, value: number) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      useGrouping: false,
    }).format(value);
  const values = [0, 0.005, 0.05, 0.125, 1.005, 2.5, 9.95, 10, 99.95, 1234.5, 10_790.25, -0.9, -12.345];
  for (const value of [...values, ...Array.from({ length: 500 }, (_, index) => (index * 7919) / 9973)]) {
    expect(own.decimal(value)).toBe(standard(2, 0, value));
    expect(own.tenth(value)).toBe(standard(1, 0, value));
    expect(own.tenths(value)).toBe(`${standard(1, 1, value).replace('-', '−')}${own.percentSign}`);
  }
  const groups = new Intl.NumberFormat(locale, { useGrouping: 'min2', maximumFractionDigits: 0 });
  for (const count of [0, 999, 1000, 9999, 9999.5, 10_000, 123_456, 1_234_567, -10_790])
    expect(own.count(count)).toBe(groups.format(count).replaceAll('.', '\u202f'));
});

test('editions are called by their half-year, other dates are written out', () => {
  expect(de.date('2021-06-30')).toBe('Mitte 2021');
  expect(de.shortDate('2018-12-31')).toBe('Ende 18');
  expect(en.date('2018-12-31')).toBe('end-2018');
  expect(de.date('2026-01-08')).toBe('8. Januar 2026');
});

test('both languages have every text', () => {
  const keys = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, keys(inner)]))
      : typeof value;
  expect(keys(en)).toEqual(keys(de));
});
