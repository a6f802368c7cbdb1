import { type FundingSource, fundingSources } from '../../../geodata/construction/planning.ts';
import type { Planned, SpentBySource } from './queries.ts';
import type { Planning } from './scope.ts';

/** What one source was to pay and has paid for one rollout area in one year. Euros. */
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

/** Euros of a source by the end of these rows: each holds until it is said anew. Null = nothing is said of it. */
function plannedOf(rows: readonly Planned[], source: FundingSource | null): number | null {
  if (source !== null) return rows.findLast(({ eurBy }) => eurBy[source] !== null)?.eurBy[source] ?? null;
  const total = rows.at(-1)?.eur ?? null;
  if (total === null) return null;
  return inCents(fundingSources.reduce((rest, { id }) => rest - (plannedOf(rows, id) ?? 0), total));
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
  },
  en: {
    noPlan: 'The plan does not name this source.',
    nothingSpent: 'No spending of it is recorded.',
    noSource: 'Whose money it is was not stated.',
  },
} as const;

/** What is not known of a part, in words; null = nothing. */
export function missingOfFunding(
  { source, planned, spent }: Pick<Funding, 'source' | 'planned' | 'spent'>,
  language: keyof typeof words,
): string | null {
  const texts = words[language];
  const missing = [
    source === null && texts.noSource,
    source !== null && planned === null && texts.noPlan,
    spent === null && texts.nothingSpent,
  ];
  return missing.filter((text) => text !== false).join(' ') || null;
}
