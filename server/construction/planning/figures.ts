import { orderedStages, type Stage } from '../../../geodata/construction/stages.ts';
import type { StandingCount } from '../progress.ts';
import { addDays, type Bucket, bucketEnds, bucketStart } from './buckets.ts';
import { type Forecast, forecast, reachedBy, windowDays, windowEnds } from './forecast.ts';
import type { Metres, Planned, Spent } from './queries.ts';
import { horizonOf, type Planning } from './scope.ts';

/** Columns of one length: a value for each of the days, null = nothing is known of that day. */
export interface Columns {
  /** First day of the first bucket; null = there is none. */
  start: string | null;
  bucket: Bucket;
  /** Last day of each bucket; of the last one the day of the question, if that comes before. */
  days: readonly string[];
}

export interface StageColumns extends Columns {
  stages: readonly { stage: Stage | null; addresses: (number | null)[]; households: (number | null)[] }[];
  orderable: (number | null)[];
  withheld: boolean;
  editionIds: readonly string[];
}

/** Addresses by stage at the end of each bucket, from the first that is known on, or from a day that is asked for. */
export function stageColumns(
  planning: Planning,
  { bucket, from, least }: { bucket: Bucket; from: string | null; least: number },
): StageColumns {
  const { progress, isCounted, asOf, on } = planning;
  const horizon = horizonOf(planning);
  const span = progress.span(isCounted, { on: horizon, asOf });
  const { start, days } = columnsUntil(from ?? span?.first, on, bucket);
  const counts = progress.countAlong(days, asOf, isCounted);
  const isKnown = (day: string): boolean => span !== undefined && day >= span.first && day <= horizon;
  const withheld = (counts[0] ?? []).reduce((sum, { addresses }) => sum + addresses, 0) < least;
  const told = (stage: Stage | null): Stage | null => (withheld && isOrdered(stage) ? 'cable_laid' : stage);
  const stages = [...new Set(counts.flatMap((rows) => rows.map(({ stage }) => told(stage))))];
  const column = (of: keyof Pick<StandingCount, 'addresses' | 'households'>, isIt: (count: StandingCount) => boolean) =>
    days.map((day, index) =>
      isKnown(day) ? (counts[index] ?? []).filter(isIt).reduce((sum, count) => sum + count[of], 0) : null,
    );
  return {
    start,
    bucket,
    days,
    stages: stages.map((stage) => ({
      stage,
      addresses: column('addresses', (count) => told(count.stage) === stage),
      households: column('households', (count) => told(count.stage) === stage),
    })),
    orderable: column('addresses', ({ orderable }) => orderable),
    withheld,
    editionIds: progress.editionsKnown(asOf),
  };
}

export interface MetresColumns extends Columns {
  series: readonly { surface: Metres['surface']; stage: Stage; metres: (number | null)[] }[];
}

/** Metres that have reached each stage at the end of each bucket, since the beginning. */
export function metresColumns(planning: Planning, rows: readonly Metres[], bucket: Bucket): MetresColumns {
  const horizon = horizonOf(planning);
  const { start, days } = columnsUntil(rows[0]?.month, planning.on, bucket);
  const groups = Map.groupBy(rows, ({ surface, stage }) => `${surface} ${stage}`);
  return {
    start,
    bucket,
    days,
    series: [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const metres = days.map((day) => (day <= horizon ? round(sumUntil(group, day)) : null));
      return { surface: first.surface, stage: first.stage, metres };
    }),
  };
}

export interface CurveColumns extends Columns {
  addressesPlanned: (number | null)[];
  addressesPassed: (number | null)[];
  metresPlanned: (number | null)[];
  metresDug: (number | null)[];
  eurPlanned: (number | null)[];
  eurSpent: (number | null)[];
}

/** Built and spent beside the plan, since the beginning, up to the end of the plan where that comes after the day. */
export function curveColumns(
  planning: Planning,
  { metres, plan, spending }: { metres: readonly Metres[]; plan: readonly Planned[]; spending: readonly Spent[] },
  bucket: Bucket,
): CurveColumns {
  const { progress, isCounted, asOf, on } = planning;
  const horizon = horizonOf(planning);
  const span = progress.span(isCounted, { on: horizon, asOf });
  const firsts = [span?.first, metres[0]?.month, plan[0]?.day, spending[0]?.day].filter((day) => day !== undefined);
  const last = [on, plan.at(-1)?.day ?? on].sort().at(-1) ?? on;
  const days = firsts.length > 0 ? bucketEnds(firsts.sort()[0] ?? on, last, bucket) : [];
  // The bucket that the day of the question lies in is told as it stood on that day.
  const told = days.map((day) => (day > on && bucketStart(day, bucket) <= on ? on : day));
  const isKnown = (day: string): boolean => day <= horizon;
  const counts = progress.countAlong(told, asOf, isCounted);
  const dug = metres.filter(({ stage }) => stage === 'civil_works');
  const known = (value: (day: string, index: number) => number | null) =>
    told.map((day, index) => (isKnown(day) ? value(day, index) : null));
  return {
    start: days[0] === undefined ? null : bucketStart(days[0], bucket),
    bucket,
    days: told,
    addressesPlanned: told.map((day) => plannedBy(plan, 'addresses', day)),
    addressesPassed: known((_day, index) => (span ? passedOf(counts[index] ?? []) : null)),
    metresPlanned: told.map((day) => plannedBy(plan, 'metres', day)),
    metresDug: known((day) => (dug.length > 0 ? round(sumUntil(dug, day)) : null)),
    eurPlanned: told.map((day) => plannedBy(plan, 'eur', day)),
    eurSpent: known((day) =>
      spending.length > 0 ? round(spending.reduce((sum, one) => (one.day <= day ? sum + one.eur : sum), 0)) : null,
    ),
  };
}

