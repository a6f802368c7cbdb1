import { Request } from '../request.svelte.ts';
import { url } from '../url.svelte.ts';
import type { MeansOf } from './chart/series.ts';
import type { Part } from './choice.ts';
import { MomentsDocument } from './documents.ts';
import type { SensorItem } from './items.ts';
import { bucketStart, itemsAt, momentBucket, momentVariables, mostMoments, type Reading } from './moments.ts';

interface Asked {
  /** The moment that the reader points at, ms since 1970; undefined = now. */
  cursor: number | undefined;
  window: Part;
  /** Those that are listed. */
  shown: readonly SensorItem[];
  reading: Reading;
  meansOf: (item: SensorItem) => MeansOf;
}

/**
 * What all series said at the moment that the reader points at in a chart. All moments of the time that charts show come
 * with one answer, the first time that somebody points; nothing is asked while the cursor moves.
 */
export class Moments {
  readonly #asked: () => Asked;
  readonly #series = new Request(MomentsDocument, () =>
    this.#wanted && this.#names !== '' ? momentVariables(url.view.place, this.#names, this.#window) : undefined,
  );
  readonly #wanted = $derived.by(() => this.#asked().cursor !== undefined);
  readonly #window = $derived.by(() => this.#asked().window);
  /** As a text, so that a new value of one series is no other question. */
  readonly #names = $derived.by(() =>
    this.#asked()
      .shown.slice(0, mostMoments)
      .map(({ id }) => id)
      .join(),
  );
  readonly bucket = $derived(momentBucket(this.#window));
  readonly #start = $derived.by(() => {
    const { cursor } = this.#asked();
    return cursor === undefined ? undefined : bucketStart(this.bucket, cursor);
  });
  /** What is listed, as it was at the moment, or as it is now. */
  readonly items = $derived.by<readonly SensorItem[]>(() => {
    const { shown, reading, meansOf } = this.#asked();
    if (this.#start === undefined) return shown;
    const answered = this.#series.answered?.bucket === this.bucket ? this.#series.data : undefined;
    const moment = { bucket: this.bucket, start: this.#start, meansOf };
    return itemsAt(shown, reading, answered?.datastreams ?? [], moment);
  });
  readonly loading = $derived(this.#wanted && this.#series.loading);

  constructor(asked: () => Asked) {
    this.#asked = asked;
  }
}
