import { expect, test } from 'vitest';
import { outlookOf, standingOf } from '../../web/construction/address.ts';
import { districtsOf, quotaOf } from '../../web/construction/area.ts';
import { chronicleOf } from '../../web/construction/chronicle.ts';
import { daysBetween, endOfDay, lastOf, today } from '../../web/days.ts';
import type { AddressRollout, Announcement, RolloutArea, StageStatement } from '../../web/construction/documents.ts';
import { feedOf, nearFeedOf, noticeLink } from '../../web/construction/feeds.ts';
import { axisOf, doneByOf, ledgerOf } from '../../web/construction/ledger.ts';
import { areasVariables } from '../../web/construction/questions.ts';
import { stopsOfAddress } from '../../web/construction/stops.ts';
import { areaSentenceOf, beginOf, saidOf, sentenceOf, sourceOf } from '../../web/construction/wording.ts';
import { constructionDe as de } from '../../web/messages/construction-de.ts';
import { constructionEn as en } from '../../web/messages/construction-en.ts';
import { format } from '../../web/messages/de-grammar.ts';
import { plainText } from '../../web/messages/statement.ts';
import { defaultView } from '../../web/view.ts';

const press = { editionId: 'press', title: 'Press', publisher: 'MRN-News', url: null, modelled: false };
const model = { editionId: 'model', title: 'Model', publisher: 'Breitblick', url: null, modelled: true };

function aStatement(said: Partial<StageStatement>): StageStatement {
  return {
    stage: 'CIVIL_WORKS',
    progress: 'DONE',
    from: '2026-01-08',
    beginEarliest: null,
    beginLatest: '2026-01-08',
    share: null,
    shareText: null,
    shareOf: null,
    certainty: 'STATED',
    quotaRequired: null,
    note: null,
    recordedAt: '2026-01-08T00:00:00.000Z',
    source: press,
    ...said,
  };
}

function anAnnouncement(said: Partial<Announcement>): Announcement {
  return {
    stage: 'ACTIVE',
    announcedAt: '2026-01-08',
    expected: 'bis Ende Januar 2026',
    expectedFirst: '2026-01-08',
    expectedLast: '2026-01-31',
    slipDays: null,
    slipDaysTotal: null,
    source: press,
    ...said,
  };
}

type StationGiven = Partial<AddressRollout['stations'][number]> & Pick<AddressRollout['stations'][number], 'stage'>;

function aRollout(stations: StationGiven[], rollout: Partial<AddressRollout> = {}): AddressRollout {
  return {
    area: { areaId: 'nussdorf', name: 'Nußdorf', districtName: 'Nußdorf', operator: 'Deutsche Glasfaser' },
    stations: stations.map((station) => ({
      state: 'UNKNOWN',
      implied: false,
      statement: null,
      areaStatement: null,
      ...station,
    })),
    passed: null,
    orderable: null,
    active: null,
    withheld: false,
    ended: null,
    announcements: [],
    ...rollout,
  };
}

test('the day of the question ends in Germany, in summer an hour earlier by the clock of the world', () => {
  expect(endOfDay('2021-12-31')).toBe('2021-12-31T22:59:59.999Z');
  expect(endOfDay('2021-08-31')).toBe('2021-08-31T21:59:59.999Z');
  expect(today(new Date('2026-02-14T23:30:00Z'))).toBe('2026-02-15');
});

test('whoever asks what was known on a day asks of that day, unless another is named', () => {
  expect(areasVariables({ ...defaultView, asOf: '2021-12-31' })).toMatchObject({ on: '2021-12-31' });
  expect(areasVariables({ ...defaultView, asOf: '2021-12-31', on: '2021-09-01' })).toMatchObject({ on: '2021-09-01' });
  expect(areasVariables(defaultView)).toMatchObject({ on: null, asOf: null, language: 'DE' });
});

