import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Stage } from '../../../geodata/construction/stages.ts';
import {
  findAnnouncements,
  findStatements,
  type Statement,
  type Subject,
} from '../../../server/construction/queries.ts';
import { withSlip } from '../../../server/construction/slip.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { anAnnouncement, anArea, aStatement, record } from './fixture.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** A municipality without areas. */
const ags = '07131000';

let areas = 0;

/** An area in a municipality of a test's own, for each municipality has a clock of its own. */
async function newArea(): Promise<Subject & { kind: 'area' }> {
  const [ags, id] = [String(7_131_000 + ++areas).padStart(8, '0'), `area-${areas}`];
  await record(database, [anArea({ ags, id })], new Date('2020-01-01'));
  return { ags, kind: 'area', id };
}

const statementsAt = (subject: Subject, asOf: Date | null, on: string | null = null): Promise<Statement[]> =>
  findStatements(database.db, [subject], { on, asOf });

test('a correction supersedes from its day on, and what was known before stays', async () => {
  const area = await newArea();
  const said = { stage: 'active', shareLow: 70, shareHigh: 70 } as const;
  await record(database, [aStatement(area, { ...said, from: '2024-03-01' })], new Date('2024-04-01'));
  await record(
    database,
    [aStatement(area, { ...said, from: '2024-06-01', shareLow: 90, shareHigh: 90 })],
    new Date('2024-07-01'),
  );
  const shareAt = async (on: string, asOf: string | null): Promise<(number | null)[]> =>
    (await statementsAt(area, asOf === null ? null : new Date(asOf), on)).map(({ shareLow }) => shareLow);
  expect(await shareAt('2024-06-15', '2024-03-31')).toEqual([]);
  expect(await shareAt('2024-06-15', '2024-06-30')).toEqual([70]);
  expect(await shareAt('2024-06-15', '2024-07-01')).toEqual([90]);
  expect(await shareAt('2024-04-15', null)).toEqual([70]);
  expect(await shareAt('2024-02-29', null)).toEqual([]);
  const [early] = await statementsAt(area, null, '2024-04-15');
  expect(early?.recordedAt, 'cut short, it still is of the day it was recorded').toEqual(new Date('2024-04-01'));
  expect(early?.until).toBe('2024-06-01');
});

test('a correction of a few days in the middle leaves what was said of the days around them', async () => {
  const area = await newArea();
  await record(database, [aStatement(area, { stage: 'civil_works', from: '2024-01-01' })]);
  await record(database, [
    aStatement(area, { stage: 'civil_works', from: '2024-03-01', until: '2024-04-01', progress: 'repairs' }),
  ]);
  const history = (await statementsAt(area, null)).map(({ from, until, progress }) => [from, until, progress]);
  expect(history).toEqual([
    ['2024-01-01', '2024-03-01', 'done'],
    ['2024-03-01', '2024-04-01', 'repairs'],
    ['2024-04-01', null, 'done'],
  ]);
});

const day = fc
  .integer({ min: 0, max: 60 })
  .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10));
const statement = fc
  .record({
    stage: fc.constantFrom<Stage>('active', 'orderable'),
    days: fc.uniqueArray(day, { minLength: 2, maxLength: 2 }).map((pair) => pair.sort() as [string, string]),
    open: fc.boolean(),
    shareLow: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ stage, days: [from, until], open, shareLow }) => ({ stage, from, until: open ? null : until, shareLow }));
/** Some are recorded under a time that has passed, as by a clock that was set back. */
const recordings = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), statement), { minLength: 2, maxLength: 6 });

