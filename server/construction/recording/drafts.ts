import type { ApiContext } from '../../builder.ts';
import { listEditions } from '../../editions/queries.ts';
import { ChangedMeanwhileError } from './errors.ts';

/** Makes editions known to a request that the register has not heard of yet: it hears of them a moment after they were written. */
export async function knowEditions({ db, register, drafts }: ApiContext, editionIds: readonly string[]): Promise<void> {
  const unheard = new Set(editionIds.filter((id) => !register.find(id) && !drafts.has(id)));
  if (unheard.size === 0) return;
  for (const edition of await listEditions(db, [...unheard])) drafts.set(edition.id, edition);
}

/** What comes of recording something; whatever it is refused for can be told with its source. */
export async function tellingSources<T>(context: ApiContext, recording: Promise<T>): Promise<T> {
  try {
    return await recording;
  } catch (error) {
    if (error instanceof ChangedMeanwhileError) {
      const said = [...error.statements, ...error.announcements];
      await knowEditions(
        context,
        said.map(({ editionId }) => editionId),
      );
    }
    throw error;
  }
}
