import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findAnnouncements, findStatements, type Subject } from '../../../../server/construction/queries.ts';
import { addAddresses, addBoundaries, aMunicipality, anAddress, box } from '../../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../../database.ts';
import { type Api, openApi } from '../../graphql/api.ts';
import { anArea, aStatement, record } from '../fixture.ts';

const ags = '07313000';
const token = 'planners-of-the-town';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await openTestDatabase();
  api = await openApi(database, 5, undefined, token);
});
afterAll(async () => {
  await api.close();
  await database.close();
});
beforeEach(async () => {
  await database.db.deleteFrom('edition').execute();
  await addBoundaries(database, [aMunicipality({ ags, name: 'Landau', geometry: box(8, 49, 8.3, 49.3) })]);
  await record(database, [
    anArea({ ags, id: 'west', name: 'West', district: 'Kernstadt', geometry: box(8, 49, 8.1, 49.1) }),
    anArea({ ags, id: 'ost', name: 'Ost', district: 'Kernstadt', geometry: box(8.1, 49, 8.2, 49.1) }),
    aStatement({ ags, kind: 'area', id: 'west' }, { stage: 'planned', from: '2025-01-01' }),
  ]);
  await addAddresses(database, [
    anAddress({ ags, id: 'a-1', street: 'Am Bach', houseNumber: 1, households: 8, longitude: 8.05, latitude: 49.05 }),
    anAddress({ ags, id: 'a-2', street: 'Am Bach', houseNumber: 2, households: 1, longitude: 8.05, latitude: 49.05 }),
    anAddress({ ags, id: 'a-3', street: 'Am Bach', houseNumber: 3, households: 8, longitude: 8.15, latitude: 49.05 }),
  ]);
});

const source = { title: 'Bauausschuss', publisher: 'Stadt Landau', reportedOn: '2026-03-20' };
const west = { ags, kind: 'AREA', id: 'west' };
const works = { subject: west, stage: 'CIVIL_WORKS', progress: 'DONE', from: '2026-03', source };

const ask = async (query: string, variables: object) => {
  const { data, errors } = await api.ask(query, { ...variables }, token);
  expect(errors).toEqual([]);
  return data;
};

const preview = (event: object, fields: string) =>
  ask(`query ($event: StageInput!) { previewStage(event: $event) { __typename ${fields} } }`, { event });

const revisionOf = async (subject: object): Promise<string> => {
  const data = await ask(
    'query ($subject: StageSubjectInput!) { stageRecord(subject: $subject) { ... on StageRecord { revision } } }',
    { subject },
  );
  return (data as { stageRecord: { revision: string } }).stageRecord.revision;
};

interface Recorded {
  __typename: string;
  revision: string;
  edition: { editionId: string };
  statements: unknown[];
}

const save = async (event: object, basedOn: string): Promise<Recorded> => {
  const data = await ask(
    `mutation ($event: StageInput!, $basedOn: String!) { recordStage(event: $event, basedOn: $basedOn) { __typename
      ... on RecordedStage { revision edition { editionId title publisher url } }
      ... on ChangedMeanwhileError { revision statements { stage progress from recordedAt source { publisher } } }
      ... on StageRefusedError { findings { field rule read } } } }`,
    { event, basedOn },
  );
  return (data as { recordStage: Recorded }).recordStage;
};

const takeBack = async (editionId: string) =>
  ask('mutation ($id: String!) { retractStage(editionId: $id) { __typename } }', { id: editionId });

const subject = (id: string): Subject => ({ ags, kind: 'area', id });
const saidOf = async (id: string, asOf: Date | null = null): Promise<string[]> => {
  const statements = await findStatements(database.db, [subject(id)], { on: null, asOf });
  return statements.map(({ stage, progress, from, until }) => `${stage} ${progress} ${from}/${until ?? ''}`);
};

