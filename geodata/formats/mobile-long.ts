/**
 * Reads mobile coverage in long form: one record per county, technology and kind of area.
 * Shape: `AGS;Technologie;Flaechenart;Flaechen Gruppe;Flaechen Gruppe Name;Verfügbarkeit`, five-digit keys, shares in
 * % of the area; an empty share is null.
 * Errors: an unreadable share is null and yields a Problem; a missing column throws FormatError.
 * Source: Breitbandatlas | Gigabit-Grundbuch (https://gigabitgrundbuch.bund.de), 2021.
 */
import { FormatError, type Header, type MobileCoverageRecord, type Problem } from '../records.ts';
import { normaliseAgs } from '../states.ts';
import { unusableAgs } from './atlas-csv.ts';
import { refused } from './problems.ts';
import type { RowSource } from './rows.ts';
import { readShare } from './shares.ts';
import { tableRows } from './table.ts';

/** Headers as they were seen, lower case; the umlaut may have been lost on the way. */
const columns = {
  ags: /^ags$/,
  technology: /^technologie$/,
  areaType: /^fl(ae|ä)chenart$/,
  areaGroup: /^fl(ae|ä)chen[ _]?gruppe[ _]?name$/,
  share: /^verf.{1,2}gbarkeit/,
} as const;

type Column = keyof typeof columns;
type Positions = Record<Column, number>;

/** Whether a header line is one of this schema. */
export function isMobileHeader(header: readonly string[]): boolean {
  return [columns.technology, columns.areaType].every((pattern) => findPosition(header, pattern) >= 0);
}

function findPosition(header: readonly string[], pattern: RegExp): number {
  return header.findIndex((name) => pattern.test(name.trim().toLowerCase()));
}

/** Mobile coverage from rows whose first one is the header. `referenceDate` is an ISO date. */
export async function* readMobileCoverage(
  source: RowSource,
  referenceDate: string | null = null,
): AsyncGenerator<Header | MobileCoverageRecord | Problem> {
  const seen = new Map<string, number>();
  let positions: Positions | undefined;
  for await (const item of tableRows(source, ({ cells, line }) => findPositions(cells, line))) {
    if (item.type === 'problem') {
      yield item;
    } else if (item.type === 'start') {
      positions = item.columns.positions;
      yield {
        type: 'header',
        kind: 'mobile_coverage',
        figures: [],
        population: 'households',
        referenceDate,
        source: 'breitbandatlas',
        expected: null,
      };
    } else if (positions) {
      const { line, cells } = item;
      const places = positions;
      const text = (column: Column): string => (cells[places[column]] ?? '').trim();
      const countyAgs = normaliseAgs(text('ags'), 5);
      if (!countyAgs) {
        yield unusableAgs(text('ags'), line, 5);
        continue;
      }
      const technology = text('technology');
      const areaType = text('areaType');
      const key = `${countyAgs} ${technology} ${areaType}`;
      const earlier = seen.get(key);
      if (earlier !== undefined) {
        yield refused(
          line,
          'duplicate-row',
          `${key} was already in line ${earlier}`,
          'Keep the right one of the two rows',
        );
        continue;
      }
      seen.set(key, line);
      const problems: Problem[] = [];
      const share = readShare(text('share'), line, 'column "Verfügbarkeit"', problems);
      yield { type: 'mobile_coverage', line, countyAgs, technology, areaType, areaGroup: text('areaGroup'), share };
      yield* problems;
    }
  }
}

function findPositions(header: readonly string[], line: number): { positions: Positions; count: number } {
  const positions = Object.entries(columns).map(([name, pattern]) => [name, findPosition(header, pattern)] as const);
  const missing = positions.filter(([, position]) => position < 0).map(([name]) => name);
  if (missing.length > 0) {
    throw new FormatError(
      'missing-columns',
      `line ${line} lacks the columns for ${missing.join(', ')}; expected AGS;Technologie;Flaechenart;Flaechen Gruppe Name;Verfügbarkeit`,
      line,
    );
  }
  return { positions: Object.fromEntries(positions) as Positions, count: header.length };
}
