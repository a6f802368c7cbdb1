import {
  chooseRows,
  type TableChoice,
  type TableEntry,
  type TableSort,
  withoutMarks,
} from '../../geodata/municipal-table.ts';
import type { Municipalities } from '../places/directory.ts';
import type { Municipality } from '../places/queries.ts';
import type { FigureColumn } from './columns.ts';
import { rankMunicipalities } from './ranking.ts';

/** A row of the table of all municipalities. */
export interface TableRow extends TableEntry {
  municipality: Municipality;
  /** Among all inhabited municipalities, 1 = highest share; equal shares share a rank. null = it has no share. */
  rank: number | null;
}

/** Rows by order, of a column. Neither it nor the municipalities ever change, and both are kept for as long as they are asked for. */
const known = new WeakMap<FigureColumn, WeakMap<Municipalities, Map<TableSort, readonly TableRow[]>>>();

/** The rows of a choice in its order, of the municipalities where somebody lives: the same on the page and in files. */
export function listTableRows(
  municipalities: Municipalities,
  column: FigureColumn,
  choice: TableChoice,
): readonly TableRow[] {
  const { sort, state, name } = choice;
  const all = sortedRows(municipalities, column, sort);
  return state === undefined && name.trim() === '' ? all : chooseRows(all, choice);
}

function sortedRows(municipalities: Municipalities, column: FigureColumn, sort: TableSort): readonly TableRow[] {
  const ofColumn = known.get(column) ?? new WeakMap<Municipalities, Map<TableSort, readonly TableRow[]>>();
  known.set(column, ofColumn);
  const bySort = ofColumn.get(municipalities) ?? new Map<TableSort, readonly TableRow[]>();
  ofColumn.set(municipalities, bySort);
  const found = bySort.get(sort);
  if (found) return found;
  const [anyOrder] = bySort.values();
  const rows = chooseRows(anyOrder ?? makeRows(municipalities, column), { sort, state: undefined, name: '' });
  bySort.set(sort, rows);
  return rows;
}

function makeRows(municipalities: Municipalities, column: FigureColumn): TableRow[] {
  const inhabited = municipalities.list({ inhabited: true }, 'AGS');
  const ranks = new Map(
    rankMunicipalities(inhabited, column).ranked.map(({ municipality, rank }) => [municipality.ags, rank]),
  );
  return inhabited.map((municipality) => ({
    ags: municipality.ags,
    folded: withoutMarks(municipality.name),
    stateCode: municipality.ags.slice(0, 2),
    sharePercent: column.shares.get(municipality.ags) ?? null,
    municipality,
    rank: ranks.get(municipality.ags) ?? null,
  }));
}
