import { expect, test } from 'vitest';
import { largeCities } from '../../geodata/cities.ts';
import { normaliseAgs, states } from '../../geodata/states.ts';

test('every Land has a large city, each key once and whole', () => {
  expect(new Set(largeCities).size).toBe(largeCities.length);
  expect(largeCities.filter((ags) => normaliseAgs(ags) !== ags)).toEqual([]);
  expect(new Set(largeCities.map((ags) => ags.slice(0, 2)))).toEqual(new Set(Object.keys(states)));
});

test('capitals that belong to a county are among them: Hannover and Saarbrücken', () => {
  expect(largeCities).toEqual(expect.arrayContaining(['03241001', '10041100']));
});
