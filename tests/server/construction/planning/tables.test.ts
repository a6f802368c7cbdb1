import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RolloutRecord } from '../../../../geodata/construction/records.ts';
import { findPlan, findSpending } from '../../../../server/construction/planning/queries.ts';
import type { ImportOptions } from '../../../../server/import-source.ts';
import type { TestDatabase } from '../../../database.ts';
import { anArea, record } from '../fixture.ts';
import { ags, type Imports, openImports } from '../imports.ts';
import { aPayment, aPlan, aTrench, someRoadworks } from './fixture.ts';

let imports: Imports;
let database: TestDatabase;
beforeAll(async () => {
  imports = await openImports();
  ({ database } = imports);
});
afterAll(() => imports.close());
beforeEach(async () => {
  await imports.startOver();
  await record(database, [
    anArea({ ags, id: 'west', name: 'Kernstadt West', district: 'Kernstadt' }),
    anArea({ ags, id: 'ost', name: 'Kernstadt Ost', district: 'Kernstadt' }),
    anArea({ ags, id: 'moerzheim', name: 'Mörzheim', district: 'Mörzheim' }),
  ]);
});

/** Records that a model made, known since before. */
async function model(records: readonly RolloutRecord[]): Promise<void> {
  const { problems } = await record(
    database,
    records.map((one) => ({ ...one, ags })),
    undefined,
    true,
  );
  expect(problems).toEqual([]);
}

let files = 0;

const importLines = (lines: readonly string[], options: ImportOptions = {}) =>
  imports.importFile(`liste-${++files}.csv`, lines.join('\n'), {
    referenceDate: '2026-03-20',
    beside: true,
    ...options,
  });

const scope = { ags, areaIds: null, on: '2026-12-31' };
const spent = async (asOf: Date | null = null) =>
  (await findSpending(database.db, { ...scope, asOf })).map(({ day, eur }) => [day, eur]);
const planned = async (asOf: Date | null = null) =>
  (await findPlan(database.db, { ...scope, asOf })).map(({ areaId, day, metres }) => [areaId, day, metres]);

async function lastRecording(): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`select max(lower(recorded)) as at from spending`.execute(database.db);
  return rows[0]?.at ?? null;
}

const spending = 'ags;kennung;gebiet;bezahlt_am;betrag;entfaellt';

describe('once real rows are there', () => {
  const rows = [
    aPlan({ areaId: 'west', day: '2026-01-31', metres: 500 }),
    aPayment({ id: 'modelled', areaId: 'moerzheim', day: '2026-01-31', eur: 7000 }),
  ];

  test('the modelled ones of the same kind are shown no longer, and still known of the time before', async () => {
    await model(rows);
    const sampled = await lastRecording();
    const { found, problems } = await importLines([spending, '07313000;R-1;Mörzheim;1.3.2026;120,50;']);
    expect(found).toEqual([[0, 'warning', 'samples-replaced']]);
    expect(problems[0]?.message).toBe(
      '1 modelled payments of 07313000 are shown no longer, now that real ones are there',
    );
    expect(await spent()).toEqual([['2026-03-01', 120.5]]);
    expect(await spent(sampled)).toEqual([['2026-01-31', 7000]]);
    expect(await planned()).toEqual([['west', '2026-01-31', 500]]);
  });

  test('nothing modelled comes back beside them', async () => {
    await importLines([spending, '07313000;R-1;Mörzheim;1.3.2026;120,50;']);
    await model(rows);
    expect(await spent()).toEqual([['2026-03-01', 120.5]]);
    expect(await planned()).toEqual([['west', '2026-01-31', 500]]);
  });

  test('metres of modelled trenches are not counted with those of real ones', async () => {
    await model([aTrench({ id: 'sample', areaId: 'west' })]);
    await record(database, [{ ...aTrench({ id: 'real', areaId: 'west' }), ags }]);
    const { rows: trenches } = await sql`select id from trench where upper_inf(recorded)`.execute(database.db);
    expect(trenches).toEqual([{ id: 'real' }]);
  });

  test('a rehearsal leaves the modelled ones', async () => {
    await model(rows);
    await importLines([spending, '07313000;R-1;;1.3.2026;120,50;'], { dry: true });
    expect(await spent()).toEqual([['2026-01-31', 7000]]);
  });
});

test('the same id again corrects a row, an x takes it back, and all of it stays known of its time', async () => {
  await importLines([spending, '07313000;R-1;Mörzheim;1.3.2026;100;', '07313000;R-2;;1.3.2026;50;']);
  const first = await lastRecording();
  await importLines([spending, '07313000;R-1;Mörzheim;2.3.2026;110;', '07313000;R-2;;;;x', '07313000;R-9;;;;x']).then(
    ({ found, written }) => {
      expect(found).toEqual([[4, 'refused', 'nothing-to-withdraw']]);
      expect(written).toBe(2);
    },
  );
  expect(await spent()).toEqual([['2026-03-02', 110]]);
  expect(await spent(first)).toEqual([['2026-03-01', 150]]);
});

test('a plan is corrected and taken back by area and day', async () => {
  const head = 'gebiet;plan_bis;meter_geplant;entfaellt';
  await importLines([head, 'Mörzheim;2026-01;100;', 'Mörzheim;2026-02;200;', 'Kernstadt West;2026-01;5;'], { ags });
  await importLines([head, 'moerzheim;31.01.2026;90;', 'Mörzheim;2026-02;;x'], { ags });
  expect(await planned()).toEqual([
    ['moerzheim', '2026-01-31', 90],
    ['west', '2026-01-31', 5],
  ]);
});

test('an area that is unknown or may be one of several, and a place elsewhere, are told with the row', async () => {
  const { found, problems, written } = await importLines([
    'ags;kennung;gebiet;trasse;mangel;gefunden_am;behoben_am;lat;lon',
    '07313000;M-1;Kernstadt;;Absackung;1.3.2026;;49,2;8,1',
    '07313000;M-2;Queichheim;;Absackung;1.3.2026;;49,2;8,1',
    '07313000;M-3;Mörzheim;T-9;Absackung;1.3.2026;;49,9;8,1',
    '07313000;M-4;;;Absackung;1.3.2026;1.2.2026;49,2;8,1',
    '07313000;M-3;;;Absackung;1.3.2026;;49,2;8,1',
  ]);
  expect(found).toEqual([
    [2, 'refused', 'several-areas'],
    [3, 'refused', 'unknown-area'],
    [4, 'warning', 'outside-municipality'],
    [4, 'warning', 'unknown-trench'],
    [5, 'refused', 'days-reversed'],
    [6, 'refused', 'duplicate-id'],
  ]);
  expect(problems[0]?.message).toBe('"Kernstadt" has several rollout areas (ost, west)');
  expect(written).toBe(1);
});

test('roadworks of a table are those of a model no longer', async () => {
  await model([someRoadworks({ id: 'modelled', first: '2026-03-01', last: null })]);
  await importLines([
    'ags;kennung;strasse;von;bis;verkehr;lat;lon',
    '07313000;B-1;Horststraße;16.3.2026;;Voll gesperrt;49,2;8,1',
  ]);
  const { rows } = await sql`select id, street from roadworks where upper_inf(recorded)`.execute(database.db);
  expect(rows).toEqual([{ id: 'B-1', street: 'Horststraße' }]);
});
