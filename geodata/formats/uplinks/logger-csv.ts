import { parse } from 'csv-parse/sync';
import type { Problem } from '../../records.ts';
import type { Reading, ReadingItem } from '../../sensors/readings.ts';
import { quote, refused } from '../problems.ts';
import { detectDelimiter } from '../rows.ts';
import { reading, soleTime, unreadable, valueOf } from './parts.ts';

const names = {
  device: ['device', 'gerät', 'geraet', 'sensor', 'sensor_id', 'device_id'],
  time: ['time', 'zeit', 'timestamp', 'zeitstempel', 'datum', 'phenomenontime'],
  field: ['field', 'feld', 'property', 'messgröße', 'messgroesse', 'value_type'],
  value: ['value', 'wert', 'result', 'messwert'],
  unit: ['unit', 'einheit'],
} as const;

/** Columns of Sensor.Community's archive that say where and by what, not what was measured. */
const notMeasured = new Set(['sensor_type', 'location', 'lat', 'lon', 'durP1', 'ratioP1', 'durP2', 'ratioP2']);

/**
 * Reads a logger's table: `device`, `time` and either a column a field or `field`, `value` and `unit`; German headings too,
 * and the archive of Sensor.Community. Delimiter `;`, `,` or tab; with `;` a decimal comma is read. An empty cell is none.
 * Problems, with their line: `no-column`, `no-device`, `no-time`, `wrong-clock`, `no-value`, `malformed-csv`.
 */
export function* decodeLoggerCsv(text: string, receivedAt: Date): Generator<ReadingItem> {
  const delimiter = detectDelimiter(/^[^\r\n]*/.exec(text)?.[0] ?? '') ?? ';';
  let rows: string[][];
  try {
    rows = parse(text, { delimiter, bom: true, relaxColumnCount: true, skipEmptyLines: true, trim: true });
  } catch (error) {
    yield unreadable('malformed-csv', (error as Error).message.slice(0, 200), 'Send a table of text');
    return;
  }
  const [header = [], ...body] = rows;
  const columns = columnsOf(header);
  if ('rule' in columns) {
    yield columns;
    return;
  }
  for (const [index, cells] of body.entries()) yield* readRow(cells, index + 2, columns, delimiter, receivedAt);
}

interface Columns {
  device: number;
  time: number;
  /** Column a field: its name and place. */
  wide: readonly (readonly [field: string, column: number])[];
  /** Row a field. */
  long: { field: number; value: number; unit: number } | null;
}

function columnsOf(header: readonly string[]): Columns | Problem {
  const lower = header.map((name) => name.toLowerCase());
  const find = (column: keyof typeof names): number =>
    lower.findIndex((name) => (names[column] as readonly string[]).includes(name));
  const [device, time, field, value, unit] = [find('device'), find('time'), find('field'), find('value'), find('unit')];
  if (device < 0 || time < 0) {
    const missing = device < 0 ? 'device' : 'time';
    return refused(
      1,
      'no-column',
      `the header ${quote(header.join(' | '), 80)} has no "${missing}"`,
      'Name the columns device, time, field, value, unit',
    );
  }
  if (field >= 0 && value >= 0) return { device, time, wide: [], long: { field, value, unit } };
  const wide = header.flatMap((name, column) =>
    column === device || column === time || notMeasured.has(name) ? [] : [[name, column] as const],
  );
  return { device, time, wide, long: null };
}

function* readRow(
  cells: readonly string[],
  line: number,
  { device, time, wide, long }: Columns,
  delimiter: string,
  receivedAt: Date,
): Generator<ReadingItem> {
  const name = cells[device] ?? '';
  if (name === '') {
    yield refused(line, 'no-device', 'the row names no device', 'Fill in the column of the device');
    return;
  }
  const when = soleTime(cells[time], receivedAt, line);
  if ('rule' in when) {
    yield when;
    return;
  }
  const about: Pick<Reading, 'device' | 'time' | 'flags'> = { device: name, ...when };
  const entries = long
    ? ([[cells[long.field] ?? '', cells[long.value], cells[long.unit]]] as const)
    : wide.map(([field, column]) => [field, cells[column], undefined] as const);
  for (const [field, cell = '', unit] of entries) {
    if (cell === '') continue;
    const value = valueOf(delimiter === ';' && /^[+-]?\d+,\d+$/.test(cell) ? cell.replace(',', '.') : cell);
    if (value) yield reading({ ...about, field, value: value.value, unit: unit ?? value.unit });
    else
      yield refused(
        line,
        'no-value',
        `${quote(field)} is ${quote(cell)}, no value`,
        'Leave it empty where nothing was measured',
      );
  }
}
