import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StageEventRecord } from '../../../geodata/construction/records.ts';
import { collectFile, collectText } from './sources.ts';

const read = (...lines: string[]) => collectText<StageEventRecord>(lines.join('\n'), 'meldung_2026-03-20.csv');

const head = 'ags;gebiet;stufe;fortschritt;von;anteil;erwartet';
const rulesOf = async (...rows: string[]) =>
  (await read(head, ...rows)).problems.map(({ line, severity, rule, read: text }) => [line, severity, rule, text]);

describe('what a report says', () => {
  test('a day stays a day, and holds from then on', async () => {
    const { header, records, problems } = await read(head, '07313000;Mörzheim;Tiefbau;läuft;01.03.2026;;');
    expect(problems).toEqual([]);
    expect(header).toMatchObject({ kind: 'rollout', source: 'ausbaumeldung', referenceDate: '2026-03-20' });
    expect(records).toEqual([
      {
        type: 'rollout',
        record: 'event',
        line: 2,
        ags: '07313000',
        about: { by: 'name', name: 'Mörzheim' },
        statement: {
          stage: 'civil_works',
          progress: 'under_way',
          from: '2026-03-01',
          until: null,
          beginEarliest: '2026-03-01',
          beginLatest: '2026-03-01',
          shareLow: null,
          shareHigh: null,
          shareHighOpen: false,
          shareOf: null,
          shareText: null,
          certainty: 'stated',
          quotaRequired: null,
          note: null,
        },
        announcement: null,
      },
    ]);
  });

  test.each([
    ['Februar 2026', '2026-02-28', '2026-02-01', '2026-02-28'],
    // Of the month in which it is reported, no day after the report is vouched for.
    ['2026-03', '2026-03-20', '2026-03-01', '2026-03-20'],
    ['bis 28.02.2026', '2026-02-28', null, '2026-02-28'],
    ['', '2026-03-20', null, '2026-03-20'],
  ])('begun %s: certainly so from %s', async (from, certain, beginEarliest, beginLatest) => {
    const { records } = await read(head, `07313000;Arzheim;Tiefbau;erledigt;${from};;`);
    expect(records[0]?.statement).toMatchObject({ from: certain, beginEarliest, beginLatest });
  });

  test('a range of shares stays one, and "about" stays about', async () => {
    const { records } = await read(
      `${head};anteil_von`,
      '7313000;Arzheim;Aktiv;erledigt;;70 bis über 80 %;;Anschlüsse',
      '7313000;Mörzheim;Aktiv;erledigt;;ca. 90 %;;Haushalte',
    );
    expect(records.map(({ statement }) => statement)).toMatchObject([
      {
        shareLow: 70,
        shareHigh: 80,
        shareHighOpen: true,
        shareOf: 'connections',
        certainty: 'range',
        shareText: { de: '70 bis über 80 %', en: '70 to over 80%' },
      },
      {
        shareLow: 90,
        shareHigh: 90,
        shareOf: 'households',
        certainty: 'about',
        shareText: { de: 'rund 90 % der Haushalte', en: 'about 90% of households' },
      },
    ]);
  });

  test('what is expected is an announcement in the words of its source', async () => {
    const { records, problems } = await read(
      head,
      '07313000;Arzheim;Aktiv;;;;Ende Q2 2026',
      '07313000;Arzheim;Hausanschluss;läuft;;;bis 30.06.2026',
      '07313000;Arzheim;Projekt;;;;offen',
    );
    expect(problems).toEqual([]);
    expect(records.map(({ statement, announcement }) => [statement?.progress, announcement])).toEqual([
      [
        undefined,
        {
          stage: 'active',
          announcedAt: '2026-03-20',
          expected: { first: '2026-06-01', last: '2026-06-30' },
          expectedText: { de: 'Ende Q2 2026', en: 'Ende Q2 2026' },
        },
      ],
      [
        'under_way',
        {
          stage: 'house_connection',
          announcedAt: '2026-03-20',
          expected: { first: '2026-03-20', last: '2026-06-30' },
          expectedText: { de: 'bis 30.06.2026', en: 'bis 30.06.2026' },
        },
      ],
      [
        undefined,
        { stage: null, announcedAt: '2026-03-20', expected: null, expectedText: { de: 'offen', en: 'offen' } },
      ],
    ]);
  });

  test('an address, a trench and an area by its id, in English columns and with commas', async () => {
    const { records, problems } = await collectText<StageEventRecord>(
      [
        'ags,kind,id,street,housenumber,stage,progress,from',
        '07313000,trench,t-1,,,civil works,done,2026-01',
        ',,,Hauptstr.,12 a,active,done,2026-01-05',
        '07313000,,gebiet-7,,,permitted,under way,',
      ].join('\n'),
      'report_2026-03-20.csv',
    );
    expect(problems).toEqual([]);
    expect(records.map(({ about }) => about)).toMatchObject([
      { by: 'id', kind: 'trench', id: 't-1' },
      { by: 'address', address: { street: 'Hauptstr.', houseNumber: 12, addition: 'a' } },
      { by: 'id', kind: 'area', id: 'gebiet-7' },
    ]);
  });

  test("an operator's list is one of stages if it is said to be, and one of addresses if not", async () => {
    const list = 'strasse;hnr;status;datum\nHauptstr.;12;Tiefbau abgeschlossen;5.3.2026\nHauptstr.;14;kommt bald;';
    const name = 'liste_2026-03-20.csv';
    const stages = await collectText<StageEventRecord>(list, name, { holds: 'stages' });
    expect(stages.records.map(({ statement }) => statement)).toMatchObject([
      { stage: 'civil_works', progress: 'done', from: '2026-03-05' },
    ]);
    expect(stages.problems).toMatchObject([
      { line: 3, severity: 'refused', rule: 'unknown-status', read: 'kommt bald' },
    ]);
    const addresses = await collectText(list, name);
    expect(addresses.header.kind).toBe('addresses');
    expect(addresses.records).toMatchObject([
      { houseNumber: 12, says: { statement: { stage: 'civil_works' } } },
      { houseNumber: 14 },
    ]);
    expect(addresses.problems).toMatchObject([{ line: 3, severity: 'warning', rule: 'unknown-status' }]);
  });
});

