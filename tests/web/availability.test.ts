import { expect, test } from 'vitest';
import { availabilityWords } from '../../web/messages/availability.ts';
import type { Availability } from '../../web/sensors/availability/documents.ts';
import { periodVariables } from '../../web/sensors/availability/documents.ts';
import {
  availabilityCsv,
  cellsOf,
  doubtfulPercent,
  tenthsBelow,
  themeName,
  totalOf,
  worstDay,
} from '../../web/sensors/availability/sums.ts';
import { noSensor } from '../../web/sensors/choice.ts';

const regular = { things: 2, datastreams: 3, irregular: 1, silent: 1, observations: 190, doubtful: 19, alarms: 2 };
const answer: Pick<Availability, 'from' | 'to' | 'themes'> = {
  from: '2026-01-11',
  to: '2026-01-14',
  themes: [
    { theme: 'WATER', ...regular, expected: 150, received: 90, availabilityPercent: 60, dailyPercents: [100, 80, 0] },
    {
      ...{ theme: null, ...regular, expected: null, received: null, availabilityPercent: null },
      dailyPercents: [null, null, null],
    },
  ],
};

test('themes add up, and where nothing was to come nothing is claimed', () => {
  expect(totalOf(answer)).toEqual({
    ...{ things: 4, datastreams: 6, irregular: 2, silent: 2, observations: 380, doubtful: 38, alarms: 4 },
    ...{ expected: 150, received: 90, availabilityPercent: 60 },
  });
  expect(totalOf({ themes: answer.themes.slice(1) })).toMatchObject({ expected: null, availabilityPercent: null });
  expect(doubtfulPercent(regular)).toBe(10);
  expect(doubtfulPercent({ observations: 0, doubtful: 0 })).toBeNull();
});

test('what is not all is never told as all', () => {
  expect([100, 99.99, 98.3, 0.04, 0].map(tenthsBelow)).toEqual([100, 99.9, 98.3, 0, 0]);
});

test('days stand in a strip, weeks where they would be too many, and the worst day has a name', () => {
  expect(cellsOf([100, null, 50])).toEqual([
    { from: 0, to: 1, percent: 100 },
    { from: 1, to: 2, percent: null },
    { from: 2, to: 3, percent: 50 },
  ]);
  const year = cellsOf(Array.from({ length: 365 }, (_, day) => (day < 7 ? 70 : 100)));
  expect(year).toHaveLength(53);
  expect([year[0], year[52]]).toEqual([
    { from: 0, to: 7, percent: 70 },
    { from: 364, to: 365, percent: 100 },
  ]);
  expect(worstDay([null, 98, 70, 99])).toEqual({ day: 2, percent: 70 });
  expect(worstDay([null, 100])).toBeUndefined();
});

test('a period ends before today, which is not over, and a day in the link moves it', () => {
  const view = { place: '07313000', on: '2026-01-13', sensors: { ...noSensor, availability: 7 as const } };
  expect(periodVariables(view)).toEqual({ ags: '07313000', from: '2026-01-07', to: '2026-01-14' });
  const now = periodVariables({ ...view, on: undefined });
  expect(periodVariables({ ...view, on: '2999-01-01' })).toEqual(now);
  expect(periodVariables({ ...view, sensors: noSensor })).toBeUndefined();
});

test('the file has a row a theme, and nothing where nothing is known', () => {
  expect(availabilityCsv({ ...answer, least: [] }).split('\r\n')).toEqual([
    'theme,from,to_excluded,things,datastreams,irregular,silent_now,expected,received,availability_percent,observations,doubtful,alarms',
    'water,2026-01-11,2026-01-14,2,3,1,1,150,90,60.00,190,19,2',
    ',2026-01-11,2026-01-14,2,3,1,1,,,,190,19,2',
    '',
  ]);
  expect([themeName('WATER', 'de'), themeName(null, 'en')]).toEqual(['Wasserstand', undefined]);
});

test('one is told as one', () => {
  expect(availabilityWords.de.silent(1)).toBe('{{late|1 Messreihe}} schweigt gerade.');
  expect(availabilityWords.en.silent(2)).toBe('{{late|2 series}} are silent now.');
});
