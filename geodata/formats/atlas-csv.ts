/**
 * Reads municipal files of the Breitbandatlas, whatever their dialect: one record per municipality.
 * Shape: a header line with an AGS and figures (see `atlas-columns.ts`), then a line per municipality; delimiter `;`,
 * `,` or tab, decimals 97,4 or 97.4, quoted or not; an empty cell is null. XLSX sheets come as the same rows.
 * Errors: an unreadable cell is null and yields a Problem; a row without usable key yields one and is left out; a
 * header without key or figures throws FormatError.
 * Source: Breitbandatlas | Gigabit-Grundbuch (https://gigabitgrundbuch.bund.de).
 */
import { FormatError, type Header, type MunicipalCoverageRecord, type Population, type Problem } from '../records.ts';
import { normaliseAgs } from '../states.ts';
import { findAtlasColumns, type AtlasColumns } from './atlas-columns.ts';
import { quote, refused, warning } from './problems.ts';
import { tableRows } from './table.ts';
import type { RowSource } from './rows.ts';
import { findLadders, readShare, reportRises } from './shares.ts';

/** What the file itself does not say, but its name or the one who imports it. */
export interface AtlasOptions {
  /** Whose shares they are; households unless told. */
  population?: Population | undefined;
  /** ISO date that the figures hold for. */
  referenceDate?: string | null | undefined;
}

/** Municipal coverage from rows whose first one is the header. */
export async function* readAtlas(
  source: RowSource,
  options: AtlasOptions = {},
): AsyncGenerator<Header | MunicipalCoverageRecord | Problem> {
  const seen = new Map<string, number>();
  let columns: AtlasColumns | undefined;
  let names: string[] = [];
  let ladders = findLadders([]);
  for await (const item of tableRows(source, ({ cells, line }) => checkedColumns(cells, line))) {
    if (item.type === 'problem') {
      yield item;
      continue;
    }
    if (item.type === 'start') {
      columns = item.columns;
      const { figures, unknown } = columns;
      names = columns.names.map((name) => `column ${quote(name)}`);
      ladders = findLadders(figures);
      yield {
        type: 'header',
        kind: 'municipal_coverage',
        figures,
        population: options.population ?? 'households',
        referenceDate: options.referenceDate ?? null,
        source: 'breitbandatlas',
        expected: null,
      };
      if (unknown.length > 0) yield unknownColumns(unknown, item.line);
      continue;
    }
    if (!columns) continue;
    const { key, figures, positions } = columns;
    const { line, cells } = item;
    const keyText = cells[key] ?? '';
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
    const shares = positions.map((position, index) =>
      readShare(cells[position] ?? '', line, names[index] ?? '', problems),
    );
    reportRises(shares, ladders, figures, line, problems);
    yield { type: 'municipal_coverage', line, ags, shares };
    yield* problems;
  }
}

function checkedColumns(header: readonly string[], line: number): AtlasColumns {
  const columns = findAtlasColumns(header);
  if (!columns) {
    throw new FormatError(
      'missing-columns',
      `line ${line} has no column of a technology and speed class, such as "alle Technologien ≥ 30 Mbit/s" or "300_30"; it starts with ${quote(header.join(' | '), 80)}`,
      line,
    );
  }
  if (columns.key < 0) {
    throw new FormatError(
      'missing-columns',
      `line ${line} has no column "AGS"; name the column with the municipality keys so`,
      line,
    );
  }
  if (columns.twice.length > 0) {
    throw new FormatError(
      'duplicate-column',
      `line ${line} has two columns for ${columns.twice.join(', ')}; remove one of them`,
      line,
      { columns: columns.twice },
    );
  }
  return columns;
}

function unknownColumns(names: readonly string[], line: number): Problem {
  return warning(
    line,
    'unknown-column',
    `left out, because technology or speed class is unknown: ${names.map((name) => quote(name)).join(', ')}`,
    'Correct the names if they are misspelt',
  );
}

/** The key of a row that is none. */
export function unusableAgs(text: string, line: number, digits: 5 | 8 = 8): Problem {
  return refused(
    line,
    'unusable-ags',
    `${quote(text)} is no AGS`,
    `An AGS has ${digits} digits and starts with 01 to 16 for the Land; a lost leading zero is understood`,
  );
}

/** A key that an earlier row had already. */
export function duplicateAgs(ags: string, line: number, earlier: number): Problem {
  return refused(
    line,
    'duplicate-ags',
    `AGS ${ags} was already in line ${earlier}`,
    'Keep the right one of the two rows',
  );
}
