import type { StateCode } from '../../../geodata/states.ts';
import type { Technology } from '../../../geodata/technologies.ts';
import type { CompareList, PlaceKind, View } from '../../view.ts';

/** Rows of a page. */
export const pageSize = 20;

/** Which municipalities a list is about, as the server filters them. */
export function filterOf(state: StateCode | undefined, kind: PlaceKind) {
  const kinds = {
    all: {},
    independent: { independent: true },
    town: { independent: false, designation: 'Stadt' },
    municipality: { independent: false, designation: 'Gemeinde' },
  } satisfies Record<PlaceKind, object>;
  return { ...(state === undefined ? {} : { stateCode: state }), ...kinds[kind] };
}

/** Best and most risen come from above, worst and most fallen from below. */
export function directionOf(list: CompareList): 'ASCENDING' | 'DESCENDING' {
  return list === 'best' || list === 'rose' ? 'DESCENDING' : 'ASCENDING';
}

/** A row of a list, whatever it is ordered by. */
export interface ListRow {
  ags: string;
  name: string;
  stateCode: StateCode;
  rank: number;
  sharedBy: number;
  /** Shares in %: the one that is ranked, or those before and after. */
  percents: readonly number[];
  /** Percentage points, in lists of changes. */
  difference: number | undefined;
}

/** The page that a link names, from 1; without the cursor that belongs to it, it can only be the first. */
export function pageOf({ page, after, before }: View): number {
  return after === undefined && before === undefined ? 1 : page;
}

/** What both kinds of lists are asked with. */
export function variablesOfList(view: View, technology: Technology) {
  const list = {
    technology,
    speed: view.speed,
    filter: filterOf(view.state, view.kind),
    direction: directionOf(view.list),
  };
  if (pageOf(view) === 1) return { ...list, ...firstRows(pageSize) };
  const { after, before } = view;
  return after === undefined
    ? { ...list, first: null, after: null, last: pageSize, before: before ?? null }
    : { ...list, first: pageSize, after, last: null, before: null };
}

/** The beginning of a list, as the server takes it. */
export function firstRows(count: number) {
  return { first: count, after: null, last: null, before: null };
}
