import { gzipSync } from 'node:zlib';
import { assert, asyncProperty, array, constantFrom, integer, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsvRows } from '../../../geodata/formats/rows.ts';
import { maximumExpansion, readLines, unpack } from '../../../geodata/formats/text.ts';
import type { Problem } from '../../../geodata/records.ts';
import { bytesOf } from './sources.ts';

async function lines(content: string | Uint8Array, chunk?: number): Promise<{ lines: string[]; problems: Problem[] }> {
  const problems: Problem[] = [];
  const batches = await Array.fromAsync(readLines(unpack(bytesOf(content, chunk)), problems));
  return { lines: batches.flatMap((batch) => batch.lines), problems };
}

async function rows(content: string | Uint8Array, chunk?: number): Promise<[number, string[]][]> {
  const batches = await Array.fromAsync(readCsvRows(bytesOf(content, chunk)).batches);
  return batches.flat().map(({ line, cells }) => [line, cells]);
}

describe('encodings', () => {
  test('UTF-8 with and without byte order mark is one text', async () => {
    expect((await lines('\ufeffAGS;≥ 30\nä')).lines).toEqual(['AGS;≥ 30', 'ä']);
    expect((await lines('AGS;≥ 30\nä')).problems).toEqual([]);
  });

  test('Latin-1 is read as Windows-1252, with one warning', async () => {
    const { lines: read, problems } = await lines(Buffer.from('Name\nKöln\nGießen\n\x80', 'latin1'));
    expect(read).toEqual(['Name', 'Köln', 'Gießen', '€']);
    expect(problems).toMatchObject([{ severity: 'warning', rule: 'encoding-not-utf-8', line: 0 }]);
  });

  test('UTF-16 as Excel exports it is read by its byte order mark', async () => {
    expect((await lines(Buffer.from('\ufeffAGS\tÄ\r\n1\t2', 'utf16le'))).lines).toEqual(['AGS\tÄ', '1\t2']);
  });

  test('a broken byte in UTF-8 is reported', async () => {
    const broken = Buffer.concat([Buffer.from('ä;≥\n'.repeat(5000)), Buffer.from([0xe4, 0x0a])]);
    expect((await lines(broken, 1024)).problems).toMatchObject([{ rule: 'encoding-mixed' }]);
  });

  test('chunks may end anywhere, also within a character', async () => {
    await assert(
      asyncProperty(string({ unit: 'grapheme', minLength: 1 }), integer({ min: 1, max: 7 }), async (text, chunk) => {
        const clean = text.replace(/[\0\r\ufeff]/g, '') + 'x';
        expect((await lines(clean, chunk)).lines.join('\n')).toBe(clean);
      }),
    );
  });
});

describe('what is no text', () => {
  test.each([
    ['PK\x03\x04rest', /ZIP archive/],
    ['%PDF-1.7', /PDF/],
    ['SQLite format 3\0', /GeoPackage/],
    ['\xd0\xcf\x11\xe0\xa1', /\.xls/],
    ['\x89PNG\r\n\x1a\n\0\0\0', /binary/],
  ])('%j is refused by its name', async (content, message) => {
    await expect(lines(Buffer.from(content, 'latin1'))).rejects.toMatchObject({
      name: 'FormatError',
      rule: 'binary-content',
    });
    await expect(lines(Buffer.from(content, 'latin1'))).rejects.toThrow(message);
  });

  test('bytes that turn binary later are refused', async () => {
    await expect(lines(Buffer.from('a;b\n'.repeat(5000) + '\0'), 1000)).rejects.toMatchObject({
      rule: 'binary-content',
    });
  });

  test('a line without end is refused', async () => {
    await expect(lines(`${'x'.repeat(5 * 2 ** 20)}\n`, 2 ** 18)).rejects.toMatchObject({ rule: 'line-too-long' });
  });

  test('an empty file is refused', async () => {
    await expect(lines('')).rejects.toMatchObject({ rule: 'empty-file' });
  });
});

describe('gzip', () => {
  test('is unpacked, whatever the name says', async () => {
    expect((await lines(gzipSync('AGS;x\n1;2\n'), 3)).lines).toEqual(['AGS;x', '1;2']);
  });

  test('a bomb is refused before it goes off', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20, 'a;b\n'), { level: 9 });
    expect(200 * 2 ** 20).toBeGreaterThan(bomb.length * maximumExpansion);
    let unpacked = 0;
    const reading = (async () => {
      for await (const chunk of unpack(bytesOf(bomb, 4096))) unpacked += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({ name: 'FormatError', rule: 'gzip-bomb' });
    expect(unpacked).toBeLessThan(20 * 2 ** 20);
  });

  test('one that is cut off is refused', async () => {
    const packed = gzipSync(Array.from({ length: 5000 }, (_, index) => `${index * 7919};${index}`).join('\n'));
    await expect(lines(packed.subarray(0, packed.length / 2))).rejects.toMatchObject({ rule: 'gzip-damaged' });
  });
});

describe('rows', () => {
  test.each(['\n', '\r\n', '\r'])('lines may end with %j', async (end) => {
    expect(await rows(['a;b', '1;2', ''].join(end))).toEqual([
      [1, ['a', 'b']],
      [2, ['1', '2']],
    ]);
  });

  test('line numbers count blank lines', async () => {
    expect((await rows('a;b\n\n1;2\n\n\n3;4')).map(([line]) => line)).toEqual([1, 3, 6]);
  });

  test('the first quote may come late, and lines still count', async () => {
    const text = `${'1;2\n'.repeat(3)}"x ""y"";z";2\n3;4\n`;
    expect((await rows(text, 4)).slice(3)).toEqual([
      [4, ['x "y";z', '2']],
      [5, ['3', '4']],
    ]);
  });

  test('a delimiter within quotes does not count', async () => {
    expect((await rows('"a;b;c","d"\n1,2'))[0]).toEqual([1, ['a;b;c', 'd']]);
  });

  test('a quote that is never closed names the line before it', async () => {
    await expect(rows('a;b\n1;2\n"3;4\n5;6\n')).rejects.toMatchObject({ rule: 'quote-not-closed', line: 2 });
  });

  test('quoted or not, in chunks of any size, cells come out as they went in', async () => {
    const cell = constantFrom('', '1', '97,4', 'ä', 'Köln', '≥ 30', '-');
    await assert(
      asyncProperty(
        array(array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }),
        integer({ min: 1, max: 50 }),
        async (table, chunk) => {
          const full = table.map((cells) => [...cells, 'end']);
          const plain = await rows(full.map((cells) => cells.join(';')).join('\n'), chunk);
          const quoted = await rows(
            full.map((cells) => cells.map((text) => `"${text}"`).join(';')).join('\r\n'),
            chunk,
          );
          expect(plain.map(([, cells]) => cells)).toEqual(full);
          expect(quoted).toEqual(plain);
        },
      ),
    );
  });
});
