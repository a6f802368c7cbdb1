import { rounded } from '../../geodata/make-up.ts';
import type { Municipality } from '../places/queries.ts';
import type { FigureColumn } from './columns.ts';

/** A municipality's place among its peers; equal shares share a rank. */
export interface RankedMunicipality {
  rank: number;
  /** How many share the rank, itself among them. */
  sharedBy: number;
  sharePercent: number;
  municipality: Municipality;
}

export interface Ranking {
  /** Highest share first, among equals by key. */
  ranked: readonly RankedMunicipality[];
  /** Inhabited peers without a share. */
  notStatedCount: number;
  uninhabitedCount: number;
}

/** Ranks peers by a figure. Where nobody lives there is no share to rank, and what is not stated is not zero. */
export function rankMunicipalities(peers: readonly Municipality[], { shares, ordered }: FigureColumn): Ranking {
  const inhabited = new Map(peers.filter((peer) => peer.inhabited).map((peer) => [peer.ags, peer]));
  const ranked: RankedMunicipality[] = [];
  const sharing = new Map<number, number>();
  for (const ags of ordered) {
    const municipality = inhabited.get(ags);
    const sharePercent = shares.get(ags);
    if (!municipality || sharePercent == null) continue;
    const before = ranked.at(-1);
    const rank = before?.sharePercent === sharePercent ? before.rank : ranked.length + 1;
    sharing.set(rank, (sharing.get(rank) ?? 0) + 1);
    ranked.push({ rank, sharedBy: 1, sharePercent, municipality });
  }
  for (const entry of ranked) entry.sharedBy = sharing.get(entry.rank) ?? 1;
  return {
    ranked,
    notStatedCount: inhabited.size - ranked.length,
    uninhabitedCount: peers.length - inhabited.size,
  };
}

/** Most shares that a rank comes with; more than a strip of dots can show. */
const mostShares = 500;

/** All shares, highest first; of larger groups every so many-th, the best and the worst among them. */
export function thinnedShares(ranked: readonly RankedMunicipality[]): number[] {
  if (ranked.length <= mostShares) return ranked.map(({ sharePercent }) => sharePercent);
  const step = (ranked.length - 1) / (mostShares - 1);
  return Array.from({ length: mostShares }, (_, index) => ranked[Math.round(index * step)]?.sharePercent ?? 0);
}

export function medianOf(ranked: readonly RankedMunicipality[]): number {
  const middle = (ranked.length - 1) / 2;
  const [upper, lower] = [ranked[Math.floor(middle)], ranked[Math.ceil(middle)]];
  return rounded(((upper?.sharePercent ?? 0) + (lower?.sharePercent ?? 0)) / 2);
}

/** A class of the map's legend: from the first number, up to and without the second. */
export interface Bin {
  fromPercent: number;
  toPercent: number;
  count: number;
}

/** Edges of the classes above zero; exactly zero is a class of its own, and the last one holds 100. */
const edges = [0, 2, 10, 25, 50, 75, 95, 100];

/** Counts municipalities by the classes of the map. */
export function binShares(ranked: readonly RankedMunicipality[]): Bin[] {
  const bins: Bin[] = [{ fromPercent: 0, toPercent: 0, count: 0 }];
  for (const [index, toPercent] of edges.entries()) {
    if (index > 0) bins.push({ fromPercent: edges[index - 1] ?? 0, toPercent, count: 0 });
  }
  for (const { sharePercent } of ranked) {
    const bin =
      sharePercent === 0 ? bins[0] : (bins.slice(1).find(({ toPercent }) => sharePercent < toPercent) ?? bins.at(-1));
    if (bin) bin.count++;
  }
  return bins;
}
