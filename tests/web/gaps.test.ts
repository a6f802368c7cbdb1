import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gapClasses } from '../../web/gaps/classes.ts';
import { placeNames, placeNumbers } from '../../web/gaps/placing.ts';
import { resolveMeans, speedOptions, technologyOptions } from '../../web/gaps/question.ts';
import { colourOfShare } from '../../web/gaps/style.ts';
import { aPalette } from './palette.ts';

const edition = { figures: ['ALL_100', 'ALL_16', 'FTTH_100', 'HFC_1000'].map((name) => ({ name })) };

describe('the classes of the gap map', () => {
  test('below half: three coppers for gaps, the louder the less, and three quiet blues', () => {
    expect(gapClasses(50).map(({ from, to, ramp, step }) => `${from}-${to} ${ramp} ${step}`)).toEqual([
      '0-10 copper 6',
      '10-25 copper 5',
      '25-50 copper 4',
      '50-75 all 1',
      '75-95 all 2',
      '95-100 all 3',
    ]);
  });

  test('cover all shares without a hole, and part exactly at the threshold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (below) => {
        const classes = gapClasses(below);
        expect([classes[0]?.from, classes.at(-1)?.to]).toEqual([0, 100]);
        for (const [index, { from, to, gap, step }] of classes.entries()) {
          expect(from).toBeLessThan(to);
          expect(to).toBe(classes[index + 1]?.from ?? 100);
          expect(gap).toBe(to <= below);
          expect(step).toBeGreaterThan(0);
          expect(step).toBeLessThan(7);
        }
      }),
    );
  });
});

test('a share of exactly the threshold is painted as no gap', () => {
  const palette = aPalette('light');
  const expression = colourOfShare(['get', 'all_100'], { below: 50, palette }) as unknown[];
  const at = expression.indexOf(50);
  expect(expression[at + 1]).toBe(palette.ramps.all[1]);
  expect(expression[at - 1]).toBe(palette.ramps.copper[4]);
});

describe('the question', () => {
  test('offers every technology; those that the edition did not survey at the speed are told', () => {
    expect(technologyOptions(edition, 100)).toEqual([
      { value: 'ALL', surveyed: true },
      { value: 'WIRED', surveyed: false },
      { value: 'FTTH', surveyed: true },
      { value: 'HFC', surveyed: false },
      { value: 'DSL', surveyed: false },
      { value: 'WIRELESS', surveyed: false },
    ]);
  });

  test('offers the usual speeds and older ones that the edition has; the chosen one is among them', () => {
    const options = speedOptions(edition, 'ALL', 6);
    expect(options.map(({ value }) => value)).toEqual([6, 16, 30, 50, 100, 200, 400, 1000]);
    expect(options.filter(({ surveyed }) => surveyed).map(({ value }) => value)).toEqual([16, 100]);
  });

  test('asks for fibre by the name that the edition has for it', () => {
    expect(resolveMeans(edition, 'FTTH_B', 100)).toBe('FTTH');
    expect(resolveMeans(edition, 'DSL', 100)).toBe('DSL');
  });
});

test('numbers lie on no gap, no card and no other number, and within the map', () => {
  const box = fc
    .record({
      left: fc.integer({ min: -50, max: 600 }),
      top: fc.integer({ min: -50, max: 400 }),
      size: fc.integer({ min: 4, max: 60 }),
    })
    .map(({ left, top, size }) => ({ left, top, right: left + size, bottom: top + size }));
  const card = { left: 400, right: 600, top: 300, bottom: 400 };
  fc.assert(
    fc.property(fc.array(box, { maxLength: 12 }), (boxes) => {
      const gaps = boxes.map((one, index) => ({
        ...one,
        item: index,
        number: index + 1,
        middle: [one.left, one.top] as const,
      }));
      const placed = placeNumbers(gaps, [card], 600, 400);
      for (const [index, { at }] of placed.entries()) {
        const [x, y] = at;
        expect(x > 0 && x < 600 && y > 0 && y < 400).toBe(true);
        for (const other of [...boxes, card])
          expect(x > other.left && x < other.right && y > other.top && y < other.bottom).toBe(false);
        for (const other of placed.slice(index + 1))
          expect(Math.hypot(x - other.at[0], y - other.at[1])).toBeGreaterThan(26);
      }
    }),
  );
});

describe('names of districts', () => {
  const gap = { left: 280, right: 320, top: 180, bottom: 220 };

  test('stand at their places, and beside a gap, a number or a card that is there', () => {
    const names = [
      { name: 'Nußdorf', at: [100, 100] as const },
      { name: 'Arzheim', at: [300, 200] as const },
    ];
    const placed = placeNames(names, [gap], [], [], 600, 400);
    expect(placed[0]).toEqual({ name: 'Nußdorf', at: [100, 100] });
    expect(placed[1]).toEqual({ name: 'Arzheim', at: [300, 232] });
  });

  test('lie on a gap that leaves no other room, and are left out under a card', () => {
    const wide = { left: 0, right: 600, top: 0, bottom: 400 };
    const names = [{ name: 'Kernstadt', at: [300, 200] as const }];
    expect(placeNames(names, [wide], [], [], 600, 400)).toEqual(names);
    expect(placeNames(names, [], [], [wide], 600, 400)).toEqual([]);
  });

  test('cover no number, no card and no other name, and are not cut by an edge', () => {
    const point = fc.tuple(fc.integer({ min: -50, max: 650 }), fc.integer({ min: -50, max: 450 }));
    fc.assert(
      fc.property(fc.array(point, { maxLength: 12 }), fc.array(point, { maxLength: 8 }), (places, numbered) => {
        const card = { left: 400, right: 600, top: 250, bottom: 400 };
        const numbers = numbered.map((at, number) => ({ item: number, number, from: at, at }));
        const names = places.map((at, index) => ({ name: `Dorf ${index}`, at }));
        const placed = placeNames(names, [gap], numbers, [card], 600, 400);
        const halfWidth = ('Dorf 1'.length * 0.58 * 13) / 2;
        for (const [index, { at }] of placed.entries()) {
          const [x, y] = at;
          expect(x - halfWidth > 0 && x + halfWidth < 600 && y > 0 && y < 400).toBe(true);
          expect(x + halfWidth > card.left && y > card.top).toBe(false);
          for (const { at: circle } of numbers) expect(Math.hypot(x - circle[0], y - circle[1])).toBeGreaterThan(13);
          for (const other of placed.slice(index + 1))
            expect(Math.abs(x - other.at[0]) < 2 * halfWidth && Math.abs(y - other.at[1]) < 15).toBe(false);
        }
      }),
    );
  });
});
