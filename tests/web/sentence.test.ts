import { describe, expect, test } from 'vitest';
import type { MakeUp } from '../../geodata/make-up.ts';
import { compositionOf, type Reading, statementOf, subjectOf } from '../../web/coverage/sentence.ts';
import { de } from '../../web/messages/de.ts';
import { en } from '../../web/messages/en.ts';
import { piecesOf, plainText, type Statement } from '../../web/messages/statement.ts';

const said = (sharePercent: number): Reading => ({ sharePercent, absence: null });
const silent = (absence: Reading['absence']): Reading => ({ sharePercent: null, absence });
const makeUp = (fibreOnlyPercent: number, bothPercent: number, cableOnlyPercent: number, otherPercent = 0): MakeUp => ({
  fibreOnlyPercent,
  bothPercent,
  cableOnlyPercent,
  otherPercent,
  nonePercent: 100 - fibreOnlyPercent - bothPercent - cableOnlyPercent - otherPercent,
});
const landau = { kind: 'municipality', name: 'Landau in der Pfalz' } as const;
const german = (statement: Statement) => plainText(de.lead(statement, landau, false)).replaceAll('\u00a0', ' ');
const english = (statement: Statement) => plainText(en.lead(statement, landau, false)).replaceAll('\u00a0', ' ');

/** Landau, mid-2021. */
const gigabit = statementOf({
  speed: 1000,
  subject: 'FTTH_B',
  subjectReading: said(1.9),
  allReading: said(80.97),
  cableReading: said(80.67),
  makeUp: makeUp(0.3, 1.6, 79.07),
});

test('Landau in mid-2021 reads as look.md has it', () => {
  expect(german(gigabit)).toBe(
    'In Landau in der Pfalz haben 1,9 % der Haushalte Zugang zu Glasfaser. Gigabit gibt es für 81 %, fast nur über Kabel.',
  );
  expect(english(gigabit)).toBe(
    'In Landau in der Pfalz, 1.9% of households have access to fibre. Gigabit is available to 81%, almost only over cable.',
  );
});

test('the phone has the name above the sentence', () => {
  expect(plainText(de.lead(gigabit, undefined, false)).replaceAll('\u00a0', ' ')).toBe(
    '1,9 % der Haushalte haben Zugang zu Glasfaser. Gigabit gibt es für 81 %, fast nur über Kabel.',
  );
});

test('fibre and cable are marked in their colours', () => {
  expect(piecesOf(de.lead(gigabit, landau, false)).map(({ tone }) => tone)).toEqual([
    'plain',
    'fibre',
    'plain',
    'strong',
    'plain',
    'cable',
    'plain',
  ]);
});

test('a reported zero is said as zero', () => {
  const statement = statementOf({
    speed: 1000,
    subject: 'FTTH_B',
    subjectReading: said(0),
    allReading: said(0),
    cableReading: said(0),
    makeUp: makeUp(0, 0, 0),
  });
  expect(german(statement)).toBe(
    'In Landau in der Pfalz haben 0 % der Haushalte Zugang zu Glasfaser. Gigabit gibt es für 0 %, gleich über welche Technik.',
  );
});

describe('a missing figure is never a zero', () => {
  const known = { speed: 1000 as const, subject: 'FTTH_B' as const, cableReading: undefined, makeUp: null };
  test('not stated', () => {
    const statement = statementOf({ ...known, subjectReading: silent('NOT_STATED'), allReading: silent('NOT_STATED') });
    expect(german(statement)).toBe('Für Landau in der Pfalz gibt es zu Glasfaser ab 1000 Mbit/s keine Angabe.');
    expect(english(statement)).toBe('For Landau in der Pfalz, nothing is stated about fibre from 1000 Mbit/s.');
  });
  test('an edition without the place says nothing about it', () => {
    expect(statementOf({ ...known, subjectReading: undefined, allReading: undefined })).toMatchObject({
      kind: 'notStated',
    });
  });
  test('not surveyed', () => {
    const statement = statementOf({
      ...known,
      subjectReading: silent('NOT_SURVEYED'),
      allReading: silent('NOT_SURVEYED'),
    });
    expect(german(statement)).toBe(
      'Für Landau in der Pfalz ist Glasfaser ab 1000 Mbit/s in dieser Ausgabe nicht erhoben.',
    );
  });
  test('fibre not surveyed in a class that has a total', () => {
    const statement = statementOf({
      ...known,
      speed: 100,
      subjectReading: silent('NOT_SURVEYED'),
      allReading: said(91.59),
    });
    expect(german(statement)).toBe(
      'In Landau in der Pfalz haben 92 % der Haushalte Zugang zu mindestens 100 Mbit/s. Glasfaser ist in dieser Klasse nicht erhoben.',
    );
  });
  test('uninhabited and protected', () => {
    expect(german({ kind: 'uninhabited' })).toContain('unbewohnt');
    expect(german({ kind: 'protected' })).toContain('weniger als fünf Haushalte');
  });
});

test('below 400 Mbit/s copper can hide behind the total, so cable is named with its share only', () => {
  const statement = statementOf({
    speed: 100,
    subject: 'FTTH_B',
    subjectReading: said(1.9),
    allReading: said(91.88),
    cableReading: said(83.12),
    makeUp: null,
  });
  expect(german(statement)).toBe(
    'In Landau in der Pfalz haben 1,9 % der Haushalte Zugang zu Glasfaser ab 100 Mbit/s. Mindestens 100 Mbit/s gibt es für 92 %, über Kabel für 83 %.',
  );
});

test('copper and wireless are what the sentence is about when the reader chose them', () => {
  expect(subjectOf('DSL', 'FTTH_B')).toBe('DSL');
  expect(subjectOf('HFC', 'FTTH_B')).toBe('FTTH_B');
  const statement = statementOf({
    speed: 50,
    subject: 'DSL',
    subjectReading: said(92.4),
    allReading: said(99.03),
    cableReading: undefined,
    makeUp: null,
  });
  expect(german(statement)).toContain('92 % der Haushalte Zugang zu Kupfer (DSL) ab 50 Mbit/s.');
});

test('modelled figures are said with "etwa"', () => {
  expect(
    plainText(de.lead(gigabit, { kind: 'district', name: 'Queichheim' }, true)).replaceAll('\u00a0', ' '),
  ).toContain('Im Stadtteil Queichheim haben etwa 1,9 % der Haushalte');
});

test.each([
  [makeUp(0, 0, 80), 'onlyCable'],
  [makeUp(0.3, 1.6, 79), 'almostOnlyCable'],
  [makeUp(20, 0, 50), 'mainlyCable'],
  [makeUp(30, 30, 30), 'mixed'],
  [makeUp(60, 0, 20), 'mainlyFibre'],
  [makeUp(95, 0, 3), 'almostOnlyFibre'],
  [makeUp(80, 0, 0), 'onlyFibre'],
  [makeUp(0, 0, 0), undefined],
] as const)('composition of %j is %s', (parts, expected) => {
  expect(compositionOf(1000, parts)).toBe(expected);
});
