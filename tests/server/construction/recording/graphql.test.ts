import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findAnnouncements } from '../../../../server/construction/queries.ts';
import { ags, area, Planner, source, west, works } from './planner.ts';

let planner: Planner;
beforeAll(async () => {
  planner = await Planner.open();
});
afterAll(() => planner.close());
beforeEach(() => planner.beginAnew());

const preview = (event: object, fields: string) =>
  planner.ask(`query ($event: StageInput!) { previewStage(event: $event) { __typename ${fields} } }`, { event });

test('whoever has no token can neither look nor record', async () => {
  const { data } = await planner.api.ask(
    `mutation ($event: StageInput!) { recordStage(event: $event, basedOn: "0") { __typename ... on PlannerOnlyError { message } } }`,
    { event: works },
  );
  expect(data).toEqual({
    recordStage: {
      __typename: 'PlannerOnlyError',
      message: 'This needs the planners’ token, sent as "Authorization: Bearer …".',
    },
  });
  expect(await planner.api.ask('{ planner }')).toMatchObject({ data: { planner: false } });
  expect(await planner.api.ask('{ planner }', {}, planner.token)).toMatchObject({ data: { planner: true } });
  expect((await planner.api.ask('{ planner }', {}, 'another-token-of-16')).status).toBe(401);
  expect(await planner.saidOf('west')).toEqual(['planned done 2025-01-01/']);
});

test('a preview tells what would be read, of whom, and keeps nothing', async () => {
  const fields = `... on StagePreview { revision warnings { rule } addressCount addresses { text } address { address { text } }
    areas { area { name } before { rollout { stage } } after { rollout { stage progress beginEarliest beginLatest source { title publisher } } } } }`;
  expect(await preview(works, fields)).toEqual({
    previewStage: {
      __typename: 'StagePreview',
      revision: await planner.revisionOf(west),
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
  expect(await planner.saidOf('west')).toEqual(['planned done 2025-01-01/']);
  expect(
    await planner.database.db.selectFrom('edition').where('source', '=', 'planung').select('id').execute(),
  ).toEqual([]);
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
  expect(await planner.save(event, await planner.revisionOf(district))).toMatchObject({
    __typename: 'RecordedStage',
    edition: { title: 'Bauausschuss', publisher: 'Stadt Landau', url: null },
  });
  expect(await planner.saidOf('west')).toEqual(['civil_works done 2026-03-20/', 'planned done 2025-01-01/']);
  expect(await planner.saidOf('ost')).toEqual(['civil_works done 2026-03-20/']);
  expect(await findAnnouncements(planner.database.db, [area('west'), area('ost')], null)).toMatchObject([
    { expectedFirst: '2026-06-01', expectedLast: '2026-06-30', expectedTextDe: 'Ende Q2 2026' },
    { expectedFirst: '2026-06-01', expectedLast: '2026-06-30', expectedTextDe: 'Ende Q2 2026' },
  ]);
  // "Planned" of the west began in 2025; permitted before that is refused for it, and so for both.
  const early = { ...works, subject: district, stage: 'PERMITTED', from: '2024-06-01' };
  expect(await planner.save(early, await planner.revisionOf(district))).toMatchObject({
    __typename: 'StageRefusedError',
    findings: [{ field: 'from', rule: 'before-predecessor' }],
  });
  expect(await planner.saidOf('ost')).toEqual(['civil_works done 2026-03-20/']);
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
  expect(await planner.save(wrong, '0')).toMatchObject({ __typename: 'StageRefusedError' });
});

test('whoever has recorded or taken back reads that at once', async () => {
  const told = async (): Promise<string[] | undefined> => {
    const { data } = await planner.api.ask(`{ rolloutArea(ags: "${ags}", id: "west") { rollout { stage } } }`);
    const { rolloutArea } = data as { rolloutArea: { rollout: { stage: string }[] } | null };
    return rolloutArea?.rollout.map(({ stage }) => stage);
  };
  await expect.poll(told).toEqual(['PLANNED']);
  const recorded = await planner.save({ ...works, stage: 'PERMITTED' }, await planner.revisionOf(west));
  expect(await told()).toEqual(['PLANNED', 'PERMITTED']);
  await planner.takeBack(recorded.edition.editionId);
  expect(await told()).toEqual(['PLANNED']);
});

test('of two planners at once the second is told what the first has recorded, and overwrites nothing', async () => {
  const basedOn = await planner.revisionOf(west);
  const [one, other] = await Promise.all([
    planner.save(works, basedOn),
    planner.save({ ...works, progress: 'UNDER_WAY', source: { ...source, publisher: 'Netz GmbH' } }, basedOn),
  ]);
  const [recorded, refused] = one.__typename === 'RecordedStage' ? [one, other] : [other, one];
  expect(recorded.__typename).toBe('RecordedStage');
  expect(refused).toMatchObject({
    __typename: 'ChangedMeanwhileError',
    revision: recorded.revision,
    statements: [{ stage: 'CIVIL_WORKS', from: '2026-03-20' }],
  });
  expect(await planner.saidOf('west')).toHaveLength(2);
  // Once it was looked at, the second may be meant all the same.
  const corrected = { ...works, progress: 'REPAIRS' };
  expect(await planner.save(corrected, refused.revision)).toMatchObject({ __typename: 'RecordedStage' });
  expect(await planner.saidOf('west')).toEqual(['civil_works repairs 2026-03-20/', 'planned done 2025-01-01/']);
});

test('what is taken back is closed and never gone, and what held before holds again', async () => {
  const first = await planner.save(
    { ...works, from: '2026-02-01', expected: 'Mai 2026' },
    await planner.revisionOf(west),
  );
  const before = await planner.saidOf('west');
  const second = await planner.save(
    { ...works, progress: 'REPAIRS', from: '2026-03-10', expected: 'Juni 2026' },
    first.revision,
  );
  const cut = await planner.saidOf('west');
  expect(cut).toEqual([
    'civil_works done 2026-02-01/2026-03-10',
    'civil_works repairs 2026-03-10/',
    'planned done 2025-01-01/',
  ]);
  const between = new Date(Number(second.revision) / 1000);

  expect(await planner.takeBack(first.edition.editionId)).toEqual({
    retractStage: { __typename: 'ChangedMeanwhileError' },
  });
  expect(await planner.takeBack(second.edition.editionId)).toEqual({ retractStage: { __typename: 'RetractedStage' } });
  expect(await planner.saidOf('west')).toEqual(before);
  expect(await planner.saidOf('west', between), 'what was known in between stays').toEqual(cut);
  const announced = await findAnnouncements(planner.database.db, [area('west')], null);
  expect(announced.map(({ expectedTextDe }) => expectedTextDe)).toEqual(['Mai 2026']);

  expect(await planner.takeBack(second.edition.editionId)).toEqual({ retractStage: { __typename: 'NotFoundError' } });
  expect(await planner.save(works, second.revision), 'the form of before does not know').toMatchObject({
    __typename: 'ChangedMeanwhileError',
  });
});
