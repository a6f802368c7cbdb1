import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flagsOf } from '../../../geodata/sensors/quality.ts';
import { compareNeighbours } from '../../../server/sensors/neighbours.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { openApi } from '../graphql/api.ts';
import { addNetwork, aDatastream, ags, at, aThing, contradictions, write } from './network.ts';

let database: TestDatabase;
let ids: Map<string, number>;
beforeAll(async () => {
  database = await openTestDatabase();
  const stations = ['a', 'b', 'c', 'd', 'far'].flatMap((key, index) => [
    aThing({ key, longitude: key === 'far' ? 9 : 8.1 + index / 100 }),
    aDatastream({ thing: key, property: 'air_temperature' }),
  ]);
  ({ ids } = await addNetwork(database, [
    ...stations,
    aThing({ key: 'gauge' }),
    aDatastream({ thing: 'gauge', property: 'water_level' }),
    aThing({ key: 'tree' }),
    aDatastream({ thing: 'tree', property: 'soil_moisture' }),
    aThing({ key: 'meter' }),
    aDatastream({ thing: 'meter', property: 'energy', counter: true }),
    aThing({ key: 'creek', theme: 'water' }),
    aDatastream({ thing: 'creek', property: 'water_level' }),
  ]));
});
afterAll(() => database.close());

const idOf = (key: string): number => ids.get(key) ?? 0;

async function alarms(datastreamId: number) {
  const rows = await database.db
    .selectFrom('alarm')
    .select(['raised_at', 'raised_value', 'cleared_at', 'cleared_value'])
    .where('datastream_id', '=', datastreamId)
    .orderBy('raised_at')
    .execute();
  return rows.map((row) => [
    row.raised_at.toISOString().slice(11, 16),
    row.raised_value,
    row.cleared_at?.toISOString().slice(11, 16),
    row.cleared_value,
  ]);
}

test('an alarm is raised at one bound and ends at another; a doubtful value does neither', async () => {
  const gauge = idOf('gauge/water_level');
  const bounds = { direction: 'above', severity: 'warning', raise_at: 150, clear_at: 140 };
  await database.db
    .insertInto('threshold')
    .values({ ags, datastream_id: gauge, name: 'Hochwasser', ...bounds })
    .execute();
  const levels: [string, number][] = [
    ['10:00:00', 120],
    ['10:10:00', 999], // a cable is loose
    ['11:00:00', 151],
    ['11:30:00', 145],
    ['11:40:00', 152],
    ['12:30:00', 139],
    ['13:30:00', 149],
  ];
  for (const [time, level] of levels) await write(database, [at(gauge, time, level)]);
  expect(await alarms(gauge)).toEqual([['11:00', 151, '12:30', 139]]);
  // What comes late neither raises nor ends anything.
  await write(database, [at(gauge, '12:45:00', 170)]);
  expect(await alarms(gauge)).toHaveLength(1);
});

test('planners set thresholds over GraphQL, everybody reads them and the alarms, nobody else sees where they go', async () => {
  const token = 'a token for planners';
  const api = await openApi(database, 5, undefined, token);
  const set = `mutation ($ags: String!, $threshold: ThresholdInput!) { setThreshold(ags: $ags, threshold: $threshold) {
    __typename ... on Threshold { thresholdId webhook } } }`;
  const threshold = {
    ...{ datastreamId: idOf('gauge/water_level'), name: 'Niedrigwasser', severity: 'NOTICE', direction: 'BELOW' },
    ...{ raiseAt: 200, clearAt: 210, webhook: 'https://example.org/alarm' },
  };
  expect((await api.ask(set, { ags, threshold })).data).toEqual({ setThreshold: { __typename: 'PlannerOnlyError' } });
  const wrong = await api.ask(set, { ags, threshold: { ...threshold, clearAt: 190 } }, token);
  expect(wrong.errors[0]?.message).toContain('clearAt: 190 must lie at or above raiseAt, 200');
  const elsewhere = await api.ask(set, { ags, threshold: { ...threshold, datastreamId: 999_999 } }, token);
  expect(elsewhere.data).toEqual({ setThreshold: { __typename: 'NotFoundError' } });
  const { data } = await api.ask(set, { ags, threshold }, token);
  const { thresholdId, webhook } = (data as { setThreshold: { thresholdId: number; webhook: string } }).setThreshold;
  expect(webhook).toBe('https://example.org/alarm');
  const read = await api.ask(
    `query ($ags: String!) { thresholds(ags: $ags) { name webhook } alarms(ags: $ags, state: LASTING) { threshold { name } raisedValue clearedAt } }`,
    { ags },
  );
  expect(read.data).toEqual({
    thresholds: [
      { name: 'Hochwasser', webhook: null },
      { name: 'Niedrigwasser', webhook: null },
    ],
    // Across it already when it was set.
    alarms: [{ threshold: { name: 'Niedrigwasser' }, raisedValue: 149, clearedAt: null }],
  });
  const remove = `mutation ($ags: String!, $id: Int!) { removeThreshold(ags: $ags, id: $id) { __typename } }`;
  expect((await api.ask(remove, { ags, id: thresholdId }, token)).data).toEqual({
    removeThreshold: { __typename: 'Threshold' },
  });
  expect((await api.ask(remove, { ags, id: thresholdId }, token)).data).toEqual({
    removeThreshold: { __typename: 'NotFoundError' },
  });
  await api.close();
});

