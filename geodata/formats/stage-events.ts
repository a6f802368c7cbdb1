/**
 * Reads what was reported of stages, CSV or a sheet: one event a row.
 * Shape: what it is about as an address (`strasse`, `hnr`, `plz`, `ort` …, see `address-columns.ts`), as `art` and `kennung`
 * (area, trench or point by its id), or as `gebiet` or `ortsteil` by name; `ags`; the stage as `stufe` and `fortschritt`,
 * or `status`; `von`, `bis`, `anteil`, `erwartet` … (see `saying-columns.ts`). Names are known in English too.
 * Errors: a row of which anything can't be understood yields a Problem a cell and is left out as a whole.
 */
import type { StageEventRecord, SubjectReference } from '../construction/records.ts';
import { isRefusal, readPeriod } from '../construction/periods.ts';
import { readSaying } from '../construction/sayings.ts';
import type { SubjectKind } from '../construction/stages.ts';
import { foldName } from '../names.ts';
import type { Header, Problem } from '../records.ts';
import { normaliseAgs } from '../states.ts';
import { type AddressColumn, findAddressColumns } from './address-columns.ts';
import { type AddressMemory, exampleRow, readAddress } from './address-list.ts';
import type { PlanningOptions } from './planning-tables.ts';
import { quote, refused } from './problems.ts';
import { type CellOf, readRecordTable } from './record-table.ts';
import type { RowSource } from './rows.ts';
import { findSayingColumns, problemOf, type SayingColumn } from './saying-columns.ts';

type SubjectColumn = 'kind' | 'id' | 'area';
type EventColumn = AddressColumn | SayingColumn | SubjectColumn;

const subjectNames: Record<SubjectColumn, readonly string[]> = {
  kind: ['art', 'objektart', 'kind', 'subjectkind'],
  id: ['kennung', 'objekt', 'objektid', 'trassenid', 'gebietsid', 'id', 'subjectid'],
  area: ['gebiet', 'ausbaugebiet', 'gebietsname', 'area', 'areaname'],
};

const kinds: readonly [RegExp, SubjectKind][] = [
  [/^(gebiet|ausbaugebiet|area)$/, 'area'],
  [/^(trasse|trassenabschnitt|trench)$/, 'trench'],
  [/^(netzpunkt|nvt|verteiler|schacht|network point|point)$/, 'network_point'],
  [/^(adresse|address)$/, 'address'],
];

/** Whether a header is one of events: a stage, how far it is or when it is expected, and what it is about. */
export function isStageEventHeader(header: readonly string[]): boolean {
  const found = findEventColumns(header);
  const isAbout = ['id', 'area', 'district', 'street', 'address'].some((column) => found.has(column as EventColumn));
  return isAbout && found.has('stage') && (found.has('progress') || found.has('expected'));
}

/** Whether a table can be read as one of events, if it is said to be one: an operator's list with a status too. */
export function hasStages(header: readonly string[]): boolean {
  const found = findEventColumns(header);
  return found.has('stage') || found.has('status');
}

/**
 * Events from rows whose first one is the header. `referenceDate` is the ISO date that the report is of, `ags` the
 * municipality of rows that name none.
 */
export function readStageEvents(
  source: RowSource,
  { referenceDate, ags }: PlanningOptions,
): AsyncGenerator<Header | StageEventRecord | Problem> {
  const memory: AddressMemory = { zoneAssumed: false };
  return readRecordTable<EventColumn, StageEventRecord>(
    source,
    { kind: 'rollout', source: 'ausbaumeldung', referenceDate },
    ({ cells }) => findEventColumns(cells),
    (cell, line) => {
      const example = exampleRow(cell, line);
      return example ? [example] : readEvent(cell, line, { referenceDate: referenceDate ?? '', ags }, memory);
    },
  );
}

