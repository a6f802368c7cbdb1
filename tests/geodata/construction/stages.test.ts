import { expect, test } from 'vitest';
import { mainStages, predecessorsOf, stages } from '../../../geodata/construction/stages.ts';

test('the main track leads from a question to light', () => {
  expect(mainStages).toEqual([
    'demand',
    'planned',
    'permitted',
    'civil_works',
    'cable_laid',
    'house_connection',
    'active',
  ]);
});

test('surface and mark move on their own: acceptance waits for civil works alone, an order for nothing', () => {
  expect(predecessorsOf('surface_accepted')).toEqual(['civil_works']);
  expect(predecessorsOf('orderable')).toEqual([]);
  expect(predecessorsOf('demand')).toEqual([]);
  expect(predecessorsOf('cable_laid')).toEqual(['demand', 'planned', 'permitted', 'civil_works']);
});

test('each stage has a name in both languages', () => {
  const names = stages.flatMap(({ name }) => [`de ${name.de}`, `en ${name.en}`]);
  expect(new Set(names).size).toBe(2 * stages.length);
});
