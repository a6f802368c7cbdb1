/** Who lives where: households of cells and of municipalities, and which of them may be told. */
import type { ApiContext } from '../builder.ts';
import type { Edition } from '../editions/queries.ts';
import { statesHouseholds, sumHouseholds } from './grid-queries.ts';

/** Editions of cells that are in force, oldest first. */
export function cellEditionIds({ register }: ApiContext, asOf?: Date | null): string[] {
  return register.list('cell_coverage', { asOf: asOf ?? null }).map(({ id }) => id);
}

/** True if so few households live there that nothing is told of them one by one; unknown numbers tell nothing. */
export function isProtected(households: number | null, kAnonymity: number): boolean {
  return households !== null && households < kAnonymity;
}

/** Editions never change, so whether one states households is found out once. */
const stating = new WeakMap<Edition, Promise<boolean>>();

/** The newest published edition of cells that states households. */
export async function householdEdition({ db, register }: ApiContext): Promise<Edition | undefined> {
  for (const edition of register.list('cell_coverage').toReversed()) {
    if (edition.modelled) continue;
    let states = stating.get(edition);
    if (!states) {
      states = statesHouseholds(db, edition.id);
      stating.set(edition, states);
      states.catch(() => stating.delete(edition));
    }
    if (await states) return edition;
  }
  return undefined;
}

const sums = new WeakMap<Edition, Promise<ReadonlyMap<string, number>>>();

/** Households of all municipalities by key, by the newest published edition that states them; summed once an edition. */
export async function readHouseholds(context: ApiContext): Promise<ReadonlyMap<string, number>> {
  const edition = await householdEdition(context);
  if (!edition) return new Map();
  let sum = sums.get(edition);
  if (!sum) {
    sum = sumHouseholds(context.db, edition.id).then(
      (rows) => new Map(rows.map(({ ags, households }) => [ags, households])),
    );
    sums.set(edition, sum);
    sum.catch(() => sums.delete(edition));
  }
  return sum;
}
