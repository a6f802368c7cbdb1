import { chooseRows, type TableChoice, type TableEntry, withoutMarks } from '../../geodata/municipal-table.ts';
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

/** The rows of a choice in its order, of the municipalities where somebody lives: the same on the page and in files. */
export function listTableRows(municipalities: Municipalities, column: FigureColumn, choice: TableChoice): TableRow[] {
  const inhabited = municipalities.list({ inhabited: true }, 'AGS');
  const ranks = new Map(
    rankMunicipalities(inhabited, column).ranked.map(({ municipality, rank }) => [municipality.ags, rank]),
  );
  const rows = inhabited.map((municipality): TableRow => ({
    ags: municipality.ags,
    folded: withoutMarks(municipality.name),
    stateCode: municipality.ags.slice(0, 2),
    sharePercent: column.shares.get(municipality.ags) ?? null,
    municipality,
    rank: ranks.get(municipality.ags) ?? null,
  }));
  return chooseRows(rows, choice);
}
