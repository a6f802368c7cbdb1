import type { Point } from './series.ts';
import { type SensorItem } from '../items.ts';

/** One series as CSV (RFC 4180): UTC times, the values as the server told them, in the unit that the head names. */
export function csvOf(item: Pick<SensorItem, 'unit' | 'propertyKey'>, points: readonly Point[]): string {
  const head = [
    'from',
    'to',
    'value',
    'lowest',
    'highest',
    'plausible_lowest',
    'plausible_highest',
    'doubtful',
    'left_out',
    'unit',
  ];
  const rows = points.map(({ from, to, value, low, high, plausible, doubtful, leftOut }) => [
    new Date(from).toISOString(),
    to > from ? new Date(to).toISOString() : '',
    ...[value, low, high, plausible?.[0] ?? '', plausible?.[1] ?? '', doubtful, leftOut].map(String),
    quoted(item.unit ?? ''),
  ]);
  return [head, ...rows].map((row) => `${row.join()}\r\n`).join('');
}

/** Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Hands a text to the reader as a file. */
export function saveText(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the data after a while; nothing tells when.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
