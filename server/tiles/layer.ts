import type { Reader } from '../database/database.ts';
import type { Edition } from '../editions/queries.ts';
import type { EditionRegister } from '../editions/register.ts';
import type { TileAddress } from './address.ts';

/** A layer as a room hands it to the map: what can be asked of it, and how its tiles come about. */
export interface TileLayer {
  /** In the address, and of the only layer inside the tiles. */
  name: string;
  /** English, for the TileJSON. */
  description: string;
  minzoom: number;
  maxzoom: number;
  /**
   * What a request's query asks for; without `edition` the newest one there is.
   * Errors: NotFoundError for an edition, InvalidArgumentError for a technology, that is not there.
   */
  choose(register: EditionRegister, query: TileQuery): TileChoice;
}

/** Parts of a request's query that layers know. */
export interface TileQuery {
  edition: string | null;
  technology: string | null;
  /** What was true on that day, and what was known at that time; for layers that have both. */
  on: string | null;
  asOf: string | null;
  /** What planners see, for layers that tell all others less. */
  planners: boolean;
}

/** One series of tiles: a layer, of an edition, filtered. */
export interface TileChoice {
  /** Says all that a tile's bytes depend on beside its address. */
  key: string;
  /**
   * How long a client may keep a tile without asking: for ever if the query names all that it is made of, an hour if it
   * names the figures, a minute if the next import may change them.
   */
  keeps: 'forever' | 'hours' | 'minutes';
  /** When this has to be chosen anew, ms since 1970, for what changes without an edition; none = when editions do. */
  until?: number;
  /** Where the figures come from; undefined as long as nothing was imported, and then all tiles are empty. */
  edition: Edition | undefined;
  /** All attributes with their description and unit. */
  fields: Record<string, string>;
  /** Of everything that is in the tiles. */
  attributions: readonly string[];
  /** The tile, uncompressed; no bytes if there is nothing in it. */
  read(db: Reader, address: TileAddress): Promise<Buffer>;
}
