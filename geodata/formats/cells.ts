/**
 * Reads 100 m cells from CSV: one record per cell; the file may have millions.
 * Shape: an id in the atlas' spelling or Zensus 2022's (or `x_mp_100m`, `y_mp_100m`), `gem` or `ags`, households, and
 * figures `down_fn_hh_{alle|ftthb|ftth|fttb|fttc|hfc}_{10…1000}` in % of the cell's households. A census file has
 * households and no figures. Empty, or a dash as the census writes it, is null.
 * Errors: a cell without usable id, outside Germany or given twice yields a Problem and is left out; FormatError
 * `missing-columns`, `wrong-grid`.
 * Sources: Breitbandatlas | Gigabit-Grundbuch; Statistische Ämter des Bundes und der Länder, Zensus 2022.
 */
import { FormatError, type CellCoverageRecord, type Header, type Problem } from '../records.ts';
import type { Corner } from '../grid.ts';
import { normaliseAgs } from '../states.ts';
import { flatten } from './batches.ts';
import {
  coarseGridOf,
  cornerOfId,
  cornerOfMiddle,
  createCellSet,
  findCellColumns,
  type CellColumns,
} from './cell-columns.ts';
import { quote, refused, warning } from './problems.ts';
import type { RowSource } from './rows.ts';
import { findLadders, readShare, reportRises } from './shares.ts';
import { tableBatches } from './table.ts';

type CellItem = Header | CellCoverageRecord | Problem;

/** Cells from rows whose first one is the header. `referenceDate` is an ISO date. */
export function readCells(source: RowSource, referenceDate: string | null = null): AsyncIterableIterator<CellItem> {
  return flatten(readCellBatches(source, referenceDate));
}

async function* readCellBatches(source: RowSource, referenceDate: string | null): AsyncGenerator<CellItem[]> {
  let read: CellReader | undefined;
  const batches = tableBatches(source, ({ cells, line }) => {
    const names = cells.map((name) => name.trim());
    return { names, found: checkedCellColumns(names, line), count: names.length };
  });
  for await (const batch of batches) {
    const items: CellItem[] = [];
    for (const item of batch) {
      if (item.type === 'problem') {
        items.push(item);
      } else if (item.type === 'start') {
        const { names, found } = item.columns;
        read = createCellReader(names, found);
        items.push(cellHeader(found, referenceDate), ...unknownFigures(found, item.line));
      } else {
        read?.(item.cells, item.line, undefined, items);
      }
    }
    yield items;
  }
}

/** Columns of cells that can be read. Errors: FormatError `wrong-grid`, `missing-columns`, `duplicate-column`. */
export function checkedCellColumns(names: readonly string[], line: number, hasPlace = false): CellColumns {
  const coarse = coarseGridOf(names);
  if (coarse) {
    throw new FormatError('wrong-grid', `these are cells of the ${coarse} grid; take the file of the 100 m grid`, line);
  }
  const columns = findCellColumns(names);
  if (!hasPlace && columns.id < 0 && (columns.x < 0 || columns.y < 0)) {
    throw new FormatError(
      'missing-columns',
      `line ${line} has no id of a cell; name its column "id" or "GITTER_ID_100m"`,
      line,
    );
  }
  if (columns.figures.length === 0 && columns.households < 0) {
    throw new FormatError(
      'missing-columns',
      `line ${line} has neither households nor figures; expected a column such as "Insgesamt_Haushalte" or "down_fn_hh_alle_1000"`,
      line,
    );
  }
  const twice = columns.figures.filter((figure, index) => columns.figures.indexOf(figure) !== index);
  if (twice.length > 0)
    throw new FormatError('duplicate-column', `two columns hold ${twice.join(', ')}; remove one of them`, line, {
      columns: twice,
    });
  return columns;
}

/** Header of an edition of cells. `expected` is the number of cells, if it is known. */
export function cellHeader(columns: CellColumns, referenceDate: string | null, expected: number | null = null): Header {
  return {
    type: 'header',
    kind: 'cell_coverage',
    figures: columns.figures,
    population: 'households',
    referenceDate,
    source: columns.census ? 'zensus' : 'breitbandatlas',
    expected,
  };
}