/** What the plan wanted by the end of a day: of each area what it said last; null = it has no such figures at all. */
export function plannedBy(
  plan: readonly Planned[],
  figure: 'addresses' | 'metres' | 'eur',
  day: string,
): number | null {
  if (plan.every((row) => row[figure] === null)) return null;
  const last = new Map<string, number>();
  for (const row of plan) if (row.day <= day && row[figure] !== null) last.set(row.areaId, row[figure]);
  return round([...last.values()].reduce((sum, value) => sum + value, 0));
}

export interface ForecastColumns extends Forecast {
  days: string[];
  slow: number[];
  usual: number[];
  quick: number[];
}

/** Stages that a forecast is made for. */
export type ForecastStage = 'cable_laid' | 'active';

/** Months that are drawn at most. */
const mostMonths = 36;

/**
 * When a stage will be reached, from the own history. Of `cable_laid` the target is all addresses of the areas where works
 * have begun, of `active` all that have a house connection. Fewer than `least` of them must not tell who has ordered.
 */
export function forecastStage(
  planning: Planning,
  stage: ForecastStage,
  { slipDays, least }: { slipDays: number | null; least: number },
): ForecastColumns {
  const { progress, isCounted, asOf } = planning;
  const horizon = horizonOf(planning);
  const unknown = { from: null, reached: 0, target: 0, rates: null, windows: 0, slipDays, ...noDays };
  const span = progress.span(isCounted, { on: horizon, asOf });
  if (!span) return { ...unknown, state: 'NOTHING_KNOWN' };
  const begun = progress.areasBegun(isCounted, { on: horizon, asOf });
  const isOfWorks: typeof isCounted = (address) => isCounted(address) && begun.has(address.areaId);
  const counts = progress.countAlong(windowEnds(span.last), asOf, isOfWorks);
  const now = counts.at(-1) ?? [];
  const target = stage === 'active' ? sum(now.filter((count) => isOrdered(count.stage))) : sum(now);
  if (stage === 'active' && target < least) return { ...unknown, state: 'WITHHELD' };
  const reached = counts.map((rows) =>
    stage === 'active' ? sum(rows.filter((count) => count.stage === 'active')) : passedOf(rows),
  );
  const made = forecast({ until: span.last, reached, target, slipDays });
  const { rates } = made;
  if (!rates) return { ...made, days: [], slow: [], usual: [], quick: [] };
  const end = made.latest ?? made.likely ?? '';
  const days = Array.from({ length: mostMonths + 1 }, (_, index) => addDays(span.last, index * windowDays));
  const shown = days.slice(0, Math.max(2, days.findLastIndex((day) => day <= end) + 2));
  const along = (rate: number): number[] => shown.map((day) => reachedBy(made, rate, day));
  return { ...made, days: shown, slow: along(rates.slow), usual: along(rates.usual), quick: along(rates.quick) };
}

const noDays = { earliest: null, likely: null, latest: null, days: [], slow: [], usual: [], quick: [] };

/** Addresses with fibre in their street. */
export function passedOf(counts: readonly StandingCount[]): number {
  return sum(counts.filter(({ stage }) => stage === 'cable_laid' || isOrdered(stage)));
}

export function isOrdered(stage: Stage | null): boolean {
  return stage !== null && orderedStages.includes(stage);
}

export function sum(counts: readonly StandingCount[]): number {
  return counts.reduce((total, { addresses }) => total + addresses, 0);
}

function sumUntil(rows: readonly Metres[], day: string): number {
  return rows.reduce((total, { month, metres }) => (month <= day ? total + metres : total), 0);
}

/** Two decimals: centimetres, and cents. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Buckets from a day on, the last of which ends on the day of the question; none where no first day is known. */
function columnsUntil(first: string | undefined, on: string, bucket: Bucket): Omit<Columns, 'bucket'> {
  const days = first === undefined ? [] : bucketEnds(first, on, bucket);
  const start = days[0] === undefined ? null : bucketStart(days[0], bucket);
  return { start, days: days.map((day) => (day < on ? day : on)) };
}
