import type { StateCode } from '../../../geodata/states.ts';
import type { CompareList, PlaceKind } from '../../view.ts';

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

/** A page as it was asked for, and where it begins in the list; cursors lead on from here. */
export interface Turn {
  first?: number;
  after?: string;
  last?: number;
  before?: string;
  start: number;
}

export const firstTurn: Turn = { first: pageSize, start: 0 };
