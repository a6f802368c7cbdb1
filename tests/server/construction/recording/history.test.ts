import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findAnnouncements } from '../../../../server/construction/queries.ts';
import { box } from '../../../builders.ts';
import { anArea, aStatement, aTrench, record } from '../fixture.ts';
import { ags, area, Planner, west, works } from './planner.ts';

let planner: Planner;
beforeAll(async () => {
  planner = await Planner.open();
});
afterAll(() => planner.close());
beforeEach(() => planner.beginAnew());

interface HistoryPage {
  more: boolean;
  records: { edition: { editionId: string }; subjects: string[]; stage: string; holds: boolean }[];
}

const historyPage = async (asked: object = {}) => {
  const data = await planner.ask(
    `query ($ags: String!, $first: Int, $after: String, $district: String, $kind: SubjectKind, $id: String, $stage: Stage) {
      handRecords(ags: $ags, first: $first, after: $after, districtName: $district, kind: $kind, id: $id, stage: $stage) {
        ... on HandRecords { more records {
          edition { editionId publisher } subjects subjectCount stage progress expected holds } } } }`,
    { ags, ...asked },
  );
  return (data as { handRecords: HistoryPage }).handRecords;
};
const history = async () => (await historyPage()).records;

test('one entry after the other is taken back, the last one first, until all is as it was before', async () => {
  const before = await planner.saidOf('west');
  const states: string[][] = [];
  const ids: string[] = [];
  for (const [progress, from] of [
    ['UNDER_WAY', '2026-01-10'],
    ['REPAIRS', '2026-02-10'],
    ['DONE', '2026-03-10'],
  ]) {
    states.push(await planner.saidOf('west'));
    const saved = await planner.save(
      { ...works, progress, from, expected: 'Mai 2026' },
      await planner.revisionOf(west),
    );
    ids.push(saved.edition.editionId);
  }
  expect((await history()).map(({ edition, holds }) => [edition.editionId, holds])).toEqual(
    ids.toReversed().map((id) => [id, true]),
  );
  for (const [index, id] of [...ids.entries()].toReversed()) {
    if (index > 0) {
      expect(await planner.takeBack(ids[0] ?? '')).toEqual({ retractStage: { __typename: 'ChangedMeanwhileError' } });
    }
    expect(await planner.takeBack(id)).toEqual({ retractStage: { __typename: 'RetractedStage' } });
    expect(await planner.saidOf('west'), `without entry ${index + 1}`).toEqual(states[index]);
    expect(await planner.takeBack(id), 'not twice').toEqual({ retractStage: { __typename: 'NotFoundError' } });
  }
  expect(await planner.saidOf('west')).toEqual(before);
  expect(await findAnnouncements(planner.database.db, [area('west')], null)).toEqual([]);
  expect((await history()).map(({ holds }) => holds)).toEqual([false, false, false]);
});

test('an entry of long ago is taken back without losing what others recorded of other stages since', async () => {
  const first = await planner.save(works, await planner.revisionOf(west));
  await planner.save({ ...works, stage: 'CABLE_LAID', from: '2026-03-15' }, await planner.revisionOf(west));
  expect(await planner.takeBack(first.edition.editionId)).toEqual({ retractStage: { __typename: 'RetractedStage' } });
  expect(await planner.saidOf('west')).toEqual(['cable_laid done 2026-03-15/', 'planned done 2025-01-01/']);
  expect(await history()).toMatchObject([
    { subjects: ['West'], subjectCount: 1, stage: 'CABLE_LAID', progress: 'DONE', expected: null, holds: true },
    { stage: 'CIVIL_WORKS', edition: { publisher: 'Stadt Landau' }, holds: false },
  ]);
});

test('what was recorded by hand comes page by page, and nothing comes twice or is left out', async () => {
  const ids: string[] = [];
  for (const day of ['01', '02', '03', '04', '05']) {
    const saved = await planner.save({ ...works, from: `2026-01-${day}` }, await planner.revisionOf(west));
    ids.unshift(saved.edition.editionId);
  }
  const pages: string[][] = [];
  let [after, more]: [string | undefined, boolean] = [undefined, true];
  while (more) {
    const page = await historyPage({ first: 2, ...(after !== undefined && { after }) });
    const editions = page.records.map(({ edition }) => edition.editionId);
    pages.push(editions);
    [after, more] = [editions.at(-1), page.more];
  }
  expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
  expect(await historyPage({ first: 2, after: ids.at(-1) })).toEqual({ records: [], more: false });
});

