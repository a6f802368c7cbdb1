import type { ApiContext } from '../../builder.ts';
import { NotFoundError } from '../../errors.ts';
import type { AddressProgress, IsCounted } from '../progress.ts';
import { findAreas, type RolloutArea } from '../queries.ts';
import type { Scope } from './queries.ts';

/** A scope with what lies in it. */
export interface Planning extends Scope {
  districtName: string | null;
  areas: readonly RolloutArea[];
  progress: AddressProgress;
  /** Whether an address lies in it. */
  isCounted: IsCounted;
}

/**
 * A municipality, or one of its districts, with its rollout areas: one statement, and none for the addresses once they
 * are in memory. Errors: NotFoundError for a district without rollout areas, which names those that have some.
 */
export async function findPlanning(
  { db, progress }: ApiContext,
  { ags, districtName, on, asOf }: { ags: string; districtName: string | null; on: string; asOf: Date | null },
): Promise<Planning> {
  const [all, addresses] = await Promise.all([findAreas(db, [ags], asOf), progress.get(ags)]);
  const areas = all.filter((area) => districtName === null || area.districtName === districtName);
  if (areas.length === 0 && districtName !== null) {
    const known = [...new Set(all.map((area) => area.districtName))].filter((name) => name !== null);
    throw new NotFoundError(
      `district: there is no rollout in ${JSON.stringify(districtName)} of ${ags}${asOf ? ` that was known on ${asOf.toISOString()}` : ''}. ${known.length > 0 ? `Known are ${known.join(', ')}.` : 'None is known in this municipality.'}`,
    );
  }
  return {
    ags,
    districtName,
    on,
    asOf,
    areas,
    areaIds: districtName === null ? null : areas.map(({ id }) => id),
    progress: addresses,
    isCounted: (address) => districtName === null || address.districtName === districtName,
  };
}

/** The last day that anything can be known of: neither after the day of the question nor after what was known then. */
export function horizonOf({ on, asOf }: Pick<Planning, 'on' | 'asOf'>): string {
  const knownOn = asOf === null ? on : dayInGermany(asOf);
  return knownOn < on ? knownOn : on;
}

function dayInGermany(time: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(time);
}
