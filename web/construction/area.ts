import type { RolloutArea, Stage, StageStatement } from './documents.ts';

/** Stages in the order of a page, those that are marks or ends last; null = the whole project. */
export const order: readonly (Stage | null)[] = [
  'DEMAND',
  'PLANNED',
  'PERMITTED',
  'CIVIL_WORKS',
  'CABLE_LAID',
  'HOUSE_CONNECTION',
  'SURFACE_ACCEPTED',
  'ACTIVE',
  'ORDERABLE',
  'STOPPED',
  'NOT_PLANNED',
  null,
];

/** Stages that a table of areas has a column for. */
export const columns = ['DEMAND', 'CIVIL_WORKS', 'SURFACE_ACCEPTED', 'ACTIVE'] as const satisfies readonly Stage[];

/** What is said of a stage of an area on the day; undefined = nothing. */
export function statementOf({ rollout }: Pick<RolloutArea, 'rollout'>, stage: Stage): StageStatement | undefined {
  return rollout.find((statement) => statement.stage === stage);
}

/** What is said of an area on the day, in the order of a page. */
export function inOrder({ rollout }: Pick<RolloutArea, 'rollout'>): StageStatement[] {
  return rollout.toSorted((one, other) => order.indexOf(one.stage) - order.indexOf(other.stage));
}

export interface District {
  /** Null = areas that lie in several districts or in none. */
  name: string | null;
  areas: readonly RolloutArea[];
}

/** Areas by district, both by name. */
export function districtsOf(areas: readonly RolloutArea[], locale: string): District[] {
  const compare = (one: string, other: string) => one.localeCompare(other, locale);
  return [...Map.groupBy(areas, ({ districtName }) => districtName)]
    .map(([name, own]) => ({ name, areas: own.toSorted((one, other) => compare(one.name, other.name)) }))
    .sort((one, other) => compare(one.name ?? '\uffff', other.name ?? '\uffff'));
}

/** A quota and what was required of it. */
export interface Quota {
  /** % of households that had signed; null = not stated. */
  share: number | null;
  /** What was required, in the order in which it was: % of households. */
  required: readonly number[];
  /** Whether the last word says that it was missed; null = nothing was decided. */
  missed: boolean | null;
}

/** The quota of an area through its history, as known; undefined if nobody spoke of one. */
export function quotaOf({ history }: Pick<RolloutArea, 'history'>): Quota | undefined {
  const said = history.filter(({ stage }) => stage === 'DEMAND').toSorted(byDay);
  if (said.length === 0) return undefined;
  const required = said.flatMap(({ quotaRequired }) => quotaRequired ?? []);
  const decided = said.findLast(({ progress }) => progress === 'DONE' || progress === 'MISSED');
  return {
    share: said.findLast(({ share }) => share !== null)?.share ?? null,
    required: required.filter((percent, index) => percent !== required[index - 1]),
    missed: decided ? decided.progress === 'MISSED' : null,
  };
}

/** How many of the areas have civil works behind them, and how many do not know of it. */
export function countDug(areas: readonly RolloutArea[]): number {
  return areas.filter((area) => {
    const works = statementOf(area, 'CIVIL_WORKS');
    return works?.progress === 'DONE' && (works.share ?? 100) === 100;
  }).length;
}

function byDay(one: StageStatement, other: StageStatement): number {
  return one.from.localeCompare(other.from);
}