describe('what can not be right is refused in words, and the rest of the file stays', () => {
  test.each([
    ['07313000;Arzheim;Tiefbau;läuft;31.02.2026;;', 'no-such-day', '31.02.2026'],
    ['07313000;Arzheim;Aktiv;;;;Ende Q2', 'missing-year', 'Ende Q2'],
    ['07313000;Arzheim;Tiefbau;läuft;1.4.2026;;', 'after-report', '1.4.2026'],
    ['07313000;Arzheim;Tunnelbau;läuft;;;', 'unknown-stage', 'Tunnelbau'],
    ['07313000;Arzheim;;läuft;;;', 'missing-stage', undefined],
    ['07313000;Arzheim;Tiefbau;;;;', 'missing-progress', undefined],
    ['07313000;Arzheim;Tiefbau;bald;;;', 'unknown-progress', 'bald'],
    ['07313000;Arzheim;Tiefbau;läuft;;120 %;', 'share-out-of-range', '120 %'],
    ['07313000;Arzheim;Tiefbau;läuft;;0,9;', 'share-or-fraction', '0,9'],
    ['99;Arzheim;Tiefbau;läuft;;;', 'unusable-ags', '99'],
    ['07313000;;Tiefbau;läuft;;;', 'missing-subject', undefined],
  ])('%s', async (row, rule, text) => {
    expect(await rulesOf(row, '07313000;Mörzheim;Tiefbau;erledigt;;;')).toEqual([[2, 'refused', rule, text]]);
  });

  test('all that is wrong with a row is found at once, and the row is refused once', async () => {
    expect(await rulesOf('07313000;Arzheim;Tiefbau;läuft;31.02.2026;120;Ende Q2')).toEqual([
      [2, 'refused', 'missing-year', 'Ende Q2'],
      [2, 'warning', 'no-such-day', '31.02.2026'],
      [2, 'warning', 'share-out-of-range', '120'],
    ]);
  });
});

describe('a sheet', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'breitblick-stages-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('dates are dates, results of formulas count, merged cells hold for all their rows', async () => {
    const workbook = new excel.Workbook();
    workbook.addWorksheet('Hinweise').addRow(['Bitte lesen']);
    const sheet = workbook.addWorksheet('Meldung');
    sheet.addRow(['Meldung vom 20. März']);
    sheet.addRow(['ags', 'gebiet', 'stufe', 'fortschritt', 'von']);
    sheet.addRow(['07313000', 'Arzheim', 'Tiefbau', 'erledigt', new Date(Date.UTC(2026, 1, 3))]);
    sheet.addRow(['07313000', 'Arzheim', 'Aktiv', { formula: '"läu"&"ft"', result: 'läuft' }, null]);
    sheet.addRow(['07313000', 'Mörzheim', 'Tiefbau', { formula: '1+1' }, null]);
    sheet.mergeCells('B3:B4');
    const path = join(folder, 'meldung_2026-03-20.xlsx');
    await workbook.xlsx.writeFile(path);
    const { records, problems } = await collectFile<StageEventRecord>(path);
    expect(records.map(({ line, about, statement }) => [line, about, statement?.progress, statement?.from])).toEqual([
      [3, { by: 'name', name: 'Arzheim' }, 'done', '2026-02-03'],
      [4, { by: 'name', name: 'Arzheim' }, 'under_way', '2026-03-20'],
    ]);
    expect(problems.map(({ line, severity, rule }) => [line, severity, rule])).toEqual([
      [4, 'warning', 'formula-results'],
      [5, 'warning', 'formula-without-result'],
      [3, 'warning', 'merged-cells'],
      [5, 'refused', 'missing-progress'],
    ]);
  });
});