test('whatever is recorded in whatever order, what was known at an earlier time never changes', async () => {
  await fc.assert(
    fc.asyncProperty(recordings, async (all) => {
      const area = await newArea();
      const seen: { asOf: Date; statements: Statement[] }[] = [];
      for (const [minute, { shareLow, ...said }] of all) {
        const wanted = new Date(Date.UTC(2025, 0, 1, 0, minute));
        await record(database, [aStatement(area, { ...said, shareLow, shareHigh: shareLow })], wanted);
        for (const earlier of seen) expect(await statementsAt(area, earlier.asOf)).toEqual(earlier.statements);
        const { rows } = await sql<{ at: Date }>`
          select max(lower(recorded)) as at from stage_statement where subject_id = ${area.id}`.execute(database.db);
        const asOf = rows[0]?.at ?? new Date(0);
        const statements = await statementsAt(area, asOf);
        expect(statements, 'what is known now is what was known just now').toEqual(await statementsAt(area, null));
        seen.push({ asOf, statements });
        const [now] = (await statementsAt(area, null, said.from)).filter(({ stage }) => stage === said.stage);
        expect(now, 'what was recorded last holds').toMatchObject({ shareLow });
      }
      const times = seen.map(({ asOf }) => asOf.getTime());
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      // Of any stage at any two times, one thing is true.
      for (const { asOf } of seen) {
        const on = (await statementsAt(area, asOf, '2024-02-01')).map(({ stage }) => stage);
        expect(new Set(on).size).toBe(on.length);
      }
    }),
    { numRuns: 12 },
  );
});

test('the database itself refuses two statements that hold at once', async () => {
  const area = await newArea();
  const { editionId } = await record(database, [aStatement(area, { stage: 'planned', from: '2024-01-01' })]);
  const again = sql`
    insert into stage_statement (ags, subject_kind, subject_id, stage, progress, valid, certainty, recorded, first_recorded_at, edition_id)
    select ags, subject_kind, subject_id, stage, progress, daterange('2025-01-01', null), certainty, recorded, first_recorded_at,
      ${editionId} from stage_statement where subject_id = ${area.id}`.execute(database.db);
  await expect(again).rejects.toThrow('stage_statement_no_overlap');
});

test.each([
  [
    'an unknown subject',
    { subject: { kind: 'area' as const, id: 'nowhere' } },
    'unknown-subject',
    'Import the area first',
  ],
  ['an address that is none', { subject: { kind: 'address', id: 'nowhere' } }, 'unknown-subject', 'Import the address'],
  ['a share above all', { shareHigh: 130 }, 'share-out-of-range', '0 to 100'],
  ['a range the wrong way round', { shareLow: 80, shareHigh: 70 }, 'range-reversed', 'Exchange'],
  [
    'days the wrong way round',
    { beginEarliest: '2024-05-01', beginLatest: '2024-04-01' },
    'range-reversed',
    'Exchange',
  ],
  ['an end before its begin', { until: '2023-01-01' }, 'end-before-begin', 'later'],
  ['a quota where none is asked', { quotaRequired: 40 }, 'quota-without-demand', 'leave it out'],
] as const)('%s is refused, with place and remedy, and the rest is taken', async (_, wrong, rule, remedy) => {
  const area = await newArea();
  const good = aStatement(area, { stage: 'planned', from: '2024-01-01', line: 2 });
  const bad = { ...aStatement(area, { stage: 'active', from: '2024-03-01', line: 3 }), ...wrong };
  const { problems, written, refused } = await record(database, [good, bad]);
  expect(problems).toMatchObject([{ severity: 'refused', line: 3, rule }]);
  expect(problems[0]?.fix).toContain(remedy);
  expect({ written, refused }).toEqual({ written: 1, refused: 1 });
  expect((await statementsAt(area, null)).map(({ stage }) => stage)).toEqual(['planned']);
});

test('an event before its predecessor is refused, in one edition and against what is recorded, in whatever order lines come', async () => {
  const area = await newArea();
  const dug = aStatement(area, { stage: 'civil_works', from: '2024-06-01', line: 2 });
  const lit = aStatement(area, { stage: 'active', from: '2024-05-01', line: 3 });
  for (const lines of [
    [dug, lit],
    [
      { ...lit, line: 2 },
      { ...dug, line: 3 },
    ],
  ]) {
    const { problems } = await record(database, lines, undefined).catch((error: unknown) =>
      Promise.reject(error as Error),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 3, fix: expect.stringMatching(/^Correct one of the dates/) as string });
    await sql`delete from stage_statement where subject_id = ${area.id}`.execute(database.db);
  }
  await record(database, [dug]);
  const { problems } = await record(database, [lit, aStatement(area, { stage: 'orderable', from: '2024-01-01' })]);
  expect(problems).toMatchObject([{ rule: 'before-predecessor', line: 3 }]);
  expect(problems[0]?.message).toContain('civil_works on 2024-06-01 (as recorded before)');
});

