import type { Column, PlaceType, Provenance, Row } from '../../geodata/table.ts';
import type { ApiContext } from '../builder.ts';

export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

/** A table as a room offers it for taking along: what can be asked of it, and how its rows come about. */
export interface Download {
  /** In the address, and of the table inside a file. */
  name: string;
  /** Its parameters, and what each may be, in English; others are refused. */
  parameters: Record<string, string>;
  /**
   * What a request's query asks for; without `edition` the newest one there is.
   * Errors: NotFoundError for an edition or a place, InvalidArgumentError for a parameter, that can't be served; the
   * message names it and what it may be.
   */
  choose(context: ApiContext, query: DownloadQuery): DownloadChoice | Promise<DownloadChoice>;
}

/** The parameters of a request, by name; one that isn't there is undefined. */
export interface DownloadQuery {
  parameters: Readonly<Record<string, string | undefined>>;
  /** Of titles and descriptions; names of columns are the same in all. */
  language: Language;
}

/** One table: chosen, filtered, ordered. */
export interface DownloadChoice {
  /** Says all that the rows depend on: editions, figure, filter, order. */
  key: string;
  title: string;
  /** File name without its ending, as people read it. */
  fileName: string;
  /** The room's own; edition, reference date, source and whether it is modelled are put behind them. */
  columns: readonly Column[];
  geometryType: PlaceType | null;
  provenance: Provenance;
  /** Number of rows, if it is known before they are read. */
  rowCount: number | null;
  /** The rows in order, read in bounded batches; without `geometry` that is null and is not read. */
  read(options: { geometry: boolean }): AsyncIterable<Row>;
}
