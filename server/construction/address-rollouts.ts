import type { ApiContext } from '../builder.ts';
import type { Address } from '../places/address-queries.ts';
import { isProtected } from '../places/grid.ts';
import { inOrder } from './stage-order.ts';
import {
  type Announcement,
  findAnnouncements,
  findAreasOfAddresses,
  findHouseholds,
  findStatements,
  type RolloutArea,
  type Statement,
  type Subject,
  type Times,
} from './queries.ts';
import { type Slip, withSlip } from './slip.ts';
import { type Evidence, followsFromOrder } from './stations.ts';

/** All that is known of one address. */
export interface AddressRollout extends Evidence {
  place: RolloutArea | null;
  announcements: readonly (Announcement & Slip)[];
  history: readonly Statement[];
}

/**
 * What is known of addresses, without what must not be told of few households: four statements, however many addresses
 * there are.
 */
export async function loadRollouts(
  context: ApiContext,
  addresses: readonly Address[],
  { on, asOf }: Times & { on: string },
): Promise<(address: Address) => AddressRollout> {
  const { db, kAnonymity, planner } = context;
  const [areas, households] = await Promise.all([
    findAreasOfAddresses(db, addresses, asOf),
    findHouseholds(db, addresses),
  ]);
  const subjects: Subject[] = [
    ...addresses.map(({ ags, id }): Subject => ({ ags, kind: 'address', id })),
    ...[...areas.values()].map(({ ags, id }): Subject => ({ ags, kind: 'area', id })),
  ];
  const [statements, announcements] = await Promise.all([
    findStatements(db, subjects, { on: null, asOf }),
    findAnnouncements(db, subjects, asOf),
  ]);
  const said = Map.groupBy(statements, keyOf);
  const announced = Map.groupBy(withSlip(announcements), keyOf);
  return ({ ags, id }) => {
    const place = areas.get(`${ags} ${id}`) ?? null;
    const own = `address ${ags} ${id}`;
    const ofArea = place === null ? '' : `area ${ags} ${place.id}`;
    const withheld = !planner && isProtected(households.get(`${ags} ${id}`) ?? 0, kAnonymity);
    const tellable = <R extends { stage: Statement['stage'] | null }>(rows: readonly R[] = []): R[] =>
      rows.filter(({ stage }) => !(withheld && followsFromOrder(stage)));
    const history = inOrder(tellable(said.get(own)));
    return {
      place,
      withheld,
      history,
      own: history.filter((statement) => holdsOn(statement, on)),
      area: (said.get(ofArea) ?? []).filter((statement) => holdsOn(statement, on)),
      announcements: [...tellable(announced.get(own)), ...(announced.get(ofArea) ?? [])].sort(
        (one, other) => Date.parse(one.announcedAt) - Date.parse(other.announcedAt) || one.id - other.id,
      ),
    };
  };
}

function holdsOn({ from, until }: Statement, on: string): boolean {
  return from <= on && (until === null || on < until);
}

function keyOf({ ags, subjectKind, subjectId }: Statement | Announcement): string {
  return `${subjectKind} ${ags} ${subjectId}`;
}
