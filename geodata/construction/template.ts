/** A blank form of a table: a head, an example a case, and what may be written. */
export interface Template {
  name: 'stage-events' | 'addresses' | 'surface-defects' | 'roadworks' | 'plan' | 'spending' | 'devices';
  columns: readonly string[];
  /** Rows that show how; the first column marks them, so that none is taken for real. */
  examples: readonly (readonly string[])[];
  /** What each column means and may hold. */
  notes: readonly (readonly [column: string, meaning: string])[];
  /** What is offered in a column. */
  choices: Readonly<Record<string, readonly string[]>>;
}

export const exampleNote = 'Ein x heißt: Die Zeile ist ein Beispiel und wird nicht gelesen. Leer lassen.';

/** A row is written by what it says; what it leaves out is empty. */
export function examplesOf<Column extends string>(
  columns: readonly Column[],
  rows: readonly Partial<Record<Column, string>>[],
): string[][] {
  return rows.map((row) => columns.map((column) => row[column] ?? ''));
}
