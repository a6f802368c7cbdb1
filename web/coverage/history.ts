import { fibreOrCableFrom, type SpeedClass } from '../../geodata/technologies.ts';
import type { SeriesBreak } from '../editions/editions.ts';
import type { Absence, Reading } from './sentence.ts';

/** One edition's figures of a place at one class. Parts are in % of the households; null where the edition does not say. */
export interface HistoryEntry {
  editionId: string;
  date: string;
  allPercent: number | null;
  absence: Absence | null;
  fibrePercent: number | null;
  /** Cable without fibre, and what is neither; both null where that can't be computed. */
  cablePercent: number | null;
  otherPercent: number | null;
  breakBefore: SeriesBreak | null;
}

interface Series {
  history: readonly (Reading & {
    edition: { editionId: string; referenceDate: string };
    breakInSeries: SeriesBreak | null;
  })[];
  fibreHistory: readonly (Reading & { edition: { editionId: string } })[];
  cableHistory: readonly (Reading & { edition: { editionId: string } })[];
}

/** Puts the three series of a place side by side, oldest first. Nothing is filled in for an edition that says nothing. */
export function historyOf({ history, fibreHistory, cableHistory }: Series, speed: SpeedClass): HistoryEntry[] {
  const find = (series: Series['fibreHistory'], id: string) =>
    series.find(({ edition }) => edition.editionId === id)?.sharePercent ?? null;
  return history.map(({ sharePercent, absence, edition, breakInSeries }) => {
    const fibre = find(fibreHistory, edition.editionId);
    const cable = find(cableHistory, edition.editionId);
    const apart = speed >= fibreOrCableFrom && sharePercent !== null && fibre !== null && cable !== null;
    const cableOnly = apart ? Math.max(0, Math.min(cable, sharePercent - fibre)) : null;
    return {
      editionId: edition.editionId,
      date: edition.referenceDate,
      allPercent: sharePercent,
      absence,
      fibrePercent: fibre,
      cablePercent: cableOnly,
      otherPercent: apart && cableOnly !== null ? Math.max(0, sharePercent - fibre - cableOnly) : null,
      breakBefore: breakInSeries,
    };
  });
}

/** Breaks between consecutive entries, once each. */
export function breaksOf(entries: readonly HistoryEntry[]): SeriesBreak[] {
  return entries.flatMap(({ breakBefore }) => breakBefore ?? []);
}

/** A rise in percentage points that readers would take for fibre. */
const jump = 30;

/** The entry at which cable was upgraded: a jump of all technologies in which fibre has less than a tenth. */
export function cableUpgradeOf(entries: readonly HistoryEntry[]): HistoryEntry | undefined {
  return entries.find((entry, index) => {
    const before = entries[index - 1];
    if (!before || entry.breakBefore) return false;
    if (entry.allPercent === null || before.allPercent === null) return false;
    if (entry.fibrePercent === null || before.fibrePercent === null || entry.cablePercent === null) return false;
    const rise = entry.allPercent - before.allPercent;
    return rise >= jump && entry.fibrePercent - before.fibrePercent < rise / 10;
  });
}

/** Days since 1970 of an ISO date, for axes that are true to scale. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

/** A zigzag from top to bottom at x, as an SVG path. */
export function zigzag(x: number, top: number, bottom: number, swing = 3, step = 6): string {
  const points: string[] = [];
  for (let y = top, side = -1; y <= bottom; y += step, side = -side) points.push(`${x + side * swing},${y}`);
  return `M${points.join('L')}`;
}
