import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAddresses, addBoundaries, addDistricts, aDistrict, aMunicipality, anAddress, box } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Answer, type Api, openApi } from '../graphql/api.ts';
import { anAnnouncement, anArea, aStatement, record } from './fixture.ts';

const ags = '07131001';
const token = 'a token of planners';
const areaIds = Array.from({ length: 20 }, (_, index) => `area-${String(index).padStart(2, '0')}`);

let database: TestDatabase;
let api: Api;
let statements: string[] = [];
beforeAll(async () => {
  database = await openTestDatabase((statement) => statements.push(statement));
  await addBoundaries(database, [
    aMunicipality({ ags }),
    ...[2, 3].map((number) => aMunicipality({ ags: `0713100${number}` })),
  ]);
  await addDistricts(database, [
    aDistrict({ ags, name: 'Oberdorf' }),
    aDistrict({ ags, name: 'Unterdorf', geometry: box(8.1, 49, 8.2, 49.1) }),
  ]);
  const house = { ags, district: 'Oberdorf', areaId: 'area-00' };
  await addAddresses(database, [
    ...[1, 2, 3, 4, 5].map((number) =>
      anAddress({ ...house, id: `home-${number}`, houseNumber: number, households: 1 }),
    ),
    anAddress({ ...house, id: 'tower', houseNumber: 8, households: 8 }),
    anAddress({ ...house, id: 'unstated', houseNumber: 9, households: null }),
    ...[1, 2].map((number) =>
      anAddress({ ags, district: 'Unterdorf', areaId: null, id: `mill-${number}`, longitude: 8.05, latitude: 49.05 }),
    ),
  ]);
  const address = (id: string) => ({ ags, kind: 'address' as const, id });
  await record(database, [
    ...areaIds.map((id, index) => anArea({ ags, id, district: index < 10 ? 'Oberdorf' : 'Unterdorf' })),
    ...areaIds.flatMap((id) => [
      aStatement(
        { ags, kind: 'area', id },
        { stage: 'civil_works', from: '2024-01-01', shareLow: 100, shareHigh: 100 },
      ),
      aStatement(
        { ags, kind: 'area', id },
        {
          stage: 'active',
          from: '2024-09-01',
          progress: 'under_way',
          shareLow: 90,
          shareHigh: 90,
          certainty: 'about',
          shareText: { de: 'rund 90 %', en: 'about 90%' },
        },
      ),
      anAnnouncement(
        { ags, kind: 'area', id },
        { announcedAt: '2024-01-01', expected: { first: '2024-10-01', last: '2024-12-31' }, stage: null },
      ),
    ]),
    ...['home-1', 'home-2', 'tower', 'mill-1'].map((id) =>
      aStatement(address(id), { stage: 'cable_laid', from: '2024-03-01' }),
    ),
    ...['home-1', 'tower', 'unstated', 'mill-1'].map((id) =>
      aStatement(address(id), { stage: 'active', from: '2024-05-01' }),
    ),
    aStatement(address('home-2'), { stage: 'orderable', from: '2024-03-01' }),
    anAnnouncement(address('home-1'), {
      announcedAt: '2024-02-01',
      expected: { first: '2024-04-01', last: '2024-04-30' },
      stage: 'house_connection',
    }),
  ]);
  api = await openApi(database, 5, undefined, token);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

async function askAs(authorization: string | undefined, query: string): Promise<Answer> {
  const response = await fetch(api.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

const rolloutOf = (id: string): string => `{ address(ags: "${ags}", id: "${id}") { rollout(on: "2024-06-01") {
  area { areaId } passed orderable active withheld ended { stage }
  stations { stage state implied statement { from source { title } } areaStatement { shareText } announcement { expected slipDays } }
  announcements { stage expected } history { stage from } } } }`;

interface Rollout {
  area: { areaId: string } | null;
  passed: boolean | null;
  orderable: boolean | null;
  active: boolean | null;
  withheld: boolean;
  stations: { stage: string; state: string; implied: boolean }[];
  announcements: unknown[];
  history: { stage: string }[];
}

async function readRollout(id: string, authorization?: string): Promise<Rollout> {
  const { data, errors } = await askAs(authorization, rolloutOf(id));
  expect(errors).toBeUndefined();
  return (data as { address: { rollout: Rollout } }).address.rollout;
}

const statesOf = ({ stations }: Rollout): string[] => stations.map(({ stage, state }) => `${stage} ${state}`);

test('passed, orderable and active are three different things', async () => {
  expect(await readRollout('home-2', `Bearer ${token}`)).toMatchObject({ passed: true, orderable: true, active: null });
  expect(await readRollout('tower')).toMatchObject({ passed: true, orderable: null, active: true });
  expect(await readRollout('home-3', `Bearer ${token}`)).toMatchObject({ passed: null, orderable: null, active: null });
});

test('stations before one that is done are done too, and say that nobody said so', async () => {
  const tower = await readRollout('tower');
  expect(statesOf(tower)).toEqual([
    'DEMAND DONE',
    'PLANNED DONE',
    'PERMITTED DONE',
    'CIVIL_WORKS DONE',
    'CABLE_LAID DONE',
    'HOUSE_CONNECTION DONE',
    'ACTIVE DONE',
    'SURFACE_ACCEPTED UNKNOWN',
  ]);
  expect(tower.stations.filter(({ implied }) => implied).map(({ stage }) => stage)).toEqual([
    'DEMAND',
    'PLANNED',
    'PERMITTED',
    'HOUSE_CONNECTION',
  ]);
});

test('what holds for all of an area holds for a house in it, what holds for a part does not', async () => {
  const states = statesOf(await readRollout('home-3', `Bearer ${token}`));
  expect(states).toContain('CIVIL_WORKS DONE');
  expect(states).toContain('CABLE_LAID NEXT');
  expect(states).toContain('ACTIVE UNKNOWN');
});

test('in public, a house of few households looks the same whether somebody there has ordered or not', async () => {
  const [ordered, not] = [await readRollout('home-1'), await readRollout('home-2')];
  expect(ordered.withheld).toBe(true);
  expect(ordered.active).toBeNull();
  expect(statesOf(ordered)).toEqual(statesOf(not));
  expect(statesOf(ordered)).toContain('ACTIVE WITHHELD');
  expect(ordered.announcements).toEqual(not.announcements);
  expect(JSON.stringify(ordered)).not.toContain('2024-05-01');
  const unstated = await readRollout('unstated');
  expect(unstated, 'unknown is few').toMatchObject({ withheld: true, active: null, passed: null, history: [] });
});

test('with the token of the planners every address is told of', async () => {
  const home = await readRollout('home-1', `Bearer ${token}`);
  expect(home).toMatchObject({ withheld: false, active: true });
  expect(home.history.map(({ stage }) => stage)).toEqual(['CABLE_LAID', 'ACTIVE']);
  expect(home.announcements).toHaveLength(2);
});

test('a wrong token is refused in words, and another scheme of a proxy is not ours', async () => {
  const { status, errors } = await askAs('Bearer something else', '{ stages { stage } }');
  expect(status).toBe(401);
  expect(errors[0]?.message).toContain('not the token');
  expect((await askAs('Basic dXNlcjpwYXNz', '{ stages { stage } }')).status).toBe(200);
});

test('an address without area belongs to the one around it', async () => {
  expect((await readRollout('mill-1')).area).toEqual({ areaId: 'area-00' });
});

const summary = `{ rolloutSummary(ags: "${ags}", on: "2024-06-01") { districtName addresses households notStated withheld
  stages { stage addresses } passed { addresses households } orderable { addresses } active { addresses } } }`;

test('the sum by district counts each address once, and tells nothing of orders where there are few addresses', async () => {
  const { data } = await askAs(undefined, summary);
  expect(data).toEqual({
    rolloutSummary: [
      {
        districtName: 'Oberdorf',
        addresses: 7,
        households: 13,
        notStated: 1,
        withheld: false,
        stages: [
          { stage: null, addresses: 3 },
          { stage: 'CABLE_LAID', addresses: 1 },
          { stage: 'ACTIVE', addresses: 3 },
        ],
        passed: { addresses: 4, households: 10 },
        orderable: { addresses: 1 },
        active: { addresses: 3 },
      },
      {
        districtName: 'Unterdorf',
        addresses: 2,
        households: 0,
        notStated: 2,
        withheld: true,
        stages: [
          { stage: null, addresses: 1 },
          { stage: 'CABLE_LAID', addresses: 1 },
        ],
        passed: { addresses: 1, households: 0 },
        orderable: { addresses: 0 },
        active: null,
      },
    ],
  });
  const planners = (await askAs(`Bearer ${token}`, summary)).data as { rolloutSummary: unknown[] };
  expect(planners.rolloutSummary[1]).toMatchObject({ withheld: false, active: { addresses: 1 } });
});

test('sums hold for their day, and for what was known at a time', async () => {
  const passedAt = async (times: string): Promise<number> => {
    const { data } = await api.ask(`{ rolloutSummary(ags: "${ags}", ${times}) { passed { addresses } } }`);
    const { rolloutSummary } = data as { rolloutSummary: { passed: { addresses: number } }[] };
    return rolloutSummary.reduce((sum, { passed }) => sum + passed.addresses, 0);
  };
  expect(await passedAt('on: "2024-06-01"')).toBe(5);
  expect(await passedAt('on: "2024-03-15"')).toBe(4);
  expect(await passedAt('on: "2024-02-01"')).toBe(0);
  expect(await passedAt('on: "2024-06-01", asOf: "2024-06-01T00:00:00Z"')).toBe(0);
});

const nested = (
  municipalities: string,
): string => `{ municipalities(first: 3, filter: { ags: [${municipalities}] }) { edges { node {
  rolloutAreas { name rollout(on: "2024-10-01") { stage share shareText(language: DE) certainty area { name } source { title } recordedAt }
    history { from } announcements { expected slipDays source { title } } boundary }
  districts { rollout { stage source { title } } announcements { expected } } } } } }`;

test('areas, what was said of them, and by whom, take the same number of statements, however many there are', async () => {
  await record(database, [anArea({ ags: '07131002', id: 'single' })]);
  await api.ask(nested(`"${ags}"`)); // what is read once an edition
  const counts: number[] = [];
  for (const keys of ['"07131002"', `"${ags}", "07131002", "07131003"`]) {
    statements = [];
    const { data, errors } = await api.ask(nested(keys));
    expect(errors).toEqual([]);
    counts.push(statements.length);
    expect(JSON.stringify(data).includes('rund 90 %')).toBe(keys.includes(ags));
  }
  expect(counts[1]).toBeLessThanOrEqual(11);
});

test('areas and their stages are asked of the database once, and not for each reader', async () => {
  const ask = (on: string) =>
    api.ask(
      `{ municipality(ags: "${ags}") { rolloutAreas { name rollout(on: "${on}") { stage source { title } } } } }`,
    );
  await ask('2024-10-01');
  statements = [];
  expect((await ask('2024-02-01')).errors).toEqual([]);
  expect(statements).toEqual([]);
});

test('a list of areas, a text in a language, and an area that is not there', async () => {
  const { data, errors } = await api.ask(`{
    municipality(ags: "${ags}") { rolloutAreas(asOf: "2020-01-01T00:00:00Z") { name } }
    rolloutArea(ags: "${ags}", id: "nowhere") { name }
    stages { stage name(language: DE) }
  }`);
  expect(errors).toEqual([]);
  expect(data).toMatchObject({ municipality: { rolloutAreas: [] }, rolloutArea: null });
  expect((data as { stages: unknown[] }).stages).toContainEqual({ stage: 'CIVIL_WORKS', name: 'Tiefbau' });
});
