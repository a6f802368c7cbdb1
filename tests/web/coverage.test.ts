import { expect, test } from 'vitest';
import { cellIdOf, cellNumberOf } from '../../web/coverage/cells.ts';
import { chooseRows, withoutMarks } from '../../geodata/municipal-table.ts';
import { resolveTechnology } from '../../web/editions/figures.ts';
import { breaksOf, cableUpgradeOf, historyOf } from '../../web/coverage/history.ts';
import { partsOf } from '../../web/charts/makeUp.ts';
import { mobileTable } from '../../web/coverage/businessAndMobile.ts';
import { axisOf, peersOf, placeLabels } from '../../web/coverage/rank.ts';
import { listCurrent, listEditions } from '../../web/editions/editions.ts';
import { hasNoRoom, labelBox } from '../../web/map/labelRoom.ts';
import { shortNameOf } from '../../web/map/labels.ts';

test('the id of a cell in a tile and its name are each other', () => {
  expect(cellIdOf(2900141837)).toBe('100mN29001E41837');
  expect(cellNumberOf('100mN29001E41837')).toBe(2900141837);
  expect(cellNumberOf('1kmN2900E4183')).toBeUndefined();
});

const rows = (
  [
    ['07313000', 'Landau in der Pfalz', 1.9],
    ['07332001', 'Nußdorf', null],
    ['05315000', 'Köln', 40],
    ['01001000', 'Flensburg', 40],
  ] as const
).map(([ags, name, sharePercent]) => ({
  ags,
  name,
  folded: withoutMarks(name),
  stateCode: ags.slice(0, 2),
  sharePercent,
}));

test('rows without a figure come last in both directions', () => {
  const names = (sort: 'share' | '-share') =>
    chooseRows(rows, { sort, state: undefined, name: '' }).map(({ ags }) => ags);
  expect(names('-share')).toEqual(['01001000', '05315000', '07313000', '07332001']);
  expect(names('share')).toEqual(['07313000', '01001000', '05315000', '07332001']);
});

test('a name is found without its marks', () => {
  expect(chooseRows(rows, { sort: 'name', state: undefined, name: 'nussd' }).map(({ name }) => name)).toEqual([
    'Nußdorf',
  ]);
  expect(chooseRows(rows, { sort: 'name', state: '05', name: '' }).map(({ name }) => name)).toEqual(['Köln']);
});

const edition = (editionId: string, referenceDate: string) => ({ editionId, referenceDate });
const series: Parameters<typeof historyOf>[0] = {
  history: [
    { sharePercent: null, absence: 'NOT_SURVEYED', edition: edition('a', '2018-06-30'), breakInSeries: null },
    {
      sharePercent: 1,
      absence: null,
      edition: edition('b', '2018-12-31'),
      breakInSeries: { earlier: '2018-06-30', later: '2018-12-31', reason: 'METHOD' },
    },
    { sharePercent: 69.23, absence: null, edition: edition('c', '2019-12-31'), breakInSeries: null },
    { sharePercent: 79.84, absence: null, edition: edition('d', '2020-12-31'), breakInSeries: null },
  ],
  fibreHistory: [
    { sharePercent: 1, absence: null, edition: edition('b', '') },
    { sharePercent: 1.53, absence: null, edition: edition('c', '') },
  ],
  cableHistory: [
    { sharePercent: 0, absence: null, edition: edition('b', '') },
    { sharePercent: 68.92, absence: null, edition: edition('c', '') },
  ],
};
const landau = historyOf(series, 1000);

test('what an edition did not survey stays empty in the history, and is not bridged', () => {
  expect(landau[0]).toMatchObject({ allPercent: null, fibrePercent: null, cablePercent: null });
  expect(landau[3]).toMatchObject({ allPercent: 79.84, fibrePercent: null, cablePercent: null, otherPercent: null });
  expect(breaksOf(landau)).toHaveLength(1);
});

test('below 400 Mbit/s cable is not told apart from copper, but fibre is from all else', () => {
  expect(historyOf(series, 100)[2]).toMatchObject({ fibrePercent: 1.53, cablePercent: null, otherPercent: null });
});

test('the jump of 2019 is told as the upgrade of cable that it was', () => {
  expect(cableUpgradeOf(landau)?.date).toBe('2019-12-31');
});

test('parts come in the order of the strip, others only where there are any', () => {
  const makeUp = {
    fibreOnlyPercent: 0.3,
    bothPercent: 1.6,
    cableOnlyPercent: 79.07,
    otherPercent: 0,
    nonePercent: 19.03,
  };
  expect(partsOf(makeUp)?.map(({ name }) => name)).toEqual(['fibreOnly', 'both', 'cableOnly', 'none']);
  expect(partsOf({ ...makeUp, otherPercent: 5 })?.map(({ name }) => name)).toContain('other');
  expect(partsOf({ ...makeUp, bothPercent: null })).toBeUndefined();
});

