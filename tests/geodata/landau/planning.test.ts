import { beforeAll, expect, test } from 'vitest';
import { readLandauBoundary } from '../../../geodata/landau/dataset.ts';
import { modelAreas } from '../../../geodata/landau/rollout-areas.ts';
import { builtAreas } from '../../../geodata/landau/rollout-facts.ts';
import { modelHistories, type RolloutModel } from '../../../geodata/landau/rollout-histories.ts';
import { modelPlanning, type PlanningModel } from '../../../geodata/landau/rollout-planning.ts';
import { modelStreets } from '../../../geodata/landau/rollout-streets.ts';

let histories: RolloutModel;
let model: PlanningModel;
beforeAll(async () => {
  const boundary = await readLandauBoundary();
  const streets = modelStreets(boundary, modelAreas(boundary));
  histories = modelHistories(streets);
  model = modelPlanning(streets, histories);
});

test('repairs are open where they were reported, and nowhere else', () => {
  const areasOf = (defects: readonly { areaId: string | null }[]) =>
    [...new Set(defects.map(({ areaId }) => areaId))].sort();
  expect(areasOf(model.defects.filter(({ acceptedAt }) => acceptedAt === null))).toEqual([
    'dammheim',
    'nussdorf',
    'wollmesheim',
  ]);
  expect(areasOf(model.defects)).toEqual(['dammheim', 'godramstein', 'moerzheim', 'nussdorf', 'wollmesheim']);
});

test('no defect is repaired before it is found or accepted before it is repaired, and none is known of after the report', () => {
  for (const { foundAt, repairedAt, acceptedAt } of model.defects) {
    const days = [foundAt, repairedAt, acceptedAt].filter((day) => day !== null);
    expect(days).toEqual(days.toSorted());
    expect(days.at(-1)?.localeCompare('2026-01-08')).toBe(-1);
  }
});

test('the plan of each area rises to all of its addresses and metres, before the works have come to their end', () => {
  for (const area of builtAreas) {
    const plan = model.plan.filter(({ areaId }) => areaId === area);
    const trenches = histories.trenches.filter(({ areaId }) => areaId === area).map(({ id }) => id);
    const dug = histories.statements.filter(
      ({ subject, stage }) => stage === 'civil_works' && trenches.includes(subject.id),
    );
    expect(plan.map(({ metres }) => metres)).toEqual(
      plan.map(({ metres }) => metres ?? 0).toSorted((one, other) => one - other),
    );
    expect(plan[0]?.metres).toBe(0);
    const end = plan.at(-1)?.day ?? '';
    expect(dug.filter(({ from }) => from > end).length, area).toBeGreaterThan(0);
    const works = model.roadworks.filter(({ id, areaId }) => areaId === area && id.startsWith('works-trench'));
    expect(works.map(({ street }) => street)).not.toContain('');
    expect(works).toHaveLength(trenches.length);
  }
});

test('more was spent than planned, by the share that is assumed, and every figure is whole', () => {
  const planned = builtAreas.reduce(
    (sum, area) => sum + (model.plan.findLast(({ areaId }) => areaId === area)?.eur ?? 0),
    0,
  );
  const spent = model.spending.reduce((sum, { eur }) => sum + eur, 0);
  expect(spent / planned).toBeGreaterThan(1.03);
  expect(spent / planned).toBeLessThan(1.11);
  expect(model.spending.every(({ eur }) => eur % 100 === 0)).toBe(true);
});
