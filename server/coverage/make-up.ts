/** What coverage at a speed class is made of, % of households; null = not known. */
export interface Parts {
  fibreOnlyPercent: number | null;
  bothPercent: number | null;
  cableOnlyPercent: number | null;
  otherPercent: number | null;
  nonePercent: number | null;
}

/**
 * Takes published shares apart. Who has both cable and fibre is counted in each of them and once in all, so both =
 * cable + fibre - all. Where other technologies reach the class too, that is the least that both can be; it is held
 * between what is possible, and what remains of all is `other`.
 */
export function makeUpOf(all: number | null, fibre: number | null, cable: number | null): Parts {
  const nonePercent = all === null ? null : rounded(100 - all);
  if (all === null || fibre === null || cable === null) {
    return { fibreOnlyPercent: null, bothPercent: null, cableOnlyPercent: null, otherPercent: null, nonePercent };
  }
  const both = Math.min(Math.max(cable + fibre - all, 0), cable, fibre);
  return {
    fibreOnlyPercent: rounded(fibre - both),
    bothPercent: rounded(both),
    cableOnlyPercent: rounded(cable - both),
    otherPercent: rounded(Math.max(all - (cable + fibre - both), 0)),
    nonePercent,
  };
}

/** Two decimals, as shares are published; sums of them are off by the last bits. */
export function rounded(percent: number): number {
  return Math.round(percent * 100) / 100;
}