test('a preview says what a threshold would have done, and the log how far it went; whoever ends one keeps its log', async () => {
  const token = 'a token for planners';
  const api = await openApi(database, 5, undefined, token);
  const creek = idOf('creek/water_level');
  const hour = 3_600_000;
  const start = Math.floor(Date.now() / hour) * hour - 60 * hour;
  const levels = [40, 81, 95, 72, 85, 69, 60, 900, 88, 75];
  const rise = levels.map((result, index) => ({
    ags,
    datastreamId: creek,
    time: new Date(start + index * hour),
    result,
  }));
  for (const one of rise) await write(database, [one]);
  const threshold = {
    ...{ datastreamId: creek, name: 'Bach steigt', severity: 'ALARM', direction: 'ABOVE' },
    ...{ raiseAt: 80, clearAt: 70 },
  };
  const preview = `query ($ags: String!, $threshold: ThresholdInput!) { previewThreshold(ags: $ags, threshold: $threshold) {
    __typename ... on ThresholdPreview { alarms seconds lasting from } } }`;
  expect((await api.ask(preview, { ags, threshold })).data).toEqual({
    previewThreshold: { __typename: 'PlannerOnlyError' },
  });
  const { data } = await api.ask(preview, { ags, threshold }, token);
  const { seconds, ...said } = (data as { previewThreshold: { seconds: number } }).previewThreshold;
  // The cable that was loose is no alarm; 75 is above the bound at which it ends.
  expect(said).toEqual({
    __typename: 'ThresholdPreview',
    ...{ alarms: 2, lasting: true, from: new Date(start).toISOString() },
  });
  // The first from 81 to 69, the second since 88.
  expect(Math.floor((seconds * 1000) / hour)).toBe(4 + Math.floor((Date.now() - start) / hour) - 8);
  const wrong = await api.ask(preview, { ags, threshold: { ...threshold, clearAt: 90 } }, token);
  expect(wrong.errors[0]).toMatchObject({ extensions: { argument: 'clearAt' } });

  const set = `mutation ($ags: String!, $threshold: ThresholdInput!) { setThreshold(ags: $ags, threshold: $threshold) {
    ... on Threshold { thresholdId } } }`;
  const { data: made } = await api.ask(set, { ags, threshold }, token);
  const { thresholdId: id } = (made as { setThreshold: { thresholdId: number } }).setThreshold;
  await write(database, [{ ags, datastreamId: creek, time: new Date(start + 10 * hour), result: 99 }]);
  await write(database, [{ ags, datastreamId: creek, time: new Date(start + 11 * hour), result: 83 }]);
  const log = `query ($ags: String!, $ids: [Int!], $theme: SensorTheme, $state: AlarmState) {
    alarms(ags: $ags, datastreamIds: $ids, theme: $theme, state: $state) {
      raisedValue peakValue clearedAt clearedValue datastream { thing { name } } threshold { name raiseAt active }
      rule { name severity direction raiseAt clearAt assumed } } }`;
  const read = async (variables: Record<string, unknown>) =>
    ((await api.ask(log, { ags, ...variables })).data as { alarms: Record<string, unknown>[] }).alarms;
  const lasting = await read({ theme: 'WATER', state: 'LASTING' });
  expect(lasting).toEqual([
    {
      // Raised by 99, the first value above the bound after it was set.
      ...{ raisedValue: 99, peakValue: 99, clearedAt: null, clearedValue: null },
      datastream: { thing: { name: 'Ding creek' } },
      threshold: { name: 'Bach steigt', raiseAt: 80, active: true },
      rule: { name: 'Bach steigt', severity: 'ALARM', direction: 'ABOVE', raiseAt: 80, clearAt: 70, assumed: false },
    },
  ]);
  await write(database, [{ ags, datastreamId: creek, time: new Date(start + 12 * hour), result: 104 }]);
  await api.ask(set, { ags, threshold: { ...threshold, id, active: false } }, token);
  expect(await read({ ids: [creek], state: 'LASTING' })).toEqual([]);
  const [ended] = await read({ ids: [creek] });
  expect(ended).toMatchObject({ peakValue: 104, clearedValue: null, threshold: { active: false } });
  expect(ended?.clearedAt).not.toBeNull();
  expect(await read({ theme: 'WEATHER' })).toEqual([]);
  // The log says what the rule was when it raised the alarm.
  const changed = { ...threshold, id, name: 'Bach', severity: 'NOTICE', raiseAt: 100, clearAt: 60, active: false };
  await api.ask(set, { ags, threshold: changed }, token);
  const rule = { name: 'Bach steigt', severity: 'ALARM', direction: 'ABOVE', raiseAt: 80, clearAt: 70, assumed: false };
  expect((await read({ ids: [creek] }))[0]).toMatchObject({ threshold: { name: 'Bach', raiseAt: 100 }, rule });
  // Where single observations are gone the hours tell.
  await sql`delete from observation where datastream_id = ${creek}`.execute(database.db);
  expect((await read({ ids: [creek] }))[0]?.peakValue).toBe(104);
  await database.db.deleteFrom('datastream').where('id', '=', creek).execute();
  await api.close();
});