test('an edition shows the technology that it has: FTTH where FTTH/B is not told apart', () => {
  expect(resolveTechnology({ figures: [{ name: 'FTTH_50' }] }, 'FTTH_B', 50)).toBe('FTTH');
  expect(resolveTechnology({ figures: [{ name: 'FTTH_B_1000' }, { name: 'FTTH_30' }] }, 'FTTH_B', 1000)).toBe('FTTH_B');
  expect(resolveTechnology({ figures: [] }, 'DSL', 50)).toBe('DSL');
});

test('a correction replaces its edition on the slider, and the pinned one is still there', () => {
  const node = (editionId: string, referenceDate: string, recordedAt: string) => ({
    node: { editionId, referenceDate, recordedAt } as never,
  });
  const editions = listEditions({
    municipal: {
      edges: [
        node('b2', '2021-06-30', '2022-02-01'),
        node('a', '2018-12-31', '2022-01-01'),
        node('b1', '2021-06-30', '2022-01-01'),
      ],
    },
    cells: { edges: [] },
  });
  expect(editions.map(({ editionId }) => editionId)).toEqual(['a', 'b1', 'b2']);
  expect(listCurrent(editions).map(({ editionId }) => editionId)).toEqual(['a', 'b2']);
});

test('axes start at 0 and end above the best', () => {
  expect(axisOf(39.6)).toEqual({ end: 40, ticks: [0, 10, 20, 30, 40] });
  expect(axisOf(96.5).end).toBe(100);
  expect(axisOf(0).end).toBe(5);
});

test('labels of a rank lie beside each other in the order of their dots, and one without room is left out', () => {
  const frankenthal = { text: 'Frankenthal 39,6', at: 380 };
  const placed = placeLabels([{ text: 'Landau 1,9', at: 30 }, frankenthal, { text: 'Mainz 2,1', at: 34 }], 384);
  expect(placed.map(({ text }) => text)).toEqual(['Landau 1,9', 'Mainz 2,1', 'Frankenthal 39,6']);
  const edges = placed.flatMap(({ from, to }) => [from, to]);
  expect(edges).toEqual(edges.toSorted((one, other) => one - other));
  expect(edges[0]).toBeGreaterThanOrEqual(0);
  expect(edges.at(-1)).toBeLessThanOrEqual(384);
  const crowded = placeLabels(
    [
      { ...frankenthal, at: 230 },
      { text: 'Ludwigshafen am Rhein 39,1', at: 220 },
    ],
    240,
  );
  expect(crowded.map(({ text }) => text)).toEqual(['Frankenthal 39,6']);
});

test('names on the map are short', () => {
  expect(shortNameOf('Landau in der Pfalz')).toBe('Landau');
  expect(shortNameOf('Neustadt an der Weinstraße')).toBe('Neustadt');
  expect(shortNameOf('Landau a.d. Isar')).toBe('Landau');
  expect(shortNameOf('Bad Bergzabern')).toBe('Bad Bergzabern');
});

test('a name that a card or the edge would cut has no room', () => {
  const box = labelBox('Speyer', 13, 100, 100);
  expect(hasNoRoom(box, [], 400, 400)).toBe(false);
  expect(hasNoRoom(box, [[110, 90, 200, 200]], 400, 400)).toBe(true);
  expect(hasNoRoom(labelBox('Mannheim', 15, 395, 100), [], 400, 400)).toBe(true);
});

test('peers are those of the same kind, in circles that grow', () => {
  const town = { independent: false, designation: 'Stadt', stateCode: '07', areaKm2: 30 };
  expect(peersOf(town)).toEqual({
    peers: { independent: false, designation: 'Stadt', stateCode: '07' },
    peersInGermany: { independent: false, designation: 'Stadt' },
    peersOfSize: { independent: false, designation: 'Stadt', areaKm2: { min: 20, max: 45 } },
    state: { stateCode: '07' },
  });
  // Independent cities are called Stadt or Kreisfreie Stadt, Land by Land; they are one kind.
  expect(peersOf({ ...town, independent: true }).peersInGermany).toEqual({ independent: true });
});

test('mobile shares become a table in the order of their source, and what is missing stays so', () => {
  const edition = { referenceDate: '2021-06-30' };
  const share = (technology: string, areaType: string, sharePercent: number | null) => ({
    technology,
    areaType,
    sharePercent,
    edition,
  });
  expect(mobileTable([share('5G2', 'Wald', 5), share('5G2', 'Autobahn', null), share('LTE2', 'Wald', 99)])).toEqual({
    referenceDate: '2021-06-30',
    technologies: ['5G2', 'LTE2'],
    rows: [
      { areaType: 'Wald', shares: [5, 99] },
      { areaType: 'Autobahn', shares: [null, null] },
    ],
  });
  expect(mobileTable([])).toBeUndefined();
});
