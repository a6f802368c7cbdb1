import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cornerAt } from '../../../geodata/grid.ts';
import { EditionRegister } from '../../../server/editions/register.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { cell, importRecords, municipality } from './fixture.ts';

let database: TestDatabase;
let register: EditionRegister;
beforeAll(async () => {
  database = await openTestDatabase();
  register = await EditionRegister.open(database);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.deleteFrom('edition').execute();
});

async function coarseCells(size: number) {
  return database.db
    .selectFrom('coarse_cell')
    .select(['northing', 'easting', 'households', 'cells', 'shares'])
    .where('size', '=', size)
    .orderBy('northing')
    .orderBy('easting')
    .execute();
}

test('cells keep their exact figures, and what is missing stays missing', async () => {
  const { editionId } = await importRecords({ database, register }, { kind: 'cell_coverage' }, [
    cell(2_900_100, 4_183_700, 12, [97.53, null]),
    cell(2_900_100, 4_183_800, null, [0, 100]),
  ]);
  const rows = await database.db
    .selectFrom('cell_coverage')
    .select(['ags', 'northing', 'easting', 'households', 'shares'])
    .where('edition_id', '=', editionId)
    .orderBy('easting')
    .execute();
  expect(rows).toEqual([
    { ags: '07313000', northing: 2_900_100, easting: 4_183_700, households: 12, shares: [97.53, null] },
    { ags: '07313000', northing: 2_900_100, easting: 4_183_800, households: null, shares: [0, 100] },
  ]);
});

test('a cell that is given twice is refused with its line, and the first one stays', async () => {
  const twice = { ...cell(2_900_100, 4_183_700, 99, [1, 1]), line: 7 };
  const { problems } = await importRecords({ database, register }, { kind: 'cell_coverage' }, [
    cell(2_900_100, 4_183_700, 12, [97.5, 3]),
    twice,
  ]);
  expect(problems).toMatchObject([{ severity: 'refused', rule: 'duplicate-cell', line: 7 }]);
  const rows = await database.db.selectFrom('cell_coverage').select('households').execute();
  expect(rows).toEqual([{ households: 12 }]);
  expect(await coarseCells(1000)).toMatchObject([{ households: 12, cells: 1 }]);
});

test('a mean is weighted by households, over the cells that state the figure', async () => {
  await importRecords({ database, register }, { kind: 'cell_coverage' }, [
    cell(2_900_000, 4_183_000, 10, [100, null]),
    cell(2_900_900, 4_183_900, 30, [20, 50]),
    cell(2_900_500, 4_183_500, 0, [0, 0]),
    cell(2_900_600, 4_183_500, null, [0, 0]),
    cell(2_901_000, 4_183_000, 60, [0, null]),
  ]);
  expect(await coarseCells(1000)).toEqual([
    { northing: 2_900_000, easting: 4_183_000, households: 40, cells: 4, shares: [40, 50] },
    { northing: 2_901_000, easting: 4_183_000, households: 60, cells: 1, shares: [0, null] },
  ]);
  expect(await coarseCells(5000)).toEqual([
    { northing: 2_900_000, easting: 4_180_000, households: 100, cells: 5, shares: [16, 50] },
  ]);
});

test('a single small cell is left out of the mean, and two of them are not', async () => {
  await importRecords({ database, register }, { kind: 'cell_coverage' }, [
    cell(2_900_000, 4_183_000, 12, [50, null]),
    cell(2_900_100, 4_183_000, 4, [100, 100]),
    cell(2_901_000, 4_183_000, 4, [0, null]),
    cell(2_903_000, 4_183_000, 12, [25, null]),
    cell(2_903_100, 4_183_000, 2, [100, null]),
    cell(2_903_200, 4_183_000, 2, [100, null]),
  ]);
  expect(await coarseCells(1000)).toMatchObject([
    { households: 16, cells: 2, shares: [50, null] },
    { households: 4, cells: 1, shares: [null, null] },
    { households: 16, cells: 3, shares: [43.75, null] },
  ]);
  const mean = (12 * 50 + 4 * 100 + 12 * 25 + 4 * 100) / 36;
  expect(await coarseCells(5000)).toMatchObject([
    { households: 36, cells: 6, shares: [expect.closeTo(mean, 3), null] },
  ]);
});

