import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvDialect, writeCsv } from '../../../geodata/formats/write-csv.ts';
import type { Column, Row, Value } from '../../../geodata/table.ts';

const key: Column = { name: 'ags', title: 'Gemeindeschlüssel', type: 'text', unit: null, description: 'Key.' };
const share: Column = { name: 'share_percent', title: 'Anteil', type: 'real', unit: '%', description: 'Share.' };
const modelled: Column = {
  name: 'modelled',
  title: 'modelliert',
  type: 'boolean',
  unit: null,
  description: 'Modelled.',
};
const columns = [key, share, modelled];

async function write(table: readonly Column[], values: readonly Value[][], dialect?: CsvDialect): Promise<string> {
  async function* rows(): AsyncGenerator<Row> {
    await Promise.resolve();
    for (const [index, row] of values.entries()) yield { id: String(index), values: row, geometry: null };
  }
  return (await Array.fromAsync(writeCsv({ columns: table }, rows(), dialect))).join('');
}

test('commas, CRLF, names at the head; what is missing is an empty cell and zero is a zero', async () => {
  expect(
    await write(columns, [
      ['07313000', 1.93, false],
      ['07337082', null, true],
      ['07337083', 0, null],
    ]),
  ).toBe('ags,share_percent,modelled\r\n07313000,1.93,false\r\n07337082,,true\r\n07337083,0,\r\n');
});

test('a German Excel gets semicolons, decimal commas, a mark of its encoding, titles, and keys that keep their zero', async () => {
  expect(await write(columns, [['07313000', 1.93, false]], 'excel-de')).toBe(
    '\u{FEFF}Gemeindeschlüssel;Anteil (%);modelliert\r\n"=""07313000""";1,93;FALSCH\r\n',
  );
});

test('text that a spreadsheet would run is disarmed, and a number below zero stays a number', async () => {
  for (const sign of ['=', '+', '-', '@', '\t', '\r']) {
    for (const dialect of ['rfc4180', 'excel-de'] as const) {
      const written = await write([key], [[`${sign}cmd|' /C calc'!A0`]], dialect);
      const [, row] = parse(written, { bom: true, delimiter: dialect === 'rfc4180' ? ',' : ';' });
      expect(row?.[0]).toBe(`'${sign}cmd|' /C calc'!A0`);
    }
  }
  expect(await write([share], [[-1.5]])).toBe('share_percent\r\n-1.5\r\n');
});

test('whatever a name holds, a reader of RFC 4180 gets it back', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !/^[=+\-@\t\r]/.test(value));
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const row = fc.tuple(text, fc.option(number), fc.option(fc.boolean()));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 450 }), async (rows) => {
      const [head, ...read] = parse(await write(columns, rows), { record_delimiter: '\r\n' });
      expect(head).toEqual(['ags', 'share_percent', 'modelled']);
      expect(read).toEqual(rows.map((values) => values.map((value) => (value === null ? '' : String(value)))));
    }),
    { numRuns: 50 },
  );
});
