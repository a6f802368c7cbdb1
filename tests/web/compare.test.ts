import { expect, test } from 'vitest';
import type { Edition } from '../../web/editions/editions.ts';
import { filterOf } from '../../web/coverage/compare/lists.ts';
import { anyComparable, breakIn, chooseFrom, inOrder } from '../../web/coverage/compare/pair.ts';
import { endsOf, readingOf, rowsOf } from '../../web/coverage/compare/places.ts';
import { columnOf, quantileOf, spreadOf, standingOf } from '../../web/coverage/compare/spread.ts';

function edition(referenceDate: string, figures: readonly string[], partial = false): Edition {
  const names = figures.map((name) => ({ name }));
  return { editionId: referenceDate, referenceDate, partial, figures: names } as unknown as Edition;
}

const old = edition('2018-06-30', ['ALL_30', 'FTTH_B_30']);
const end2018 = edition('2018-12-31', ['ALL_30', 'FTTH_B_1000']);
const ofOneTown = edition('2019-12-31', ['ALL_30', 'FTTH_B_1000'], true);
const middle2021 = edition('2021-06-30', ['ALL_30', 'FTTH_B_1000']);
const all = [old, end2018, ofOneTown, middle2021];

test('an edition is compared with the oldest whole one on its side of the break', () => {
  expect(chooseFrom(all, middle2021, 'ALL', 30)).toBe(end2018);
  expect(chooseFrom([ofOneTown, middle2021], middle2021, 'ALL', 30)).toBe(ofOneTown);
});

test('where nothing can be compared another edition is taken all the same, for the refusal to say why', () => {
  expect(chooseFrom(all, end2018, 'ALL', 30)).toBe(old);
  expect(chooseFrom(all, old, 'ALL', 30)).toBe(end2018);
  expect(chooseFrom([old], old, 'ALL', 30)).toBeUndefined();
});

test('a pair is in the order of its dates, and knows the break between them', () => {
  expect(inOrder(middle2021, old)).toEqual({ earlier: old, later: middle2021 });
  expect(breakIn({ earlier: old, later: end2018 })?.reason).toBe('METHOD');
  expect(breakIn({ earlier: end2018, later: middle2021 })).toBeUndefined();
});

test('a class without any two editions is answered with the fastest that has two', () => {
  expect(anyComparable(all, 'FTTH_B')).toEqual({ earlier: end2018, later: middle2021, speed: 1000 });
  expect(anyComparable(all, 'HFC')).toBeUndefined();
});

test('exactly zero is a column of its own, and 100 is in the last', () => {
  expect([0, 0.01, 1.99, 2, 99.9, 100].map(columnOf)).toEqual([0, 1, 1, 2, 50, 50]);
  const spread = spreadOf([0, 0, 0.01, 100]);
  expect(spread).toHaveLength(51);
  expect([spread[0], spread[1], spread[50]]).toEqual([
    { from: 0, to: 0, count: 2 },
    { from: 0, to: 2, count: 1 },
    { from: 98, to: 100, count: 1 },
  ]);
});

test('a quantile is a share that somebody has, and that at least so many do not exceed', () => {
  expect([0.25, 0.5, 0.75].map((part) => quantileOf([1, 2, 3, 4], part))).toEqual([1, 2, 3]);
  expect(quantileOf([], 0.5)).toBeUndefined();
});

test('whoever has the same share has neither more nor less', () => {
  expect(standingOf([0, 1, 1, 5], 1)).toEqual({ less: 1, more: 1 });
});

test('a figure that was not surveyed, one not stated and an unknown place are told apart from zero', () => {
  const figures = [
    { technology: 'ALL' as const, minDownstreamMbits: 30, sharePercent: 0, absence: null },
    { technology: 'HFC' as const, minDownstreamMbits: 30, sharePercent: null, absence: 'NOT_STATED' as const },
  ];
  expect(readingOf(figures, 'ALL', 30)).toMatchObject({ sharePercent: 0, absence: null });
  expect(readingOf(figures, 'HFC', 30)).toMatchObject({ sharePercent: null, absence: 'NOT_STATED' });
  expect(readingOf(figures, 'FTTH_B', 1000)).toMatchObject({ sharePercent: null, absence: 'NOT_SURVEYED' });
});

test('the table has a row for each technology and class that the edition surveyed, from 30 Mbit/s on', () => {
  expect(rowsOf(edition('2021-06-30', ['ALL_16', 'ALL_30', 'ALL_1000', 'FTTH_B_1000', 'WIRELESS_6']))).toEqual([
    { technology: 'ALL', speed: 30 },
    { technology: 'ALL', speed: 1000 },
    { technology: 'FTTH_B', speed: 1000 },
  ]);
});

test('places without a share are neither best nor last', () => {
  const places = [
    { name: 'A', share: null },
    { name: 'B', share: 3 },
    { name: 'C', share: 0 },
  ];
  expect(endsOf(places)).toMatchObject({ best: { name: 'B' }, last: { name: 'C' } });
  expect(endsOf(places.slice(0, 2))).toBeUndefined();
});

test('cities without a county are none of the towns in one', () => {
  expect(filterOf('07', 'independent')).toEqual({ stateCode: '07', independent: true });
  expect(filterOf(undefined, 'town')).toEqual({ independent: false, designation: 'Stadt' });
});