test('a value that disagrees with its neighbours is flagged, one far away is not, and roll-ups know', async () => {
  const time = '12:00:00';
  await write(database, [
    ...['a', 'b', 'c'].map((key) => at(idOf(`${key}/air_temperature`), time, 4)),
    at(idOf('d/air_temperature'), time, 21),
    at(idOf('far/air_temperature'), time, 21),
  ]);
  const compare = () =>
    database.db
      .transaction()
      .execute((transaction) => compareNeighbours(transaction, new Date('2026-01-15T12:05:00Z')));
  expect(await compare()).toBe(1);
  expect(await compare()).toBe(0);
  const rows = await database.db
    .selectFrom('latest_observation')
    .select(['datastream_id', 'flags'])
    .where('flags', '>', 0)
    .where('datastream_id', '!=', idOf('gauge/water_level'))
    .execute();
  expect(rows.map(({ datastream_id, flags }) => [datastream_id, flagsOf(flags)])).toEqual([
    [idOf('d/air_temperature'), ['neighbours']],
  ]);
  const { flagged } = await database.db
    .selectFrom('observation_hour')
    .select('flagged')
    .where('datastream_id', '=', idOf('d/air_temperature'))
    .executeTakeFirstOrThrow();
  expect(flagged).toBe(1);
  expect(await contradictions(database)).toEqual([]);
});

test('each value of a batch is judged in its order, those of a meter by what it adds', async () => {
  const tree = idOf('tree/soil_moisture');
  const meter = idOf('meter/energy');
  const common = { ags, severity: 'warning' };
  await database.db
    .insertInto('threshold')
    .values([
      { ...common, datastream_id: tree, name: 'Trocken', direction: 'below', raise_at: 10, clear_at: 15 },
      { ...common, datastream_id: meter, name: 'Verbrauch', direction: 'above', raise_at: 50, clear_at: 50 },
    ])
    .execute();
  // In one transaction, in no order, and one twice.
  const dry: [string, number][] = [
    ['2026-01-04T10:30:00', 16],
    ['2026-01-01T10:00:00', 20],
    ['2026-01-02T10:10:00', 9],
    ['2026-01-03T10:20:00', 12],
    ['2026-01-05T10:40:00', 8],
    ['2026-01-02T10:10:00', 9],
  ];
  const read: [string, number][] = [
    ['10:00:00', 1000],
    ['11:00:00', 1060],
    ['12:00:00', 1070],
  ];
  const batch = [
    ...dry.map(([time, value]) => at(tree, time, value)),
    ...read.map(([time, value]) => at(meter, time, value)),
  ];
  await write(database, batch);
  await write(database, batch);
  expect(await alarms(tree)).toEqual([
    ['10:10', 9, '10:30', 16],
    ['10:40', 8, undefined, null],
  ]);
  expect(await alarms(meter)).toEqual([['11:00', 60, '12:00', 10]]);
});
