import { describe, expect, test } from 'vitest';
import { sensorWords } from '../../web/messages/sensors.ts';
import { csvOf } from '../../web/sensors/chart/csv.ts';
import { notesOf } from '../../web/sensors/chart/notes.ts';
import { extentOf, fullExtentOf, outsideOf } from '../../web/sensors/chart/scale.ts';
import { gapsOf, type Point, pointAt, pointsOf, stretchesOf } from '../../web/sensors/chart/series.ts';
import { timeTicks } from '../../web/sensors/chart/ticks.ts';
import { partOf, seriesVariables, windowOf, zoomed } from '../../web/sensors/chart/window.ts';
import { noSensor } from '../../web/sensors/choice.ts';
import { defaultView } from '../../web/view.ts';

const minute = 60_000;
const noon = Date.parse('2026-02-15T11:00:00Z');

/** Single values, ten minutes apart; null = none. */
function singles(...values: (number | null)[]): Point[] {
  return values.flatMap((value, index) => {
    const time = noon + index * 10 * minute;
    const doubtful = value !== null && value > 50;
    const plausible = value === null || doubtful ? undefined : ([value, value] as const);
    return value === null
      ? []
      : [{ from: time, to: time, value, low: value, high: value, plausible, doubtful, leftOut: 0 }];
  });
}

