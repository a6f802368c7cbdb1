/** Which municipalities a table shows, and in what order: the same on the screen and in what is taken along. */

import type { StateCode } from './states.ts';

export const tableSorts = ['-share', 'share', 'name', '-name', 'state', '-state'] as const;
export type TableSort = (typeof tableSorts)[number];

/** What order and filter look at. `sharePercent` in %; null = there is none. */
export interface TableEntry {
  ags: string;
  /** Its name by `withoutMarks`. */
  folded: string;
  stateCode: string;
  sharePercent: number | null;
}

export interface TableChoice {
  sort: TableSort;
  state: string | undefined;
  /** Part of a name as somebody types it; empty = any. */
  name: string;
}

/** Small letters without marks, so that "nussdorf" finds Nußdorf and "muenchen" need not. */
export function withoutMarks(text: string): string {
  const small = text.toLowerCase();
  // Most names have no marks, and eleven thousand of them are read at once.
  if (!/[^ -~]/.test(small)) return small;
  return small
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '');
}

/** Keys of the Länder in the order of their names, as in a German directory. */
export function statesByName(names: Readonly<Record<StateCode, string>>): StateCode[] {
  const codes = Object.keys(names) as StateCode[];
  return codes.sort((one, other) => (withoutMarks(names[one]) < withoutMarks(names[other]) ? -1 : 1));
}

/** As in a German directory, where marks don't count. A collator would take a hundred times as long for all names. */
function byName(one: TableEntry, other: TableEntry): number {
  if (one.folded !== other.folded) return one.folded < other.folded ? -1 : 1;
  return one.ags < other.ags ? -1 : 1;
}

/** The rows of a choice in its order. Without a figure they come last, whatever the direction: nobody knows where they belong. */
export function chooseRows<Entry extends TableEntry>(
  rows: readonly Entry[],
  { sort, state, name }: TableChoice,
): Entry[] {
  const wanted = withoutMarks(name.trim());
  const chosen = rows.filter(
    (row) => (state === undefined || row.stateCode === state) && (wanted === '' || row.folded.includes(wanted)),
  );
  const direction = sort.startsWith('-') ? -1 : 1;
  const column = sort.replace('-', '');
  return chosen.sort((one, other) => {
    if (column === 'name') return direction * byName(one, other);
    if (column === 'state') return direction * (Number(one.stateCode) - Number(other.stateCode)) || byName(one, other);
    if (one.sharePercent === null || other.sharePercent === null)
      return Number(one.sharePercent === null) - Number(other.sharePercent === null) || byName(one, other);
    return direction * (one.sharePercent - other.sharePercent) || byName(one, other);
  });
}