test('whoever has no token can neither look nor record', async () => {
  const { data } = await api.ask(
    `mutation ($event: StageInput!) { recordStage(event: $event, basedOn: "0") { __typename ... on PlannerOnlyError { message } } }`,
    { event: works },
  );
  expect(data).toEqual({
    recordStage: {
      __typename: 'PlannerOnlyError',
      message: 'This needs the planners’ token, sent as "Authorization: Bearer …".',
    },
  });
  expect(await api.ask('{ planner }')).toMatchObject({ data: { planner: false } });
  expect(await api.ask('{ planner }', {}, token)).toMatchObject({ data: { planner: true } });
  expect((await api.ask('{ planner }', {}, 'another-token-of-16')).status).toBe(401);
  expect(await saidOf('west')).toEqual(['planned done 2025-01-01/']);
});

test('a preview tells what would be read, of whom, and keeps nothing', async () => {
  const fields = `... on StagePreview { revision warnings { rule } addressCount addresses { text } address { address { text } }
    areas { area { name } before { rollout { stage } } after { rollout { stage progress beginEarliest beginLatest source { title publisher } } } } }`;
  expect(await preview(works, fields)).toEqual({
    previewStage: {
      __typename: 'StagePreview',
      revision: await revisionOf(west),
      warnings: [],
      addressCount: 2,
      addresses: [{ text: 'Am Bach 1' }, { text: 'Am Bach 2' }],
      address: null,
      areas: [
        {
          area: { name: 'West' },
          before: { rollout: [{ stage: 'PLANNED' }] },
          after: {
            rollout: [
              {
                stage: 'PLANNED',
                progress: 'DONE',
                beginEarliest: '2025-01-01',
                beginLatest: '2025-01-01',
                source: { title: expect.stringMatching(/^Test/) as string, publisher: 'Breitblick' },
              },
              {
                stage: 'CIVIL_WORKS',
                progress: 'DONE',
                beginEarliest: '2026-03-01',
                beginLatest: '2026-03-20',
                source: { title: 'Bauausschuss', publisher: 'Stadt Landau' },
              },
            ],
          },
        },
      ],
    },
  });
  expect(await saidOf('west')).toEqual(['planned done 2025-01-01/']);
  expect(await database.db.selectFrom('edition').where('source', '=', 'planung').select('id').execute()).toEqual([]);
});

test('the preview of an address is what the public reads, and of few households that is nothing of an order', async () => {
  const fields =
    '... on StagePreview { addressCount address { before { active } after { active withheld stations { stage state } } } }';
  const active = { stage: 'ACTIVE', progress: 'DONE', from: '15.3.2026', source };
  const answers = [];
  for (const id of ['a-1', 'a-2'])
    answers.push(await preview({ ...active, subject: { ags, kind: 'ADDRESS', id } }, fields));
  expect(answers).toMatchObject([
    {
      previewStage: {
        addressCount: 1,
        address: { before: { active: null }, after: { active: true, withheld: false } },
      },
    },
    {
      previewStage: { addressCount: 1, address: { before: { active: null }, after: { active: null, withheld: true } } },
    },
  ]);
});

test('a district means all of its areas, and both are recorded or none', async () => {
  const district = { ags, districtName: 'Kernstadt' };
  const event = { ...works, subject: district, expected: 'Ende Q2 2026' };
  expect(await save(event, await revisionOf(district))).toMatchObject({
    __typename: 'RecordedStage',
    edition: { title: 'Bauausschuss', publisher: 'Stadt Landau', url: null },
  });
  expect(await saidOf('west')).toEqual(['civil_works done 2026-03-20/', 'planned done 2025-01-01/']);
  expect(await saidOf('ost')).toEqual(['civil_works done 2026-03-20/']);
  expect(await findAnnouncements(database.db, [subject('west'), subject('ost')], null)).toMatchObject([
    { expectedFirst: '2026-06-01', expectedLast: '2026-06-30', expectedTextDe: 'Ende Q2 2026' },
    { expectedFirst: '2026-06-01', expectedLast: '2026-06-30', expectedTextDe: 'Ende Q2 2026' },
  ]);
  // "Planned" of the west began in 2025; permitted before that is refused for it, and so for both.
  const early = { ...works, subject: district, stage: 'PERMITTED', from: '2024-06-01' };
  expect(await save(early, await revisionOf(district))).toMatchObject({
    __typename: 'StageRefusedError',
    findings: [{ field: 'from', rule: 'before-predecessor' }],
  });
  expect(await saidOf('ost')).toEqual(['civil_works done 2026-03-20/']);
});