/** A warning for columns that look like figures but are not known; nothing if there are none. */
export function unknownFigures({ unknown }: CellColumns, line: number): Problem[] {
  if (unknown.length === 0) return [];
  return [
    warning(
      line,
      'unknown-column',
      `left out, because technology or speed class is unknown: ${unknown.map((name) => quote(name)).join(', ')}`,
      'Correct the names if they are misspelt',
    ),
  ];
}

/** Puts the record of one cell, or the Problem why there is none, into `items`. `place` is for cells without an id. */
export type CellReader = (cells: readonly string[], line: number, place: Corner | undefined, items: CellItem[]) => void;

/** A reader for cells of one source: knows its columns and which cells it has seen. */
export function createCellReader(names: readonly string[], columns: CellColumns): CellReader {
  const { id, x, y, ags: agsPosition, households: householdsPosition, figures, positions } = columns;
  const seen = createCellSet();
  const ladders = findLadders(figures);
  const labels = positions.map((position) => `column "${names[position]}"`);
  const find = (cells: readonly string[]): Corner | undefined =>
    id >= 0 ? cornerOfId(cells[id] ?? '') : cornerOfMiddle(Number(cells[x]), Number(cells[y]));
  return (cells, line, place, items) => {
    const corner = place ?? find(cells);
    if (!corner) {
      items.push(unusableId((id >= 0 ? [cells[id]] : [cells[x], cells[y]]).join(', '), line));
      return;
    }
    const state = seen.add(corner);
    if (state !== 'new') {
      items.push(state === 'known' ? duplicateCell(corner, line) : outsideGermany(corner, line));
      return;
    }
    const problems: Problem[] = [];
    const shares = new Array<number | null>(positions.length);
    for (let index = 0; index < shares.length; index += 1) {
      const text = cells[positions[index] ?? -1] ?? '';
      // Nearly all are whole numbers of one to three digits; the slow way is for the rest.
      const value = text.length > 0 && text.length <= 3 ? Number(text) : NaN;
      shares[index] =
        value >= 0 && value <= 100 && Number.isInteger(value)
          ? value
          : readShare(text, line, labels[index] ?? '', problems);
    }
    reportRises(shares, ladders, figures, line, problems);
    const agsText = cells[agsPosition] ?? '';
    const ags = agsText === '' ? null : (normaliseAgs(agsText) ?? null);
    if (ags === null && agsText.trim() !== '') problems.push(unreadableAgs(agsText, line));
    const households = readHouseholds(cells[householdsPosition] ?? '', line, problems);
    items.push({
      type: 'cell_coverage',
      line,
      northing: corner.northing,
      easting: corner.easting,
      ags,
      households,
      shares,
    });
    if (problems.length > 0) items.push(...problems);
  };
}

/** Households of a cell: a whole number; empty, or a dash of any kind, is null. */
function readHouseholds(text: string, line: number, problems: Problem[]): number | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '-' || trimmed === '–') return null;
  if (/^\d{1,7}([.,]0+)?$/.test(trimmed)) return Number.parseInt(trimmed, 10);
  problems.push(
    warning(
      line,
      'count-not-a-number',
      `households: ${quote(text)} is no count; taken as not stated`,
      'Write a whole number from 0, or leave the cell empty',
    ),
  );
  return null;
}

function unusableId(id: string, line: number): Problem {
  return refused(
    line,
    'unusable-cell-id',
    `${quote(id)} is no cell of the 100 m grid`,
    'Write ids like 100mN29001E41837 or CRS3035RES100mN2900100E4183700',
  );
}

function duplicateCell({ northing, easting }: Corner, line: number): Problem {
  return refused(
    line,
    'duplicate-cell',
    `cell N ${northing} E ${easting} was given before`,
    'Keep the right one of the two rows',
  );
}

function outsideGermany({ northing, easting }: Corner, line: number): Problem {
  return refused(
    line,
    'outside-germany',
    `cell N ${northing} E ${easting} is not in Germany`,
    'Check that northing and easting are not exchanged',
  );
}

function unreadableAgs(text: string, line: number): Problem {
  return warning(
    line,
    'unusable-ags',
    `${quote(text)} is no AGS; the municipality is taken from the place of the cell`,
    'An AGS has 8 digits and starts with 01 to 16 for the Land',
  );
}
