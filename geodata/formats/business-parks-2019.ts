/**
 * Reads companies in business parks as published for mid-2019: one record per municipality.
 * Shape: `ags;firmen_in_gwg_gesamt;firmen_angeschlossen_absolut;firmen_angeschlossen_prozent;…`, counts; percentages
 * follow from the counts and are not read. An empty cell is null.
 * Errors: an unreadable count is null and yields a Problem; a missing column throws FormatError.
 * Source: Breitbandatlas | Gigabit-Grundbuch (https://gigabitgrundbuch.bund.de), 2019.
 */
import { FormatError, type BusinessParkRecord, type Header, type Problem } from '../records.ts';
import { normaliseAgs } from '../states.ts';
import { duplicateAgs, unusableAgs } from './atlas-csv.ts';
import { quote, warning } from './problems.ts';
import type { RowSource } from './rows.ts';
import { tableRows } from './table.ts';

const columns = {
  companies: 'firmen_in_gwg_gesamt',
  connected: 'firmen_angeschlossen_absolut',
  connectable: 'firmen_anschliessbar_absolut',
  unconnected: 'firmen_unangeschlossen_absolut',
} as const;

type Count = keyof typeof columns;
type Positions = Record<'ags' | Count, number>;

/** Whether a header line is one of this schema. */
export function isBusinessParkHeader(header: readonly string[]): boolean {
  return header.some((name) => /^firmen_/i.test(name.trim()));
}

/** Companies in business parks from rows whose first one is the header. `referenceDate` is an ISO date. */
export async function* readBusinessParks(
  source: RowSource,
  referenceDate: string | null = null,
): AsyncGenerator<Header | BusinessParkRecord | Problem> {
  const seen = new Map<string, number>();
  let positions: Positions | undefined;
  for await (const item of tableRows(source, ({ cells, line }) => findPositions(cells, line))) {
    if (item.type === 'problem') {
      yield item;
    } else if (item.type === 'start') {
      positions = item.columns.positions;
      yield {
        type: 'header',
        kind: 'business_parks',
        figures: [],
        population: 'business_parks',
        referenceDate,
        source: 'breitbandatlas',
        expected: null,
      };
    } else if (positions) {
      const { line, cells } = item;
      const { ags: keyPosition, ...counts } = positions;
      const keyText = cells[keyPosition] ?? '';
      const ags = normaliseAgs(keyText);
      if (!ags) {
        yield unusableAgs(keyText, line);
        continue;
      }
      const earlier = seen.get(ags);
      if (earlier !== undefined) {
        yield duplicateAgs(ags, line, earlier);
        continue;
      }
      seen.set(ags, line);
      const problems: Problem[] = [];
      const count = (name: Count): number | null => readCount(cells[counts[name]] ?? '', line, columns[name], problems);
      yield {
        type: 'business_parks',
        line,
        ags,
        companies: count('companies'),
        connected: count('connected'),
        connectable: count('connectable'),
        unconnected: count('unconnected'),
      };
      yield* problems;
    }
  }
}

function findPositions(header: readonly string[], line: number): { positions: Positions; count: number } {
  const names = header.map((name) => name.trim().toLowerCase());
  const wanted = { ags: 'ags', ...columns };
  const missing = Object.values(wanted).filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new FormatError('missing-columns', `line ${line} lacks the columns ${missing.join(', ')}; add them`, line, {
      columns: missing,
    });
  }
  const positions = Object.fromEntries(Object.entries(wanted).map(([key, name]) => [key, names.indexOf(name)]));
  return { positions: positions as Positions, count: header.length };
}

/** A count, whole and not negative; empty is null; anything else is null with a warning. */
export function readCount(text: string, line: number, column: string, problems: Problem[]): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (/^\d{1,15}$/.test(trimmed)) return Number(trimmed);
  problems.push(
    warning(
      line,
      'count-not-a-number',
      `column "${column}": ${quote(text)} is no count; taken as not stated`,
      'Write a whole number from 0, or leave the cell empty',
    ),
  );
  return null;
}
