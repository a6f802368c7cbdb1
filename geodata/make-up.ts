import { fibreOrCableFrom } from './technologies.ts';

/** What coverage at a speed class is made of, % of households; null = not known. */
export interface MakeUp {
  fibreOnlyPercent: number | null;
  bothPercent: number | null;
  cableOnlyPercent: number | null;
  otherPercent: number | null;
  nonePercent: number | null;
}

/** Published shares of one class, % of households; null = not stated. */
export interface Shares {
  all: number | null;
  fibre: number | null;
  cable: number | null;
}

/**
 * Takes published shares apart. Who has both cable and fibre is counted in each of them and once in all, so both =
 * cable + fibre - all. That holds where nothing but fibre and cable reaches the class; below, who has what beside what
 * was never published, and the parts are null.
 */
export function makeUpOf({ all, fibre, cable }: Shares, minDownstreamMbits: number): MakeUp {
  const nonePercent = all === null ? null : rounded(100 - all);
  if (minDownstreamMbits < fibreOrCableFrom || all === null || fibre === null || cable === null) {
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
