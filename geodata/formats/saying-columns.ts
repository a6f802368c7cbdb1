/** What columns and attributes are called that say something of a stage, in operators' lists and in our template. */
import { type SayingField, type SayingFinding } from '../construction/sayings.ts';
import { foldName } from '../names.ts';
import type { Problem } from '../records.ts';
import { quote } from './problems.ts';

/** `reportedOn`: day of the report, where it is another one than that of the whole file. */
export type SayingColumn = SayingField | 'reportedOn' | 'example';

const names: Record<SayingColumn, readonly string[]> = {
  stage: ['stufe', 'stage', 'station', 'bauphase', 'phase', 'ausbaustufe'],
  progress: ['fortschritt', 'progress'],
  status: ['status', 'baustatus', 'ausbaustatus', 'ausbauzustand'],
  from: ['von', 'ab', 'seit', 'beginn', 'datum', 'statusdatum', 'from', 'since', 'begin', 'date'],
  until: ['bis', 'until', 'to', 'ende', 'end'],
  share: ['anteil', 'share'],
  shareOf: ['anteilvon', 'shareof'],
  certainty: ['sicherheit', 'certainty'],
  quotaRequired: ['quote', 'verlangtequote', 'quota', 'quotarequired'],
  expected: ['erwartet', 'termin', 'voraussichtlich', 'expected'],
  announcedAt: ['angekuendigtam', 'angekuendigt', 'announcedat', 'announced'],
  note: ['bemerkung', 'hinweis', 'kommentar', 'note', 'remark'],
  sourceNote: ['quelle', 'source'],
  reportedOn: ['stand', 'gemeldetam', 'reportedon', 'reported'],
  example: ['beispiel', 'example'],
};

const columnOf = new Map<string, SayingColumn>(
  Object.entries(names).flatMap(([column, spellings]) =>
    spellings.map((spelling) => [spelling, column as SayingColumn] as const),
  ),
);

/** What a column's name means; undefined = nothing that is known. */
export function sayingColumnOf(name: string): SayingColumn | undefined {
  return columnOf.get(foldName(name).replaceAll(' ', ''));
}

/** Position of each known column; of two with one meaning the first counts. */
export function findSayingColumns(header: readonly string[]): Map<SayingColumn, number> {
  const found = new Map<SayingColumn, number>();
  for (const [index, name] of header.entries()) {
    const column = sayingColumnOf(name);
    if (column && !found.has(column)) found.set(column, index);
  }
  return found;
}

/** A finding as a problem of its line or feature. */
export function problemOf({ severity, field, rule, read, why, fix }: SayingFinding, line: number): Problem {
  const [column = field] = names[field];
  const what = read === '' ? `column "${column}"` : `${quote(read)} in column "${column}"`;
  return { type: 'problem', severity, line, rule, message: `${what}: ${why}`, fix, ...(read !== '' && { read }) };
}
