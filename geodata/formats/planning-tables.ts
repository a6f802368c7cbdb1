/**
 * Reads surface defects, roadworks, plan and spending, CSV or a sheet: one record a row; columns in `planning-columns.ts`.
 * Shape: `kennung` names a defect, works or a payment for good: the same one again corrects it, and with an x in `entfaellt`
 * takes it back. Of a plan `gebiet` and `plan_bis` do so; its figures are sums since the beginning.
 * Errors: a row of which anything can't be understood yields a Problem a cell and is left out as a whole.
 */
import type { PlanningContent } from '../construction/contents.ts';
import { defectKinds, fundingSources } from '../construction/planning.ts';
import type { PlanningRecord, PlanningRowRecord } from '../construction/records.ts';
import { FormatError, type Header, type Problem } from '../records.ts';
import { exampleRow } from './address-list.ts';
import { findPlanningColumns, missingColumns, type PlanningColumn } from './planning-columns.ts';
import { PlanningCells } from './planning-cells.ts';
import { PlanFalls } from './plan-falls.ts';
import { type CellOf, readRecordTable } from './record-table.ts';
import { readRoadworks } from './roadworks-rows.ts';
import type { RowSource } from './rows.ts';

/** What the one who imports says of such a table. */
export interface PlanningOptions {
  /** ISO date of the report, which knows nothing of what comes after it. */
  referenceDate: string | null;
  /** Municipality of rows that name none. */
  ags?: string | undefined;
}

/** Records from rows whose first one is the header. Errors: FormatError `missing-columns`. */
export async function* readPlanningTable(
  source: RowSource,
  content: PlanningContent,
  { referenceDate, ags }: PlanningOptions,
): AsyncGenerator<Header | PlanningRowRecord | Problem> {
  const falls = new PlanFalls();
  yield* readRecordTable<PlanningColumn, PlanningRowRecord>(
    source,
    { kind: 'rollout', source: 'ausbaumeldung', referenceDate },
    ({ cells, line }) => {
      const missing = missingColumns(content, cells);
      if (missing.length > 0) {
        throw new FormatError(
          'missing-columns',
          `line ${line} lacks the columns ${missing.join(', ')}; add them, or fill in the template`,
          line,
          { columns: missing },
        );
      }
      return findPlanningColumns(cells);
    },
    (cell, line) => {
      const example = exampleRow(cell, line);
      if (example) return [example];
      const items = readRow(cell, line, content, { referenceDate, ags });
      for (const item of items) if (item.type === 'rollout') falls.add(item);
      return items;
    },
  );
  yield* falls.problems();
}

function readRow(
  cell: CellOf<PlanningColumn>,
  line: number,
  content: PlanningContent,
  { referenceDate, ags: stated }: PlanningOptions,
): (PlanningRowRecord | Problem)[] {
  const cells = new PlanningCells(cell, line, referenceDate ?? '9999-12-31');
  const ags = cells.ags(stated);
  const says = cell('withdrawn') === '' ? readers[content](cells) : readWithdrawal(cells, content);
  if (cells.isRefused || ags === undefined || says === undefined) return cells.oneRefusal();
  const item = { type: 'rollout', line, ags } as const;
  const area = cell('area') || null;
  // The reader of its kind has filled in all that is its own; where it lies is found later.
  const record = { ...item, areaId: null, ...says } as PlanningRecord;
  return [{ ...item, record: 'planning_row', area, says: record }, ...cells.problems];
}

type Own<R> = R extends PlanningRecord ? Omit<R, 'type' | 'line' | 'ags' | 'areaId'> : never;

const readers: Record<PlanningContent, (cells: PlanningCells) => Own<PlanningRecord> | undefined> = {
  defects(cells) {
    const kind = cells.choice('defect', defectKinds) ?? 'other';
    const foundAt = cells.day('foundAt', 'required');
    const [repairedAt, acceptedAt] = [cells.day('repairedAt'), cells.day('acceptedAt')];
    for (const column of ['foundAt', 'repairedAt', 'acceptedAt'] as const) cells.requireHappened(column);
    const warrantyUntil = cells.day('warrantyUntil');
    const place = cells.place('latitude', 'longitude');
    if (!place) cells.refuseMissingPlace();
    const id = cells.id();
    if (!place || foundAt === null) return undefined;
    const geometry = { type: 'Point' as const, coordinates: [...place] };
    const trenchId = cells.text('trench');
    return { record: 'surface_defect', id, trenchId, kind, foundAt, repairedAt, acceptedAt, warrantyUntil, geometry };
  },
  roadworks(cells) {
    const [place, end] = [cells.place('latitude', 'longitude'), cells.place('latitudeEnd', 'longitudeEnd')];
    if (!place) cells.refuseMissingPlace();
    const isLine = place !== null && end !== null && (end[0] !== place[0] || end[1] !== place[1]);
    return readRoadworks(
      cells,
      isLine
        ? { type: 'LineString', coordinates: [[...place], [...end]] }
        : place && { type: 'Point', coordinates: [...place] },
    );
  },
  plan(cells) {
    const day = cells.lastDay('plannedBy');
    const addresses = cells.planned('addressesPlanned');
    const metres = cells.planned('metresPlanned');
    const { eur, eurBy } = cells.plannedEuros();
    cells.requireArea();
    if (!cells.isRefused && addresses === null && metres === null && eur === null) cells.refuseEmptyPlan();
    const whole = addresses === null ? null : Math.round(addresses);
    return day === null ? undefined : { record: 'plan', day, addresses: whole, metres, eur, eurBy };
  },
  spending(cells) {
    const day = cells.lastDayKnown('spentOn');
    const eur = cells.amount('eur', 'required');
    const fundedBy = cells.choice('fundedBy', fundingSources);
    const id = cells.id();
    return day === null || eur === null ? undefined : { record: 'spending', id, day, eur, fundedBy };
  },
};

const recordOf = {
  defects: 'surface_defect',
  roadworks: 'roadworks',
  plan: 'plan',
  spending: 'spending',
} as const satisfies Record<PlanningContent, PlanningRecord['record']>;

/** Of a plan the id is its day; the area is put before it once it is found. */
function readWithdrawal(cells: PlanningCells, content: PlanningContent) {
  if (content === 'plan') cells.requireArea();
  const id = content === 'plan' ? cells.lastDay('plannedBy') : cells.id();
  return id === null ? undefined : ({ record: 'withdrawal', of: recordOf[content], id } as const);
}
