import { untrack } from 'svelte';
import { announcer } from '../../announcer.svelte.ts';
import { planner } from '../../frame/planner.svelte.ts';
import { client } from '../../graphql.ts';
import { recordingWords } from '../../messages/recording.ts';
import { inLanguage } from '../../messages/words.svelte.ts';
import { Request } from '../../request.svelte.ts';
import { url } from '../../url.svelte.ts';
import {
  type HandRecord,
  type HandRecords,
  HistoryDocument,
  type HistoryQuestion,
  type UndoConflict,
  UndoDocument,
} from './documents.ts';

/** So many come at a time. */
const pageSize = 20;

type Kind = NonNullable<HistoryQuestion['kind']>;

/** What was recorded by hand, and what becomes of what is taken back. Made once, in a component. */
export class HistoryState {
  /** Only what concerns this district; `address` = only what concerns the chosen address; empty = all. */
  whom = $state<'' | 'address' | `in ${string}`>('');
  /** Only what is about such things; empty = all. */
  kind = $state<'' | Kind>('');
  readonly #question = $derived.by<HistoryQuestion>(() => {
    const { place: ags, address } = url.view;
    const kind = this.kind === '' ? null : this.kind;
    if (this.whom === 'address' && address !== undefined) return { ags, first: pageSize, kind: 'ADDRESS', id: address };
    return { ags, first: pageSize, kind, districtName: this.whom.startsWith('in ') ? this.whom.slice(3) : null };
  });
  readonly #request = new Request(HistoryDocument, () => (planner.token === undefined ? undefined : this.#question));
  /** Pages after the first one, each with what it answers. */
  #older = $state.raw<readonly { question: HistoryQuestion; after: string; page: HandRecords }[]>([]);
  readonly #pages = $derived.by<readonly HandRecords[]>(() => {
    const result = this.#request.data?.handRecords;
    if (result?.__typename !== 'HandRecords') return [];
    const older = this.#older.filter(({ question }) => question === this.#question);
    return [result, ...older.map(({ page }) => page)];
  });
  readonly records = $derived<readonly HandRecord[]>(this.#pages.flatMap(({ records }) => records));
  /** Whether there are older ones. */
  readonly hasMore = $derived(this.#pages.at(-1)?.more ?? false);
  readonly isNarrowed = $derived(this.whom !== '' || this.kind !== '');
  /** What stands on the one that could not be taken back. */
  conflict = $state.raw<{ record: HandRecord; later: UndoConflict }>();
  failed = $state(false);
  busy = $state(false);

  /** `saved` gives something else whenever something was recorded or taken back elsewhere on the page. */
  constructor(saved: () => unknown) {
    $effect(() => {
      saved();
      untrack(() => {
        this.conflict = undefined;
        // What follows the first page is no longer what was listed.
        this.#older = [];
        this.#request.retry();
      });
    });
  }

  /** Lists older ones below. */
  async more(): Promise<void> {
    const after = this.records.at(-1)?.edition.editionId;
    if (after === undefined || this.busy) return;
    this.busy = true;
    const question = this.#question;
    const page = await this.#ask({ ...question, after });
    this.busy = false;
    this.failed = page === undefined;
    if (page === undefined) return;
    this.#older = [...this.#older, { question, after, page }];
    announcer.say(inLanguage(recordingWords).history.added(page.records.length));
  }

  async #ask(question: HistoryQuestion): Promise<HandRecords | undefined> {
    const { data } = await client.query(HistoryDocument, question, { requestPolicy: 'network-only' }).toPromise();
    return data?.handRecords.__typename === 'HandRecords' ? data.handRecords : undefined;
  }

  /** Asks again for all that is listed: what was taken back may let something else hold again, on whichever page. */
  async #renew(): Promise<void> {
    this.conflict = undefined;
    this.#request.retry();
    const older = this.#older;
    const renewed = await Promise.all(
      older.map(async (one) => ({
        ...one,
        page: (await this.#ask({ ...one.question, after: one.after })) ?? one.page,
      })),
    );
    if (older === this.#older) this.#older = renewed;
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
    void this.#renew();
    if (result.__typename === 'ChangedMeanwhileError') this.conflict = { record, later: result };
    const isGone = result.__typename === 'RetractedStage';
    announcer.say(isGone ? w.saved.undone : w.saved.notUndone);
    return isGone;
  }
}
