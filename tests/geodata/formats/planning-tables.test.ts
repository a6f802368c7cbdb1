import { describe, expect, test } from 'vitest';
import type { PlanningRowRecord } from '../../../geodata/construction/records.ts';
import { planningTemplates } from '../../../geodata/construction/planning-templates.ts';
import { readAmount } from '../../../geodata/formats/amounts.ts';
import { planningContentOf } from '../../../geodata/formats/planning-columns.ts';
import { collectText } from './sources.ts';

const read = (...lines: string[]) => collectText<PlanningRowRecord>(lines.join('\n'), 'liste_2026-03-20.csv');
const rulesOf = async (...lines: string[]) =>
  (await read(...lines)).problems.map(({ line, severity, rule, read: text }) => [line, severity, rule, text]);

test.each([
  ['1234', 1234],
  ['1.234,50 €', 1234.5],
  ['12 000 m', 12_000],
  ['1,234.5', 1234.5],
  ['−500', -500],
  ['0.125', 0.125],
  ['1234.567', 1234.567],
  ['48350,7', 48_350.7],
])('%s is a number', (text, number) => {
  expect(readAmount(text)).toBe(number);
});

test.each([
  ['1.234', 'ambiguous-amount'],
  ['rund 5', 'not-an-amount'],
  ['1.23.456', 'not-an-amount'],
])('%s is none: %s', (text, rule) => {
  expect(readAmount(text)).toMatchObject({ rule });
});

test('each template is known by its head', () => {
  expect(planningTemplates.map(({ columns }) => planningContentOf(columns))).toEqual([
    'defects',
    'roadworks',
    'plan',
    'spending',
  ]);
});

const defects = 'ags;kennung;mangel;gefunden_am;behoben_am;abgenommen_am;lat;lon;entfaellt';

describe('surface defects', () => {
  test('a row is a defect with its days and its place', async () => {
    const { header, records, problems } = await read(
      defects,
      '07313000;M-1;Offene Fuge;2.3.2026;2026-03-10;;49,2;8,1;',
    );
    expect(problems).toEqual([]);
    expect(header).toMatchObject({ kind: 'rollout', source: 'ausbaumeldung', referenceDate: '2026-03-20' });
    expect(records).toEqual([
      {
        type: 'rollout',
        record: 'planning_row',
        line: 2,
        ags: '07313000',
        area: null,
        says: {
          type: 'rollout',
          record: 'surface_defect',
          line: 2,
          ags: '07313000',
          areaId: null,
          id: 'M-1',
          trenchId: null,
          kind: 'joint',
          foundAt: '2026-03-02',
          repairedAt: '2026-03-10',
          acceptedAt: null,
          warrantyUntil: null,
          geometry: { type: 'Point', coordinates: [8.1, 49.2] },
        },
      },
    ]);
  });

  test('what is wrong is said by row and column, and the row is left out as a whole', async () => {
    expect(
      await rulesOf(
        defects,
        '07313000;;Loch;31.02.2026;;;8,1;49,2;',
        '07313000;M-2;;März 2026;;;49,2;8,1;',
        '07313000;M-3;;1.3.2026;21.3.2026;;49,2;8,1;',
        '7313;M-4;;1.3.2026;;;;;',
        '07313000;M-5;;1.3.2026;;;49,2;8,1;x',
      ),
    ).toEqual([
      [2, 'refused', 'unknown-choice', 'Loch'],
      [2, 'warning', 'no-such-day', '31.02.2026'],
      [2, 'warning', 'unusable-point', '8,1'],
      [2, 'warning', 'missing-row-id', undefined],
      [3, 'refused', 'no-single-day', 'März 2026'],
      [4, 'refused', 'not-yet-done', '21.3.2026'],
      [5, 'refused', 'unusable-ags', '7313'],
      [5, 'warning', 'missing-place', undefined],
    ]);
  });

  test('an x takes back what stands under the id', async () => {
    const { records } = await read(defects, '07313000;M-5;;;;;;;x');
    expect(records[0]?.says).toMatchObject({ record: 'withdrawal', of: 'surface_defect', id: 'M-5' });
  });
});

test('roadworks are a point, or a line where both ends are given; without an end they are open', async () => {
  const { records, problems } = await read(
    'ags;kennung;strasse;von;bis;verkehr;grund;lat;lon;lat_bis;lon_bis',
    '07313000;B-1;Horststraße;16.3.2026;;Voll gesperrt;Tiefbau;49,2;8,1;49,21;8,11',
    '07313000;B-2;;16.3.2026;30.4.2026;footpath;;49,2;8,1;;',
  );
  expect(problems).toEqual([]);
  expect(records.map(({ says }) => says)).toMatchObject([
    {
      first: '2026-03-16',
      last: null,
      trafficEffect: 'closed',
      reason: { de: 'Tiefbau', en: 'Tiefbau' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [8.1, 49.2],
          [8.11, 49.21],
        ],
      },
    },
    { street: null, last: '2026-04-30', reason: null, geometry: { type: 'Point' } },
  ]);
});

