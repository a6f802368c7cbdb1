import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Stage } from '../../../geodata/construction/stages.ts';
import { type AreaRecord, AreaRecords } from '../../../server/construction/area-records.ts';
import { findAnnouncements, findAreas, findStatements, type Subject } from '../../../server/construction/queries.ts';
import { inOrder } from '../../../server/construction/stage-order.ts';
import { EditionRegister } from '../../../server/editions/register.ts';
import { addBoundaries, aMunicipality } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { anAnnouncement, anArea, aStatement, record } from './fixture.ts';

const [ags, other] = ['07131001', '07131002'];
const ids = ['a', 'b'];
const days = ['2024-01-01', '2024-03-01', '2024-06-01'];
const times = ['2024-02-01', '2024-07-01', '2025-02-01'];

let database: TestDatabase;
let register: EditionRegister;
let statements: string[] = [];
beforeAll(async () => {
  database = await openTestDatabase((statement) => statements.push(statement));
  await addBoundaries(database, [aMunicipality({ ags }), aMunicipality({ ags: other })]);
  register = await EditionRegister.open(database);
});
afterAll(() => database.close());

const whole = (one: AreaRecord): AreaRecord => one;

const said = fc.record({
  id: fc.constantFrom(...ids),
  stage: fc.constantFrom<Stage>('civil_works', 'active', 'demand'),
  progress: fc.constantFrom('done' as const, 'under_way' as const),
  from: fc.constantFrom(...days),
});

test('what is known of areas in memory is what the rows say, on any day and as known at any time', async () => {
  const areas = ids.map((id) => anArea({ ags, id }));
  await record(database, areas, new Date('2024-01-15'));
  await record(database, [anArea({ ags, id: 'a', name: 'A Süd' })], new Date('2024-08-01'));
  const sample = fc.sample(said, { numRuns: 20, seed: 5 });
  for (const [index, { id, ...statement }] of sample.entries()) {
    const subject = { ags, kind: 'area' as const, id };
    const recordedAt = new Date(Date.parse(times[Math.floor((index * times.length) / sample.length)] ?? '') + index);
    const expected = { first: statement.from, last: statement.from };
    // What comes before its predecessor is refused, and is no matter here.
    await record(
      database,
      [aStatement(subject, statement), anAnnouncement(subject, { announcedAt: statement.from, expected })],
      recordedAt,
    ).catch(() => {});
  }
  const subjects = ids.map((id): Subject => ({ ags, kind: 'area', id }));
  const memory = await new AreaRecords(database.db, register).tell(ags, whole);
  const counts = new Set<number>();
  // A time that is a boundary itself is among them.
  for (const asOf of [new Date('2024-02-01'), ...times.map((time) => new Date(`${time}T12:00:00Z`)), null]) {
    expect(memory.areas(asOf)).toMatchObject(await findAreas(database.db, [ags], asOf));
    expect(ids.flatMap((id) => memory.announcements(id, asOf))).toMatchObject(
      await findAnnouncements(database.db, subjects, asOf),
    );
    for (const on of [...days, null]) {
      const rows = inOrder(await findStatements(database.db, subjects, { on, asOf }));
      expect(ids.flatMap((id) => memory.statements(id, { on, asOf }))).toMatchObject(rows);
      counts.add(rows.length);
    }
  }
  expect(counts.size).toBeGreaterThan(3);
});

test('municipalities that are asked for together are read together, and once', async () => {
  const records = new AreaRecords(database.db, register);
  statements = [];
  const [one, two] = await Promise.all([records.tell(ags, whole), records.tell(other, whole)]);
  expect(statements).toHaveLength(3);
  expect(one.areas(null)).toHaveLength(2);
  expect(two.areas(null)).toEqual([]);
  expect(records.tell(ags, whole)).toBe(one);
  expect(statements).toHaveLength(3);
});

test('what was read before something else was recorded is not kept', async () => {
  const records = new AreaRecords(database.db, register);
  const early = records.tell(ags, whole);
  await Promise.resolve().then(() => new Promise((resolve) => process.nextTick(resolve)));
  records.forget();
  const late = records.tell(ags, whole);
  expect(await late).not.toBe(await early);
  expect(records.tell(ags, whole)).toBe(await late);
});

test('what is imported is told without a restart', async () => {
  const records = new AreaRecords(database.db, register);
  const names = async (): Promise<string[]> => (await records.tell(other, whole)).areas(null).map(({ name }) => name);
  expect(await names()).toEqual([]);
  await record(database, [anArea({ ags: other, id: 'new', name: 'Neuland' })]);
  await expect.poll(names).toEqual(['Neuland']);
});
