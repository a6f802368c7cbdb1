import type { ResultOf, VariablesOf } from 'gql.tada';
import type { SpeedClass, Technology } from '../../../geodata/technologies.ts';
import type { Edition } from '../../editions/editions.ts';
import { resolveTechnology } from '../../editions/figures.ts';
import { Request } from '../../request.svelte.ts';
import { url } from '../../url.svelte.ts';
import type { CoverageState } from '../coverage.svelte.ts';
import { differenceOf } from './difference.ts';
import { ChangesDocument, PairDocument } from './documents.ts';
import { breakIn, chooseFrom, inOrder, type Pair } from './pair.ts';

/** Two editions and a figure that belong together: what the view shows, which may be older than what was just chosen. */
export interface Comparison extends Pair {
  technology: Technology;
  speed: SpeedClass;
}

/** All that the comparing views ask and know together; what is chosen is in the URL, never here. */
export class CompareState {
  readonly #coverage: CoverageState;
  readonly editions: readonly Edition[] = $derived.by(() => this.#coverage.current);
  readonly #find = (id: string | undefined) => this.#coverage.editions.find(({ editionId }) => editionId === id);
  readonly to = $derived.by<Edition | undefined>(
    () => this.#find(url.view.to) ?? this.#coverage.pinned ?? this.#coverage.newest,
  );
  readonly technology = $derived.by<Technology>(() =>
    this.to ? resolveTechnology(this.to, url.view.technology, url.view.speed) : url.view.technology,
  );
  readonly from = $derived.by<Edition | undefined>(
    () => this.#find(url.view.from) ?? (this.to && chooseFrom(this.editions, this.to, this.technology, url.view.speed)),
  );
  /** Editions that the link names and that are not here. */
  readonly unknownEditions = $derived.by(() =>
    this.#coverage.editions.length === 0
      ? []
      : [url.view.from, url.view.to].filter((id) => id !== undefined && !this.#find(id)),
  );
  /** Undefined while there are not two different editions. */
  readonly chosen = $derived.by<Comparison | undefined>(() => {
    if (!this.from || !this.to || this.from.editionId === this.to.editionId) return undefined;
    return { ...inOrder(this.from, this.to), technology: this.technology, speed: url.view.speed };
  });
  readonly seriesBreak = $derived.by(() => this.chosen && breakIn(this.chosen));
  readonly #variables = $derived.by(
    () =>
      this.chosen && {
        from: this.chosen.earlier.editionId,
        to: this.chosen.later.editionId,
        technology: this.chosen.technology,
        speed: this.chosen.speed,
      },
  );

  readonly pairRequest: Request<ResultOf<typeof PairDocument>, VariablesOf<typeof PairDocument>>;
  readonly place = $derived.by(() => this.pairRequest.data?.municipality);
  /** What the place's figures answer. */
  readonly placeAnswered = $derived.by(() => this.#answered(this.pairRequest.answered));

  readonly changesRequest: Request<ResultOf<typeof ChangesDocument>, VariablesOf<typeof ChangesDocument>>;
  readonly changesAnswered = $derived.by(() => this.#answered(this.changesRequest.answered));
  readonly #result = $derived.by(() => this.changesRequest.data?.coverageChanges);
  readonly changes = $derived.by(() => (this.#result?.__typename === 'CoverageChanges' ? this.#result : undefined));
  readonly refusal = $derived.by(() => (this.#result?.__typename === 'SeriesBreakError' ? this.#result : undefined));
  /** Differences in percentage points, in the order of the columns. */
  readonly differences = $derived.by(() => {
    const columns = this.changes?.columns;
    return columns?.ags.map((_, index) =>
      differenceOf(columns.earlierPercent[index] ?? null, columns.laterPercent[index] ?? null),
    );
  });

  constructor(coverage: CoverageState) {
    this.#coverage = coverage;
    // Here and not above: a question looks at once at what it asks, and that follows from `coverage`.
    this.pairRequest = new Request(PairDocument, () => this.#variables && { ags: url.view.place, ...this.#variables });
    this.changesRequest = new Request(ChangesDocument, () =>
      url.view.mode === 'difference' ? this.#variables : undefined,
    );
    // A link keeps its meaning only if it names its editions.
    $effect(() => {
      if (url.view.show !== 'compare' || !this.chosen) return;
      const { from, to } = url.view;
      if (from === undefined || to === undefined)
        url.follow({ from: from ?? this.from?.editionId, to: to ?? this.to?.editionId });
    });
  }

  #answered(
    asked: { from: string; to: string; technology: Technology; speed: number } | undefined,
  ): Comparison | undefined {
    const [earlier, later] = [this.#find(asked?.from), this.#find(asked?.to)];
    if (!asked || !earlier || !later) return undefined;
    return { earlier, later, technology: asked.technology, speed: asked.speed as SpeedClass };
  }

  retry(): void {
    for (const request of [this.pairRequest, this.changesRequest]) if (request.failed) request.retry();
  }
}
