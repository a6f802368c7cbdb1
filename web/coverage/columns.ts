import type { StateCode } from '../../geodata/states.ts';
import type { TableSort } from '../view.ts';

/** A municipality of the table. The rank is among all municipalities that have a figure; equal shares share a rank. */
export interface Row {
  ags: string;
  name: string;
  stateCode: StateCode;
  sharePercent: number | null;
  rank: number | null;
  /** The name in small letters without marks, by which rows are found and ordered. */
  folded: string;
}

interface Columns {
  ags: readonly string[];
  name: readonly string[];
  stateCode: readonly string[];
  sharesPercent: readonly (number | null)[];
}

/** Columns as rows, in the order that they came. */
export function rowsOf({ ags, name, stateCode, sharesPercent }: Columns): Row[] {
  const known = sharesPercent.filter((share) => share !== null).sort((one, other) => other - one);
  const ranks = new Map<number, number>();
  known.forEach((share, index) => {
    if (!ranks.has(share)) ranks.set(share, index + 1);
  });
  return ags.map((key, index) => {
    const share = sharesPercent[index] ?? null;
    const called = name[index] ?? key;
    return {
      ags: key,
      name: called,
      folded: folded(called),
      stateCode: (stateCode[index] ?? key.slice(0, 2)) as StateCode,
      sharePercent: share,
      rank: share === null ? null : (ranks.get(share) ?? null),
    };
  });
}

interface Choice {
  sort: TableSort;
  state: StateCode | undefined;
  name: string;
}

/** Small letters without marks, so that "nussdorf" finds Nußdorf and "muenchen" need not. */
function folded(text: string): string {
  const small = text.toLowerCase();
  // Most names have no marks, and eleven thousand of them are read at once.
  if (!/[^ -~]/.test(small)) return small;
  return small
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '');
}

/** As in a German directory, where marks don't count. A collator would take a hundred times as long for all names. */
function byName(one: Row, other: Row): number {
  if (one.folded !== other.folded) return one.folded < other.folded ? -1 : 1;
  return one.ags < other.ags ? -1 : 1;
}

/** The rows of a choice in its order. Without a figure they come last, whatever the direction: nobody knows where they belong. */
export function chooseRows(rows: readonly Row[], { sort, state, name }: Choice): Row[] {
  const wanted = folded(name.trim());
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
