import { withoutMarks } from '../../geodata/municipal-table.ts';
import type { StateCode } from '../../geodata/states.ts';

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
      folded: withoutMarks(called),
      stateCode: (stateCode[index] ?? key.slice(0, 2)) as StateCode,
      sharePercent: share,
      rank: share === null ? null : (ranks.get(share) ?? null),
    };
  });
}
