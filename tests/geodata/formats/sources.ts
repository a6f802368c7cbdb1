/** Builders for readers' tests: sources from text, and everything that a reader yields, sorted by kind. */
import { join } from 'node:path';
import { openSource, type SourceOptions } from '../../../geodata/formats/detect.ts';
import type { GeodataRecord, Header, Problem, ReaderItem } from '../../../geodata/records.ts';

/** A file of the default dataset. */
export function shipped(name: string): string {
  return join(import.meta.dirname, '../../../geodata/landau/data', name);
}

/** Bytes in one chunk, or in chunks of `size`, which must make no difference to any reader. */
export async function* bytesOf(content: string | Uint8Array, size = Infinity): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let start = 0; start < bytes.length; start += size)
    yield await Promise.resolve(bytes.subarray(start, start + size));
}

export interface Collected<R> {
  header: Header;
  records: R[];
  problems: Problem[];
}

/** All items of a reader; fails if the first is no header. */
export async function collect<R extends GeodataRecord>(items: AsyncIterable<ReaderItem>): Promise<Collected<R>> {
  const [header, ...rest] = await Array.fromAsync(items);
  if (header?.type !== 'header') throw new Error(`first item is ${JSON.stringify(header)}`);
  return {
    header,
    records: rest.filter((item): item is R => item.type !== 'problem' && item.type !== 'header'),
    problems: rest.filter((item) => item.type === 'problem'),
  };
}

/** All items of a file on disk. */
export async function collectFile<R extends GeodataRecord>(
  path: string,
  options?: SourceOptions,
): Promise<Collected<R>> {
  return collect<R>((await openSource({ path }, options)).items);
}

/** All items of a file that a test makes up. */
export async function collectText<R extends GeodataRecord>(
  content: string | Uint8Array,
  name = 'municipalities.csv',
  options?: SourceOptions,
): Promise<Collected<R>> {
  return collect<R>((await openSource({ bytes: bytesOf(content), name }, options)).items);
}

/** Share by figure, of one record. */
export function sharesOf(
  header: Header,
  record: { shares: readonly (number | null)[] } | undefined,
): Record<string, number | null> {
  if (!record) throw new Error('no such record');
  return Object.fromEntries(header.figures.map((figure, index) => [figure, record.shares[index] ?? null]));
}