test('of what was recorded by hand planners find what concerns a district, an area, an address, or a stage', async () => {
  const address = (id: string) => ({ ags, kind: 'ADDRESS', id });
  await record(planner.database, [
    anArea({ ags, id: 'dorf', name: 'Dorf', district: 'Dorf', geometry: box(8.2, 49, 8.3, 49.1) }),
    aTrench({
      ags,
      id: 't-1',
      areaId: 'dorf',
      geometry: {
        type: 'LineString',
        coordinates: [
          [8.2, 49],
          [8.3, 49],
        ],
      },
    }),
  ]);
  for (const [subject, stage] of [
    [west, 'CIVIL_WORKS'],
    [{ ags, districtName: 'Kernstadt' }, 'CABLE_LAID'],
    [address('a-1'), 'ORDERABLE'],
    [address('a-3'), 'ORDERABLE'],
    [{ ags, kind: 'TRENCH', id: 't-1' }, 'CIVIL_WORKS'],
  ] as const) {
    const saved = await planner.save({ ...works, subject, stage }, await planner.revisionOf(subject));
    expect(saved.__typename).toBe('RecordedStage');
  }
  const found = async (asked: object) => {
    const { records, more } = await historyPage(asked);
    expect(more).toBe(false);
    return records.map(({ subjects, stage }) => `${subjects.join(', ')} ${stage}`);
  };
  const all = [
    't-1 CIVIL_WORKS',
    'Am Bach 3 ORDERABLE',
    'Am Bach 1 ORDERABLE',
    'Ost, West CABLE_LAID',
    'West CIVIL_WORKS',
  ];
  expect(await found({})).toEqual(all);
  expect(await found({ district: 'Kernstadt' })).toEqual(all.slice(1));
  expect(await found({ district: 'Dorf' })).toEqual(all.slice(0, 1));
  expect(await found({ district: 'Nirgends' })).toEqual([]);
  expect(await found({ district: 'Kernstadt', kind: 'ADDRESS' })).toEqual(all.slice(1, 3));
  expect(await found({ kind: 'AREA' })).toEqual(all.slice(3));
  expect(await found({ stage: 'CIVIL_WORKS' })).toEqual([all[0], all[4]]);
  expect(await found({ kind: 'AREA', id: 'west' })).toEqual(all.slice(2));
  expect(await found({ kind: 'AREA', id: 'ost' })).toEqual([all[1], all[3]]);
  // Of an address also what was said of its area, and nothing of its neighbours.
  expect(await found({ kind: 'ADDRESS', id: 'a-2' })).toEqual(all.slice(3));
  expect(await found({ kind: 'ADDRESS', id: 'a-1', stage: 'CABLE_LAID' })).toEqual([all[3]]);
  expect(await found({ kind: 'TRENCH', id: 't-1' })).toEqual(all.slice(0, 1));

  const { errors } = await planner.api.ask(
    'query ($ags: String!) { handRecords(ags: $ags, id: "west") { __typename } }',
    { ags },
    planner.token,
  );
  expect(errors).toMatchObject([{ message: 'id: give kind with it, and no districtName.' }]);
});

test('what was recorded by hand is told to planners alone', async () => {
  const { data } = await planner.api.ask('query ($ags: String!) { handRecords(ags: $ags) { __typename } }', { ags });
  expect(data).toEqual({ handRecords: { __typename: 'PlannerOnlyError' } });
});

test('what a file has brought is not taken back by hand', async () => {
  const { editionId } = await record(planner.database, [
    aStatement({ ags, kind: 'area', id: 'ost' }, { stage: 'planned', from: '2025-01-01' }),
  ]);
  expect(await planner.takeBack(editionId)).toEqual({ retractStage: { __typename: 'NotFoundError' } });
  expect(await planner.saidOf('ost')).toHaveLength(1);
});
