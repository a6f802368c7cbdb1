import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayNumber, dayOf, dayOfNumber } from '../../../geodata/sensors/days.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from '../graphql/api.ts';
import { addNetwork, aDatastream, ags, at, aThing, write } from './network.ts';

let database: TestDatabase;
let api: Api;
let ids: Map<string, number>;
beforeAll(async () => {
  database = await openTestDatabase();
  api = await openApi(database);
  const hourly = { intervalSeconds: 3600 };
  ({ ids } = await addNetwork(database, [
    aThing({ key: 'gauge', theme: 'water' }),
    aDatastream({ ...hourly, thing: 'gauge', property: 'water_level' }),
    aDatastream({ thing: 'gauge', property: 'air_temperature' }),
    aThing({ key: 'creek', theme: 'water' }),
    aDatastream({ ...hourly, thing: 'creek', property: 'water_level' }),
    aThing({ key: 'new', theme: 'water' }),
    aDatastream({ ...hourly, thing: 'new', property: 'water_level' }),
    aThing({ key: 'tree' }),
    aDatastream({ ...hourly, thing: 'tree', property: 'soil_moisture' }),
  ]));
});
afterAll(async () => {
  await api.close();
  await database.close();
});

const idOf = (key: string): number => ids.get(key) ?? 0;
const hours = (key: string, day: string, count: number) =>
  Array.from({ length: count }, (_, hour) =>
    at(idOf(key), new Date(Date.parse(`${day}T00:00:00+01:00`) + hour * 3_600_000).toISOString().slice(0, 19), hour),
  );

interface Answer {
  sensorAvailability: {
    from: string;
    to: string;
    themes: Record<string, unknown>[];
    least: { datastream: { name: string }; expected: number; received: number; lastDay: string | null }[];
  } | null;
}

async function ask(from: string | null, to: string | null) {
  const { data, errors } = await api.ask(
    `query ($ags: String!, $from: Date, $to: Date) { sensorAvailability(ags: $ags, from: $from, to: $to) {
      from to
      themes { theme things modelledThings datastreams irregular silent expected received availabilityPercent
        dailyPercents observations doubtful alarms }
      least(first: 9) { datastream { name thing { name } } expected received availabilityPercent observations lastDay } } }`,
    { ags, from, to },
  );
  return { answer: (data as Answer | null)?.sensorAvailability, errors };
}

test('what came is told beside what was to come, by theme and where the least did', async () => {
  await write(database, [
    ...hours('gauge/water_level', '2026-01-10', 3), // its first day, of which nobody knows when it began
    ...hours('gauge/water_level', '2026-01-11', 24),
    ...hours('gauge/water_level', '2026-01-12', 6),
    // More on one day does not make up for another.
    ...hours('gauge/water_level', '2026-01-13', 24),
    ...Array.from({ length: 30 }, (_, minute) => at(idOf('gauge/water_level'), `2026-01-13T06:${minute + 10}:00`, 1)),
    at(idOf('gauge/air_temperature'), '2026-01-12T06:00:00', 5),
    at(idOf('gauge/air_temperature'), '2026-01-12T06:10:00', 999), // nowhere is it that warm
    ...hours('creek/water_level', '2026-01-09', 24),
    ...hours('tree/soil_moisture', '2026-01-13', 24),
  ]);
  await database.db
    .insertInto('threshold')
    .values({
      ...{ ags, datastream_id: idOf('creek/water_level'), name: 'Hochwasser', direction: 'above', severity: 'alarm' },
      ...{ raise_at: 50, clear_at: 40 },
    })
    .execute();
  await write(database, [at(idOf('creek/water_level'), '2026-01-13T10:00:00', 60)]);
  const { answer, errors } = await ask('2026-01-11', '2026-01-14');
  expect(errors).toEqual([]);
  // Three days of the gauge, of which one and a quarter and one came, and three of the creek, of which one hour did.
  expect(answer?.themes).toEqual([
    {
      ...{ theme: 'WATER', things: 3, modelledThings: 3, datastreams: 4, irregular: 1, silent: 4 },
      ...{ expected: 144, received: 24 + 6 + 24 + 1, availabilityPercent: (55 / 144) * 100 },
      // Of the gauge and the creek together.
      dailyPercents: [(24 / 48) * 100, (6 / 48) * 100, ((24 + 1) / 48) * 100],
      ...{ observations: 24 + 6 + 54 + 2 + 1, doubtful: 1, alarms: 1 },
    },
    {
      // It began on the last day.
      ...{ theme: null, things: 1, modelledThings: 1, datastreams: 1, irregular: 0, silent: 1 },
      ...{ expected: null, received: null, availabilityPercent: null, observations: 24, doubtful: 0, alarms: 0 },
      dailyPercents: [null, null, null],
    },
  ]);
  const gauge = { datastream: { name: 'water_level', thing: { name: 'Ding gauge' } }, lastDay: '2026-01-13' };
  const creek = { datastream: { name: 'water_level', thing: { name: 'Ding creek' } }, lastDay: '2026-01-13' };
  expect(answer?.least).toEqual([
    { ...creek, expected: 72, received: 1, availabilityPercent: (1 / 72) * 100, observations: 1 },
    { ...gauge, expected: 72, received: 54, availabilityPercent: 75, observations: 84 },
  ]);
});

test('a day has 23 hours when the clocks go forward, and all of it can come', async () => {
  await write(database, [
    ...hours('new/water_level', '2026-03-28', 1),
    ...Array.from({ length: 23 }, (_, hour) =>
      at(
        idOf('new/water_level'),
        new Date(Date.parse('2026-03-28T23:00:00Z') + hour * 3_600_000).toISOString().slice(0, 19),
        1,
      ),
    ),
  ]);
  const { answer } = await ask('2026-03-29', '2026-03-30');
  expect(answer?.least.at(-1)).toMatchObject({ expected: 23, received: 23, availabilityPercent: 100 });
});

test('a period that is not said is the thirty days before today, and what can’t be one is refused', async () => {
  const today = dayOf(new Date());
  const { answer } = await ask(null, null);
  expect([answer?.from, answer?.to]).toEqual([dayOfNumber(dayNumber(today) - 30), today]);
  expect(answer?.themes.map(({ observations }) => observations)).toEqual([0, 0]);
  const tomorrow = dayOfNumber(dayNumber(today) + 1);
  for (const [from, to, problem] of [
    ['2026-01-02', '2026-01-02', 'from: 2026-01-02 does not lie before to, 2026-01-02.'],
    ['2024-01-01', '2026-01-01', 'are 731 days, at most 400 are told at once; begin on 2024-11-27 or later.'],
    [null, tomorrow, `to: ${tomorrow} lies in the future`],
  ] as const) {
    const { errors } = await ask(from, to);
    expect(errors[0]?.message).toContain(problem);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});