test('a date is told as exactly as its source knows it', () => {
  expect(lastOf('2024-12-31')).toBe('year');
  expect(lastOf('2024-02-29')).toBe('month');
  expect(lastOf('2023-02-28')).toBe('month');
  expect(lastOf('2024-02-28')).toBeUndefined();
  const began = (beginEarliest: string | null, beginLatest: string | null) =>
    beginOf(de, aStatement({ beginEarliest, beginLatest }));
  expect(began('2024-04-13', '2024-04-13')).toBe('13. April 2024');
  expect(began(null, '2024-12-31')).toBe('bis Ende 2024');
  expect(began('2021-08-31', '2023-12-31')).toBe('zwischen Ende August 2021 und Ende 2023');
  expect(began(null, null)).toBe('Datum nicht bekannt');
  // An import has a time of day, so its day is known even if it is the last of a month.
  expect(sourceOf(de, { source: press, recordedAt: '2026-10-31T09:12:00.000Z' })).toBe('MRN-News, 31. Oktober 2026');
  expect(sourceOf(de, { source: press, recordedAt: '2021-08-31T00:00:00.000Z' })).toBe('MRN-News, Ende August 2021');
});

test('the words of the source survive, and say whose share it is', () => {
  const about = aStatement({
    stage: 'ACTIVE',
    shareText: '70 bis über 80 %',
    shareOf: 'CONNECTIONS',
    certainty: 'RANGE',
  });
  expect(saidOf(de, about)).toBe('70 bis über 80\u00a0% der bestellten Anschlüsse');
  expect(saidOf(de, aStatement({ progress: 'REPAIRS' }))).toBe('geprüft, Nachbesserung läuft');
});

test('a promise that was moved twice keeps all three days and their slip, and the whole of it', () => {
  const said = [
    anAnnouncement({ announcedAt: '2022-03-01', expectedLast: '2023-12-31' }),
    anAnnouncement({ announcedAt: '2024-05-01', expected: null, expectedFirst: null, expectedLast: null }),
    anAnnouncement({ announcedAt: '2026-01-08', expectedLast: '2026-01-31', slipDays: 762, slipDaysTotal: 762 }),
  ];
  const [promises] = ledgerOf(said, () => undefined, '2026-02-15');
  expect(promises?.said.map(({ outcome, daysLate }) => [outcome, daysLate])).toEqual([
    ['replaced', 0],
    ['undated', 0],
    ['overdue', 15],
  ]);
  expect(promises?.totalDays).toBe(777);
});

test('a promise is kept or late by the day on which it was reached, and open before its day', () => {
  const outcomes = (done: string | undefined, day: string) =>
    ledgerOf([anAnnouncement({})], () => done, day)[0]?.said.map(({ outcome, daysLate }) => `${outcome} ${daysLate}`);
  expect(outcomes('2026-01-20', '2026-06-01')).toEqual(['kept 0']);
  expect(outcomes('2026-02-10', '2026-06-01')).toEqual(['late 10']);
  expect(outcomes(undefined, '2026-01-31')).toEqual(['open 0']);
  expect(outcomes(undefined, '2026-02-01')).toEqual(['overdue 1']);
});

test('a part of an area that is done keeps no promise for all of it', () => {
  const doneBy = doneByOf([aStatement({ stage: 'ACTIVE', share: 90 }), aStatement({ share: 100 })]);
  expect(doneBy('ACTIVE')).toBeUndefined();
  expect(doneBy('CIVIL_WORKS')).toBe('2026-01-08');
  expect(doneBy(null)).toBeUndefined();
});

test('the axis has every announcement within it and its days in order', () => {
  const [promises] = ledgerOf([anAnnouncement({ announcedAt: '2022-03-01' })], () => undefined, '2026-02-15');
  const { at, ticks } = axisOf(promises?.said ?? [], '2026-02-15');
  expect(at('2022-03-01')).toBeGreaterThan(0);
  expect(at('2026-02-15')).toBeLessThan(100);
  expect(ticks.map(({ name }) => name)).toEqual(['2023', '2024', '2025', '2026']);
});