test('all that is wrong is told, field by field', async () => {
  const wrong = {
    subject: { ags, districtName: 'Nirgends' },
    stage: 'CIVIL_WORKS',
    progress: 'DONE',
    from: '31.02.2026',
    share: '120',
    source: { title: ' ', publisher: 'x'.repeat(400), url: 'javascript:alert(1)', reportedOn: '2099-01-01' },
  };
  const data = await preview(wrong, '... on StageRefusedError { findings { refused field rule } }');
  const { findings } = (data as { previewStage: { findings: { refused: boolean; field: string; rule: string }[] } })
    .previewStage;
  expect(findings.every(({ refused }) => refused)).toBe(true);
  expect(findings.map(({ field, rule }) => `${field} ${rule}`)).toEqual([
    'title missing-title',
    'publisher too-long',
    'url no-web-address',
    'reportedOn report-of-future',
    'subject unknown-subject',
    'from no-such-day',
    'share share-out-of-range',
  ]);
  expect(await save(wrong, '0')).toMatchObject({ __typename: 'StageRefusedError' });
});

test('whoever has recorded or taken back reads that at once', async () => {
  const told = async (): Promise<string[] | undefined> => {
    const { data } = await api.ask(`{ rolloutArea(ags: "${ags}", id: "west") { rollout { stage } } }`);
    const { rolloutArea } = data as { rolloutArea: { rollout: { stage: string }[] } | null };
    return rolloutArea?.rollout.map(({ stage }) => stage);
  };
  await expect.poll(told).toEqual(['PLANNED']);
  const recorded = await save({ ...works, stage: 'PERMITTED' }, await revisionOf(west));
  expect(await told()).toEqual(['PLANNED', 'PERMITTED']);
  await takeBack(recorded.edition.editionId);
  expect(await told()).toEqual(['PLANNED']);
});

test('of two planners at once the second is told what the first has recorded, and overwrites nothing', async () => {
  const basedOn = await revisionOf(west);
  const [one, other] = await Promise.all([
    save(works, basedOn),
    save({ ...works, progress: 'UNDER_WAY', source: { ...source, publisher: 'Netz GmbH' } }, basedOn),
  ]);
  const [recorded, refused] = one.__typename === 'RecordedStage' ? [one, other] : [other, one];
  expect(recorded.__typename).toBe('RecordedStage');
  expect(refused).toMatchObject({
    __typename: 'ChangedMeanwhileError',
    revision: recorded.revision,
    statements: [{ stage: 'CIVIL_WORKS', from: '2026-03-20' }],
  });
  expect(await saidOf('west')).toHaveLength(2);
  // Once it was looked at, the second may be meant all the same.
  const corrected = { ...works, progress: 'REPAIRS' };
  expect(await save(corrected, refused.revision)).toMatchObject({ __typename: 'RecordedStage' });
  expect(await saidOf('west')).toEqual(['civil_works repairs 2026-03-20/', 'planned done 2025-01-01/']);
});

test('what is taken back is closed and never gone, and what held before holds again', async () => {
  const first = await save({ ...works, from: '2026-02-01', expected: 'Mai 2026' }, await revisionOf(west));
  const before = await saidOf('west');
  const second = await save(
    { ...works, progress: 'REPAIRS', from: '2026-03-10', expected: 'Juni 2026' },
    first.revision,
  );
  const cut = await saidOf('west');
  expect(cut).toEqual([
    'civil_works done 2026-02-01/2026-03-10',
    'civil_works repairs 2026-03-10/',
    'planned done 2025-01-01/',
  ]);
  const between = new Date(Number(second.revision) / 1000);

  expect(await takeBack(first.edition.editionId)).toEqual({ retractStage: { __typename: 'ChangedMeanwhileError' } });
  expect(await takeBack(second.edition.editionId)).toEqual({ retractStage: { __typename: 'RetractedStage' } });
  expect(await saidOf('west')).toEqual(before);
  expect(await saidOf('west', between), 'what was known in between stays').toEqual(cut);
  const announced = await findAnnouncements(database.db, [subject('west')], null);
  expect(announced.map(({ expectedTextDe }) => expectedTextDe)).toEqual(['Mai 2026']);

  expect(await takeBack(second.edition.editionId)).toEqual({ retractStage: { __typename: 'NotFoundError' } });
  expect(await save(works, second.revision), 'the form of before does not know').toMatchObject({
    __typename: 'ChangedMeanwhileError',
  });
});