describe('a plan', () => {
  const plan = 'ags;gebiet;plan_bis;adressen_geplant;meter_geplant;euro_geplant';

  test('holds at the end of its month, and what is not planned stays unknown', async () => {
    const { records, problems } = await read(plan, '07313000;Arzheim;2026-04;120;;1.900,50');
    expect(problems).toEqual([]);
    expect(records[0]).toMatchObject({
      area: 'Arzheim',
      says: { record: 'plan', day: '2026-04-30', addresses: 120, metres: null, eur: 1900.5 },
    });
  });

  test('that falls is taken, but noticed: somebody gave the figures of single months', async () => {
    expect(
      await rulesOf(
        plan,
        '07313000;Arzheim;2026-05;;900;',
        '07313000;Arzheim;2026-04;;1000;',
        '07313000;Wollmesheim;2026-05;;10;',
      ),
    ).toEqual([[2, 'warning', 'plan-falls', undefined]]);
  });

  test('says whose money it is, never more than there is', async () => {
    const head = `${plan};euro_bund;euro_land;euro_eigenanteil;euro_sonstige`;
    const { records } = await read(head, '07313000;Arzheim;2026-04;;;1.000,30;500;400,20;100,10;');
    expect(records[0]?.says).toMatchObject({
      eur: 1000.3,
      eurBy: { federal: 500, state: 400.2, own: 100.1, other: null },
    });
    expect(
      await rulesOf(
        head,
        '07313000;Arzheim;2026-04;;;900;500;400,01;;',
        '07313000;Arzheim;2026-05;10;;;500;;;',
        '07313000;Arzheim;2026-06;;;900;-1;;;',
      ),
    ).toEqual([
      [2, 'refused', 'parts-exceed-whole', '900'],
      [3, 'refused', 'parts-without-whole', undefined],
      [4, 'refused', 'plan-below-zero', '-1'],
    ]);
  });

  test('without a figure, below zero or of nothing is refused', async () => {
    expect(
      await rulesOf(plan, '07313000;Arzheim;2026-04;;;', '07313000;Arzheim;2026-04;-1;;', '07313000;;2026-04;1;;'),
    ).toEqual([
      [2, 'refused', 'plan-without-figures', undefined],
      [3, 'refused', 'plan-below-zero', '-1'],
      [4, 'refused', 'missing-area', undefined],
    ]);
  });
});

test('what was spent in the month of the report counts on its day; later nothing was spent', async () => {
  const { records, problems } = await read(
    'ags;kennung;bezahlt_am;betrag',
    '07313000;R-1;2026-03;1.234,50',
    '07313000;R-2;2026-02;-10',
    '07313000;R-3;2026-04;10',
    '07313000;R-4;2026-02;1.234',
  );
  expect(records.map(({ says }) => says)).toMatchObject([
    { id: 'R-1', day: '2026-03-20', eur: 1234.5 },
    { id: 'R-2', day: '2026-02-28', eur: -10 },
  ]);
  expect(problems.map(({ line, rule }) => [line, rule])).toEqual([
    [4, 'not-yet-done'],
    [5, 'ambiguous-amount'],
  ]);
});

test('a payment may say whose money it was, by its name or ours', async () => {
  const { records, problems } = await read(
    'ags;kennung;bezahlt_am;betrag;mittelgeber',
    '07313000;R-1;2026-03;10;Bund',
    '07313000;R-2;2026-03;10;own',
    '07313000;R-3;2026-03;10;',
    '07313000;R-4;2026-03;10;Kreis',
  );
  expect(records.map(({ says }) => says)).toMatchObject([
    { fundedBy: 'federal' },
    { fundedBy: 'own' },
    { fundedBy: null },
  ]);
  expect(problems).toMatchObject([
    { line: 5, message: '"Kreis" in column "mittelgeber": it is none of those that are known' },
  ]);
});

test('a table that is named as a plan says which columns it lacks', async () => {
  await expect(collectText('gebiet;monat\nArzheim;2026-04', 'plan.csv', { holds: 'plan' })).rejects.toThrow(
    'line 1 lacks the columns plan_bis, adressen_geplant or meter_geplant or euro_geplant; add them, or fill in the template',
  );
});