test('the sentence says station, announced day and that nobody has confirmed it', () => {
  const rollout = aRollout([{ stage: 'ACTIVE' }], { passed: true, announcements: [anAnnouncement({})] });
  const outlook = outlookOf(rollout, '2026-02-15');
  expect(outlook).toMatchObject({ stage: 'ACTIVE', daysPast: 15 });
  const sentence = (words: typeof de) => plainText(sentenceOf(words, standingOf(rollout), outlook));
  expect(sentence(de)).toBe(
    'Die Glasfaser liegt in Ihrer Straße. Ihr Anschluss sollte bis Ende Januar 2026 aktiv sein. Bestätigt ist das nicht.',
  );
  expect(sentence(en)).toContain('That is not confirmed.');
  const before = plainText(sentenceOf(de, 'passed', outlookOf(rollout, '2026-01-20')));
  expect(before).toContain('soll bis Ende Januar 2026 aktiv sein');
  expect(plainText(sentenceOf(de, 'passed', null))).toContain('Wann es weitergeht, ist nicht bekannt.');
});

test('passed, in the house and active are three answers', () => {
  const reached = (stage: 'HOUSE_CONNECTION' | 'ACTIVE', rollout: Partial<AddressRollout>) =>
    standingOf(aRollout([{ stage, state: 'DONE' }], rollout));
  expect(standingOf(aRollout([], { passed: true }))).toBe('passed');
  expect(reached('HOUSE_CONNECTION', { passed: true })).toBe('connected');
  expect(reached('ACTIVE', { active: true })).toBe('active');
  expect(standingOf(aRollout([{ stage: 'DEMAND', state: 'MISSED' }]))).toBe('demandMissed');
  expect(standingOf(aRollout([]))).toBe('unknown');
  expect(standingOf(aRollout([], { ended: aStatement({ stage: 'STOPPED' }), passed: true }))).toBe('stopped');
});

test('what is withheld looks the same whatever is known, and what nobody said is said to be so', () => {
  const rollout = aRollout(
    [
      { stage: 'CIVIL_WORKS', state: 'DONE', statement: aStatement({ source: model }), areaStatement: aStatement({}) },
      { stage: 'HOUSE_CONNECTION', state: 'WITHHELD' },
      { stage: 'ACTIVE', state: 'UNKNOWN' },
    ],
    { announcements: [anAnnouncement({ stage: null, expected: 'Frühjahr 2026', expectedLast: '2026-05-31' })] },
  );
  const stops = stopsOfAddress({ c: de, exact: format.exact }, rollout, undefined, '2026-06-10');
  expect(stops.map(({ sign }) => sign)).toEqual(['done', 'withheld', 'late']);
  expect(stops[0]?.sources.map(({ modelled }) => modelled)).toEqual([false, true]);
  expect(stops[1]).toMatchObject({ when: 'zum Schutz nicht gezeigt', lines: [], late: null });
  expect(stops[2]?.late).toEqual({
    title: 'Termin verstrichen, seit 10\u00a0Tagen ohne neue Auskunft.',
    text: 'Ende des ganzen Projekts laut Auskunft: „Frühjahr 2026“.',
  });
  const early = stopsOfAddress({ c: de, exact: format.exact }, rollout, undefined, '2026-02-01');
  expect(early[2]).toMatchObject({ sign: 'unknown', lines: ['Dazu liegt keine Auskunft vor.'] });
});

function anArea(area: Partial<RolloutArea>): RolloutArea {
  return {
    areaId: 'nussdorf',
    name: 'Nußdorf',
    districtName: 'Nußdorf',
    operator: 'Deutsche Glasfaser',
    funding: 'private',
    edition: { modelled: true },
    rollout: [],
    history: [],
    announcements: [],
    ...area,
  };
}

