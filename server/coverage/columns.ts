import { LRUCache } from 'lru-cache';
import type { Figure } from '../../geodata/technologies.ts';
import type { Reader } from '../database/database.ts';
import type { Edition } from '../editions/queries.ts';
import { listMunicipalShares } from './queries.ts';

/** One figure of one edition for all municipalities that the edition knows. */
export interface FigureColumn {
  /** % by AGS; null = not stated. */
  shares: ReadonlyMap<string, number | null>;
  /** Keys of those that have a share, highest share first, among equals by key. */
  ordered: readonly string[];
}

/**
 * Columns for ranking and distribution: all municipalities are asked for, one figure of them. An edition never changes,
 * so a column that was read once holds; the few in use are kept (less than a megabyte each).
 */
export class FigureColumns {
  readonly #db: Reader;
  readonly #columns = new LRUCache<string, Promise<FigureColumn>>({ max: 16 });

  constructor(db: Reader) {
    this.#db = db;
  }

  get({ id, figures }: Edition, figure: Figure): Promise<FigureColumn> {
    const position = figures.indexOf(figure) + 1;
    const key = `${id} ${position}`;
    let column = this.#columns.get(key);
    if (!column) {
      column = readColumn(this.#db, id, position);
      this.#columns.set(key, column);
      column.catch(() => this.#columns.delete(key)); // the next one tries again
    }
    return column;
  }
}

async function readColumn(db: Reader, editionId: string, position: number): Promise<FigureColumn> {
  const rows = await listMunicipalShares(db, { editionId, position });
  const stated = rows.filter((row): row is { ags: string; share: number } => row.share !== null);
  stated.sort((one, other) => other.share - one.share || (one.ags < other.ags ? -1 : 1));
  return { shares: new Map(rows.map(({ ags, share }) => [ags, share])), ordered: stated.map(({ ags }) => ags) };
}
