import type { ApiContext } from '../../builder.ts';
import type { Reader, Transaction } from '../../database/database.ts';
import type { Edition } from '../../editions/queries.ts';
import { type Address, findAddress, findAddresses } from '../../places/address-queries.ts';
import { type AddressRollout, loadRollouts } from '../address-rollouts.ts';
import {
  type Announcement,
  findAnnouncements,
  findAreas,
  findStatements,
  type RolloutArea,
  type Statement,
  type Subject,
} from '../queries.ts';
import { type Slip, withSlip } from '../slip.ts';
import { inOrder } from '../stage-order.ts';
import { today } from '../today.ts';
import type { StageFinding } from './errors.ts';
import { readForm, type StageForm, writeStage } from './import.ts';
import { findAddressIds, findRevision, getDraftEdition } from './queries.ts';

/** What is said of an area, as its page tells it. */
export interface AreaState {
  rollout: readonly Statement[];
  history: readonly Statement[];
  announcements: readonly (Announcement & Slip)[];
}

interface Change<What, State> {
  what: What;
  before: State;
  after: State;
}

/** What the public would read if a form were saved. */
export interface StagePreview {
  revision: string;
  warnings: readonly StageFinding[];
  areas: readonly Change<RolloutArea, AreaState>[];
  address: Change<Address, AddressRollout> | null;
  addressCount: number;
  /** The first of them. */
  addresses: readonly Address[];
}

/** What is known of subjects now, and the revision to record on. */
export interface Known {
  areas: readonly { what: RolloutArea; state: AreaState }[];
  address: { what: Address; state: AddressRollout } | null;
}

/** Addresses that a preview names. */
const mostNamed = 10;

/** Ends a preview, and what was written for it. */
class Previewed extends Error {
  readonly result: { preview: StagePreview; edition: Edition };
  constructor(result: Previewed['result']) {
    super('This was a preview');
    this.result = result;
  }
}

/**
 * What the public would read: it is written, read and undone, so that the preview goes by the same ways as the page.
 * Errors: StageRefusedError.
 */
export async function previewStage(context: ApiContext, form: StageForm): Promise<StagePreview> {
  const saying = readForm(form, today());
  try {
    return await context.transact(async (transaction) => {
      const { subjects, ags } = form;
      const revision = await findRevision(transaction, subjects);
      const before = await findKnown(context, transaction, ags, subjects);
      const { editionId, warnings } = await writeStage(transaction, form, saying);
      const after = await findKnown(context, transaction, ags, subjects);
      const ids = await findAddressIds(transaction, subjects);
      throw new Previewed({
        edition: await getDraftEdition(transaction, editionId),
        preview: {
          revision,
          warnings,
          areas: after.areas.flatMap(({ what, state }, index) => {
            const earlier = before.areas[index];
            return earlier ? [{ what, before: earlier.state, after: state }] : [];
          }),
          address:
            before.address && after.address
              ? { what: after.address.what, before: before.address.state, after: after.address.state }
              : null,
          addressCount: ids.length,
          addresses: await findAddresses(transaction, ags, ids.slice(0, mostNamed)),
        },
      });
    });
  } catch (error) {
    if (!(error instanceof Previewed)) throw error;
    const { edition, preview } = error.result;
    context.drafts.set(edition.id, edition);
    return preview;
  }
}

/** What the public knows of subjects today. */
export async function findKnown(
  context: ApiContext,
  db: Reader | Transaction,
  ags: string,
  subjects: readonly Subject[],
): Promise<Known> {
  const idsOf = (kind: Subject['kind']): string[] => subjects.filter((one) => one.kind === kind).map(({ id }) => id);
  const areaIds = idsOf('area');
  const areas = areaIds.length === 0 ? [] : (await findAreas(db, [ags], null)).filter(({ id }) => areaIds.includes(id));
  const ofAreas = areas.map(({ id }): Subject => ({ ags, kind: 'area', id }));
  const history = await findStatements(db, ofAreas, { on: null, asOf: null });
  const announcements = withSlip(await findAnnouncements(db, ofAreas, null));
  const [addressId] = idsOf('address');
  const address = addressId === undefined ? undefined : await findAddress(db, ags, addressId, null);
  const on = today();
  const told = { ...context, db, planner: false };
  return {
    areas: areas.map((what) => {
      const own = inOrder(history.filter(({ subjectId }) => subjectId === what.id));
      return {
        what,
        state: {
          rollout: own.filter(({ from, until }) => from <= on && (until === null || on < until)),
          history: own,
          announcements: announcements.filter(({ subjectId }) => subjectId === what.id),
        },
      };
    }),
    address: address
      ? { what: address, state: (await loadRollouts(told, [address], { on, asOf: null }))(address) }
      : null,
  };
}
