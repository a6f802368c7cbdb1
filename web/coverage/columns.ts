import type { StateCode } from '../../geodata/states.ts';
import type { TableSort } from '../view.ts';

/** A municipality of the table. The rank is among all municipalities that have a figure; equal shares share a rank. */
export interface Row {
  ags: string;
  name: string;
  stateCode: StateCode;
  sharePercent: number | null;
  rank: number | null;
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
    return {
      ags: key,
      name: name[index] ?? key,
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
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '');
}

/** The rows of a choice in its order. Without a figure they come last, whatever the direction: nobody knows where they belong. */
export function chooseRows(rows: readonly Row[], { sort, state, name }: Choice): Row[] {
  const wanted = folded(name.trim());
  const chosen = rows.filter(
    (row) => (state === undefined || row.stateCode === state) && (wanted === '' || folded(row.name).includes(wanted)),
  );
  const collator = new Intl.Collator('de');
  const byName = (one: Row, other: Row) => collator.compare(one.name, other.name) || one.ags.localeCompare(other.ags);
  const direction = sort.startsWith('-') ? -1 : 1;
  const column = sort.replace('-', '');
  return chosen.sort((one, other) => {
    if (column === 'name') return direction * byName(one, other);
    if (column === 'state') return direction * one.stateCode.localeCompare(other.stateCode) || byName(one, other);
    if (one.sharePercent === null || other.sharePercent === null)
      return Number(one.sharePercent === null) - Number(other.sharePercent === null) || byName(one, other);
    return direction * (one.sharePercent - other.sharePercent) || byName(one, other);
  });
}