test('a quota keeps both thresholds, and is missed by the last word alone', () => {
  const demand = (said: Partial<StageStatement>) => aStatement({ stage: 'DEMAND', ...said });
  const quota = quotaOf(
    anArea({
      history: [
        demand({ from: '2023-12-31', progress: 'MISSED', share: 16, quotaRequired: 33 }),
        demand({ from: '2021-08-31', progress: 'UNDER_WAY', share: 16, quotaRequired: 40 }),
        demand({ from: '2024-12-31', progress: 'OPEN', quotaRequired: 33 }),
      ],
    }),
  );
  expect(quota).toEqual({ share: 16, required: [40, 33], missed: true });
  expect(quotaOf(anArea({}))).toBeUndefined();
});

test('a district tells of its areas what is built, and of the others what was asked', () => {
  const built = anArea({
    rollout: [aStatement({ shareText: 'überall abgeschlossen' }), aStatement({ stage: 'DEMAND' })],
  });
  expect(plainText(areaSentenceOf(de, built))).toBe('Nußdorf: Tiefbau überall abgeschlossen.');
  expect(areaSentenceOf(de, anArea({}))).toBe('Dazu liegt keine Auskunft vor.');
  const districts = districtsOf([built, anArea({ areaId: 'x', name: 'X', districtName: 'Arzheim' })], 'de');
  expect(districts.map(({ name }) => name)).toEqual(['Arzheim', 'Nußdorf']);
});

test('a name with any sign in it stays one part of a feed’s address', () => {
  expect(feedOf({ ags: '07313000', district: 'Süd/West & mehr' }, 'atom', 'en')).toBe(
    '/feeds/rollout/district/07313000/S%C3%BCd%2FWest%20%26%20mehr.atom?lang=en',
  );
  expect(nearFeedOf({ latitude: 49.22719, longitude: 8.10412 }, 'de')).toBe(
    '/feeds/rollout/near.atom?lat=49.227&lon=8.104&m=1000',
  );
  expect(daysBetween('2026-01-31', '2026-02-15')).toBe(15);
});

test('the link on paper names what is read and no more', () => {
  const view = { ...defaultView, show: 'rollout' as const, district: 'Süd/West', speed: 400 as const };
  expect(noticeLink('https://town.example', view)).toBe(
    'https://town.example/?view=rollout&place=07313000&district=S%C3%BCd%2FWest',
  );
  expect(noticeLink('https://town.example', { ...view, address: 'house-1', asOf: '2024-12-31', language: 'en' })).toBe(
    'https://town.example/?view=rollout&place=07313000&address=house-1&asOf=2024-12-31&lang=en',
  );
});

test('a chronicle has all that was said in its order, each beside what was said of the same before', () => {
  const exact = (share: number) => `${share} %`;
  const entries = chronicleOf(
    { c: de, exact },
    {
      history: [
        aStatement({ recordedAt: '2026-03-01T00:00:00.000Z', note: 'Alles ist gegraben.' }),
        aStatement({ recordedAt: '2026-01-08T10:00:00.000Z', progress: 'UNDER_WAY', source: model }),
      ],
      announcements: [
        anAnnouncement({}),
        anAnnouncement({
          announcedAt: '2026-02-10',
          expected: 'bis Ende März',
          expectedLast: '2026-03-31',
          slipDays: 59,
        }),
        anAnnouncement({
          announcedAt: '2026-04-02',
          expected: 'bis Ende März',
          expectedLast: '2026-03-31',
          slipDays: 0,
        }),
        anAnnouncement({ stage: null, announcedAt: '2026-01-08', expected: null, expectedLast: null }),
      ],
    },
  );
  expect(entries.map(({ text, change }) => [text, change])).toEqual([
    ['Tiefbau: läuft', null],
    ['Aktiv: Termin „bis Ende Januar 2026“', null],
    ['Gesamtes Projekt: kein Termin genannt', null],
    ['Aktiv: Termin „bis Ende März“', `zuvor: Termin „bis Ende Januar 2026“ (${de.days(59)} später)`],
    ['Tiefbau: Alles ist gegraben.', 'zuvor: läuft'],
    ['Aktiv: Termin „bis Ende März“', 'wie zuvor'],
  ]);
  expect(entries[0]).toMatchObject({ source: 'Breitblick, 8. Januar 2026', modelled: true });
});