test('without any household counts every cell weighs the same, and the count stays not stated', async () => {
  await importRecords({ database, register }, { kind: 'cell_coverage' }, [
    cell(2_900_000, 4_183_000, null, [100, null]),
    cell(2_900_900, 4_183_900, null, [50, 10]),
  ]);
  expect(await coarseCells(1000)).toEqual([
    { northing: 2_900_000, easting: 4_183_000, households: null, cells: 2, shares: [75, 10] },
  ]);
});

test('a cell that names no municipality gets the one around it, else the nearest within two kilometres, else none', async () => {
  await importRecords({ database, register }, { kind: 'boundaries' }, [
    municipality('07313000', 'Landau', [8.0, 49.1, 8.2, 49.3]),
    municipality('07337000', 'West', [7.8, 49.1, 8.0, 49.3]),
  ]);
  const at = (longitude: number, latitude: number) => {
    const { northing, easting } = cornerAt(longitude, latitude);
    return cell(northing, easting, 10, [1, 1], null);
  };
  const far = { ...at(9, 50), line: 9 };
  const { editionId, problems } = await importRecords({ database, register }, { kind: 'cell_coverage' }, [
    at(8.1166, 49.1988),
    at(7.9, 49.2),
    at(8.21, 49.2),
    far,
  ]);
  const rows = await database.db
    .selectFrom('cell_coverage')
    .select('ags')
    .where('edition_id', '=', editionId)
    .orderBy('easting')
    .execute();
  expect(rows.map(({ ags }) => ags)).toEqual(['07337000', '07313000', '07313000']);
  expect(problems).toMatchObject([{ severity: 'refused', rule: 'outside-all-municipalities', line: 9 }]);
});

test('an edition of cells goes with all that was derived from it, and can come back', async () => {
  const records = [cell(2_900_100, 4_183_700, 12, [97.5, 3])];
  const { editionId } = await importRecords({ database, register }, { kind: 'cell_coverage' }, records);
  await database.db.deleteFrom('edition').where('id', '=', editionId).execute();
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from cell_coverage) + (select count(*) from coarse_cell) + (select count(*) from cell_block)
      as count`.execute(database.db);
  expect(rows).toEqual([{ count: 0 }]);
  await importRecords({ database, register }, { kind: 'cell_coverage' }, records);
});

test('thousands of cells in any order make the same blocks as in order', async () => {
  const records = Array.from({ length: 5000 }, (_, index) =>
    cell(2_900_000 + Math.floor(index / 100) * 100, 4_183_000 + (index % 100) * 100, 5 + (index % 7), [
      index % 101,
      null,
    ]),
  );
  const blocks = async (editionId: string) =>
    database.db
      .selectFrom('cell_block')
      .select(['size', 'northing', 'easting', sql<number>`length(cells)`.as('bytes')])
      .where('edition_id', '=', editionId)
      .orderBy('size')
      .orderBy('northing')
      .orderBy('easting')
      .execute();
  const inOrder = await importRecords({ database, register }, { kind: 'cell_coverage' }, records);
  const mixed = records
    .map((_, index) => records[(index * 1237) % records.length])
    .filter((record) => record !== undefined);
  const inDisorder = await importRecords({ database, register }, { kind: 'cell_coverage' }, mixed);
  const expected = await blocks(inOrder.editionId);
  expect(expected.filter(({ size }) => size === 100).length).toBeGreaterThan(80);
  expect(await blocks(inDisorder.editionId)).toEqual(expected);
});
