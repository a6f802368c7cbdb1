import { afterAll, beforeAll, expect, test } from 'vitest';
import { findMunicipalitiesAt, findNewestBoundaries } from '../../../server/places/locate.ts';
import { addBoundaries, addCoverage, aMunicipality, box } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('keys and points are looked up in the newest boundaries that nothing corrects, whatever their date', async () => {
  const geometry = box(8, 49, 8.1, 49.1);
  const wrong = await addBoundaries(database, [aMunicipality({ ags: '07313001', geometry })], {
    referenceDate: '2022-01-01',
  });
  const right = await addBoundaries(database, [aMunicipality({ ags: '07313000', geometry })], {
    referenceDate: '2021-07-01',
    supersedes: wrong,
  });
  expect(await findNewestBoundaries(database.db)).toEqual({ id: right, referenceDate: '2021-07-01' });
  expect(await findMunicipalitiesAt(database.db, [[8.05, 49.05]])).toEqual(['07313000']);

  const known = await addCoverage(database, ['ALL_30'], { '07313000': [90] });
  const unknown = await addCoverage(database, ['ALL_30'], { '07313001': [90] });
  const warnings = await database.db.selectFrom('edition').select(['id', 'warning_count']).execute();
  expect(warnings.find(({ id }) => id === known)?.warning_count).toBe(0);
  expect(warnings.find(({ id }) => id === unknown)?.warning_count).toBe(1);
});
