import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestFeature } from './features.ts';

type Positions = readonly (readonly number[])[];

const types: Record<string, number> = { Point: 1, LineString: 3, MultiLineString: 3, Polygon: 5 };

/**
 * Writes features of one kind as a Shapefile, after ESRI's white paper of 1998 and dBASE III; with or without its .prj.
 * Values of the form 2026-03-16 become dates. Gives the name of the file.
 */
export async function writeShapefile(
  folder: string,
  name: string,
  features: readonly TestFeature[],
  wkt?: string,
): Promise<string> {
  const type = types[features[0]?.type ?? ''] ?? 0;
  const records = features.map((feature, index) => {
    const content = type === 1 ? pointOf(feature) : partsOf(feature, type);
    const head = Buffer.alloc(8);
    head.writeInt32BE(index + 1, 0);
    head.writeInt32BE(content.length / 2, 4);
    return Buffer.concat([head, content]);
  });
  const shapes = Buffer.concat(records);
  const path = (extension: string): string => join(folder, `${name}.${extension}`);
  await writeFile(path('shp'), Buffer.concat([headOf(type, 100 + shapes.length), shapes]));
  await writeFile(path('shx'), headOf(type, 100));
  await writeFile(path('dbf'), tableOf(features.map(({ properties }) => properties)));
  if (wkt !== undefined) await writeFile(path('prj'), wkt);
  return `${name}.shp`;
}

function headOf(type: number, length: number): Buffer {
  const bytes = Buffer.alloc(100);
  bytes.writeInt32BE(9994, 0);
  bytes.writeInt32BE(length / 2, 24);
  bytes.writeInt32LE(1000, 28);
  bytes.writeInt32LE(type, 32);
  return bytes;
}

function pointOf({ coordinates }: TestFeature): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.writeInt32LE(1, 0);
  writePositions(bytes, 4, [coordinates as number[]]);
  return bytes;
}

function partsOf({ type, coordinates }: TestFeature, code: number): Buffer {
  const parts = (type === 'LineString' ? [coordinates] : coordinates) as Positions[];
  const positions = parts.flat();
  const bytes = Buffer.alloc(44 + 4 * parts.length + 16 * positions.length);
  bytes.writeInt32LE(code, 0);
  const [xs, ys] = [0, 1].map((axis) => positions.map((position) => position[axis] ?? 0)) as [number[], number[]];
  [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].forEach((edge, index) =>
    bytes.writeDoubleLE(edge, 4 + index * 8),
  );
  bytes.writeInt32LE(parts.length, 36);
  bytes.writeInt32LE(positions.length, 40);
  let first = 0;
  for (const [index, part] of parts.entries()) {
    bytes.writeInt32LE(first, 44 + 4 * index);
    first += part.length;
  }
  writePositions(bytes, 44 + 4 * parts.length, positions);
  return bytes;
}

function writePositions(bytes: Buffer, start: number, positions: Positions): void {
  for (const [index, [x = 0, y = 0]] of positions.entries()) {
    bytes.writeDoubleLE(x, start + index * 16);
    bytes.writeDoubleLE(y, start + index * 16 + 8);
  }
}

function tableOf(rows: readonly Record<string, unknown>[]): Buffer {
  const texts = rows.map((row) => Object.entries(row).map(([name, value]) => [name, String(value)] as const));
  const columns = [...new Set(texts.flat().map(([name]) => name))].map((name) => {
    const values = texts.map((row) => row.find(([own]) => own === name)?.[1] ?? '');
    const isDate = values.every((value) => /^\d{4}-\d\d-\d\d$/.test(value));
    const written = isDate ? values.map((value) => value.replaceAll('-', '')) : values;
    return { name, type: isDate ? 'D' : 'C', values: written, width: isDate ? 8 : Math.max(...values.map(byteLength)) };
  });
  const width = 1 + columns.reduce((sum, column) => sum + column.width, 0);
  const head = Buffer.alloc(32 + 32 * columns.length + 1);
  head.writeUInt8(3, 0);
  head.writeUInt32LE(rows.length, 4);
  head.writeUInt16LE(head.length, 8);
  head.writeUInt16LE(width, 10);
  for (const [index, column] of columns.entries()) {
    const at = 32 + 32 * index;
    head.write(column.name.toUpperCase().slice(0, 10), at, 'latin1');
    head.write(column.type, at + 11, 'latin1');
    head.writeUInt8(column.width, at + 16);
  }
  head.writeUInt8(0x0d, head.length - 1);
  const lines = rows.map((_, index) => {
    const line = Buffer.alloc(width, ' ');
    let at = 1;
    for (const column of columns) {
      line.write(column.values[index] ?? '', at, 'utf8');
      at += column.width;
    }
    return line;
  });
  return Buffer.concat([head, ...lines, Buffer.from([0x1a])]);
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
