import { createHash } from 'node:crypto';
import type { GeodataRecord, Header, ReaderItem } from '../records.ts';
import type { SourceId } from '../sources.ts';

/** One edition to be imported, described. */
export interface DatasetEdition {
  title: string;
  source: SourceId;
  /** ISO date that the records hold for. */
  referenceDate: string;
  /** ISO date on which it became known; null = with the import. */
  recordedAt: string | null;
  modelled: boolean;
  /** How the records came about, where they are not simply as published. English. */
  method: string | null;
  /** Name of the shipped file; null for what is made from code. */
  fileName: string | null;
  /** Checksum of the content, hexadecimal: of a file unpacked, of what is made from code in a canonical text. */
  sha256: string;
  /** A Header first, then records and problems. */
  open(): AsyncIterable<ReaderItem>;
}

/** An edition that is made from code and not read from a file. */
export function ownEdition(
  records: readonly GeodataRecord[],
  {
    kind,
    figures = [],
    ...about
  }: Pick<DatasetEdition, 'title' | 'source' | 'referenceDate' | 'recordedAt' | 'modelled' | 'method'> &
    Pick<Header, 'kind'> &
    Partial<Pick<Header, 'figures'>>,
): DatasetEdition {
  const { source, referenceDate } = about;
  const header: Header = {
    type: 'header',
    kind,
    figures,
    referenceDate,
    population: 'households',
    source,
    expected: records.length,
  };
  return {
    ...about,
    fileName: null,
    sha256: checksum(header, records),
    // eslint-disable-next-line @typescript-eslint/require-await -- readers are asynchronous, and this stands in for one
    async *open() {
      yield header;
      yield* records;
    },
  };
}

/** Over header and records as lines of JSON, so that the same content is the same edition everywhere. */
function checksum(header: Header, records: readonly GeodataRecord[]): string {
  const sum = createHash('sha256');
  for (const item of [header, ...records]) sum.update(`${JSON.stringify(item)}\n`);
  return sum.digest('hex');
}
