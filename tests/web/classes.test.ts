import { expect, test } from 'vitest';
import { classOf } from '../../web/coverage/classes.ts';

test('only a reported zero is class 0, and the smallest share is already class 1', () => {
  expect(classOf(0)).toBe(0);
  expect(classOf(0.01)).toBe(1);
});

test.each([
  [1.99, 1],
  [2, 2],
  [9.99, 2],
  [10, 3],
  [25, 4],
  [50, 5],
  [75, 6],
  [94.99, 6],
  [95, 7],
  [100, 7],
])('%d%% is in class %d', (share, expected) => {
  expect(classOf(share)).toBe(expected);
});