function findEventColumns(header: readonly string[]): Map<EventColumn, number> {
  const own = new Map<EventColumn, number>();
  for (const [index, name] of header.entries()) {
    const folded = foldName(name).replaceAll(' ', '');
    const column = (Object.keys(subjectNames) as SubjectColumn[]).find((one) => subjectNames[one].includes(folded));
    if (column && !own.has(column)) own.set(column, index);
  }
  return new Map<EventColumn, number>([...findAddressColumns(header), ...findSayingColumns(header), ...own]);
}

function readEvent(
  cell: CellOf<EventColumn>,
  line: number,
  { referenceDate, ags: stated }: { referenceDate: string; ags: string | undefined },
  memory: AddressMemory,
): (StageEventRecord | Problem)[] {
  const problems: Problem[] = [];
  const ags = normaliseAgs(cell('ags') === '' ? (stated ?? '') : cell('ags')) ?? null;
  const about = readSubject(cell, line, memory, problems);
  if (ags === null && about?.by !== 'address') problems.push(missingAgs(cell('ags'), line));
  const reportedOn = cell('reportedOn') === '' ? referenceDate : dayOf(cell('reportedOn'));
  if (reportedOn === undefined) problems.push(unusableReport(cell('reportedOn'), line));
  const { saying, findings } = readSaying(cell, reportedOn ?? referenceDate);
  problems.push(...findings.map((finding) => problemOf(finding, line)));
  const isRefused = problems.some(({ severity }) => severity === 'refused');
  if (isRefused || !about || !saying) return oneRefusal(problems);
  return [{ type: 'rollout', record: 'event', line, ags, about, ...saying }, ...problems];
}

/** A row is refused once, whatever is wrong with it: what else is found in it deserves a look at the same time. */
function oneRefusal(problems: readonly Problem[]): Problem[] {
  const first = problems.find(({ severity }) => severity === 'refused');
  return problems.map((problem) => (problem === first ? problem : { ...problem, severity: 'warning' }));
}

function readSubject(
  cell: CellOf<EventColumn>,
  line: number,
  memory: AddressMemory,
  problems: Problem[],
): SubjectReference | undefined {
  // A list of addresses may number its rows.
  if (cell('id') !== '' && (cell('kind') !== '' || (cell('street') === '' && cell('address') === ''))) {
    const kind = cell('kind') === '' ? 'area' : kinds.find(([pattern]) => pattern.test(foldName(cell('kind'))))?.[1];
    if (kind) return { by: 'id', kind, id: cell('id') };
    problems.push({
      ...refused(
        line,
        'unknown-subject-kind',
        `${quote(cell('kind'))} in column "art": nothing of this kind is known`,
        'Write Gebiet, Trasse, Netzpunkt or Adresse',
      ),
      read: cell('kind'),
    });
    return undefined;
  }
  if (cell('street') !== '' || cell('address') !== '') {
    const address = readAddress(cell, line, memory, problems);
    return address && { by: 'address', address };
  }
  const name = cell('area') === '' ? cell('district') : cell('area');
  if (name !== '') return { by: 'name', name };
  problems.push(
    refused(
      line,
      'missing-subject',
      'the row does not say what it is about',
      'Fill in "gebiet" or "ortsteil", "strasse" and "hnr", or "art" and "kennung"',
    ),
  );
  return undefined;
}

/** ISO date of a single day, undefined if the text is none. */
function dayOf(text: string): string | undefined {
  const period = readPeriod(text);
  return isRefusal(period) || period.first !== period.last ? undefined : (period.first ?? undefined);
}

function missingAgs(read: string, line: number): Problem {
  const what = read === '' ? 'the key of the municipality is missing' : `${quote(read)} in column "ags": it is no AGS`;
  const fix = 'Write the eight digits of the AGS, 07313000 for Landau in der Pfalz';
  return { ...refused(line, 'unusable-ags', what, fix), ...(read !== '' && { read }) };
}

function unusableReport(read: string, line: number): Problem {
  const problem = refused(
    line,
    'unusable-report-day',
    `${quote(read)} in column "stand": it is no day`,
    'Write the day of the report as in 2026-06-30, or leave it out',
  );
  return { ...problem, read };
}
