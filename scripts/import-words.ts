/** What the import command says of its work, in both languages. */
import type { Language } from '../geodata/words/problems.ts';
import type { ImportResult } from '../server/editions/import.ts';

interface ImportWords {
  records: string;
  line(line: number): string;
  severity: Record<'refused' | 'warning', string>;
  more(count: string): string;
  known(editionId: string): string;
  counts(result: ImportResult, count: (value: number) => string): string;
  nothingWritten: string;
}

export const importWords: Record<Language, ImportWords> = {
  en: {
    records: 'records',
    line: (line) => (line === 0 ? 'file' : `line ${line}`),
    severity: { refused: 'refused', warning: 'warning' },
    more: (count) => `… and ${count} more; --problems FILE.csv lists them all`,
    known: (editionId) => `known already as edition ${editionId}; nothing was changed`,
    counts: ({ status, editionId, read, written, refused, warnings }, count) =>
      `${status === 'rehearsed' ? 'rehearsed, nothing was written' : `edition ${editionId}`}: ${count(read)} records read, ` +
      `${count(written)} written, ${count(refused)} refused, ${count(warnings)} warnings`,
    nothingWritten: 'Nothing was written.',
  },
  de: {
    records: 'Zeilen',
    line: (line) => (line === 0 ? 'Datei' : `Zeile ${line}`),
    severity: { refused: 'nicht übernommen', warning: 'bitte ansehen' },
    more: (count) => `… und ${count} weitere; --problems DATEI.csv nennt alle`,
    known: (editionId) => `schon bekannt als Ausgabe ${editionId}; nichts wurde geändert`,
    counts: ({ status, editionId, read, written, refused, warnings }, count) =>
      `${status === 'rehearsed' ? 'geprüft, nichts wurde geschrieben' : `Ausgabe ${editionId}`}: ${count(read)} gelesen, ` +
      `${count(written)} übernommen, ${count(refused)} nicht übernommen, ${count(warnings)} bitte ansehen`,
    nothingWritten: 'Nichts wurde geschrieben.',
  },
};