describe('series', () => {
  const columns = {
    ...{ minima: [null, 1], maxima: [null, 9], doubtful: [0, 2] },
    ...{ plausibleMinima: [null, 3], plausibleMaxima: [null, 5], plausibleMeans: [null, 3.5] },
  };

  test('buckets without a value are no points, and days are as long as they are in Germany', () => {
    const day = { start: '2026-03-28T23:00:00.000Z', values: [null, 4], ...columns };
    expect(pointsOf(day, 'DAY', 'all')).toEqual([
      {
        from: Date.parse('2026-03-29T22:00:00Z'),
        to: Date.parse('2026-03-30T22:00:00Z'),
        ...{ value: 4, low: 1, high: 9, plausible: [3, 5], doubtful: true, leftOut: 0 },
      },
    ]);
    expect(pointsOf({ ...day, times: [0, 90] }, 'RAW', 'plausible')[0]?.from).toBe(Date.parse('2026-03-28T23:01:30Z'));
  });

  test('a mean leaves out what is doubtful, and holds it where nobody knows which that is', () => {
    const day = { start: '2026-03-28T23:00:00.000Z', values: [2, 4], ...columns, doubtful: [1, 2] };
    const said = pointsOf(day, 'HOUR', 'plausible').map(({ value, doubtful, leftOut }) => [value, doubtful, leftOut]);
    expect(said).toEqual([
      [2, true, 0],
      [3.5, false, 2],
    ]);
  });

  test('one lost value is no gap, three are, and so is the time since the last one', () => {
    const points = singles(1, null, 3, null, null, null, 7);
    const end = noon + 120 * minute;
    expect(gapsOf(points, noon, end, 10 * minute)).toEqual([
      { from: noon + 20 * minute, to: noon + 60 * minute, leading: false },
      { from: noon + 60 * minute, to: end, leading: false },
    ]);
    expect(gapsOf(points, noon, end, null)).toEqual([]);
    expect(gapsOf([], noon, end, null)).toEqual([{ from: noon, to: end, leading: true }]);
  });

  test('a line is never drawn across a gap or from one device to the next, and a doubtful stretch hangs on', () => {
    const points = singles(1, 2, null, null, null, 3, 99, 4, 5);
    const gaps = gapsOf(points, noon, noon + 80 * minute, 10 * minute);
    const lines = (splices: number[]) =>
      stretchesOf(points, gaps, splices).map(({ points: line, doubtful }) => [
        line.map(({ value }) => value),
        doubtful,
      ]);
    expect(lines([])).toEqual([
      [[1, 2], false],
      [[3, 99], true],
      [[99, 4], true],
      [[4, 5], false],
    ]);
    expect(lines([noon + 10 * minute])).toEqual(
      expect.arrayContaining([
        [[1], false],
        [[2], false],
      ]),
    );
  });

  test('the cursor finds the nearest value, and nothing in a gap', () => {
    const points = singles(1, 2, null, null, null, 3);
    const gaps = gapsOf(points, noon, noon + 50 * minute, 10 * minute);
    expect(pointAt(points, gaps, noon + 6 * minute)?.value).toBe(2);
    expect(pointAt(points, gaps, noon + 30 * minute)).toBeUndefined();
  });

  test('sums stand on zero, and what is usual has room', () => {
    expect(extentOf(singles(3, 7), { spans: false, fromZero: true })).toEqual([0, 7]);
    const usual = { lows: [null, -2], highs: [null, 9] };
    expect(extentOf(singles(3), { spans: false, fromZero: false, usual })).toEqual([-2, 9]);
    expect(extentOf([], { spans: true, fromZero: false })).toBeUndefined();
  });

  test('one spike that can’t be does not set the scale, and is not left out in silence either', () => {
    const shown = { spans: false, fromZero: false };
    const points = singles(40, 44, 8000, 42);
    expect(extentOf(points, shown)).toEqual([40, 44]);
    expect(outsideOf(points, extentOf(points, shown), false).map(({ value, above }) => [value, above])).toEqual([
      [8000, true],
    ]);
    expect(fullExtentOf(points, shown)).toEqual([40, 8000]);
    // A doubtful value nearby has room; and where all are doubtful, they are what there is.
    expect(extentOf(singles(40, 50, 54), shown)).toEqual([40, 54]);
    expect(extentOf(singles(60, 70), shown)).toEqual([60, 70]);
    // A bound that is watched is seen where it lies near, and does not flatten the rest elsewhere.
    expect(extentOf(singles(40, 44), { ...shown, bounds: [45.5, 900] })).toEqual([40, 45.5]);
  });

  test('the span of a day is that of what is plausible, and what goes beyond is marked', () => {
    const [day] = singles(42);
    const points = day ? [{ ...day, low: -500, high: 8000, plausible: [40, 44] as const, doubtful: true }] : [];
    const extent = extentOf(points, { spans: true, fromZero: false });
    expect(extent).toEqual([40, 44]);
    expect(outsideOf(points, extent, true).map(({ above }) => above)).toEqual([true, false]);
    expect(outsideOf(points, fullExtentOf(points, { spans: true, fromZero: false }), true)).toEqual([]);
  });

  test('a chart comes nearer around what is pointed at, never too near, and goes back to the whole', () => {
    const whole = windowOf('week', '2026-02-15');
    const near = zoomed(whole, whole, whole.from, 0.5);
    expect(near).toEqual({ from: whole.from, to: (whole.from + whole.to) / 2 });
    expect(near && zoomed(near, whole, near.from, 2)).toBeUndefined();
    expect(partOf(noon, noon + minute)).toEqual({ from: noon - 14 * minute, to: noon + 16 * minute });
    const bucket = (part: { from: number; to: number }) =>
      seriesVariables({ ...defaultView, sensors: { ...noSensor, ids: [1], part } })?.bucket;
    expect([36, 24 * 30, 24 * 90].map((hours) => bucket({ from: noon, to: noon + hours * 60 * minute }))).toEqual([
      'RAW',
      'HOUR',
      'DAY',
    ]);
  });

  test('hours stand where the clock shows them on days when it changes', () => {
    const ticks = timeTicks(sensorWords.de, windowOf('day', '2026-03-29'), 6);
    expect(ticks.map(({ text }) => text)).toEqual(['00:00', '06:00', '12:00', '18:00', '24:00']);
    expect(new Date(ticks[1]?.time ?? 0).toISOString()).toBe('2026-03-29T04:00:00.000Z');
    const texts = (part: { from: number; to: number }) => timeTicks(sensorWords.de, part, 6).map(({ text }) => text);
    expect(texts(partOf(noon, noon + 90 * minute))).toEqual([
      '12:00',
      '12:15',
      '12:30',
      '12:45',
      '13:00',
      '13:15',
      '13:30',
    ]);
    expect(texts(windowOf('week', '2026-02-15'))).toEqual(['9.2.', '11.2.', '13.2.', '15.2.']);
    expect(texts(windowOf('year', '2026-02-15'))).toContain('Jan 26');
    expect(windowOf('day', '2026-03-29').to - windowOf('day', '2026-03-29').from).toBe(23 * 60 * minute);
  });

  test('a file names its unit and runs no formula', () => {
    const csv = csvOf({ unit: '=1+1', propertyKey: null }, singles(1.5));
    expect(csv).toBe(
      "from,to,value,lowest,highest,plausible_lowest,plausible_highest,doubtful,left_out,unit\r\n2026-02-15T11:00:00.000Z,,1.5,1.5,1.5,1.5,1.5,false,0,'=1+1\r\n",
    );
  });
});

test('words of bounds do not stand on each other', () => {
  const bound = (id: number, raiseAt: number) => ({
    ...{ id, text: `Hochwasser ab ${raiseAt} cm`, direction: 'ABOVE' as const, raiseAt, clearAt: raiseAt },
  });
  const frame = { y: (value: number) => 150 - value, top: 14, bottom: 146, left: 38, right: 500 };
  const notes = (...values: number[]) =>
    notesOf(
      values.map((value, id) => bound(id, value)),
      frame,
    ).map(({ text, x, y, anchor }) => [text[0], x, y, anchor]);
  expect(notes(100, 50)).toEqual([
    ['H', 42, 46, 'start'],
    ['H', 42, 96, 'start'],
  ]);
  // Below its line, at the other end, and behind the edge in the next row.
  expect(notes(100, 98)).toEqual([
    ['H', 42, 46, 'start'],
    ['H', 42, 65, 'start'],
  ]);
  expect(notes(100, 100, 100)[2]).toEqual(['H', 496, 46, 'end']);
  expect(notes(900, 800)).toEqual([
    ['↑', 42, 24, 'start'],
    ['↑', 42, 38, 'start'],
  ]);
});
