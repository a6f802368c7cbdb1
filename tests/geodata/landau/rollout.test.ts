import { beforeAll, expect, test } from 'vitest';
import type { AreaRecord, StatementRecord } from '../../../geodata/construction/records.ts';
import { isInside } from '../../../geodata/formats/rings.ts';
import { readLandauBoundary } from '../../../geodata/landau/dataset.ts';
import { modelAreas } from '../../../geodata/landau/rollout-areas.ts';
import { builtAreas, publications, quotas } from '../../../geodata/landau/rollout-facts.ts';
import { activeShares, modelHistories, type RolloutModel } from '../../../geodata/landau/rollout-histories.ts';
import { modelStreets, type SampleStreet } from '../../../geodata/landau/rollout-streets.ts';

let areas: AreaRecord[];
let streets: SampleStreet[];
let model: RolloutModel;
beforeAll(async () => {
  const boundary = await readLandauBoundary();
  areas = modelAreas(boundary);
  streets = modelStreets(boundary, areas);
  model = modelHistories(streets);
});

const said = (date: string): StatementRecord[] =>
  publications.flatMap((publication) =>
    publication.date === date ? publication.records.filter((row) => row.record === 'statement') : [],
  );

test('the quotas of August 2021 are the published ones, against 40 % at first and 33 % later', () => {
  const august = said('2021-08-31').map((row) => [row.subject.id, row.shareLow, row.progress, row.quotaRequired]);
  expect(august).toEqual([
    ['moerlheim', 53, 'done', 40],
    ['moerzheim', 51, 'done', 40],
    ['dammheim', 47, 'done', 40],
    ['wollmesheim', 39, 'under_way', 40],
    ['arzheim', 31, 'under_way', 40],
    ['godramstein', 31, 'under_way', 40],
    ['nussdorf', 25, 'under_way', 40],
    ['wollmesheimer-hoehe', 18, 'under_way', 40],
    ['queichheim', 16, 'under_way', 40],
  ]);
  const later = said('2023-12-31');
  expect(later.every(({ quotaRequired }) => quotaRequired === 33)).toBe(true);
  expect(later.filter(({ progress }) => progress === 'missed').map(({ subject }) => subject.id)).toEqual([
    'wollmesheimer-hoehe',
    'queichheim',
  ]);
});

test('a range stays a range and "about" stays "about"', () => {
  const active = said('2026-01-08').filter(({ stage }) => stage === 'active');
  expect(active.map((row) => [row.subject.id, row.shareText?.en, row.certainty, row.shareHighOpen])).toEqual([
    ['moerzheim', 'about 90%', 'about', false],
    ['arzheim', '70 to over 80%', 'range', true],
    ['wollmesheim', '70 to over 80%', 'range', true],
    ['moerlheim', '70 to over 80%', 'range', true],
    ['dammheim', '70 to over 80%', 'range', true],
  ]);
});

test('the sample addresses add up to what was published, to the nearest house', () => {
  for (const area of builtAreas) {
    const houses = streets.flatMap((street) => street.houses).filter(({ areaId }) => areaId === area);
    const ids = new Set(houses.map(({ id }) => id));
    const reached = (stage: string): number =>
      model.statements.filter((row) => row.stage === stage && row.subject.kind === 'address' && ids.has(row.subject.id))
        .length;
    const ordered = reached('house_connection');
    expect(reached('civil_works'), area).toBe(houses.length);
    expect(Math.abs(ordered - (houses.length * Math.max(quotas[area], 33)) / 100), area).toBeLessThanOrEqual(0.5);
    expect(Math.abs(reached('active') - (ordered * activeShares[area]) / 100), area).toBeLessThanOrEqual(0.5);
  }
  expect(activeShares.moerzheim).toBe(90);
  for (const area of ['arzheim', 'wollmesheim', 'moerlheim', 'dammheim'] as const) {
    expect(activeShares[area]).toBeGreaterThanOrEqual(70);
    expect(activeShares[area]).toBeLessThan(90);
  }
});

test('no history goes on after the last report, and none breaks the order of its stages', () => {
  const order = ['civil_works', 'cable_laid', 'house_connection', 'active'];
  for (const [, history] of Map.groupBy(model.statements, ({ subject }) => `${subject.kind} ${subject.id}`)) {
    const days = history.filter(({ stage }) => order.includes(stage)).map(({ stage, from }) => ({ stage, from }));
    const byStage = days.toSorted((one, other) => order.indexOf(one.stage) - order.indexOf(other.stage));
    expect(byStage.map(({ from }) => from)).toEqual(byStage.map(({ from }) => from).sort());
    expect(byStage.at(-1)?.from.localeCompare('2026-01-08')).toBe(-1);
  }
  expect(model.statements.every(({ certainty }) => certainty === 'modelled')).toBe(true);
});

test('every house has an address of its own and lies in the area that it names', () => {
  const houses = streets.flatMap((street) => street.houses);
  expect(houses.length).toBeGreaterThan(2900);
  const texts = houses.map(({ street, houseNumber, addition }) => `${street} ${houseNumber}${addition ?? ''}`);
  expect(new Set(texts).size).toBe(texts.length);
  for (const { areaId, longitude, latitude } of houses) {
    const around = areas.filter(({ geometry }) =>
      geometry.coordinates.some(([ring = []]) => isInside(ring, [longitude ?? NaN, latitude ?? NaN])),
    );
    expect(around.map(({ id }) => id)).toEqual(areaId === null ? [] : [areaId]);
  }
});
