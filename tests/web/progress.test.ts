import { expect, test } from 'vitest';
import { areaPath, linePath, scalesOf, stack } from '../../web/charts/shapes.ts';
import type { Area, Progress } from '../../web/progress/documents.ts';
import { fundingTotals, metresOn, promisesOf, stackedStages, standingNow } from '../../web/progress/figures.ts';
import { linksOf } from '../../web/progress/links.ts';
import { dayOf, progressVariables } from '../../web/progress/questions.ts';
import { parseView } from '../../web/view.ts';

const extent = {
  ...{ width: 400, height: 200, margins: { top: 10, right: 10, bottom: 20, left: 40 } },
  ...{ locale: 'de', formatValue: String },
};

test('time is true to scale, and values begin at zero', () => {
  const { x, y, values, days } = scalesOf({ ...extent, days: ['2024-01-01', '2026-01-01'], most: 95 });
  expect(x('2024-01-01')).toBe(40);
  expect(x('2026-01-01')).toBe(390);
  expect((x('2025-01-01') - 40) / 350).toBeCloseTo(366 / 731);
  expect(y(0)).toBe(180);
  expect(values[0]).toEqual({ at: 180, text: '0' });
  expect(days.map(({ text }) => text)).toContain('2025');
});

test('nothing is drawn across a gap', () => {
  expect(linePath([1, 2, null, 4, 5].map((y, x) => ({ x, y })))).toBe('M0,1L1,2M3,4L4,5');
  const spans = [0, 1, null, 3].map((low, x) => ({ x, low, high: low === null ? null : low + 1 }));
  expect(areaPath(spans).match(/M/g)).toHaveLength(2);
});

test('columns lie on each other, and what is missing of one is missing above it', () => {
  expect(
    stack([
      [1, 2, null],
      [3, 4, 5],
    ]),
  ).toEqual([
    [
      { low: 0, high: 1 },
      { low: 0, high: 2 },
      { low: null, high: null },
    ],
    [
      { low: 1, high: 4 },
      { low: 2, high: 6 },
      { low: null, high: null },
    ],
  ]);
});

function stagesOf(columns: [Progress['stages']['stages'][number]['stage'], (number | null)[]][]): Progress['stages'] {
  return {
    days: ['2025-01-31', '2025-02-28', '2025-03-31'],
    stages: columns.map(([stage, addresses]) => ({ stage, addresses, households: addresses })),
    withheld: false,
    sources: [],
  };
}

test('the sentence is of the last day that anything is known of; the furthest stage lies lowest', () => {
  const stages = stagesOf([
    [null, [9, 5, null]],
    ['CABLE_LAID', [1, 3, null]],
    ['ACTIVE', [0, 2, null]],
  ]);
  expect(standingNow(stages)).toEqual({ day: '2025-02-28', total: 10, passed: 5, active: 2 });
  expect(stackedStages(stages).map(({ stage }) => stage)).toEqual(['ACTIVE', 'CABLE_LAID', null]);
  expect(standingNow({ ...stages, days: [], stages: [] })).toBeNull();
});

test('metres of which nothing is known are none, and not zero', () => {
  const metres: Progress['metres'] = {
    days: ['2025-03-31', '2025-06-30'],
    series: [{ surface: 'SEALED', stage: 'CIVIL_WORKS', metres: [10, null] }],
    sources: [],
  };
  expect(metresOn(metres).map(({ total }) => total)).toEqual([10, null, null]);
  expect(metresOn(metres, 1).map(({ total }) => total)).toEqual([null, null, null]);
});

test('a date is overdue until it is reached or announced anew, and one of later days is not told', () => {
  const source = { editionId: 'e', title: 't', publisher: 'p', modelled: false };
  const said = (announcedAt: string, expectedLast: string | null) => ({
    ...{ stage: 'ACTIVE' as const, announcedAt, expected: null, expectedLast, slipDays: null, source },
  });
  const area: Area = {
    ...{ areaId: 'a', name: 'Arzheim', districtName: 'Arzheim', quota: null, rollout: [] },
    announcements: [
      said('2024-01-01', '2024-06-30'),
      said('2024-05-01', '2024-12-31'),
      said('2025-06-01', '2025-09-30'),
    ],
  };
  const overdue = (one: Area, day: string) => promisesOf([one], day).map(({ overdueDays }) => overdueDays);
  expect(overdue(area, '2024-04-30')).toEqual([0]);
  expect(overdue(area, '2025-01-10')).toEqual([0, 10]);
  const reached = { ...area, rollout: [{ stage: 'ACTIVE' as const, progress: 'DONE' as const, share: 100 }] };
  expect(overdue(reached, '2025-01-10')).toEqual([0, 0]);
  const partly = { ...area, rollout: [{ stage: 'ACTIVE' as const, progress: 'DONE' as const, share: 90 }] };
  expect(overdue(partly, '2025-01-10')).toEqual([0, 10]);
});

test('the two times of the link hold for questions and files alike', () => {
  const { view } = parseView('?view=progress&place=07313000&district=Nußdorf&asOf=2026-01-31&lang=en');
  expect(dayOf(view)).toBe('2026-01-31');
  expect(progressVariables(view)).toMatchObject({ on: '2026-01-31', until: '2026-04-01', district: 'Nußdorf' });
  const { atom, proof } = linksOf(view);
  expect(atom).toBe('/feeds/roadworks/07313000/Nu%C3%9Fdorf.atom?lang=en');
  expect(new URL(proof, 'http://localhost').searchParams.get('asOf')).toBe('2026-01-31T22:59:59.999Z');
});

test('money is summed by whose it is, and what nobody knows stays unknown', () => {
  const part = { areaName: 'Nord', year: 2025, modelled: false, missing: null };
  expect(
    fundingTotals([
      { ...part, fundingSource: null, planned: null, spent: 4 },
      { ...part, fundingSource: 'FEDERAL', planned: 10, spent: null },
      { ...part, fundingSource: 'FEDERAL', planned: 5, spent: null, year: 2026, modelled: true },
    ]),
  ).toEqual([
    { fundingSource: 'FEDERAL', planned: 15, spent: null, modelled: true },
    { fundingSource: null, planned: null, spent: 4, modelled: false },
  ]);
});