const history = async (page: { first?: number; after?: string } = {}) => {
  const data = await ask(
    `query ($ags: String!, $first: Int, $after: String) { handRecords(ags: $ags, first: $first, after: $after) { ... on HandRecords { records {
      edition { editionId publisher } subjects subjectCount stage progress expected holds } } } }`,
    { ags, ...page },
  );
  return (data as { handRecords: { records: { edition: { editionId: string }; holds: boolean }[] } }).handRecords
    .records;
};

test('one entry after the other is taken back, the last one first, until all is as it was before', async () => {
  const before = await saidOf('west');
  const states: string[][] = [];
  const ids: string[] = [];
  for (const [progress, from] of [
    ['UNDER_WAY', '2026-01-10'],
    ['REPAIRS', '2026-02-10'],
    ['DONE', '2026-03-10'],
  ]) {
    states.push(await saidOf('west'));
    const saved = await save({ ...works, progress, from, expected: 'Mai 2026' }, await revisionOf(west));
    ids.push(saved.edition.editionId);
  }
  expect((await history()).map(({ edition, holds }) => [edition.editionId, holds])).toEqual(
    ids.toReversed().map((id) => [id, true]),
  );
  for (const [index, id] of [...ids.entries()].toReversed()) {
    if (index > 0) {
      expect(await takeBack(ids[0] ?? '')).toEqual({ retractStage: { __typename: 'ChangedMeanwhileError' } });
    }
    expect(await takeBack(id)).toEqual({ retractStage: { __typename: 'RetractedStage' } });
    expect(await saidOf('west'), `without entry ${index + 1}`).toEqual(states[index]);
    expect(await takeBack(id), 'not twice').toEqual({ retractStage: { __typename: 'NotFoundError' } });
  }
  expect(await saidOf('west')).toEqual(before);
  expect(await findAnnouncements(database.db, [subject('west')], null)).toEqual([]);
  expect((await history()).map(({ holds }) => holds)).toEqual([false, false, false]);
});

test('an entry of long ago is taken back without losing what others recorded of other stages since', async () => {
  const first = await save(works, await revisionOf(west));
  await save({ ...works, stage: 'CABLE_LAID', from: '2026-03-15' }, await revisionOf(west));
  expect(await takeBack(first.edition.editionId)).toEqual({ retractStage: { __typename: 'RetractedStage' } });
  expect(await saidOf('west')).toEqual(['cable_laid done 2026-03-15/', 'planned done 2025-01-01/']);
  expect(await history()).toMatchObject([
    { subjects: ['West'], subjectCount: 1, stage: 'CABLE_LAID', progress: 'DONE', expected: null, holds: true },
    { stage: 'CIVIL_WORKS', edition: { publisher: 'Stadt Landau' }, holds: false },
  ]);
});

test('what was recorded by hand comes page by page, and nothing comes twice or is left out', async () => {
  const ids: string[] = [];
  for (const day of ['01', '02', '03', '04', '05']) {
    const saved = await save({ ...works, from: `2026-01-${day}` }, await revisionOf(west));
    ids.unshift(saved.edition.editionId);
  }
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const page = (await history({ first: 2, ...(after !== undefined && { after }) })).map(
      ({ edition }) => edition.editionId,
    );
    pages.push(page);
    after = page.at(-1);
  } while (after !== undefined);
  expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4), []]);
});

test('what was recorded by hand is told to planners alone', async () => {
  const { data } = await api.ask('query ($ags: String!) { handRecords(ags: $ags) { __typename } }', { ags });
  expect(data).toEqual({ handRecords: { __typename: 'PlannerOnlyError' } });
});

test('what a file has brought is not taken back by hand', async () => {
  const { editionId } = await record(database, [
    aStatement({ ags, kind: 'area', id: 'ost' }, { stage: 'planned', from: '2025-01-01' }),
  ]);
  expect(await takeBack(editionId)).toEqual({ retractStage: { __typename: 'NotFoundError' } });
  expect(await saidOf('ost')).toHaveLength(1);
});
