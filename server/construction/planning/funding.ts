import { type FundingSource, fundingSources } from '../../../geodata/construction/planning.ts';
import type { Planned, SpentBySource } from './queries.ts';
import type { Planning } from './scope.ts';

/**
 * What one source was to pay and has paid for one rollout area in one year. Euros. A year is what the plan, which counts
 * from the beginning, says at its end more than at its start; below zero where it says less.
 */
export interface Funding {
  /** Null = belongs to no area. */
  areaId: string | null;
  areaName: string | null;
  year: number;
  /** Null = whose money it is was not stated. */
  source: FundingSource | null;
  /** Null = the plan does not name this source. */
  planned: number | null;
  /** Null = nothing is recorded. */
  spent: number | null;
  editionIds: readonly string[];
}

/** In the order in which they are told; what was not stated comes last. */
const order: readonly (FundingSource | null)[] = [...fundingSources.map(({ id }) => id), null];

/**
 * Plan and spending by area, year and source. All together are the sums of the proof: what is said without its source
 * is a part of its own, and the year of the day counts up to the day.
 */
export function fundingOf(
  { areas, on }: Pick<Planning, 'areas' | 'on'>,
  plan: readonly Planned[],
  spending: readonly SpentBySource[],
): Funding[] {
  const plans = Map.groupBy(
    plan.filter(({ eur, day }) => eur !== null && day <= on),
    ({ areaId }) => areaId,
  );
  const names = new Map(areas.map(({ id, name }) => [id, name]));
  const known = new Set([...plans.keys(), ...spending.flatMap(({ areaId }) => areaId ?? [])]);
  const nameOf = (id: string): string => names.get(id) ?? id;
  const areaIds = [...known].sort((one, other) => nameOf(one).localeCompare(nameOf(other), 'de'));
  return [...areaIds, null].flatMap((areaId) => {
    const own = { areaId, areaName: areaId === null ? null : nameOf(areaId) };
    const ofArea = { plan: areaId === null ? [] : (plans.get(areaId) ?? []), spending: ofId(spending, areaId) };
    return yearsOf(ofArea, on).flatMap((year) => ofYear(ofArea, year, on).map((row) => ({ ...own, year, ...row })));
  });
}

function ofId(spending: readonly SpentBySource[], areaId: string | null): SpentBySource[] {
  return spending.filter((row) => row.areaId === areaId);
}

interface OfArea {
  /** Oldest first, all of them with euros. */
  plan: readonly Planned[];
  spending: readonly SpentBySource[];
}

function yearsOf({ plan, spending }: OfArea, on: string): number[] {
  const [first] = plan;
  const planned = first
    ? Array.from({ length: yearOf(on) - yearOf(first.day) + 1 }, (_, index) => yearOf(first.day) + index)
    : [];
  return [...new Set([...planned, ...spending.map(({ year }) => year)])].sort((one, other) => one - other);
}

function ofYear({ plan, spending }: OfArea, year: number, on: string): Omit<Funding, 'areaId' | 'areaName' | 'year'>[] {
  const end = `${year}-12-31`;
  const until = plan.filter(({ day }) => day <= (end < on ? end : on));
  const before = plan.filter(({ day }) => day < `${year}-01-01`);
  const planEditions = until.map(({ editionId }) => editionId);
  return order.flatMap((source) => {
    const paid = spending.find((row) => row.year === year && row.fundedBy === source);
    const sum = plannedOf(until, source);
    const added = sum === null ? null : inCents(sum - (plannedOf(before, source) ?? 0));
    // No money is told as none only where the plan names the source for another year, and never of what is not stated.
    const planned = added === 0 && (source === null || !paid) ? null : added;
    if (planned === null && !paid) return [];
    const editionIds = new Set([...(planned === null ? [] : planEditions), ...(paid?.editionIds ?? [])]);
    return [{ source, planned, spent: paid?.eur ?? null, editionIds: [...editionIds] }];
  });
}

/**
 * Euros of a source by the end of these rows; null = nothing is said of it. A source that a row leaves out keeps what was
 * said of it last, unless those that the row names make up its sum: then nothing is left for it. Where what was said last
 * no longer fits into a sum that has fallen, too much is below zero at what is not stated, for nobody has said whose money
 * falls away, and to take it from one of them would be a guess.
 */
function plannedOf(rows: readonly Planned[], source: FundingSource | null): number | null {
  if (source !== null) {
    if (rows.every(({ eurBy }) => eurBy[source] === null)) return null;
    return rows.findLast((row) => row.eurBy[source] !== null || isWhole(row))?.eurBy[source] ?? 0;
  }
  const total = rows.at(-1)?.eur ?? null;
  if (total === null) return null;
  return inCents(fundingSources.reduce((rest, { id }) => rest - (plannedOf(rows, id) ?? 0), total));
}

/** Whether the sources that a row names make up its sum. */
function isWhole({ eur, eurBy }: Planned): boolean {
  const named = fundingSources.flatMap(({ id }) => eurBy[id] ?? []);
  return named.length > 0 && inCents(named.reduce((sum, own) => sum + own, 0)) === eur;
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

function inCents(eur: number): number {
  return Math.round(eur * 100) / 100;
}

const words = {
  de: {
    noPlan: 'Der Plan nennt diesen Mittelgeber nicht.',
    nothingSpent: 'Ausgaben sind dazu nicht erfasst.',
    noSource: 'Wessen Geld es ist, ist nicht angegeben.',
    less: 'Der Plan ist gesunken. Wessen Geld entfällt, ist nicht angegeben.',
  },
  en: {
    noPlan: 'The plan does not name this source.',
    nothingSpent: 'No spending of it is recorded.',
    noSource: 'Whose money it is was not stated.',
    less: 'The plan has fallen. Whose money falls away was not stated.',
  },
} as const;

/** What is not known of a part, in words; null = nothing. */
export function missingOfFunding(
  { source, planned, spent }: Pick<Funding, 'source' | 'planned' | 'spent'>,
  language: keyof typeof words,
): string | null {
  const texts = words[language];
  const missing = [
    source === null && (planned !== null && planned < 0 ? texts.less : texts.noSource),
    source !== null && planned === null && texts.noPlan,
    spent === null && texts.nothingSpent,
  ];
  return missing.filter((text) => text !== false).join(' ') || null;
}