test('the same event twice in one edition is refused', async () => {
  const area = await newArea();
  const event = aStatement(area, { stage: 'active', from: '2024-05-01', line: 2 });
  const { problems } = await record(database, [event, { ...event, line: 3 }]);
  expect(problems).toMatchObject([{ rule: 'duplicate-event', line: 3 }]);
  expect(await statementsAt(area, null)).toHaveLength(1);
});

test('an edition without one usable record leaves nothing behind', async () => {
  const wrong = aStatement({ ags, kind: 'area', id: 'nowhere' }, { stage: 'active', from: '2024-05-01' });
  const before = await countAll();
  await expect(record(database, [wrong])).rejects.toThrow('nothing was imported');
  expect(await countAll()).toEqual(before);
});

async function countAll(): Promise<unknown> {
  const { rows } = await sql`
    select (select count(*) from edition) as editions, (select count(*) from stage_statement) as statements,
      (select count(*) from rollout_area) as areas`.execute(database.db);
  return rows;
}

test('every announcement stays, and slips by the days between the last days that were named', async () => {
  const area = await newArea();
  const expected = (first: string, last: string) => ({ first, last });
  for (const [announcedAt, until] of [
    ['2022-01-10', expected('2022-07-01', '2022-09-30')],
    ['2022-09-20', null],
    ['2023-02-01', expected('2023-04-01', '2023-06-30')],
    ['2023-05-01', expected('2023-06-01', '2023-06-15')],
  ] as const) {
    await record(database, [anAnnouncement(area, { announcedAt, expected: until })], new Date(announcedAt));
  }
  const read = async (asOf: Date | null) =>
    withSlip(await findAnnouncements(database.db, [area], asOf)).map((row) => [
      row.announcedAt,
      row.expectedLast,
      row.slipDays,
      row.slipDaysTotal,
    ]);
  expect(await read(null)).toEqual([
    ['2022-01-10', '2022-09-30', null, null],
    ['2022-09-20', null, null, null],
    ['2023-02-01', '2023-06-30', 273, 273],
    ['2023-05-01', '2023-06-15', -15, 258],
  ]);
  expect(await read(new Date('2022-10-01'))).toHaveLength(2);
});

test('an announcement that is written down anew for its day corrects the earlier one, which is still known as of then', async () => {
  const area = await newArea();
  const said = { announcedAt: '2022-01-10', expected: { first: '2022-07-01', last: '2022-09-30' } };
  await record(database, [anAnnouncement(area, said)], new Date('2022-02-01'));
  await record(
    database,
    [anAnnouncement(area, { ...said, expected: { first: '2022-10-01', last: '2022-12-31' } })],
    new Date('2022-03-01'),
  );
  const ends = async (asOf: Date | null) =>
    (await findAnnouncements(database.db, [area], asOf)).map(({ expectedLast }) => expectedLast);
  expect(await ends(null)).toEqual(['2022-12-31']);
  expect(await ends(new Date('2022-02-15'))).toEqual(['2022-09-30']);
});

test('two who record at the same time wait for each other, and neither is lost', async () => {
  const area = await newArea();
  const instant = new Date('2025-05-01T12:00:00Z');
  await Promise.all(
    [10, 20, 30].map((share) =>
      record(
        database,
        [aStatement(area, { stage: 'active', from: '2025-04-01', shareLow: share, shareHigh: share })],
        instant,
      ),
    ),
  );
  expect(await statementsAt(area, null)).toHaveLength(1);
  const { rows } = await sql<{ shares: number }>`
    select count(distinct share_low) as shares from stage_statement where subject_id = ${area.id}`.execute(database.db);
  expect(rows).toEqual([{ shares: 3 }]);
});
