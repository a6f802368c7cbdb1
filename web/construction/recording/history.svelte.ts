import { untrack } from 'svelte';
import { announcer } from '../../announcer.svelte.ts';
import { planner } from '../../frame/planner.svelte.ts';
import { client } from '../../graphql.ts';
import { recordingWords } from '../../messages/recording.ts';
import { inLanguage } from '../../messages/words.svelte.ts';
import { Request } from '../../request.svelte.ts';
import { url } from '../../url.svelte.ts';
import { type HandRecord, HistoryDocument, type UndoConflict, UndoDocument } from './documents.ts';

/** So many are listed. */
const listed = 20;

/** What was recorded by hand, and what becomes of what is taken back. Made once, in a component. */
export class HistoryState {
  readonly #request = new Request(HistoryDocument, () =>
    planner.token === undefined ? undefined : { ags: url.view.place, first: listed },
  );
  readonly records = $derived.by<readonly HandRecord[]>(() => {
    const result = this.#request.data?.handRecords;
    return result?.__typename === 'HandRecords' ? result.records : [];
  });
  /** What stands on the one that could not be taken back. */
  conflict = $state.raw<{ record: HandRecord; later: UndoConflict }>();
  failed = $state(false);
  busy = $state(false);

  /** `saved` gives something else whenever something was recorded or taken back elsewhere on the page. */
  constructor(saved: () => unknown) {
    $effect(() => {
      saved();
      untrack(() => this.#renew());
    });
  }

  #renew(): void {
    this.conflict = undefined;
    this.#request.retry();
  }

  /** True if it was taken back. */
  async takeBack(record: HandRecord): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    const variables = {
      editionId: record.edition.editionId,
      language: url.view.language === 'en' ? ('EN' as const) : ('DE' as const),
    };
    const { data } = await client.mutation(UndoDocument, variables).toPromise();
    this.busy = false;
    this.failed = data === undefined;
    if (data === undefined) return false;
    const result = data.retractStage;
    const w = inLanguage(recordingWords);
    this.#renew();
    if (result.__typename === 'ChangedMeanwhileError') this.conflict = { record, later: result };
    const isGone = result.__typename === 'RetractedStage';
    announcer.say(isGone ? w.saved.undone : w.saved.notUndone);
    return isGone;
  }
}
