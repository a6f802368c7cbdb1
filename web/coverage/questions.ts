import type { TableSort } from '../../geodata/municipal-table.ts';
import type { SpeedClass, Technology } from '../../geodata/technologies.ts';
import { type Edition, findDefault } from '../editions/editions.ts';
import type { View } from '../view.ts';
import { resolveTechnology } from '../editions/figures.ts';

/** An edition, technology and class that belong together: what a view shows, which may be older than what was just chosen. */
export interface Choice {
  edition: Edition;
  technology: Technology;
  fibre: Technology;
  cable: Technology;
  speed: SpeedClass;
}

/** What a link chooses: its edition, else the newest; undefined if there are none. */
export function choiceOf(
  editions: readonly Edition[],
  { edition: pinned, technology, speed }: Pick<View, 'edition' | 'technology' | 'speed'>,
): Choice | undefined {
  const edition = editions.find(({ editionId }) => editionId === pinned) ?? findDefault(editions);
  if (!edition) return undefined;
  return {
    edition,
    technology: resolveTechnology(edition, technology, speed),
    fibre: resolveTechnology(edition, 'FTTH_B', speed),
    cable: 'HFC',
    speed,
  };
}

/** Variables that questions about a place have in common. */
export function variablesOf({ edition, technology, fibre, cable, speed }: Choice) {
  return { edition: edition.editionId, technology, fibre, cable, speed };
}

/** Variables of the distribution over the classes in a Land, by a place's key. */
export function distributionVariables({ edition, technology, speed }: Choice, place: string) {
  return { edition: edition.editionId, technology, speed, state: place.slice(0, 2) };
}

/** Orders of the table, as the API names them. */
const tableOrders = {
  '-share': 'SHARE_DESCENDING',
  share: 'SHARE_ASCENDING',
  name: 'NAME_ASCENDING',
  '-name': 'NAME_DESCENDING',
  state: 'STATE_ASCENDING',
  '-state': 'STATE_DESCENDING',
} as const satisfies Record<TableSort, string>;

/** Variables of the page of the table that a link shows. */
export function tableVariables(
  { edition, technology, speed }: Pick<Choice, 'edition' | 'technology' | 'speed'>,
  { sort, state, name, page }: Pick<View, 'sort' | 'state' | 'name' | 'page'>,
) {
  return { edition: edition.editionId, technology, speed, sort: tableOrders[sort], state: state ?? null, name, page };
}
