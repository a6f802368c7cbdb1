import { foldLoosely } from '../../../geodata/addresses/street.ts';
import { quote, refused } from '../../../geodata/formats/problems.ts';
import type { Problem } from '../../../geodata/records.ts';
import type { Transaction } from '../../database/database.ts';
import { findAreas, type RolloutArea } from '../queries.ts';

/** Rollout areas by the names that people give them. */
export class KnownAreas {
  readonly #transaction: Transaction;
  readonly #areas = new Map<string, readonly RolloutArea[]>();

  constructor(transaction: Transaction) {
    this.#transaction = transaction;
  }

  /** Reads the areas of municipalities that were not read yet; to be called before `find`. */
  async open(agsKeys: readonly string[]): Promise<void> {
    const fresh = [...new Set(agsKeys)].filter((ags) => !this.#areas.has(ags));
    if (fresh.length === 0) return;
    const byAgs = Map.groupBy(await findAreas(this.#transaction, fresh, null), ({ ags }) => ags);
    for (const ags of fresh) this.#areas.set(ags, byAgs.get(ags) ?? []);
  }

  /** The area of this id or name, or all that lie in the district of this name; empty = none. */
  find(ags: string, name: string): readonly RolloutArea[] {
    const areas = this.#areas.get(ags) ?? [];
    const folded = foldLoosely(name);
    const named = areas.filter((area) => area.id === name || foldLoosely(area.name) === folded);
    return named.length > 0 ? named : areas.filter((area) => foldLoosely(area.districtName ?? '') === folded);
  }

  /** Says of a line that its area is not known, and which are. */
  unknown(line: number, ags: string, name: string): Problem {
    const names = (this.#areas.get(ags) ?? []).map((area) => area.name).join(', ');
    const problem = refused(
      line,
      'unknown-area',
      `${quote(name)}: no rollout area and no district with one is called so in ${ags}${names === '' ? '' : ` (known: ${names})`}`,
      'Correct the name, or import the area first',
    );
    return { ...problem, read: name };
  }
}
